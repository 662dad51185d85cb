import Foundation
import SatchelCore
import TestSupport
import Testing

@testable import SatchelWeb

extension WebDesk {
    /// Runs the handler of a form with a file that has come whole, past the wire.
    @discardableResult
    func act(
        _ path: String, as role: Account.Role, _ fields: [(String, String)],
        file: (name: String, bytes: [UInt8]), parts: [String: String] = [:]
    ) throws -> Answer {
        let route = try #require(Routes.all.first { $0.method == .post && $0.path == path })
        let place = "\(folder.path)/upload-\(UUID().uuidString)"
        try Data(file.bytes).write(to: URL(fileURLWithPath: place))
        var visit = Visit(site: server.site, path: path)
        visit.parameters = parts
        visit.who = .account(
            try #require(try office.register.accounts().first { $0.name == WebDesk.names[role] }))
        for (name, value) in fields { visit.form.add(name, value) }
        visit.uploads = [Upload(field: "file", name: file.name, path: place, size: file.bytes.count)]
        return try route.handle(visit)
    }
}

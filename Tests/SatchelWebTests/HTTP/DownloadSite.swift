import Foundation
import Hummingbird
import HummingbirdTesting
import NIOCore
import SatchelCore
import SatchelWeb
import Synchronization
import TestSupport

/// A server that offers one file below each name, and a kit's archive as `/kit`.
struct DownloadSite {
    private struct Context: RequestContext {
        var coreContext: CoreRequestContextStorage
        let channel: any Channel

        init(source: ApplicationRequestContextSource) {
            coreContext = .init(source: source)
            channel = source.channel
        }
    }

    /// What is offered now; a test may change it.
    final class Shelf: Sendable {
        private let downloads = Mutex<[String: Download]>([:])

        subscript(name: String) -> Download? {
            get { downloads.withLock { $0[name] } }
            set { downloads.withLock { $0[name] = newValue } }
        }
    }

    let shelf = Shelf()

    /// Runs a test with a client over a real socket.
    func run(_ test: @escaping @Sendable (any TestClientProtocol) async throws -> Void) async throws {
        let router = Router(context: Context.self)
        let shelf = shelf
        for method in [HTTPRequest.Method.get, .head] {
            router.on(":name", method: method) { request, context in
                guard let download = shelf[try context.parameters.require("name")] else {
                    throw HTTPError(.notFound)
                }
                return download.response(
                    to: request.headers, isHead: method == .head, channel: context.channel)
            }
        }
        let application = Application(router: router)
        try await application.test(.live) { try await test($0) }
    }

    /// An office with one issued kit whose one file no compression shrinks, and its archive.
    static func archive(size: Int) throws -> (folder: TemporaryFolder, archive: KitArchive) {
        let folder = try TemporaryFolder()
        let clock = TestClock("2025-03-01")
        let office = try Office.create(
            at: "\(folder.path)/office", settings: .onePerson, time: { clock.now })
        let day = Day("2025-03-01") ?? .first
        let register = office.register
        try register.add(
            nodes: [
                NewNode(code: "DU", name: "Đảng ủy", kind: .committee, from: day),
                NewNode(code: "CB1", name: "Chi bộ 1", kind: .residential, parent: "DU", from: day),
            ], by: tester)
        _ = try register.revise(
            template: "so", kind: .template, name: Text("Sổ", "Book"), file: noise(size, seed: 3),
            fileName: "so.txt", restsOn: [], madeOn: day, in: office.store, by: tester)
        let yaml = """
            slug: cap-thon
            name: {vi: Cặp chi bộ thôn, en: Branch kit}
            folder: "Cặp thôn"
            audience: {kinds: [residential]}
            sections:
              - id: A
                name: {vi: Mẫu, en: Templates}
                slots:
                  - id: A1
                    name: {vi: Sổ, en: Book}
                    templates: [so]
            """
        try register.define(kit: yaml, file: "kit.yaml", by: tester)
        _ = try register.issue(kit: "cap-thon", on: day, due: nil, office: office, by: tester)
        return (folder, try office.archive(of: try register.edition(of: "cap-thon")))
    }

    /// Bytes that no compression shrinks, the same each time.
    static func noise(_ count: Int, seed: UInt64) -> [UInt8] {
        var random = SplitMix(state: seed)
        return (0..<(count + 7) / 8).flatMap { _ in
            withUnsafeBytes(of: random.next()) { Array($0) }
        }.prefix(count).map { $0 }
    }
}

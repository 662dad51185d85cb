import Foundation
import HTTPTypes
import SatchelCore
import Testing

@testable import SatchelWeb

/// Whole pages as they were looked at once and found good: what a person sees must not change unnoticed.
///
/// `GOLDEN=write swift test --filter GoldenTests` writes them anew; look at what changed before keeping it.
@Suite struct GoldenTests {
    private let desk: WebDesk

    init() throws { desk = try WebDesk() }

    @Test(
        "a page of the board says what it said",
        arguments: [
            ("sign-in", "/sign-in", nil as Account.Role?), ("home", "/", .clerk),
            ("kit", "/kits/bi-thu-chi-bo-thon", .clerk), ("next", "/kits/bi-thu-chi-bo-thon/next", .issuer),
            ("document", "/documents/8", .viewer),
            ("review", "/review?kit=bi-thu-chi-bo-thon&lang=en", .viewer),
        ])
    func board(name: String, path: String, role: Account.Role?) async throws {
        let page = try await desk.get(path, as: role)
        #expect(page.status == 200)
        try expect(page, isGolden: name)
    }

    @Test("a secretary's page says what it said", arguments: ["/k", "/k/history", "/k?lang=en"])
    func secretary(path: String) async throws {
        let notice = try #require(
            try desk.office.register.notices(of: "bi-thu-chi-bo-thon", edition: 4).first { $0.person != nil })
        let holder = try desk.office.linkHolder(
            secret: try desk.office.linkSecret(
                recipient: notice.recipientID, edition: notice.edition, generation: notice.generation))
        let (secret, _) = try desk.office.beginSession(for: holder)
        let page = try await desk.get(
            path, as: nil, [.cookie: "\(desk.server.site.cookie(.holder))=\(secret)"])
        #expect(page.status == 200)
        try expect(page, isGolden: "secretary" + path.dropFirst(2).replacing(/[^a-z]+/, with: "-"))
    }

    /// Compares the page's own part, without what is new each time, with the file that is kept.
    private func expect(_ page: WebDesk.Page, isGolden name: String) throws {
        let main = try #require(page.text.firstMatch(of: /(?s)<main.*<\/main>/)).output
        let text = main.replacing(/name="(csrf|once)" value="[^"]*"/, with: "name=\"mark\"") + "\n"
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Golden/\(name).html")
        if ProcessInfo.processInfo.environment["GOLDEN"] == "write" {
            try Data(text.utf8).write(to: file)
        }
        let kept = try String(contentsOf: file, encoding: .utf8)
        let lines = zip(text.split(separator: "\n"), kept.split(separator: "\n"))
        let differing = lines.first { $0 != $1 }
        #expect(text == kept, "\(name): \(differing.map { "is: \($0)\nwas: \($1)" } ?? "longer or shorter")")
    }
}

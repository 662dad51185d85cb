import Foundation
import HTTPTypes
import HummingbirdTesting
import Logging
import SatchelCore
import TestSupport
import Testing

@testable import SatchelWeb

/// A kit that went to its secretary whole is a receipt, the least of them; nothing else that is only looked at is.
@Suite struct DownloadReceiptTests {
    private let desk: WebDesk
    private let kit = "bi-thu-chi-bo-thon"
    private let number: Int
    /// A notice to somebody who has not received the latest edition.
    private let notice: Notice

    init() throws {
        desk = try WebDesk()
        let register = desk.office.register
        let edition = try register.edition(of: kit).number
        let late = Set(
            try register.audit(kit: kit, on: desk.office.clock.today).rows
                .filter { $0.copy == .electronic && $0.held != edition }.map(\.node.code))
        number = edition
        notice = try #require(
            try register.notices(of: kit, edition: edition).first { late.contains($0.nodeCode) })
    }

    private var path: String { "/k/kits/\(notice.recipientID)/\(number)" }

    private func cookie() throws -> HTTPFields {
        [.cookie: try DownloadReceiptTests.cookie(notice, desk.office, desk.server.site)]
    }

    private static func cookie(_ notice: Notice, _ office: Office, _ site: Site) throws -> String {
        let holder = try office.linkHolder(
            secret: try office.linkSecret(
                recipient: notice.recipientID, edition: notice.edition, generation: notice.generation))
        return "\(site.cookie(.holder))=\(try office.beginSession(for: holder).secret)"
    }

    private func rows() throws -> [Evidence] {
        try desk.office.register.evidence(of: kit, edition: number, node: notice.nodeCode)
    }

    @Test("a kit sent whole to its secretary is recorded once a day, and every page says so")
    func whole() async throws {
        let before = try rows().count
        let page = try await desk.get(path, as: nil, try cookie())
        #expect(page.status == 200)
        let row = try #require(try rows().last)
        #expect(try rows().count == before + 1)
        #expect(row.proof == .downloaded && row.medium == .web && row.copy == .electronic)
        #expect(row.person == notice.person && row.happenedOn == desk.office.clock.today)
        _ = try await desk.get("\(path)?since=\(number - 1)", as: nil, try cookie())
        #expect(try rows().count == before + 1)

        let own = try await desk.get("/k", as: nil, try cookie())
        #expect(own.words.contains("Hệ thống ghi: đã tải về"))
        #expect(own.words.contains("(đã tải về, 21/11/2025)"))
        let branch = try await desk.get(NodePath.of(notice.nodeCode))
        #expect(branch.words.contains("đã tải về 21/11/2025"))
        let review = try await desk.get("/review/evidence?kit=\(kit)&node=\(notice.nodeCode)")
        #expect(review.words.contains("đã tải về"))
        let stands = try desk.office.register.audit(kit: kit, on: desk.office.clock.today).rows
        #expect(stands.contains { $0.node.code == notice.nodeCode && $0.held == number })
    }

    @Test("what is only looked at, or sent in part, records nothing; the end of a resumed download does")
    func parts() async throws {
        let before = try rows().count
        let length = try #require(
            Int(
                try await desk.send(.head, path, as: nil, try cookie()).headers[.contentLength] ?? ""))
        var headers = try cookie()
        headers[.range] = "bytes=0-\(length - 2)"
        #expect(try await desk.get(path, as: nil, headers).status == 206)
        headers[.range] = "bytes=\(length)-"
        #expect(try await desk.get(path, as: nil, headers).status == 416)
        #expect(try await desk.get("/k", as: nil, try cookie()).status == 200)
        _ = try await desk.get("/k/files/\(notice.recipientID)/\(number)/0", as: nil, try cookie())
        let board = "/kits/\(kit)/editions/\(number)/for/\(notice.nodeCode)/kit.zip"
        #expect(try await desk.get(board, as: .clerk).status == 200)
        #expect(try rows().count == before)
        headers[.range] = "bytes=\(length / 2)-"
        #expect(try await desk.get(path, as: nil, headers).status == 206)
        #expect(try rows().count == before + 1)
    }

    @Test("a later download does not stand before what the secretary said")
    func graded() async throws {
        let holder = try desk.office.linkHolder(
            secret: try desk.office.linkSecret(
                recipient: notice.recipientID, edition: notice.edition, generation: notice.generation))
        try await desk.server.site.receipts.record(
            Receipt(
                holder: holder, recipient: notice.recipientID, kit: kit, edition: number,
                proof: .acknowledged))
        _ = try await desk.get(path, as: nil, try cookie())
        #expect(try rows().last?.proof == .downloaded)
        let own = try await desk.get("/k", as: nil, try cookie())
        #expect(own.words.contains("(đã tải tệp (tự xác nhận), 21/11/2025)"))
        #expect(!own.words.contains("Hệ thống ghi"))
        let branch = try await desk.get(NodePath.of(notice.nodeCode))
        #expect(branch.words.contains("đã tải tệp (tự xác nhận) 21/11/2025"))
    }

    @Test("over a socket a download that is cut records nothing, and one that came whole is recorded")
    func socket() async throws {
        // More than the system takes for a reader who has gone.
        let (folder, archive) = try DownloadSite.archive(size: 16_000_000)
        let clock = TestClock("2025-03-02")
        let office = try Office.open(at: "\(folder.path)/office") { clock.now }
        let notice = try #require(try office.register.notices(of: "cap-thon", edition: 1).first)
        let server = try WebServer(office, .init(port: 0))
        let cookie = try DownloadReceiptTests.cookie(notice, office, server.site)
        let path = "/k/kits/\(notice.recipientID)/1"
        @Sendable func rows() throws -> [Proof] {
            try office.register.evidence(of: "cap-thon").map(\.proof)
        }
        try await SocketClient.run { client in
            let cut = try await CutDownload.run(port: client.port, path: path, after: 300_000, cookie: cookie)
            #expect(cut.body.count >= 300_000 && cut.body.count < Int(archive.length))
            try await Task.sleep(for: .seconds(1))
            #expect(try rows() == [])
            let rest = try await client.execute(
                uri: path, method: .get,
                headers: [
                    .cookie: cookie, .range: "bytes=\(cut.body.count)-", .ifRange: try #require(cut.tag),
                ])
            #expect(rest.status == .partialContent)
            for _ in 0..<200 where try rows().isEmpty { try await Task.sleep(for: .milliseconds(25)) }
            #expect(try rows() == [.downloaded])
        } against: { begun in
            try server.application(logger: Logger(label: "test"), onRunning: begun)
        }
        withExtendedLifetime(folder) {}
    }
}

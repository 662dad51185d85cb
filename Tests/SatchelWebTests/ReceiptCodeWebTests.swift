import SatchelCore
import Testing

@testable import SatchelWeb

/// Receipts by telephone: the page, the slip of the secretary, the programs' interface.
@Suite struct ReceiptCodeWebTests {
    private let desk: WebDesk
    private let kit = "bi-thu-chi-bo-thon"
    private let code: String

    init() throws {
        desk = try WebDesk()
        let register = desk.office.register
        let own = try register.recipients(
            of: register.edition(of: kit), on: desk.office.clock.today, only: ["CMO-02"])
        let recipient = try #require(own.first?.id)
        code = try #require(try desk.office.receiptCode(recipient: recipient, edition: 4)).text
    }

    private func evidence() throws -> [Evidence] {
        try desk.office.register.evidence(of: kit, edition: 4, node: "CMO-02")
    }

    private func address(_ code: String) -> String { "/receipts/code?code=\(Fields.encoded(code))" }

    /// Codes that are well formed and nobody's.
    private func guesses(_ count: Int) throws -> [String] {
        let right = try #require(ReceiptCode(code))
        return try (1...count).map { number in
            try #require(
                try desk.office.receiptCode(recipient: right.recipient + 100_000, edition: number)
            ).text
        }
    }

    @Test("A code that opens a page is told apart on the page")
    func opening() async throws {
        let shown = try await desk.get(address("4E9J2-6GVQ7-JX26"), as: .clerk)
        #expect(shown.status >= 400 && shown.words.contains("Đây là mã mở trang"))
    }

    @Test("A code typed in shows whose it is, and is recorded when that is confirmed")
    func recorded() async throws {
        #expect(
            try await desk.get("/receipts", as: .clerk).words.contains("Mã xác nhận (đọc qua điện thoại)"))
        let before = try evidence().count
        let shown = try await desk.get(address(code.replacing(" ", with: "-")), as: .clerk)
        #expect(shown.status == 200)
        for word in ["Mã này là của", "Chi bộ Bôn Hoai", "Kpă Blin", "Ghi xác nhận"] {
            #expect(shown.words.contains(word), "\(word)")
        }
        #expect(try evidence().count == before)
        let sent = try await desk.post(
            "/receipts/code", as: .clerk, [("code", code), ("proof", "filed"), ("day", "20/11/2025")])
        #expect(sent.status == 303, "\(sent.words)")
        let row = try #require(evidence().last)
        #expect(row.proof == .filed && row.medium == .phone && row.happenedOn == Day("20/11/2025"))
        #expect(row.recordedBy == "lan")
        #expect(try evidence().count == before + 1)
        let list = try await desk.get(try #require(sent.location), as: .clerk)
        #expect(list.words.contains("Đã ghi 1 xác nhận"))
        let again = try await desk.post(
            "/receipts/code", as: .clerk, [("code", code), ("proof", "filed"), ("day", "20/11/2025")])
        #expect(try await desk.get(try #require(again.location), as: .clerk).words.contains("vẫn một dòng"))
        #expect(try evidence().count == before + 1)
    }

    @Test("A slip of the pen and a code of nobody are told apart; a viewer may not record")
    func refused() async throws {
        let before = try evidence().count
        let slip = String(code.dropLast()) + (code.last == "0" ? "1" : "0")
        let mistyped = try await desk.get(address(slip), as: .clerk)
        #expect(mistyped.status == 422)
        #expect(mistyped.words.contains("một chữ số gõ sai hoặc hai chữ số đổi chỗ"))
        let unknown = try await desk.get(address(try guesses(1)[0]), as: .clerk)
        #expect(unknown.status == 404)
        #expect(unknown.words.contains("không phải của lần cấp nào"))
        let viewer = try await desk.post(
            "/receipts/code", as: .viewer, [("code", code), ("day", "21/11/2025")])
        #expect(viewer.status == 403)
        let future = try await desk.post(
            "/receipts/code", as: .clerk, [("code", code), ("day", "01/12/2025")])
        #expect(future.status == 422 && future.words.contains("Mã này là của"))
        #expect(try evidence().count == before)
    }

    @Test("Whoever brings ten codes of nobody waits; slips of the pen do not count, nor do others wait")
    func limited() async throws {
        for _ in 0..<12 { _ = try await desk.get(address("1234 5678 9012 3"), as: .clerk) }
        #expect(try await desk.get(address(code), as: .clerk).status == 200)
        for guess in try guesses(10) { _ = try await desk.get(address(guess), as: .clerk) }
        let waiting = try await desk.get(address(code), as: .clerk)
        #expect(waiting.status == 429 && !waiting.words.contains("Kpă Blin"))
        let sent = try await desk.post(
            "/receipts/code", as: .clerk, [("code", code), ("day", "21/11/2025")])
        #expect(sent.status == 429 && !sent.words.contains("Kpă Blin"))
        #expect(try await Program(desk: desk, role: .clerk).get("/receipt-code?code=1").status == 429)
        #expect(try await desk.get(address(code), as: .issuer).status == 200)
    }

    @Test("Programs look a code up and record it")
    func programs() async throws {
        let program = try Program(desk: desk, role: .clerk)
        let found = try await program.get("/receipt-code?code=\(Fields.encoded(code))")
        #expect(found.status == 200)
        #expect(try found.json["node"] == .text("CMO-02") && found.json["isKnown"] == .flag(false))
        let before = try evidence().count
        let sent = try await program.post("/receipt-code", .object(["code": .text(code)]))
        #expect(sent.status == 200, "\(sent.text)")
        #expect(try evidence().count == before + 1)
        let again = try await program.post("/receipt-code", .object(["code": .text(code)]))
        #expect(try again.json["isKnown"] == .flag(true))
        let wrong = try await program.post("/receipt-code", .object(["code": .text("12")]))
        #expect(wrong.status == 422)
    }
}

import SatchelCore
import Testing

@testable import SatchelWeb

/// Receipts recorded on behalf of recipients, and whole signing sheets.
@Suite struct ReceiptWebTests {
    private let desk: WebDesk
    private let kit: String
    private let edition: Edition
    private let lines: [SigningSheet.Line]

    init() throws {
        desk = try WebDesk()
        let register = desk.office.register
        kit = try #require(register.editions().first { $0.withdrawnOn == nil }).kit
        edition = try register.edition(of: kit)
        lines = try register.signingSheet(of: kit, on: desk.office.clock.today).lines
    }

    private func evidence(_ node: String) throws -> [Evidence] {
        try desk.office.register.evidence(of: kit, edition: edition.number, node: node)
    }

    private func fields(_ more: [(String, String)]) -> [(String, String)] {
        [("kit", kit), ("edition", "\(edition.number)"), ("day", desk.office.clock.today.office)] + more
    }

    @Test("One form records a receipt for several nodes, once however often it is sent")
    func several() async throws {
        let codes = lines.suffix(3).map(\.node.code)
        let before = try codes.map { try evidence($0).count }
        let form = fields([
            ("node", codes[0]), ("codes", "\(codes[1])\n\(codes[2]); \(codes[0])"), ("proof", "handedOver"),
            ("copy", "paper"), ("medium", "phone"), ("person", "Ksor <i>H’Lan</i>"), ("for", "bí thư"),
        ])
        let sent = try await desk.post("/receipts", as: .clerk, form)
        #expect(sent.status == 303, "\(sent.words)")
        #expect(try codes.map { try evidence($0).count } == before.map { $0 + 1 })
        let last = try #require(evidence(codes[0]).last)
        #expect(last.proof == .handedOver && last.copy == .paper && last.medium == .phone)
        #expect(last.onBehalfOf == "bí thư" && last.recordedBy == "lan")
        let list = try await desk.get(try #require(sent.location))
        #expect(list.words.contains("Đã ghi 3 xác nhận"))
        #expect(list.words.contains("Ksor <i>H’Lan</i>"))
    }

    @Test("A viewer cannot record, a day that is none is told, and what was written is still there")
    func refused() async throws {
        let code = lines[0].node.code
        let before = try evidence(code).count
        #expect(try await desk.post("/receipts", as: .viewer, fields([("node", code)])).status == 403)
        let wrong = try await desk.post(
            "/receipts", as: .clerk,
            [("kit", kit), ("node", code), ("day", "31/02/2025"), ("person", "Rơ Chăm Hoa")])
        #expect(wrong.status == 422)
        #expect(wrong.words.contains("31/02/2025"))
        #expect(wrong.text.contains("value=\"Rơ Chăm Hoa\""))
        let nobody = try await desk.post("/receipts", as: .clerk, fields([]))
        #expect(nobody.status == 422)
        let unknown = try await desk.post("/receipts", as: .clerk, fields([("codes", "KHONG-CO")]))
        #expect(unknown.status == 404)
        #expect(unknown.words.contains("KHONG-CO"))
        #expect(try evidence(code).count == before)
    }

    @Test("Recipients are found by name without diacritics")
    func search() async throws {
        let line = lines[0]
        let page = try await desk.get(
            "/receipts/new?kit=\(kit)&q=\(Fields.encoded(VietnameseText.folded(line.node.name).lowercased()))"
        )
        #expect(page.words.contains(line.node.name))
    }

    @Test("What was found otherwise is recorded with what is missing and too many")
    func found() async throws {
        let item = try #require(
            desk.office.register.items(of: edition).first { $0.kind == .document })
        let code = lines[1].node.code
        let form = fields([("node", code), ("missing", item.identity), ("copy", "paper"), ("person", "Lan")])
        let sent = try await desk.post("/receipts/found", as: .clerk, form)
        #expect(sent.status == 303, "\(sent.words)")
        #expect(try evidence(code).last?.finding?.missing == [item.identity])
        let empty = try await desk.post("/receipts/found", as: .clerk, fields([("node", code)]))
        #expect(empty.status == 422)
    }

    @Test("Evidence is taken back with a reason, and not without")
    func withdraw() async throws {
        let code = lines[2].node.code
        _ = try await desk.post("/receipts", as: .clerk, fields([("node", code), ("proof", "lost")]))
        let row = try #require(evidence(code).last)
        let address = "/receipts/\(row.id)/withdraw"
        #expect(try await desk.get("\(address)?kit=\(kit)&node=\(code)").words.contains("báo mất"))
        #expect(try await desk.post(address, as: .clerk, [("kit", kit)]).status == 422)
        #expect(
            try await desk.post(address, as: .clerk, [("kit", kit), ("reason", "ghi nhầm")]).status == 303)
        #expect(try !evidence(code).contains(row))
        #expect(try await desk.get("/receipts/\(row.id)/scan").status == 404)
    }

    @Test("A sheet is entered by ticking its rows: each person stands there already")
    func sheet() async throws {
        let page = try await desk.get("/sheets?kit=\(kit)")
        #expect(page.status == 200)
        #expect(page.bytes.count < 60_000, "\(page.bytes.count)")
        let open = page.text.matches(of: /name="signed-paper" value="([^"]*)"/).map { String($0.output.1) }
        let codes = Array(open.prefix(2))
        #expect(codes.count == 2)
        let sent = try await desk.post(
            "/sheets", as: .clerk,
            fields([
                ("signed-paper", codes[0]), ("signed-paper", codes[1]), ("person-\(codes[0])", "Siu Bút"),
                ("person-\(codes[1])", "Nay Phin"),
            ]))
        #expect(sent.status == 303, "\(sent.words)")
        #expect(try evidence(codes[0]).last?.person == "Siu Bút")
        #expect(try evidence(codes[1]).last?.copy == .paper)
        let again = try await desk.get(try #require(sent.location))
        #expect(again.words.contains("Đã ghi 2 xác nhận"))
        #expect(!again.text.contains("name=\"signed-paper\" value=\"\(codes[0])\""))
        #expect(try await desk.post("/sheets", as: .clerk, fields([])).status == 422)
    }

    @Test("The sheet is printed as a paper of the office, and given as a table to fill in")
    func papers() async throws {
        let paper = try await desk.get("/sheets/print?kit=\(kit)")
        #expect(paper.words.contains("Bảng ký nhận"))
        #expect(paper.headers[.contentSecurityPolicy]?.contains("style-src 'sha256-") == true)
        let table = try CSVTable(try await desk.get("/sheets/form?kit=\(kit)").bytes)
        #expect(table.rows.count == lines.count)
    }
}

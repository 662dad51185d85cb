import SatchelCore
import Testing

@testable import SatchelWeb

/// The first page and the review, as a person goes through them.
@Suite struct ReviewWebTests {
    private let desk: WebDesk

    init() throws { desk = try WebDesk() }

    /// The address of the first link of a page whose text matches.
    private func link(_ page: WebDesk.Page, _ pattern: Regex<(Substring, Substring)>) throws -> String {
        let found = try #require(page.text.firstMatch(of: pattern))
        return String(found.output.1).replacing("&amp;", with: "&").replacing(/#.*/, with: "")
    }

    @Test("The first page counts as the audit does, and says whose turn it is")
    func home() async throws {
        let page = try await desk.get("/", as: .clerk)
        #expect(page.status == 200)
        #expect(page.bytes.count < 60_000)
        var waiting = 0
        for kit in try desk.office.register.kits() {
            let rows = try desk.office.register.audit(kit: kit.definition.slug, on: desk.office.clock.today)
                .rows
            waiting += rows.count { $0.turns.contains(.branch) }
        }
        #expect(page.words.contains("\(waiting) trong"))
        #expect(page.words.contains("Nơi chưa cập nhật tài liệu"))
        let english = try await desk.get("/?lang=en", as: .clerk)
        #expect(english.words.contains("Who is not up to date"))
    }

    @Test("The first page is counted anew as soon as something is recorded")
    func homeAnew() async throws {
        let before = try await desk.get("/").words
        let kit = try #require(desk.office.register.editions().first { $0.withdrawnOn == nil }).kit
        let audit = try desk.office.register.audit(kit: kit, on: desk.office.clock.today)
        let row = try #require(audit.rows.first { $0.edition == .behind && $0.supplied == audit.latest })
        try desk.office.register.record(
            [
                NewEvidence(
                    node: row.node.code, proof: .handedOver, copy: row.copy, medium: .paper,
                    happenedOn: desk.office.clock.today)
            ], of: kit, edition: try #require(audit.latest), by: Actor(user: "lan"))
        #expect(try await desk.get("/").words != before)
    }

    @Test("From the number of those who have not updated to their names, and from a name to its evidence")
    func drillDown() async throws {
        let page = try await desk.get("/review")
        #expect(page.status == 200)
        #expect(page.bytes.count < 60_000, "\(page.bytes.count)")
        let names = try await desk.get(try link(page, /href="([^"]*stand=behind[^"]*)"/))
        #expect(names.status == 200)
        #expect(names.bytes.count < 60_000, "\(names.bytes.count)")
        let evidence = try await desk.get(try link(names, /href="(\/review\/evidence[^"]*)"/))
        #expect(evidence.status == 200)
        #expect(evidence.words.contains("Căn cứ"))
        #expect(evidence.words.contains("chi bộ chưa cập nhật"))
    }

    @Test("Whose turn it is stays apart: the board's turn is no branch's")
    func turns() async throws {
        let kit = try #require(desk.office.register.editions().first { $0.withdrawnOn == nil }).kit
        for turn in HoldingsAudit.Turn.allCases {
            let audit = try desk.office.register.audit(kit: kit, on: desk.office.clock.today)
            let count = audit.rows.count { $0.turns.contains(turn) }
            let page = try await desk.get("/review?kit=\(kit)&turn=\(turn.rawValue)")
            #expect(page.words.contains("Từng nơi: \(count) bản"), "\(turn)")
        }
    }

    @Test("Filters, days and codes that are wrong are told, not guessed")
    func wrong() async throws {
        #expect(try await desk.get("/review?day=31/02/2025").words.contains("31/02/2025"))
        #expect(try await desk.get("/review?day=31/02/2025").status == 422)
        #expect(try await desk.get("/review?edition=lam").status == 422)
        #expect(try await desk.get("/review?under=KHONG-CO").status == 404)
        #expect(try await desk.get("/review?kit=khong-co").status == 404)
    }

    @Test("Below a committee only its own are counted, and a known-as-of day leaves out what came later")
    func below() async throws {
        let register = desk.office.register
        let kit = try #require(register.editions().first { $0.withdrawnOn == nil }).kit
        let audit = try register.audit(kit: kit, on: desk.office.clock.today)
        let committee = try #require(audit.rows.first?.node.parentID.flatMap { audit.tree[$0] })
        let subtree = audit.tree.subtree(of: committee.id)
        let count = audit.rows.count { subtree.contains($0.node.id) }
        let page = try await desk.get("/review?kit=\(kit)&under=\(committee.code)")
        #expect(page.words.contains("Từng nơi: \(count) bản"))
        let early = try await desk.get("/review?kit=\(kit)&known=01/01/2001")
        #expect(early.status == 200)
        #expect(early.words.contains("Từng nơi: 0 bản"))
    }

    @Test("The table for a spreadsheet has every line that is listed")
    func csv() async throws {
        let kit = try #require(desk.office.register.editions().first { $0.withdrawnOn == nil }).kit
        let audit = try desk.office.register.audit(kit: kit, on: desk.office.clock.today)
        let file = try await desk.get("/review/csv?kit=\(kit)")
        #expect(file.headers[.contentType] == "text/csv; charset=utf-8")
        let table = try CSVTable(file.bytes)
        #expect(table.rows.count == audit.rows.count)
    }

    @Test("Looking back, each edition is counted on the day before the next one")
    func overEditions() async throws {
        let register = desk.office.register
        let kit = try #require(register.editions().first { $0.withdrawnOn == nil }).kit
        let page = try await desk.get("/review/editions?kit=\(kit)")
        let editions = try register.editions(of: kit)
        let days = editions.dropFirst().map { $0.issuedOn.advanced(by: -1) } + [desk.office.clock.today]
        for day in days {
            let total = try register.audit(kit: kit, on: day).total
            #expect(page.words.contains(day.office))
            #expect(
                page.words.contains("\(Int((Double(total.latest) / Double(total.rows) * 100).rounded())) %"))
        }
        #expect(page.text.contains("aria-label=\"Tỷ lệ qua các đợt: "))
    }

    @Test("In English too, with nothing left in Vietnamese but names")
    func english() async throws {
        let page = try await desk.get("/review?lang=en")
        for word in [
            "Review of kits", "Whose turn", "the branch has not updated", "Save as a numbered review",
        ] {
            #expect(page.words.contains(word), "\(word)")
        }
        #expect(!page.words.contains("chưa"))
    }

    @Test("A saved review has a number, stays as it was, can be printed and compared")
    func saved() async throws {
        let register = desk.office.register
        let kit = try #require(register.editions().first { $0.withdrawnOn == nil }).kit
        let today = desk.office.clock.today
        let before = try register.reviews().count
        let saved = try await desk.post(
            "/review/save", as: .viewer, [("kit", kit), ("day", today.office), ("title", "Quý <b>IV</b>")])
        #expect(saved.status == 303)
        let first = try #require(register.reviews().last).head
        #expect(try register.reviews().count == before + 1)
        #expect(saved.location == "/reviews/\(first.number)?done=saved")
        let audit = try register.audit(kit: kit, on: today)
        let row = try #require(audit.rows.first { $0.edition == .behind && $0.supplied == audit.latest })
        try register.record(
            [
                NewEvidence(
                    node: row.node.code, proof: .handedOver, copy: row.copy, medium: .paper, happenedOn: today
                )
            ], of: kit, edition: try #require(audit.latest), by: Actor(user: "lan"))
        _ = try await desk.post("/review/save", [("kit", kit), ("day", today.office)])
        let page = try await desk.get("/reviews/\(first.number)")
        #expect(page.words.contains("Quý <b>IV</b>"))
        #expect(!page.text.contains("<b>IV</b>"))
        #expect(page.bytes.count < 60_000, "\(page.bytes.count)")
        let compared = try await desk.get("/reviews/compare?a=\(first.number)&b=\(first.number + 1)")
        #expect(compared.words.contains("1 tốt hơn"))
        #expect(compared.words.contains(row.node.name))
        let cell = try await desk.get("/reviews/\(first.number)/cell?node=\(row.node.code)")
        #expect(cell.words.contains("Căn cứ đã biết khi lập bảng"))
        let paper = try await desk.get("/reviews/\(first.number)/print")
        #expect(paper.words.contains("Bảng rà soát số \(first.number)"))
        #expect(try await desk.get("/reviews").words.contains("Bảng số \(first.number)"))
        #expect(try await desk.get("/reviews/\(first.number + 9)").status == 404)
    }
}

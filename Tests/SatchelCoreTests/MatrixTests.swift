import TestSupport
import Testing

@testable import SatchelCore

@Suite("Audits side by side, and the office's desk")
struct MatrixTests {
    private func received() throws -> Board {
        let board = try Board.withTwoEditions()
        try board.record("CB1", 1, .downloaded, on: "02/03/2025")
        try board.record("CB1", 1, .handedOver, .paper, on: "03/03/2025")
        board.clock.move(to: "06/11/2025")
        try board.record("CB1", 2, .downloaded, on: "06/11/2025")
        try board.record("CB2", 2, .downloaded, on: "06/11/2025")
        return board
    }

    @Test("A matrix says of every recipient and copy, on any day, what the audit says")
    func sameAsAudit() throws {
        let board = try received()
        for text in ["28/02/2025", "01/03/2025", "28/10/2025", "05/11/2025", "25/11/2025"] {
            let audit = try board.register.audit(kit: "cap-thon", on: day(text))
            let matrix = try board.register.matrix(kits: ["cap-thon"], on: day(text))
            let sheet = try #require(matrix.sheets.first)
            #expect(sheet.latest?.number == audit.latest)
            #expect(sheet.lines.map(\.copyNumber) == audit.rows.map(\.copyNumber), "\(text)")
            #expect(sheet.lines.map { sheet[$0] } == audit.rows.map(\.judgement), "\(text)")
            #expect(sheet.lines.compactMap { matrix.tree[$0.node]?.code } == audit.rows.map(\.node.code))
        }
    }

    @Test("A matrix known at an earlier event leaves out what was recorded later")
    func asKnown() throws {
        let board = try received()
        let known = try board.register.known(at: board.clock.now)
        board.clock.move(to: "07/11/2025")
        try board.record("CB3", 2, .downloaded, on: "06/11/2025")
        let then = try board.register.matrix(kits: ["cap-thon"], on: day("06/11/2025"), known)
        let now = try board.register.matrix(kits: ["cap-thon"], on: day("06/11/2025"))
        #expect(latest(then) == 2)
        #expect(latest(now) == 3)
    }

    private func latest(_ matrix: HoldingsMatrix) -> Int {
        matrix.sheets.reduce(0) { sum, sheet in
            sum + sheet.lines.count { sheet[$0].edition == .latest }
        }
    }

    @Test("A kit that nobody knows is refused")
    func unknown() throws {
        let board = try received()
        #expect { try board.register.matrix(kits: ["khong-co"], on: day("06/11/2025")) } throws: {
            ($0 as? SatchelError)?.code == .kitUnknown
        }
    }

    @Test("The desk counts as today's audit does, and its committees add up to it")
    func desk() throws {
        let board = try received()
        let desk = try board.register.deskToday()
        let kit = try #require(desk.kits.first)
        let audit = try board.register.audit(kit: "cap-thon", on: day("06/11/2025"))
        #expect(kit.count.total == audit.total)
        #expect(kit.latest?.number == 2)
        let below = HoldingsCount(
            kit: "", day: desk.day, latest: nil, groups: desk.committees.flatMap(\.groups))
        #expect(below.total == audit.total)
        let committees = Set(audit.rows.compactMap { $0.node.parentID })
        #expect(Set(desk.committees.compactMap { $0.node?.id }) == committees)
        let notices = desk.notices.reduce(0) { $0 + $1.count }
        #expect(try notices == board.register.notices().count { !$0.isClosed })
        #expect(try desk.event == board.register.newestEvent())
    }

    @Test(
        "The desk names what the newest edition holds that is out of force, until the next edition is issued")
    func ended() throws {
        let board = try Board.ready()
        try board.issue("01/03/2025", due: "15/03/2025")
        board.clock.move(to: "03/11/2025")
        let new = try board.enter("42-HD/BTCTW", "28/10/2025")
        try board.register.relate(new, .replaces, 1)
        let desk = try board.register.deskToday()
        let ended = try #require(desk.kits.first).ended
        #expect(ended.map(\.document) == [1])
        #expect(ended.map(\.replacedBy) == [[new]])
        #expect(desk.documents.mapValues(\.name) == [1: "12-HD/BTCTW", new: "42-HD/BTCTW"])
        #expect(desk.doubtful.map(\.template.slug) == ["bien-ban"])
        try board.issue("05/11/2025", due: "20/11/2025")
        #expect(try board.register.deskToday().kits.flatMap(\.ended).isEmpty)
    }
}

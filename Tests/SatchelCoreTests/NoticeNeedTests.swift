import TestSupport
import Testing

@testable import SatchelCore

/// Who needs an edition, since when, and what changed since their own.
@Suite("Who needs what")
struct NoticeNeedTests {
    /// The due notices as `CB1 reminder paperBehind 1`: the node, the word, why, and since which edition.
    private func due(_ board: Board) throws -> [String] {
        let kit = try #require(try board.register.noticePlan().kits.first)
        return try board.register.lines(of: kit.notices[...], in: kit).map { line in
            let word = line.notice.isUrgent ? "urgent" : line.notice.kind.rawValue
            let need = line.need.map { "\($0.reason.rawValue) \($0.held.map(String.init) ?? "–")" } ?? "–"
            return "\(line.nodeCode) \(word) \(need)"
        }
    }

    private func passOn(_ board: Board) throws {
        try board.register.finish(notices: board.register.waiting().map(\.id), by: tester)
    }

    private func receive(_ board: Board, _ node: String, _ edition: Int, on day: String) throws {
        for copy in Copy.allCases { try board.record(node, edition, .acknowledged, copy, on: day) }
    }

    @Test(
        "A paper folder behind the files is named as such, and its changes are counted from what lies in it")
    func paper() throws {
        let board = try Board.withTwoEditions()
        try passOn(board)
        try receive(board, "CB1", 1, on: "10/03/2025")
        try board.record("CB1", 2, .acknowledged, .electronic, on: "05/11/2025")
        try receive(board, "CB2", 1, on: "10/03/2025")
        board.clock.move(to: "10/11/2025")
        #expect(
            try due(board) == [
                "CB1 reminder paperBehind 1", "CB2 reminder behind 1", "CB3 reminder neverReceived –",
            ])
        let kit = try #require(try board.register.noticePlan().kits.first)
        let digests = try board.office.digests(
            of: board.register.lines(of: kit.notices[...], in: kit), in: kit)
        #expect(digests.map(\.held) == [1, nil])
        #expect(digests[0].changes.flatMap(\.takeOut).contains { $0.contains("12-HD/BTCTW") })
        let mail = try board.register.writeDueNotices(by: tester)
        #expect(!mail.isEmpty)
        let notice = try #require(try board.register.waiting().first { $0.nodeCode == "CB1" })
        let told = try #require(try board.office.personalTexts(for: [notice]).first?.text)
        #expect(told.contains("đã nhận tệp") && told.contains("trong cặp giấy là đợt 1"))
    }

    @Test("Who has exchanged the paper folder needs no more, whatever was reported of the files")
    func filed() throws {
        let board = try Board.withTwoEditions()
        try board.record("CB3", 2, .filed, .paper, on: "05/11/2025")
        #expect(try board.register.waiting().map(\.nodeCode) == ["CB1", "CB2"])
        board.clock.move(to: "24/11/2025")
        #expect(try due(board).filter { $0.hasPrefix("CB3") }.isEmpty)
        #expect(try board.register.remind(kit: "cap-thon", on: day("24/11/2025"), by: tester) == 2)
    }

    @Test(
        "After a withdrawal the days begin anew: nobody is reported for a due day that was met or is long past"
    )
    func withdrawn() throws {
        let board = try Board.withTwoEditions()
        try receive(board, "CB1", 1, on: "10/03/2025")
        try receive(board, "CB1", 2, on: "05/11/2025")
        try passOn(board)
        board.clock.move(to: "12/11/2025")
        try board.register.withdraw(
            edition: 2, of: "cap-thon", on: day("12/11/2025"), instead: "dùng lại đợt 1", by: tester)
        try passOn(board)
        board.clock.move(to: "14/11/2025")
        #expect(try due(board).isEmpty)
        board.clock.move(to: "17/11/2025")
        #expect(
            try due(board) == [
                "CB1 reminder withdrawnHeld 2", "CB2 reminder neverReceived –",
                "CB3 reminder neverReceived –",
            ])
        try board.register.writeDueNotices(by: tester)
        let notice = try #require(try board.register.waiting().first { $0.nodeCode == "CB1" })
        let told = try #require(try board.office.mails(for: [notice]).first)
        let texts = try #require(try board.office.personalTexts(for: [notice]).first?.text)
        #expect(!told.eml.isEmpty && !texts.contains("15/03/2025") && texts.contains("đợt đã ngừng dùng"))
        // Fourteen days were given for edition 1, and three more before the committee is told.
        try passOn(board)
        for (on, isTold) in [("28/11/2025", false), ("01/12/2025", true)] {
            board.clock.move(to: on)
            #expect(try due(board).contains { $0.hasPrefix("CB1 escalation") } == isTold)
        }
    }

    @Test("A new secretary to whom nothing was handed over has days of its own")
    func newHolder() throws {
        let board = try Board.withTwoEditions()
        try receive(board, "CB2", 2, on: "05/11/2025")
        try passOn(board)
        board.clock.move(to: "02/03/2026")
        try board.register.appoint(
            NewHolder(person: "Rmah Mới", email: "moi@cb2.example"), at: "CB2", from: day("02/03/2026"),
            by: tester)
        let own = { try due(board).filter { $0.hasPrefix("CB2") } }
        #expect(try own() == [])
        board.clock.move(to: "05/03/2026")
        #expect(try own() == ["CB2 reminder notHandedOver –"])
        board.clock.move(to: "20/03/2026")
        #expect(try own() == ["CB2 reminder notHandedOver –", "CB2 escalation notHandedOver –"])
    }

    @Test("A day of effect is told although another edition was issued before it came")
    func effective() throws {
        let board = try Board.ready()
        try passOn(board)
        board.clock.move(to: "03/03/2025")
        try board.register.add(
            documents: [newDocument("42-HD/BTCTW", "28/02/2025", from: "24/03/2025")], by: tester)
        try board.addFile(to: 2)
        try board.issue("03/03/2025", due: "31/03/2025")
        try board.register.define(
            kit: Board.kit(
                documents: ["12-HD/BTCTW@06/07/2018", "42-HD/BTCTW@28/02/2025"], templates: ["bien-ban"]),
            file: "kit.yaml", by: tester)
        try board.issue("05/03/2025", due: "31/03/2025")
        try board.revise("bien-ban", "mẫu 2")
        try board.issue("10/03/2025", due: "31/03/2025")
        try passOn(board)
        for node in ["CB1", "CB2", "CB3"] { try receive(board, node, 3, on: "10/03/2025") }
        board.clock.move(to: "21/03/2025")
        #expect(try due(board).isEmpty)
        board.clock.move(to: "24/03/2025")
        #expect(try due(board) == ["CB1 effective –", "CB2 effective –", "CB3 effective –"])
    }

    @Test("A kit whose every edition is withdrawn is the board's debt")
    func unsupplied() throws {
        let board = try Board.ready()
        try board.issue("01/03/2025", due: "15/03/2025")
        try receive(board, "CB1", 1, on: "01/03/2025")
        try board.register.withdraw(
            edition: 1, of: "cap-thon", on: day("01/03/2025"), instead: "chờ đợt 2", by: tester)
        let plan = try board.register.noticePlan()
        #expect(plan.count == 0)
        #expect(plan.debts.map(\.unsupplied) == [2])
    }
}

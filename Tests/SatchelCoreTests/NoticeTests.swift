import GRDB
import TestSupport
import Testing

@testable import SatchelCore

@Suite("Notices")
struct NoticeTests {
    private func lines(_ board: Board, _ kind: Notice.Kind) throws -> [String] {
        try board.register.notices(of: "cap-thon").filter { $0.kind == kind }.map { notice in
            let address = notice.email ?? notice.chat ?? notice.phone ?? "-"
            return "\(notice.edition) \(notice.nodeCode) \(notice.channel.rawValue) \(address)"
        }
    }

    @Test("Issuing writes a notice to everyone, by mail, chat or on the list to telephone")
    func issued() throws {
        let board = try Board.ready()
        try board.issue("01/03/2025", due: "15/03/2025")
        #expect(
            try lines(board, .newEdition) == [
                "1 CB1 mail lan@cb1.example", "1 CB2 chat huong.cb2", "1 CB3 telephone 0900 000 003",
            ])
        let notices = try board.register.notices()
        #expect(notices.map(\.dueOn) == Array(repeating: day("15/03/2025"), count: 3))
        #expect(notices.map(\.copyNumber) == [1, 2, 3])
        #expect(notices.allSatisfy { !$0.isDone && $0.recordedAt == board.clock.now })
        #expect(notices.map(\.nodeName) == ["Chi bộ CB1", "Chi bộ CB2", "Chi bộ CB3"])
    }

    @Test("Notices carry the event of the issue: both or neither")
    func sameTransaction() throws {
        let board = try Board.ready()
        try board.issue("01/03/2025")
        let events = try board.register.writer.read { db in
            try [
                Int64.fetchAll(db, sql: "SELECT DISTINCT recorded FROM notice"),
                Int64.fetchAll(db, sql: "SELECT recorded FROM edition"),
                Int64.fetchAll(db, sql: "SELECT id FROM event WHERE verb = 'edition.issue'"),
            ]
        }
        #expect(events[0] == events[1])
        #expect(events[1] == events[2])
        #expect(events[0].count == 1)
    }

    @Test("When the notices cannot be written, the edition is not issued")
    func failing() throws {
        let board = try Board.ready()
        try board.register.writer.write { db in
            try db.execute(
                sql: """
                    CREATE TRIGGER no_more BEFORE INSERT ON notice WHEN (SELECT count(*) FROM notice) = 2
                    BEGIN SELECT RAISE(ABORT, 'full'); END
                    """)
        }
        try expectRefused(.registerRefused, leaving: board.register) { try board.issue("01/03/2025") }
        #expect(try board.register.notices().isEmpty)
    }

    @Test("Who has both mail and chat is told by both; a node without a holder is on the list to telephone")
    func channels() throws {
        let board = try Board.ready()
        try board.register.appoint(
            NewHolder(person: "Rah Lan Mai", phone: "0900 000 009", email: "mai@x.example", chat: "mai"),
            at: "CB3",
            from: day("01/03/2025"), by: tester)
        try board.register.distribute(
            kit: "cap-thon", to: DistributionList(kinds: [], also: ["CB3", "CQ1"]), by: tester)
        try board.issue("01/03/2025")
        #expect(
            try lines(board, .newEdition)
                == ["1 CB3 mail mai@x.example", "1 CB3 chat mai@x.example", "1 CQ1 telephone -"])
        #expect(try board.register.notices().map(\.channel) == [.mail, .chat, .telephone])
    }

    @Test("Reminders go only to those behind, once a node; nobody is mailed when it is the board's turn")
    func reminders() throws {
        let board = try Board.ready()
        try board.issue("01/03/2025")
        for copy in Copy.allCases { try board.record("CB1", 1, .acknowledged, copy, on: "01/03/2025") }
        try board.record("CB2", 1, .acknowledged, on: "01/03/2025")
        let new = try board.register.enter("42-HD/BTCTW", "28/10/2025")
        try board.register.relate(new, .replaces, 1)
        board.clock.move(to: "28/10/2025")
        #expect(
            try board.register.remind(kit: "cap-thon", on: day("28/10/2025"), by: Actor(user: "lan")) == 2)
        #expect(try board.register.lastEvent()?.verb == "notice.reminder")
        #expect(try board.register.lastEvent()?.user == "lan")
        #expect(try lines(board, .reminder) == ["1 CB2 chat huong.cb2", "1 CB3 telephone 0900 000 003"])
    }

    @Test("Escalation tells the secretary of the committee above; without one, the list to telephone")
    func escalation() throws {
        let board = try Board.ready()
        try board.issue("01/03/2025")
        for copy in Copy.allCases { try board.record("CB2", 1, .filed, copy, on: "01/03/2025") }
        #expect(
            try board.register.remind(kit: "cap-thon", on: day("01/03/2025"), escalating: true, by: tester)
                == 2)
        #expect(try lines(board, .escalation) == ["1 CB3 telephone -", "1 CB1 mail thu@du.example"])
        #expect(
            try board.register.notices().filter { $0.kind == .escalation }.map(\.person) == [nil, "Ksor Thu"])
    }

    @Test(
        "A withdrawal is told to everyone who was supplied; after it, nobody without an edition is reminded")
    func withdrawal() throws {
        let board = try Board.ready()
        try board.issue("01/03/2025")
        try board.record("CB1", 1, .acknowledged, on: "01/03/2025")
        try board.register.distribute(
            kit: "cap-thon", to: DistributionList(kinds: [], also: ["CB1", "CQ1"]), by: tester)
        try board.revise("bien-ban", "mẫu 2")
        try board.issue("02/03/2025")
        try board.record("CQ1", 2, .acknowledged, on: "02/03/2025")
        try board.register.withdraw(
            edition: 2, of: "cap-thon", on: day("03/03/2025"), instead: "dùng lại đợt 1", by: tester)
        #expect(try lines(board, .withdrawal) == ["2 CB1 mail lan@cb1.example", "2 CQ1 telephone -"])
        // CB1 lacks paper, CB2 and CB3 everything; CQ1 has no edition to go back to.
        #expect(try board.register.remind(kit: "cap-thon", on: day("03/03/2025"), by: tester) == 3)
        #expect(try lines(board, .reminder).map { $0.prefix(5) } == ["1 CB1", "1 CB2", "1 CB3"])
    }

    @Test("Reminding needs a kit with an edition in use")
    func nothingToRemind() throws {
        let board = try Board.ready()
        try expectRefused(.editionUnknown, leaving: board.register) {
            try board.register.remind(kit: "cap-thon", on: day("01/03/2025"), by: tester)
        }
        try expectRefused(.kitUnknown, leaving: board.register) {
            try board.register.remind(kit: "cap", on: day("01/03/2025"), by: tester)
        }
    }
}

import GRDB
import TestSupport
import Testing

@testable import SatchelCore

/// The outbox as workers see it: CB1 by mail, CB2 by chat, CB3 by telephone.
@Suite("Outbox")
struct OutboxTests {
    private func issued() throws -> Board {
        let board = try Board.ready(on: "03/03/2025")
        try board.issue("03/03/2025", due: "17/03/2025")
        return board
    }

    private func lease(
        _ board: Board, _ worker: String = "a", _ channel: Notice.Channel = .mail, most: Int = 100
    ) throws -> [OutboxMessage] {
        try board.register.lease(channel, most: most, by: worker)
    }

    private func states(_ board: Board) throws -> [String] {
        try board.register.notices().map { notice in
            "\(notice.nodeCode) \(notice.kind.rawValue) \(notice.channel.rawValue) \(notice.course.state.rawValue)"
        }
    }

    private func later(_ board: Board, minutes: Int64) {
        board.clock.move(to: Instant(milliseconds: board.clock.now.milliseconds + minutes * 60_000))
    }

    @Test("A message is in one worker's hand until the lease ends; then it comes back")
    func leases() throws {
        let board = try issued()
        let first = try lease(board)
        #expect(first.map { $0.lead.nodeCode } == ["CB1"])
        #expect(first.map(\.attempts) == [0])
        #expect(try lease(board, "b").isEmpty)
        later(board, minutes: Int64(Register.leaseMinutes) + 1)
        #expect(try lease(board, "b").map { $0.lead.id } == first.map { $0.lead.id })
        // The first worker was slow, and the mail went out: that counts; what it says otherwise does not.
        try board.register.record([DeliveryOutcome(first[0], .retry(text: "421 later"))])
        #expect(try states(board)[0] == "CB1 newEdition mail waiting")
        try board.register.record([DeliveryOutcome(first[0], .accepted(code: 250, text: "2.0.0 OK"))])
        #expect(try states(board)[0] == "CB1 newEdition mail done")
        let course = try #require(try board.register.notices().first?.course)
        #expect(course.code == 250 && course.reply == "2.0.0 OK" && course.finishedAt == board.clock.now)
        later(board, minutes: 60)
        #expect(try lease(board).isEmpty)
    }

    @Test(
        "Only what goes by the channel is taken: chat when somebody asks for it, the telephone never by itself"
    )
    func channels() throws {
        let board = try issued()
        #expect(try lease(board, "a", .chat).map { $0.lead.nodeCode } == ["CB2"])
        #expect(try states(board).filter { $0.hasSuffix("waiting") }.count == 3)
    }

    @Test("Outside the office's hours, and on days off, withdrawals alone go out")
    func hours() throws {
        let board = try issued()
        let evening = board.clock.office.instant(of: day("03/03/2025"), hour: 17)
        board.clock.move(to: evening)
        #expect(try lease(board).isEmpty)
        board.clock.move(to: "08/03/2025")
        #expect(try lease(board).isEmpty)
        try board.register.withdraw(
            edition: 1, of: "cap-thon", on: day("08/03/2025"), instead: "chờ đợt 2", by: tester)
        let withdrawn = try #require(try lease(board).first)
        #expect(withdrawn.lead.kind == .withdrawal)
        try board.register.record([DeliveryOutcome(withdrawn, .accepted(code: 250, text: "OK"))])
        // Nobody is told of an edition that is withdrawn.
        board.clock.move(to: "10/03/2025")
        #expect(try lease(board, "b").isEmpty)
        #expect(try states(board)[0] == "CB1 newEdition mail notNeeded")
    }

    @Test("What is refused for now waits longer each time, and is given up after twelve times")
    func backOff() throws {
        let board = try issued()
        let hours = WorkingCalendar(weekdays: Set(1...7), hours: 0..<1440)
        var waits: [Int64] = []
        for attempt in 1...BackOff.most {
            let message = try #require(
                try board.register.lease(.mail, most: 1, by: "a", calendar: hours).first)
            #expect(message.attempts == attempt - 1)
            try board.register.record([DeliveryOutcome(message, .retry(code: 451, text: "4.7.1 greylisted"))])
            let course = try #require(try board.register.notices().first?.course)
            guard course.state == .waiting, let next = course.nextAt else { break }
            waits.append((next.milliseconds - board.clock.now.milliseconds) / 1000)
            board.clock.move(to: Instant(milliseconds: next.milliseconds - 1))
            #expect(try board.register.lease(.mail, most: 1, by: "a", calendar: hours).isEmpty)
            board.clock.move(to: next)
        }
        #expect(waits.count == BackOff.most - 1)
        for (place, wait) in waits.enumerated() {
            let plain = Double(min(60 << place, 21_600))
            #expect((plain * 0.74...plain * 1.26).contains(Double(wait)), "\(place): \(wait)")
        }
        #expect(
            try states(board) == [
                "CB1 newEdition mail failed", "CB2 newEdition chat waiting",
                "CB3 newEdition telephone waiting", "CB1 newEdition telephone waiting",
            ])
        #expect(try board.register.notices()[0].course.reply == "4.7.1 greylisted")
    }

    @Test("A day of rest does not age a message; three days of failing give it up")
    func aging() throws {
        let board = try issued()
        board.clock.move(to: "17/03/2025")
        let first = try #require(try lease(board).first)
        try board.register.record([DeliveryOutcome(first, .retry(after: 7200, text: "busy"))])
        later(board, minutes: 119)
        #expect(try lease(board).isEmpty)
        later(board, minutes: 1)
        #expect(try lease(board).count == 1)
        board.clock.move(to: "21/03/2025")
        let second = try #require(try lease(board).first)
        try board.register.record([DeliveryOutcome(second, .retry(text: "busy"))])
        #expect(try states(board)[0] == "CB1 newEdition mail failed")
    }

    @Test("A closed Saturday and Sunday do not count towards the three days")
    func agingOverWeekend() throws {
        let board = try issued()
        board.clock.move(to: "14/03/2025")
        try board.register.record([
            DeliveryOutcome(try #require(try lease(board).first), .retry(text: "busy"))
        ])
        for (day, state) in [("18/03/2025", "waiting"), ("19/03/2025", "failed")] {
            board.clock.move(to: day)
            let message = try #require(try lease(board).first)
            try board.register.record([DeliveryOutcome(message, .retry(text: "busy"))])
            #expect(try states(board)[0] == "CB1 newEdition mail \(state)")
        }
    }

    @Test("A host that is down burns no attempt")
    func released() throws {
        let board = try issued()
        for _ in 1...20 {
            let message = try #require(try lease(board).first)
            #expect(message.attempts == 0)
            try board.register.record([DeliveryOutcome(message, .released(text: "connection refused"))])
        }
        #expect(try board.register.notices()[0].course.reply == "connection refused")
    }

    @Test(
        "An address that refuses goes to the list to telephone, and so does what is written later, until another is entered"
    )
    func refused() throws {
        let board = try issued()
        let message = try #require(try lease(board).first)
        try board.register.record([
            DeliveryOutcome(
                message, .refused(code: 550, text: "5.1.1 no\r\nsuch user", isAboutRecipient: true))
        ])
        #expect(
            try states(board).filter { $0.hasPrefix("CB1") } == [
                "CB1 newEdition mail failed", "CB1 newEdition telephone waiting",
            ])
        #expect(try board.register.notices()[0].course.reply == "5.1.1 no such user")
        #expect(try board.register.remind(kit: "cap-thon", on: day("03/03/2025"), by: tester) == 3)
        #expect(try states(board).contains("CB1 reminder telephone waiting"))
        try board.register.reach(
            holderAt: "CB1", phone: nil, email: "lan@moi.example", chat: nil, from: day("03/03/2025"),
            by: tester)
        #expect(try board.register.remind(kit: "cap-thon", on: day("03/03/2025"), by: tester) == 3)
        #expect(try states(board).contains("CB1 reminder mail waiting"))
    }

    @Test("The board tries again what was given up: its address counts again, and nobody is called for it")
    func retried() throws {
        let board = try issued()
        let message = try #require(try lease(board).first)
        let refusal = DeliveryOutcome(message, .refused(code: 550, text: "full", isAboutRecipient: true))
        try board.register.record([refusal])
        #expect(try board.register.retry(notices: [message.lead.id, 2], by: tester) == 1)
        #expect(
            try states(board) == [
                "CB1 newEdition mail waiting", "CB2 newEdition chat waiting",
                "CB3 newEdition telephone waiting", "CB1 newEdition telephone notNeeded",
            ])
        #expect(try lease(board).map { $0.lead.id } == [message.lead.id])
    }

    @Test("What was received meanwhile, or has been overtaken by a newer edition, is not sent")
    func notNeeded() throws {
        let board = try issued()
        for copy in Copy.allCases { try board.record("CB1", 1, .acknowledged, copy, on: "03/03/2025") }
        #expect(try lease(board).isEmpty)
        #expect(try states(board)[0] == "CB1 newEdition mail notNeeded")
        try board.revise("bien-ban", "mẫu 2")
        try board.issue("04/03/2025")
        #expect(try lease(board, "a", .chat).map { $0.lead.edition } == [2])
        #expect(try states(board)[1] == "CB2 newEdition chat notNeeded")
    }

    @Test("Whoever holds an edition that was withdrawn is still told to use the one before it")
    func afterWithdrawal() throws {
        let board = try issued()
        try board.revise("bien-ban", "mẫu 2")
        try board.issue("04/03/2025")
        for copy in Copy.allCases { try board.record("CB1", 2, .acknowledged, copy, on: "04/03/2025") }
        try board.register.withdraw(
            edition: 2, of: "cap-thon", on: day("04/03/2025"), instead: "dùng lại đợt 1", by: tester)
        #expect(try board.register.remind(kit: "cap-thon", on: day("04/03/2025"), by: tester) == 3)
        let messages = try lease(board)
        let told = messages.map { "\($0.lead.kind) \($0.lead.edition)" }
        #expect(told.first == "withdrawal 2")
        #expect(told.contains("reminder 1"))
        // The withdrawn edition itself is told of no more.
        #expect(!told.contains("newEdition 2"))
    }

    @Test("A new secretary is written to, not the one who left")
    func newHolder() throws {
        let board = try issued()
        board.clock.move(to: "04/03/2025")
        try board.register.appoint(
            NewHolder(person: "Kpă Lan", email: "moi@cb1.example"), at: "CB1", from: day("04/03/2025"),
            by: tester)
        let message = try #require(try lease(board).first)
        #expect(message.notices.map(\.email) == ["moi@cb1.example"])
        #expect(try states(board)[0] == "CB1 newEdition mail moved")
        #expect(try lease(board, "b").isEmpty)
    }

    @Test("Workers on the same register at once never hold one message together, and every message ends once")
    func together() async throws {
        let folder = try TemporaryFolder()
        let board = try Board.crowd(200)
        let path = "\(folder.path)/register.sqlite"
        try board.copyRegister(to: path)
        let clock = board.clock.office
        let taken = try await withThrowingTaskGroup(of: [Int64].self) { group in
            for worker in 1...4 {
                group.addTask {
                    let register = try Register(path: path, clock: clock)
                    var own: [Int64] = []
                    while true {
                        let messages = try register.lease(.mail, most: 7, by: "\(worker)")
                        if messages.isEmpty { return own }
                        own += messages.map { $0.lead.id }
                        try register.record(
                            messages.map { DeliveryOutcome($0, .accepted(code: 250, text: "OK")) })
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(taken.count == 200)
        #expect(Set(taken).count == 200)
    }
}

extension Board {
    fileprivate func copyRegister(to path: String) throws {
        try register.writer.writeWithoutTransaction {
            try $0.execute(sql: "VACUUM INTO ?", arguments: [path])
        }
    }

    /// A board whose kit was issued to so many branches that have mail.
    static func crowd(_ count: Int) throws -> Board {
        let branches = (1...count).map { number in
            NewNode(
                code: "X\(number)", name: "Chi bộ \(number)", kind: .residential, parent: "DU",
                from: day("01/01/2020"),
                secretary: NewHolder(person: "P \(number)", email: "p\(number)@x.example"))
        }
        let board = try Board(
            on: "03/03/2025", nodes: [Board.nodes[5]] + branches)
        let id = try board.enter("12-HD/BTCTW", "06/07/2018")
        try board.revise("bien-ban", "mẫu 1", restsOn: [id])
        try board.register.define(
            kit: kit(documents: ["12-HD/BTCTW@06/07/2018"], templates: ["bien-ban"]), file: "kit.yaml",
            by: tester)
        try board.issue("03/03/2025", due: "17/03/2025")
        return board
    }
}

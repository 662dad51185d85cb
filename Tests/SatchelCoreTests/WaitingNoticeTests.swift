import TestSupport
import Testing

@testable import SatchelCore

/// What waits stays true: it is closed or handed on with what makes it needless, and told once.
@Suite("Waiting notices")
struct WaitingNoticeTests {
    private let board: Board

    init() throws {
        board = try Board.ready(on: "03/03/2025")
        try board.issue("03/03/2025", due: "17/03/2025")
    }

    private func lines() throws -> [String] {
        try board.register.notices().map { notice in
            let to = notice.person ?? "–"
            return
                "\(notice.nodeCode) \(notice.kind.rawValue) \(notice.channel.rawValue) \(to): \(notice.course.state.rawValue)"
        }
    }

    private func receive(_ node: String) throws {
        for copy in Copy.allCases { try board.record(node, 1, .acknowledged, copy, on: "03/03/2025") }
    }

    @Test("A receipt takes the branch off every list at once, with the instant of the receipt")
    func received() throws {
        _ = try board.register.countToday(kit: "cap-thon")
        try board.record("CB3", 1, .acknowledged, .electronic, on: "03/03/2025")
        #expect(try board.register.waiting().map(\.nodeCode) == ["CB1", "CB2", "CB3"])
        try board.record("CB3", 1, .filed, .paper, on: "03/03/2025")
        #expect(try board.register.waiting().map(\.nodeCode) == ["CB1", "CB2"])
        let course = try #require(try board.register.notices().last?.course)
        #expect(course.state == .notNeeded && course.finishedAt == board.clock.now)
        #expect(try board.register.noticeCounts().map(\.waiting) == [1, 1])
    }

    @Test("A receipt recorded before the day's first look counts at that look")
    func receivedFirst() throws {
        board.clock.move(to: "04/03/2025")
        try receive("CB3")
        #expect(try board.register.waiting().map(\.nodeCode) == ["CB1", "CB2"])
    }

    @Test("What a worker has in hand is left to it")
    func inHand() throws {
        let message = try #require(try board.register.lease(.mail, most: 1, by: "a").first)
        try receive("CB1")
        #expect(try board.register.remind(kit: "cap-thon", on: day("03/03/2025"), by: tester) == 2)
        #expect(try lines()[0] == "CB1 newEdition mail Rơ Châm H'Lan: waiting")
        try board.register.record([DeliveryOutcome(message, .released())])
        #expect(try board.register.lease(.mail, most: 1, by: "a").isEmpty)
        #expect(try lines()[0] == "CB1 newEdition mail Rơ Châm H'Lan: notNeeded")
    }

    @Test("A newer edition closes what still waits about the older one")
    func overtaken() throws {
        try board.revise("bien-ban", "mẫu 2")
        try board.issue("04/03/2025")
        #expect(try board.register.waiting().map(\.edition) == [2, 2, 2])
    }

    @Test("A reminder takes the place of what still waits for the same reader; once told, both stand")
    func reminded() throws {
        let called = try #require(try board.register.notices().last)
        #expect(try board.register.finish(notices: [called.id], by: tester) == 1)
        for _ in 1...2 {
            #expect(try board.register.remind(kit: "cap-thon", on: day("03/03/2025"), by: tester) == 3)
        }
        #expect(
            try board.register.waiting().map { "\($0.nodeCode) \($0.kind.rawValue)" } == [
                "CB1 reminder", "CB2 reminder", "CB3 reminder",
            ])
        #expect(try lines()[2].hasSuffix(": done"))
    }

    @Test("Days between reminders are counted from the day on which the last word went out")
    func counted() throws {
        board.clock.move(to: "05/03/2025")
        try board.register.finish(notices: board.register.waiting().map(\.id), by: tester)
        board.clock.move(to: "06/03/2025")
        #expect(try board.register.noticePlan().count == 0)
        board.clock.move(to: "10/03/2025")
        #expect(try board.register.noticePlan().count == 3)
    }

    @Test(
        "The list to telephone follows the secretaries: the new one's number, or none while there is nobody")
    func movedCalls() throws {
        board.clock.move(to: "04/03/2025")
        try board.register.appoint(
            NewHolder(person: "Kpă Lan", phone: "0900 000 033"), at: "CB3", from: day("04/03/2025"),
            by: tester)
        try board.register.writeDueNotices(by: tester)
        let waiting = try board.register.waiting().filter { $0.channel == .telephone }
        #expect(waiting.map(\.phone) == ["0900 000 033"])
        // Looking again changes nothing.
        let last = try board.register.lastEvent()?.id
        try board.register.writeDueNotices(by: tester)
        #expect(try board.register.lastEvent()?.id == last)
    }

    @Test("A call to a committee without a secretary waits for the one who is appointed")
    func vacancy() throws {
        #expect(
            try board.register.remind(
                kit: "cap-thon", on: day("03/03/2025"), escalating: true, by: tester) == 3)
        let vacant = try board.register.waiting().filter { $0.kind == .escalation && $0.person == nil }
        #expect(vacant.count == 1 && vacant.allSatisfy { $0.channel == .telephone })
        try board.register.writeDueNotices(by: tester)
        #expect(try board.register.waiting().filter { $0.id == vacant[0].id }.count == 1)
        try board.register.appoint(
            NewHolder(person: "Bí thư mới", email: "moi@bp.example"), at: "BP", from: day("03/03/2025"),
            by: tester)
        try board.register.writeDueNotices(by: tester)
        let moved = try board.register.waiting().filter { $0.person == "Bí thư mới" }
        #expect(moved.map(\.nodeCode) == [vacant[0].nodeCode] && moved.map(\.channel) == [.mail])
    }

    @Test("Told by hand to the one above: one mail about all branches below, not one for each")
    func escalatedByHand() throws {
        let crowd = try Board.crowd(20)
        crowd.clock.move(to: "18/03/2025")
        _ = try crowd.register.remind(
            kit: "cap-thon", on: day("18/03/2025"), escalating: true, by: tester)
        let told = try crowd.register.waiting().filter { $0.kind == .escalation }
        #expect(told.count == 20 && Set(told.map(\.person)).count == 1)
        #expect(told.filter { $0.leadID == nil }.count == 1)
    }

    @Test("What waits for a branch goes to its heir, though the first act of the day is the sender's")
    func heirs() throws {
        try board.register.reorganise(
            [
                NewReorganisation(
                    .merge, ["CB1", "CB2"], into: [.init("CB9", name: "Chi bộ CB9", secretary: "CB1")],
                    decision: "15-QĐ/ĐU", decidedOn: day("03/03/2025"), effectiveOn: day("05/03/2025"))
            ], by: tester)
        board.clock.move(to: "05/03/2025")
        #expect(try board.register.lease(.mail, most: 10, by: "a").isEmpty)
        #expect(try board.register.waiting().map(\.nodeCode).sorted() == ["CB3", "CB9"])
    }

    @Test("Whoever is reached by mail and by chat gets each once, whatever becomes of the number meanwhile")
    func bothWays() throws {
        let crowd = try Board(
            on: "03/03/2025",
            nodes: [
                Board.nodes[5],
                NewNode(
                    code: "CB1", name: "Chi bộ CB1", kind: .residential, parent: "DU",
                    from: day("01/01/2020"),
                    secretary: NewHolder(
                        person: "Lan", phone: "0900 000 001", email: "lan@cb1.example", chat: "lan")),
            ])
        let id = try crowd.enter("12-HD/BTCTW", "06/07/2018")
        try crowd.revise("bien-ban", "mẫu 1", restsOn: [id])
        try crowd.register.define(
            kit: Board.kit(documents: ["12-HD/BTCTW@06/07/2018"], templates: ["bien-ban"]), file: "kit.yaml",
            by: tester)
        try crowd.issue("03/03/2025", due: "17/03/2025")
        crowd.clock.move(to: "04/03/2025")
        try crowd.register.reach(
            holderAt: "CB1", phone: "0900 000 002", email: "lan@cb1.example", chat: "lan",
            from: day("04/03/2025"), by: tester)
        for channel in [Notice.Channel.mail, .chat] {
            let messages = try crowd.register.lease(channel, most: 10, by: "a")
            #expect(messages.count == 1)
            try crowd.register.record(messages.map { DeliveryOutcome($0, .accepted(code: 250, text: "OK")) })
        }
        for channel in [Notice.Channel.mail, .chat] {
            #expect(try crowd.register.lease(channel, most: 10, by: "a").isEmpty)
        }
        let done = try crowd.register.notices().filter { $0.course.state == .done }
        #expect(done.map(\.channel) == [.mail, .chat])
    }

    @Test("A word to the one above goes to whoever is above on the day it is sent")
    func otherCommittee() throws {
        try board.register.appoint(
            NewHolder(person: "Bí thư BP", email: "bp@x.example"), at: "BP", from: day("03/03/2025"),
            by: tester)
        #expect(
            try board.register.remind(kit: "cap-thon", on: day("03/03/2025"), escalating: true, by: tester)
                == 3)
        board.clock.move(to: "04/03/2025")
        try board.register.reorganise(
            [
                NewReorganisation(
                    .move, ["CB1"], under: "BP", decision: "16-QĐ/ĐU",
                    decidedOn: day("03/03/2025"),
                    effectiveOn: day("04/03/2025"))
            ], by: tester)
        try board.register.writeDueNotices(by: tester)
        let told = try board.register.waiting().filter { $0.kind == .escalation }
        #expect(
            Set(told.map { "\($0.nodeCode) \($0.email ?? "–")" }) == [
                "CB1 bp@x.example", "CB2 thu@du.example", "CB3 bp@x.example",
            ])
    }
}

extension Notice {
    /// Whether another tells it, or nobody needs it.
    var isClosed: Bool { [.moved, .notNeeded].contains(course.state) }
}

extension Register {
    /// What waits in the outbox.
    func waiting() throws -> [Notice] { try notices(NoticeSearch(state: .waiting)) }
}

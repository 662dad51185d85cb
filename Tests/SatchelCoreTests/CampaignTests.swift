import Foundation
import GRDB
import TestSupport
import Testing

@testable import SatchelCore

/// A whole campaign by the office's clock: sixty branches under three committees, one edition, five weeks.
///
/// A1–A20 stand under DA (mail), B1–B20 under DB (chat), C1–C20 under DC (no secretary). Every branch has mail, but the
/// tenth of each has chat and the twentieth neither.
@Suite("A campaign")
struct CampaignTests {
    private let board: Board
    private let calendar = WorkingCalendar(
        weekdays: [1, 2, 3, 4, 5], holidays: [.yearly(from: 313, to: 313)], hours: 450..<1020)

    init() throws {
        var nodes = [Board.nodes[5]]
        for letter in ["A", "B", "C"] {
            let contact: NewHolder? =
                switch letter {
                case "A": NewHolder(person: "Bí thư DA", email: "da@x.example")
                case "B": NewHolder(person: "Bí thư DB", chat: "db")
                default: nil
                }
            nodes.append(
                NewNode(
                    code: "D\(letter)", name: "Đảng ủy \(letter)", kind: .intermediate, parent: "DU",
                    from: day("01/01/2020"), secretary: contact))
            nodes += (1...20).map { CampaignTests.branch("\(letter)\($0)", under: "D\(letter)", $0) }
        }
        board = try Board(on: "03/03/2025", nodes: nodes)
        let old = try board.enter("12-HD/BTCTW", "06/07/2018")
        try board.register.add(
            documents: [newDocument("42-HD/BTCTW", "28/02/2025", from: "24/03/2025")], by: tester)
        try board.addFile(to: 2)
        try board.revise("bien-ban", "mẫu 1", restsOn: [old])
        try board.register.define(
            kit: Board.kit(
                documents: ["12-HD/BTCTW@06/07/2018", "42-HD/BTCTW@28/02/2025"], templates: ["bien-ban"]),
            file: "kit.yaml", by: tester)
        try board.issue("03/03/2025", due: "14/03/2025")
        try board.register.finish(notices: board.register.waiting().map(\.id), by: tester)
    }

    private static func branch(_ code: String, under parent: String, _ number: Int) -> NewNode {
        let holder =
            switch number {
            case 10: NewHolder(person: "Bí thư \(code)", chat: code.lowercased())
            case 20: NewHolder(person: "Bí thư \(code)", phone: "0900 000 000")
            default: NewHolder(person: "Bí thư \(code)", email: "\(code.lowercased())@x.example")
            }
        return NewNode(
            code: code, name: "Chi bộ \(code)", kind: .residential, parent: parent, from: day("01/01/2020"),
            secretary: holder)
    }

    private func received(_ codes: [String], _ on: String) throws {
        for copy in Copy.allCases {
            for code in codes { try board.record(code, 1, .acknowledged, copy, on: on) }
        }
    }

    /// What was written on a day, one line for each kind and way: to whom, or about whom.
    private func written(since last: Int64) throws -> [String] {
        let new = try board.register.notices().filter { $0.id > last }
        let groups = Dictionary(grouping: new) { notice in
            let kind = notice.isUrgent ? "urgent" : notice.kind.rawValue
            let led = notice.kind == .escalation ? " to \(notice.person ?? "–")" : ""
            return "\(kind)\(led) \(notice.channel.rawValue)"
        }
        return groups.map { "\($0.key): \(CampaignTests.short($0.value.map(\.nodeCode)))" }.sorted()
    }

    /// `A1–A9 A11` for codes that follow one another.
    private static func short(_ codes: [String]) -> String {
        let parts = codes.map { (letter: $0.prefix(1), number: Int($0.dropFirst()) ?? 0) }
            .sorted { ($0.letter, $0.number) < ($1.letter, $1.number) }
        var runs: [(letter: Substring, from: Int, to: Int)] = []
        for part in parts {
            if let last = runs.last, last.letter == part.letter, last.to + 1 == part.number {
                runs[runs.count - 1].to = part.number
            } else {
                runs.append((part.letter, part.number, part.number))
            }
        }
        return runs.map { $0.from == $0.to ? "\($0.letter)\($0.from)" : "\($0.letter)\($0.from)–\($0.to)" }
            .joined(separator: " ")
    }

    /// What happens in the morning of some days, before the notices are written.
    private func happenings(_ today: Day) throws {
        switch today {
        case day("05/03/2025"):
            try received((1...20).map { "A\($0)" } + (1...15).map { "B\($0)" }, "05/03/2025")
        case day("07/03/2025"):
            // A late joiner with a due day of its own.
            try board.register.add(nodes: [CampaignTests.branch("A21", under: "DA", 21)], by: tester)
            _ = try board.register.supply(
                of: "cap-thon", to: ["A21"], on: today, due: day("26/03/2025"), by: tester)
        case day("11/03/2025"): try received((1...18).map { "C\($0)" }, "11/03/2025")
        case day("18/03/2025"):
            try board.register.reorganise(
                [
                    NewReorganisation(
                        .merge, ["B16", "B17"],
                        into: [.init("B30", name: "Chi bộ B30", secretary: "B16")], decision: "15-QĐ/ĐU",
                        decidedOn: day("10/03/2025"), effectiveOn: today)
                ], by: tester)
        case day("21/03/2025"): try received(["B18", "B19", "B20", "C19"], "21/03/2025")
        case day("26/03/2025"): try received(["A21", "B30"], "26/03/2025")
        default: break
        }
    }

    @Test("Sixty branches, from issue to the last reminder: who is told what on which day")
    func golden() throws {
        var lines: [String] = []
        for ordinal in day("04/03/2025").ordinal...day("30/04/2025").ordinal {
            guard let today = Day(ordinal: ordinal) else { continue }
            board.clock.move(to: today.iso)
            try happenings(today)
            let last = try board.register.notices().map(\.id).max() ?? 0
            let planned = try board.register.noticePlan(calendar: calendar)
            let written = try board.register.writeDueNotices(calendar: calendar, by: tester)
            #expect(planned.kits.flatMap(\.counts).map(\.count) == written.map(\.count))
            lines += try self.written(since: last).map { "\(today.iso.dropFirst(5)) \($0)" }
            // The same day again: nothing, neither before it went out nor after.
            #expect(try board.register.writeDueNotices(calendar: calendar, by: tester).isEmpty)
            try board.register.finish(notices: board.register.waiting().map(\.id), by: tester)
            #expect(try board.register.writeDueNotices(calendar: calendar, by: tester).isEmpty)
        }
        #expect(lines.joined(separator: "\n") == CampaignTests.expected)
    }

    private static let expected = """
        03-06 reminder chat: C10
        03-06 reminder mail: B16–19 C1–9 C11–19
        03-06 reminder telephone: B20 C20
        03-10 reminder chat: C10
        03-10 reminder mail: A21 B16–19 C1–9 C11–19
        03-10 reminder telephone: B20 C20
        03-12 urgent mail: B16–19 C19
        03-12 urgent telephone: B20 C20
        03-14 reminder mail: A21
        03-17 escalation to Bí thư DB chat: B16–20
        03-17 escalation to – telephone: C19–20
        03-17 reminder mail: A21 B16–19 C19
        03-17 reminder telephone: B20 C20
        03-20 reminder mail: A21 B18–19 C19
        03-20 reminder telephone: B20 C20
        03-21 escalation to Bí thư DB chat: B30
        03-21 reminder telephone: B30
        03-24 effective chat: A10 B10 C10
        03-24 effective mail: A1–9 A11–19 B1–9 B11–15 B18–19 C1–9 C11–19
        03-24 effective telephone: A20 B20 B30 C20
        03-24 urgent mail: A21
        03-25 effective mail: A21
        03-27 reminder telephone: C20
        03-31 reminder telephone: C20
        04-03 reminder telephone: C20
        04-07 reminder telephone: C20
        04-10 reminder telephone: C20
        """

    @Test("Branches below one committee are told of in one mail to its secretary, and end with it")
    func digest() throws {
        board.clock.move(to: "17/03/2025")
        try board.register.writeDueNotices(calendar: calendar, by: tester)
        let messages = try board.register.lease(.mail, most: 500, by: "a", calendar: calendar)
        let digest = try #require(messages.first { $0.lead.kind == .escalation })
        #expect(digest.notices.count == 20)
        #expect(Set(digest.notices.map(\.person)) == ["Bí thư DA"])
        #expect(digest.notices.dropFirst().allSatisfy { $0.leadID == digest.lead.id })
        #expect(messages.filter { $0.lead.kind == .escalation }.count == 1)
        try board.register.record([DeliveryOutcome(digest, .accepted(code: 250, text: "OK"))])
        let told = try board.register.notices().filter { $0.kind == .escalation && $0.channel == .mail }
        #expect(told.allSatisfy { $0.course.state == .done })
        // DB by chat, DC has nobody: twenty lines to telephone.
        let called = try board.register.notices().filter {
            $0.kind == .escalation && $0.channel == .telephone
        }
        #expect(called.count == 20 && called.allSatisfy { $0.person == nil && $0.leadID == nil })
    }

    @Test("When the branch that leads a digest has received, another leads; when all have, nobody is told")
    func digestShrinks() throws {
        board.clock.move(to: "17/03/2025")
        try board.register.writeDueNotices(calendar: calendar, by: tester)
        try received(["A1", "A2"], "17/03/2025")
        let messages = try board.register.lease(.mail, most: 500, by: "a", calendar: calendar)
        let digest = try #require(messages.first { $0.lead.kind == .escalation })
        #expect(digest.notices.map(\.nodeCode).sorted() == (3...20).map { "A\($0)" }.sorted())
        #expect(
            digest.lead.leadID == nil && digest.notices.dropFirst().allSatisfy { $0.leadID == digest.lead.id }
        )
        try board.register.record(messages.map { DeliveryOutcome($0, .released()) })
        try received((3...20).map { "A\($0)" }, "17/03/2025")
        let rest = try board.register.lease(.mail, most: 500, by: "a", calendar: calendar)
        #expect(!rest.contains { $0.lead.kind == .escalation })
        #expect(rest.allSatisfy { !$0.lead.nodeCode.hasPrefix("A") })
    }

    @Test(
        "Told by hand, or ended with its branch, the first of a digest leaves the others to the next of them")
    func digestLoses() throws {
        board.clock.move(to: "17/03/2025")
        try board.register.writeDueNotices(calendar: calendar, by: tester)
        func digest() throws -> OutboxMessage {
            let messages = try board.register.lease(.mail, most: 500, by: "a", calendar: calendar)
            try board.register.record(messages.map { DeliveryOutcome($0, .released()) })
            return try #require(messages.first { $0.lead.kind == .escalation })
        }
        #expect(try board.register.finish(notices: [digest().lead.id], by: tester) == 1)
        let second = try digest()
        #expect(second.notices.count == 19)
        let ended = second.lead.nodeCode
        board.clock.move(to: "18/03/2025")
        try board.register.reorganise(
            [
                NewReorganisation(
                    .dissolve, [ended], into: [], decision: "16-QĐ/ĐU", decidedOn: day("10/03/2025"),
                    effectiveOn: day("18/03/2025"))
            ], by: tester)
        let third = try digest()
        #expect(third.notices.count == 18)
        #expect(!third.notices.map(\.nodeCode).contains(ended))
        // Given up and tried again one by one, they still go in one message.
        try board.register.record(
            board.register.lease(.mail, most: 500, by: "b", calendar: calendar).map {
                DeliveryOutcome($0, .refused(code: 554, text: "no", isAboutRecipient: false))
            })
        let two = Array(third.notices.map(\.id).suffix(2))
        #expect(try board.register.retry(notices: two, by: tester) == 2)
        #expect(try digest().notices.map(\.id) == two)
    }

    @Test("What the board has not supplied is its own debt, and mails nobody")
    func debt() throws {
        try received((1...20).flatMap { ["A\($0)", "B\($0)", "C\($0)"] }, "03/03/2025")
        board.clock.move(to: "10/03/2025")
        let new = try board.register.enter("50-HD/BTCTW", "08/03/2025")
        try board.register.relate(new, .replaces, 1)
        let plan = try board.register.noticePlan(calendar: calendar)
        #expect(plan.count == 0)
        let debt = try #require(plan.debts.first)
        #expect(debt.documents.map(\.document) == [1])
        #expect(debt.doubtful.map(\.template.slug) == ["bien-ban"])
        #expect(debt.unsupplied == 0)
    }
}

import TestSupport
import Testing

@testable import SatchelCore

@Suite("The event log")
struct EventTests {
    @Test("Every verb leaves one line that says who, on whose behalf and when")
    func everyVerb() throws {
        let board = try Board()
        let register = board.register
        try register.delegate(
            NewDelegation(from: "chị Hoa", to: "lan", from: day("01/03/2025"), to: day("31/03/2025")),
            by: tester)
        let before = try #require(try register.lastEvent()).id
        let lan = Actor(user: "lan", onBehalfOf: "chị Hoa")
        board.clock.move(to: "02/03/2025")
        try register.add(bodies: [NewBody(name: "Huyện ủy")], by: lan)
        try register.end(body: "Huyện ủy", on: day("30/06/2025"), successor: "Đảng ủy xã Ia Pa", by: lan)
        try register.add(
            documents: [newDocument("12-HD/BTCTW", "2018"), newDocument("42-HD/BTCTW", "2025")], by: lan)
        try register.learn(dates: dates("06/07/2018"), of: 1, by: lan)
        try register.add(
            file: [1], named: "a.pdf", kind: .signed, to: try register.document(1), everyPageLookedAt: true,
            in: board.store, by: lan)
        try register.choose(file: 1, by: lan)
        try register.add(relations: [NewRelation(subject: 2, type: .replaces, object: 1)], by: lan)
        try register.confirm(relation: 1, evidence: "bản gốc", by: lan)
        try register.withdraw(relation: 1, reason: "nhầm", by: lan)
        try register.revise(
            template: "bien-ban", kind: .template, name: Text("Biên bản", "Minutes"), file: [2],
            fileName: "b.docx",
            restsOn: [1], madeOn: day("01/01/2025"), in: board.store, by: lan)
        try register.review(template: "bien-ban", on: day("01/02/2025"), note: nil, by: lan)
        try register.add(
            nodes: [NewNode(code: "CB9", name: "Chi bộ 9", kind: .school, from: .first)], by: lan)
        try register.appoint(NewHolder(person: "Mai"), at: "CB1", from: day("01/03/2025"), by: lan)
        try register.define(kit: Board.kit(documents: ["12-HD/BTCTW"]), file: "kit.yaml", by: lan)
        try register.distribute(kit: "cap-thon", to: DistributionList(kinds: [], also: ["CB1"]), by: lan)
        _ = try register.issue(
            kit: "cap-thon", on: day("02/03/2025"), due: nil, office: board.office, by: lan)
        let receipt = NewEvidence(
            node: "CB1", proof: .downloaded, copy: .electronic, medium: .web, happenedOn: day("02/03/2025"))
        try register.record([receipt], of: "cap-thon", edition: 1, by: lan)
        let recorded = try #require(try register.evidence(of: "cap-thon", edition: 1).last)
        try register.withdraw(evidence: recorded.id, reason: "nhầm", by: lan)
        _ = try register.remind(kit: "cap-thon", on: day("02/03/2025"), by: lan)
        _ = try register.remind(kit: "cap-thon", on: day("02/03/2025"), escalating: true, by: lan)
        try register.withdraw(
            edition: 1, of: "cap-thon", on: day("02/03/2025"), instead: "chờ đợt 2", by: lan)
        let events = try register.events(after: before)
        #expect(
            events.map(\.verb) == [
                "body.add", "body.end", "document.add", "document.dates", "document.file",
                "document.file.choose",
                "relation.add", "relation.confirm", "relation.withdraw", "template.revise", "template.review",
                "organisation.add", "holder.appoint", "kit.define", "kit.distribute", "edition.issue",
                "evidence.record", "evidence.withdraw", "notice.reminder", "notice.escalation",
                "edition.withdraw",
            ])
        #expect(events.allSatisfy { $0.user == "lan" && $0.onBehalfOf == "chị Hoa" })
        #expect(events.allSatisfy { $0.instant == board.clock.now })
    }

    @Test("The log is read in pages, oldest first")
    func pages() throws {
        let desk = try Desk()
        for number in 1...5 { try desk.register.enter("\(number)-HD/BTCTW", "2018") }
        let all = try desk.register.events()
        #expect(all.count == 6)
        #expect(try desk.register.events(limit: 2).map(\.id) == [all[0].id, all[1].id])
        #expect(try desk.register.events(after: all[3].id, limit: 10).map(\.id) == [all[4].id, all[5].id])
    }

    @Test("Asked before the first event, nothing is known")
    func knownBeforeAll() throws {
        let desk = try RelationTests.desk()
        try desk.register.relate(3, .replaces, 2)
        let known = try desk.register.known(at: Instant(milliseconds: desk.clock.now.milliseconds - 1))
        #expect(try desk.register.documents(known).isEmpty)
        #expect(try desk.register.relations(known).isEmpty)
        #expect(try desk.register.documents().count == 4)
    }
}

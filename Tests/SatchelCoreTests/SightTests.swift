import Foundation
import TestSupport
import Testing

@testable import SatchelCore

private let quan = Actor(user: "quân")

@Suite("Accounts on a subtree: what they see")
struct SightTests {
    private let board: Board
    private let seen: Register
    private let today = day("05/11/2025")

    init() throws {
        board = try Board.withTwoEditions()
        let register = board.register
        for node in ["CB1", "CB2", "CB3"] { try board.record(node, 1, .acknowledged, on: "02/03/2025") }
        for name in ["quân", "bp"] {
            try register.add(
                account: NewAccount(
                    name: name, role: .administrator, at: name == "bp" ? "BP" : nil, from: day("01/03/2025")),
                by: quan)
        }
        try register.withdraw(edition: 2, of: "cap-thon", on: today, instead: "đợt 1", by: quan)
        seen = try board.office.seen(by: Actor(user: "bp")).register
    }

    private func everything(_ register: Register) throws -> String {
        let edition = try register.edition(of: "cap-thon", number: 1)
        let rows: [[any Sendable]] = [
            try register.organisation(on: today).nodes, [try register.holders(on: today)],
            try register.audit(kit: "cap-thon", on: today).rows.map(\.node),
            try register.matrix(kits: ["cap-thon"], on: today).tree.nodes,
            try register.evidence(of: "cap-thon"), try register.notices(),
            try register.recipients(of: edition, on: today),
            try register.recipients(of: "cap-thon", on: today),
            try register.preview(kit: "cap-thon", on: today).recipients,
            try register.signingSheet(of: "cap-thon", edition: 1, on: today).lines,
            try register.recall(edition: 2, of: "cap-thon", on: today).rows,
            try register.receivers(of: [("cap-thon", 1)]).receivers,
            try register.events(), try register.events(EventSearch()).events,
            [try register.organisationTable(on: today, .vi).csv.asText],
            [try register.holderTable(on: today, .vi).csv.asText],
            [try board.office.seen(by: Actor(user: "bp")).eventTable(.vi).csv.asText],
        ]
        return "\(rows)"
    }

    @Test("Nothing it reads names what is outside, and all it reads names what is inside")
    func names() throws {
        let told = try everything(seen)
        for foreign in [
            "CB1", "CB2", "CQ1", "H'Lan", "Nay Hương", "lan@cb1.example", "huong.cb2", "Ksor Thu",
        ] {
            #expect(!told.contains(foreign), "\(foreign)")
        }
        for own in ["CB3", "Siu Bình", "0900 000 003"] { #expect(told.contains(own)) }
        let all = try board.register.notices().map(\.nodeCode)
        #expect(all.contains("CB1"))
        #expect(try Set(seen.notices().map(\.nodeCode)) == ["CB3"])
    }

    @Test("Counts are of its subtree, and the same whichever way they are made")
    func counts() throws {
        let audit = try seen.audit(kit: "cap-thon", on: today)
        #expect(audit.total.rows == 2)
        func rows(_ groups: [HoldingsCount.Group]) -> Int { groups.reduce(0) { $0 + $1.count } }
        #expect(rows(try seen.count(kit: "cap-thon", on: today, .now).groups) == 2)
        #expect(rows(try seen.countToday(kit: "cap-thon").groups) == 2)
        #expect(try seen.matrix(kits: ["cap-thon"], on: today).sheets[0].lines.count == 2)
        #expect(try seen.pageToday(kit: "cap-thon").map(\.row.node.code) == ["CB3", "CB3"])
        let desk = try seen.deskToday()
        #expect(rows(desk.kits[0].count.groups) == 2)
        #expect(desk.committees.map { $0.node?.code } == ["BP"])
        let notices = desk.notices.reduce(0) { $0 + $1.count }
        #expect(try seen.notices().count { !$0.isClosed } == notices)
        #expect(try seen.noticeCounts().reduce(0) { $0 + $1.count } == notices)
        #expect(try board.register.count(NoticeSearch()) > notices)
    }

    @Test("A node, a scan, a review outside are as if they were not there")
    func unknown() throws {
        expectError(.nodeUnknown) { try seen.history(of: "CB1") }
        #expect(try seen.history(of: "CB3").code == "CB3")
        let edition = try seen.edition(of: "cap-thon", number: 1)
        expectError(.nodeUnknown) { try seen.recipients(of: edition, on: today, only: ["CB1"]) }
        let row = try #require(try board.register.evidence(of: "cap-thon", node: "CB1").first)
        expectError(.evidenceUnknown) { try seen.scan(ofEvidence: row.id) }
        expectError(.evidenceUnknown) {
            try seen.withdraw(evidence: row.id, reason: "nhầm", by: Actor(user: "bp"))
        }
        let whole = try board.register.save(reviewOf: "cap-thon", on: today, office: "ĐU", by: quan)
        let own = try board.register.save(
            reviewOf: "cap-thon", on: today, under: "BP", office: "ĐU", by: quan)
        #expect(try seen.reviews().map(\.head.number) == [own.head.number])
        expectError(.reviewUnknown) { try seen.review(whole.head.number) }
        #expect(try seen.review(own.head.number) == own)
    }

    @Test("The node at the top sees everything; without an account on a subtree nothing is left out")
    func all() throws {
        try board.register.add(
            account: NewAccount(name: "du", role: .viewer, at: "DU", from: day("01/03/2025")), by: quan)
        let top = try board.office.seen(by: Actor(user: "du")).register
        #expect(try top.organisation(on: today).nodes == board.register.organisation(on: today).nodes)
        #expect(try top.notices().map(\.id) == board.register.notices().map(\.id))
        for name in ["quân", "không tài khoản"] {
            #expect(try board.office.seen(by: Actor(user: name)).register.sight == nil)
        }
    }

    @Test("What moves away is seen no longer, and what those of the subtree succeeded is")
    func moves() throws {
        board.clock.move(to: "01/01/2026")
        try board.register.reorganise(
            [
                NewReorganisation(
                    .merge, ["CB3", "CB2"], into: [.init("CB4", name: "Chi bộ 4", parent: "BP")],
                    decision: "1-QĐ", decidedOn: day("01/12/2025"), effectiveOn: day("15/12/2025"))
            ], by: quan)
        let after = try board.office.seen(by: Actor(user: "bp")).register
        #expect(try after.organisation(on: day("01/01/2026")).nodes.map(\.code) == ["BP", "CB4"])
        #expect(try after.history(of: "CB2").successors.map(\.code) == ["CB4"])
        #expect(try after.reorganisations().count == 1)
        try board.register.reorganise(
            [
                NewReorganisation(
                    .move, ["CB4"], under: "DU", decision: "2-QĐ", decidedOn: day("01/12/2025"),
                    effectiveOn: day("31/12/2025"))
            ], by: quan)
        let last = try board.office.seen(by: Actor(user: "bp")).register
        #expect(try last.organisation(on: day("01/01/2026")).nodes.map(\.code) == ["BP"])
        expectError(.nodeUnknown) { try last.history(of: "CB4") }
        expectError(.nodeUnknown) { try last.history(of: "CB2") }
        #expect(try last.history(of: "CB3").successors.isEmpty)
    }
}

extension [UInt8] {
    fileprivate var asText: String { String(decoding: self, as: UTF8.self) }
}

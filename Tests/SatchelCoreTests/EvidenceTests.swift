import TestSupport
import Testing

@testable import SatchelCore

@Suite("Evidence of receipt")
struct EvidenceTests {
    @Test("Evidence is kept with who, on whose behalf, the day it happened and when it was recorded")
    func recorded() throws {
        let board = try Board.withTwoEditions()
        board.clock.move(to: "10/11/2025")
        let new = NewEvidence(
            node: "cb1", proof: .handedOver, copy: .paper, medium: .paper, happenedOn: day("06/11/2025"),
            person: "H'Lan",
            onBehalfOf: "bí thư", note: "ký nhận")
        try board.register.record([new], of: "cap-thon", edition: 2, by: Actor(user: "lan"))
        let row = try #require(try board.register.evidence(of: "cap-thon").first)
        #expect(
            [row.node, row.recordedBy, row.person, row.onBehalfOf, row.note] == [
                "CB1", "lan", "H'Lan", "bí thư", "ký nhận",
            ])
        #expect(row.edition == 2)
        #expect(row.proof == .handedOver)
        #expect(row.copy == .paper)
        #expect(row.happenedOn == day("06/11/2025"))
        #expect(row.recordedAt == board.clock.now)
        #expect(try board.register.lastEvent()?.verb == "evidence.record")
    }

    @Test("Evidence for an edition the branch was never supplied with is refused")
    func neverIssued() throws {
        let board = try Board.withTwoEditions()
        for (node, edition) in [("CQ1", 2), ("CB1", 3), ("DU", 1)] {
            try expectRefused(.neverIssued, leaving: board.register) {
                try board.record(node, edition, .downloaded, on: "05/11/2025")
            }
        }
        let error = try expectRefused(.nodeUnknown, leaving: board.register) {
            try board.record("CB", 2, .downloaded, on: "05/11/2025")
        }
        #expect(error?.arguments["near"]?.hasPrefix("CB") == true)
        try expectRefused(.kitUnknown, leaving: board.register) {
            try board.register.record([], of: "cap-thom", edition: 1, by: tester)
        }
    }

    @Test("Evidence in the future or before supply is refused; the days of supply and today are not")
    func days() throws {
        let board = try Board.withTwoEditions()
        board.clock.move(to: "10/11/2025")
        try expectRefused(.evidenceInFuture, leaving: board.register) {
            try board.record("CB1", 2, .downloaded, on: "11/11/2025")
        }
        try expectRefused(.evidenceBeforeSupply, leaving: board.register) {
            try board.record("CB1", 2, .downloaded, on: "04/11/2025")
        }
        try board.record("CB1", 2, .downloaded, on: "05/11/2025")
        try board.record("CB1", 2, .filed, .paper, on: "10/11/2025")
        #expect(try board.register.evidence(of: "cap-thon").count == 2)
    }

    @Test("When one of several rows is refused, none is recorded")
    func allOrNone() throws {
        let board = try Board.withTwoEditions()
        let rows = ["CB1", "CB2", "CQ1"].map {
            NewEvidence(
                node: $0, proof: .downloaded, copy: .electronic, medium: .usb, happenedOn: day("05/11/2025"))
        }
        try expectRefused(.neverIssued, leaving: board.register) {
            try board.register.record(rows, of: "cap-thon", edition: 2, by: tester)
        }
    }

    @Test("Evidence entered wrongly is taken back once; what was known before can still be asked")
    func withdrawn() throws {
        let board = try Board.withTwoEditions()
        try board.record("CB1", 2, .downloaded, on: "05/11/2025")
        let id = try board.register.evidence(of: "cap-thon")[0].id
        let before = try board.register.known(at: board.clock.now)
        board.clock.move(to: "06/11/2025")
        try board.register.withdraw(evidence: id, reason: "nhầm chi bộ", by: Actor(user: "lan"))
        #expect(try board.register.lastEvent()?.user == "lan")
        #expect(try board.register.evidence(of: "cap-thon").isEmpty)
        #expect(try board.register.evidence(of: "cap-thon", before).map(\.id) == [id])
        try expectRefused(.evidenceUnknown, leaving: board.register) {
            try board.register.withdraw(evidence: id, reason: "lần nữa", by: tester)
        }
    }

    @Test("Evidence is listed by edition and by node")
    func listed() throws {
        let board = try Board.withTwoEditions()
        try board.record("CB1", 1, .downloaded, on: "02/03/2025")
        try board.record("CB1", 2, .downloaded, on: "05/11/2025")
        try board.record("CB2", 2, .sent, on: "05/11/2025")
        #expect(try board.register.evidence(of: "cap-thon", edition: 2).map(\.node) == ["CB1", "CB2"])
        #expect(try board.register.evidence(of: "cap-thon", node: "CB1").map(\.edition) == [1, 2])
    }

    @Test("A proof is known by its words in either language")
    func words() {
        for proof in Proof.allCases {
            #expect(
                [proof.word, proof.text.vi, proof.text.en].map { Proof(word: $0) } == [proof, proof, proof])
        }
        #expect(Proof(word: "đã xem qua") == nil)
    }
}

import TestSupport
import Testing

@testable import SatchelCore

@Suite("Audits")
struct AuditTests {
    /// Two editions (01/03/2025 due 15/03, 05/11/2025 due 20/11; 12-HD is replaced from 28/10/2025) for CB1–CB3, each
    /// with an electronic copy and a paper folder: six rows. Received: edition 1 by CB1 on both copies and by CB2
    /// electronically, edition 2 by CB1 electronically.
    private func received() throws -> Board {
        let board = try Board.withTwoEditions()
        try board.record("CB1", 1, .downloaded, on: "02/03/2025")
        try board.record("CB1", 1, .handedOver, .paper, on: "03/03/2025")
        try board.record("CB2", 1, .acknowledged, on: "10/03/2025")
        board.clock.move(to: "06/11/2025")
        try board.record("CB1", 2, .downloaded, on: "06/11/2025")
        try board.record("CB3", 2, .sent, on: "06/11/2025")
        return board
    }

    private func total(
        rows: Int = 6, latest: Int = 0, behind: Int = 0, none: Int = 0, withdrawn: Int = 0,
        notRecipient: Int = 0,
        outdated: Int = 0, branch: Int = 0, board: Int = 0, late: Int = 0
    ) -> HoldingsAudit.Totals {
        var totals = HoldingsAudit.Totals()
        totals.rows = rows
        totals.latest = latest
        totals.behind = behind
        totals.none = none
        totals.withdrawn = withdrawn
        totals.notRecipient = notRecipient
        totals.outdated = outdated
        totals.branchsTurn = branch
        totals.boardsTurn = board
        totals.late = late
        return totals
    }

    @Test("Counted by hand on seven days")
    func byHand() throws {
        let board = try received()
        let counts: [(String, HoldingsAudit.Totals)] = [
            ("28/02/2025", total(rows: 0)), ("01/03/2025", total(none: 6, branch: 6)),
            ("15/03/2025", total(latest: 3, none: 3, branch: 3)),
            ("16/03/2025", total(latest: 3, none: 3, branch: 3, late: 3)),
            // From 28/10 on even the latest edition holds the old guidance: the board's turn.
            ("28/10/2025", total(latest: 3, none: 3, outdated: 3, branch: 3, board: 3, late: 3)),
            ("05/11/2025", total(behind: 3, none: 3, outdated: 3, branch: 6)),
            ("25/11/2025", total(latest: 1, behind: 2, none: 3, outdated: 2, branch: 5, late: 5)),
        ]
        for (text, expected) in counts {
            #expect(try board.register.audit(kit: "cap-thon", on: day(text)).total == expected, "\(text)")
        }
    }

    @Test(
        "Each row tells the edition held, what is out of force in it since when, and what stands in its place"
    )
    func rows() throws {
        let audit = try received().register.audit(kit: "cap-thon", on: day("25/11/2025"))
        #expect(audit.latest == 2)
        #expect(!audit.isInOrder)
        #expect(
            audit.rows.map { "\($0.node.code) \($0.copy.word) \($0.held.map(String.init) ?? "-")" } == [
                "CB1 electronic 2", "CB1 paper 1", "CB2 electronic 1", "CB2 paper -", "CB3 electronic -",
                "CB3 paper -",
            ])
        #expect(audit.rows.map(\.edition) == [.latest, .behind, .behind, .none, .none, .none])
        #expect(audit.rows.map(\.daysLate) == [0, 5, 5, 5, 5, 5])
        #expect(audit.rows.map(\.suppliedOn) == Array(repeating: day("05/11/2025"), count: 6))
        #expect(
            audit.rows.map(\.verdict) == [
                .clean, .outdated, .outdated, .nothingHeld, .nothingHeld, .nothingHeld,
            ])
        #expect(audit.rows[0].turns.isEmpty)
        #expect(audit.rows[0].isInOrder)
        #expect(
            audit.rows[1].contents?.outdated == [
                HoldingsAudit.Outdated(
                    document: 1, status: .superseded, since: day("28/10/2025"), replacedBy: [2],
                    isBoardsTurn: false)
            ])
    }

    @Test("Totals add up along the tree")
    func totals() throws {
        let board = try received()
        let audit = try board.register.audit(kit: "cap-thon", on: day("25/11/2025"))
        func totals(_ code: String) throws -> HoldingsAudit.Totals? {
            audit.totals[try audit.tree.node(code: code).id]
        }
        #expect(try totals("DU") == audit.total)
        #expect(try totals("BP") == total(rows: 2, none: 2, branch: 2, late: 2))
        #expect(try totals("CB3") == totals("BP"))
        #expect(try totals("CB1") == total(rows: 2, latest: 1, behind: 1, outdated: 1, branch: 1, late: 1))
        #expect(try totals("CQ1") == nil)
    }

    @Test("A copy returned or lost falls back to the edition before; found again it counts again")
    func fallBack() throws {
        let board = try received()
        board.clock.move(to: "12/11/2025")
        try board.record("CB1", 2, .lost, on: "10/11/2025")
        try board.record("CB1", 1, .returned, .paper, on: "10/11/2025")
        try board.record("CB1", 2, .selfChecked, on: "12/11/2025")
        func held(_ text: String) throws -> [Int?] {
            try board.register.audit(kit: "cap-thon", on: day(text)).rows.prefix(2).map(\.held)
        }
        #expect(try held("09/11/2025") == [2, 1])
        #expect(try held("10/11/2025") == [1, nil])
        #expect(try held("11/11/2025") == [1, nil])
        #expect(try held("12/11/2025") == [2, nil])
    }

    @Test("On one day the row recorded later counts; a loss recorded late but from before a receipt does not")
    func orderOfEvidence() throws {
        let board = try received()
        try board.record("CB2", 2, .lost, on: "06/11/2025")
        try board.record("CB2", 2, .downloaded, on: "06/11/2025")
        try board.record("CB1", 2, .lost, on: "05/11/2025")
        try board.record("CB3", 2, .downloaded, on: "06/11/2025")
        try board.record("CB3", 2, .returned, on: "06/11/2025")
        let rows = try board.register.audit(kit: "cap-thon", on: day("06/11/2025")).rows
        #expect(rows.filter { $0.copy == .electronic }.map(\.held) == [2, 2, nil])
    }

    @Test(
        "Sending alone is no receipt; every stronger proof is", arguments: Proof.allCases.filter(\.isEntered))
    func proofs(proof: Proof) throws {
        let board = try Board.withTwoEditions()
        try board.record("CB1", 2, proof, on: "05/11/2025")
        let row = try board.register.audit(kit: "cap-thon", on: day("05/11/2025")).rows[0]
        #expect(row.held == ([.sent, .returned, .lost].contains(proof) ? nil : 2))
    }

    @Test("A withdrawn edition is told; who has an earlier one to go back to has the turn")
    func withdrawn() throws {
        let board = try received()
        board.clock.move(to: "01/12/2025")
        try board.register.withdraw(
            edition: 2, of: "cap-thon", on: day("01/12/2025"), instead: "dùng lại đợt 1", by: tester)
        let before = try board.register.audit(kit: "cap-thon", on: day("30/11/2025"))
        #expect(before.latest == 2)
        let audit = try board.register.audit(kit: "cap-thon", on: day("01/12/2025"))
        #expect(audit.latest == 1)
        #expect(audit.rows.map(\.edition) == [.withdrawn, .latest, .latest, .none, .none, .none])
        #expect(audit.rows.map(\.turns) == [[.branch], [.board], [.board], [.branch], [.branch], [.branch]])
        try board.register.withdraw(
            edition: 1, of: "cap-thon", on: day("02/12/2025"), instead: "chờ đợt 3", by: tester)
        let none = try board.register.audit(kit: "cap-thon", on: day("02/12/2025"))
        #expect(none.latest == nil)
        #expect(
            none.rows.map(\.edition) == [.withdrawn, .withdrawn, .withdrawn]
                + Array(repeating: .notRecipient, count: 3))
        #expect(none.rows[0].turns == [.board])
        #expect(none.total.branchsTurn == 0)
        #expect(none.total.late == 0)
    }

    @Test("Who is no longer on the list is no recipient and not accused")
    func notRecipient() throws {
        let board = try Board.ready()
        try board.issue("01/03/2025", due: "15/03/2025")
        try board.record("CB1", 1, .downloaded, on: "01/03/2025")
        try board.register.distribute(
            kit: "cap-thon", to: DistributionList(kinds: ["residential"], also: ["CQ1"], except: ["CB1"]),
            by: tester)
        try board.revise("bien-ban", "mẫu 2")
        try board.issue("05/11/2025")
        let audit = try board.register.audit(kit: "cap-thon", on: day("20/11/2025"))
        #expect(audit.rows.map(\.node.code) == ["CB1", "CB1", "CB2", "CB2", "CB3", "CB3", "CQ1", "CQ1"])
        #expect(audit.rows.map(\.copyNumber) == [1, 1, 2, 2, 3, 3, 4, 4])
        #expect(audit.total == total(rows: 8, none: 6, notRecipient: 2, branch: 6))
        #expect(audit.rows[0].held == 1)
        #expect(try board.register.audit(kit: "cap-thon", on: day("04/11/2025")).total.rows == 6)
    }

    @Test("A document that somebody should verify is told apart from one that is out of force")
    func needsVerification() throws {
        let board = try Board.ready()
        try board.issue("01/03/2025")
        try board.record("CB1", 1, .downloaded, on: "01/03/2025")
        let new = try board.register.enter("42-HD/BTCTW", "28/10/2025")
        let id = try board.register.relate(new, .replaces, 1, evidence: nil)
        func verdict(_ text: String) throws -> HoldingsAudit.ContentsVerdict {
            try board.register.audit(kit: "cap-thon", on: day(text)).rows[0].verdict
        }
        #expect(try verdict("27/10/2025") == .clean)
        #expect(try verdict("28/10/2025") == .needsVerification)
        try board.register.confirm(relation: id, evidence: "bản gốc", by: tester)
        #expect(try verdict("28/10/2025") == .outdated)
    }

    @Test("A document kept on purpose is not held against anyone")
    func keptOnPurpose() throws {
        let board = try Board.ready()
        try board.register.define(
            kit: Board.kit(
                documents: ["42-HD/BTCTW", "{document: 12-HD/BTCTW, keep: để đối chiếu}"].suffix(1)),
            file: "kit.yaml", by: tester)
        try board.issue("01/03/2025")
        try board.record("CB1", 1, .downloaded, on: "01/03/2025")
        let new = try board.register.enter("42-HD/BTCTW", "28/10/2025")
        try board.register.relate(new, .replaces, 1)
        #expect(try board.register.audit(kit: "cap-thon", on: day("28/10/2025")).rows[0].verdict == .clean)
    }

    @Test("What the latest edition keeps on purpose is not held against an older one")
    func keptInLatest() throws {
        let board = try Board.ready()
        try board.issue("01/03/2025")
        try board.record("CB1", 1, .downloaded, on: "01/03/2025")
        try board.register.relate(try board.enter("42-HD/BTCTW", "28/10/2025"), .replaces, 1)
        try board.register.define(
            kit: Board.kit(documents: ["42-HD/BTCTW", "{document: 12-HD/BTCTW, keep: để đối chiếu}"]),
            file: "kit.yaml", by: tester)
        try board.issue("05/11/2025")
        let row = try board.register.audit(kit: "cap-thon", on: day("05/11/2025")).rows[0]
        #expect(row.edition == .behind)
        #expect(row.contents?.outdated == [])
        #expect(row.turns == [.branch])
    }

    @Test("Asked as known before a receipt was recorded, the answer stays as it was")
    func knownBeforeReceipt() throws {
        let board = try received()
        board.clock.move(to: "10/12/2025")
        let before = try board.register.known(at: board.clock.now)
        board.clock.move(to: "11/12/2025")
        try board.record("CB3", 2, .handedOver, .paper, on: "06/11/2025")
        let wrong = try #require(try board.register.evidence(of: "cap-thon", edition: 2, node: "CB1").first)
        let recorded = try board.register.known(at: board.clock.now)
        board.clock.move(to: "12/12/2025")
        try board.register.withdraw(evidence: wrong.id, reason: "nhầm", by: tester)
        func latest(_ known: Known) throws -> [String] {
            try board.register.audit(kit: "cap-thon", on: day("25/11/2025"), known).rows.filter {
                $0.edition == .latest
            }
            .map { "\($0.node.code) \($0.copy.word)" }
        }
        #expect(try latest(before) == ["CB1 electronic"])
        #expect(try latest(recorded) == ["CB1 electronic", "CB3 paper"])
        #expect(try latest(.now) == ["CB3 paper"])
    }

    @Test("Asked as known before an edition was issued or withdrawn, it was not")
    func knownBeforeIssue() throws {
        let board = try Board.ready()
        try board.issue("01/03/2025")
        board.clock.move(to: "02/03/2025")
        let first = try board.register.known(at: board.clock.now)
        try board.revise("bien-ban", "mẫu 2")
        try board.issue("03/03/2025")
        let second = try board.register.known(at: board.clock.now)
        board.clock.move(to: "04/03/2025")
        try board.register.withdraw(
            edition: 2, of: "cap-thon", on: day("04/03/2025"), instead: "chờ", by: tester)
        let latest = try [first, second, .now].map {
            try board.register.audit(kit: "cap-thon", on: day("05/03/2025"), $0).latest
        }
        #expect(latest == [1, 2, 1])
    }
}

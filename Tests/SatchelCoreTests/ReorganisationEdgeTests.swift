import TestSupport
import Testing

@testable import SatchelCore

private func decision(
    _ kind: NewReorganisation.Kind, _ codes: [String], _ into: [NewReorganisation.Successor] = [],
    under: String? = nil, from: String
) -> NewReorganisation {
    NewReorganisation(
        kind, codes, into: into, under: under, decision: "19-QĐ/ĐU", decidedOn: day("20/11/2025"),
        effectiveOn: day(from))
}

/// A random office found each of these first.
@Suite("Reorganisations entered late, out of order or wrongly")
struct ReorganisationEdgeTests {
    private func parents(_ board: Board, _ on: String) throws -> [String] {
        let tree = try board.register.organisation(on: day(on))
        return tree.nodes.map { node in
            "\(node.code) \(node.parentID.map { tree[$0]?.code ?? "gone" } ?? "–")"
        }
    }

    private func takeBackLast(_ board: Board) throws {
        let last = try #require(try board.register.reorganisations().last { $0.takenBackAt == nil })
        try board.register.takeBack(reorganisation: last.id, reason: "nhầm", by: tester)
    }

    @Test("A supply without a due date is inherited too")
    func supplyWithoutDue() throws {
        let board = try Board.ready()
        try board.issue("01/03/2025")
        board.clock.move(to: "02/12/2025")
        try board.register.reorganise([merge(["CB1", "CB2"], into: "CB12")], by: tester)
        #expect(
            try board.lines("01/12/2025").suffix(2) == ["CB12 electronic – none", "CB12 paper – none"])
    }

    @Test(
        "An edition recorded or withdrawn late, for a day before the merge, is inherited or not as of that day"
    )
    func editionsRecordedLate() throws {
        let board = try receivedBoard()
        board.clock.move(to: "02/12/2025")
        try board.register.reorganise([merge(["CB1", "CB2"], into: "CB12")], by: tester)
        try board.revise("bien-ban", "mẫu 3")
        _ = try board.register.issue(
            kit: "cap-thon", on: day("28/11/2025"), due: day("15/12/2025"), office: board.office, by: tester)
        func supplied() throws -> [Int?] {
            try board.register.audit(kit: "cap-thon", on: day("01/12/2025")).rows.suffix(2).map(\.supplied)
        }
        #expect(try supplied() == [3, 3])
        try board.register.withdraw(
            edition: 3, of: "cap-thon", on: day("29/11/2025"), instead: "dùng lại đợt 2", by: tester)
        #expect(try supplied() == [2, 2])
    }

    @Test("A change of holder entered late changes what is inherited")
    func changeEnteredLate() throws {
        let board = try receivedBoard()
        board.clock.move(to: "02/12/2025")
        try board.register.reorganise([merge(["CB2", "CB3"], into: "CB23")], by: tester)
        try board.record("CB2", 1, .filed, .paper, on: "20/11/2025")
        #expect(try board.lines("01/12/2025").last == "CB23 paper 2 latest")
        try board.register.appoint(
            NewHolder(person: "Kpă Lan"), at: "CB2", from: day("15/11/2025"), by: tester)
        #expect(try board.lines("01/12/2025").last == "CB23 paper 1 behind")
    }

    @Test("Taken back, a merge's secretary goes as well, also when another was appointed since")
    func secretaryTakenBack() throws {
        let board = try receivedBoard()
        board.clock.move(to: "02/12/2025")
        func holders(_ on: String) throws -> [String] {
            let node = try board.register.organisation(on: day(on)).node(code: "CB2")
            return try (board.register.holders(on: day(on))[node.id] ?? []).map(\.person)
        }
        let merged = merge(["CB1", "CB2"], into: "CB2", nil, secretary: "Siu H'Nhan")
        try board.register.reorganise([merged], by: tester)
        try takeBackLast(board)
        #expect(try board.lines("01/12/2025")[3] == "CB2 paper 2 latest")
        try board.register.reorganise([merged], by: tester)
        try board.register.appoint(
            NewHolder(person: "Kpă Lan"), at: "CB2", from: day("02/12/2025"), by: tester)
        try takeBackLast(board)
        #expect(try holders("01/12/2025") == ["Nay Hương"])
        #expect(try holders("02/12/2025") == ["Kpă Lan"])
        #expect(try board.lines("01/12/2025")[3] == "CB2 paper 2 latest")
        #expect(try board.lines("02/12/2025")[3] == "CB2 paper – notHandedOver")
    }

    @Test("What was handed over on the day of the change stays so when an earlier holder is entered later")
    func earlierHolderEnteredLater() throws {
        let board = try receivedBoard()
        board.clock.move(to: "20/11/2025")
        try board.register.appoint(
            NewHolder(person: "Kpă Lan"), at: "CB2", from: day("15/11/2025"), by: tester)
        try board.register.handOver(at: "CB2", on: day("15/11/2025"), by: tester)
        try board.register.appoint(
            NewHolder(person: "Siu Bình"), at: "CB2", from: day("10/11/2025"), by: tester)
        #expect(try board.lines("10/11/2025")[3] == "CB2 paper – notHandedOver")
        #expect(try board.lines("15/11/2025")[3] == "CB2 paper 2 latest")
    }

    @Test("What was found to differ goes with the copy, to a new secretary and to a successor")
    func deviationsGoAlong() throws {
        let board = try receivedBoard()
        board.clock.move(to: "20/11/2025")
        let finding = Finding(extra: ["document:1"], missing: [])
        let found = NewEvidence(
            node: "CB2", proof: .foundOtherwise, copy: .paper, medium: .paper, happenedOn: day("06/11/2025"),
            finding: finding)
        try board.register.record([found], of: "cap-thon", edition: 2, by: tester)
        try board.register.appoint(
            NewHolder(person: "Kpă Lan"), at: "CB2", from: day("10/11/2025"), by: tester)
        try board.register.handOver(at: "CB2", on: day("12/11/2025"), by: tester)
        try board.register.reorganise([merge(["CB1", "CB2"], into: "CB12")], by: tester)
        func last(_ on: String) throws -> HoldingsAudit.Row? {
            try board.register.audit(kit: "cap-thon", on: day(on)).rows.last { $0.node.code.hasPrefix("CB") }
        }
        func handedOver() throws -> HoldingsAudit.Row {
            try board.register.audit(kit: "cap-thon", on: day("12/11/2025")).rows[3]
        }
        #expect(try handedOver().contents?.finding == finding)
        #expect(try last("01/12/2025")?.contents?.finding == finding)
        #expect(try last("01/12/2025")?.held == 2)
        board.clock.move(to: "02/12/2025")
        try board.record("CB12", 2, .verified, .paper, on: "02/12/2025")
        #expect(try last("02/12/2025")?.isInOrder == true)
    }

    @Test("A change of holder counts for a kit that the branch is recorded to have received only afterwards")
    func recipientAfterChange() throws {
        let board = try Board.ready()
        board.clock.move(to: "20/03/2025")
        try board.register.appoint(
            NewHolder(person: "Kpă Lan"), at: "CB2", from: day("10/03/2025"), by: tester)
        _ = try board.register.issue(
            kit: "cap-thon", on: day("01/03/2025"), due: nil, office: board.office, by: tester)
        try board.record("CB2", 1, .filed, .paper, on: "05/03/2025")
        #expect(try board.lines("09/03/2025")[3] == "CB2 paper 1 latest")
        #expect(try board.lines("10/03/2025")[3] == "CB2 paper – notHandedOver")
    }

    @Test("A successor that stood below one that ends stands where that one stood")
    func lifted() throws {
        let board = try receivedBoard()
        board.clock.move(to: "02/12/2025")
        try board.register.reorganise(
            [
                decision(
                    .setUp, [], [.init("BP2", name: "Đảng ủy bộ phận 2", parent: "DU")], from: "01/11/2025")
            ], by: tester)
        try board.register.reorganise([merge(["BP", "BP2"], into: "CB3", nil)], by: tester)
        #expect(try parents(board, "01/12/2025") == ["CB1 DU", "CB2 DU", "CB3 DU", "CQ1 DU", "DU –"])
    }

    @Test("A level ends together with the one below it; what stood below both goes above both")
    func nestedLevels() throws {
        let board = try receivedBoard()
        board.clock.move(to: "02/12/2025")
        try board.register.reorganise(
            [
                decision(.setUp, [], [.init("TD", name: "Trung đoàn", parent: "BP")], from: "01/11/2025"),
                decision(.move, ["CB3"], under: "TD", from: "05/11/2025"),
            ], by: tester)
        try board.register.reorganise([decision(.endLevel, ["BP", "TD"], from: "01/12/2025")], by: tester)
        #expect(try parents(board, "01/12/2025") == ["CB1 DU", "CB2 DU", "CB3 DU", "CQ1 DU", "DU –"])
    }

    @Test("Nobody is left below a node that has ended, whichever decision is entered first")
    func orphans() throws {
        let board = try receivedBoard()
        board.clock.move(to: "02/12/2025")
        let setUp = decision(.setUp, [], [.init("CB4", name: "Chi bộ 4", parent: "BP")], from: "20/11/2025")
        try board.register.reorganise([setUp], by: tester)
        try expectRefused(.decisionsContradict, leaving: board.register) {
            try board.register.reorganise([decision(.endLevel, ["BP"], from: "15/11/2025")], by: tester)
        }
        try takeBackLast(board)
        let moveAway = decision(.endLevel, ["BP"], from: "25/11/2025")
        try board.register.reorganise([moveAway], by: tester)
        try expectRefused(.decisionsContradict, leaving: board.register) {
            try board.register.reorganise([setUp], by: tester)
        }
        try takeBackLast(board)
        try board.register.reorganise([decision(.dissolve, ["CB3"], from: "10/11/2025")], by: tester)
        try board.register.reorganise([decision(.endLevel, ["BP"], from: "15/11/2025")], by: tester)
        let id = try board.register.reorganisations()[2].id
        try expectRefused(.reorganisationBuiltUpon, leaving: board.register) {
            try board.register.takeBack(reorganisation: id, reason: "nhầm", by: tester)
        }
        for _ in 1...2 { try takeBackLast(board) }
        #expect(try parents(board, "01/12/2025").contains("CB3 BP"))
    }

    @Test("A move taken back must not put a committee below itself")
    func circle() throws {
        let board = try receivedBoard()
        board.clock.move(to: "02/12/2025")
        let setUp = decision(
            .setUp, [], [.init("BP2", name: "Bộ phận 2", parent: "BP")], from: "01/11/2025")
        try board.register.reorganise([setUp], by: tester)
        try board.register.reorganise([decision(.move, ["BP2"], under: "DU", from: "05/11/2025")], by: tester)
        try board.register.reorganise([decision(.move, ["BP"], under: "BP2", from: "10/11/2025")], by: tester)
        let id = try board.register.reorganisations()[1].id
        try expectRefused(.reorganisationBuiltUpon, leaving: board.register) {
            try board.register.takeBack(reorganisation: id, reason: "nhầm", by: tester)
        }
        for _ in 1...3 { try takeBackLast(board) }
        #expect(try parents(board, "01/12/2025").contains("BP DU"))
    }

    @Test("What was taken back does not stand in the way of taking back what it was built on")
    func takenBackInTurn() throws {
        let board = try receivedBoard()
        board.clock.move(to: "02/12/2025")
        try board.register.reorganise([merge(["DU", "BP"], into: "XA", from: "10/11/2025")], by: tester)
        try board.register.reorganise(
            [
                merge(["CB1", "CB2"], into: "CB12"),
                merge(["CB12", "CB3"], into: "CB3", nil, from: "02/12/2025"),
            ],
            by: tester)
        for _ in 1...3 { try takeBackLast(board) }
        #expect(
            try parents(board, "02/12/2025")
                == ["CB1 DU", "CB2 DU", "CB3 BP", "CQ1 DU", "BP DU", "DU –"].sorted())
    }

    @Test("Who takes over, or was split and goes on, is there on that day")
    func successorsAreThere() throws {
        let board = try receivedBoard()
        board.clock.move(to: "02/12/2025")
        try board.register.reorganise([merge(["CB1", "CB2"], into: "CB3", nil)], by: tester)
        for from in ["20/11/2025", "01/12/2025"] {
            try expectRefused(.decisionsContradict, leaving: board.register) {
                try board.register.reorganise([decision(.dissolve, ["CB3"], from: from)], by: tester)
            }
        }
        try takeBackLast(board)
        let setUp = decision(.setUp, [], [.init("CB4", name: "Chi bộ 4", parent: "BP")], from: "10/11/2025")
        try board.register.reorganise([setUp], by: tester)
        try board.register.reorganise([merge(["CB1", "CB2"], into: "CB4", nil)], by: tester)
        let id = try board.register.reorganisations()[1].id
        try expectRefused(.reorganisationBuiltUpon, leaving: board.register) {
            try board.register.takeBack(reorganisation: id, reason: "nhầm", by: tester)
        }
    }

    @Test("A branch that is split and goes on keeps its copies itself")
    func keeperGoesOn() throws {
        let board = try receivedBoard()
        board.clock.move(to: "02/12/2025")
        let new = NewReorganisation.Successor("CB2A", name: "Chi bộ 2A", keepsCopies: true)
        try expectRefused(.splitKeeperGoesOn, leaving: board.register) {
            try board.register.reorganise(
                [decision(.split, ["CB2"], [new, .init("CB2")], from: "01/12/2025")], by: tester)
        }
    }

    @Test("An edition supplied later for an earlier day than the branch's first counts from that day")
    func suppliedForEarlierDay() throws {
        let board = try receivedBoard()
        board.clock.move(to: "10/11/2025")
        try board.register.distribute(
            kit: "cap-thon", to: DistributionList(kinds: ["residential", "office"]), by: tester)
        try board.revise("bien-ban", "mẫu 3")
        try board.issue("10/11/2025")
        _ = try board.register.supply(
            edition: 2, of: "cap-thon", to: ["CQ1"], on: day("06/11/2025"), due: day("20/11/2025"),
            by: tester)
        #expect(try board.lines("05/11/2025").count == 6)
        #expect(try board.lines("06/11/2025").suffix(2) == ["CQ1 electronic – none", "CQ1 paper – none"])
    }

    @Test("Pages of today's audit never part a recipient's two copies", arguments: 1...5)
    func pages(limit: Int) throws {
        let board = try receivedBoard()
        var lines: [String] = []
        var last: Int64 = 0
        while true {
            let page = try board.register.pageToday(kit: "cap-thon", after: last, limit: limit)
            guard let next = page.last?.recipient else { break }
            #expect(page.count <= limit + 1)
            lines += page.map {
                "\($0.row.node.code) \($0.row.copy.word) \($0.row.held.map(String.init) ?? "–")"
            }
            last = next
        }
        #expect(
            lines == [
                "CB1 electronic 2", "CB1 paper 1", "CB2 electronic –", "CB2 paper 2", "CB3 electronic –",
                "CB3 paper –",
            ])
    }
}

import TestSupport
import Testing

@testable import SatchelCore

/// The board of two editions, both received by CB1 and CB2 (paper: only the first), with no receipt from CB3.
func receivedBoard() throws -> Board {
    let board = try Board.withTwoEditions()
    try board.record("CB1", 1, .filed, .paper, on: "10/03/2025")
    try board.record("CB2", 1, .filed, .paper, on: "11/03/2025")
    try board.record("CB2", 2, .filed, .paper, on: "05/11/2025")
    try board.record("CB1", 2, .acknowledged, on: "05/11/2025")
    return board
}

func merge(
    _ codes: [String], into code: String, _ name: String? = "Chi bộ CB12", from: String = "01/12/2025",
    secretary: String? = nil
) -> NewReorganisation {
    NewReorganisation(
        .merge, codes, into: [.init(code, name: name, secretary: secretary)], decision: "15-QĐ/ĐU",
        decidedOn: day("20/11/2025"), effectiveOn: day(from))
}

extension HoldingsAudit {
    /// `code copy held verdict`, in order.
    var lines: [String] {
        rows.map { "\($0.node.code) \($0.copy.word) \($0.held.map(String.init) ?? "–") \($0.edition)" }
    }
}

extension Board {
    func lines(_ on: String, _ known: Known = .now) throws -> [String] {
        try register.audit(kit: "cap-thon", on: day(on), known).lines
    }
}

@Suite("Reorganisations")
struct ReorganisationTests {
    @Test(
        "A merge: the successor holds the newest edition of each copy, marked inherited; the rest is to be recalled"
    )
    func merging() throws {
        let board = try receivedBoard()
        board.clock.move(to: "02/12/2025")
        let outcome = try board.register.reorganise([merge(["CB1", "CB2"], into: "CB12")], by: tester)[0]
        #expect(outcome.ended == ["CB1", "CB2"])
        #expect(outcome.begun == ["CB12"])
        #expect(
            outcome.copies.map { "\($0.from) \($0.copy.word) \($0.edition) \($0.to ?? "–")" } == [
                "CB1 electronic 2 CB12", "CB1 paper 1 –", "CB2 paper 2 CB12",
            ])
        #expect(
            outcome.duties.map { "\($0.to) \($0.edition) \($0.dueOn?.iso ?? "")" } == ["CB12 2 2025-12-01"])
        #expect(
            try board.lines("30/11/2025") == [
                "CB1 electronic 2 latest", "CB1 paper 1 behind", "CB2 electronic – none",
                "CB2 paper 2 latest",
                "CB3 electronic – none", "CB3 paper – none",
            ])
        #expect(
            try board.lines("01/12/2025") == [
                "CB3 electronic – none", "CB3 paper – none", "CB12 electronic 2 latest",
                "CB12 paper 2 latest",
            ])
        let evidence = try board.register.evidence(of: "cap-thon", node: "CB12")
        #expect(evidence.map(\.inheritedFrom) == ["CB1", "CB2"])
        #expect(evidence.allSatisfy { $0.proof == .inherited && $0.medium == .decision })
    }

    @Test("A receipt filled in later changes what was inherited; taking it back changes it again")
    func backfilled() throws {
        let board = try receivedBoard()
        board.clock.move(to: "02/12/2025")
        try board.register.withdraw(
            evidence: try board.register.evidence(of: "cap-thon", node: "CB1").last?.id ?? 0, reason: "nhầm",
            by: tester)
        try board.register.reorganise([merge(["CB1", "CB2"], into: "CB12")], by: tester)
        let before = try board.register.known(at: board.clock.now)
        #expect(try board.lines("01/12/2025").suffix(2) == ["CB12 electronic – none", "CB12 paper 2 latest"])
        board.clock.move(to: "03/12/2025")
        try board.record("CB2", 2, .downloaded, on: "20/11/2025")
        #expect(
            try board.lines("01/12/2025").suffix(2) == ["CB12 electronic 2 latest", "CB12 paper 2 latest"])
        #expect(
            try board.lines("01/12/2025", before).suffix(2) == [
                "CB12 electronic – none", "CB12 paper 2 latest",
            ])
        let id = try board.register.evidence(of: "cap-thon", node: "CB2").last?.id ?? 0
        try board.register.withdraw(evidence: id, reason: "nhầm", by: tester)
        #expect(try board.lines("01/12/2025").suffix(2) == ["CB12 electronic – none", "CB12 paper 2 latest"])
    }

    @Test(
        "A wrong merge taken back leaves no trace but in what was known; the right one can use the code again"
    )
    func takenBack() throws {
        let board = try receivedBoard()
        board.clock.move(to: "02/12/2025")
        let days = ["30/11/2025", "01/12/2025", "02/12/2025"]
        let before = try days.map { try board.lines($0) }
        try board.register.reorganise([merge(["CB1", "CB2"], into: "CB12")], by: tester)
        let merged = try days.map { try board.lines($0) }
        board.clock.move(to: "03/12/2025")
        let known = try board.register.known(at: board.clock.office.instant(of: day("02/12/2025"), hour: 20))
        let id = try board.register.reorganisations()[0].id
        try board.register.takeBack(reorganisation: id, reason: "nhầm thôn", by: tester)
        #expect(try days.map { try board.lines($0) } == before)
        #expect(try days.map { try board.lines($0, known) } == merged)
        try expectRefused(.reorganisationUnknown, leaving: board.register) {
            try board.register.takeBack(reorganisation: id, reason: "lần nữa", by: tester)
        }
        board.clock.move(to: "04/12/2025")
        try board.register.reorganise([merge(["CB1", "CB3"], into: "CB12")], by: tester)
        #expect(
            try board.lines("01/12/2025") == [
                "CB2 electronic – none", "CB2 paper 2 latest", "CB12 electronic 2 latest",
                "CB12 paper 1 behind",
            ])
        #expect(try days.map { try board.lines($0, known) } == merged)
    }

    @Test("A merge into one of the merged keeps that one's own receipts when they are as new")
    func absorbed() throws {
        let board = try receivedBoard()
        board.clock.move(to: "02/12/2025")
        try board.register.reorganise([merge(["CB1", "CB2"], into: "CB2", nil)], by: tester)
        #expect(
            try board.lines("01/12/2025") == [
                "CB2 electronic 2 latest", "CB2 paper 2 latest", "CB3 electronic – none", "CB3 paper – none",
            ])
        let inherited = try board.register.evidence(of: "cap-thon", node: "CB2").filter {
            $0.inheritedFrom != nil
        }
        #expect(inherited.map(\.copy) == [.electronic])
        #expect(inherited.map(\.inheritedFrom) == ["CB1"])
    }

    @Test("A new secretary of the one that goes on has to be handed over what it had")
    func absorbedByAnother() throws {
        let board = try receivedBoard()
        board.clock.move(to: "02/12/2025")
        try board.register.reorganise(
            [merge(["CB1", "CB2"], into: "CB2", nil, secretary: "Siu H'Nhan")], by: tester)
        #expect(
            try board.lines("01/12/2025").prefix(2) == [
                "CB2 electronic 2 latest", "CB2 paper – notHandedOver",
            ])
    }

    @Test("A split: the one that keeps holds what there was, the other nothing until it is supplied")
    func splitting() throws {
        let board = try receivedBoard()
        board.clock.move(to: "02/12/2025")
        try board.register.reorganise(
            [
                NewReorganisation(
                    .split, ["CB2"],
                    into: [
                        .init("CB2A", name: "Chi bộ 2A", keepsCopies: true), .init("CB2B", name: "Chi bộ 2B"),
                    ], decision: "16-QĐ/ĐU", decidedOn: day("20/11/2025"), effectiveOn: day("01/12/2025"))
            ], by: tester)
        #expect(
            try board.lines("01/12/2025") == [
                "CB1 electronic 2 latest", "CB1 paper 1 behind", "CB3 electronic – none", "CB3 paper – none",
                "CB2A electronic – none", "CB2A paper 2 latest",
            ])
        #expect(try board.register.organisation(on: day("01/12/2025")).nodes.contains { $0.code == "CB2B" })
    }

    @Test("A decision of the future changes nothing before its day, and everything on it")
    func future() throws {
        let board = try receivedBoard()
        board.clock.move(to: "10/11/2025")
        let before = try board.lines("10/11/2025")
        try board.register.reorganise([merge(["CB1", "CB2"], into: "CB12", from: "01/01/2026")], by: tester)
        #expect(try board.lines("10/11/2025") == before)
        // What is received until then is inherited too.
        try board.record("CB1", 2, .filed, .paper, on: "10/11/2025")
        board.clock.move(to: "05/01/2026")
        #expect(
            try board.lines("05/01/2026").suffix(2) == ["CB12 electronic 2 latest", "CB12 paper 2 latest"])
        #expect(
            try board.register.evidence(of: "cap-thon", node: "CB12").map(\.inheritedFrom) == ["CB1", "CB1"])
    }

    @Test("Moving, renaming, ending a level: the past keeps the old names and places")
    func movingAndRenaming() throws {
        let board = try receivedBoard()
        board.clock.move(to: "02/12/2025")
        func decision(
            _ kind: NewReorganisation.Kind, _ codes: [String], _ into: [NewReorganisation.Successor] = [],
            under: String? = nil
        ) -> NewReorganisation {
            NewReorganisation(
                kind, codes, into: into, under: under, decision: "17-QĐ/ĐU", decidedOn: day("20/11/2025"),
                effectiveOn: day("01/12/2025"))
        }
        try board.register.reorganise(
            [
                decision(.rename, ["CB1"], [.init("CB1", name: "Chi bộ làng Mới")]),
                decision(.move, ["CB1"], under: "BP"),
                decision(.setUp, [], [.init("XA", name: "Đảng ủy xã mới", kind: .committee)]),
                decision(.endLevel, ["DU"], [.init("XA")], under: "XA"),
            ], by: tester)
        let before = try board.register.organisation(on: day("30/11/2025"))
        let after = try board.register.organisation(on: day("01/12/2025"))
        #expect(try before.node(code: "CB1").name == "Chi bộ CB1")
        #expect(try after.node(code: "CB1").name == "Chi bộ làng Mới")
        #expect(try after.ancestors(of: after.node(code: "CB1").id).map(\.code) == ["BP", "XA"])
        #expect(try before.ancestors(of: before.node(code: "CB1").id).map(\.code) == ["DU"])
        #expect(!after.nodes.contains { $0.code == "DU" })
        #expect(try after.children(of: after.node(code: "XA").id).map(\.code) == ["BP", "CB2", "CQ1"])
    }

    @Test("What must not be is refused, and nothing changes")
    func refusals() throws {
        let board = try receivedBoard()
        board.clock.move(to: "02/12/2025")
        try board.register.reorganise([merge(["CB1", "CB2"], into: "CB12")], by: tester)
        func refused(_ code: SatchelError.Code, _ decision: NewReorganisation) throws {
            try expectRefused(code, leaving: board.register) {
                try board.register.reorganise([decision], by: tester)
            }
        }
        func decision(
            _ kind: NewReorganisation.Kind, _ codes: [String], _ into: [NewReorganisation.Successor] = [],
            under: String? = nil, from: String = "05/12/2025", _ symbol: String = "18-QĐ/ĐU"
        ) -> NewReorganisation {
            NewReorganisation(
                kind, codes, into: into, under: under, decision: symbol, decidedOn: day("20/11/2025"),
                effectiveOn: day(from))
        }
        try refused(.mergeWithItself, merge(["CB3", "CB3"], into: "CB33"))
        try refused(.mergeWithItself, merge(["CB3"], into: "CB3", nil))
        try refused(.mergeWithItself, merge(["CB3"], into: "CB33"))
        try refused(.successorEnded, merge(["CB3", "CQ1"], into: "CB1", nil, from: "05/12/2025"))
        try refused(.nodeEnded, merge(["CB3", "CB1"], into: "CB13", from: "05/12/2025"))
        try refused(.decisionsContradict, merge(["CB3", "CB1"], into: "CB13", from: "15/11/2025"))
        try refused(.effectBeforeStart, merge(["CB3", "CB12"], into: "CB4", from: "15/11/2025"))
        try refused(.effectBeforeStart, merge(["CB3", "CB12"], into: "CB4", from: "01/12/2025"))
        try refused(.effectBeforeStart, merge(["CB3", "CQ1"], into: "CB4", from: "15/11/2019"))
        try refused(.nodeCircle, decision(.move, ["DU"], under: "BP"))
        try refused(.nodeCircle, decision(.move, ["DU"], under: "DU"))
        try refused(.nodeUnknown, decision(.move, ["CB9"], under: "DU"))
        try refused(.nodeHasChildren, decision(.dissolve, ["BP"]))
        try refused(.splitNeedsTwo, decision(.split, ["CB3"], [.init("CB3A", name: "A")]))
        try refused(
            .splitKeeperMissing,
            decision(.split, ["CB3"], [.init("CB3A", name: "A"), .init("CB3B", name: "B")]))
        try refused(.nodeTwice, merge(["CB3", "CQ1"], into: "CB12", "Chi bộ khác", from: "05/12/2025"))
        try refused(.successorNameless, merge(["CB3", "CQ1"], into: "MOI", nil, from: "05/12/2025"))
        try refused(.decisionMissing, decision(.dissolve, ["CB3"], from: "05/12/2025", " "))
        try refused(.parentMissing, decision(.move, ["CB3"]))
    }

    @Test(
        "A merge recorded late, from before its committee ended: the new branch goes where the old ones went")
    func recordedLate() throws {
        let board = try receivedBoard()
        board.clock.move(to: "02/12/2025")
        func decision(
            _ kind: NewReorganisation.Kind, _ codes: [String], _ into: [NewReorganisation.Successor],
            under: String? = nil
        ) -> NewReorganisation {
            NewReorganisation(
                kind, codes, into: into, under: under, decision: "17-QĐ/ĐU", decidedOn: day("20/11/2025"),
                effectiveOn: day("01/12/2025"))
        }
        try board.register.reorganise(
            [
                decision(.setUp, [], [.init("XA", name: "Đảng ủy xã mới", kind: .committee)]),
                decision(.endLevel, ["DU"], [.init("XA")], under: "XA"),
            ], by: tester)
        let before = try board.register.organisation(on: day("01/12/2025")).nodes.map(\.code)
        try board.register.reorganise([merge(["CB1", "CB2"], into: "CB12", from: "01/11/2025")], by: tester)
        func parent(_ on: String) throws -> String? {
            let tree = try board.register.organisation(on: day(on))
            return try tree.node(code: "CB12").parentID.flatMap { tree[$0]?.code }
        }
        #expect(try parent("30/11/2025") == "DU")
        #expect(try parent("01/12/2025") == "XA")
        #expect(try !board.register.organisation(on: day("01/12/2025")).nodes.map(\.code).contains("CB1"))
        // The earlier one rests on it now.
        let ids = try board.register.reorganisations().map(\.id)
        try expectRefused(.reorganisationBuiltUpon, leaving: board.register) {
            try board.register.takeBack(reorganisation: ids[1], reason: "nhầm", by: tester)
        }
        try board.register.takeBack(reorganisation: ids[2], reason: "nhầm", by: tester)
        #expect(try board.register.organisation(on: day("01/12/2025")).nodes.map(\.code) == before)
        try board.register.takeBack(reorganisation: ids[1], reason: "nhầm", by: tester)
        #expect(try board.register.organisation(on: day("01/12/2025")).nodes.map(\.code).contains("DU"))
    }

    @Test("A merge that others build on is not taken back before them")
    func builtUpon() throws {
        let board = try receivedBoard()
        board.clock.move(to: "02/12/2025")
        try board.register.reorganise([merge(["CB1", "CB2"], into: "CB12")], by: tester)
        board.clock.move(to: "10/12/2025")
        try board.register.reorganise(
            [merge(["CB12", "CB3"], into: "CB123", "Chi bộ 123", from: "08/12/2025")], by: tester)
        #expect(try board.lines("08/12/2025") == ["CB123 electronic 2 latest", "CB123 paper 2 latest"])
        let ids = try board.register.reorganisations().map(\.id)
        try expectRefused(.reorganisationBuiltUpon, leaving: board.register) {
            try board.register.takeBack(reorganisation: ids[0], reason: "nhầm", by: tester)
        }
        // A receipt of long ago goes all the way.
        let paper = try board.register.evidence(of: "cap-thon", node: "CB2").filter { $0.copy == .paper }
        for row in paper { try board.register.withdraw(evidence: row.id, reason: "nhầm", by: tester) }
        #expect(try board.lines("08/12/2025") == ["CB123 electronic 2 latest", "CB123 paper 1 behind"])
        for id in ids.reversed() {
            try board.register.takeBack(reorganisation: id, reason: "nhầm", by: tester)
        }
        #expect(try board.lines("08/12/2025").count == 6)
    }

    @Test("The preview tells what would follow and records nothing")
    func preview() throws {
        let board = try receivedBoard()
        board.clock.move(to: "02/12/2025")
        let rows = try board.register.dump()
        let outcome = try board.register.preview(
            merge(["CB1", "CB2"], into: "CB12", "Chi bộ CB3"), by: tester)
        #expect(try board.register.dump() == rows)
        #expect(outcome.inherited.count == 2)
        #expect(outcome.recalled.count == 1)
        #expect(outcome.notices > 0)
        #expect(outcome.clashes == [])
        let clash = try board.register.preview(merge(["CB1", "CB2"], into: "CB12", "chi bộ CQ1"), by: tester)
        #expect(clash.clashes == ["chi bộ CQ1 (CB12, CQ1)"])
        #expect(outcome.holders.sorted() == ["Nay Hương", "Rơ Châm H'Lan"])
    }
}

@Suite("Holders and handover")
struct HandoverTests {
    @Test("A new secretary holds nothing until the handover; what was known before stays")
    func handover() throws {
        let board = try receivedBoard()
        board.clock.move(to: "20/11/2025")
        try board.register.appoint(
            NewHolder(person: "Kpă Lan", phone: "0900 000 111"), at: "CB2", from: day("15/11/2025"),
            by: tester)
        func lines(_ on: String) throws -> [String] { try board.lines(on).filter { $0.hasPrefix("CB2") } }
        #expect(try lines("14/11/2025") == ["CB2 electronic – none", "CB2 paper 2 latest"])
        #expect(try lines("15/11/2025") == ["CB2 electronic – none", "CB2 paper – notHandedOver"])
        let row = try board.register.audit(kit: "cap-thon", on: day("15/11/2025")).rows[3]
        #expect(row.withheld == 2)
        #expect(row.turns == [.branch])
        try expectRefused(.evidenceInFuture, leaving: board.register) {
            try board.register.handOver(at: "CB2", on: day("25/11/2025"), by: tester)
        }
        let copies = try board.register.handOver(at: "CB2", on: day("18/11/2025"), by: tester)
        #expect(copies.map { "\($0.copy.word) \($0.edition)" } == ["paper 2"])
        #expect(try lines("17/11/2025") == ["CB2 electronic – none", "CB2 paper – notHandedOver"])
        #expect(try lines("18/11/2025") == ["CB2 electronic – none", "CB2 paper 2 latest"])
        try expectRefused(.nothingToHandOver, leaving: board.register) {
            try board.register.handOver(at: "CB2", on: day("19/11/2025"), by: tester)
        }
    }

    @Test("A handover to nobody is refused")
    func nobody() throws {
        let board = try receivedBoard()
        try expectRefused(.handoverToNobody, leaving: board.register) {
            try board.register.handOver(at: "CQ1", on: day("05/11/2025"), by: tester)
        }
    }

    @Test(
        "The same person recorded again is no change of holder; a corrected appointment takes the change back"
    )
    func samePerson() throws {
        let board = try receivedBoard()
        board.clock.move(to: "20/11/2025")
        func paper() throws -> String { try board.lines("20/11/2025").filter { $0.hasPrefix("CB2") }[1] }
        try board.register.appoint(
            NewHolder(person: "Nay Hương"), at: "CB2", from: day("15/11/2025"), by: tester)
        #expect(try paper() == "CB2 paper 2 latest")
        try board.register.appoint(
            NewHolder(person: "Kpă Lan"), at: "CB2", from: day("15/11/2025"), by: tester)
        #expect(try paper() == "CB2 paper – notHandedOver")
        try board.register.appoint(
            NewHolder(person: "Nay Hương"), at: "CB2", from: day("15/11/2025"), by: tester)
        #expect(try paper() == "CB2 paper 2 latest")
    }

    @Test("A changed address revokes the links sent before")
    func links() throws {
        let board = try receivedBoard()
        func links() throws -> [String] {
            try board.register.notices(of: "cap-thon", edition: 2).filter { $0.nodeCode == "CB1" }.map {
                notice in
                try board.office.linkSecret(
                    recipient: notice.recipientID, edition: notice.edition, generation: notice.generation)
            }
        }
        let before = try links()
        try board.register.reach(
            holderAt: "CB1", phone: nil, email: "moi@cb1.example", chat: nil, from: day("05/11/2025"),
            by: tester)
        let after = try links()
        #expect(before.count == after.count)
        #expect(Set(before).isDisjoint(with: after))
        #expect(
            try board.register.holders(on: day("05/11/2025")).values.joined().contains {
                $0.email == "moi@cb1.example"
            })
    }
}

@Suite("Findings")
struct FindingTests {
    @Test("What was found otherwise is held, with its deviations, until something newer is received")
    func found() throws {
        let board = try receivedBoard()
        board.clock.move(to: "10/11/2025")
        func find(_ edition: Int, _ finding: Finding?, on text: String) throws {
            try board.register.record(
                [
                    NewEvidence(
                        node: "CB2", proof: .foundOtherwise, copy: .paper, medium: .paper,
                        happenedOn: day(text),
                        finding: finding)
                ], of: "cap-thon", edition: edition, by: tester)
        }
        func row(_ on: String) throws -> HoldingsAudit.Row {
            try board.register.audit(kit: "cap-thon", on: day(on)).rows[3]
        }
        try find(2, Finding(extra: ["document:1"], missing: []), on: "06/11/2025")
        #expect(try row("05/11/2025").verdict == .clean)
        #expect(try row("06/11/2025").held == 2)
        #expect(try row("06/11/2025").contents?.outdated.map(\.document) == [1])
        #expect(try row("06/11/2025").turns == [.branch])
        try find(1, Finding(extra: [], missing: ["document:1"]), on: "07/11/2025")
        #expect(try row("07/11/2025").held == 1)
        #expect(try row("07/11/2025").verdict == .incomplete)
        #expect(try row("07/11/2025").contents?.outdated == [])
        try board.record("CB2", 2, .verified, .paper, on: "08/11/2025")
        #expect(try row("08/11/2025").held == 2)
        #expect(try row("08/11/2025").isInOrder)
        for (finding, code) in [
            (Finding(extra: ["document:2"], missing: []), SatchelError.Code.findingInEdition),
            (Finding(extra: [], missing: ["document:1"]), .findingNotInEdition),
            (Finding(extra: [], missing: []), .findingEmpty),
        ] {
            try expectRefused(code, leaving: board.register) { try find(2, finding, on: "09/11/2025") }
        }
        try expectRefused(.proofNotEntered, leaving: board.register) { try find(2, nil, on: "09/11/2025") }
    }
}

@Suite("Known at")
struct KnownAtTests {
    @Test("A kit that no longer has paper copies is still audited with them as it was known")
    func copies() throws {
        let board = try receivedBoard()
        let before = try board.register.known(at: board.clock.now)
        let lines = try board.lines("05/11/2025")
        board.clock.move(to: "06/11/2025")
        let yaml = try board.register.kit("cap-thon").yaml
        try board.register.define(kit: yaml + "copies: [electronic]\n", file: "kit.yaml", by: tester)
        #expect(try board.lines("05/11/2025").count == 3)
        #expect(try board.lines("05/11/2025", before) == lines)
    }

    @Test("One person at two nodes: what one node lacks is not what the other holds")
    func twoNodes() throws {
        let board = try receivedBoard()
        board.clock.move(to: "20/11/2025")
        try board.register.appoint(
            NewHolder(person: "Nay Hương", chat: "huong.cb2"), at: "CB3", from: day("15/11/2025"), by: tester)
        #expect(
            try board.lines("20/11/2025").suffix(4) == [
                "CB2 electronic – none", "CB2 paper 2 latest", "CB3 electronic – none", "CB3 paper – none",
            ])
        try board.register.appoint(
            NewHolder(person: "Kpă Lan"), at: "CB2", from: day("16/11/2025"), by: tester)
        #expect(
            try board.lines("20/11/2025").suffix(4) == [
                "CB2 electronic – none", "CB2 paper – notHandedOver", "CB3 electronic – none",
                "CB3 paper – none",
            ])
    }
}

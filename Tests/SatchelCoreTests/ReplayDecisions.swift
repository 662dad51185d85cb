import TestSupport
import Testing

@testable import SatchelCore

// The decisions a story makes at random, and how it takes them back.
extension Story {
    func reorganise() throws {
        let on = any(-60...60, around: today)
        var decisions: [NewReorganisation] = []
        for _ in 0..<(random.chance(20) ? 2 : 1) {
            if let decision = decision(on) { decisions.append(decision) }
        }
        if decisions.isEmpty { return }
        let before = Set(try register.reorganisations().map(\.id))
        let outcomes = try attempt { try register.reorganise(decisions, by: tester) }
        if outcomes == nil { return }
        let ids = try register.reorganisations().map(\.id).filter { !before.contains($0) }
        for (place, (decision, id)) in zip(decisions, ids).enumerated() {
            enter([(.decided(placed(decision)), id)])
            // Nothing was known between two decisions entered together.
            if place > 0 { states.remove(at: states.count - 2) }
        }
    }

    /// With the kinds and places of new nodes that the decision leaves to their predecessor's: those it has when the
    /// decision is entered, whatever is found out later.
    private func placed(_ new: NewReorganisation) -> NewReorganisation {
        let tree = replay.tree(on: new.effectiveOn)
        let model = new.codes.first.flatMap { tree[$0] }
        var placed = new
        for place in placed.successors.indices where tree[placed.successors[place].code] == nil {
            placed.successors[place].kind = placed.successors[place].kind ?? model?.kind
            placed.successors[place].parent = placed.successors[place].parent ?? new.parent ?? model?.parent
        }
        return placed
    }

    private func decision(_ on: Day) -> NewReorganisation? {
        let tree = replay.tree(on: on.advanced(by: -1))
        let committees = tree.filter { $0.value.kind == "intermediate" }.keys.sorted()
        let branches = tree.keys.filter { tree[$0]?.kind != "committee" && !committees.contains($0) }.sorted()
        let parent = random.chance(20) ? (committees + ["DU"]).randomElement(using: &random) : nil
        return
            switch Int.random(in: 0..<100, using: &random)
        {
        case 0..<34: merge(random.chance(85) ? branches : committees, branches, parent, on)
        case 34..<48: split(branches, parent, on)
        case 48..<60: some(.dissolve, branches, on)
        case 60..<70: rename(branches + committees, on)
        case 70..<81:
            some(.move, branches + committees, on, under: (committees + ["DU"]).randomElement(using: &random))
        case 81..<90: some(.endLevel, committees, on, under: parent)
        default:
            some(
                .setUp, [], on,
                into: [successor(under: parent ?? "DU", kinds: [.residential, .intermediate])])
        }
    }

    private func successor(
        under parent: String?, keeps: Bool = false, kinds: [NodeKind] = [.residential, .office]
    ) -> NewReorganisation.Successor {
        let code = random.chance(30) ? freed.popLast() ?? fresh() : fresh()
        return .init(
            code, name: "Chi bộ \(code)",
            kind: random.chance(60) ? kinds.randomElement(using: &random) : nil,
            parent: parent, keepsCopies: keeps,
            secretary: random.chance(40) ? "Phúc" : nil)
    }

    private func fresh() -> String {
        nextCode += 1
        return "N\(nextCode)"
    }

    private func some(
        _ kind: NewReorganisation.Kind, _ codes: [String], _ on: Day,
        into: [NewReorganisation.Successor] = [],
        under parent: String? = nil
    ) -> NewReorganisation? {
        let code = codes.randomElement(using: &random)
        if kind != .setUp && code == nil { return nil }
        return NewReorganisation(
            kind, code.map { [$0] } ?? [], into: into, under: parent, decision: "\(acts.count)-QĐ/ĐU",
            decidedOn: on, effectiveOn: on)
    }

    private func merge(_ codes: [String], _ branches: [String], _ parent: String?, _ on: Day)
        -> NewReorganisation?
    {
        let merged = Array(codes.shuffled(using: &random).prefix(Int.random(in: 2...3, using: &random)))
        guard merged.count > 1 else { return nil }
        let heir: NewReorganisation.Successor
        if random.chance(50) {
            heir = successor(under: parent)
        } else {
            let code = (random.chance(60) ? merged : branches).randomElement(using: &random) ?? ""
            heir = .init(
                code, name: random.chance(30) ? "Chi bộ \(code) mới" : nil,
                secretary: random.chance(30) ? "Quý" : nil)
        }
        return NewReorganisation(
            .merge, merged, into: [heir], decision: "\(acts.count)-QĐ/ĐU", decidedOn: on, effectiveOn: on)
    }

    private func split(_ codes: [String], _ parent: String?, _ on: Day) -> NewReorganisation? {
        guard let code = codes.randomElement(using: &random) else { return nil }
        let isKept = random.chance(60)
        let goesOn = random.chance(40)
        var into = [successor(under: parent, keeps: !goesOn || !isKept), successor(under: parent)]
        if goesOn { into[1] = .init(code, keepsCopies: isKept) }
        return NewReorganisation(
            .split, [code], into: into.shuffled(using: &random), decision: "\(acts.count)-QĐ/ĐU",
            decidedOn: on, effectiveOn: on)
    }

    private func rename(_ codes: [String], _ on: Day) -> NewReorganisation? {
        guard let code = codes.randomElement(using: &random) else { return nil }
        let kind: NodeKind? = random.chance(20) && !code.hasPrefix("BP") ? .office : nil
        return NewReorganisation(
            .rename, [code], into: [.init(code, name: "Tên \(acts.count)", kind: kind)],
            decision: "\(acts.count)-QĐ/ĐU", decidedOn: on, effectiveOn: on)
    }

    func takeBackSome() throws {
        let places = standing()
        guard let place = random.chance(60) ? places.last : places.randomElement(using: &random) else {
            return
        }
        try takeBack(decision: place, mayBeRefused: true)
    }

    /// The decisions that stand, by their place in the log.
    private func standing() -> [Int] {
        acts.indices.filter { place in
            guard case .decided = acts[place].deed else { return false }
            return acts[place].takenBack == nil
        }
    }

    private func takeBack(decision place: Int, mayBeRefused: Bool) throws {
        guard case .decided(let new) = acts[place].deed else { return }
        let done: Void? = try attempt {
            try register.takeBack(reorganisation: acts[place].id, reason: "nhầm", by: tester)
        }
        if done == nil {
            if !mayBeRefused { fail("decision \(place) could not be taken back last first") }
            return
        }
        takeBack(place)
        let there = replay.tree(on: .last)
        freed += new.successors.map(\.code).filter { $0.hasPrefix("N") && there[$0] == nil }
    }

    /// Takes every decision back, the last one first.
    func takeAllBack() throws {
        for place in standing().reversed() where !hasFailed {
            pass()
            try takeBack(decision: place, mayBeRefused: false)
            if random.chance(20) { try compareToday() }
        }
    }
}

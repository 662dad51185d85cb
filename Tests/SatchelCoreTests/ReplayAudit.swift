@testable import SatchelCore

// The organisation of a day, and what an audit has to say of it.
extension Replay {
    /// The organisation on a day: the decisions one after the other.
    func tree(on day: Day) -> [String: Branch] {
        if let tree = trees[day] { return tree }
        var tree: [String: Branch] = [:]
        for node in start where node.from <= day {
            tree[node.code] = Branch(name: node.name, kind: node.kind.rawValue, parent: node.parent)
        }
        let acting = decisions.enumerated().filter { $0.element.effectiveOn <= day }
        for (_, new) in acting.sorted(by: {
            ($0.element.effectiveOn, $0.offset) < ($1.element.effectiveOn, $1.offset)
        }) { Replay.apply(new, to: &tree) }
        trees[day] = tree
        return tree
    }

    private static func apply(_ new: NewReorganisation, to tree: inout [String: Branch]) {
        let model = new.codes.first.flatMap { tree[$0] }
        let going = new.kind == .merge || new.kind == .split || new.kind == .setUp ? new.successors : []
        for successor in going {
            var branch =
                tree[successor.code]
                ?? Branch(
                    name: "", kind: model?.kind ?? "composite", parent: new.parent ?? model?.parent)
            branch.name = successor.name ?? branch.name
            branch.kind = successor.kind ?? branch.kind
            branch.parent = successor.parent ?? branch.parent
            tree[successor.code] = branch
        }
        switch new.kind {
        case .setUp: break
        case .merge, .split:
            let ending = Set(new.codes).subtracting(new.successors.map(\.code))
            // Who stood below one that ends stands where that one stood.
            for successor in new.successors {
                while let above = tree[successor.code]?.parent, ending.contains(above) {
                    let higher = tree[above]?.parent
                    tree[successor.code]?.parent = higher
                }
            }
            let heir = new.successors.first { $0.keepsCopies } ?? new.successors[0]
            for code in new.codes where ending.contains(code) {
                end(code, handTo: heir.code, &tree)
            }
        case .dissolve: for code in new.codes { tree[code] = nil }
        case .rename:
            for (code, successor) in zip(new.codes, new.successors) {
                tree[code]?.name = successor.name ?? ""
                if let kind = successor.kind { tree[code]?.kind = kind }
            }
        case .move: for code in new.codes { tree[code]?.parent = new.parent }
        case .endLevel:
            for code in new.codes {
                let above = new.parent ?? tree[code]?.parent
                end(code, handTo: above, &tree)
            }
        }
    }

    private static func end(_ code: String, handTo heir: String?, _ tree: inout [String: Branch]) {
        let above = tree[code]?.parent
        for (child, branch) in tree where branch.parent == code {
            tree[child]?.parent = child == heir ? above : heir
        }
        tree[code] = nil
    }

    // MARK: Audit

    /// What an audit has to say, a line for each copy, in the order of the codes.
    func audit(_ kit: String, on day: Day) -> [String] {
        let tree = tree(on: day)
        let latest = latest(kit, on: day)
        let gone = withdrawn(kit, by: day)
        var lines: [String] = []
        for (node, all) in (supplies[kit] ?? [:]).sorted(by: { $0.key < $1.key }) where tree[node] != nil {
            let supplied = all.filter { $0.on <= day }
            if supplied.isEmpty { continue }
            let supply = newestSupply(kit, node, by: day)
            for copy in Copy.allCases {
                let hand = hand(Place(kit: kit, node: node, copy: copy), on: day)
                let verdict = Replay.verdict(hand, supply, latest, gone)
                let isLate = ![.latest, .notRecipient].contains(verdict)
                let late = isLate ? max(0, supply?.due.map { day.ordinal - $0.ordinal } ?? 0) : 0
                lines.append(
                    Replay.line(
                        node, copy, hand, supply?.edition, supply?.on, supply?.due, verdict, late))
            }
        }
        return lines
    }

    private static func verdict(
        _ hand: Hand, _ supply: Supply?, _ latest: Int?, _ gone: Set<Int>
    ) -> HoldingsAudit.EditionVerdict {
        if let held = hand.held, gone.contains(held) { return .withdrawn }
        guard let latest, supply?.edition == latest else { return .notRecipient }
        guard let held = hand.held else { return hand.withheld == nil ? .none : .notHandedOver }
        return held == latest ? .latest : .behind
    }

    static func line(
        _ node: String, _ copy: Copy, _ hand: Hand, _ supplied: Int?, _ on: Day?, _ due: Day?,
        _ verdict: HoldingsAudit.EditionVerdict, _ late: Int
    ) -> String {
        let found = hand.held == nil ? nil : hand.finding
        let differs = found.map { " +\($0.extra) -\($0.missing)" } ?? ""
        return "\(node) \(copy.word) held \(text(hand.held))\(differs) withheld \(text(hand.withheld))"
            + " supplied \(text(supplied)) \(on?.iso ?? "–") due \(due?.iso ?? "–") \(verdict) late \(late)"
    }

    private static func text(_ number: Int?) -> String { number.map(String.init) ?? "–" }
}

@testable import SatchelCore

/// The rules of the model read out plainly over the acts known at one moment: who is where, who holds what, who
/// inherits what, what an audit says. Slow, and without any code of the register.
final class Replay {
    struct Branch: Hashable {
        var name: String
        var kind: String
        var parent: String?
    }

    /// One copy of a kit at a branch.
    struct Place: Hashable {
        let kit: String
        let node: String
        let copy: Copy
    }

    struct Row {
        let on: Day
        let order: Double
        /// Nil for a change of holder.
        let edition: Int?
        let isEnd: Bool
        let finding: Finding?
        /// Whether what was there before counts no longer.
        let voids: Bool
    }

    struct Supply {
        let edition: Int
        let on: Day
        let due: Day?
    }

    struct Inherited: Hashable {
        let place: Place
        let on: Day
        let edition: Int
        let from: String
        let finding: Finding?
    }

    struct Succession: Hashable {
        let heir: String
        let on: Day
    }

    struct Hand: Equatable {
        var held: Int?
        var finding: Finding?
        var withheld: Int?
    }

    let acts: [Act]
    let start: [NewNode]
    private(set) var rows: [Place: [Row]] = [:]
    private(set) var supplies: [String: [String: [Supply]]] = [:]
    private(set) var predecessors: [Succession: [String]] = [:]
    /// With the place in the order of recording of what made each what it is.
    private(set) var inherited: [Inherited: Double] = [:]
    private(set) var appointments: [String: [Day: String]] = [:]
    var trees: [Day: [String: Branch]] = [:]
    let decisions: [NewReorganisation]

    /// - Parameters:
    ///   - known: what is known, in the order of recording.
    ///   - before: what followed from what was known before the last act.
    ///   - numbers: of the copies, by kit and code.
    init(_ known: [Act], start: [NewNode], before: Replay?, order: Int, numbers: [String: [String: Int]]) {
        acts = known
        self.start = start
        decisions = known.compactMap { act in
            if case .decided(let new) = act.deed { new } else { nil }
        }
        takeAppointments()
        takeEvidence()
        for kit in numbers.keys { supplies[kit] = ownSupplies(of: kit) }
        takeLineage()
        let order = Double(order) - 0.5
        for succession in predecessors.keys.sorted(by: { $0.on < $1.on }) {
            for kit in numbers.keys { inherit(succession, kit, before, order, numbers[kit] ?? [:]) }
        }
    }

    // MARK: Evidence

    private func takeAppointments() {
        for node in start { appointments[node.code] = node.secretary.map { [node.from: $0.person] } }
        for act in acts {
            switch act.deed {
            case .appointed(let node, let person, let from):
                appointments[node, default: [:]][from] = person
            case .decided(let new):
                for successor in new.successors {
                    guard let person = successor.secretary else { continue }
                    appointments[successor.code, default: [:]][new.effectiveOn] = person
                }
            default: break
            }
        }
    }

    /// The days on which another person follows at a node.
    func changes(at node: String) -> [Day] {
        let days = (appointments[node] ?? [:]).sorted { $0.key < $1.key }
        return zip(days, days.dropFirst()).filter { $0.value != $1.value }.map(\.1.key)
    }

    private func takeEvidence() {
        for act in acts {
            guard case .happened(let row) = act.deed, row.proof != .sent else { continue }
            let place = Place(kit: row.kit, node: row.node, copy: row.copy)
            rows[place, default: []].append(
                Row(
                    on: row.on, order: Double(act.order), edition: row.edition, isEnd: row.proof.isEnd,
                    finding: row.finding, voids: row.proof == .foundOtherwise))
        }
    }

    /// The rows of a copy by a day in their order. A change of holder comes first on its day: what is received on it
    /// the new holder receives.
    private func rows(_ place: Place, by day: Day, withChanges: Bool) -> [Row] {
        let voids = withChanges ? changes(at: place.node) : []
        let all =
            (rows[place] ?? [])
            + voids.map { Row(on: $0, order: -1, edition: nil, isEnd: false, finding: nil, voids: true) }
        return all.filter { $0.on <= day }.sorted { ($0.on, $0.order) < ($1.on, $1.order) }
    }

    private func newest(_ rows: [Row]) -> (edition: Int, finding: Finding?)? {
        let first = rows.lastIndex { $0.voids } ?? 0
        var last: [Int: Row] = [:]
        for row in rows.dropFirst(first) {
            if let edition = row.edition { last[edition] = row }
        }
        return last.filter { !$0.value.isEnd }.max { $0.key < $1.key }.map { ($0.key, $0.value.finding) }
    }

    func hand(_ place: Place, on day: Day) -> Hand {
        if let held = newest(rows(place, by: day, withChanges: true)) {
            return Hand(held: held.edition, finding: held.finding, withheld: nil)
        }
        let withheld = newest(rows(place, by: day, withChanges: false))
        return Hand(finding: withheld?.finding, withheld: withheld?.edition)
    }

    // MARK: Editions and supply

    private func ownSupplies(of kit: String) -> [String: [Supply]] {
        var own: [String: [Supply]] = [:]
        for act in acts {
            switch act.deed {
            case .issued(kit, let edition, let on, let due, let to):
                for node in to { own[node, default: []].append(Supply(edition: edition, on: on, due: due)) }
            case .supplied(kit, let edition, let on, let due, let to):
                for node in to { own[node, default: []].append(Supply(edition: edition, on: on, due: due)) }
            default: break
            }
        }
        return own
    }

    func withdrawn(_ kit: String, by day: Day) -> Set<Int> {
        Set(
            acts.compactMap { act in
                guard case .withdrew(kit, let edition, let on) = act.deed, on <= day else { return nil }
                return edition
            })
    }

    func latest(_ kit: String, on day: Day) -> Int? {
        let issued = acts.compactMap { act -> Int? in
            guard case .issued(kit, let edition, let on, _, _) = act.deed, on <= day else { return nil }
            return edition
        }
        return Set(issued).subtracting(withdrawn(kit, by: day)).max()
    }

    /// The newest edition, up to the latest one on a day, that a node was supplied with by it.
    func newestSupply(_ kit: String, _ node: String, by day: Day) -> Supply? {
        let latest = latest(kit, on: day) ?? 0
        return (supplies[kit]?[node] ?? []).filter { $0.on <= day && $0.edition <= latest }
            .max { $0.edition < $1.edition }
    }

    // MARK: Succession

    private func takeLineage() {
        for new in decisions {
            for (predecessor, heir) in Replay.lineage(new) {
                predecessors[Succession(heir: heir, on: new.effectiveOn), default: []].append(predecessor)
            }
        }
    }

    /// Whose copies go to whom.
    static func lineage(_ new: NewReorganisation) -> [(String, String)] {
        switch new.kind {
        case .merge:
            let heir = new.successors[0].code
            return new.codes.filter { $0 != heir }.map { ($0, heir) }
        case .split:
            return new.successors.filter { $0.keepsCopies && $0.code != new.codes[0] }.map {
                (new.codes[0], $0.code)
            }
        default: return []
        }
    }

    private func inherit(
        _ succession: Succession, _ kit: String, _ before: Replay?, _ order: Double, _ numbers: [String: Int]
    ) {
        let eve = succession.on.advanced(by: -1)
        let nodes = (predecessors[succession] ?? []).sorted { (numbers[$0] ?? 0) < (numbers[$1] ?? 0) }
        let isNew = tree(on: eve)[succession.heir] == nil
        var dues: [Int: Day?] = [:]
        for copy in Copy.allCases {
            let there = nodes.compactMap { node -> (node: String, edition: Int, finding: Finding?)? in
                let hand = hand(Place(kit: kit, node: node, copy: copy), on: eve)
                return (hand.held ?? hand.withheld).map { (node, $0, hand.finding) }
            }
            let place = Place(kit: kit, node: succession.heir, copy: copy)
            let own = isNew ? nil : hand(place, on: eve).held
            guard let edition = there.map(\.edition).max(), edition > own ?? 0,
                let from = there.first(where: { $0.edition == edition })
            else { continue }
            let row = Inherited(
                place: place, on: succession.on, edition: edition, from: from.node, finding: from.finding)
            let made = before?.inherited[row] ?? order
            inherited[row] = made
            rows[place, default: []].append(
                Row(
                    on: row.on, order: made, edition: edition, isEnd: false, finding: row.finding,
                    voids: false))
            // What is taken over can be confirmed and handed in, as what was supplied.
            dues.updateValue(nil, forKey: edition)
        }
        let supplied = nodes.compactMap { newestSupply(kit, $0, by: eve) }
        let own = isNew ? 0 : newestSupply(kit, succession.heir, by: eve)?.edition ?? 0
        if let newest = supplied.map(\.edition).max(), newest > own {
            let due = supplied.filter { $0.edition == newest }.compactMap(\.due).max()
            dues.updateValue(due.map { max($0, succession.on) }, forKey: newest)
        }
        let had = Set((supplies[kit]?[succession.heir] ?? []).map(\.edition))
        for (edition, due) in dues where !had.contains(edition) {
            supplies[kit]?[succession.heir, default: []].append(
                Supply(edition: edition, on: succession.on, due: due))
        }
    }
}

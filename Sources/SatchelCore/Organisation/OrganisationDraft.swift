/// The organisation as recorded, for all days, to apply decisions to: pure, so that a decision can be tried. It may be
/// as much of it as the decisions speak of: the nodes they name, all above these, and those directly below any of them.
struct OrganisationDraft {
    /// A node over some days.
    struct Version: Hashable {
        /// The row it is recorded in; nil when it is new.
        var row: Int64?
        /// Negative for a node that is new.
        let node: Int64
        var name: String
        var kind: String
        var parent: Int64?
        var officialCode: String?
        var from: Day
        var to: Day?
        /// The event that recorded it.
        var recorded: Int64 = 0

        func holds(on day: Day) -> Bool { from <= day && to.map { day <= $0 } ?? true }
    }

    /// A day on which a node succeeds others, or others succeed it.
    struct Succession {
        let day: Day
        /// The event that recorded it; 0 when it is new.
        let recorded: Int64
    }

    /// A decision recorded before: its symbol, and the nodes it names.
    struct Decision {
        let symbol: String
        let codes: Set<String>
    }

    /// What has to be written, in this order.
    enum Step: Hashable {
        case begin(node: Int64, code: String)
        case close(row: Int64)
        case add(Version)
        case succeed(predecessor: Int64, successor: Int64, takesCopies: Bool)
    }

    private(set) var steps: [Step] = []
    private var versions: [Int64: [Version]] = [:]
    private var children: [Int64: Set<Int64>] = [:]
    private var codes: [Int64: String] = [:]
    private var ids: [String: Int64] = [:]
    /// Which decision an event recorded.
    private let decisions: [Int64: Decision]
    /// By node, the days on which it succeeds others or others succeed it.
    private var successions: [Int64: [Succession]]
    /// Of nodes that no decision speaks of: to suggest one for a code that is unknown.
    private let otherCodes: [String]
    private var nextNew: Int64 = -1

    init(
        _ nodes: [(id: Int64, code: String)], _ versions: [Version], decisions: [Int64: Decision],
        successions: [Int64: [Succession]] = [:], otherCodes: [String] = []
    ) {
        self.decisions = decisions
        self.successions = successions
        self.otherCodes = otherCodes
        for (id, code) in nodes {
            codes[id] = code
            ids[VietnameseText.folded(code)] = id
        }
        for version in versions { take(version) }
    }

    /// Takes the steps so far as written.
    mutating func clearSteps() { steps = [] }

    func code(_ id: Int64) -> String { codes[id] ?? "" }

    /// Gives a new node the id it was written under.
    mutating func settle(new: Int64, as id: Int64) {
        guard let code = codes.removeValue(forKey: new) else { return }
        codes[id] = code
        ids[VietnameseText.folded(code)] = id
        func settled(_ version: Version) -> Version {
            var copy = Version(
                row: version.row, node: version.node == new ? id : version.node, name: version.name,
                kind: version.kind, parent: version.parent == new ? id : version.parent,
                officialCode: version.officialCode, from: version.from, to: version.to)
            copy.recorded = version.recorded
            return copy
        }
        let below = children.removeValue(forKey: new) ?? []
        if !below.isEmpty { children[id, default: []].formUnion(below) }
        let own = versions.removeValue(forKey: new) ?? []
        versions[id, default: []] += own.map(settled)
        for child in below { versions[child] = versions[child]?.map(settled) }
        if let taken = successions.removeValue(forKey: new) { successions[id] = taken }
        for parent in own.compactMap(\.parent) {
            children[parent]?.remove(new)
            children[parent, default: []].insert(id)
        }
        steps = steps.map { step in
            switch step {
            case .begin, .close: step
            case .add(let version): .add(settled(version))
            case .succeed(let predecessor, let successor, let takes):
                .succeed(
                    predecessor: predecessor == new ? id : predecessor,
                    successor: successor == new ? id : successor, takesCopies: takes)
            }
        }
    }

    /// Tells the rows that new versions were written to.
    mutating func settle(row: Int64, of version: Version, event: Int64) {
        guard
            let place = versions[version.node]?.firstIndex(where: { $0.row == nil && $0.from == version.from }
            )
        else { return }
        versions[version.node]?[place].row = row
        versions[version.node]?[place].recorded = event
    }

    // MARK: What is there

    /// The node with a code, whether it is there on a day or not.
    /// - Throws: `nodeUnknown` with the nearest code.
    func node(_ code: String) throws -> Int64 {
        if let id = known(code) { return id }
        let known = Set(ids.keys).union(otherCodes.map { VietnameseText.folded($0) })
        let near = VietnameseText.suggestion(for: code, among: known.sorted()) ?? ""
        throw SatchelError(.nodeUnknown, ["code": code, "near": near])
    }

    /// As `node`; nil when there never was one.
    func known(_ code: String) -> Int64? { ids[VietnameseText.folded(code)] }

    func version(of node: Int64, on day: Day) -> Version? { versions[node]?.first { $0.holds(on: day) } }

    /// Whether a node was there on any day.
    func everWas(_ node: Int64) -> Bool { versions[node]?.isEmpty == false }

    /// The nodes directly below a node on a day.
    func children(of node: Int64, on day: Day) -> [Int64] {
        (children[node] ?? []).filter { version(of: $0, on: day)?.parent == node }
            .sorted { code($0) < code($1) }
    }

    /// Nodes that have the name of another under the same node on a day, as `name (codes)`.
    func clashes(of nodes: [Int64], on day: Day) -> [String] {
        let found = nodes.compactMap { node -> String? in
            guard let own = version(of: node, on: day), let parent = own.parent else { return nil }
            let name = VietnameseText.folded(own.name)
            let alike = children(of: parent, on: day).filter { child in
                version(of: child, on: day).map { VietnameseText.folded($0.name) == name } ?? false
            }
            return alike.count < 2 ? nil : "\(own.name) (\(alike.map(code).joined(separator: ", ")))"
        }
        return Set(found).sorted()
    }

    // MARK: Changes

    private mutating func take(_ version: Version) {
        versions[version.node, default: []].append(version)
        if let parent = version.parent { children[parent, default: []].insert(version.node) }
    }

    private mutating func add(_ version: Version) {
        take(version)
        steps.append(.add(version))
    }

    private mutating func close(_ version: Version) {
        versions[version.node]?.removeAll { $0 == version }
        if let row = version.row {
            steps.append(.close(row: row))
        } else {
            steps.removeAll { $0 == .add(version) }
        }
    }

    /// A node that begins on a day; a code whose node never was, as known now, can be used again.
    /// - Throws: `nodeTwice`.
    mutating func begin(_ code: String, name: String, kind: String, parent: Int64?, on day: Day) throws
        -> Int64
    {
        var id = ids[VietnameseText.folded(code)]
        if let known = id, !(versions[known] ?? []).isEmpty { throw SatchelError(.nodeTwice, ["code": code]) }
        if id == nil {
            id = nextNew
            codes[nextNew] = code
            ids[VietnameseText.folded(code)] = nextNew
            steps.append(.begin(node: nextNew, code: code))
            nextNew -= 1
        }
        add(Version(node: id ?? 0, name: name, kind: kind, parent: parent, from: day))
        return id ?? 0
    }

    /// The version of a node that a decision of a day changes: it goes on without an end.
    /// - Throws: `nodeEnded`, `effectBeforeStart`, `decisionsContradict`.
    func current(_ node: Int64, on day: Day) throws -> Version {
        let (found, later) = try line(of: node, on: day)
        if let next = later.first { throw contradiction(node, next) }
        return found
    }

    /// The version of a node on a day, and those after it that only follow from what became of others.
    /// - Throws: `nodeEnded`, `effectBeforeStart`; `decisionsContradict` when a later decision names the node.
    func line(of node: Int64, on day: Day) throws -> (on: Version, later: [Version]) {
        let all = (versions[node] ?? []).sorted { $0.from < $1.from }
        guard let place = all.firstIndex(where: { $0.holds(on: day) }) else {
            if let first = all.first, day < first.from {
                throw SatchelError(
                    .effectBeforeStart, ["code": code(node), "day": day.office, "from": first.from.office])
            }
            throw SatchelError(
                .nodeEnded, ["code": code(node), "day": all.last?.to.map { $0.advanced(by: 1).office } ?? ""])
        }
        let later = Array(all[(place + 1)...])
        let own = later.first {
            decisions[$0.recorded]?.codes.contains(VietnameseText.folded(code(node))) ?? true
        }
        if let own { throw contradiction(node, own) }
        if let end = all.last, end.to != nil { throw contradiction(node, end) }
        return (all[place], later)
    }

    /// The error for a later decision that stands in the way; a version with an end tells of the day after.
    private func contradiction(_ node: Int64, _ version: Version) -> SatchelError {
        SatchelError(
            .decisionsContradict,
            [
                "code": code(node), "day": (version.to?.advanced(by: 1) ?? version.from).office,
                "decision": decisions[version.recorded]?.symbol ?? "",
            ])
    }

    /// Ends a node the day before `day`; what was to become of it later with others falls away.
    /// - Returns: the versions that fell away.
    @discardableResult
    mutating func end(_ node: Int64, on day: Day) throws -> [Version] {
        let (version, later) = try line(of: node, on: day)
        guard version.from < day else {
            throw SatchelError(
                .effectBeforeStart, ["code": code(node), "day": day.office, "from": version.from.office])
        }
        // Whoever succeeds others has to be there, and whoever is split and goes on.
        if let later = successions[node]?.first(where: { $0.day >= day }) {
            throw SatchelError(
                .decisionsContradict,
                [
                    "code": code(node), "day": later.day.office,
                    "decision": decisions[later.recorded]?.symbol ?? "",
                ])
        }
        close(version)
        for version in later { close(version) }
        add(shortened(version, before: day))
        return later
    }

    /// Lets a node that begins on a day go the way that another would have gone.
    mutating func follow(_ node: Int64, _ later: [Version], from day: Day) {
        guard var last = version(of: node, on: day), last.to == nil else { return }
        for step in later {
            close(last)
            add(shortened(last, before: step.from))
            last = Version(
                node: node, name: last.name, kind: last.kind, parent: step.parent,
                officialCode: last.officialCode, from: step.from)
            add(last)
        }
    }

    /// Changes a node from a day on, and what it becomes later with others too.
    mutating func rename(_ node: Int64, on day: Day, name: String, kind: String?) throws {
        let (version, later) = try line(of: node, on: day)
        for next in [version] + later {
            var changed = next
            changed.row = nil
            changed.from = max(day, next.from)
            changed.name = name
            changed.kind = kind ?? next.kind
            close(next)
            if next.from < day { add(shortened(next, before: day)) }
            add(changed)
        }
    }

    /// Changes a node from a day on.
    mutating func change(_ node: Int64, on day: Day, _ body: (inout Version) -> Void) throws {
        let version = try current(node, on: day)
        var next = version
        next.row = nil
        next.from = day
        body(&next)
        close(version)
        if version.from < day { add(shortened(version, before: day)) }
        add(next)
    }

    /// - Throws: `decisionsContradict` when a node is to stand below one that ends before it.
    func refuseWithoutParent() throws {
        for case .add(let version) in steps {
            guard let parent = version.parent,
                let last = versions[parent]?.max(by: { ($0.to ?? .last) < ($1.to ?? .last) }),
                let end = last.to, version.to ?? .last > end
            else { continue }
            throw contradiction(parent, last)
        }
    }

    /// - Throws: `decisionsContradict` when others are to stand below a node after it has ended.
    func refuseOrphans(of node: Int64, from day: Day) throws {
        for child in children[node] ?? [] {
            let below = versions[child]?.first { $0.parent == node && $0.to.map { $0 >= day } ?? true }
            guard let below else { continue }
            throw SatchelError(
                .decisionsContradict,
                [
                    "code": code(node), "day": below.from.office,
                    "decision": decisions[below.recorded]?.symbol ?? "",
                ])
        }
    }

    private func shortened(_ version: Version, before day: Day) -> Version {
        var ended = version
        ended.row = nil
        ended.to = day.advanced(by: -1)
        return ended
    }

    /// Moves the nodes below one under another, those that end as well left out.
    mutating func move(
        childrenOf node: Int64, under parent: Int64?, except ending: [Int64] = [], on day: Day
    ) throws {
        for child in children(of: node, on: day) where child != parent && !ending.contains(child) {
            try change(child, on: day) { $0.parent = parent }
        }
    }

    mutating func succeed(_ predecessor: Int64, by successor: Int64, on day: Day, takesCopies: Bool) {
        for node in [predecessor, successor] {
            successions[node, default: []].append(Succession(day: day, recorded: 0))
        }
        steps.append(.succeed(predecessor: predecessor, successor: successor, takesCopies: takesCopies))
    }

    /// - Throws: `nodeCircle` when a node stands above itself on a day.
    func refuseCircle(from node: Int64, on day: Day) throws {
        if isCircle(from: node, on: day) { throw SatchelError(.nodeCircle, ["codes": code(node)]) }
    }

    /// Whether who follows the parents from a node comes round.
    func isCircle(from node: Int64, on day: Day) -> Bool {
        var seen: Set<Int64> = []
        var next: Int64? = node
        while let here = next {
            guard seen.insert(here).inserted else { return true }
            next = version(of: here, on: day)?.parent
        }
        return false
    }
}

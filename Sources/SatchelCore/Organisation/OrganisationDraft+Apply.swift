// The decisions, each as the changes of nodes it makes.
extension OrganisationDraft {
    /// Applies a decision.
    /// - Throws: `decisionMissing`, `nodesMissing`, `successorsMissing`, `successorNameless`, `parentMissing`, `mergeNeedsOne`, `mergeWithItself`, `successorEnded`,
    ///   `splitNeedsTwo`, `splitKeeperMissing`, `splitKeeperGoesOn`, `nodeHasChildren`, `nodeEnded`, `effectBeforeStart`,
    ///   `decisionsContradict`, `nodeTwice`, `nodeUnknown`, `nodeCircle`.
    mutating func apply(_ new: NewReorganisation) throws {
        guard !new.decision.trimmed.isEmpty else { throw SatchelError(.decisionMissing) }
        let nodes = try new.codes.map { try node($0) }
        if nodes.isEmpty && new.kind != .setUp { throw SatchelError(.nodesMissing) }
        if new.successors.isEmpty && [.setUp, .merge, .split, .rename].contains(new.kind) {
            throw SatchelError(.successorsMissing, ["kind": new.kind.text.vi])
        }
        if Set(nodes).count < nodes.count { throw SatchelError(.mergeWithItself, ["code": twice(nodes)]) }
        switch new.kind {
        case .setUp: for successor in new.successors { _ = try begin(successor, like: nil, new) }
        case .merge: try merge(nodes, new)
        case .split: try split(nodes, new)
        case .dissolve: try dissolve(nodes, new.effectiveOn)
        case .rename: try rename(nodes, new)
        case .move: try move(nodes, new)
        case .endLevel: try endLevel(nodes, new)
        }
        try refuseWithoutParent()
    }

    private func twice(_ nodes: [Int64]) -> String {
        var seen: Set<Int64> = []
        return nodes.first { !seen.insert($0).inserted }.map(code) ?? ""
    }

    /// The successor's node: one that begins, or one that is there and may be changed by the decision.
    private mutating func begin(
        _ successor: NewReorganisation.Successor, like predecessor: Int64?, _ new: NewReorganisation
    ) throws -> Int64 {
        let day = new.effectiveOn
        let model = predecessor.flatMap { version(of: $0, on: day) }
        let parent = try (successor.parent ?? new.parent).map { code -> Int64 in
            let parent = try node(code)
            if version(of: parent, on: day) == nil { _ = try current(parent, on: day) }
            return parent
        }
        if let known = known(successor.code), isThere(known, on: day) {
            if successor.name == nil && successor.parent == nil && successor.kind == nil { return known }
            // Who names a new node must not rename another that has its code by chance.
            let isOwn = new.codes.contains { (try? node($0)) == known }
            if !isOwn, let name = successor.name, name != version(of: known, on: day)?.name {
                throw SatchelError(.nodeTwice, ["code": code(known)])
            }
            try change(known, on: day) { version in
                version.name = successor.name ?? version.name
                version.kind = successor.kind ?? version.kind
                version.parent = successor.parent == nil ? version.parent : parent
            }
            try refuseCircle(from: known, on: day)
            return known
        }
        guard let name = successor.name, !name.trimmed.isEmpty else {
            if let known = known(successor.code), hasEnded(known, by: day) {
                throw SatchelError(.successorEnded, ["code": code(known), "day": day.office])
            }
            throw SatchelError(.successorNameless, ["code": successor.code])
        }
        return try begin(
            successor.code, name: name, kind: successor.kind ?? model?.kind ?? NodeKind.composite.rawValue,
            parent: parent ?? model?.parent, on: day)
    }

    private func isThere(_ node: Int64, on day: Day) -> Bool { version(of: node, on: day) != nil }

    private func hasEnded(_ node: Int64, by day: Day) -> Bool {
        version(of: node, on: day) == nil && everWas(node)
    }

    private mutating func merge(_ nodes: [Int64], _ new: NewReorganisation) throws {
        let day = new.effectiveOn
        for node in nodes { _ = try line(of: node, on: day) }
        guard new.successors.count == 1, let entered = new.successors.first else {
            throw SatchelError(.mergeNeedsOne)
        }
        if let known = known(entered.code), hasEnded(known, by: day), !nodes.contains(known) {
            throw SatchelError(.successorEnded, ["code": code(known), "day": day.office])
        }
        let successor = try begin(entered, like: nodes.first, new)
        let ending = nodes.filter { $0 != successor }
        let isAlone = ending.isEmpty || (ending.count == 1 && isNew(successor, on: day))
        if isAlone { throw SatchelError(.mergeWithItself, ["code": code(nodes[0])]) }
        try lift(successor, outOf: ending, on: day)
        let isBeginning = isNew(successor, on: day)
        for (place, node) in ending.enumerated() {
            try move(childrenOf: node, under: successor, except: ending, on: day)
            let above = version(of: node, on: day)?.parent
            let later = try end(node, on: day)
            // Where the first would have gone, the new one goes in its place.
            if place == 0, isBeginning, version(of: successor, on: day)?.parent == above {
                follow(successor, later, from: day)
            }
            succeed(node, by: successor, on: day, takesCopies: true)
        }
        for node in ending { try refuseOrphans(of: node, from: day) }
        try refuseCircle(from: successor, on: day)
    }

    /// A successor that stood below one that ends stands where that one stood.
    private mutating func lift(_ successor: Int64, outOf ending: [Int64], on day: Day) throws {
        let above = parent(of: successor, outside: ending, on: day)
        if above == version(of: successor, on: day)?.parent { return }
        try change(successor, on: day) { $0.parent = above }
    }

    /// The nearest node above one that is not among those that end.
    private func parent(of node: Int64, outside ending: [Int64], on day: Day) -> Int64? {
        var above = version(of: node, on: day)?.parent
        while let here = above, ending.contains(here) { above = version(of: here, on: day)?.parent }
        return above
    }

    /// Whether a node begins on a day.
    private func isNew(_ node: Int64, on day: Day) -> Bool {
        version(of: node, on: day.advanced(by: -1)) == nil
    }

    private mutating func split(_ nodes: [Int64], _ new: NewReorganisation) throws {
        let day = new.effectiveOn
        guard nodes.count == 1, let node = nodes.first else { throw SatchelError(.splitNeedsTwo) }
        _ = try current(node, on: day)
        let goesOn = new.successors.contains { known($0.code) == node }
        guard new.successors.count >= 2, Set(new.successors.map(\.code)).count == new.successors.count else {
            throw SatchelError(.splitNeedsTwo, ["code": code(node)])
        }
        let keepers = new.successors.filter(\.keepsCopies)
        guard keepers.count == 1 || (keepers.isEmpty && goesOn) else {
            throw SatchelError(.splitKeeperMissing, ["code": code(node)])
        }
        if goesOn, keepers.contains(where: { (try? self.node($0.code)) != node }) {
            throw SatchelError(.splitKeeperGoesOn, ["code": code(node)])
        }
        let successors = try new.successors.map { try begin($0, like: node, new) }
        if !goesOn {
            let keeper = zip(successors, new.successors).first { $1.keepsCopies }?.0
            for successor in successors { try lift(successor, outOf: [node], on: day) }
            try move(childrenOf: node, under: keeper, on: day)
            try end(node, on: day)
            try refuseOrphans(of: node, from: day)
        }
        for (successor, entered) in zip(successors, new.successors) where successor != node {
            succeed(node, by: successor, on: day, takesCopies: entered.keepsCopies)
        }
    }

    private mutating func dissolve(_ nodes: [Int64], _ day: Day) throws {
        for node in nodes {
            let below = children(of: node, on: day).filter { !nodes.contains($0) }
            guard below.isEmpty else {
                throw SatchelError(
                    .nodeHasChildren,
                    [
                        "code": code(node), "count": "\(below.count)",
                        "codes": below.prefix(5).map(code).joined(separator: ", "),
                    ])
            }
            try end(node, on: day)
        }
        for node in nodes { try refuseOrphans(of: node, from: day) }
    }

    private mutating func rename(_ nodes: [Int64], _ new: NewReorganisation) throws {
        guard nodes.count == new.successors.count else { throw SatchelError(.nodesMissing) }
        for (node, entered) in zip(nodes, new.successors) {
            guard let name = entered.name, !name.trimmed.isEmpty else {
                throw SatchelError(.successorNameless, ["code": code(node)])
            }
            try rename(node, on: new.effectiveOn, name: name, kind: entered.kind)
        }
    }

    private mutating func move(_ nodes: [Int64], _ new: NewReorganisation) throws {
        guard let code = new.parent ?? new.successors.first?.parent else {
            throw SatchelError(.parentMissing)
        }
        let parent = try node(code)
        _ = try current(parent, on: new.effectiveOn)
        for node in nodes {
            if node == parent { throw SatchelError(.nodeCircle, ["codes": self.code(node)]) }
            try change(node, on: new.effectiveOn) { $0.parent = parent }
            try refuseCircle(from: node, on: new.effectiveOn)
        }
    }

    private mutating func endLevel(_ nodes: [Int64], _ new: NewReorganisation) throws {
        let day = new.effectiveOn
        let given = try new.parent.map { try node($0) }
        let successors = try new.successors.map { entered -> Int64 in
            let id = try node(entered.code)
            _ = try current(id, on: day)
            return id
        }
        for (node, outside) in nodes.map({ ($0, parent(of: $0, outside: nodes, on: day)) }) {
            let above = given ?? outside
            if above == node { throw SatchelError(.nodeCircle, ["codes": code(node)]) }
            for child in children(of: node, on: day) where !nodes.contains(child) {
                try change(child, on: day) { $0.parent = child == above ? outside : above }
            }
            try end(node, on: day)
            for successor in successors { succeed(node, by: successor, on: day, takesCopies: false) }
        }
        for node in nodes { try refuseOrphans(of: node, from: day) }
    }
}

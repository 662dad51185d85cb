/// Something in the register that cannot all be true; listed, never hidden, never repaired by itself.
package enum Contradiction: Sendable, Hashable {
    /// Replacements that lead back to where they began.
    case circle([Int64])
    /// Two documents replace the whole of a third, from different days.
    case endedTwice(document: Int64, first: Relation, second: Relation)
    /// The acting document is older than the one it acts on.
    case olderActsOnNewer(Relation)
    /// A document is amended or suspended after it ceased to be in force.
    case actsOnEnded(Relation, endedOn: Day)
    /// Confirmed, but nobody knows from which day.
    case dayUnknown(Relation)

    /// Whether the replacements and repeals among these relations run in a circle; the documents on it, if so.
    package static func circle(in relations: [Relation]) -> [Int64]? {
        var next: [Int64: [Int64]] = [:]
        for relation in relations where relation.type == .replaces || relation.type == .repeals {
            next[relation.subject, default: []].append(relation.object)
        }
        var done: Set<Int64> = []
        for start in next.keys.sorted() where !done.contains(start) {
            if let circle = walk(from: start, next, &done) { return circle }
        }
        return nil
    }

    private static func walk(from start: Int64, _ next: [Int64: [Int64]], _ done: inout Set<Int64>)
        -> [Int64]?
    {
        var path: [Int64] = [start]
        var open: Set<Int64> = [start]
        var rests: [[Int64]] = [next[start] ?? []]
        while let rest = rests.last {
            guard let child = rest.first else {
                rests.removeLast()
                let node = path.removeLast()
                open.remove(node)
                done.insert(node)
                continue
            }
            rests[rests.count - 1].removeFirst()
            if open.contains(child), let begin = path.firstIndex(of: child) { return Array(path[begin...]) }
            if done.contains(child) { continue }
            path.append(child)
            open.insert(child)
            rests.append(next[child] ?? [])
        }
        return nil
    }
}

extension InForce {
    /// Every contradiction among the dates and relations.
    package var contradictions: [Contradiction] {
        var found: [Contradiction] = []
        let acting = acting.filter { !removed.contains($0.subject) && !removed.contains($0.object) }
        if let circle = Contradiction.circle(in: acting) { found.append(.circle(circle)) }
        for relation in acting where relation.isConfirmed {
            guard let from = begins(relation) else {
                found.append(.dayUnknown(relation))
                continue
            }
            if let newer = dates[relation.object]?.issuedOn, let older = dates[relation.subject]?.issuedOn,
                newer.precision == 3, older.precision == 3, older.number < newer.number
            {
                found.append(.olderActsOnNewer(relation))
            }
            if relation.type == .amends || relation.type == .suspends, let end = end(of: relation.object),
                end.day < from
            {
                found.append(.actsOnEnded(relation, endedOn: end.day))
            }
        }
        return found + endedTwice(acting)
    }

    private func endedTwice(_ acting: [Relation]) -> [Contradiction] {
        let whole = acting.filter {
            $0.isConfirmed && $0.scope == nil && ($0.type == .replaces || $0.type == .repeals)
        }
        return Dictionary(grouping: whole, by: \.object).sorted { $0.key < $1.key }.compactMap {
            document, ends in
            let ordered = ends.compactMap { end in begins(end).map { ($0, end) } }.sorted {
                ($0.0, $0.1.id) < ($1.0, $1.1.id)
            }
            guard let first = ordered.first, let later = ordered.first(where: { $0.0 > first.0 }) else {
                return nil
            }
            return .endedTwice(document: document, first: first.1, second: later.1)
        }
    }
}

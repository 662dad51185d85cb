import Yams

extension KitDefinition {
    /// The text of a definition without the entries that are gone, and without the names of what was removed; nil
    /// when it has neither.
    ///
    /// The lines of the entries are taken out where that reads back to the same definition without them, which keeps
    /// the office's own comments; else the definition is written anew.
    static func removing(
        from yaml: String, _ isGone: (Content) -> Bool, naming names: RemovedNames
    ) -> String? {
        guard let old = try? KitDefinition(yaml: yaml, file: "kit.yaml") else { return names.scrubbed(yaml) }
        let gone = old.slots.flatMap(\.entries).filter { isGone($0.content) }
        if gone.isEmpty, !names.isNamed(in: yaml) { return nil }
        let wanted = old.slots.map { slot in
            slot.entries.map(\.content).filter { !isGone($0) }.map { $0.scrubbed(names) }
        }
        let cut = KitDefinition.cut(gone.map(\.line), from: yaml).map { line in names.scrubbed(line) ?? line }
            .joined(separator: "\n")
        let new = try? KitDefinition(yaml: cut, file: "kit.yaml")
        if new?.slug == old.slug, new?.slots.map({ $0.entries.map(\.content) }) == wanted,
            !names.isNamed(in: cut)
        {
            return cut
        }
        return written(without: Set(gone.map { [$0.line, $0.column] }), yaml, names)
    }

    /// The lines without those of block entries that begin on some: up to the next that is indented no deeper.
    private static func cut(_ starts: [Int], from yaml: String) -> [String] {
        let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var dropped: Set<Int> = []
        for start in starts.map({ $0 - 1 }) where lines.indices.contains(start) {
            let indent = lines[start].prefix { $0 == " " }.count
            dropped.insert(start)
            for next in lines.indices.dropFirst(start + 1) {
                let line = lines[next]
                guard !line.trimmed.isEmpty, line.prefix(while: { $0 == " " }).count > indent else { break }
                dropped.insert(next)
            }
        }
        return lines.indices.filter { !dropped.contains($0) }.map { lines[$0] }
    }

    /// The definition written anew from its nodes: without comments.
    private static func written(
        without places: Set<[Int]>, _ yaml: String, _ names: RemovedNames
    ) -> String? {
        func isGone(_ node: Node) -> Bool {
            places.contains([node.mark?.line ?? 0, node.mark?.column ?? 0])
        }
        func copy(_ node: Node, key: String) -> Node {
            if let sequence = node.sequence {
                return Node(sequence.filter { !isGone($0) }.map { copy($0, key: "") })
            }
            if let mapping = node.mapping {
                return Node(mapping.map { ($0.key, copy($0.value, key: $0.key.string ?? "")) })
            }
            guard key != "slug", let text = node.scalar?.string, let scrubbed = names.scrubbed(text) else {
                return node
            }
            return Node(scrubbed)
        }
        guard let root = try? Yams.compose(yaml: yaml) else { return nil }
        return try? Yams.serialize(node: copy(root, key: ""), allowUnicode: true)
    }
}

extension KitDefinition.Content {
    fileprivate func scrubbed(_ names: RemovedNames) -> KitDefinition.Content {
        switch self {
        case .document(let reference, let reason):
            .document(
                reference: names.scrubbed(reference) ?? reference,
                keptBecause: reason.map { names.scrubbed($0) ?? $0 })
        case .template(let slug, let kind): .template(slug: names.scrubbed(slug) ?? slug, kind: kind)
        }
    }
}

/// Whom a kit is for: kinds of nodes, a subtree, and nodes by hand; expanded to nodes on the day of issue.
package struct DistributionList: Sendable, Hashable, Codable {
    /// Raw values of `NodeKind`.
    package var kinds: [String]
    /// The code of the node whose subtree is meant; nil means the whole organisation.
    package var under: String?
    /// Codes added by hand.
    package var also: [String]
    /// Codes left out by hand.
    package var except: [String]

    package init(kinds: [String], under: String? = nil, also: [String] = [], except: [String] = []) {
        self.kinds = kinds
        self.under = under
        self.also = also
        self.except = except
    }

    /// The nodes of the list on a tree's day, in the order of their codes. In place of a node that has ended stand
    /// those that succeed it.
    /// - Parameter successors: of the nodes that have ended by the day, by folded code.
    /// - Throws: `nodeUnknown` for a code that never was.
    package func expanded(
        in tree: OrganisationTree, successors: [String: [String]] = [:]
    ) throws -> [OrganisationNode] {
        let below = try under.map { code in
            try nodes([code], in: tree, successors).reduce(into: Set<Int64>()) { found, id in
                found.formUnion(tree.subtree(of: id))
            }
        }
        let added = try nodes(also, in: tree, successors)
        let left = try nodes(except, in: tree, successors.mapValues { _ in [] })
        let meant = Set(kinds)
        return tree.nodes.filter { node in
            let listed = meant.contains(node.kind.rawValue) && (below?.contains(node.id) ?? true)
            return (listed || added.contains(node.id)) && !left.contains(node.id)
        }
    }

    private func nodes(
        _ codes: [String], in tree: OrganisationTree, _ successors: [String: [String]]
    ) throws -> Set<Int64> {
        var found: Set<Int64> = []
        var seen: Set<String> = []
        var waiting = codes
        while let code = waiting.popLast() {
            if !seen.insert(code).inserted { continue }
            if let next = successors[VietnameseText.folded(code)] {
                waiting += next
            } else {
                found.insert(try tree.node(code: code).id)
            }
        }
        return found
    }
}

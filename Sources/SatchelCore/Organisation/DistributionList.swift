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

    /// The nodes of the list on a tree's day, in the order of their codes.
    /// - Throws: `nodeUnknown` for a code the tree does not have.
    package func expanded(in tree: OrganisationTree) throws -> [OrganisationNode] {
        let below = try under.map { tree.subtree(of: try tree.node(code: $0).id) }
        let added = Set(try also.map { try tree.node(code: $0).id })
        let left = Set(try except.map { try tree.node(code: $0).id })
        let meant = Set(kinds)
        return tree.nodes.filter { node in
            let listed = meant.contains(node.kind.rawValue) && (below?.contains(node.id) ?? true)
            return (listed || added.contains(node.id)) && !left.contains(node.id)
        }
    }
}

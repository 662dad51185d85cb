/// The organisation on one day: who stands under whom.
package struct OrganisationTree: Sendable {
    /// In the order of their codes.
    package let nodes: [OrganisationNode]
    private let places: [Int64: Int]
    private let children: [Int64: [Int64]]

    package init(_ nodes: [OrganisationNode]) {
        self.nodes = nodes.sorted { $0.code < $1.code }
        places = Dictionary(uniqueKeysWithValues: self.nodes.enumerated().map { ($1.id, $0) })
        children = Dictionary(grouping: self.nodes.filter { $0.parentID != nil }, by: { $0.parentID ?? 0 })
            .mapValues { $0.map(\.id) }
    }

    package subscript(id: Int64) -> OrganisationNode? { places[id].map { nodes[$0] } }

    /// The nodes without a parent that exists on the day.
    package var roots: [OrganisationNode] {
        nodes.filter { node in node.parentID.map { places[$0] == nil } ?? true }
    }

    package func children(of id: Int64) -> [OrganisationNode] { (children[id] ?? []).compactMap { self[$0] } }

    /// A node and all below it, by id.
    package func subtree(of id: Int64) -> Set<Int64> {
        var found: Set<Int64> = []
        var waiting = [id]
        while let next = waiting.popLast() {
            if found.insert(next).inserted { waiting += children[next] ?? [] }
        }
        return found
    }

    /// The nodes above a node, nearest first.
    package func ancestors(of id: Int64) -> [OrganisationNode] {
        var found: [OrganisationNode] = []
        var next = self[id]?.parentID
        while let parent = next.flatMap({ self[$0] }), !found.contains(where: { $0.id == parent.id }) {
            found.append(parent)
            next = parent.parentID
        }
        return found
    }

    /// The node with a code.
    /// - Throws: `nodeUnknown` with the nearest code.
    package func node(code: String) throws -> OrganisationNode {
        let folded = VietnameseText.folded(code)
        if let node = nodes.first(where: { VietnameseText.folded($0.code) == folded }) { return node }
        let near = VietnameseText.suggestion(for: code, among: nodes.map(\.code)) ?? ""
        throw SatchelError(.nodeUnknown, ["code": code, "near": near])
    }
}

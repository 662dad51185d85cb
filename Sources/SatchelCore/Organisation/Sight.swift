import Synchronization

/// What the holder of an account on a subtree sees of the organisation, and may write about.
///
/// To it belong the nodes at or below the account's own, each where it stands today – where it stood last when it has
/// ended, where it will stand first when it is still to come – and the ended nodes that one of those alone succeeded:
/// whoever took over answers for their copies. Documents, templates, kits and editions are for all.
package struct Sight: Sendable {
    /// The account's own node.
    package let code: String
    package let name: String
    let node: Int64
    let nodes: Set<Int64>
    /// Folded.
    private let codes: Set<String>
    /// The nodes as a JSON array, for statements.
    let list: String

    init(node: Int64, code: String, name: String, nodes: [(id: Int64, code: String)]) {
        self.node = node
        self.code = code
        self.name = name
        self.nodes = Set(nodes.map(\.id))
        codes = Set(nodes.map { VietnameseText.folded($0.code) })
        list = Register.array(nodes.map(\.id).sorted())
    }

    /// Whether a node is among them.
    func has(_ node: Int64) -> Bool { nodes.contains(node) }

    /// Whether the node with a code is among them.
    func has(code: String) -> Bool { codes.contains(VietnameseText.folded(code)) }

    /// As much of a day's organisation as belongs to it.
    func seen(of tree: OrganisationTree) -> OrganisationTree {
        OrganisationTree(tree.nodes.filter { has($0.id) })
    }
}

extension Sight? {
    /// As `Sight.has`; without a sight everything is seen.
    func has(_ node: Int64) -> Bool { self?.has(node) ?? true }

    func has(code: String) -> Bool { self?.has(code: code) ?? true }

    func seen(of tree: OrganisationTree) -> OrganisationTree { self?.seen(of: tree) ?? tree }
}

/// The sights found last, each as long as nothing is recorded and no other day comes.
final class Sights: Sendable {
    private struct Kept {
        let event: Int64
        let day: Day
        let sight: Sight
    }

    private let kept = Mutex<[Int64: Kept]>([:])

    /// The sight of a node after an event on a day, found anew when another was kept.
    func sight(of node: Int64, after event: Int64, on day: Day, _ find: () throws -> Sight) rethrows -> Sight
    {
        if let known = kept.withLock({ $0[node] }), known.event == event, known.day == day {
            return known.sight
        }
        let sight = try find()
        kept.withLock { $0[node] = Kept(event: event, day: day, sight: sight) }
        return sight
    }
}

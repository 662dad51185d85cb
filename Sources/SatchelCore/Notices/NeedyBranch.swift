/// A branch that needs the newest edition of a kit, told today or not.
package struct NeedyBranch: Sendable {
    package let node: OrganisationNode
    package let need: BranchNeed
    package let dueOn: Day?
}

extension Register {
    /// Every branch that is seen and needs the newest edition of a kit by a day, by code.
    /// - Throws: `kitUnknown`, `editionUnknown`.
    package func needs(of slug: String, on day: Day) throws -> [NeedyBranch] {
        let latest = try edition(of: slug).number
        let copies = Dictionary(grouping: try audit(kit: slug, on: day).rows, by: \.node.id)
        return copies.values.compactMap { rows in
            guard let first = rows.first, let need = BranchNeed(rows.map(\.judgement), latest: latest) else {
                return nil
            }
            return NeedyBranch(node: first.node, need: need, dueOn: first.dueOn)
        }.sorted { $0.node.code < $1.node.code }
    }
}

/// One node through all its days: names and places, whom it follows and who follows it, its secretaries, and what it
/// last held.
package struct NodeHistory: Sendable {
    /// A node before or after this one.
    package struct Kin: Sendable {
        package let code: String
        package let name: String
        package let on: Day
        package let decision: String?
        /// Whether the successor takes the copies over.
        package let takesCopies: Bool
    }

    /// What the node holds, or held on its last day, of one kit and copy.
    package struct Held: Sendable {
        package let kit: String
        package let copyNumber: Int
        package let copy: Copy
        /// Nil when it holds none.
        package let edition: Int?
        /// The edition an earlier holder did not hand over.
        package let withheld: Int?
        /// The code of the node that has the copy now; nil when it is still this one's, or to be recalled.
        package let nowAt: String?
        /// When it came back or was lost, after the node had ended.
        package let endedOn: Day?
    }

    package let code: String
    /// As known now, first to last.
    package let versions: [OrganisationNode]
    package let predecessors: [Kin]
    package let successors: [Kin]
    /// First to last.
    package let holders: [Holder]
    package let held: [Held]

    /// The day after its last one; nil while it goes on.
    package var endedOn: Day? { versions.last?.to.map { $0.advanced(by: 1) } }
}

/// Whoever holds the link or code of a letter: the person who holds kits for its node today, or the node itself where
/// nobody is on record.
package struct LinkHolder: Sendable, Hashable {
    /// The transmittal whose link or code was used.
    package let link: TransmittalLink
    /// The slug of its kit.
    package let kit: String
    package let nodeID: Int64
    package let nodeCode: String
    package let nodeName: String
    /// Nil where nobody is on record.
    package let person: String?
    package let role: String?
    /// The nodes at which the same person holds kits today, by their ids: the same name, and the same telephone or
    /// mail address; the link's own among them.
    package let nodes: Set<Int64>

    /// The person's name, else the node's.
    package var name: String { person ?? nodeName }
}

/// A kit at one of the nodes of a link's holder, with everything the one page says of it.
package struct HeldKit: Sendable {
    /// An edition the recipient was supplied with.
    package struct Supplied: Sendable, Hashable {
        package let edition: Edition
        package let suppliedOn: Day
        package let dueOn: Day?
        package var isWithdrawn: Bool { edition.withdrawnOn != nil }
    }

    /// What is held of one copy today.
    package struct HeldCopy: Sendable {
        package let copy: Copy
        /// Nil when nothing is.
        package let edition: Edition?
        /// The row that shows it best.
        package let evidence: Evidence?
        /// The edition an earlier holder has and did not hand over.
        package let withheld: Int?
        /// Whether what was found differs from the edition.
        package let isFoundOtherwise: Bool
    }

    package let nodeID: Int64
    package let nodeCode: String
    package let nodeName: String
    package let parentName: String?
    package let recipientID: Int64
    package let slug: String
    package let name: Text
    package let copyNumber: Int
    /// Newest first; withdrawn ones too.
    package let supplied: [Supplied]
    /// One for each copy the kit has.
    package let held: [HeldCopy]
    /// Every row that counts, oldest first.
    package let evidence: [Evidence]

    /// The newest edition supplied, withdrawn or not.
    package var newest: Supplied? { supplied.first }
    /// The newest edition supplied that is in use: the one to have.
    package var current: Supplied? { supplied.first { !$0.isWithdrawn } }
}

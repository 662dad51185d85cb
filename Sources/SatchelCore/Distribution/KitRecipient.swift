/// Whom an edition was supplied to, with what stands on the branch's own papers.
package struct KitRecipient: Sendable, Hashable {
    package let code: String
    package let name: String
    /// The name of the committee directly above.
    package let committee: String?
    /// Who holds kits there, when that is known.
    package let secretary: String?
    package let copyNumber: Int
    package let dueOn: Day?
    /// Its id in the register, from which its receipt codes are derived; nil where nothing was supplied to it.
    package var id: Int64? = nil
}

/// What issuing the next edition would do (for the slip to sign): contents, changes, recipients, bytes.
package struct KitPreview: Sendable {
    package let kit: Kit
    package let plan: KitPlan
    package let previous: Edition?
    package let changes: ChangeList
    package internal(set) var recipients: [OrganisationNode]

    /// Bytes of the files, as they lie in archives.
    package var packedSize: UInt64 { plan.items.compactMap(\.item.blob?.storedSize).reduce(0, +) }
    /// Bytes of the files, unpacked.
    package var size: UInt64 { plan.items.compactMap(\.item.blob?.size).reduce(0, +) }

    /// Refuses what must not be issued.
    func check(number: Int?, due: Day?) throws {
        let slug = kit.definition.slug
        if let number, number != plan.number {
            throw SatchelError(
                number < plan.number ? .editionTwice : .editionOutOfOrder,
                ["kit": slug, "edition": "\(number)", "next": "\(plan.number)"])
        }
        if plan.items.isEmpty { throw SatchelError(.kitEmpty, ["kit": slug]) }
        if recipients.isEmpty { throw SatchelError(.noRecipients, ["kit": slug]) }
        if let due, due < plan.day {
            throw SatchelError(.dueBeforeIssue, ["due": due.office, "day": plan.day.office])
        }
        if let previous {
            if plan.day < previous.issuedOn {
                throw SatchelError(
                    .issueBeforePrevious, ["day": plan.day.office, "previous": previous.issuedOn.office])
            }
            if changes.isEmpty && previous.withdrawnOn == nil {
                throw SatchelError(.editionUnchanged, ["kit": slug, "edition": "\(previous.number)"])
            }
        }
    }
}

/// The office today, counted: how the kits stand, committee by committee, and what waits for somebody.
package struct TodaysDesk: Sendable {
    /// One kit: how many stand how, and what its newest edition waits for.
    package struct KitToday: Sendable {
        package let kit: KitDefinition
        package let latest: Edition?
        package let count: HoldingsCount
        /// What is out of force in the newest edition and not kept on purpose: the next edition is to mend it.
        package let ended: [HoldingsAudit.Outdated]
        /// Relations that would change what the newest edition holds, if somebody confirmed them.
        package let unconfirmed: [Relation]
        /// The next edition as it was submitted last.
        package let submission: Submission?
    }

    /// How many copies below a committee, directly, stand how.
    package struct Committee: Sendable {
        /// Nil for recipients that stand under nobody.
        package let node: OrganisationNode?
        package let groups: [HoldingsCount.Group]
    }

    /// Notices of one kind and way that are in one state.
    package struct NoticeCount: Sendable, Hashable {
        package let kind: Notice.Kind
        package let channel: Notice.Channel
        /// Those moved to another reader are counted there; those not needed not at all.
        package let state: Notice.State
        package let count: Int
    }

    package let day: Day
    /// The last event there was: nothing is otherwise as long as no other follows.
    package let event: Int64
    package let kits: [KitToday]
    /// In the order of their codes.
    package let committees: [Committee]
    /// Templates that rest on what has ceased to be in force, and on what.
    package let doubtful: [(template: Template, documents: [Int64])]
    package internal(set) var notices: [NoticeCount]
    /// The documents spoken of; removed ones are not among them.
    package let documents: [Int64: Document]
}

/// Leave to sign off on another's behalf (ủy quyền) within some days, by a decision.
package struct Delegation: Sendable, Hashable {
    package let id: Int64
    /// On whose behalf.
    package let fromName: String
    /// Who may sign off.
    package let toName: String
    package let from: Day
    package let to: Day?
    package let decision: String?

    /// Whether it lets one person act on behalf of another on a day.
    package func covers(from principal: String, to deputy: String, on day: Day) -> Bool {
        PersonName.key(principal) == PersonName.key(fromName)
            && PersonName.key(deputy) == PersonName.key(toName)
            && from <= day && (to.map { day <= $0 } ?? true)
    }
}

/// What someone enters to delegate.
package struct NewDelegation: Sendable {
    package var fromName: String
    package var toName: String
    package var from: Day
    package var to: Day
    package var decision: String?

    package init(from fromName: String, to toName: String, from: Day, to: Day, decision: String? = nil) {
        self.fromName = fromName
        self.toName = toName
        self.from = from
        self.to = to
        self.decision = decision
    }
}

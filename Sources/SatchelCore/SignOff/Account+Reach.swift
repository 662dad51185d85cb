extension Account {
    /// What a verb is about, which decides whether an account on a subtree may use it.
    ///
    /// An account of the whole office may do to everything what its role allows. One on a subtree may: about nodes,
    /// what concerns no node outside its subtree; with a kit, what it owns – the kit's owner is a node of the subtree,
    /// and a kit it makes is its node's own; an edition it submits, approves, issues, supplies or withdraws when every
    /// recipient belongs to the subtree. What is of the whole office – documents, relations, issuing bodies,
    /// templates, settings, backups – it only reads.
    package enum Reach: Sendable {
        case office, kit, nodes
        /// The account's own: its tokens and delegations.
        case own
    }

    /// What a verb is about, by its name in the event log; the whole office for one that is not listed.
    package static func reach(of verb: String) -> Reach { reaches[verb] ?? .office }

    private static let reaches: [String: Reach] = {
        let verbs: [(Reach, [String])] = [
            (.kit, ["kit.define", "kit.distribute", "kit.give"]),
            (
                .nodes,
                [
                    "account.add", "account.end", "account.invite", "edition.approve", "edition.issue",
                    "edition.return", "edition.submit", "edition.supply", "edition.withdraw",
                    "evidence.record", "evidence.withdraw", "holder.appoint", "holder.handOver",
                    "holder.import", "holder.reach", "notice.done", "notice.escalation", "notice.reminder",
                    "notice.retry",
                    "organisation.add", "organisation.import", "organisation.preview",
                    "organisation.reorganise", "organisation.takeBack", "organisation.setUp",
                    "organisation.merge", "organisation.split", "organisation.dissolve",
                    "organisation.rename", "organisation.move", "organisation.endLevel", "review.save",
                ]
            ),
            (.own, ["account.delegate", "account.revoke", "token.make", "token.revoke"]),
        ]
        return Dictionary(
            verbs.flatMap { reach, names in names.map { ($0, reach) } },
            uniquingKeysWith: { first, _ in first })
    }()

    /// Whether its role and its scope leave it a verb, as far as can be said before anybody says on what.
    package func mayUse(_ verb: String) -> Bool {
        role >= Role.needed(for: verb) && (nodeID == nil || Account.reach(of: verb) != .office)
    }
}

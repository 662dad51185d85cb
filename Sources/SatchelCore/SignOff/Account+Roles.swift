extension Account.Role {
    /// The least role that each verb of the register needs, by the verb's name in the event log.
    package static let least: [String: Account.Role] = {
        let verbs: [(Account.Role, [String])] = [
            (.viewer, ["review.save", "token.make", "token.revoke"]),
            (
                .clerk,
                [
                    "body.add", "body.end", "document.add", "document.dates", "document.file",
                    "document.file.choose", "document.import", "edition.submit", "evidence.record",
                    "evidence.withdraw", "holder.appoint", "holder.handOver", "holder.import",
                    "holder.reach", "kit.define",
                    "kit.distribute", "kit.give",
                    "notice.done", "notice.escalation", "notice.reminder", "notice.retry", "notice.write",
                    "organisation.add",
                    "organisation.import",
                    "organisation.preview", "organisation.reorganise", "organisation.takeBack",
                    "organisation.setUp", "organisation.merge", "organisation.split", "organisation.dissolve",
                    "organisation.rename", "organisation.move", "organisation.endLevel",
                    "relation.add", "relation.confirm", "relation.import", "relation.withdraw",
                    "template.review", "template.revise",
                ]
            ),
            (
                .issuer,
                [
                    "account.delegate", "account.revoke", "edition.approve", "edition.issue",
                    "edition.return", "edition.supply", "edition.withdraw",
                ]
            ),
            (
                .administrator,
                [
                    "account.add", "account.end", "account.invite", "backup.make", "document.remove",
                    "document.remove.clean", "settings.change", "store.repair",
                ]
            ),
        ]
        return Dictionary(
            verbs.flatMap { role, names in names.map { ($0, role) } }, uniquingKeysWith: { first, _ in first }
        )
    }()

    /// The verbs that need no account: what people do before they are known, for themselves alone, or by their link; and
    /// what the program does by itself.
    package static let open: Set<String> = [
        "invitation.first", "notice.bounce", "notice.deliver", "notice.settle", "notice.due",
        "password.change",
        "password.set", "receipt.own", "session.begin", "session.end",
        "session.endAll", "session.lock",
    ]

    /// The verbs that may be done on behalf of another, with that one's role, by a delegation.
    package static let delegable: Set<String> = ["edition.approve", "edition.return", "edition.issue"]

    /// The least role a verb needs: the highest for one that the table does not have.
    package static func needed(for verb: String) -> Account.Role { least[verb] ?? .administrator }
}

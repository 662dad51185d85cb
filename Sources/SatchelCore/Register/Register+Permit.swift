import GRDB

// Who may do what. The one place that asks is `Register.change`.
extension Register {
    /// Refuses a verb to whoever may not use it on a day. An office without accounts takes names as given.
    /// - Parameter subject: what it is done to, as the event log has it; nil before that is known.
    /// - Throws: `accountMissing`, `accountExpired`, `accountNotYet`, `delegationMissing`, `roleRefused`,
    ///   `wholeOfficeNeeded`, `kitOfOthers`.
    static func permit(
        _ db: Database, _ verb: String, of subject: String? = nil, to actor: Actor, on day: Day
    ) throws {
        if let principal = principal(verb, actor) {
            try requireDelegation(db, from: principal, to: actor.user, on: day)
        }
        let accounts = try accounts(db)
        if accounts.isEmpty { return }
        let own = try Account.valid(actor.user, on: day, among: accounts)
        let acting = try principal(verb, actor).map { try Account.valid($0, on: day, among: accounts) } ?? own
        let needed = Account.Role.needed(for: verb)
        guard acting.role >= needed else {
            throw SatchelError(
                .roleRefused,
                ["name": acting.name, "role": acting.role.rawValue, "needed": needed.rawValue])
        }
        if acting.nodeID == nil { return }
        switch Account.reach(of: verb) {
        case .office: throw acting.isNotOfAll
        case .kit:
            guard let slug = subject?.split(separator: "/").first else { return }
            try refuseForeign(kit: String(slug), acting, on: day, db)
        case .nodes, .own: return
        }
    }

    /// On whose behalf a verb is done, for one that may be delegated.
    private static func principal(_ verb: String, _ actor: Actor) -> String? {
        Account.Role.delegable.contains(verb) ? actor.onBehalfOf : nil
    }

    /// The account that a verb is done by: the actor's own, or that of whom they act for. Nil in an office without
    /// accounts.
    static func acting(_ verb: String, _ actor: Actor, on day: Day, _ db: Database) throws -> Account? {
        let accounts = try accounts(db)
        if accounts.isEmpty { return nil }
        return try Account.valid(principal(verb, actor) ?? actor.user, on: day, among: accounts)
    }

    /// Refuses a verb that needs an account.
    /// - Throws: `roleRefused`.
    static func refuseUnlessOpen(_ verb: String) throws {
        if Account.Role.open.contains(verb) { return }
        let needed = Account.Role.needed(for: verb)
        throw SatchelError(.roleRefused, ["name": "–", "role": "–", "needed": needed.rawValue])
    }
}

// What an account on a subtree may write about: each verb about nodes asks once, for all of them.
extension Register {
    /// Refuses what concerns nodes outside the subtree of the account that acts.
    /// - Parameter nodes: their ids; asked for only where the account is not of the whole office.
    /// - Throws: `outsideAccount` with their codes.
    static func refuseOutside<Nodes: Sequence<Int64>>(
        _ nodes: @autoclosure () throws -> Nodes, _ verb: String, of actor: Actor, on day: Day, _ db: Database
    ) throws {
        guard let account = try acting(verb, actor, on: day, db), let node = account.nodeID else { return }
        let sight = try sight(db, of: node, on: day)
        try refuse(Set(nodes()).subtracting(sight.nodes), account, db)
    }

    /// As above, for one node with all below it; nil for the whole organisation.
    /// - Throws: `wholeOfficeNeeded`, `outsideAccount`.
    static func refuseOutside(
        under node: Int64?, _ verb: String, of actor: Actor, on day: Day, _ db: Database
    ) throws {
        if let node { return try refuseOutside([node], verb, of: actor, on: day, db) }
        if let account = try acting(verb, actor, on: day, db), account.nodeID != nil {
            throw account.isNotOfAll
        }
    }

    /// As above, for nodes that an event has just added: what is above them must belong to the subtree.
    static func refuseOutside(
        new event: Int64, _ verb: String, of actor: Actor, on day: Day, _ db: Database
    ) throws {
        guard let account = try acting(verb, actor, on: day, db), let node = account.nodeID else { return }
        try refuseMisplaced([event], account, try sight(db, of: node, on: day), db)
    }

    /// Refuses versions of nodes that events wrote below something outside, other than the account's own node.
    static func refuseMisplaced(
        _ events: [Int64], _ account: Account, _ sight: Sight, _ db: Database
    ) throws {
        let misplaced = try Int64.fetchSet(
            db,
            sql: """
                SELECT v.node_id FROM node_version v JOIN node n ON n.id = v.node_id
                WHERE v.recorded IN (SELECT value FROM json_each(?1)) AND v.closed IS NULL AND v.node_id <> ?2
                    AND (v.parent_id IS NULL OR NOT \(sight.holds("v.parent_id"))
                        AND v.parent_id NOT IN (SELECT id FROM node
                            WHERE recorded IN (SELECT value FROM json_each(?1))))
                """, arguments: [array(events), sight.node])
        try refuse(misplaced, account, db)
    }

    private static func refuse(_ outside: Set<Int64>, _ account: Account, _ db: Database) throws {
        if outside.isEmpty { return }
        let codes = try String.fetchAll(
            db, sql: "SELECT code FROM node WHERE id IN (SELECT value FROM json_each(?)) ORDER BY code",
            arguments: [array(outside.sorted())])
        throw SatchelError(
            .outsideAccount,
            [
                "name": account.name, "at": account.at ?? "", "count": "\(outside.count)",
                "codes": codes.prefix(5).joined(separator: ", "),
            ])
    }
}

extension Account {
    /// Why it may not do what is of the whole office.
    fileprivate var isNotOfAll: SatchelError {
        SatchelError(.wholeOfficeNeeded, ["name": name, "at": at ?? ""])
    }
}

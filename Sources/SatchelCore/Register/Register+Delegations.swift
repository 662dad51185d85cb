import GRDB

extension Register {
    /// The delegations as known, past and coming ones too, oldest first; those from or to an account that is seen.
    package func delegations(_ known: Known = .now) throws -> [Delegation] {
        let all = try read { db in try Register.delegations(db, known) }
        if sight == nil { return all }
        let names = Set(try accounts(known).map { PersonName.key($0.name) })
        return all.filter { [$0.fromName, $0.toName].contains { names.contains(PersonName.key($0)) } }
    }

    static func delegations(_ db: Database, _ known: Known = .now) throws -> [Delegation] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT d.id, d.from_name, d.to_name, d.from_day, d.to_day, d.decision FROM delegation d
                WHERE \(known.holds("d")) ORDER BY d.id
                """
        ).map { row in
            Delegation(
                id: row[0], fromName: row[1], toName: row[2], from: Day(number: row[3]) ?? .first,
                to: (row[4] as Int?).flatMap(Day.init(number:)), decision: row[5])
        }
    }

    static func requireDelegation(
        _ db: Database, from principal: String, to deputy: String, on day: Day
    ) throws {
        guard try delegations(db).contains(where: { $0.covers(from: principal, to: deputy, on: day) }) else {
            throw SatchelError(
                .delegationMissing, ["from": principal, "to": deputy, "day": day.office])
        }
    }

    /// Lets a person sign off on behalf of another within some days.
    /// - Throws: `delegationToSelf`, `datesContradict`, `fieldMissing`; where there are accounts: `delegationNotYours`,
    ///   `delegationNotIssuer`, `accountMissing`, `accountExpired`, `accountNotYet`.
    package func delegate(_ new: NewDelegation, by actor: Actor) throws {
        guard let from = VietnameseText.kept(new.fromName), let to = VietnameseText.kept(new.toName) else {
            throw SatchelError(.fieldMissing, ["column": "FROM, TO"])
        }
        if PersonName.key(from) == PersonName.key(to) { throw SatchelError(.delegationToSelf, ["name": to]) }
        if new.to < new.from {
            throw SatchelError(.datesContradict, ["from": new.from.office, "to": new.to.office])
        }
        let decision = VietnameseText.kept(new.decision)
        var detail = ["to": to, "from": new.from.iso, "until": new.to.iso]
        if let decision { detail["decision"] = decision }
        try change("account.delegate", from, by: actor, detail: detail) { db, event in
            let accounts = try Register.accounts(db)
            if !accounts.isEmpty {
                try refuseOthers(actor, from, accounts)
                let role = try Account.valid(from, on: new.from, among: accounts).role
                guard role >= .issuer else { throw SatchelError(.delegationNotIssuer, ["name": from]) }
                _ = try Account.valid(to, on: new.from, among: accounts)
            }
            try db.execute(
                sql: """
                    INSERT INTO delegation (from_name, to_name, from_day, to_day, decision, recorded)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """, arguments: [from, to, new.from.number, new.to.number, decision, event])
        }
    }

    /// Takes a delegation back; what was done by it before stays.
    /// - Throws: `delegationUnknown`, `delegationNotYours`, `reasonMissing`.
    package func revoke(delegation id: Int64, reason: String, by actor: Actor) throws {
        guard let reason = VietnameseText.kept(reason) else { throw SatchelError(.reasonMissing) }
        try change("account.revoke", "\(id)", by: actor, detail: ["reason": reason]) { db, event in
            guard let delegation = try Register.delegations(db).first(where: { $0.id == id }) else {
                throw SatchelError(.delegationUnknown, ["delegation": "\(id)"])
            }
            let accounts = try Register.accounts(db)
            if !accounts.isEmpty { try refuseOthers(actor, delegation.fromName, accounts) }
            try db.execute(
                sql: "UPDATE delegation SET closed = ? WHERE id = ?", arguments: [event, id])
        }
    }

    /// An issuer delegates in their own name only; an administrator of the whole office may for others.
    private func refuseOthers(_ actor: Actor, _ principal: String, _ accounts: [Account]) throws {
        let account = try Account.valid(actor.user, on: clock.today, among: accounts)
        if account.administersAll || PersonName.key(actor.user) == PersonName.key(principal) {
            return
        }
        throw SatchelError(.delegationNotYours, ["name": account.name, "from": principal])
    }
}

import GRDB

extension Register {
    /// The accounts as known, ended and coming ones too, by name; of those on nodes that are seen.
    package func accounts(_ known: Known = .now) throws -> [Account] {
        try read { db in
            try Register.accounts(db, known).filter(isSeen)
        }
    }

    /// Whether an account is on a node that is seen.
    func isSeen(_ account: Account) -> Bool {
        sight.map { sight in account.nodeID.map { sight.has($0) } ?? false } ?? true
    }

    static func accounts(_ db: Database, _ known: Known = .now) throws -> [Account] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT \(accountColumns)
                FROM account a LEFT JOIN node n ON n.id = a.node_id WHERE \(known.holds("a"))
                ORDER BY a.name, a.from_day, a.id
                """
        ).map { account($0, from: 0) }
    }

    /// What an account is read from: the table as `a`, its node as `n`.
    static let accountColumns = "a.id, a.name, a.role, a.node_id, n.code, a.from_day, a.to_day"

    /// An account whose columns begin at an index.
    static func account(_ row: Row, from index: Int) -> Account {
        Account(
            id: row[index], name: row[index + 1], role: Account.Role(rawValue: row[index + 2]) ?? .viewer,
            nodeID: row[index + 3], at: row[index + 4], from: Day(number: row[index + 5]) ?? .first,
            to: (row[index + 6] as Int?).flatMap(Day.init(number:)))
    }

    /// Adds an account; the first must be an administrator of the whole office, from today or before, without end.
    /// - Throws: `accountTwice`, `firstAccount`, `datesContradict`, `fieldMissing`, `nodeUnknown`, `outsideAccount`,
    ///   `wholeOfficeNeeded`.
    package func add(account new: NewAccount, by actor: Actor) throws {
        guard let name = VietnameseText.kept(new.name) else {
            throw SatchelError(.fieldMissing, ["column": "NAME"])
        }
        if let to = new.to, to < new.from {
            throw SatchelError(.datesContradict, ["from": new.from.office, "to": to.office])
        }
        var detail = ["role": new.role.rawValue, "from": new.from.iso, "to": new.to?.iso ?? ""]
        if let at = new.at { detail["at"] = at }
        try change("account.add", name, by: actor, detail: detail) { db, event in
            let present = try Register.accounts(db)
            if present.isEmpty { try refuseAsFirst(new) }
            let isTaken = present.contains { account in
                PersonName.key(account.name) == PersonName.key(name)
                    && account.from <= new.to ?? .last && new.from <= account.to ?? .last
            }
            if isTaken { throw SatchelError(.accountTwice, ["name": name]) }
            let goesOn = present.contains { account in
                PersonName.key(account.name) == PersonName.key(name)
                    && account.to.map { $0 >= new.from.advanced(by: -1) } ?? true
            }
            // Another person may bear the name by now.
            if !goesOn { try Register.forgetAccess(db, of: name, event) }
            let tree = try Register.organisation(db, on: clock.today, .now)
            let node = try new.at.map { try tree.node(code: $0).id }
            try Register.refuseOutside(under: node, "account.add", of: actor, on: clock.today, db)
            try Register.insert(name, new.role, node, from: new.from, to: new.to, db, event)
        }
    }

    private func refuseAsFirst(_ account: NewAccount) throws {
        guard account.role == .administrator, account.at == nil, account.to == nil,
            account.from <= clock.today
        else { throw SatchelError(.firstAccount, ["name": account.name]) }
    }

    static func insert(
        _ name: String, _ role: Account.Role, _ node: Int64?, from: Day, to: Day?, _ db: Database,
        _ event: Int64
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO account (name, role, node_id, from_day, to_day, recorded) VALUES (?, ?, ?, ?, ?, ?)
                """, arguments: [name, role.rawValue, node, from.number, to?.number, event])
    }

    /// Ends the account of a name: it is not valid from a day on.
    /// - Throws: `accountUnknown`, `lastAdministrator`, `reasonMissing`, `outsideAccount`, `wholeOfficeNeeded`.
    package func end(account name: String, on day: Day, reason: String, by actor: Actor) throws {
        guard let reason = VietnameseText.kept(reason) else { throw SatchelError(.reasonMissing) }
        try change("account.end", name, by: actor, detail: ["on": day.iso, "reason": reason]) { db, event in
            let all = try Register.accounts(db)
            let meant = all.filter {
                PersonName.key($0.name) == PersonName.key(name) && $0.to.map { day <= $0 } ?? true
            }
            guard !meant.isEmpty else {
                let near =
                    VietnameseText.suggestion(for: name, among: all.filter(isSeen).map(\.name)) ?? ""
                throw SatchelError(.accountUnknown, ["name": name, "near": near == name ? "" : near])
            }
            for account in meant {
                try Register.refuseOutside(
                    under: account.nodeID, "account.end", of: actor, on: clock.today, db)
            }
            let isAdministered = all.contains { account in
                !meant.contains(account) && account.role == .administrator && account.nodeID == nil
                    && account.to == nil && account.from <= day
            }
            guard isAdministered else { throw SatchelError(.lastAdministrator, ["name": name]) }
            for account in meant {
                try db.execute(
                    sql: "UPDATE account SET closed = ? WHERE id = ?", arguments: [event, account.id])
                guard account.from < day else { continue }
                try Register.insert(
                    account.name, account.role, account.nodeID, from: account.from,
                    to: day.advanced(by: -1), db, event)
            }
        }
    }
}

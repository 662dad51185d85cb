import Foundation
import GRDB

/// An account that is valid today, with the password it signs in by.
struct Credentials: Sendable {
    let account: Account
    let hash: String
}

// Passwords and the invitations by which they are set.
extension Register {
    /// The credentials of a name; nil when it has no account that is valid today, or no password.
    func credentials(of name: String) throws -> Credentials? {
        try read { db in
            guard let account = try? Account.valid(name, on: clock.today, among: Register.accounts(db)),
                let hash = try Register.passwordHash(db, of: account.name)
            else { return nil }
            return Credentials(account: account, hash: hash)
        }
    }

    private static func passwordHash(_ db: Database, of name: String) throws -> String? {
        try String.fetchOne(
            db.cachedStatement(
                sql: "SELECT hash FROM account_password WHERE name_key = ? AND closed IS NULL"),
            arguments: [PersonName.key(name)])
    }

    /// Refuses credentials that were changed since they were read.
    static func refuseStale(_ credentials: Credentials, _ db: Database) throws {
        guard try passwordHash(db, of: credentials.account.name) == credentials.hash else {
            throw SatchelError(.signInRefused)
        }
    }

    /// Records an invitation for an account of today or of days to come; those given before are void.
    func invite(_ name: String, _ digest: Data, by actor: Actor) throws {
        try change("account.invite", name, by: actor) { db, event in
            let accounts = try Register.accounts(db)
            let meant = accounts.first { account in
                PersonName.key(account.name) == PersonName.key(name)
                    && account.to.map { clock.today <= $0 } ?? true
            }
            guard let meant else {
                let near =
                    VietnameseText.suggestion(for: name, among: accounts.filter(isSeen).map(\.name)) ?? ""
                throw SatchelError(.accountUnknown, ["name": name, "near": near == name ? "" : near])
            }
            try Register.refuseOutside(
                under: meant.nodeID, "account.invite", of: actor, on: clock.today, db)
            try insertInvitation(meant.name, digest, db, event)
        }
    }

    /// As `invite`, for the first administrator, by nobody: while no account has ever had a password.
    /// - Returns: whether it did.
    func inviteFirst(_ digest: Data) throws -> Bool {
        let found: String? = try read { db in
            if try Register.hadPassword(db) { return nil }
            let accounts = try Register.accounts(db)
            if accounts.isEmpty { return "" }
            return accounts.first {
                $0.role == .administrator && $0.nodeID == nil && $0.isValid(on: clock.today)
            }?.name
        }
        guard let name = found else { return false }
        try changeOpen("invitation.first", name, by: Actor(user: "satchel")) { db, event in
            try insertInvitation(name, digest, db, event)
        }
        return true
    }

    private static func hadPassword(_ db: Database) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM account_password)") ?? false
    }

    private func insertInvitation(_ name: String, _ digest: Data, _ db: Database, _ event: Int64) throws {
        try Register.closeInvitations(of: name, db, event)
        try db.execute(
            sql: "INSERT INTO invitation (name, digest, until, recorded) VALUES (?, ?, ?, ?)",
            arguments: [name, digest, clock.now.milliseconds + Invitation.span, event])
    }

    private static func closeInvitations(of name: String, _ db: Database, _ event: Int64) throws {
        for row in try Row.fetchAll(db, sql: "SELECT id, name FROM invitation WHERE closed IS NULL")
        where PersonName.key(row[1]) == PersonName.key(name) {
            try db.execute(
                sql: "UPDATE invitation SET closed = ? WHERE id = ?", arguments: [event, row[0] as Int64])
        }
    }

    /// The open invitation of a secret's hash that has not expired.
    func invitation(_ digest: Data) throws -> Invitation? {
        try read { db in try invitation(digest, db)?.invitation }
    }

    private func invitation(_ digest: Data, _ db: Database) throws -> (id: Int64, invitation: Invitation)? {
        let row = try Row.fetchOne(
            db,
            sql: "SELECT id, name, until FROM invitation WHERE digest = ? AND closed IS NULL AND until > ?",
            arguments: [digest, clock.now.milliseconds])
        return row.map { row in
            let name: String = row[1]
            return (
                row[0],
                Invitation(account: name.isEmpty ? nil : name, expires: Instant(milliseconds: row[2]))
            )
        }
    }

    /// Sets a password by an invitation; makes the first administrator's account where it names none.
    /// - Throws: `linkInvalid` when the invitation no longer holds.
    func setPassword(_ hash: String, of name: String, by invitation: Invitation, _ digest: Data) throws {
        try changeOpen("password.set", name, by: Actor(user: name)) { db, event in
            guard let open = try self.invitation(digest, db), open.invitation == invitation else {
                throw SatchelError(.linkInvalid)
            }
            let accounts = try Register.accounts(db)
            if invitation.account == nil {
                guard accounts.isEmpty, try !Register.hadPassword(db) else {
                    throw SatchelError(.linkInvalid)
                }
                try Register.insert(
                    name, .administrator, nil, from: clock.today, to: nil, db, event)
            } else if !accounts.contains(where: { $0.name == name }) {
                throw SatchelError(.linkInvalid)
            }
            try db.execute(
                sql: "UPDATE invitation SET closed = ? WHERE id = ?", arguments: [event, open.id])
            try Register.replacePassword(of: name, with: hash, db, event)
            try Register.deleteSessions(of: name, but: nil, db)
        }
    }

    /// Changes a password; every session of the name but one ends.
    /// - Throws: `signInRefused` when it was changed meanwhile.
    func changePassword(
        to hash: String, with credentials: Credentials, keeping digest: Data?
    ) throws {
        let name = credentials.account.name
        try changeOpen("password.change", name, by: Actor(user: name)) { db, event in
            try Register.refuseStale(credentials, db)
            try Register.replacePassword(of: name, with: hash, db, event)
            try Register.deleteSessions(of: name, but: digest, db)
        }
    }

    private static func replacePassword(
        of name: String, with hash: String, _ db: Database, _ event: Int64
    ) throws {
        try closePassword(of: name, db, event)
        try db.execute(
            sql: "INSERT INTO account_password (name_key, hash, recorded) VALUES (?, ?, ?)",
            arguments: [PersonName.key(name), hash, event])
    }

    private static func closePassword(of name: String, _ db: Database, _ event: Int64) throws {
        try db.execute(
            sql: "UPDATE account_password SET hash = '', closed = ? WHERE name_key = ? AND closed IS NULL",
            arguments: [event, PersonName.key(name)])
    }

    /// Voids whatever an earlier bearer of a name signs in by: password, invitations, tokens, sessions.
    static func forgetAccess(_ db: Database, of name: String, _ event: Int64) throws {
        try closePassword(of: name, db, event)
        try closeInvitations(of: name, db, event)
        try closeTokens(of: name, db, event)
        try deleteSessions(of: name, but: nil, db)
    }
}

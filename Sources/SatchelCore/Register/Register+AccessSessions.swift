import Foundation
import GRDB

// Sessions: rows that come and go; who began and ended them stands in the event log.
extension Register {
    /// Begins the session of an account; rows of sessions that have expired go.
    /// - Returns: when it expires. - Throws: `signInRefused` when the password was changed meanwhile.
    func beginSession(_ digest: Data, with credentials: Credentials) throws -> Instant {
        let name = credentials.account.name
        return try changeOpen("session.begin", name, by: Actor(user: name)) { db, event in
            try Register.refuseStale(credentials, db)
            let expires = clock.now.milliseconds + Session.boardSpan
            try sweepSessions(db)
            try db.execute(
                sql: "INSERT INTO session (digest, account, expires, recorded) VALUES (?, ?, ?, ?)",
                arguments: [digest, name, expires, event])
            return Instant(milliseconds: expires)
        }
    }

    /// Begins the session of a transmittal's recipient.
    /// - Returns: when it expires. - Throws: `linkInvalid` when the link no longer holds.
    func beginSession(_ digest: Data, for holder: LinkHolder) throws -> Instant {
        let link = holder.link
        return try changeOpen(
            "session.begin", "\(holder.kit)/\(link.edition)", by: Actor(user: holder.name),
            detail: ["node": holder.nodeCode]
        ) { db, event in
            guard try linkHolder(link, db) != nil else { throw SatchelError(.linkInvalid) }
            let expires = clock.now.milliseconds + Session.recipientSpan
            try sweepSessions(db)
            try db.execute(
                sql: """
                    INSERT INTO session (digest, recipient_id, edition_number, generation, expires, recorded)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [digest, link.recipient, link.edition, link.generation, expires, event])
            return Instant(milliseconds: expires)
        }
    }

    private func sweepSessions(_ db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM session WHERE expires <= ?")
            .execute(arguments: [clock.now.milliseconds])
    }

    /// Whom the session of a secret's hash stands for now, and when it expires: one row looked up by its key.
    func session(_ digest: Data) throws -> (kind: Session.Kind, expires: Instant)? {
        try read { db in
            let today = clock.today
            let row = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT s.expires, s.recipient_id, s.edition_number, s.generation, \(Register.accountColumns)
                        FROM session s LEFT JOIN account a ON a.name = s.account AND a.closed IS NULL
                            AND a.from_day <= ?2 AND coalesce(a.to_day, 99999999) >= ?2
                        LEFT JOIN node n ON n.id = a.node_id WHERE s.digest = ?1 AND s.expires > ?3
                        """), arguments: [digest, today.number, clock.now.milliseconds])
            guard let row else { return nil }
            let expires = Instant(milliseconds: row[0])
            guard let recipient = row[1] as Int64? else {
                return row[4] == nil ? nil : (.account(Register.account(row, from: 4)), expires)
            }
            let link = TransmittalLink(recipient: recipient, edition: row[2], generation: row[3])
            return try linkHolder(link, db).map { (.recipient($0), expires) }
        }
    }

    /// Ends the session of a secret's hash.
    func endSession(_ digest: Data) throws {
        let row = try read { db in
            try Row.fetchOne(
                db,
                sql: "SELECT account, recipient_id, edition_number, generation FROM session WHERE digest = ?",
                arguments: [digest])
        }
        guard let row else { return }
        let (user, subject) = try whose(row)
        try changeOpen("session.end", subject, by: Actor(user: user)) { db, _ in
            try db.execute(sql: "DELETE FROM session WHERE digest = ?", arguments: [digest])
        }
    }

    /// Who a row of a session belongs to, and what its line in the log is about.
    private func whose(_ row: Row) throws -> (user: String, subject: String) {
        if let account = row[0] as String? { return (account, account) }
        let link = TransmittalLink(recipient: row[1], edition: row[2], generation: row[3])
        let holder = try read { db in try linkHolder(link, db) }
        return holder.map { ($0.name, "\($0.kit)/\(link.edition)") } ?? ("–", "recipient/\(link.recipient)")
    }

    /// Ends every session of an account's name.
    func endSessions(of name: String) throws {
        try changeOpen("session.endAll", name, by: Actor(user: name)) { db, _ in
            try Register.deleteSessions(of: name, but: nil, db)
        }
    }

    static func deleteSessions(of name: String, but digest: Data?, _ db: Database) throws {
        let names = try String.fetchAll(
            db, sql: "SELECT DISTINCT account FROM session WHERE account IS NOT NULL")
        for other in names where PersonName.key(other) == PersonName.key(name) {
            try db.execute(
                sql: "DELETE FROM session WHERE account = ? AND digest IS NOT ?", arguments: [other, digest])
        }
    }

    /// Records a lock-out: by the account's name, `–` for a name that is none, `link` for links and codes.
    func recordLockOut(of name: String?, from address: String) throws {
        let accounts = try accounts()
        let meant = name.map { name in
            accounts.first { PersonName.key($0.name) == PersonName.key(name) }?.name ?? "–"
        }
        try changeOpen(
            "session.lock", meant ?? "link", by: Actor(user: "satchel"), detail: ["from": address]
        ) { _, _ in }
    }
}

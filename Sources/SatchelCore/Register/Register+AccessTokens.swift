import Foundation
import GRDB

// Tokens by which programs act with an account.
extension Register {
    /// The tokens of an account's name that are not revoked, oldest first, also those that are over.
    package func tokens(of account: String) throws -> [ApiToken] {
        try read { db in
            try Register.tokens(db).filter { PersonName.key($0.account) == PersonName.key(account) }
        }
    }

    private static func tokens(_ db: Database) throws -> [ApiToken] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT t.id, t.label, t.account, e.at, t.until_day FROM api_token t
                JOIN event e ON e.id = t.recorded WHERE t.closed IS NULL ORDER BY t.id
                """
        ).map { row in
            ApiToken(
                id: row[0], label: row[1], account: row[2], madeAt: Instant(milliseconds: row[3]),
                until: (row[4] as Int?).flatMap(Day.init(number:)))
        }
    }

    func makeToken(
        _ digest: Data, named label: String, for name: String, until: Day?, by actor: Actor
    ) throws {
        guard let label = VietnameseText.kept(label) else {
            throw SatchelError(.fieldMissing, ["column": "LABEL"])
        }
        if let until, until < clock.today {
            throw SatchelError(.datesContradict, ["from": clock.today.office, "to": until.office])
        }
        try change("token.make", name, by: actor, detail: ["label": label, "until": until?.iso ?? ""]) {
            db, event in
            let accounts = try Register.accounts(db)
            let account = try Account.valid(name, on: clock.today, among: accounts)
            try refuseOthers(actor, account.name, accounts)
            try db.execute(
                sql: """
                    INSERT INTO api_token (account, label, digest, until_day, recorded) VALUES (?, ?, ?, ?, ?)
                    """, arguments: [account.name, label, digest, until?.number, event])
        }
    }

    /// Revokes a token.
    /// - Throws: `tokenUnknown`, `tokenNotYours`, and what `Register.permit` refuses.
    package func revoke(token id: Int64, by actor: Actor) throws {
        try change("token.revoke", "\(id)", by: actor) { db, event in
            guard let token = try Register.tokens(db).first(where: { $0.id == id }) else {
                throw SatchelError(.tokenUnknown, ["token": "\(id)"])
            }
            try refuseOthers(actor, token.account, Register.accounts(db))
            try db.execute(sql: "UPDATE api_token SET closed = ? WHERE id = ?", arguments: [event, id])
        }
    }

    /// Everybody makes and revokes their own; an administrator of the whole office those of others too.
    private func refuseOthers(_ actor: Actor, _ name: String, _ accounts: [Account]) throws {
        let acting = try Account.valid(actor.user, on: clock.today, among: accounts)
        if acting.administersAll || PersonName.key(actor.user) == PersonName.key(name) { return }
        throw SatchelError(.tokenNotYours, ["name": acting.name, "account": name])
    }

    /// The account a token of a hash acts with today.
    func account(ofToken digest: Data) throws -> Account? {
        try read { db in
            let row = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT \(Register.accountColumns) FROM api_token t JOIN account a ON a.name = t.account
                            AND a.closed IS NULL AND a.from_day <= ?2 AND coalesce(a.to_day, 99999999) >= ?2
                        LEFT JOIN node n ON n.id = a.node_id
                        WHERE t.digest = ?1 AND t.closed IS NULL AND coalesce(t.until_day, 99999999) >= ?2
                        """), arguments: [digest, clock.today.number])
            return row.map { Register.account($0, from: 0) }
        }
    }

    static func closeTokens(of name: String, _ db: Database, _ event: Int64) throws {
        for token in try tokens(db) where PersonName.key(token.account) == PersonName.key(name) {
            try db.execute(
                sql: "UPDATE api_token SET closed = ? WHERE id = ?", arguments: [event, token.id])
        }
    }
}

import Crypto
import Foundation
import GRDB

// Exactly once: what was done under a key that its sender chose, and what was answered.
extension Register {
    /// What the request of a user has done so far, oldest first; empty when it never arrived.
    package func events(ofRequest request: String, by user: String) throws -> [Event] {
        try read { db in
            try Event.fetchAll(
                db,
                sql: """
                    SELECT e.id, e.at, e.user, e.on_behalf_of AS onBehalfOf, e.verb, e.subject, e.detail
                    FROM request q JOIN event e ON e.id = q.event WHERE q.key = ? AND q.at > ? ORDER BY e.id
                    """,
                arguments: [Register.requestKey(request, user), clock.now.milliseconds - StoredAnswer.span])
        }
    }

    /// The answer that was given to the request of a user; nil when none is kept.
    package func answer(to request: String, of user: String) throws -> StoredAnswer? {
        try read { db in
            try Row.fetchOne(
                db,
                sql: "SELECT status, media_type, body, digest FROM answer WHERE key = ? AND at > ?",
                arguments: [Register.requestKey(request, user), clock.now.milliseconds - StoredAnswer.span]
            ).map { row in
                StoredAnswer(
                    status: row[0], mediaType: row[1], body: [UInt8](row[2] as Data),
                    requestDigest: BlobStore.hex(row[3] as Data))
            }
        }
    }

    /// Keeps the answer to the request of a user for 48 hours; the first one given stays.
    /// - Returns: false for an answer too large to keep, or with a digest that is none.
    @discardableResult
    package func store(answer: StoredAnswer, to request: String, of user: String) throws -> Bool {
        guard answer.body.count <= StoredAnswer.largest,
            let digest = Register.bytes(hex: answer.requestDigest), digest.count == 32
        else { return false }
        let now = clock.now.milliseconds
        try Register.naming("register") {
            try writer.write { db in
                try db.execute(
                    sql: "DELETE FROM answer WHERE at <= ?", arguments: [now - StoredAnswer.span])
                try db.execute(
                    sql: """
                        INSERT INTO answer (key, digest, status, media_type, body, at) VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """,
                    arguments: [
                        Register.requestKey(request, user), digest, answer.status, answer.mediaType,
                        Data(answer.body), now,
                    ])
            }
        }
        return true
    }

    /// Refuses what an actor's request did before.
    /// - Throws: `requestRepeated` with the line of the log that tells of it, and when.
    func refuseRepeated(_ db: Database, _ verb: String, _ subject: String, by actor: Actor) throws {
        guard let (event, at) = try repeated(db, verb, subject, by: actor) else { return }
        throw SatchelError(.requestRepeated, ["event": "\(event)", "at": clock.stamp(at)])
    }

    /// What an actor's request did before: the line of the log, and when.
    func repeated(
        _ db: Database, _ verb: String, _ subject: String, by actor: Actor
    ) throws -> (event: Int64, at: Instant)? {
        guard let request = actor.request else { return nil }
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT q.event, e.at FROM request q JOIN event e ON e.id = q.event
                    WHERE q.key = ? AND q.act = ? AND q.at > ?
                    """),
            arguments: [
                Register.requestKey(request, actor.user), AccessSecret.digest("\(verb)\n\(subject)"),
                clock.now.milliseconds - StoredAnswer.span,
            ])
        return row.map { ($0[0], Instant(milliseconds: $0[1])) }
    }

    /// Remembers that an actor's request did something; forgets those of more than 48 hours ago.
    func remember(
        _ db: Database, _ verb: String, _ subject: String, by actor: Actor, _ event: Int64
    ) throws {
        guard let request = actor.request else { return }
        let now = clock.now.milliseconds
        try db.cachedStatement(sql: "DELETE FROM request WHERE at <= ?")
            .execute(arguments: [now - StoredAnswer.span])
        try db.cachedStatement(sql: "INSERT INTO request (key, act, at, event) VALUES (?, ?, ?, ?)")
            .execute(arguments: [
                Register.requestKey(request, actor.user), AccessSecret.digest("\(verb)\n\(subject)"), now,
                event,
            ])
    }

    private static func requestKey(_ request: String, _ user: String) -> Data {
        AccessSecret.digest("\(PersonName.key(user))\n\(request)")
    }

    private static func bytes(hex: String) -> Data? {
        let digits = hex.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == hex.utf8.count, digits.count % 2 == 0 else { return nil }
        return Data(stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) })
    }
}

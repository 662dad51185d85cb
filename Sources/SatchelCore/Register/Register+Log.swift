import GRDB

/// One line of the event log.
package struct Event: Sendable, Decodable, FetchableRecord {
    package let id: Int64
    /// UTC milliseconds.
    package let at: Int64
    package let user: String
    package let onBehalfOf: String?
    package let verb: String
    package let subject: String
    /// JSON object of strings, or nil.
    package let detail: String?

    package var instant: Instant { Instant(milliseconds: at) }
}

extension Register {
    /// The event log, oldest first: at most `limit` lines after line `after`.
    package func events(after: Int64 = 0, limit: Int = 1000) throws -> [Event] {
        try read { db in
            try Event.fetchAll(
                db,
                sql: """
                    SELECT id, at, user, on_behalf_of AS onBehalfOf, verb, subject, detail
                    FROM event WHERE id > ? ORDER BY id LIMIT ?
                    """, arguments: [after, limit])
        }
    }
}

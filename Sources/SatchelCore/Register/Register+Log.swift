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

    /// The lines of the event log that a search means, newest first: at most `limit` after the first `offset`, and how
    /// many there are in all.
    package func events(
        _ search: EventSearch, limit: Int = -1, offset: Int = 0
    ) throws -> (events: [Event], total: Int) {
        let places: StatementArguments = [
            search.verb, search.from.map { clock.instant(of: $0).milliseconds } ?? 0,
            search.to.map { clock.instant(of: $0.advanced(by: 1)).milliseconds } ?? Int64.max,
            search.user.map(EventSearch.pattern), search.text.map(EventSearch.pattern),
        ]
        let meant = """
            FROM event WHERE verb = coalesce(?1, verb) AND at >= ?2 AND at < ?3
                AND (?4 IS NULL OR user LIKE ?4 ESCAPE '\\' OR on_behalf_of LIKE ?4 ESCAPE '\\')
                AND (?5 IS NULL OR subject LIKE ?5 ESCAPE '\\' OR detail LIKE ?5 ESCAPE '\\')
            """
        return try read { db in
            let total = try Int.fetchOne(db, sql: "SELECT count(*) \(meant)", arguments: places) ?? 0
            let events = try Event.fetchAll(
                db,
                sql: """
                    SELECT id, at, user, on_behalf_of AS onBehalfOf, verb, subject, detail \(meant)
                    ORDER BY id DESC LIMIT ?6 OFFSET ?7
                    """, arguments: places + [limit, offset])
            return (events, total)
        }
    }
}

/// Which lines of the event log are meant; nil for all.
package struct EventSearch: Sendable {
    /// A part of the name of who acted, or on whose behalf.
    package var user: String?
    package var verb: String?
    /// A part of what it was about, or of the detail.
    package var text: String?
    package var from: Day?
    package var to: Day?

    package init(
        user: String? = nil, verb: String? = nil, text: String? = nil, from: Day? = nil, to: Day? = nil
    ) {
        self.user = user
        self.verb = verb
        self.text = text
        self.from = from
        self.to = to
    }

    fileprivate static func pattern(_ part: String) -> String {
        let escaped = part.map { "%_\\".contains($0) ? "\\\($0)" : String($0) }.joined()
        return "%\(escaped)%"
    }
}

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
    /// The lines of the event log that are seen, oldest first: at most `limit` after line `after`.
    package func events(after: Int64 = 0, limit: Int = 1000) throws -> [Event] {
        try read { db in
            try Event.fetchAll(
                db,
                sql: """
                    SELECT id, at, user, on_behalf_of AS onBehalfOf, verb, subject, detail
                    FROM event WHERE id > ? \(try seenLines(db)) ORDER BY id LIMIT ?
                    """, arguments: [after, limit])
        }
    }

    /// The lines of the event log that a search means and that are seen, newest first: at most `limit` after the first `offset`, and how
    /// many there are in all.
    package func events(
        _ search: EventSearch, limit: Int = -1, offset: Int = 0
    ) throws -> (events: [Event], total: Int) {
        let places: StatementArguments = [
            search.verb, search.from.map { clock.instant(of: $0).milliseconds } ?? 0,
            search.to.map { clock.instant(of: $0.advanced(by: 1)).milliseconds } ?? Int64.max,
            search.user.map(EventSearch.pattern), search.text.map(EventSearch.pattern),
        ]
        func meant(_ db: Database) throws -> String {
            """
            FROM event WHERE verb = coalesce(?1, verb) AND at >= ?2 AND at < ?3
                AND (?4 IS NULL OR user LIKE ?4 ESCAPE '\\' OR on_behalf_of LIKE ?4 ESCAPE '\\')
                AND (?5 IS NULL OR subject LIKE ?5 ESCAPE '\\' OR detail LIKE ?5 ESCAPE '\\')
                \(try seenLines(db))
            """
        }
        return try read { db in
            let meant = try meant(db)
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

    /// SQL that keeps the lines that are seen: of what is for all, of what was written about a node that is seen, and of
    /// the accounts that are.
    private func seenLines(_ db: Database) throws -> String {
        guard let sight else { return "" }
        let accounts = try Register.accounts(db).filter(isSeen)
        let names = accounts.map { "'\($0.name.replacing("'", with: "''"))'" }.joined(separator: ", ")
        return """
            AND (verb <> 'edition.supply' AND (\(Register.begins(["body", "document", "edition", "kit", "relation", "template"])))
                OR (user IN (\(names)) OR subject IN (\(names)))
                    AND (verb = 'notice.done' OR \(Register.begins(["account", "password", "session", "token"])))
                OR id IN (\(Register.eventsAbout(sight))))
            """
    }

    private static func begins(_ nouns: [String]) -> String {
        nouns.map { "verb LIKE '\($0).%'" }.joined(separator: " OR ")
    }

    /// The events that wrote something about a node of a sight.
    private static func eventsAbout(_ sight: Sight) -> String {
        let ofRecipients = [
            ("evidence", ["recorded", "closed"]), ("transmittal", ["recorded"]), ("notice", ["recorded"]),
        ]
        .flatMap { table, columns in
            columns.map {
                """
                SELECT t.\($0) FROM recipient r JOIN \(table) t ON t.recipient_id = r.id WHERE \(sight.holds("r.node_id"))
                """
            }
        }
        let ofNodes = ["holder", "node_version", "account"].flatMap { table in
            ["recorded", "closed"].map { "SELECT \($0) FROM \(table) WHERE \(sight.holds("node_id"))" }
        }
        let others = [
            "SELECT recorded FROM node WHERE \(sight.holds("id"))",
            "SELECT recorded FROM review WHERE \(sight.holds("node_id"))",
        ]
        return (ofRecipients + ofNodes + others).joined(separator: " UNION ")
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

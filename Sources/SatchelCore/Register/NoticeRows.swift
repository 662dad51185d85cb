import GRDB

/// A notice to be written into the outbox.
struct NewNotice {
    let kind: Notice.Kind
    let recipient: Int64
    let edition: Int
    let channel: Notice.Channel
    let holder: Int64?
    var isUrgent = false
    var effectiveOn: Day?
    /// The notice whose mail tells of it too.
    var lead: Int64?
    /// The failed notice it stands for.
    var insteadOf: Int64?

    /// - Returns: its id.
    @discardableResult
    func insert(_ db: Database, _ event: Int64) throws -> Int64 {
        try db.cachedStatement(
            sql: """
                INSERT INTO notice (kind, recipient_id, edition_number, channel, holder_id, is_urgent, effective_on,
                    lead_id, instead_of, recorded) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            kind.place, recipient, edition, channel.place, holder, isUrgent, effectiveOn?.number, lead,
            insteadOf, event,
        ])
        return db.lastInsertedRowID
    }

    /// Closes what still waits for the same reader by the same channel to tell of an edition: this tells it all.
    func closeEarlier(_ db: Database) throws {
        try db.cachedStatement(
            sql: """
                UPDATE notice SET state = \(Notice.State.notNeeded.place),
                    finished_at = (SELECT at FROM event ORDER BY id DESC LIMIT 1)
                WHERE recipient_id = ? AND state = 0 AND channel = ? AND holder_id IS ? AND leased_by IS NULL
                    AND kind IN (\(Notice.Kind.newEdition.place), \(Notice.Kind.reminder.place))
                """
        ).execute(arguments: [recipient, channel.place, holder])
    }
}

extension Register {
    /// Where a notice that led others waits no longer, the first of those that still do leads the rest.
    static func renewLeads(_ db: Database, _ leads: [Int64]) throws {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT o.lead_id, min(o.id) FROM json_each(?) asked CROSS JOIN notice o ON o.lead_id = asked.value
                JOIN notice l ON l.id = o.lead_id WHERE o.state = 0 AND l.state <> 0 GROUP BY o.lead_id
                """, arguments: [array(leads)])
        for row in rows {
            let (old, new): (Int64, Int64) = (row[0], row[1])
            try db.execute(
                sql: "UPDATE notice SET lead_id = ? WHERE lead_id = ? AND state = 0 AND id <> ?",
                arguments: [new, old, new])
            try db.execute(sql: "UPDATE notice SET lead_id = NULL WHERE id = ?", arguments: [new])
        }
    }
}

/// A holder, and how notices reach it.
struct Reached {
    let holder: Int64
    let byMail: Bool
    let byChat: Bool

    /// Where mail and chat lead to.
    var channels: [Notice.Channel] { (byMail ? [.mail] : []) + (byChat ? [.chat] : []) }

    /// One way by which somebody is told.
    typealias Way = (channel: Notice.Channel, holder: Int64?)

    /// SQL that says whether mail reaches the holder `h`: an address that refused it counts as none.
    static let mailIsSound = """
        (h.email IS NOT NULL AND NOT EXISTS (SELECT 1 FROM contact_fault f
            WHERE f.address = h.email AND f.closed IS NULL))
        """

    /// The holders of a node on a day, in the order in which they were entered.
    static func holders(of node: Int64, on day: Day, _ db: Database) throws -> [Reached] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT h.id, \(mailIsSound), h.chat IS NOT NULL FROM holder h WHERE h.node_id = ?1
                        AND h.from_day <= ?2 AND coalesce(h.to_day, 99999999) >= ?2 AND h.closed IS NULL ORDER BY h.id
                    """), arguments: [node, day.number]
        ).map { Reached(holder: $0[0], byMail: $0[1], byChat: $0[2]) }
    }
}

extension [Reached] {
    /// Every mail and chat of these holders; the telephone when there is neither.
    var ways: [Reached.Way] {
        let ways = flatMap { one in one.channels.map { (channel: $0, holder: Int64?(one.holder)) } }
        return ways.isEmpty ? [(.telephone, first?.holder)] : ways
    }
}

import GRDB

/// A notice that waits, and whether what it was written for still holds today.
struct WaitingNotice {
    let id: Int64
    let kind: Notice.Kind
    let channel: Notice.Channel
    let recipient: Int64
    let edition: Int
    let kit: Int64
    let holder: Int64?
    /// Whose secretary reads it.
    let reader: Int64?
    let isUrgent: Bool
    let effectiveOn: Day?
    let isNeeded: Bool
    /// Whether the holder it is meant for holds the kit today.
    let isHolders: Bool
    /// Where the mail would go to, and why it does not reach there.
    let fault: String?

    /// One message: the notice that leads, and those told within it, among them the lead while it is needed.
    struct Group {
        let lead: Int64
        var all: [WaitingNotice]

        var notices: [WaitingNotice] { all.filter(\.isNeeded) }

        /// Whether it can go as it was written.
        var isSound: Bool { all.allSatisfy { $0.isNeeded && $0.isHolders && $0.fault == nil } }
    }

    /// What the messages with these first notices stand on, in their order.
    static func groups(_ db: Database, of leads: [Int64], today: Day) throws -> [Group] {
        if leads.isEmpty { return [] }
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: WaitingNotice.sql),
            arguments: ["leads": Register.array(leads), "today": today.number])
        var groups: [Int64: Group] = [:]
        while let row = try rows.next() {
            let lead: Int64 = row[1]
            groups[lead, default: Group(lead: lead, all: [])].all.append(WaitingNotice(row))
        }
        return leads.compactMap { groups[$0] }
    }

    private init(_ row: Row) {
        id = row[0]
        kind = Notice.Kind.at(row[2]) ?? .newEdition
        channel = Notice.Channel.at(row[3]) ?? .telephone
        recipient = row[4]
        edition = row[5]
        kit = row[6]
        holder = row[7]
        reader = row[8]
        isUrgent = row[9]
        effectiveOn = (row[10] as Int?).flatMap(Day.init(number:))
        isNeeded = row[11]
        isHolders = row[12]
        fault = row[13]
    }

    /// SQL that says whether an edition of the recipient's kit is withdrawn today.
    private static func isWithdrawn(_ number: String) -> String {
        """
        EXISTS (SELECT 1 FROM edition e JOIN edition_withdrawal w ON w.edition_id = e.id
            WHERE e.kit_id = r.kit_id AND e.number = \(number) AND w.on_day <= :today)
        """
    }

    /// SQL that says whether what the notice `o` to the recipient `r` tells of is still to be told on `:today`: a
    /// withdrawal while the branch is there; what tells of an edition while it is the newest in use, and all but a word
    /// of the day on which a change takes effect while some copy is behind it.
    fileprivate static let needed = """
        EXISTS (SELECT 1 FROM transmittal t WHERE t.recipient_id = r.id AND t.edition_number = o.edition_number
            AND t.closed IS NULL)
        AND EXISTS (SELECT 1 FROM node_version v WHERE v.node_id = r.node_id AND v.closed IS NULL
            AND v.from_day <= :today AND coalesce(v.to_day, 99999999) >= :today)
        AND (o.kind = \(Notice.Kind.withdrawal.place) OR (
            NOT EXISTS (SELECT 1 FROM transmittal t WHERE t.recipient_id = r.id
                AND t.edition_number > o.edition_number AND t.supplied_on <= :today AND t.closed IS NULL
                AND NOT \(isWithdrawn("t.edition_number")))
            AND NOT \(isWithdrawn("o.edition_number"))
            AND (o.kind = \(Notice.Kind.effective.place) OR EXISTS (SELECT 1 FROM holding c
                JOIN standing s ON s.id = c.standing_id
                WHERE c.recipient_id = r.id
                    AND (s.held < o.edition_number OR \(isWithdrawn("s.held")))))))
        """

    /// Whose secretary reads the notice `o`: that of the holder it is meant for; where nobody holds the kit, that of the
    /// branch, or of the committee above it.
    private static let reader = """
        coalesce(h.node_id, CASE o.kind WHEN \(Notice.Kind.escalation.place) THEN (SELECT v.parent_id
            FROM node_version v WHERE v.node_id = r.node_id AND v.closed IS NULL AND v.from_day <= :today
                AND coalesce(v.to_day, 99999999) >= :today) ELSE r.node_id END)
        """

    private static let sql = """
        WITH told AS (
            SELECT o.id FROM json_each(:leads) asked CROSS JOIN notice o ON o.id = asked.value WHERE o.state = 0
            UNION ALL SELECT o.id FROM json_each(:leads) asked CROSS JOIN notice o ON o.lead_id = asked.value
            WHERE o.state = 0)
        SELECT o.id, coalesce(o.lead_id, o.id), o.kind, o.channel, o.recipient_id, o.edition_number, r.kit_id,
            o.holder_id, \(reader), o.is_urgent, o.effective_on, \(needed),
            CASE WHEN h.id IS NULL THEN NOT EXISTS (SELECT 1 FROM holder n WHERE n.node_id = \(reader)
                    AND n.closed IS NULL AND n.from_day <= :today AND coalesce(n.to_day, 99999999) >= :today)
                ELSE h.closed IS NULL AND h.from_day <= :today AND coalesce(h.to_day, 99999999) >= :today END,
            CASE o.channel WHEN 0 THEN (SELECT f.why FROM contact_fault f WHERE f.address = h.email
                AND f.closed IS NULL) END
        FROM told CROSS JOIN notice o ON o.id = told.id CROSS JOIN recipient r ON r.id = o.recipient_id
        LEFT JOIN holder h ON h.id = o.holder_id
        ORDER BY o.lead_id IS NOT NULL, o.id
        """
}

extension Register {
    /// Closes what waits for recipients and nobody needs any more, but for what a worker has in hand. A digest goes on
    /// with the branches that are left.
    static func closeNotices(_ db: Database, of recipients: [Int64], today: Day) throws {
        let ids = try Int64.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT o.id FROM json_each(:recipients) asked
                    CROSS JOIN notice o INDEXED BY notice_open ON o.recipient_id = asked.value AND o.state = 0
                    CROSS JOIN recipient r ON r.id = o.recipient_id LEFT JOIN notice l ON l.id = o.lead_id
                    WHERE coalesce(l.leased_by, o.leased_by) IS NULL AND NOT (\(WaitingNotice.needed)) ORDER BY o.id
                    """), arguments: ["recipients": array(recipients), "today": today.number])
        if ids.isEmpty { return }
        try db.execute(
            sql: """
                UPDATE notice SET state = \(Notice.State.notNeeded.place),
                    finished_at = (SELECT at FROM event ORDER BY id DESC LIMIT 1)
                WHERE id IN (SELECT value FROM json_each(?))
                """, arguments: [array(ids)])
        try renewLeads(db, ids)
    }
}

extension WaitingNotice.Group {
    /// Closes what is not needed; gives the rest to whoever holds the kit now, or to the telephone when the address is
    /// one that refused mail; else another notice leads in place of a lead that was closed.
    func settle(_ db: Database, _ event: Int64, today: Day, now: Int64) throws {
        for notice in all where !notice.isNeeded { try notice.close(.notNeeded, now, db) }
        guard let first = notices.first else { return }
        if notices.contains(where: { !$0.isHolders }) {
            try handOn(db, event, today: today, now: now)
        } else if let fault = first.fault {
            for notice in notices {
                try notice.close(.failed, now, reply: fault, db)
                try notice.callInstead(db, event)
            }
        } else {
            try Register.renewLeads(db, [lead])
        }
    }

    /// Writes it anew for those who hold the kit at the reader's node today; nobody is written to twice.
    private func handOn(_ db: Database, _ event: Int64, today: Day, now: Int64) throws {
        for notice in notices { try notice.close(.moved, now, db) }
        let holders = try notices.first?.reader.map { try Reached.holders(of: $0, on: today, db) } ?? []
        for (channel, holder) in holders.ways {
            var first: Int64?
            for notice in notices where try !notice.isWritten(to: holder, by: channel, db) {
                let isLed = channel != .telephone
                let id = try notice.written(by: channel, to: holder, lead: isLed ? first : nil)
                    .insert(db, event)
                if first == nil { first = id }
            }
        }
    }
}

extension WaitingNotice {
    func close(_ state: Notice.State, _ now: Int64, code: Int? = nil, reply: String? = nil, _ db: Database)
        throws
    {
        try db.cachedStatement(
            sql: """
                UPDATE notice SET state = ?, leased_by = NULL, finished_at = ?, code = coalesce(?, code),
                    reply = coalesce(?, reply) WHERE id = ?
                """
        ).execute(arguments: [state.place, now, code, reply, id])
    }

    /// Puts it on the list to telephone in place of a message that failed.
    func callInstead(_ db: Database, _ event: Int64) throws {
        try written(by: .telephone, to: holder, insteadOf: id).insert(db, event)
    }

    fileprivate func written(
        by channel: Notice.Channel, to holder: Int64?, lead: Int64? = nil, insteadOf: Int64? = nil
    ) -> NewNotice {
        NewNotice(
            kind: kind, recipient: recipient, edition: edition, channel: channel, holder: holder,
            isUrgent: isUrgent, effectiveOn: effectiveOn, lead: lead, insteadOf: insteadOf)
    }

    /// Whether the same waits already for a holder by a channel.
    fileprivate func isWritten(to holder: Int64?, by channel: Notice.Channel, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT EXISTS (SELECT 1 FROM notice WHERE recipient_id = ? AND edition_number = ? AND kind = ?
                        AND holder_id IS ? AND channel = ? AND state = 0)
                    """),
            arguments: [recipient, edition, kind.place, holder, channel.place]) ?? false
    }
}

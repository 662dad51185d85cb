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
    /// The node whose secretary is to read it.
    let reader: Int64?
    let isUrgent: Bool
    let effectiveOn: Day?
    let isNeeded: Bool
    /// Whether the holder it is meant for is the one to read it today.
    let isHolders: Bool
    /// Where the mail would go to, and why it does not reach there.
    let fault: String?
    /// The event that wrote it.
    let recorded: Int64

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
        recorded = row[14]
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
    /// of the day on which a change takes effect while some copy is behind it and the paper folder is not up to date.
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
                WHERE c.recipient_id = r.id AND (\(isWithdrawn("s.held")) OR (s.held < o.edition_number
                    AND NOT EXISTS (SELECT 1 FROM holding p JOIN standing f ON f.id = p.standing_id
                        WHERE p.recipient_id = r.id AND p.copy = \(Copy.paper.rawValue)
                            AND f.held >= o.edition_number AND NOT \(isWithdrawn("f.held")))))))))
        """

    /// Whose secretary is to read the notice `o`: the branch's, or that of the committee which is above it today.
    static let reader = """
        CASE o.kind WHEN \(Notice.Kind.escalation.place) THEN (SELECT v.parent_id
            FROM node_version v WHERE v.node_id = r.node_id AND v.closed IS NULL AND v.from_day <= :today
                AND coalesce(v.to_day, 99999999) >= :today) ELSE r.node_id END
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
                ELSE h.closed IS NULL AND h.from_day <= :today AND coalesce(h.to_day, 99999999) >= :today
                    AND h.node_id IS \(reader) END,
            CASE o.channel WHEN 0 THEN (SELECT f.why FROM contact_fault f WHERE f.address = h.email
                AND f.closed IS NULL) END, o.recorded
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
                    SELECT o.id FROM \(recipients.count > 100 ? openOfMany : openOfFew)
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

    /// Few recipients are asked for one by one; for many, all that waits is looked through.
    private static let openOfFew = """
        json_each(:recipients) asked CROSS JOIN notice o ON o.recipient_id = asked.value AND o.state = 0
        """

    private static let openOfMany = """
        (SELECT l.id FROM notice l INDEXED BY notice_waiting WHERE l.state = 0 AND l.lead_id IS NULL
        UNION ALL SELECT m.id FROM notice l INDEXED BY notice_waiting CROSS JOIN notice m ON m.lead_id = l.id
        WHERE l.state = 0 AND l.lead_id IS NULL) open
        CROSS JOIN notice o ON o.id = open.id AND o.state = 0
            AND o.recipient_id IN (SELECT value FROM json_each(:recipients))
        """
}

extension WaitingNotice.Group {
    /// Closes what is not needed; gives what is another's to read to whoever is to read it now, and the rest to the
    /// telephone when the address is one that refused mail; else another notice leads in place of a lead that was closed.
    func settle(_ db: Database, _ event: Int64, today: Day, now: Int64) throws {
        for notice in all where !notice.isNeeded { try notice.close(.notNeeded, now, db) }
        let others = Dictionary(grouping: notices.filter { !$0.isHolders }, by: \.reader)
        for (reader, notices) in others.sorted(by: { $0.key ?? 0 < $1.key ?? 0 }) {
            try handOn(notices, to: reader, db, event, today: today, now: now)
        }
        for notice in notices where notice.isHolders {
            guard let fault = notice.fault else { continue }
            try notice.close(.failed, now, reply: fault, db)
            try notice.callInstead(db, event)
        }
        try Register.renewLeads(db, [lead])
    }

    /// Writes notices anew for the holders at the reader's node today; nobody is written to twice.
    private func handOn(
        _ notices: [WaitingNotice], to reader: Int64?, _ db: Database, _ event: Int64, today: Day, now: Int64
    ) throws {
        for notice in notices { try notice.close(.moved, now, db) }
        let holders = try reader.map { try Reached.holders(of: $0, on: today, db) } ?? []
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

    /// Whether a holder was told the same by a channel when this was written or since, or is to be.
    fileprivate func isWritten(to holder: Int64?, by channel: Notice.Channel, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT EXISTS (SELECT 1 FROM notice WHERE recipient_id = ? AND edition_number = ? AND kind = ?
                        AND holder_id IS ? AND channel = ? AND recorded >= ? AND state IN (0, 1))
                    """),
            arguments: [recipient, edition, kind.place, holder, channel.place, recorded]) ?? false
    }
}

import GRDB

// What is due, and how the outbox stands, as people read it.
extension Register {
    /// The names to notices that are due, in their order.
    package func lines(of notices: ArraySlice<PlannedNotice>, in kit: KitNotices) throws -> [PlannedLine] {
        try readToday { db in
            let scope = try Register.auditScope(db, kit.kit, clock.today, .now)
            let judge = try Register.auditJudge(db, scope)
            return try notices.compactMap { notice in
                let copies = try Register.standings(db, of: notice.recipient, scope).map(judge.judge)
                return try Register.line(
                    db, notice, edition: kit.edition.number,
                    BranchNeed(copies, latest: kit.edition.number))
            }
        }
    }

    /// How the copies of some recipients of a kit stand today.
    func judgements(of recipients: Set<Int64>, kit slug: String) throws -> [Int64: [Judgement]] {
        try readToday { db in
            let scope = try Register.auditScope(db, slug, clock.today, .now)
            let judge = try Register.auditJudge(db, scope)
            let pairs = try recipients.sorted().map { recipient in
                (recipient, try Register.standings(db, of: recipient, scope).map(judge.judge))
            }
            return Dictionary(uniqueKeysWithValues: pairs)
        }
    }

    /// How a recipient's copies stand today.
    private static func standings(
        _ db: Database, of recipient: Int64, _ scope: AuditScope
    ) throws -> [Standing] {
        try Int64.fetchAll(
            db.cachedStatement(sql: "SELECT standing_id FROM holding WHERE recipient_id = ? ORDER BY copy"),
            arguments: [recipient]
        ).compactMap { try standing(db, $0, of: scope.kit.id) }
    }

    private static func line(
        _ db: Database, _ notice: PlannedNotice, edition: Int, _ need: BranchNeed?
    ) throws -> PlannedLine? {
        try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT n.code, coalesce((SELECT v.name FROM node_version v WHERE v.node_id = n.id
                            AND v.closed IS NULL ORDER BY v.from_day DESC LIMIT 1), n.code),
                        h.person, h.email, h.chat, h.phone, t.due_on
                    FROM recipient r JOIN node n ON n.id = r.node_id LEFT JOIN holder h ON h.id = ?
                    LEFT JOIN transmittal t ON t.recipient_id = r.id AND t.edition_number = ? AND t.closed IS NULL
                    WHERE r.id = ?
                    """), arguments: [notice.holder, edition, notice.recipient]
        ).map { row in
            PlannedLine(
                notice: notice, nodeCode: row[0], nodeName: row[1], person: row[2],
                address: row[3 + notice.channel.place], dueOn: (row[6] as Int?).flatMap(Day.init(number:)),
                need: need)
        }
    }

    /// How the outbox stands now, as far as it is seen.
    package func outbox() throws -> OutboxStatus {
        try readToday { db in
            OutboxStatus(
                counts: try Register.stateCounts(db, sight), oldest: try Register.oldestWaiting(db, sight),
                failures: try Register.failures(db, sight), hosts: try Register.hosts(db, sight),
                faults: try Register.faults(db, sight), held: try Register.held(db, sight))
        }
    }

    /// What waits because the server of its channel takes nothing.
    package func noticesHeldBack() throws -> [OutboxStatus.Held] {
        try readToday { try Register.held($0, sight) }
    }

    /// A server that takes nothing leaves its words on what was not tried.
    private static func held(_ db: Database, _ sight: Sight?) throws -> [OutboxStatus.Held] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT w.channel, w.reply, (SELECT count(*) FROM notice WHERE state = 0 AND channel = w.channel
                    \(seen(sight)))
                FROM (SELECT channel, reply, max(next_at) FROM notice
                    WHERE state = 0 AND lead_id IS NULL AND attempts = 0 AND reply IS NOT NULL \(seen(sight))
                    GROUP BY channel) w ORDER BY w.channel
                """
        ).map {
            OutboxStatus.Held(channel: Notice.Channel.at($0[0]) ?? .mail, reply: $0[1], count: $0[2])
        }
    }

    private static func stateCounts(_ db: Database, _ sight: Sight?) throws -> [OutboxStatus.Count] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT channel, state, count(*), sum(attempts > 0) FROM notice WHERE true \(seen(sight))
                GROUP BY channel, state
                ORDER BY channel, state
                """
        ).map { row in
            OutboxStatus.Count(
                channel: Notice.Channel.at(row[0]) ?? .telephone, state: Notice.State.at(row[1]) ?? .waiting,
                count: row[2], tried: row[3])
        }
    }

    private static func oldestWaiting(_ db: Database, _ sight: Sight?) throws -> [Notice] {
        let ids = try Notice.Channel.allCases.compactMap { channel in
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT min(id) FROM notice WHERE state = 0 AND lead_id IS NULL AND channel = ? \(seen(sight))
                    """,
                arguments: [channel.place])
        }
        return try notices(db, withIDs: ids)
    }

    private static func failures(_ db: Database, _ sight: Sight?) throws -> [OutboxStatus.Failure] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT channel, coalesce(code, 0), coalesce(reply, ''), count(*), max(finished_at) FROM notice
                WHERE state = \(Notice.State.failed.place) \(seen(sight)) GROUP BY 1, 2, 3 ORDER BY 4 DESC, 5 DESC LIMIT 50
                """
        ).map { row in
            OutboxStatus.Failure(
                channel: Notice.Channel.at(row[0]) ?? .mail, code: row[1] == 0 ? nil : row[1], reply: row[2],
                count: row[3], last: Instant(milliseconds: row[4] ?? 0))
        }
    }

    /// The mails that wait and those that failed, by where their addresses lead to.
    private static func hosts(_ db: Database, _ sight: Sight?) throws -> [OutboxStatus.Host] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT lower(substr(h.email, instr(h.email, '@') + 1)), sum(o.state = 0),
                    sum(o.state = 0 AND o.attempts > 0), sum(o.state = \(Notice.State.failed.place))
                FROM notice o JOIN holder h ON h.id = o.holder_id
                WHERE o.channel = 0 AND o.state IN (0, \(Notice.State.failed.place)) AND h.email IS NOT NULL \(seen(sight))
                GROUP BY 1 HAVING sum(o.attempts) > 0 OR sum(o.state <> 0) > 0 ORDER BY 4 DESC, 3 DESC, 1 LIMIT 50
                """
        ).map { OutboxStatus.Host(name: $0[0], waiting: $0[1], tried: $0[2], failed: $0[3]) }
    }

    /// Keeps notices to branches that are seen.
    private static func seen(_ sight: Sight?) -> String {
        sight.map { "AND recipient_id IN (SELECT r.id FROM recipient r WHERE \($0.holds("r.node_id")))" }
            ?? ""
    }

    private static func faults(_ db: Database, _ sight: Sight?) throws -> [OutboxStatus.Fault] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT address, why, since FROM contact_fault f WHERE closed IS NULL \(sight.map { """
                    AND EXISTS (SELECT 1 FROM holder h WHERE h.email = f.address AND \($0.holds("h.node_id")))
                    """ } ?? "") ORDER BY since, id
                """
        ).map {
            OutboxStatus.Fault(address: $0[0], why: $0[1], since: Instant(milliseconds: $0[2]))
        }
    }
}

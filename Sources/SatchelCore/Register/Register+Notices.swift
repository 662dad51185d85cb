import GRDB

extension Register {
    /// The outbox, oldest first; of one kit and edition when given.
    package func notices(of slug: String? = nil, edition: Int? = nil) throws -> [Notice] {
        try notices(NoticeSearch(kit: slug, edition: edition))
    }

    /// The notices that a search means, oldest first: at most `limit` after the first `offset`.
    package func notices(_ search: NoticeSearch, limit: Int = -1, offset: Int = 0) throws -> [Notice] {
        try readToday { db in
            try Register.notices(
                db, "\(search.from(sight)) ORDER BY o.id LIMIT ? OFFSET ?",
                search.arguments + [limit, offset])
        }
    }

    /// The notices with these ids, in their order; those whose supply was taken back are not among them.
    static func notices(_ db: Database, withIDs ids: [Int64]) throws -> [Notice] {
        try notices(
            db, "\(NoticeSearch.tables) WHERE o.id IN (SELECT value FROM json_each(?)) ORDER BY o.id",
            [array(ids)])
    }

    private static func notices(
        _ db: Database, _ from: String, _ arguments: StatementArguments
    ) throws -> [Notice] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT o.id, o.kind, o.channel, k.slug, o.edition_number, o.recipient_id, n.code,
                    coalesce((SELECT v.name FROM node_version v WHERE v.node_id = n.id AND v.closed IS NULL
                        ORDER BY v.from_day DESC LIMIT 1), n.code),
                    h.person, h.phone, h.email, h.chat, t.due_on, r.copy_number, t.generation, e.at,
                    o.is_urgent, o.effective_on, o.lead_id, o.state, o.attempts, o.next_at, o.code, o.reply,
                    o.finished_at
                \(from)
                """, arguments: arguments
        ).map(notice)
    }

    /// How many notices a search means.
    package func count(_ search: NoticeSearch) throws -> Int {
        try readToday { db in
            try Int.fetchOne(db, sql: "SELECT count(*) \(search.from(sight))", arguments: search.arguments)
                ?? 0
        }
    }

    /// The outbox counted by edition, kind and channel; the newest edition of a kit first.
    package func noticeCounts() throws -> [NoticeCount] {
        try readToday { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT k.slug, o.edition_number, o.kind, o.channel, count(*), sum(o.state = \(Notice.State.done.place)),
                        sum(o.state = \(Notice.State.failed.place))
                    FROM notice o JOIN recipient r ON r.id = o.recipient_id JOIN kit k ON k.id = r.kit_id
                    JOIN transmittal t ON t.recipient_id = r.id AND t.edition_number = o.edition_number
                        AND t.closed IS NULL
                    WHERE o.state NOT IN (\(Notice.State.moved.place), \(Notice.State.notNeeded.place))
                        \(sight.holds("r.node_id"))
                    GROUP BY k.id, o.edition_number, o.kind, o.channel
                    ORDER BY k.slug, o.edition_number DESC, o.kind, o.channel
                    """
            ).map { row in
                NoticeCount(
                    kit: row[0], edition: row[1], kind: Notice.Kind.at(row[2]) ?? .newEdition,
                    channel: Notice.Channel.at(row[3]) ?? .telephone, count: row[4], done: row[5],
                    failed: row[6])
            }
        }
    }

    /// Records that notices were passed on: a text pasted, somebody telephoned, letters posted.
    /// - Returns: how many were still waiting. - Throws: `outsideAccount`, and what `permit` refuses.
    @discardableResult
    package func finish(notices ids: [Int64], by actor: Actor) throws -> Int {
        let now = clock.now.milliseconds
        return try change("notice.done", "", by: actor, detail: ["count": "\(ids.count)"]) { db, _ in
            try Register.refuseOutside(notices: ids, "notice.done", of: actor, on: clock.today, db)
            try db.execute(
                sql: """
                    UPDATE notice SET state = \(Notice.State.done.place), leased_by = NULL, finished_at = ?
                    WHERE state = \(Notice.State.waiting.place) AND id IN (SELECT value FROM json_each(?))
                    """, arguments: [now, Register.array(ids.sorted())])
            let count = db.changesCount
            try Register.renewLeads(db, ids)
            return count
        }
    }

    /// Refuses notices to branches outside the subtree of the account that acts.
    /// - Throws: `outsideAccount`.
    static func refuseOutside(
        notices ids: [Int64], _ verb: String, of actor: Actor, on day: Day, _ db: Database
    ) throws {
        let nodes = try Int64.fetchSet(
            db,
            sql: """
                SELECT r.node_id FROM notice o JOIN recipient r ON r.id = o.recipient_id
                WHERE o.id IN (SELECT value FROM json_each(?))
                """, arguments: [Register.array(ids.sorted())])
        try refuseOutside(nodes, verb, of: actor, on: day, db)
    }

    private static func notice(_ row: Row) -> Notice {
        func instant(_ column: Int) -> Instant? {
            (row[column] as Int64?).flatMap { $0 == 0 ? nil : Instant(milliseconds: $0) }
        }
        return Notice(
            id: row[0], kind: Notice.Kind.at(row[1]) ?? .newEdition,
            channel: Notice.Channel.at(row[2]) ?? .telephone, kit: row[3], edition: row[4],
            recipientID: row[5], nodeCode: row[6], nodeName: row[7], person: row[8], phone: row[9],
            email: row[10], chat: row[11], dueOn: (row[12] as Int?).flatMap(Day.init(number:)),
            copyNumber: row[13], generation: row[14], recordedAt: Instant(milliseconds: row[15]),
            isUrgent: row[16], effectiveOn: (row[17] as Int?).flatMap(Day.init(number:)), leadID: row[18],
            course: Notice.Course(
                Notice.State.at(row[19]) ?? .waiting, attempts: row[20], nextAt: instant(21), code: row[22],
                reply: row[23], finishedAt: instant(24)))
    }

    /// Writes reminders to the recipients that are seen who have not updated to the kit's latest edition by a day, or, to
    /// escalate, to the secretary of the committee above each.
    /// - Returns: how many recipients are meant. - Throws: `kitUnknown`, `editionUnknown`, `outsideAccount`.
    package func remind(
        kit slug: String, on day: Day, escalating: Bool = false, by actor: Actor
    ) throws -> Int {
        let reminders = try reminders(kit: slug, on: day, escalating: escalating)
        let edition = reminders.edition
        try change(
            "notice.\(reminders.kind.rawValue)", "\(slug)/\(edition.number)", by: actor,
            detail: ["on": day.iso, "recipients": "\(reminders.nodes.count)"]
        ) { db, event in
            try Register.refuseOutside(
                reminders.nodes.keys, "notice.\(reminders.kind.rawValue)", of: actor, on: clock.today, db)
            try Register.insert(try reminders.notices(on: day, db)[...], of: edition, db, event)
        }
        return reminders.nodes.count
    }
}

/// Which notices are meant; nil for all.
package struct NoticeSearch: Sendable {
    package var kit: String?
    package var edition: Int?
    package var kind: Notice.Kind?
    package var channel: Notice.Channel?
    package var state: Notice.State?
    /// The code of the node.
    package var node: String?

    package init(
        kit: String? = nil, edition: Int? = nil, kind: Notice.Kind? = nil, channel: Notice.Channel? = nil,
        state: Notice.State? = nil, node: String? = nil
    ) {
        self.kit = kit
        self.edition = edition
        self.kind = kind
        self.channel = channel
        self.state = state
        self.node = node
    }

    /// A notice `o` with what is told of it; one whose supply was taken back is none.
    fileprivate static let tables = """
        FROM notice o JOIN recipient r ON r.id = o.recipient_id JOIN kit k ON k.id = r.kit_id
        JOIN node n ON n.id = r.node_id JOIN event e ON e.id = o.recorded
        JOIN transmittal t ON t.recipient_id = r.id AND t.edition_number = o.edition_number AND t.closed IS NULL
        LEFT JOIN holder h ON h.id = o.holder_id
        """

    fileprivate func from(_ sight: Sight?) -> String {
        """
        \(NoticeSearch.tables)
        WHERE k.slug = coalesce(?, k.slug) AND o.edition_number = coalesce(?, o.edition_number)
            AND o.kind = coalesce(?, o.kind) AND o.channel = coalesce(?, o.channel)
            AND o.state = coalesce(?, o.state) \(node == nil ? "" : "AND n.code = ?")
            \(sight.holds("r.node_id")) \(sight.holds("coalesce(h.node_id, r.node_id)"))
        """
    }

    fileprivate var arguments: StatementArguments {
        let fixed: StatementArguments = [kit, edition, kind?.place, channel?.place, state?.place]
        return node.map { fixed + [$0] } ?? fixed
    }
}

/// How many notices of one kind go by one channel about an edition; those moved and those not needed are not among them.
package struct NoticeCount: Sendable {
    package let kit: String
    package let edition: Int
    package let kind: Notice.Kind
    package let channel: Notice.Channel
    package let count: Int
    package let done: Int
    package let failed: Int

    package var waiting: Int { count - done - failed }
}

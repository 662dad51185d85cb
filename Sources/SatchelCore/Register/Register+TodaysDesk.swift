import GRDB

// What the office's first page tells, from the table of today's holdings: counted, no recipient read by itself.
extension Register {
    /// The last event there is: while it stays the last, no answer changes.
    package func newestEvent() throws -> Int64 {
        try read { db in try Int64.fetchOne(db, sql: "SELECT max(id) FROM event") ?? 0 }
    }

    /// The office today, counted.
    package func deskToday() throws -> TodaysDesk {
        // Makes today's table if need be, before two connections read at once.
        try readToday { _ in }
        enum Part: Sendable {
            case desk(TodaysDesk)
            case notices([TodaysDesk.NoticeCount])
        }
        let (today, sight) = (clock.today, sight)
        let counting: @Sendable (Database) throws -> Part = {
            .notices(try Register.noticeCounts($0, sight))
        }
        let telling: @Sendable (Database) throws -> Part = { .desk(try Register.desk($0, today, sight)) }
        let parts = try readTogether([counting, telling])
        var notices: [TodaysDesk.NoticeCount] = []
        for case .notices(let counts) in parts { notices = counts }
        for case .desk(var desk) in parts {
            desk.notices = notices
            return desk
        }
        throw SatchelError(.programFailed)
    }

    private static func desk(_ db: Database, _ today: Day, _ sight: Sight?) throws -> TodaysDesk {
        let inForce = try inForce(db, .now)
        let kits = try String.fetchAll(db, sql: "SELECT slug FROM kit ORDER BY slug").map { slug in
            try kitToday(db, slug, inForce, today, sight)
        }
        let doubtful = try templates(db).compactMap { template in
            let documents = template.doubts(in: inForce, on: today)
            return documents.isEmpty ? nil : (template: template, documents: documents)
        }
        return TodaysDesk(
            day: today, event: try Int64.fetchOne(db, sql: "SELECT max(id) FROM event") ?? 0,
            kits: kits.map(\.kit), committees: try committees(db, kits, today, sight), doubtful: doubtful,
            notices: [], documents: try spokenOf(db, kits.map(\.kit), doubtful.flatMap(\.documents)))
    }

    /// A kit, and what is said of each standing that is kept of it, by its id.
    private typealias Judged = (kit: TodaysDesk.KitToday, judgements: [Int64: Judgement])

    private static func kitToday(
        _ db: Database, _ slug: String, _ inForce: InForce, _ today: Day, _ sight: Sight?
    ) throws -> Judged {
        let scope = try auditScope(db, slug, today, .now)
        let rows = try standings(db, of: scope.kit.id, sight)
        let judge = try auditJudge(db, scope, of: rows.map(\.standing), inForce: inForce)
        var judgements: [Int64: Judgement] = [:]
        var groups: [HoldingsCount.Group] = []
        for row in rows {
            let judgement = try judge.judge(row.standing)
            judgements[row.id] = judgement
            groups.append(HoldingsCount.Group(judgement: judgement, count: row.count))
        }
        let latest = scope.editions.last { $0.number == scope.latest }
        let newest = try latest.flatMap { latest in
            try judge.judge(
                Standing(copy: .electronic, held: latest.number, supplied: latest.number)
            ).contents
        }
        let next = (scope.editions.last?.number ?? 0) + 1
        return (
            TodaysDesk.KitToday(
                kit: scope.kit.definition, latest: latest,
                count: HoldingsCount(kit: slug, day: today, latest: scope.latest, groups: groups),
                ended: newest?.outdated ?? [],
                unconfirmed: (newest?.unverified ?? []).flatMap {
                    inForce.status(of: $0, on: today).unconfirmed
                },
                submission: try submissions(db, of: slug, edition: next).last),
            judgements
        )
    }

    /// How many copies below each committee stand how, in all kits.
    private static func committees(
        _ db: Database, _ kits: [Judged], _ today: Day, _ sight: Sight?
    ) throws -> [TodaysDesk.Committee] {
        var judgements: [Int64: Judgement] = [:]
        for kit in kits { judgements.merge(kit.judgements) { first, _ in first } }
        let parents = try parents(db, on: today)
        // One number for each copy: SQLite gives no row cheaper, and counting here is cheaper than its sorting.
        let rows = try Int64.fetchCursor(
            db,
            sql: """
                SELECT (r.node_id << 24) + h.standing_id FROM holding h CROSS JOIN recipient r ON r.id = h.recipient_id
                """)
        var counts: [Int64: Int] = [:]
        while let row = try rows.next() {
            guard sight.has(row >> 24), let parent = parents[row >> 24] else { continue }
            counts[parent << 24 + row & 0xff_ffff, default: 0] += 1
        }
        var groups: [Int64: [HoldingsCount.Group]] = [:]
        for (key, count) in counts.sorted(by: { $0.key < $1.key }) {
            guard let judgement = judgements[key & 0xff_ffff] else { continue }
            groups[key >> 24, default: []].append(HoldingsCount.Group(judgement: judgement, count: count))
        }
        let nodes = try nodes(db, Array(groups.keys), on: today).filter { sight.has($0.key) }
        return groups.map { TodaysDesk.Committee(node: nodes[$0.key], groups: $0.value) }
            .sorted { ($0.node?.code ?? "") < ($1.node?.code ?? "") }
    }

    /// The node above each node that is there on a day; 0 above the topmost.
    private static func parents(_ db: Database, on day: Day) throws -> [Int64: Int64] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT node_id, coalesce(parent_id, 0) FROM node_version
                WHERE closed IS NULL AND from_day <= ?1 AND coalesce(to_day, 99999999) >= ?1
                """, arguments: [day.number])
        var parents: [Int64: Int64] = [:]
        while let row = try rows.next() { parents[row[0]] = row[1] }
        return parents
    }

    private static func nodes(
        _ db: Database, _ ids: [Int64], on day: Day
    ) throws -> [Int64: OrganisationNode] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT n.id, n.code, v.name, v.kind, v.parent_id, v.official_code, v.from_day, v.to_day
                FROM json_each(?2) asked CROSS JOIN node n ON n.id = asked.value
                CROSS JOIN node_version v ON v.node_id = n.id AND v.closed IS NULL AND v.from_day <= ?1
                    AND coalesce(v.to_day, 99999999) >= ?1
                """, arguments: [day.number, array(ids.sorted())])
        return Dictionary(
            rows.map { ($0[0] as Int64, node($0, from: 0)) }, uniquingKeysWith: { first, _ in first })
    }

    private static func noticeCounts(
        _ db: Database, _ sight: Sight?
    ) throws -> [TodaysDesk.NoticeCount] {
        let moved = Notice.State.moved.place
        return try Row.fetchAll(
            db,
            sql: """
                SELECT kind, channel, state, count(*) FROM notice
                WHERE state NOT IN (\(moved), \(Notice.State.notNeeded.place)) \(seen(sight))
                GROUP BY kind, channel, state ORDER BY kind, channel, state
                """
        ).map { row in
            TodaysDesk.NoticeCount(
                kind: Notice.Kind.at(row[0]) ?? .newEdition,
                channel: Notice.Channel.at(row[1]) ?? .telephone, state: Notice.State.at(row[2]) ?? .waiting,
                count: row[3])
        }
    }

    /// SQL that keeps rows whose recipient is seen.
    private static func seen(_ sight: Sight?) -> String {
        sight.map {
            "AND recipient_id IN (SELECT r.id FROM recipient r WHERE \($0.holds("r.node_id")))"
        } ?? ""
    }

    private static func spokenOf(
        _ db: Database, _ kits: [TodaysDesk.KitToday], _ more: [Int64]
    ) throws -> [Int64: Document] {
        let spoken = kits.flatMap { kit in
            kit.ended.flatMap { [$0.document] + $0.replacedBy }
                + kit.unconfirmed.flatMap { [$0.subject, $0.object] }
        }
        return try documents(db, withIDs: Set(spoken + more), .now)
    }

    private static func documents(
        _ db: Database, withIDs ids: Set<Int64>, _ known: Known
    ) throws -> [Int64: Document] {
        let found = try documents(
            db, known, where: "d.id IN (SELECT value FROM json_each(?))", [array(ids.sorted())])
        return Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
    }

    /// Some documents as known, by their ids; removed ones are not among them.
    package func documents(withIDs ids: Set<Int64>, _ known: Known = .now) throws -> [Int64: Document] {
        ids.isEmpty ? [:] : try read { try Register.documents($0, withIDs: ids, known) }
    }
}

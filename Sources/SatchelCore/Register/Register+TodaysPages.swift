import GRDB

extension Register {
    /// A page of today's audit, by copy number: the copies after a recipient's whose judgement passes, `limit` of them
    /// and those that their last recipient has besides. After that recipient the next page begins.
    /// - Throws: `kitUnknown`.
    package func pageToday(
        kit slug: String, after recipient: Int64 = 0, limit: Int = 50,
        where isWanted: (Judgement) -> Bool = { _ in true }
    ) throws -> [(recipient: Int64, row: HoldingsAudit.Row)] {
        try readToday { db in
            let scope = try Register.auditScope(db, slug, clock.today, .now)
            let judge = try Register.auditJudge(db, scope)
            return try withoutActuallyEscaping(isWanted) { isWanted in
                var page = TodaysPage(db, scope, judge, sight, limit: limit, isWanted)
                try page.fill(after: recipient)
                return try page.rows()
            }
        }
    }
}

/// Finds the copies of one page: goes through all in their order, and when too few of them are wanted, finds the others
/// by how they stand.
private struct TodaysPage {
    private struct Found {
        let recipient: Int64
        let judgement: Judgement
    }

    /// Going through so many takes a few milliseconds.
    private static let patience = 2_000

    private let db: Database
    private let scope: AuditScope
    private let judge: AuditJudge
    private let sight: Sight?
    private let limit: Int
    private let isWanted: (Judgement) -> Bool
    /// By the id of the standing; nil for those not wanted.
    private var judged: [Int64: Judgement?] = [:]
    private var found: [Found] = []

    init(
        _ db: Database, _ scope: AuditScope, _ judge: AuditJudge, _ sight: Sight?, limit: Int,
        _ isWanted: @escaping (Judgement) -> Bool
    ) {
        self.db = db
        self.scope = scope
        self.judge = judge
        self.sight = sight
        self.limit = limit
        self.isWanted = isWanted
    }

    mutating func fill(after recipient: Int64) throws {
        let first = try Int64.fetchOne(
            db, sql: "SELECT id - 1 FROM recipient WHERE kit_id = ? ORDER BY copy_number LIMIT 1",
            arguments: [scope.kit.id])
        let start = max(recipient, first ?? 0)
        guard let reached = try take(after: start, among: "", patience: TodaysPage.patience) else { return }
        var total = 0
        var wanted: [Int64: Int] = [:]
        for (id, standing, count) in try Register.standings(db, of: scope.kit.id) {
            total += count
            if try judgement(id, standing) != nil { wanted[id] = count }
        }
        let areFew = wanted.values.reduce(0, +) * 20 < total
        let ids = Register.array(wanted.keys.sorted())
        // The sign keeps SQLite from looking them up by how they stand.
        let among = "AND \(areFew ? "" : "+")standing_id IN (SELECT value FROM json_each('\(ids)'))"
        _ = try take(after: reached, among: among, patience: .max)
    }

    /// Takes what is wanted of the copies after a recipient's, until there are enough or patience ends.
    /// - Returns: the recipient after whose copies it went out of patience.
    private mutating func take(after start: Int64, among: String, patience: Int) throws -> Int64? {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT recipient_id, standing_id FROM holding WHERE recipient_id > ? \(among) \(seen)
                ORDER BY recipient_id, copy
                """, arguments: [start])
        var passed = 0
        var last = start
        while let row = try rows.next() {
            let recipient: Int64 = row[0]
            if recipient != last {
                if found.count >= limit { return nil }
                if passed >= patience { return last }
                last = recipient
            }
            passed += 1
            if let judgement = try judgement(row[1], nil) {
                found.append(Found(recipient: recipient, judgement: judgement))
            }
        }
        return nil
    }

    private var seen: String {
        sight.map {
            "AND recipient_id IN (SELECT r.id FROM recipient r WHERE \($0.holds("r.node_id")))"
        } ?? ""
    }

    /// What is to be said of a standing, when it is wanted.
    private mutating func judgement(_ id: Int64, _ standing: Standing?) throws -> Judgement? {
        if let known = judged[id] { return known }
        let judgement = try (standing ?? Register.standing(db, id, of: scope.kit.id)).map(judge.judge)
        let wanted = judgement.flatMap { isWanted($0) ? $0 : nil }
        judged[id] = .some(wanted)
        return wanted
    }

    func rows() throws -> [(recipient: Int64, row: HoldingsAudit.Row)] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT n.id, n.code, v.name, v.kind, v.parent_id, v.official_code, v.from_day, v.to_day, r.copy_number,
                    (SELECT t.supplied_on FROM transmittal t
                        WHERE t.recipient_id = r.id AND t.edition_number = ?2 AND t.closed IS NULL)
                FROM recipient r JOIN node n ON n.id = r.node_id JOIN node_version v ON v.node_id = n.id
                    AND v.closed IS NULL AND v.from_day <= ?3 AND coalesce(v.to_day, 99999999) >= ?3
                WHERE r.id = ?1
                """)
        return try found.compactMap { found in
            try Row.fetchOne(
                statement, arguments: [found.recipient, found.judgement.supplied, scope.day.number]
            ).map { row in
                (
                    found.recipient,
                    HoldingsAudit.Row(
                        node: Register.node(row, from: 0), copyNumber: row[8],
                        suppliedOn: (row[9] as Int?).flatMap(Day.init(number:)), judgement: found.judgement)
                )
            }
        }
    }
}

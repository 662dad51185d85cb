import GRDB

// Today's holdings as a table: which recipient stands how, and how many stand alike. It follows from the evidence,
// is kept up with every change of the day it speaks of, and is made anew when another day has come.
extension Register {
    /// How many recipients of a kit stand how today: the audit's answer, from the table.
    /// - Throws: `kitUnknown`.
    package func countToday(kit slug: String) throws -> HoldingsCount {
        try readToday { db in
            let scope = try Register.auditScope(db, slug, clock.today, .now)
            let counts = try Register.standings(db, of: scope.kit.id).filter { $0.value.count > 0 }
            return try Register.count(db, scope, counts.mapValues(\.count))
        }
    }

    /// A page of today's audit, by copy number: at most `limit` copies after a recipient's, of those whose judgement
    /// passes, and one more where that keeps a recipient's two together. After the last one's recipient the next page
    /// begins.
    /// - Throws: `kitUnknown`.
    package func pageToday(
        kit slug: String, after recipient: Int64 = 0, limit: Int = 50,
        where isWanted: (Judgement) -> Bool = { _ in true }
    ) throws -> [(recipient: Int64, row: HoldingsAudit.Row)] {
        try readToday { db in
            let scope = try Register.auditScope(db, slug, clock.today, .now)
            let judge = try Register.auditJudge(db, scope)
            var wanted: [Int64: Judgement] = [:]
            var total = 0
            var all = 0
            for (standing, found) in try Register.standings(db, of: scope.kit.id) where found.count > 0 {
                let judgement = try judge.judge(standing)
                all += found.count
                if isWanted(judgement) {
                    wanted[found.id] = judgement
                    total += found.count
                }
            }
            // Few of them are found by how they stand; many by going through all in order.
            let rows = try Register.page(
                db, scope, after: recipient, limit: limit + 1, wanted, areFew: total * 20 < all)
            let isWhole = rows.count <= limit || rows.suffix(2).first?.recipient == rows.last?.recipient
            return isWhole ? rows : rows.dropLast()
        }
    }

    private static func page(
        _ db: Database, _ scope: AuditScope, after recipient: Int64, limit: Int, _ wanted: [Int64: Judgement],
        areFew: Bool
    ) throws -> [(recipient: Int64, row: HoldingsAudit.Row)] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT h.recipient_id, h.standing_id, n.id, n.code, v.name, v.kind, v.parent_id, v.official_code,
                    v.from_day, v.to_day, r.copy_number, (SELECT t.supplied_on FROM transmittal t JOIN standing s
                        ON s.id = h.standing_id AND t.edition_number = s.supplied
                        WHERE t.recipient_id = h.recipient_id AND t.closed IS NULL)
                FROM (SELECT recipient_id, copy, standing_id FROM holding
                    WHERE \(areFew ? "" : "+")standing_id IN (SELECT value FROM json_each(?1))
                        AND recipient_id > max(?2, (SELECT min(id) - 1 FROM recipient WHERE kit_id = ?3))
                    ORDER BY recipient_id, copy LIMIT ?4) h
                JOIN recipient r ON r.id = h.recipient_id JOIN node n ON n.id = r.node_id
                JOIN node_version v ON v.node_id = n.id AND v.closed IS NULL AND v.from_day <= ?5
                    AND coalesce(v.to_day, 99999999) >= ?5
                ORDER BY h.recipient_id, h.copy
                """,
            arguments: [array(wanted.keys.sorted()), recipient, scope.kit.id, limit, scope.day.number]
        ).compactMap { row in
            wanted[row[1]].map { judgement in
                (
                    row[0],
                    HoldingsAudit.Row(
                        node: node(row, from: 2), copyNumber: row[10],
                        suppliedOn: (row[11] as Int?).flatMap(Day.init(number:)), judgement: judgement)
                )
            }
        }
    }

    /// Makes the table of today's holdings speak of today, then reads.
    private func readToday<Value>(_ body: (Database) throws -> Value) throws -> Value {
        let today = clock.today
        let found: Value? = try read { db in
            try Register.holdingDay(db) == today.number ? try body(db) : nil
        }
        if let found { return found }
        return try Register.naming("register") {
            try writer.write { db in
                try Register.makeHoldings(db, today: today)
                return try body(db)
            }
        }
    }

    private static func holdingDay(_ db: Database) throws -> Int? {
        try Int.fetchOne(db, sql: "SELECT day FROM holding_day")
    }

    private static func makeHoldings(_ db: Database, today: Day) throws {
        try db.execute(sql: "UPDATE holding_day SET day = ?", arguments: [today.number])
        for slug in try String.fetchAll(db, sql: "SELECT slug FROM kit ORDER BY slug") {
            try settleHoldings(db, kit: slug, only: nil, today: today)
        }
    }

    /// Brings today's holdings up to date for the recipients of nodes in all kits, and for some more.
    static func settleHoldings(
        _ db: Database, ofNodes nodes: Set<Int64>, recipients: Set<Int64> = [], today: Day
    ) throws {
        guard try holdingDay(db) == today.number else { return }
        let more = try Int64.fetchSet(
            db, sql: "SELECT node_id FROM recipient WHERE id IN (SELECT value FROM json_each(?))",
            arguments: [array(recipients.sorted())])
        let all = nodes.union(more)
        for kit in try kits(db, of: all) {
            let id = try Register.kit(db, kit).id
            try settleHoldings(
                db, kit: kit, only: try self.recipients(db, kit: id, ofNodes: all), today: today)
        }
    }

    /// Brings today's holdings of a kit up to date, of some recipients or of all; nothing when the table speaks of
    /// another day.
    static func settleHoldings(_ db: Database, kit slug: String, only ids: [Int64]?, today: Day) throws {
        guard try holdingDay(db) == today.number else { return }
        let scope = try auditScope(db, slug, today, .now)
        let total =
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM recipient WHERE kit_id = ?", arguments: [scope.kit.id]) ?? 0
        let areMany = (ids?.count ?? total) * 8 >= total
        let audited = try recipients(db, scope, only: ids)
        let standings = try standings(db, scope, audited, areMany: areMany)
        var table = try HoldingTable(
            db, kit: scope.kit.id, try self.standings(db, of: scope.kit.id).mapValues(\.id))
        try table.expect(ids)
        for (place, recipient) in audited.enumerated() {
            for standings in standings { try table.put(recipient.id, standings[place]) }
        }
        try table.finish()
    }

    /// The standings known of a kit, with how many recipients stand so.
    private static func standings(
        _ db: Database, of kit: Int64
    ) throws -> [Standing: (id: Int64, count: Int)] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT id, copy, held, supplied, due_on, finding_id, withheld, count FROM standing WHERE kit_id = ?
                """, arguments: [kit])
        var standings: [Standing: (id: Int64, count: Int)] = [:]
        func some(_ number: Int) -> Int? { number == 0 ? nil : number }
        while let row = try rows.next() {
            let finding: Int64 = row[5]
            let standing = Standing(
                copy: Copy(rawValue: row[1]) ?? .electronic, held: some(row[2]), supplied: some(row[3]),
                dueOn: Day(number: row[4]), finding: finding == 0 ? nil : finding, withheld: some(row[6]))
            standings[standing] = (row[0], row[7])
        }
        return standings
    }

    /// The kits that some nodes are recipients of.
    static func kits(_ db: Database, of nodes: Set<Int64>) throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                SELECT slug FROM kit WHERE EXISTS (SELECT 1 FROM json_each(?) asked
                    JOIN recipient r ON r.kit_id = kit.id AND r.node_id = asked.value) ORDER BY slug
                """, arguments: [array(nodes.sorted())])
    }

    /// The recipients of a kit at some nodes, by id.
    static func recipients(_ db: Database, kit: Int64, ofNodes nodes: Set<Int64>) throws -> [Int64] {
        try Int64.fetchAll(
            db,
            sql: """
                SELECT r.id FROM json_each(?) asked JOIN recipient r ON r.kit_id = ? AND r.node_id = asked.value
                ORDER BY r.id
                """, arguments: [array(nodes.sorted()), kit])
    }
}

/// Writes the rows of today's holdings that differ from what is there, and the counts.
private struct HoldingTable {
    private let db: Database
    private let kit: Int64
    private var ids: [Standing: Int64]
    /// What is there of those expected and not put yet: recipient × 2 + copy.
    private var present: [Int64: Int64] = [:]
    private var changes: [Int64: Int] = [:]
    private let upsert: Statement

    init(_ db: Database, kit: Int64, _ ids: [Standing: Int64]) throws {
        self.db = db
        self.kit = kit
        self.ids = ids
        upsert = try db.cachedStatement(
            sql: """
                INSERT INTO holding (recipient_id, copy, standing_id) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET standing_id = excluded.standing_id
                """)
    }

    mutating func expect(_ recipients: [Int64]?) throws {
        let rows =
            if let recipients {
                try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT h.recipient_id, h.copy, h.standing_id FROM json_each(?) asked
                        JOIN holding h ON h.recipient_id = asked.value
                        """, arguments: [Register.array(recipients)])
            } else {
                try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT h.recipient_id, h.copy, h.standing_id FROM standing s
                        JOIN holding h ON h.standing_id = s.id WHERE s.kit_id = ?
                        """, arguments: [kit])
            }
        while let row = try rows.next() { present[(row[0] as Int64) * 2 + (row[1] as Int64)] = row[2] }
    }

    mutating func put(_ recipient: Int64, _ standing: Standing) throws {
        let id = try id(of: standing)
        let old = present.removeValue(forKey: recipient * 2 + Int64(standing.copy.rawValue))
        if old == id { return }
        if let old { changes[old, default: 0] -= 1 }
        changes[id, default: 0] += 1
        try upsert.execute(arguments: [recipient, standing.copy.rawValue, id])
    }

    private mutating func id(of standing: Standing) throws -> Int64 {
        if let id = ids[standing] { return id }
        try db.execute(
            sql: """
                INSERT INTO standing (kit_id, copy, held, supplied, due_on, finding_id, withheld, count)
                VALUES (?, ?, ?, ?, ?, ?, ?, 0)
                """,
            arguments: [
                kit, standing.copy.rawValue, standing.held ?? 0, standing.supplied ?? 0,
                standing.dueOn?.number ?? 0, standing.finding ?? 0, standing.withheld ?? 0,
            ])
        ids[standing] = db.lastInsertedRowID
        return db.lastInsertedRowID
    }

    /// Removes who was expected and not put, and sets the counts.
    mutating func finish() throws {
        for (key, standing) in present {
            changes[standing, default: 0] -= 1
            try db.execute(
                sql: "DELETE FROM holding WHERE recipient_id = ? AND copy = ?", arguments: [key / 2, key % 2])
        }
        for (standing, change) in changes where change != 0 {
            try db.execute(
                sql: "UPDATE standing SET count = count + ? WHERE id = ?", arguments: [change, standing])
        }
    }
}

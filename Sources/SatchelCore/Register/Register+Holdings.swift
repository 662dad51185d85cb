import GRDB

// Today's holdings as a table: which recipient stands how, and how many stand alike. It follows from the evidence,
// is kept up with every change of the day it speaks of, and is made anew when another day has come.
extension Register {
    /// How many recipients of a kit stand how today: the audit's answer, from the table.
    /// - Throws: `kitUnknown`.
    package func countToday(kit slug: String) throws -> HoldingsCount {
        try readToday { db in
            let scope = try Register.auditScope(db, slug, clock.today, .now)
            return try Register.count(
                db, scope,
                try Register.standings(db, of: scope.kit.id, sight).map { ($0.standing, $0.count) })
        }
    }

    /// Makes the table of today's holdings speak of today, then reads.
    func readToday<Value>(_ body: (Database) throws -> Value) throws -> Value {
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

    static func holdingDay(_ db: Database) throws -> Int? {
        try Int.fetchOne(db, sql: "SELECT day FROM holding_day")
    }

    static func makeHoldings(_ db: Database, today: Day) throws {
        try db.execute(sql: "UPDATE holding_day SET day = ?", arguments: [today.number])
        // Before what waits for branches that end today is closed with them.
        if let last = try Int64.fetchOne(db, sql: "SELECT max(id) FROM event") {
            try tellSuccessors(db, today: today, last)
        }
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

    /// Brings today's holdings of a kit up to date, of some recipients or of all, and closes the notices that wait for
    /// those who stand otherwise than before and need them no more; nothing when the table speaks of another day.
    static func settleHoldings(_ db: Database, kit slug: String, only ids: [Int64]?, today: Day) throws {
        guard try holdingDay(db) == today.number else { return }
        let scope = try auditScope(db, slug, today, .now)
        // The highest copy number is about how many there are, and found at once.
        let total =
            try Int.fetchOne(
                db, sql: "SELECT max(copy_number) FROM recipient WHERE kit_id = ?", arguments: [scope.kit.id])
            ?? 0
        let areMany = (ids?.count ?? total) * 8 >= total
        let audited = try recipients(db, scope, only: ids, areMany: areMany)
        let all = try standings(db, scope, audited, areMany: areMany).sorted {
            $0.copy.rawValue < $1.copy.rawValue
        }
        var table = try HoldingTable(db, kit: scope.kit.id)
        try table.expect(ids)
        let rows = try all.map { try $0.distinct.map { try table.id(of: $0) } }
        for (place, recipient) in audited.enumerated() {
            for (standings, ids) in zip(all, rows) {
                try table.put(recipient.id, standings.copy, ids[standings.index(place)])
            }
        }
        try closeNotices(db, of: try table.finish(), today: today)
    }

    /// The standings known of a kit, with how many recipients stand so; of those seen they are counted.
    static func standings(
        _ db: Database, of kit: Int64, _ sight: Sight? = nil
    ) throws -> [(id: Int64, standing: Standing, count: Int)] {
        let columns = "s.id, s.copy, s.held, s.supplied, s.due_on, s.finding_id, s.withheld"
        let rows = try Row.fetchCursor(
            db,
            sql: sight == nil
                ? "SELECT \(columns), s.count FROM standing s WHERE s.kit_id = ?1 AND s.count > 0"
                : """
                SELECT \(columns), count(*) FROM json_each(?2) asked CROSS JOIN recipient r ON r.node_id = asked.value
                CROSS JOIN holding h ON h.recipient_id = r.id CROSS JOIN standing s ON s.id = h.standing_id
                WHERE s.kit_id = ?1 GROUP BY s.id
                """, arguments: [kit] + StatementArguments(sight.map { [$0.list] } ?? []))
        var standings: [(id: Int64, standing: Standing, count: Int)] = []
        while let row = try rows.next() { standings.append((row[0], standing(row), row[7])) }
        return standings
    }

    /// A standing with its columns, the copy at index 1 and the others as they are kept after it.
    static func standing(_ row: Row) -> Standing {
        func some(_ number: Int) -> Int? { number == 0 ? nil : number }
        let finding: Int64 = row[5]
        return Standing(
            copy: Copy(rawValue: row[1]) ?? .electronic, held: some(row[2]), supplied: some(row[3]),
            dueOn: Day(number: row[4]), finding: finding == 0 ? nil : finding, withheld: some(row[6]))
    }

    /// The standing that is kept of a kit under an id.
    static func standing(_ db: Database, _ id: Int64, of kit: Int64) throws -> Standing? {
        try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT id, copy, held, supplied, due_on, finding_id, withheld FROM standing WHERE id = ? AND kit_id = ?
                    """), arguments: [id, kit]
        ).map(standing)
    }

    /// The kits that some nodes are recipients of.
    static func kits(_ db: Database, of nodes: Set<Int64>) throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                SELECT slug FROM kit WHERE EXISTS (SELECT 1 FROM json_each(?) asked
                    CROSS JOIN recipient r ON r.kit_id = kit.id AND r.node_id = asked.value) ORDER BY slug
                """, arguments: [array(nodes.sorted())])
    }

    /// The recipients of a kit at some nodes, by id.
    static func recipients(_ db: Database, kit: Int64, ofNodes nodes: Set<Int64>) throws -> [Int64] {
        try Int64.fetchAll(
            db,
            sql: """
                SELECT r.id FROM json_each(?) asked CROSS JOIN recipient r ON r.kit_id = ? AND r.node_id = asked.value
                ORDER BY r.id
                """, arguments: [array(nodes.sorted()), kit])
    }
}

/// Writes the rows of today's holdings that differ from what is there, and the counts.
private struct HoldingTable {
    private let db: Database
    private let kit: Int64
    /// What is there of those expected, by 2 × the recipient's id + the copy, and what stands at `place` and after it
    /// has not been passed yet.
    private var present: [(key: Int64, standing: Int64)] = []
    private var place = 0
    private var changes: [Int64: Int] = [:]
    /// The recipients that stand otherwise than they did.
    private var changed: [Int64] = []
    private let upsert: Statement

    init(_ db: Database, kit: Int64) throws {
        self.db = db
        self.kit = kit
        upsert = try db.cachedStatement(
            sql: """
                INSERT INTO holding (recipient_id, copy, standing_id) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET standing_id = excluded.standing_id
                """)
    }

    /// Reads what is there, of some recipients or of all.
    mutating func expect(_ recipients: [Int64]?) throws {
        let table =
            recipients == nil
            ? "standing s JOIN holding h ON h.standing_id = s.id WHERE s.kit_id = ?"
            : "json_each(?) asked CROSS JOIN holding h ON h.recipient_id = asked.value"
        let rows = try Row.fetchCursor(
            db, sql: "SELECT h.recipient_id * 2 + h.copy, h.standing_id FROM \(table)",
            arguments: recipients.map { [Register.array($0)] } ?? [kit])
        while let row = try rows.next() { present.append((row[0], row[1])) }
        present.sort { $0.key < $1.key }
    }

    /// Puts how a recipient stands; recipients come in the order of their ids, and each one's copies in theirs.
    mutating func put(_ recipient: Int64, _ copy: Copy, _ standing: Int64) throws {
        let key = recipient * 2 + Int64(copy.rawValue)
        try remove(before: key)
        if place < present.count, present[place].key == key {
            let old = present[place].standing
            place += 1
            if old == standing { return }
            changes[old, default: 0] -= 1
        }
        changes[standing, default: 0] += 1
        note(recipient)
        try upsert.execute(arguments: [recipient, copy.rawValue, standing])
    }

    /// Copies of one recipient follow one another.
    private mutating func note(_ recipient: Int64) {
        if changed.last != recipient { changed.append(recipient) }
    }

    /// Removes who was expected and not put.
    private mutating func remove(before key: Int64) throws {
        while place < present.count, present[place].key < key {
            changes[present[place].standing, default: 0] -= 1
            note(present[place].key / 2)
            try db.cachedStatement(sql: "DELETE FROM holding WHERE recipient_id = ? AND copy = ?")
                .execute(arguments: [present[place].key / 2, present[place].key % 2])
            place += 1
        }
    }

    /// The id under which a standing is kept.
    func id(of standing: Standing) throws -> Int64 {
        let values: StatementArguments = [
            kit, standing.copy.rawValue, standing.held ?? 0, standing.supplied ?? 0,
            standing.dueOn?.number ?? 0, standing.finding ?? 0, standing.withheld ?? 0,
        ]
        let known = try Int64.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT id FROM standing WHERE kit_id = ? AND copy = ? AND held = ? AND supplied = ? AND due_on = ?
                        AND finding_id = ? AND withheld = ?
                    """), arguments: values)
        return try known ?? insert(values)
    }

    private func insert(_ values: StatementArguments) throws -> Int64 {
        try db.cachedStatement(
            sql: """
                INSERT INTO standing (kit_id, copy, held, supplied, due_on, finding_id, withheld, count)
                VALUES (?, ?, ?, ?, ?, ?, ?, 0)
                """
        ).execute(arguments: values)
        return db.lastInsertedRowID
    }

    /// Sets the counts; standings that nobody is in any longer are forgotten.
    /// - Returns: the recipients that stand otherwise than they did.
    mutating func finish() throws -> [Int64] {
        try remove(before: .max)
        let count = try db.cachedStatement(sql: "UPDATE standing SET count = count + ? WHERE id = ?")
        let forget = try db.cachedStatement(sql: "DELETE FROM standing WHERE id = ? AND count = 0")
        for (standing, change) in changes where change != 0 {
            try count.execute(arguments: [change, standing])
            if change < 0 { try forget.execute(arguments: [standing]) }
        }
        return changed
    }
}

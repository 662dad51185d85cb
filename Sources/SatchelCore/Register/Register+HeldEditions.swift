import GRDB

/// What recipients hold of one copy.
struct HeldCopy: Sendable {
    let copy: Copy
    let recipients: [Int64]
    let held: HeldEditions
    /// The editions that an earlier holder has not handed over, by the places of those who hold nothing.
    let withheld: [Int: NewestHeld.Found]

    /// How those stand who are recipients indeed.
    func standings(of supplied: [AuditRecipient]) -> Standings {
        var standings = Standings(copy, reserving: supplied.count)
        var place = 0
        for recipient in supplied {
            place = recipients.place(of: recipient.id, from: place)
            let before = withheld[place]
            standings.append(
                recipient, held: held[place], finding: before?.finding ?? held.finding(place),
                withheld: before?.edition)
        }
        return standings
    }
}

// What recipients hold.
extension Register {
    /// What recipients hold of a copy on the day of a scope.
    /// - Parameter ids: ascending.
    static func held(
        _ db: Database, _ scope: AuditScope, _ copy: Copy, _ ids: [Int64], areMany: Bool
    ) throws -> HeldCopy {
        let held = try heldEditions(db, scope, copy, ids, areMany: areMany)
        let withheld = try withheld(db, scope, copy, ids, held.placesAfterChange)
        return HeldCopy(copy: copy, recipients: ids, held: held, withheld: withheld)
    }

    private static func heldEditions(
        _ db: Database, _ scope: AuditScope, _ copy: Copy, _ ids: [Int64], areMany: Bool
    ) throws -> HeldEditions {
        var held = HeldEditions(recipients: ids, areMany: areMany)
        guard let first = ids.first, let last = ids.last else { return held }
        try takeTurns(into: &held, db, scope, copy, areMany ? nil : ids)
        var editions = scope.editions.map(\.number)[...]
        // In the order of the index.
        let sweep = try db.makeStatement(
            sql: """
                SELECT \(HeldEditions.SweptRow.sql) FROM evidence e
                WHERE e.edition_number = ? AND e.copy = \(copy.rawValue) AND e.recipient_id BETWEEN \(first) AND \(last)
                    AND e.proof >= 2 AND e.happened_on <= \(scope.day.number) AND \(scope.known.holds("e"))
                ORDER BY e.recipient_id, e.happened_on
                """)
        while held.sweepingGoesOn, let edition = editions.popLast() {
            let rows = try Int64.fetchCursor(sweep, arguments: [edition])
            try held.sweep(edition) { try rows.next() }
        }
        let places = held.placesLeft
        let asked = places.map { (id: ids[$0], after: held.turnKey($0)) }
        for (order, found) in try NewestHeld(db, scope, copy).held(by: asked) {
            held.settle(places[order], found.edition, finding: found.finding)
        }
        return held
    }

    /// The rows that void those before them, and those with a finding.
    private static func takeTurns(
        into held: inout HeldEditions, _ db: Database, _ scope: AuditScope, _ copy: Copy, _ only: [Int64]?
    ) throws {
        let among = only == nil ? "" : "AND e.recipient_id IN (SELECT value FROM json_each(?))"
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT e.recipient_id, e.happened_on, e.id, e.edition_number, e.finding_id, e.proof FROM evidence e
                WHERE e.copy = ? AND (e.proof = 12 OR e.finding_id IS NOT NULL) AND e.happened_on <= ?
                    AND \(scope.known.holds("e")) \(among)
                ORDER BY e.recipient_id, e.happened_on, e.proof <> 12, e.id
                """,
            arguments: [copy.rawValue, scope.day.number] + StatementArguments(only.map { [array($0)] } ?? []))
        try held.turn {
            try rows.next().map { row in
                let edition: Int = row[3]
                // What is received on the day of the change, the new holder receives.
                let id: Int64 = edition == 0 ? 0 : row[2]
                let turn = HeldEditions.Turn(
                    key: HeldEditions.key(day: row[1], id: id), edition: edition == 0 ? nil : edition,
                    finding: row[4], voids: Proof.voiding.contains(row[5]))
                return (row[0], turn)
            }
        }
    }

    /// The editions that earlier holders have, whoever holds the office now, by the places of those who hold nothing
    /// because the holder changed; findings still count.
    private static func withheld(
        _ db: Database, _ scope: AuditScope, _ copy: Copy, _ ids: [Int64], _ places: [Int]
    ) throws -> [Int: NewestHeld.Found] {
        if places.isEmpty { return [:] }
        let lastFinding = try db.makeStatement(
            sql: """
                SELECT max((e.happened_on << 32) + e.id) FROM evidence e
                WHERE e.recipient_id = ? AND e.copy = \(copy.rawValue) AND (e.proof = 12 OR e.finding_id IS NOT NULL) AND e.proof = 11
                    AND e.happened_on <= \(scope.day.number) AND \(scope.known.holds("e"))
                """)
        let asked = try places.map { place in
            (id: ids[place], after: try Int64.fetchOne(lastFinding, arguments: [ids[place]]) ?? 0)
        }
        let found = try NewestHeld(db, scope, copy).held(by: asked)
        return Dictionary(uniqueKeysWithValues: found.map { (places[$0.key], $0.value) })
    }
}

/// Asks for what some recipients hold: in rounds, each for the newest edition of which there is evidence about one.
struct NewestHeld {
    /// The edition, and what the row that says so tells was found.
    typealias Found = (edition: Int, finding: Int64?)

    private let newest: Int64
    private let round: Statement
    private let findings: Statement

    init(_ db: Database, _ scope: AuditScope, _ copy: Copy) throws {
        newest = Int64(scope.editions.last?.number ?? 0)
        findings = try db.makeStatement(
            sql: "SELECT finding_id FROM evidence WHERE id = ? AND finding_id IS NOT NULL")
        // What is asked is 65536 × the recipient's id + the newest edition meant. Which edition that is stands in one
        // index and its rows in another: the table is not read.
        round = try db.makeStatement(
            sql: """
                WITH newest AS MATERIALIZED (
                    SELECT asked.key AS place, asked.value >> 16 AS recipient_id,
                        (SELECT max(n.edition_number) FROM evidence n WHERE n.recipient_id = asked.value >> 16
                            AND n.copy = \(copy.rawValue) AND n.edition_number BETWEEN 1 AND asked.value & 65535) AS edition
                    FROM json_each(?) asked)
                SELECT newest.place, newest.edition, e.proof, e.happened_on, e.id FROM newest
                LEFT JOIN evidence e ON e.edition_number = newest.edition AND e.copy = \(copy.rawValue)
                    AND e.recipient_id = newest.recipient_id AND e.proof >= 2 AND e.happened_on <= \(scope.day.number)
                    AND \(scope.known.holds("e"))
                WHERE newest.edition IS NOT NULL
                """)
    }

    /// What recipients hold by their rows from a key on, each by its own; by their order.
    func held(by recipients: [(id: Int64, after: Int64)]) throws -> [Int: Found] {
        try rows(of: recipients).mapValues { row in
            let id = row.key & 0xffff_ffff
            return (
                row.edition,
                Proof.tellsFinding(number: row.proof) ? try Int64.fetchOne(findings, arguments: [id]) : nil
            )
        }
    }

    /// The rows that decide, by the order of the recipients.
    private func rows(
        of recipients: [(id: Int64, after: Int64)]
    ) throws -> [Int: (edition: Int, key: Int64, proof: Int)] {
        var found: [Int: (edition: Int, key: Int64, proof: Int)] = [:]
        var asked = recipients.indices.map { (order: $0, upTo: newest) }
        while !asked.isEmpty {
            let rows = try Row.fetchCursor(
                round,
                arguments: [Register.array(asked.map { recipients[$0.order].id << 16 + $0.upTo })])
            var next: [(order: Int, upTo: Int64)] = []
            var last = (order: -1, edition: 0, key: 0 as Int64, proof: 0)
            func close() {
                if last.proof != 0 && !Proof.isEnd(number: last.proof) {
                    found[last.order] = (last.edition, last.key, last.proof)
                } else if last.order >= 0 {
                    next.append((last.order, Int64(last.edition - 1)))
                }
            }
            while let row = try rows.next() {
                let order = asked[row[0]].order
                if order != last.order {
                    close()
                    last = (order, row[1], 0, 0)
                }
                guard let proof = row[2] as Int? else { continue }
                let key = HeldEditions.key(day: row[3], id: row[4])
                if key >= recipients[order].after && key >= last.key { (last.key, last.proof) = (key, proof) }
            }
            close()
            asked = next
        }
        return found
    }
}

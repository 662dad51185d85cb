import GRDB

// Today's holdings against the evidence that they follow from.
extension Register {
    /// Where today's holdings differ from what the evidence says: by kit, with the codes of the recipients whose rows
    /// do, and whether counts do. Nil when the table speaks of another day: then it is made anew before it is read.
    func holdingsAstray() throws -> [CheckFinding]? {
        try read { db in
            let today = clock.today
            guard try Register.holdingDay(db) == today.number else { return nil }
            let kits = try String.fetchAll(db, sql: "SELECT slug FROM kit ORDER BY slug")
            let astray = try kits.compactMap { try Register.holdingsAstray(db, kit: $0, today: today) }
            let strays = try Int64.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT recipient_id FROM holding
                    WHERE NOT EXISTS (SELECT 1 FROM recipient r WHERE r.id = recipient_id) ORDER BY recipient_id
                    """)
            return strays.isEmpty
                ? astray : astray + [CheckFinding(.holdings, "–", details: strays.map { "#\($0)" })]
        }
    }

    /// Makes today's holdings anew from the evidence.
    package func rebuildHoldings() throws {
        try Register.naming("register") {
            try writer.write { db in
                try db.execute(sql: "DELETE FROM holding; DELETE FROM standing")
                try Register.makeHoldings(db, today: clock.today)
            }
        }
    }

    private static func holdingsAstray(_ db: Database, kit slug: String, today: Day) throws -> CheckFinding? {
        let scope = try auditScope(db, slug, today, .now)
        let audited = try recipients(db, scope, areMany: true)
        var expected: [Int64: Standing] = [:]
        var counts: [Standing: Int] = [:]
        for standings in try standings(db, scope, audited) {
            for (place, recipient) in audited.enumerated() {
                let standing = standings[place]
                expected[recipient.id * 2 + Int64(standings.copy.rawValue)] = standing
                counts[standing, default: 0] += 1
            }
        }
        var differing = try rowsAstray(db, scope.kit.id, &expected)
        // Whoever is left has no row.
        differing.formUnion(expected.keys.map { $0 / 2 })
        let told = try standings(db, of: scope.kit.id).map { ($0.standing, $0.count) }
        let agree = told.count == counts.count && told.allSatisfy { counts[$0] == $1 }
        if differing.isEmpty, agree { return nil }
        return CheckFinding(.holdings, slug, details: try codes(db, ofRecipients: differing))
    }

    /// The recipients of a kit whose rows differ from those expected, which are taken away as they are met.
    private static func rowsAstray(
        _ db: Database, _ kit: Int64, _ expected: inout [Int64: Standing]
    ) throws -> Set<Int64> {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT h.recipient_id * 2 + h.copy, s.copy, s.held, s.supplied, s.due_on, s.finding_id, s.withheld
                FROM recipient r JOIN holding h ON h.recipient_id = r.id
                LEFT JOIN standing s ON s.id = h.standing_id AND s.kit_id = r.kit_id WHERE r.kit_id = ?
                """, arguments: [kit])
        var differing: Set<Int64> = []
        while let row = try rows.next() {
            let key: Int64 = row[0]
            let isKnown = row[1] as Int? != nil
            if !isKnown || expected[key] != standing(row) { differing.insert(key / 2) }
            expected[key] = nil
        }
        return differing
    }

    private static func codes(_ db: Database, ofRecipients ids: Set<Int64>) throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                SELECT n.code FROM json_each(?) asked CROSS JOIN recipient r ON r.id = asked.value
                JOIN node n ON n.id = r.node_id ORDER BY n.code
                """, arguments: [array(ids.sorted())])
    }
}

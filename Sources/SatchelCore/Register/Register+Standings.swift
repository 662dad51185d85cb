import GRDB

// How recipients stand: what they were supplied with, and what they hold. Nearly all got the latest edition, whose
// transmittals and evidence each lie together.
extension Register {
    /// How recipients stand on the day of a scope, by copy and then by their places.
    /// - Parameter areMany: false for a few of a kit's recipients, who are asked for one by one.
    static func standings(
        _ db: Database, _ scope: AuditScope, _ recipients: [AuditRecipient], areMany: Bool = true
    ) throws -> [[Standing]] {
        let ids = recipients.map(\.id)
        return try scope.kit.definition.copies.map { copy in
            var held = HeldEditions(recipients: ids, areMany: areMany)
            try fill(&held, db, scope, copy, ids)
            let after = held.placesAfterChange
            let withheld = try newest(db, scope, copy, after.map { (ids[$0], 0) }, countsChanges: false)
            var standings = recipients.enumerated().map { place, recipient in
                Standing(
                    copy: copy, held: held[place], supplied: recipient.supply?.edition,
                    dueOn: recipient.supply?.due, finding: held.finding(place))
            }
            for (order, place) in after.enumerated() {
                standings[place].withheld = withheld[order]?.edition
                standings[place].finding = withheld[order]?.finding
            }
            return standings
        }
    }

    /// The recipients by the day of a scope, by id, whose branch is there on it; of those given only, when they are.
    static func recipients(
        _ db: Database, _ scope: AuditScope, only ids: [Int64]? = nil, evenGone: Bool = false
    ) throws -> [AuditRecipient] {
        // Nothing is supplied before it is issued. A recipient's first day tells nothing: an edition can be supplied
        // later, for an earlier day.
        if scope.editions.isEmpty { return [] }
        let gone = evenGone ? [] : try nodesGone(db, scope)
        let among = ids == nil ? "" : "AND id IN (SELECT value FROM json_each(?))"
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT id, node_id, copy_number FROM recipient
                WHERE kit_id = ? AND recorded <= ? \(among) ORDER BY id
                """,
            arguments: [scope.kit.id, scope.known.event]
                + StatementArguments(ids.map { [array($0)] } ?? []))
        var recipients: [AuditRecipient] = []
        while let row = try rows.next() {
            let node: Int64 = row[1]
            if !gone.isEmpty && gone.contains(node) { continue }
            recipients.append(AuditRecipient(id: row[0], node: node, copyNumber: row[2], supply: nil))
        }
        guard let latest = scope.latest, !recipients.isEmpty else {
            return try dropNeverSupplied(db, scope, recipients)
        }
        if ids == nil { try take(supplies(db, scope, with: latest, to: recipients), into: &recipients) }
        let others = recipients.filter { $0.supply == nil }
        if !others.isEmpty { try take(supplies(db, scope, upTo: latest, to: others), into: &recipients) }
        return try dropNeverSupplied(db, scope, recipients)
    }

    /// A recipient whose every supply was taken back, or began later, is none.
    private static func dropNeverSupplied(
        _ db: Database, _ scope: AuditScope, _ recipients: [AuditRecipient]
    ) throws -> [AuditRecipient] {
        let unsupplied = recipients.filter { $0.supply == nil }.map(\.id)
        if unsupplied.isEmpty { return recipients }
        let supplied = try Int64.fetchSet(
            db,
            sql: """
                SELECT asked.value FROM json_each(?) asked WHERE EXISTS (SELECT 1 FROM transmittal t
                    WHERE t.recipient_id = asked.value AND t.supplied_on <= ? AND \(scope.known.holds("t")))
                """, arguments: [array(unsupplied), scope.day.number])
        return recipients.filter { $0.supply != nil || supplied.contains($0.id) }
    }

    /// The nodes that have ended by the day, or never were as known. Few have ever ended: only those are looked at.
    private static func nodesGone(_ db: Database, _ scope: AuditScope) throws -> Set<Int64> {
        let holds = scope.known.holds("v")
        let rows = try Int64.fetchCursor(
            db,
            sql: """
                SELECT DISTINCT node_id FROM (
                    SELECT node_id FROM node_version WHERE to_day IS NOT NULL
                    UNION ALL SELECT node_id FROM node_version WHERE closed IS NOT NULL) changed
                WHERE NOT EXISTS (SELECT 1 FROM node_version v WHERE v.node_id = changed.node_id AND v.from_day <= ?
                    AND coalesce(v.to_day, 99999999) >= ? AND \(holds))
                """, arguments: [scope.day.number, scope.day.number])
        var gone: Set<Int64> = []
        while let id = try rows.next() { gone.insert(id) }
        return gone
    }

    private static func supplies(
        _ db: Database, _ scope: AuditScope, with edition: Int, to recipients: [AuditRecipient]
    ) throws -> RowCursor {
        try Row.fetchCursor(
            db,
            sql: """
                SELECT recipient_id, edition_number, supplied_on, due_on FROM transmittal
                WHERE edition_number = ? AND recipient_id BETWEEN ? AND ? AND supplied_on <= ?
                    AND \(scope.known.holds("transmittal")) ORDER BY recipient_id
                """,
            arguments: [edition, recipients.first?.id, recipients.last?.id, scope.day.number])
    }

    private static func supplies(
        _ db: Database, _ scope: AuditScope, upTo edition: Int, to recipients: [AuditRecipient]
    ) throws -> RowCursor {
        try Row.fetchCursor(
            db,
            sql: """
                SELECT t.recipient_id, t.edition_number, t.supplied_on, t.due_on
                FROM json_each(?) asked JOIN transmittal t ON t.recipient_id = asked.value AND t.edition_number =
                    (SELECT max(edition_number) FROM transmittal n WHERE n.recipient_id = asked.value
                        AND n.edition_number <= ? AND n.supplied_on <= ? AND \(scope.known.holds("n")))
                    AND t.supplied_on <= ? AND \(scope.known.holds("t"))
                ORDER BY t.recipient_id
                """, arguments: [array(recipients.map(\.id)), edition, scope.day.number, scope.day.number])
    }

    /// Both are in the order of their ids.
    private static func take(_ supplies: RowCursor, into recipients: inout [AuditRecipient]) throws {
        var place = 0
        while let row = try supplies.next() {
            let id: Int64 = row[0]
            while place < recipients.count, recipients[place].id < id { place += 1 }
            guard place < recipients.count, recipients[place].id == id else { continue }
            recipients[place].supply = AuditRecipient.Supply(
                edition: row[1], on: (row[2] as Int?).flatMap(Day.init(number:)),
                due: (row[3] as Int?).flatMap(Day.init(number:)))
        }
    }
}

// What recipients hold.
extension Register {
    private static func fill(
        _ held: inout HeldEditions, _ db: Database, _ scope: AuditScope, _ copy: Copy, _ recipients: [Int64]
    ) throws {
        guard let first = recipients.first, let last = recipients.last else { return }
        try takeTurns(into: &held, db, scope, copy, held.isSweptEnough ? recipients : nil)
        var editions = scope.editions.map(\.number)[...]
        let sweep = try db.cachedStatement(
            sql: """
                SELECT e.recipient_id, e.proof, \(held.hasTurns ? "(e.happened_on << 32) + e.id" : "0")
                FROM evidence e WHERE e.edition_number = ? AND e.copy = ? AND e.recipient_id BETWEEN ? AND ?
                    AND e.proof >= 2 AND e.happened_on <= ? AND \(scope.known.holds("e"))
                ORDER BY e.recipient_id, e.happened_on, e.id
                """)
        while held.left > 0, !held.isSweptEnough, let edition = editions.popLast() {
            let rows = try Row.fetchCursor(
                sweep, arguments: [edition, copy.rawValue, first, last, scope.day.number])
            try held.sweep(edition) { try rows.next().map { ($0[0], $0[1], $0[2]) } }
        }
        guard held.left > 0, let newest = editions.last else { return }
        held.settle(try self.newest(db, scope, copy, held.others, upTo: newest))
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
                WHERE e.copy = ? AND (e.proof = 12 OR e.finding_id IS NOT NULL) AND e.happened_on <= ? AND \(scope.known.holds("e")) \(among)
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

    /// What recipients hold by their rows from a key on, asked for one by one, by their order; those who hold nothing
    /// are left out.
    /// - Parameter countsChanges: false to ask where copies are, whoever holds the office; findings still count.
    private static func newest(
        _ db: Database, _ scope: AuditScope, _ copy: Copy, _ asked: [(recipient: Int64, after: Int64)],
        upTo edition: Int? = nil, countsChanges: Bool = true
    ) throws -> [Int: (edition: Int, finding: Int64?)] {
        guard let edition = edition ?? scope.editions.last?.number, !asked.isEmpty else { return [:] }
        let list = asked.map { "[\($0.recipient),\($0.after)]" }.joined(separator: ",")
        let holds = "e.happened_on <= \(scope.day.number) AND \(scope.known.holds("e"))"
        let after =
            countsChanges
            ? "asked.value ->> 1"
            : """
            coalesce((SELECT max((e.happened_on << 32) + e.id) FROM evidence e
                WHERE e.copy = \(copy.rawValue) AND (e.proof = 12 OR e.finding_id IS NOT NULL) AND e.proof = 11
                    AND e.recipient_id = asked.value ->> 0 AND \(holds)), 0)
            """
        // The one max() makes `id` and `proof` those of an edition's last row (SQLite's rule for bare columns).
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT asked.key, d.edition_number, d.finding_id FROM json_each(?) asked
                JOIN evidence d ON d.id = (SELECT e.id FROM evidence e
                    WHERE e.recipient_id = asked.value ->> 0 AND e.copy = \(copy.rawValue) AND e.proof >= 2 AND \(holds)
                        AND e.edition_number BETWEEN 1 AND ? AND (e.happened_on << 32) + e.id >= \(after)
                    GROUP BY e.edition_number
                    HAVING max((e.happened_on << 32) + e.id) AND e.proof NOT IN (9, 10, 12)
                    ORDER BY e.edition_number DESC LIMIT 1)
                """, arguments: ["[\(list)]", edition])
        var found: [Int: (edition: Int, finding: Int64?)] = [:]
        while let row = try rows.next() { found[row[0]] = (row[1], row[2]) }
        return found
    }

    /// Ids as a JSON array, to be asked for in one statement.
    static func array(_ ids: [Int64]) -> String { "[\(ids.map(String.init).joined(separator: ","))]" }
}

import GRDB

/// What branches take over from those they succeed: the newest edition any of them held, copy by copy, and the supply
/// that was still to be confirmed. Derived from lineage, evidence and supply up to the day before, and derived again
/// whenever one of those changes.
struct Inheritance {
    private struct Key: Hashable {
        let day: Int
        let successor: Int64
    }

    /// How one node stood in one kit the day before.
    private struct Place {
        let recipient: Int64
        let copyNumber: Int
        let standings: [Standing]
    }

    private struct Copied: Hashable {
        let edition: Int
        let copy: Int
        let from: Int64
        let finding: Int64?
    }

    private let db: Database
    private let event: Int64

    init(_ db: Database, event: Int64) {
        self.db = db
        self.event = event
    }

    /// Derives again what nodes, and those that succeed them, take over.
    /// - Parameter changed: the nodes whose lineage, evidence or supply changed.
    /// - Returns: the recipients whose inheritance changed.
    func settle(_ changed: Set<Int64>) throws -> Set<Int64> {
        var dirty = changed
        var recipients: Set<Int64> = []
        var predecessors = try edges(of: changed)
        if predecessors.isEmpty { return [] }
        var days = Set(predecessors.keys.map(\.day)).sorted()[...]
        while let day = days.popFirst() {
            let groups = predecessors.filter { key, nodes in
                key.day == day && (dirty.contains(key.successor) || !dirty.isDisjoint(with: nodes))
            }
            if groups.isEmpty { continue }
            let (found, nodes) = try settle(groups, Day(number: day) ?? .first)
            recipients.formUnion(found)
            if nodes.isSubset(of: dirty) { continue }
            dirty.formUnion(nodes)
            predecessors = try edges(of: dirty)
            days = Set(predecessors.keys.map(\.day)).filter { $0 > day }.sorted()[...]
        }
        return recipients
    }

    /// The predecessors of every succession that some nodes take part in, those with rows derived before too.
    private func edges(of nodes: Set<Int64>) throws -> [Key: Set<Int64>] {
        let list = Register.array(nodes.sorted())
        var edges: [Key: Set<Int64>] = [:]
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT on_day, successor_id, predecessor_id, closed IS NULL AND takes_copies FROM node_lineage
                WHERE successor_id IN (SELECT successor_id FROM node_lineage
                    WHERE predecessor_id IN (SELECT value FROM json_each(?1))
                    UNION SELECT value FROM json_each(?1))
                """, arguments: [list])
        while let row = try rows.next() {
            let key = Key(day: row[0], successor: row[1])
            edges[key, default: []].formUnion((row[3] as Bool) ? [row[2]] : [])
        }
        return edges
    }

    /// - Returns: the recipients and nodes for which something changed.
    private func settle(
        _ groups: [Key: Set<Int64>], _ day: Day
    ) throws -> (recipients: Set<Int64>, nodes: Set<Int64>) {
        var recipients: Set<Int64> = []
        var nodes: Set<Int64> = []
        let all = groups.reduce(into: Set<Int64>()) { $0.formUnion($1.value.union([$1.key.successor])) }
        for kit in try kits(of: all) {
            let scope = try Register.auditScope(db, kit, day.advanced(by: -1), .now)
            let places = try places(scope, all)
            for (key, predecessors) in groups.sorted(by: { $0.key.successor < $1.key.successor }) {
                let from = predecessors.compactMap { places[$0] }.sorted { $0.copyNumber < $1.copyNumber }
                let own = places[key.successor]
                if let recipient = try settle(key, day, scope, from, own) {
                    recipients.insert(recipient)
                    nodes.insert(key.successor)
                }
            }
        }
        return (recipients, nodes)
    }

    private func kits(of nodes: Set<Int64>) throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                SELECT DISTINCT k.slug FROM json_each(?) asked CROSS JOIN kit k
                JOIN recipient r ON r.kit_id = k.id AND r.node_id = asked.value ORDER BY k.slug
                """, arguments: [Register.array(nodes.sorted())])
    }

    private func places(_ scope: AuditScope, _ nodes: Set<Int64>) throws -> [Int64: Place] {
        let ids = try Int64.fetchAll(
            db,
            sql: """
                SELECT r.id FROM json_each(?) asked CROSS JOIN recipient r ON r.kit_id = ? AND r.node_id = asked.value ORDER BY r.id
                """, arguments: [Register.array(nodes.sorted()), scope.kit.id])
        let recipients = try Register.recipients(db, scope, only: ids)
        let standings = try Register.standings(db, scope, recipients, areMany: false)
        return Dictionary(
            uniqueKeysWithValues: recipients.enumerated().map { place, recipient in
                (
                    recipient.node,
                    Place(
                        recipient: recipient.id, copyNumber: Int(recipient.copyNumber),
                        standings: standings.map { $0[place] })
                )
            })
    }

    /// - Returns: the successor's recipient when its rows changed.
    private func settle(
        _ key: Key, _ day: Day, _ scope: AuditScope, _ from: [Place], _ own: Place?
    ) throws -> Int64? {
        let copies = scope.kit.definition.copies.indices.compactMap { index -> Copied? in
            let best = from.reduce(nil as (Place, Int)?) { best, place in
                let edition = place.standings[index].held ?? place.standings[index].withheld ?? 0
                return edition > best?.1 ?? 0 ? (place, edition) : best
            }
            guard let best, best.1 > own?.standings[index].held ?? 0 else { return nil }
            return Copied(
                edition: best.1, copy: scope.kit.definition.copies[index].rawValue, from: best.0.recipient,
                finding: best.0.standings[index].finding)
        }
        var due: [Int: Int?] = [:]
        for copied in copies { due[copied.edition] = .some(nil) }
        let supplied = from.compactMap { $0.standings.first?.supplied }.max() ?? 0
        if supplied > own?.standings.first?.supplied ?? 0 {
            let latest = from.compactMap(\.standings.first).filter { $0.supplied == supplied }.compactMap(
                \.dueOn)
            due[supplied] = .some(latest.max().map { max($0, day).number })
        }
        let known = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT id FROM recipient WHERE kit_id = ? AND node_id = ?"),
            arguments: [scope.kit.id, key.successor])
        if known == nil && due.isEmpty { return nil }
        let recipient = try known ?? addRecipient(scope.kit.id, key.successor)
        let isSupplyNew = try settleSupply(recipient, day, due)
        let isEvidenceNew = try settleEvidence(recipient, day, copies)
        return isSupplyNew || isEvidenceNew ? recipient : nil
    }

    /// A recipient made by a succession counts from its first supply on, whichever day that will be.
    private func addRecipient(_ kit: Int64, _ node: Int64) throws -> Int64 {
        try db.cachedStatement(
            sql: """
                INSERT INTO recipient (kit_id, node_id, copy_number, first_day, recorded)
                SELECT ?1, ?2, coalesce(max(copy_number), 0) + 1, 0, ?3 FROM recipient WHERE kit_id = ?1
                """
        ).execute(arguments: [kit, node, event])
        let recipient = db.lastInsertedRowID
        try Register.settleTurns(db, ofNew: [node], event)
        return recipient
    }

    /// What a successor is supplied with by the succession itself; an edition it has by itself it keeps.
    private func settleSupply(_ recipient: Int64, _ day: Day, _ wanted: [Int: Int?]) throws -> Bool {
        var wanted = wanted
        var isChanged = false
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT edition_number, due_on, way = 2 AND supplied_on = ?, recorded FROM transmittal
                    WHERE recipient_id = ? AND closed IS NULL
                    """), arguments: [day.number, recipient])
        for row in rows {
            let edition: Int = row[0]
            let isDerived: Bool = row[2]
            if isDerived, wanted[edition] != .some(row[1] as Int?) {
                isChanged = true
                try db.cachedStatement(
                    sql: """
                        UPDATE transmittal SET closed = ? WHERE edition_number = ? AND recipient_id = ? AND recorded = ?
                        """
                ).execute(arguments: [event, edition, recipient, row[3] as Int64])
            } else {
                wanted.removeValue(forKey: edition)
            }
        }
        for (edition, due) in wanted.sorted(by: { $0.key < $1.key }) {
            isChanged = true
            try db.cachedStatement(
                sql: """
                    INSERT INTO transmittal (recipient_id, edition_number, supplied_on, due_on, way, recorded)
                    VALUES (?, ?, ?, ?, 2, ?)
                    """
            ).execute(arguments: [recipient, edition, day.number, due, event])
        }
        return isChanged
    }

    private func settleEvidence(_ recipient: Int64, _ day: Day, _ wanted: [Copied]) throws -> Bool {
        var wanted = Set(wanted)
        var isChanged = false
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT id, edition_number, copy, inherited_from, finding_id FROM evidence
                    WHERE recipient_id = ? AND inherited_from IS NOT NULL AND happened_on = ? AND closed IS NULL
                    """), arguments: [recipient, day.number])
        for row in rows {
            let copied = Copied(edition: row[1], copy: row[2], from: row[3], finding: row[4])
            if wanted.remove(copied) != nil { continue }
            isChanged = true
            try db.cachedStatement(sql: "UPDATE evidence SET closed = ? WHERE id = ?")
                .execute(arguments: [event, row[0] as Int64])
        }
        for copied in wanted.sorted(by: { ($0.copy, $0.edition) < ($1.copy, $1.edition) }) {
            isChanged = true
            try db.cachedStatement(
                sql: """
                    INSERT INTO evidence (recipient_id, edition_number, copy, proof, medium, happened_on, inherited_from,
                        finding_id, recorded) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [
                recipient, copied.edition, copied.copy, Proof.inherited.rawValue,
                Medium.decision.rawValue, day.number, copied.from, copied.finding, event,
            ])
        }
        return isChanged
    }
}

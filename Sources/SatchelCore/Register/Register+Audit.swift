import GRDB

extension Register {
    /// Audits a kit's holdings on a day, as known.
    /// - Throws: `kitUnknown`.
    package func audit(kit slug: String, on day: Day, _ known: Known = .now) throws -> HoldingsAudit {
        try read { db in try Register.audit(db, kit: slug, on: day, known) }
    }

    /// The statements an audit runs, with what it binds to them written in: to run the same SQL elsewhere.
    /// - Throws: `kitUnknown`.
    package func auditStatements(
        kit slug: String, on day: Day, _ known: Known = .now
    ) throws -> [String] {
        try read { db in
            var statements: [String] = []
            db.trace { event in
                if case .statement(let statement) = event { statements.append(statement.expandedSQL) }
            }
            defer { db.trace(options: []) }
            _ = try Register.audit(db, kit: slug, on: day, known)
            return statements
        }
    }

    /// Judges an archive's manifest by the register.
    /// - Throws: `kitUnknown`.
    package func currency(of manifest: KitManifest, on day: Day) throws -> Currency {
        try read { db in
            let scope = try Register.auditScope(db, manifest.kit, day, .now)
            let judge = try Register.auditJudge(db, scope)
            return Currency(
                edition: judge.verdict(held: manifest.edition, supplied: scope.latest),
                contents: try judge.contents(of: manifest.edition))
        }
    }

    private static func audit(
        _ db: Database, kit slug: String, on day: Day, _ known: Known
    ) throws -> HoldingsAudit {
        let scope = try auditScope(db, slug, day, known)
        let judge = try auditJudge(db, scope)
        let tree = try organisation(db, on: day, known)
        let recipients = try recipients(db, scope)
        let copies = scope.kit.definition.copies
        let held = try copies.map { try heldEditions(db, scope, $0, recipients.map(\.id)) }
        var rows: [HoldingsAudit.Row] = []
        rows.reserveCapacity(recipients.count * copies.count)
        for (place, recipient) in recipients.enumerated() {
            guard let node = tree[recipient.node] else { continue }
            for (copy, held) in zip(copies, held) {
                rows.append(try judge.row(recipient, node, copy, held: held[place]))
            }
        }
        rows.sort { $0.copyNumber < $1.copyNumber }
        return HoldingsAudit(kit: slug, day: day, latest: scope.latest, rows: rows, tree: tree)
    }

    private static func auditScope(
        _ db: Database, _ slug: String, _ day: Day, _ known: Known
    ) throws -> AuditScope {
        AuditScope(
            kit: try kit(db, slug), editions: try editions(db, of: slug, known), day: day, known: known)
    }

    private static func auditJudge(_ db: Database, _ scope: AuditScope) throws -> AuditJudge {
        try AuditJudge(scope, inForce: inForce(db, scope.known)) { edition in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT document_id, reason IS NOT NULL FROM edition_item
                    WHERE edition_id = ? AND document_id IS NOT NULL ORDER BY position
                    """, arguments: [edition.id]
            ).map { ($0[0], $0[1]) }
        }
    }
}

// What recipients were supplied with. Nearly all got the latest edition, whose transmittals lie together.
extension Register {
    /// The recipients by the day, by id.
    private static func recipients(_ db: Database, _ scope: AuditScope) throws -> [AuditRecipient] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT id, node_id, copy_number FROM recipient
                WHERE kit_id = ? AND first_day <= ? AND recorded <= ? ORDER BY id
                """, arguments: [scope.kit.id, scope.day.number, scope.known.event])
        var recipients: [AuditRecipient] = []
        while let row = try rows.next() {
            recipients.append(AuditRecipient(id: row[0], node: row[1], copyNumber: row[2], supply: nil))
        }
        guard let latest = scope.latest, !recipients.isEmpty else { return recipients }
        try take(supplies(db, scope, with: latest, to: recipients), into: &recipients)
        let others = recipients.filter { $0.supply == nil }
        if !others.isEmpty { try take(supplies(db, scope, before: latest, to: others), into: &recipients) }
        return recipients
    }

    private static func supplies(
        _ db: Database, _ scope: AuditScope, with edition: Int, to recipients: [AuditRecipient]
    ) throws -> RowCursor {
        try Row.fetchCursor(
            db,
            sql: """
                SELECT recipient_id, edition_number, supplied_on, due_on FROM transmittal
                WHERE edition_number = ? AND recipient_id BETWEEN ? AND ? AND supplied_on <= ? AND \(scope.known.holds("transmittal"))
                ORDER BY recipient_id
                """,
            arguments: [
                edition, recipients.first?.id, recipients.last?.id, scope.day.number,
            ])
    }

    private static func supplies(
        _ db: Database, _ scope: AuditScope, before edition: Int, to recipients: [AuditRecipient]
    ) throws -> RowCursor {
        try Row.fetchCursor(
            db,
            sql: """
                SELECT t.recipient_id, t.edition_number, t.supplied_on, t.due_on
                FROM json_each(?) asked JOIN transmittal t ON t.recipient_id = asked.value AND t.edition_number =
                    (SELECT max(edition_number) FROM transmittal n WHERE n.recipient_id = asked.value
                        AND n.edition_number < ? AND n.supplied_on <= ? AND \(scope.known.holds("n")))
                    AND \(scope.known.holds("t"))
                ORDER BY t.recipient_id
                """, arguments: [array(recipients.map(\.id)), edition, scope.day.number])
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
    private static func heldEditions(
        _ db: Database, _ scope: AuditScope, _ copy: Copy, _ recipients: [Int64]
    ) throws -> HeldEditions {
        var held = HeldEditions(recipients: recipients)
        var editions = scope.editions.map(\.number)[...]
        let receipts = """
            FROM evidence e WHERE e.copy = \(copy.rawValue) AND e.proof >= \(Proof.downloaded.rawValue)
            AND e.happened_on <= \(scope.day.number) AND \(scope.known.holds("e"))
            """
        let sweep = try db.makeStatement(
            sql: """
                SELECT e.recipient_id, e.proof \(receipts) AND e.edition_number = ?
                    AND e.recipient_id BETWEEN ? AND ? ORDER BY e.recipient_id, e.happened_on, e.id
                """)
        while held.left > 0, !held.isSweptEnough, let edition = editions.popLast() {
            let rows = try Row.fetchCursor(sweep, arguments: [edition, recipients.first, recipients.last])
            try held.sweep(edition) { try rows.next().map { ($0[0], $0[1]) } }
        }
        guard held.left > 0, let newest = editions.last else { return held }
        // The one max() makes `proof` that of an edition's last row (SQLite's rule for bare columns).
        let found = try Int?.fetchAll(
            db,
            sql: """
                SELECT (SELECT e.edition_number \(receipts) AND e.recipient_id = asked.value
                    AND e.edition_number <= ? GROUP BY e.edition_number
                    HAVING max((e.happened_on << 32) + e.id) AND e.proof NOT IN (9, 10, 12)
                    ORDER BY e.edition_number DESC LIMIT 1)
                FROM json_each(?) asked ORDER BY asked.key
                """, arguments: [newest, array(held.others)])
        held.settle(found)
        return held
    }

    /// Ids as a JSON array, to be asked for in one statement.
    private static func array(_ ids: [Int64]) -> String { "[\(ids.map(String.init).joined(separator: ","))]" }
}

import GRDB

// How recipients stand: what they were supplied with, and what they hold. Nearly all got one of the newest editions,
// whose transmittals and evidence each lie together.
extension Register {
    /// How recipients stand on the day of a scope, by copy and then by their places.
    /// - Parameter areMany: false for a few of a kit's recipients, who are asked for one by one.
    static func standings(
        _ db: Database, _ scope: AuditScope, _ recipients: [AuditRecipient], areMany: Bool = true
    ) throws -> [Standings] {
        let ids = recipients.map(\.id)
        return try scope.kit.definition.copies.map { copy in
            try held(db, scope, copy, ids, areMany: areMany).standings(of: recipients)
        }
    }

    /// The same for the recipients there are, found at once: each copy, and the supply, by a connection of its own.
    func standings(_ scope: AuditScope, _ recipients: [AuditRecipient]) throws -> [Standings] {
        enum Part: Sendable {
            case supplied([AuditRecipient])
            case held(HeldCopy)
        }
        let ids = recipients.map(\.id)
        let copies = scope.kit.definition.copies.map { copy -> @Sendable (Database) throws -> Part in
            { .held(try Register.held($0, scope, copy, ids, areMany: true)) }
        }
        let parts = try readTogether(copies + [{ .supplied(try Register.supplied($0, scope, recipients)) }])
        guard case .supplied(let supplied) = parts.last else { return [] }
        return parts.compactMap { part in
            if case .held(let held) = part { held.standings(of: supplied) } else { nil }
        }
    }

    /// The recipients by the day of a scope with their supply, by id, whose branch is there on it; of those given only,
    /// when they are.
    /// - Parameter areMany: as for `standings`.
    static func recipients(
        _ db: Database, _ scope: AuditScope, only ids: [Int64]? = nil, evenGone: Bool = false,
        areMany: Bool? = nil
    ) throws -> [AuditRecipient] {
        let recipients = try recipientsThere(db, scope, only: ids, evenGone: evenGone)
        return try supplied(db, scope, recipients, areMany: areMany ?? (ids == nil))
    }

    /// The recipients by the day of a scope, supplied or not.
    static func recipientsThere(
        _ db: Database, _ scope: AuditScope, only ids: [Int64]? = nil, evenGone: Bool = false
    ) throws -> [AuditRecipient] {
        // Nothing is supplied before it is issued. A recipient's first day tells nothing: an edition can be supplied
        // later, for an earlier day.
        if scope.editions.isEmpty { return [] }
        let all = try areMost(db, of: scope.kit.id) ? "recipient r NOT INDEXED" : "recipient r"
        // Few are looked up one by one.
        let few = "json_each(?3) asked CROSS JOIN recipient r ON r.id = asked.value"
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT r.id, r.node_id, r.copy_number FROM \(ids == nil ? all : few)
                WHERE r.kit_id = ?1 AND r.recorded <= ?2 ORDER BY r.id
                """,
            arguments: [scope.kit.id, scope.known.event]
                + StatementArguments(ids.map { [array($0)] } ?? []))
        var recipients: [AuditRecipient] = []
        while let row = try rows.next() {
            recipients.append(AuditRecipient(id: row[0], node: row[1], copyNumber: row[2]))
        }
        if evenGone { return recipients }
        let gone = try nodesGone(db, scope, among: ids == nil ? nil : recipients.map(\.node))
        if !gone.isEmpty { recipients.removeAll { gone.contains($0.node) } }
        return recipients
    }

    /// Whether a kit's recipients are so many of all that reading all in their order is the shortest way.
    private static func areMost(_ db: Database, of kit: Int64) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT 4 * (SELECT max(copy_number) FROM recipient WHERE kit_id = ?) > (SELECT max(id) FROM recipient)
                    """), arguments: [kit]) ?? false
    }

    /// Recipients with their newest supply; one whose every supply was taken back, or began later, is none.
    private static func supplied(
        _ db: Database, _ scope: AuditScope, _ recipients: [AuditRecipient], areMany: Bool = true
    ) throws -> [AuditRecipient] {
        var recipients = recipients
        try supply(&recipients, db, scope, areMany: areMany)
        // With no edition after the latest one, what was looked for is all there is.
        if scope.editions.last?.number == scope.latest { return recipients.filter(\.isSupplied) }
        let unsupplied = recipients.filter { !$0.isSupplied }.map(\.id)
        if unsupplied.isEmpty { return recipients }
        let supplied = try Int64.fetchSet(
            db,
            sql: """
                SELECT asked.value FROM json_each(?) asked WHERE EXISTS (SELECT 1 FROM transmittal t
                    WHERE t.recipient_id = asked.value AND t.supplied_on <= ? AND \(scope.known.holds("t")))
                """, arguments: [array(unsupplied), scope.day.number])
        return recipients.filter { $0.isSupplied || supplied.contains($0.id) }
    }

    /// The nodes that have ended by the day, or never were as known. Few have ever ended: only those are looked at.
    private static func nodesGone(
        _ db: Database, _ scope: AuditScope, among nodes: [Int64]? = nil
    ) throws -> Set<Int64> {
        let holds = scope.known.holds("v")
        let changed =
            nodes == nil
            ? """
            SELECT node_id FROM node_version WHERE to_day IS NOT NULL
            UNION SELECT node_id FROM node_version WHERE closed IS NOT NULL
            """
            : """
            SELECT DISTINCT w.node_id FROM json_each(?2) asked CROSS JOIN node_version w ON w.node_id = asked.value
            WHERE w.to_day IS NOT NULL OR w.closed IS NOT NULL
            """
        let rows = try Int64.fetchCursor(
            db,
            sql: """
                SELECT node_id FROM (\(changed)) changed
                WHERE NOT EXISTS (SELECT 1 FROM node_version v WHERE v.node_id = changed.node_id AND v.from_day <= ?1
                    AND coalesce(v.to_day, 99999999) >= ?1 AND \(holds))
                """, arguments: [scope.day.number] + StatementArguments(nodes.map { [array($0)] } ?? []))
        var gone: Set<Int64> = []
        while let id = try rows.next() { gone.insert(id) }
        return gone
    }

    /// Finds the newest supply of each recipient, up to the latest edition.
    private static func supply(
        _ recipients: inout [AuditRecipient], _ db: Database, _ scope: AuditScope, areMany: Bool
    ) throws {
        guard let latest = scope.latest, let first = recipients.first?.id, let last = recipients.last?.id
        else {
            return
        }
        let holds = "t.supplied_on <= \(scope.day.number) AND \(scope.known.holds("t"))"
        let ids = recipients.map(\.id)
        var editions = scope.editions.map(\.number).filter { $0 <= latest }[...]
        var sweeping = Sweeping(over: recipients.count, isWanted: areMany)
        let sweep = try db.makeStatement(
            sql: """
                SELECT t.recipient_id, (t.supplied_on << 32) + coalesce(t.due_on, 0) FROM transmittal t
                WHERE t.edition_number = ? AND t.recipient_id BETWEEN \(first) AND \(last) AND \(holds)
                ORDER BY t.recipient_id
                """)
        while sweeping.goesOn, let edition = editions.popLast() {
            let rows = try Row.fetchCursor(sweep, arguments: [edition])
            var place = 0
            sweeping.begin()
            while let row = try rows.next() {
                sweeping.read()
                let id: Int64 = row[0]
                place = ids.place(of: id, from: place)
                guard place < ids.count, ids[place] == id, !recipients[place].isSupplied else { continue }
                recipients[place].supply(with: edition, days: row[1])
                sweeping.settle()
            }
        }
        guard sweeping.left > 0, let newest = editions.last else { return }
        let ask = try db.makeStatement(
            sql: """
                SELECT t.edition_number, (t.supplied_on << 32) + coalesce(t.due_on, 0) FROM transmittal t
                WHERE t.recipient_id = ? AND t.edition_number <= \(newest) AND \(holds)
                ORDER BY t.edition_number DESC LIMIT 1
                """)
        for place in recipients.indices where !recipients[place].isSupplied {
            guard let row = try Row.fetchOne(ask, arguments: [ids[place]]) else { continue }
            recipients[place].supply(with: row[0], days: row[1])
        }
    }

    /// Ids as a JSON array, to be asked for in one statement.
    static func array(_ ids: [Int64]) -> String { "[\(ids.map(String.init).joined(separator: ","))]" }
}

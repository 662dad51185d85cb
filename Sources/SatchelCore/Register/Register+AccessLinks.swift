import GRDB

// Who holds a recipient's link, and what that person sees.
extension Register {
    /// The generation of an open transmittal; nil when there is none.
    func generation(recipient: Int64, edition: Int) throws -> Int? {
        try read { db in
            try Int.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT generation FROM transmittal WHERE recipient_id = ? AND edition_number = ? AND closed IS NULL
                        """), arguments: [recipient, edition])
        }
    }

    /// Who holds a transmittal's link; nil when it is closed, of an older generation, or its node is not there today.
    func linkHolder(_ link: TransmittalLink) throws -> LinkHolder? {
        try read { db in try linkHolder(link, db) }
    }

    func linkHolder(_ link: TransmittalLink, _ db: Database) throws -> LinkHolder? {
        let today = clock.today
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT k.slug, n.id, n.code, v.name FROM transmittal t JOIN recipient r ON r.id = t.recipient_id
                    JOIN kit k ON k.id = r.kit_id JOIN node n ON n.id = r.node_id JOIN node_version v ON v.node_id = n.id
                        AND v.closed IS NULL AND v.from_day <= ?4 AND coalesce(v.to_day, 99999999) >= ?4
                    WHERE t.recipient_id = ?1 AND t.edition_number = ?2 AND t.generation = ?3 AND t.closed IS NULL
                    """), arguments: [link.recipient, link.edition, link.generation, today.number])
        guard let row else { return nil }
        let node: Int64 = row[1]
        let holder = try Register.holders(db, on: today, .now, at: [node])[node]?.first
        let others = try holder.map { try Register.nodes(db, ofPersonLike: $0, on: today) } ?? []
        return LinkHolder(
            link: link, kit: row[0], nodeID: node, nodeCode: row[2], nodeName: row[3],
            person: holder?.person, role: holder?.role, nodes: others.union([node]))
    }

    /// The nodes at which somebody with a holder's name, and its telephone or mail address, holds kits on a day.
    private static func nodes(
        _ db: Database, ofPersonLike holder: Holder, on day: Day
    ) throws -> Set<Int64> {
        let held = """
            SELECT h.node_id, h.person FROM holder h WHERE h.closed IS NULL AND h.from_day <= ?2
                AND coalesce(h.to_day, 99999999) >= ?2 AND
            """
        var nodes: Set<Int64> = []
        func add(_ condition: String, _ value: String?) throws {
            guard let value = value?.trimmed, !value.isEmpty else { return }
            let rows = try Row.fetchCursor(
                db.cachedStatement(sql: "\(held) \(condition)"), arguments: [value, day.number])
            while let row = try rows.next() {
                if PersonName.key(row[1]) == PersonName.key(holder.person) { nodes.insert(row[0]) }
            }
        }
        try add(
            "h.phone IS NOT NULL AND \(Schema.phoneKey("h.phone")) = \(Schema.phoneKey("?1"))", holder.phone)
        try add("h.email IS NOT NULL AND h.email = ?1 COLLATE NOCASE", holder.email)
        return nodes
    }

    /// The open transmittals, when something was recorded after an event and the transmittals are no longer as marked.
    /// - Returns: nil when nothing was recorded; without links when no transmittal changed.
    func openTransmittals(
        since event: Int64, _ mark: TransmittalMark
    ) throws -> (event: Int64, mark: TransmittalMark, links: [TransmittalLink]?)? {
        try read { db in
            let last = try Int64.fetchOne(db, sql: "SELECT max(id) FROM event") ?? 0
            if last == event { return nil }
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT count(*), total(generation), (SELECT max(recorded) FROM transmittal) FROM transmittal
                    WHERE closed IS NULL
                    """)
            let now = TransmittalMark(
                count: row?[0] ?? 0, generations: Int64(row?[1] as Double? ?? 0), recorded: row?[2] ?? 0)
            if now == mark { return (last, mark, nil) }
            let rows = try Row.fetchCursor(
                db,
                sql: "SELECT recipient_id, edition_number, generation FROM transmittal WHERE closed IS NULL")
            var links: [TransmittalLink] = []
            links.reserveCapacity(Int(now.count))
            while let row = try rows.next() {
                links.append(TransmittalLink(recipient: row[0], edition: row[1], generation: row[2]))
            }
            return (last, now, links)
        }
    }

    /// The slug of the kit a recipient at one of a link's holder's nodes has; nil when it is none of theirs.
    func kit(ofRecipient recipient: Int64, for holder: LinkHolder) throws -> String? {
        try read { db in
            let row = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT r.node_id, k.slug FROM recipient r JOIN kit k ON k.id = r.kit_id WHERE r.id = ?
                        """), arguments: [recipient])
            return row.flatMap { holder.nodes.contains($0[0]) ? $0[1] : nil }
        }
    }

    /// Each kit of each node of a link's holder, the link's own node and kit first, then by code and slug.
    func kits(of holder: LinkHolder) throws -> [HeldKit] {
        try read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT r.id, k.slug, r.copy_number, n.id, n.code, v.name, p.name FROM json_each(?1) asked
                    CROSS JOIN recipient r ON r.node_id = asked.value JOIN kit k ON k.id = r.kit_id
                    JOIN node n ON n.id = r.node_id JOIN node_version v ON v.node_id = n.id
                        AND v.closed IS NULL AND v.from_day <= ?2 AND coalesce(v.to_day, 99999999) >= ?2
                    LEFT JOIN node_version p ON p.node_id = v.parent_id
                        AND p.closed IS NULL AND p.from_day <= ?2 AND coalesce(p.to_day, 99999999) >= ?2
                    ORDER BY n.id <> ?3, r.id <> ?4, n.code, k.slug
                    """,
                arguments: [
                    Register.array(holder.nodes.sorted()), clock.today.number, holder.nodeID,
                    holder.link.recipient,
                ])
            var scopes: [String: AuditScope] = [:]
            return try rows.compactMap { row in
                let slug: String = row[1]
                let scope = try scopes[slug] ?? Register.auditScope(db, slug, clock.today, .now)
                scopes[slug] = scope
                return try Register.heldKit(db, row, scope)
            }
        }
    }

    /// - Parameter row: recipient, slug, copy number, node, its code, its name, its parent's name.
    private static func heldKit(_ db: Database, _ row: Row, _ scope: AuditScope) throws -> HeldKit? {
        let recipient: Int64 = row[0]
        let editions = Dictionary(
            scope.editions.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        let supplied = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT edition_number, supplied_on, due_on FROM transmittal
                    WHERE recipient_id = ? AND closed IS NULL ORDER BY edition_number DESC
                    """), arguments: [recipient]
        ).compactMap { row in
            editions[row[0]].map {
                HeldKit.Supplied(
                    edition: $0, suppliedOn: Day(number: row[1]) ?? .first,
                    dueOn: (row[2] as Int?).flatMap(Day.init(number:)))
            }
        }
        let evidence = try evidence(db, ofRecipient: recipient)
        let audited = try recipients(db, scope, only: [recipient])
        let standings = try standings(db, scope, audited, areMany: false)
        let held = scope.kit.definition.copies.map { copy in
            let standing = audited.isEmpty ? nil : standings.first { $0.copy == copy }?[0]
            return HeldKit.HeldCopy(
                copy: copy, edition: standing?.held.flatMap { editions[$0] },
                evidence: standing?.held.flatMap { evidence.showing(copy, of: $0) },
                withheld: standing?.withheld,
                isFoundOtherwise: standing?.finding != nil)
        }
        if supplied.isEmpty && held.allSatisfy({ $0.edition == nil }) { return nil }
        return HeldKit(
            nodeID: row[3], nodeCode: row[4], nodeName: row[5], parentName: row[6], recipientID: recipient,
            slug: row[1], name: scope.kit.definition.name, copyNumber: row[2], supplied: supplied, held: held,
            evidence: evidence)
    }
}

import Foundation
import GRDB

extension Register {
    /// The organisation on a day, as known; as much of it as is seen.
    package func organisation(on day: Day, _ known: Known = .now) throws -> OrganisationTree {
        try read { db in sight.seen(of: try Register.organisation(db, on: day, known)) }
    }

    static func organisation(_ db: Database, on day: Day, _ known: Known) throws -> OrganisationTree {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT n.id, n.code, v.name, v.kind, v.parent_id, v.official_code, v.from_day, v.to_day
                FROM node_version v JOIN node n ON n.id = v.node_id
                WHERE v.from_day <= ? AND coalesce(v.to_day, 99999999) >= ? AND \(known.holds("v"))
                """, arguments: [day.number, day.number])
        return try tree(of: rows)
    }

    /// As much of the organisation on a day as a list speaks of.
    static func organisation(
        _ db: Database, on day: Day, for list: DistributionList
    ) throws -> OrganisationTree {
        let codes = Set([list.under].compactMap { $0 } + list.also + list.except)
        let holds =
            "v.from_day <= \(day.number) AND coalesce(v.to_day, 99999999) >= \(day.number) AND v.closed IS NULL"
        let asked = String(decoding: try JSONEncoder.stable.encode(codes.sorted()), as: UTF8.self)
        let found = try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM json_each(?) asked CROSS JOIN node n ON n.code = asked.value
                JOIN node_version v ON v.node_id = n.id AND \(holds)
                """, arguments: [asked])
        // All of it for a list of the whole, and where a code is written otherwise or is of a node that is not there.
        guard list.under != nil, found == codes.count else { return try organisation(db, on: day, .now) }
        let rows = try Row.fetchCursor(
            db,
            sql: """
                WITH RECURSIVE meant (id) AS (
                    SELECT n.id FROM json_each(?) asked CROSS JOIN node n ON n.code = asked.value
                    UNION SELECT v.node_id FROM meant JOIN node_version v ON v.parent_id = meant.id AND \(holds))
                SELECT n.id, n.code, v.name, v.kind, v.parent_id, v.official_code, v.from_day, v.to_day
                FROM meant JOIN node n ON n.id = meant.id JOIN node_version v ON v.node_id = meant.id AND \(holds)
                """, arguments: [asked])
        return try tree(of: rows)
    }

    private static func tree(of rows: RowCursor) throws -> OrganisationTree {
        var nodes: [OrganisationNode] = []
        while let row = try rows.next() { nodes.append(node(row, from: 0)) }
        return OrganisationTree(nodes)
    }

    /// The node with a code, as it is on a day.
    /// - Throws: `nodeUnknown` with the nearest code.
    static func node(_ db: Database, code: String, on day: Day) throws -> OrganisationNode {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT n.id, n.code, v.name, v.kind, v.parent_id, v.official_code, v.from_day, v.to_day
                    FROM node n JOIN node_version v ON v.node_id = n.id
                    WHERE n.code = ?1 AND v.from_day <= ?2 AND coalesce(v.to_day, 99999999) >= ?2 AND v.closed IS NULL
                    """), arguments: [code, day.number])
        if let row { return node(row, from: 0) }
        // Written otherwise, or not there.
        return try organisation(db, on: day, .now).node(code: code)
    }

    /// A node whose columns (id, code, name, kind, parent, official code, first and last day) begin at an index.
    static func node(_ row: Row, from index: Int) -> OrganisationNode {
        OrganisationNode(
            id: row[index], code: row[index + 1], name: row[index + 2],
            kind: NodeKind(rawValue: row[index + 3]) ?? .composite, parentID: row[index + 4],
            officialCode: row[index + 5], from: Day(number: row[index + 6]) ?? .first,
            to: (row[index + 7] as Int?).flatMap(Day.init(number:)))
    }

    /// Adds nodes with their secretaries, all or none; a parent may stand later in the list.
    /// - Throws: `nodeTwice`, `nodeUnknown`, `nodeCircle`, `outsideAccount`.
    package func add(nodes: [NewNode], from source: String = "", by actor: Actor) throws {
        try change("organisation.add", source, by: actor, detail: ["count": "\(nodes.count)"]) { db, event in
            var entry = try NodeEntry(db)
            for node in nodes { try entry.insert(node, db, event) }
            for node in nodes { try entry.insertVersion(of: node, db, event) }
            try Register.refuseTreeCircle(db, on: nodes.map(\.from).max())
            try Register.refuseOutside(new: event, "organisation.add", of: actor, on: clock.today, db)
        }
    }

    static func refuseTreeCircle(_ db: Database, on day: Day?) throws {
        guard let day else { return }
        let tree = try organisation(db, on: day, .now)
        var reached = 0
        for root in tree.roots { reached += tree.subtree(of: root.id).count }
        guard reached == tree.nodes.count else {
            let below = tree.roots.reduce(into: Set<Int64>()) { $0.formUnion(tree.subtree(of: $1.id)) }
            let codes = tree.nodes.filter { !below.contains($0.id) }.map(\.code)
            throw SatchelError(.nodeCircle, ["codes": codes.prefix(5).joined(separator: ", ")])
        }
    }

    /// The holders on a day, as known, by node; of the nodes that are seen.
    package func holders(on day: Day, _ known: Known = .now) throws -> [Int64: [Holder]] {
        try read { db in try Register.holders(db, on: day, known, at: sight?.nodes) }
    }

    /// - Parameter nodes: those whose holders are wanted; nil for all.
    static func holders(
        _ db: Database, on day: Day, _ known: Known, at nodes: Set<Int64>? = nil
    ) throws -> [Int64: [Holder]] {
        let among = nodes == nil ? "" : "AND h.node_id IN (SELECT value FROM json_each(?))"
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT h.id, h.node_id, h.person, h.role, h.phone, h.email, h.chat, h.from_day, h.to_day FROM holder h
                WHERE h.from_day <= ? AND coalesce(h.to_day, 99999999) >= ? AND \(known.holds("h")) \(among) ORDER BY h.id
                """,
            arguments: [day.number, day.number]
                + StatementArguments(nodes.map { [array($0.sorted())] } ?? []))
        var holders: [Int64: [Holder]] = [:]
        while let row = try rows.next() {
            holders[row[1], default: []].append(holder(row))
        }
        return holders
    }

    /// A holder from its columns, in the order of the table.
    static func holder(_ row: Row) -> Holder {
        Holder(
            id: row[0], nodeID: row[1], person: row[2], role: row[3], phone: row[4], email: row[5],
            chat: row[6], from: Day(number: row[7]) ?? .first,
            to: (row[8] as Int?).flatMap(Day.init(number:)))
    }
}

/// Puts new nodes into the tables.
struct NodeEntry {
    private var ids: [String: Int64] = [:]

    init(_ db: Database) throws {
        let rows = try Row.fetchCursor(db, sql: "SELECT code, id FROM node")
        while let row = try rows.next() { ids[VietnameseText.folded(row[0] as String)] = row[1] }
    }

    mutating func insert(_ node: NewNode, _ db: Database, _ event: Int64) throws {
        let key = VietnameseText.folded(node.code)
        guard ids[key] == nil else { throw SatchelError(.nodeTwice, ["code": node.code]) }
        try db.cachedStatement(sql: "INSERT INTO node (code, recorded) VALUES (?, ?)")
            .execute(arguments: [node.code, event])
        ids[key] = db.lastInsertedRowID
    }

    func insertVersion(of node: NewNode, _ db: Database, _ event: Int64) throws {
        guard let id = ids[VietnameseText.folded(node.code)] else { return }
        let parent = try node.parent.map { code in
            guard let parent = ids[VietnameseText.folded(code)] else {
                let near = VietnameseText.suggestion(for: code, among: Array(ids.keys).sorted()) ?? ""
                throw SatchelError(.nodeUnknown, ["code": code, "near": near])
            }
            return parent
        }
        if parent == id { throw SatchelError(.nodeCircle, ["codes": node.code]) }
        try db.cachedStatement(
            sql: """
                INSERT INTO node_version (node_id, name, kind, parent_id, official_code, from_day, recorded)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            id, node.name, node.kind.rawValue, parent, node.officialCode, node.from.number, event,
        ])
        if let secretary = node.secretary {
            try secretary.checkContacts(of: node.code)
            try NodeEntry.insert(secretary, node: id, from: node.from, db, event)
        }
    }

    static func insert(
        _ holder: NewHolder, node: Int64, from day: Day, _ db: Database, _ event: Int64
    ) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO holder (node_id, person, role, phone, email, chat, from_day, recorded)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            node, holder.person, holder.role, holder.phone, holder.email, holder.chat, day.number,
            event,
        ])
    }
}

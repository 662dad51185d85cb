import GRDB

// Whose kit it is: one node of the organisation, or several that keep it together since their board ended.
extension Register {
    /// Gives a kit to nodes from a day on; those who had it until then have it no longer.
    /// - Throws: `kitUnknown`, `nodeUnknown`, `kitOfOthers`, `outsideAccount`.
    package func give(kit slug: String, to codes: [String], from day: Day, by actor: Actor) throws {
        try change(
            "kit.give", slug, by: actor, detail: ["to": codes.joined(separator: " "), "from": day.iso]
        ) {
            db, event in
            let kit = try Register.kit(db, slug)
            let tree = try Register.organisation(db, on: day, .now)
            let nodes = try codes.map { try tree.node(code: $0).id }
            try Register.refuseOutside(nodes, "kit.give", of: actor, on: clock.today, db)
            try db.execute(
                sql: """
                    INSERT INTO kit_owner (kit_id, node_id, from_day, to_day, recorded)
                    SELECT kit_id, node_id, from_day, ?1, ?2 FROM kit_owner
                    WHERE kit_id = ?3 AND closed IS NULL AND from_day <= ?1 AND coalesce(to_day, 99999999) > ?1
                    """, arguments: [day.advanced(by: -1).number, event, kit.id])
            try db.execute(
                sql: """
                    UPDATE kit_owner SET closed = ?1 WHERE kit_id = ?2 AND closed IS NULL AND recorded < ?1
                    AND coalesce(to_day, 99999999) >= ?3
                    """, arguments: [event, kit.id, day.number])
            for node in nodes {
                try db.execute(
                    sql: "INSERT INTO kit_owner (kit_id, node_id, from_day, recorded) VALUES (?, ?, ?, ?)",
                    arguments: [kit.id, node, day.number, event])
            }
        }
    }

    /// A kit that an account on a subtree has just made is its node's own, from today on.
    static func keep(kit slug: String, new event: Int64, for actor: Actor, on day: Day, _ db: Database) throws
    {
        guard let node = try acting("kit.define", actor, on: day, db)?.nodeID else { return }
        try db.execute(
            sql: """
                INSERT INTO kit_owner (kit_id, node_id, from_day, recorded)
                SELECT id, ?, ?, ? FROM kit WHERE slug = ? AND recorded = ?
                """, arguments: [node, day.number, event, slug, event])
    }

    /// Refuses an account on a subtree what concerns a kit that no node of the subtree owns; one that is not there yet
    /// is nobody's.
    /// - Throws: `kitOfOthers`.
    static func refuseForeign(kit slug: String, _ account: Account, on day: Day, _ db: Database) throws {
        guard let node = account.nodeID,
            let kit = try Int64.fetchOne(db, sql: "SELECT id FROM kit WHERE slug = ?", arguments: [slug])
        else { return }
        let owners = try Row.fetchAll(
            db,
            sql: """
                SELECT n.id, n.code FROM kit_owner o JOIN node n ON n.id = o.node_id WHERE o.kit_id = ?1
                    AND o.closed IS NULL AND o.from_day <= ?2 AND coalesce(o.to_day, 99999999) >= ?2 ORDER BY n.code
                """, arguments: [kit, day.number])
        let sight = try sight(db, of: node, on: day)
        if owners.contains(where: { sight.has($0[0] as Int64) }) { return }
        throw SatchelError(
            .kitOfOthers,
            [
                "name": account.name, "at": account.at ?? "", "kit": slug,
                "owners": owners.map { $0[1] as String }.joined(separator: ", "),
            ])
    }

    /// The codes of the nodes that own a kit on a day, as known; none when nobody was named.
    /// - Throws: `kitUnknown`.
    package func owners(of slug: String, on day: Day, _ known: Known = .now) throws -> [String] {
        try read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT n.code FROM kit_owner o JOIN node n ON n.id = o.node_id
                    WHERE o.kit_id = ? AND o.from_day <= ? AND coalesce(o.to_day, 99999999) >= ? AND \(known.holds("o"))
                    ORDER BY n.code
                    """, arguments: [try Register.kit(db, slug).id, day.number, day.number])
        }
    }
}

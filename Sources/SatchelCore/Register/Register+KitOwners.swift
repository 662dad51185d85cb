import GRDB

// Whose kit it is: one node of the organisation, or several that keep it together since their board ended.
extension Register {
    /// Gives a kit to nodes from a day on; those who had it until then have it no longer.
    /// - Throws: `kitUnknown`, `nodeUnknown`.
    package func give(kit slug: String, to codes: [String], from day: Day, by actor: Actor) throws {
        try change(
            "kit.give", slug, by: actor, detail: ["to": codes.joined(separator: " "), "from": day.iso]
        ) {
            db, event in
            let kit = try Register.kit(db, slug)
            let tree = try Register.organisation(db, on: day, .now)
            let nodes = try codes.map { try tree.node(code: $0).id }
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

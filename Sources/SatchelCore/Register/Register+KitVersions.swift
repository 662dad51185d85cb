import GRDB

/// A definition of a kit as it was saved, by whom and when.
package struct KitVersion: Sendable, Hashable {
    package let id: Int64
    package let definition: KitDefinition
    package let by: Actor
    package let at: Instant
}

extension Register {
    /// The definitions of a kit saved after one, that one first; all when it is nil.
    /// - Throws: `kitUnknown`.
    package func versions(ofKit slug: String, since id: Int64? = nil) throws -> [KitVersion] {
        try read { db in
            let kit = try Register.kit(db, slug)
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT d.id, d.yaml, e.user, e.on_behalf_of, e.at FROM kit_definition d
                    JOIN event e ON e.id = d.recorded WHERE d.kit_id = ? AND d.id >= coalesce(?, 0) ORDER BY d.id
                    """, arguments: [kit.id, id]
            ).map { row in
                KitVersion(
                    id: row[0], definition: try KitDefinition(yaml: row[1], file: "\(slug)/kit.yaml"),
                    by: Actor(user: row[2], onBehalfOf: row[3]), at: Instant(milliseconds: row[4]))
            }
        }
    }

    /// Refuses to write over a definition that nobody looked at.
    static func refuseChanged(_ slug: String, since shown: Int64?, _ db: Database) throws {
        guard let shown else { return }
        let present =
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT max(d.id) FROM kit_definition d JOIN kit k ON k.id = d.kit_id WHERE k.slug = ?
                    """, arguments: [slug]) ?? 0
        if present == shown { return }
        throw SatchelError(shown == 0 ? .kitTwice : .kitChanged, ["kit": slug])
    }
}

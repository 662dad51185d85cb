import GRDB

extension Register {
    /// The items of an edition that everyone gets as a blank form, each with the form to fill in for a recipient, in
    /// the order of the items.
    package func forms(of edition: Edition) throws -> [(item: EditionItem, source: BlobStore.Blob)] {
        try read { db in
            let sources = Dictionary(
                uniqueKeysWithValues: try Row.fetchAll(
                    db,
                    sql: """
                        SELECT i.path, b.sha256, b.size, b.crc32, b.stored_size FROM edition_item i
                        JOIN template_revision r ON r.id = i.template_revision_id AND r.blank_sha256 = i.sha256
                        JOIN blob b ON b.sha256 = r.sha256 WHERE i.edition_id = ?
                        """, arguments: [edition.id]
                ).map { ($0[0] as String, Register.blob($0, from: 1)) })
            return try Register.items(db, of: edition.id).compactMap { item in
                item.path.flatMap { sources[$0] }.map { (item, $0) }
            }
        }
    }

    /// Hashes with those of the forms they are blanks of, and of the blanks of those forms: the same text twice.
    static func withForms(_ hashes: Set<String>, _ db: Database) throws -> Set<String> {
        try String.fetchSet(
            db,
            sql: """
                WITH RECURSIVE gone (sha256) AS (
                    SELECT value FROM json_each(?)
                    UNION SELECT CASE gone.sha256 WHEN r.sha256 THEN r.blank_sha256 ELSE r.sha256 END
                    FROM gone JOIN template_revision r
                        ON r.blank_sha256 IS NOT NULL AND gone.sha256 IN (r.sha256, r.blank_sha256))
                SELECT sha256 FROM gone
                """, arguments: [try json(hashes)])
    }
}

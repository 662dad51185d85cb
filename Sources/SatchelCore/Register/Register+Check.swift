import GRDB

// What a check reads of the register.
extension Register {
    /// What SQLite finds wrong with the register: its file (`integrity_check`), then rows that name rows which are not
    /// there (`foreign_key_check`).
    func faults() throws -> [CheckFinding] {
        try read { db in
            let file = try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
            let strays = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { row in
                "\(row[0] as String) → \(row[2] as String)"
            }
            let counts = Dictionary(strays.map { ($0, 1) }, uniquingKeysWith: +).sorted { $0.key < $1.key }
            return file.map { CheckFinding(.register, $0) }
                + counts.map { CheckFinding(.reference, $0, details: ["\($1)"]) }
        }
    }

    /// The blobs that must be in the store.
    func blobs() throws -> [BlobStore.Blob] { try read { try Register.blobs($0) } }

    /// Those of some blobs that the register still names: an urgent removal may have come in between.
    func remaining(_ blobs: [BlobStore.Blob]) throws -> [BlobStore.Blob] {
        try read { try Register.blobs($0, only: blobs.map(\.sha256)) }
    }

    /// Where some stored bytes are used, by their hashes.
    func uses(of hashes: [String]) throws -> [String: [BlobUse]] {
        if hashes.isEmpty { return [:] }
        return try read { db in
            let list = try Register.json(hashes)
            func rows(_ sql: String, _ use: (Row) throws -> BlobUse) throws -> [(String, BlobUse)] {
                try Row.fetchAll(db, sql: sql, arguments: [list]).map { ($0[0], try use($0)) }
            }
            let all =
                try rows(Register.fileUses) { row in
                    .document(try Register.name(of: row[1], db), file: row[2])
                }
                + rows(Register.templateUses) { .template($0[1], revision: $0[2]) }
                + rows(Register.editionUses) { .edition(kit: $0[1], number: $0[2], path: $0[3]) }
                + rows(Register.scanUses) { .scan(kit: $0[1], edition: $0[2], node: $0[3]) }
            return Dictionary(grouping: all, by: \.0).mapValues { $0.map(\.1) }
        }
    }

    private static let fileUses = """
        SELECT sha256, document_id, name FROM document_file
        WHERE sha256 IN (SELECT value FROM json_each(?)) ORDER BY document_id, id
        """

    /// A revision's own file and its blank form.
    private static let templateUses = """
        SELECT asked.value, t.slug, r.number FROM json_each(?) asked
        JOIN template_revision r ON asked.value IN (r.sha256, r.blank_sha256)
        JOIN template t ON t.id = r.template_id ORDER BY t.slug, r.number
        """

    private static let editionUses = """
        SELECT i.sha256, k.slug, e.number, i.path FROM edition_item i
        JOIN edition e ON e.id = i.edition_id JOIN kit k ON k.id = e.kit_id
        WHERE i.sha256 IN (SELECT value FROM json_each(?)) ORDER BY k.slug, e.number, i.position
        """

    private static let scanUses = """
        SELECT DISTINCT v.scan_sha256, k.slug, v.edition_number, n.code FROM evidence v
        JOIN recipient r ON r.id = v.recipient_id JOIN kit k ON k.id = r.kit_id JOIN node n ON n.id = r.node_id
        WHERE v.scan_sha256 IN (SELECT value FROM json_each(?)) ORDER BY k.slug, v.edition_number, n.code
        """
}

extension Register {
    /// Refuses an actor who may not do a verb, before the long work begins; `change` asks again.
    /// - Throws: what `permit` refuses.
    package func permit(_ verb: String, to actor: Actor) throws {
        try read { try Register.permit($0, verb, to: actor, on: clock.today) }
    }

    /// Records what a repair brought back and cleared away.
    /// - Returns: what it brought back and the register does not name any more, by an urgent removal meanwhile.
    func recordRepair(_ report: RepairReport, by actor: Actor) throws -> Set<String> {
        let mended = report.mended.map(\.sha256)
        return try change(
            "store.repair", "store", by: actor,
            detail: ["mended": "\(mended.count)", "drafts": "\(report.drafts.count)"]
        ) { db, _ in
            Set(mended).subtracting(try Register.blobs(db, only: mended).map(\.sha256))
        }
    }
}

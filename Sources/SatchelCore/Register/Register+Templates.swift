import GRDB

extension Register {
    /// All templates with their newest revisions, by slug.
    package func templates() throws -> [Template] {
        try read { db in try Register.templates(db) }
    }

    static func templates(_ db: Database) throws -> [Template] {
        let bases = Dictionary(
            grouping: try Row.fetchAll(
                db,
                sql:
                    "SELECT template_id, document_id FROM template_basis WHERE closed IS NULL ORDER BY document_id"
            ),
            by: { $0[0] as Int64 })
        return try Row.fetchAll(
            db,
            sql: """
                SELECT t.id, t.slug, t.kind, t.name_vi, t.name_en, r.id, r.number, r.file_name, r.made_on, r.old_until,
                    b.sha256, b.size, b.crc32, b.stored_size,
                    max(r.made_on, coalesce((SELECT max(reviewed_on) FROM template_review v
                        WHERE v.template_id = t.id), 0)),
                    f.sha256, f.size, f.crc32, f.stored_size
                FROM template t
                JOIN template_revision r ON r.template_id = t.id AND r.number =
                    (SELECT max(number) FROM template_revision n WHERE n.template_id = t.id)
                JOIN blob b USING (sha256) LEFT JOIN blob f ON f.sha256 = r.blank_sha256 ORDER BY t.slug
                """
        ).map { row in
            let revision = Template.Revision(
                id: row[5], number: row[6], fileName: row[7], madeOn: Day(number: row[8]) ?? .first,
                oldUntil: (row[9] as Int?).flatMap(Day.init(number:)), blob: blob(row, from: 10),
                blank: row[15] == nil ? nil : blob(row, from: 15))
            return Template(
                id: row[0], slug: row[1], kind: Template.Kind(rawValue: row[2]) ?? .template,
                name: Text(row[3], row[4]), revision: revision,
                restsOn: (bases[row[0]] ?? []).map { $0[1] }, reviewedOn: Day(number: row[14]) ?? .first)
        }
    }

    /// Adds a template, or a new revision of the one with this slug; `restsOn` replaces what it rested on.
    /// A Word template with placeholders is taken in together with its blank form.
    /// - Throws: what `BlobStore.ingest` throws; `bytesRemoved`, `documentUnknown`, `formRefused`,
    ///   `placeholderUnknown`, `templateUnchanged` when the bytes are those of the newest revision.
    @discardableResult
    package func revise(
        template slug: String, kind: Template.Kind, name: Text, file bytes: [UInt8], fileName: String,
        restsOn: [Int64], madeOn: Day, oldUntil: Day? = nil, note: String? = nil, in store: BlobStore,
        by actor: Actor
    ) throws -> Int {
        for document in restsOn { _ = try self.document(document) }
        let form = kind == .template ? try DocxForm(ifAny: bytes, name: fileName) : nil
        let blob = try takeIn(bytes, name: fileName, into: store)
        let blank = try form.map { try takeIn($0.blank.bytes, name: fileName, into: store) }
        return try change("template.revise", slug, by: actor, detail: ["sha256": blob.sha256]) { db, event in
            let old = try Register.templates(db).first { $0.slug == slug }
            if let old, old.revision.blob.sha256 == blob.sha256 {
                throw SatchelError(.templateUnchanged, ["template": slug])
            }
            for blob in [blob, blank].compactMap(\.self) { try Register.insert(blob, db, event) }
            if old == nil {
                try db.execute(
                    sql:
                        "INSERT INTO template (slug, kind, name_vi, name_en, recorded) VALUES (?, ?, ?, ?, ?)",
                    arguments: [slug, kind.rawValue, name.vi, name.en, event])
            }
            let id = old?.id ?? db.lastInsertedRowID
            let number = (old?.revision.number ?? 0) + 1
            try db.execute(
                sql: """
                    INSERT INTO template_revision
                        (template_id, number, sha256, file_name, made_on, old_until, note, blank_sha256, recorded)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, number, blob.sha256, fileName, madeOn.number, oldUntil?.number, note, blank?.sha256,
                    event,
                ])
            try Register.rest(template: id, on: restsOn, db, event)
            return number
        }
    }

    private static func rest(template id: Int64, on documents: [Int64], _ db: Database, _ event: Int64) throws
    {
        let present = try Int64.fetchAll(
            db, sql: "SELECT document_id FROM template_basis WHERE template_id = ? AND closed IS NULL",
            arguments: [id])
        for gone in Set(present).subtracting(documents) {
            try db.execute(
                sql:
                    "UPDATE template_basis SET closed = ? WHERE template_id = ? AND document_id = ? AND closed IS NULL",
                arguments: [event, id, gone])
        }
        for new in Set(documents).subtracting(present).sorted() {
            try db.execute(
                sql: "INSERT INTO template_basis (template_id, document_id, recorded) VALUES (?, ?, ?)",
                arguments: [id, new, event])
        }
    }

    /// Records that somebody looked a doubtful template over and found it still right.
    /// - Throws: `templateUnknown`.
    package func review(template slug: String, on day: Day, note: String?, by actor: Actor) throws {
        try change("template.review", slug, by: actor, detail: ["on": day.iso]) { db, event in
            let templates = try Register.templates(db)
            guard let template = templates.first(where: { $0.slug == slug }) else {
                let near = VietnameseText.suggestion(for: slug, among: templates.map(\.slug)) ?? ""
                throw SatchelError(.templateUnknown, ["template": slug, "near": near])
            }
            try db.execute(
                sql:
                    "INSERT INTO template_review (template_id, reviewed_on, note, recorded) VALUES (?, ?, ?, ?)",
                arguments: [template.id, day.number, note, event])
        }
    }
}

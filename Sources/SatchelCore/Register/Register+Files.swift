import GRDB

/// A file of a document: the bytes as they came, never altered.
package struct DocumentFile: Sendable, Hashable {
    package let id: Int64
    package let documentID: Int64
    package let name: String
    package let mediaType: String
    package let kind: Kind
    package let blob: BlobStore.Blob

    /// In the order of preference: signed, corrected, scan, plain copy.
    package enum Kind: String, Sendable, CaseIterable { case signed, corrected, scan, copy }
}

extension Register {
    /// The current file of each document that has one: the one the board chose last, else signed before corrected
    /// before scan before copy, else the newest.
    package func currentFiles() throws -> [Int64: DocumentFile] {
        try read { db in try Register.currentFiles(db) }
    }

    static func currentFiles(_ db: Database) throws -> [Int64: DocumentFile] {
        Dictionary(try files(db).map { ($0.documentID, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The files of a document, current one first.
    package func files(of document: Int64) throws -> [DocumentFile] {
        try read { db in try Register.files(db).filter { $0.documentID == document } }
    }

    static func files(_ db: Database) throws -> [DocumentFile] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT f.id, f.document_id, f.name, f.media_type, f.kind, f.sha256, b.size, b.crc32, b.stored_size
                FROM document_file f JOIN blob b USING (sha256)
                ORDER BY f.document_id, coalesce(f.chosen, 0) DESC,
                    CASE f.kind WHEN 'signed' THEN 0 WHEN 'corrected' THEN 1 WHEN 'scan' THEN 2 ELSE 3 END, f.id DESC
                """
        ).map { row in
            DocumentFile(
                id: row[0], documentID: row[1], name: row[2], mediaType: row[3],
                kind: DocumentFile.Kind(rawValue: row[4]) ?? .copy, blob: blob(row, from: 5))
        }
    }

    static func blob(_ row: Row, from index: Int) -> BlobStore.Blob {
        BlobStore.Blob(
            sha256: row[index], size: UInt64(row[index + 1] as Int64), crc32: UInt32(row[index + 2] as Int64),
            storedSize: UInt64(row[index + 3] as Int64))
    }

    /// The blobs that must be in the store, by their hashes; of some hashes only, when they are given.
    static func blobs(_ db: Database, only hashes: [String]? = nil) throws -> [BlobStore.Blob] {
        let condition = hashes == nil ? "true" : "sha256 IN (SELECT value FROM json_each(?))"
        return try Row.fetchAll(
            db,
            sql: "SELECT sha256, size, crc32, stored_size FROM blob WHERE \(condition) ORDER BY sha256",
            arguments: StatementArguments(try hashes.map { [try json($0)] } ?? [])
        ).map { blob($0, from: 0) }
    }

    /// - Throws: `bytesRemoved`.
    static func insert(_ blob: BlobStore.Blob, _ db: Database, _ event: Int64) throws {
        try refuseRemoved(blob.sha256, db)
        try db.cachedStatement(
            sql: """
                INSERT INTO blob (sha256, size, crc32, stored_size, recorded) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """
        ).execute(arguments: [
            blob.sha256, Int64(blob.size), Int64(blob.crc32), Int64(blob.storedSize), event,
        ])
    }

    /// Adds a file to a document. Whoever adds it confirms having looked at every page and found no secrecy mark.
    /// - Throws: `pagesNotLookedAt`, `fileTwice`, `bytesRemoved`, and what `BlobStore.ingest` throws.
    package func add(
        file bytes: [UInt8], named name: String, kind: DocumentFile.Kind, to document: Document,
        everyPageLookedAt: Bool, in store: BlobStore, by actor: Actor
    ) throws {
        guard everyPageLookedAt else { throw SatchelError(.pagesNotLookedAt, ["file": name]) }
        let blob = try takeIn(bytes, name: name, into: store)
        try change(
            "document.file", document.key, by: actor,
            detail: ["name": name, "sha256": blob.sha256, "pages": "looked at by \(actor.user)"]
        ) { db, event in
            try Register.insert(
                NewFile(name: name, bytes: bytes, kind: kind), blob, to: document.id, key: document.key, db,
                event)
        }
    }

    /// Puts a file that is in the store to a document; `key` names the document in the refusal.
    /// - Throws: `fileTwice`, `bytesRemoved`.
    static func insert(
        _ file: NewFile, _ blob: BlobStore.Blob, to document: Int64, key: String, _ db: Database,
        _ event: Int64
    ) throws {
        let twice = try Bool.fetchOne(
            db, sql: "SELECT true FROM document_file WHERE document_id = ? AND sha256 = ?",
            arguments: [document, blob.sha256])
        if twice != nil { throw SatchelError(.fileTwice, ["file": file.name, "document": key]) }
        try Register.insert(blob, db, event)
        try db.execute(
            sql: """
                INSERT INTO document_file (document_id, sha256, name, media_type, language, kind, recorded)
                VALUES (?, ?, ?, ?, 'vi', ?, ?)
                """,
            arguments: [
                document, blob.sha256, VietnameseText.normalised(file.name), MediaType.of(file.name),
                file.kind.rawValue, event,
            ])
    }

    /// Marks the file of a document that goes into kits from now on.
    /// - Throws: `fileUnknown`.
    package func choose(file id: Int64, by actor: Actor) throws {
        try change("document.file.choose", "\(id)", by: actor) { db, event in
            try db.execute(sql: "UPDATE document_file SET chosen = ? WHERE id = ?", arguments: [event, id])
            guard db.changesCount == 1 else { throw SatchelError(.fileUnknown, ["file": "\(id)"]) }
        }
    }
}

/// Media types of the files offices exchange, by their ending (IANA registry).
package enum MediaType {
    private static let known = [
        "pdf": "application/pdf", "doc": "application/msword", "html": "text/html", "txt": "text/plain",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "odt": "application/vnd.oasis.opendocument.text", "json": "application/json",
        "zip": "application/zip",
        "jpg": "image/jpeg", "png": "image/png",
    ]

    /// The media type of a file name; `application/octet-stream` when its ending says nothing.
    package static func of(_ name: String) -> String {
        known[fileEnding(of: name).lowercased()] ?? "application/octet-stream"
    }

    /// The part of a name after its last dot, without the dot; empty when there is none.
    package static func fileEnding(of name: String) -> String {
        name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? ""
    }
}

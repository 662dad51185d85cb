import Foundation
import GRDB

/// What a removal reads of the register before it begins: valid as long as no further event is recorded.
struct RemovalPlan: Sendable {
    let document: Document
    let names: RemovedNames
    let files: [DocumentFile]
    let hashes: Set<String>
    let editions: [(edition: Edition, items: [EditionItem])]
    /// Documents, templates and scans that have the same bytes.
    let alike: [String]
    let resting: [Text]
    let staying: [String]
    fileprivate let lastEvent: Int64
}

/// An edition made anew without what was removed: what its rows say from now on.
struct RebuiltEdition: Sendable {
    let id: Int64
    let folder: String
    /// The places that are emptied.
    let emptied: [Int]
    /// Paths that named it, and what they are now.
    let paths: [Int: String]
    let pages: [EditionItem]
    /// The pages that go.
    let oldPages: Set<String>
    let archive: (sha256: String, size: Int64)
}

extension Register {
    /// Something was recorded between reading and removing: to be read again.
    struct Moved: Error {}

    /// The body of the nameless rows that removals leave.
    static let noBody: Int64 = 0

    /// The documents that were removed. Every answer leaves them out, also those about what was known before.
    static func removed(_ db: Database) throws -> Set<Int64> {
        try Int64.fetchSet(db, sql: "SELECT document_id FROM removal")
    }

    /// Refuses bytes that were removed.
    /// - Throws: `bytesRemoved`.
    static func refuseRemoved(_ sha256: String, named name: String = "", _ db: Database) throws {
        let isRemoved = try Bool.fetchOne(
            db, sql: "SELECT true FROM removal, json_each(removal.hashes) gone WHERE gone.value = ?",
            arguments: [Removal.mark(of: sha256)])
        if isRemoved != nil { throw SatchelError(.bytesRemoved, ["file": name]) }
    }

    /// Takes bytes into the store unless they were removed.
    /// - Throws: `bytesRemoved`, and what `BlobStore.ingest` throws.
    func takeIn(_ bytes: [UInt8], name: String, into store: BlobStore) throws -> BlobStore.Blob {
        let sha256 = BlobStore.sha256(bytes)
        let known = try read { db in
            try Register.refuseRemoved(sha256, named: name, db)
            return try Register.blobs(db, only: [sha256]).first
        }
        return try store.ingest(bytes, name: name, known: known)
    }

    /// Takes many into the store, two at a time, but for those that were removed: what takes them in one by one finds
    /// them there, and tells.
    package func prepare(_ files: [(name: String, bytes: [UInt8])], in store: BlobStore) throws {
        let hashes = files.map { BlobStore.sha256($0.bytes) }
        let gone = Set(try removed(among: hashes))
        let known = try read { try Register.blobs($0, only: hashes) }
        _ = try store.ingest(
            zip(files, hashes).filter { !gone.contains($1) }.map { file, _ in
                BlobStore.Source(name: file.name, bytes: file.bytes)
            }, known: Dictionary(known.map { ($0.sha256, $0) }) { first, _ in first })
    }

    /// Those of some hashes whose bytes were removed.
    package func removed(among hashes: [String]) throws -> [String] {
        try read { db in
            let marks = try String.fetchSet(db, sql: "SELECT value FROM removal, json_each(removal.hashes)")
            return marks.isEmpty ? [] : hashes.filter { marks.contains(Removal.mark(of: $0)) }
        }
    }

    /// Reads what the removal of a document has to look at.
    /// - Throws: `documentUnknown`.
    func removalPlan(of id: Int64) throws -> RemovalPlan {
        try read { db in
            guard let document = try Register.documents(db, .now, where: "d.id = ?", [id]).first else {
                throw SatchelError(.documentUnknown, ["asked": "#\(id)", "near": ""])
            }
            let files = try Register.files(db).filter { $0.documentID == id }
            let names = RemovedNames(try Register.removedFacts(document, files, db))
            let hashes = try Register.withForms(Set(files.map(\.blob.sha256)), db)
            return RemovalPlan(
                document: document, names: names, files: files, hashes: hashes,
                editions: try Register.editions(db, of: nil).map { ($0, try Register.items(db, of: $0.id)) },
                alike: try Register.alike(hashes, but: id, db),
                resting: try Register.templates(db).filter { $0.restsOn.contains(id) }.map(\.name),
                staying: try Register.staying(names, db),
                lastEvent: try Int64.fetchOne(db, sql: "SELECT max(id) FROM event") ?? 0)
        }
    }

    private static func removedFacts(
        _ document: Document, _ files: [DocumentFile], _ db: Database
    ) throws -> RemovedNames.Facts {
        let others = try documents(db, .now, where: "d.id <> ?", [document.id])
        let key = DocumentEntry.key(symbol: document.symbol, title: document.title)
        let twins = others.filter { DocumentEntry.key(symbol: $0.symbol, title: $0.title) == key }
        let bodies = Dictionary(
            grouping: try Row.fetchAll(db, sql: "SELECT body_id, folded FROM body_alias"),
            by: { $0[0] as Int64 }
        ).mapValues { Set($0.map { $0[1] as String }) }
        let otherNames = try String.fetchAll(
            db, sql: "SELECT name_vi FROM template UNION SELECT name FROM body")
        let hashes = try withForms(Set(files.map(\.blob.sha256)), db)
        return RemovedNames.Facts(
            symbol: document.symbol, type: document.type, title: document.title,
            dates: try Int.fetchAll(
                db, sql: "SELECT issued_on FROM document_dates WHERE document_id = ?",
                arguments: [document.id]
            ).compactMap(PartialDate.init(number:)),
            bodies: bodies[document.bodyID] ?? [], fileNames: files.map(\.name), hashes: hashes,
            otherKeys: Set(others.compactMap(\.symbol).flatMap(RemovedNames.variants)),
            twins: twins.map { ($0.dates.issuedOn, bodies[$0.bodyID] ?? []) },
            otherTitles: (others.map(\.title) + otherNames).map { VietnameseText.folded($0) },
            otherFileNames: try String.fetchSet(
                db,
                sql: """
                    SELECT name FROM document_file WHERE document_id <> ?
                        AND sha256 NOT IN (SELECT sha256 FROM document_file WHERE document_id = ?)
                    UNION SELECT file_name FROM template_revision
                    """, arguments: [document.id, document.id]))
    }

    private static func alike(_ hashes: Set<String>, but id: Int64, _ db: Database) throws -> [String] {
        let list = try json(hashes)
        let documents = try Int64.fetchAll(
            db,
            sql: """
                SELECT DISTINCT document_id FROM document_file
                WHERE document_id <> ? AND sha256 IN (SELECT value FROM json_each(?)) ORDER BY document_id
                """, arguments: [id, list]
        ).map { try name(of: $0, db) }
        let templates = try String.fetchAll(
            db,
            sql: """
                SELECT DISTINCT t.slug FROM template t JOIN template_revision r ON r.template_id = t.id
                WHERE r.sha256 IN (SELECT value FROM json_each(?))
                    OR r.blank_sha256 IN (SELECT value FROM json_each(?)) ORDER BY t.slug
                """, arguments: [list, list])
        let scans = try Int.fetchOne(
            db, sql: "SELECT count(*) FROM evidence WHERE scan_sha256 IN (SELECT value FROM json_each(?))",
            arguments: [list])
        return documents + templates + (scans == 0 ? [] : ["scan: \(scans ?? 0)"])
    }

    /// Saved reviews whose own title names it: they are signed for by their digest and are not rewritten.
    private static func staying(_ names: RemovedNames, _ db: Database) throws -> [String] {
        try Row.fetchAll(db, sql: "SELECT number, title FROM review WHERE title IS NOT NULL ORDER BY number")
            .filter { names.isNamed(in: $0[1]) }.map { "review/\($0[0] as Int)" }
    }

    /// The hashes of all bytes that the register knows to be in the store.
    func storedHashes() throws -> Set<String> {
        try read { try String.fetchSet($0, sql: "SELECT sha256 FROM blob") }
    }

    static func json(_ texts: some Sequence<String>) throws -> String {
        String(decoding: try JSONEncoder.stable.encode(texts.sorted()), as: UTF8.self)
    }
}

extension Register {
    /// Removes a document in one transaction: all rows that hold or name it, with the editions made anew.
    ///
    /// The rows that never change may be emptied while the removal is open; the database refuses to commit one.
    /// - Parameter strays: stored bytes that no row knows and that go too.
    /// - Returns: the removal's number. - Throws: `Moved` when the plan is no longer true.
    func remove(
        _ plan: RemovalPlan, _ editions: [RebuiltEdition], strays: Set<String>, because reason: String,
        by actor: Actor
    ) throws -> Int64 {
        // What a row leaves behind when it goes is overwritten; `erase()` sees to what earlier changes left.
        try Register.naming("register") {
            try writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA secure_delete = ON") }
        }
        let id = plan.document.id
        let oldPages = editions.reduce(into: Set<String>()) { $0.formUnion($1.oldPages) }
        return try change(
            "document.remove", "document/\(id)", by: actor,
            detail: ["editions": "\(editions.count)", "files": "\(plan.files.count)"]
        ) { db, event in
            guard
                try Int64.fetchOne(db, sql: "SELECT max(id) FROM event WHERE id < ?", arguments: [event])
                    == plan.lastEvent
            else { throw Moved() }
            let marks = plan.hashes.union(oldPages).union(strays).map(Removal.mark)
            try db.execute(
                sql: """
                    INSERT INTO removal (document_id, reason, hashes, recorded, finished) VALUES (?, ?, ?, ?, -1)
                    """, arguments: [id, reason, try Register.json(marks), event])
            let number = db.lastInsertedRowID
            let emptying = RemovalEmptying(plan: plan, db: db, event: event)
            let relations = try emptying.emptyRelations()
            try emptying.emptyBytes()
            for edition in editions { try emptying.rebuild(edition, removal: number) }
            try emptying.emptyDefinitions()
            try emptying.emptyDocument()
            try RemovalTexts(names: plan.names, db: db).scrub(document: id, relations: relations, but: event)
            try emptying.dropAnswers()
            try emptying.dropBlobs(plan.hashes.union(oldPages))
            try db.execute(sql: "UPDATE removal SET finished = ? WHERE id = ?", arguments: [event, number])
            return number
        }
    }

    /// Writes the register's files anew, so that nothing a removed row left is in them any more: free pages, the
    /// unused parts of pages, the journal.
    /// - Returns: whether it could: not while another program reads the register.
    func erase() throws -> Bool {
        do {
            try Register.naming("register") {
                try writer.barrierWriteWithoutTransaction { db in
                    try db.execute(sql: "VACUUM")
                    try db.checkpoint(.truncate)
                    try db.execute(sql: "PRAGMA secure_delete = OFF")
                }
            }
            return true
        } catch let error as SatchelError where error.code == .registerBusy {
            return false
        }
    }

    /// Records that nothing of the removals is left in the files.
    func recordCleaned(_ numbers: [Int64], by actor: Actor) throws {
        for number in numbers {
            try change("document.remove.clean", "removal/\(number)", by: actor) { db, event in
                try db.execute(
                    sql: "UPDATE removal SET cleaned = ? WHERE id = ? AND cleaned IS NULL",
                    arguments: [event, number])
            }
        }
    }
}

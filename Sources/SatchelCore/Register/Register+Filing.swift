import GRDB

/// A file that comes with a new document.
package struct NewFile: Sendable {
    package let name: String
    package let bytes: [UInt8]
    package let kind: DocumentFile.Kind

    package init(name: String, bytes: [UInt8], kind: DocumentFile.Kind) {
        self.name = name
        self.bytes = bytes
        self.kind = kind
    }
}

extension Register {
    /// Adds a document together with its files and its relations, all or nothing.
    /// - Parameters:
    ///   - everyPageLookedAt: whoever adds files confirms having looked at every page and found no secrecy mark.
    ///   - relations: what the document with this id does, or what is done to it.
    /// - Returns: the id of the document.
    /// - Throws: what `add(documents:)` and `add(relations:)` throw; `pagesNotLookedAt`, `fileTwice`,
    ///   `bytesRemoved`, and what `BlobStore.ingest` throws.
    package func add(
        document new: NewDocument, files: [NewFile], everyPageLookedAt: Bool,
        relations: (_ document: Int64) -> [NewRelation], in store: BlobStore, by actor: Actor
    ) throws -> Int64 {
        if let file = files.first, !everyPageLookedAt {
            throw SatchelError(.pagesNotLookedAt, ["file": file.name])
        }
        try refuseAtOnce(new, by: actor)
        let blobs = try files.map { try takeIn($0.bytes, name: $0.name, into: store) }
        let name = new.symbol.flatMap { DocumentSymbol($0)?.printed } ?? VietnameseText.kept(new.title) ?? ""
        return try change("document.add", name, by: actor) { db, event in
            var entry = try DocumentEntry(db)
            let id = try entry.insert(new, BodyIndex(db), db, event)
            for (file, blob) in zip(files, blobs) { try enter(file, blob, to: id, db, by: actor) }
            let relations = relations(id)
            if !relations.isEmpty { try enter(relations, db, by: actor) }
            return id
        }
    }

    /// Refuses what can be refused before any bytes are kept: those of a secret document never are.
    private func refuseAtOnce(_ new: NewDocument, by actor: Actor) throws {
        try read { db in
            try Register.permit(db, "document.add", to: actor, on: clock.today)
            for check in DocumentEntry.checks(new, try BodyIndex(db)) { try check() }
        }
    }

    private func enter(
        _ file: NewFile, _ blob: BlobStore.Blob, to document: Int64, _ db: Database, by actor: Actor
    ) throws {
        try Register.permit(db, "document.file", to: actor, on: clock.today)
        let key = try Register.name(of: document, db)
        let event = try log(
            db, "document.file", key, by: actor,
            detail: ["name": file.name, "sha256": blob.sha256, "pages": "looked at by \(actor.user)"])
        try Register.insert(file, blob, to: document, key: key, db, event)
    }

    private func enter(_ relations: [NewRelation], _ db: Database, by actor: Actor) throws {
        try Register.permit(db, "relation.add", to: actor, on: clock.today)
        let event = try log(db, "relation.add", "", by: actor, detail: ["count": "\(relations.count)"])
        let ids = try relations.map { try Register.insert($0, db, event) }
        try Register.check(after: (ids.first ?? 1) - 1, db)
    }
}

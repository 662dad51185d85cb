import GRDB

/// Empties the rows that hold a removed document, within the transaction of its removal.
struct RemovalEmptying {
    let plan: RemovalPlan
    let db: Database
    let event: Int64

    private var id: Int64 { plan.document.id }

    /// Leaves a nameless row: without dates, which every list and look-up joins, nothing finds it again.
    func emptyDocument() throws {
        try db.execute(
            sql: "INSERT INTO body (id, name, recorded) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            arguments: [Register.noBody, RemovedNames.stand, event])
        try db.execute(
            sql: """
                UPDATE document SET identity = ?, symbol = NULL, symbol_key = NULL, type = 'Văn bản', body_id = ?,
                    title = ?, title_key = '', access = 'internal', verified = 'unverified', source = NULL
                WHERE id = ?
                """, arguments: ["removed|\(id)", Register.noBody, RemovedNames.stand, id])
        try db.execute(sql: "DELETE FROM document_dates WHERE document_id = ?", arguments: [id])
        try db.execute(
            sql: "UPDATE template_basis SET closed = ? WHERE document_id = ? AND closed IS NULL",
            arguments: [event, id])
    }

    /// Keeps of its relations only that it ended, suspended or changed others, and others it, and from which day:
    /// nothing comes back to life by itself. Words, and relations that never decided anything, go.
    /// - Returns: the ids of all its relations.
    func emptyRelations() throws -> Set<Int64> {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT r.id, r.type, r.subject_id, EXISTS (SELECT 1 FROM confirmation c WHERE c.relation_id = r.id),
                    coalesce(r.effective_on, t.effective_on, t.issued_on)
                FROM relation r LEFT JOIN document_dates t ON t.document_id = r.subject_id AND t.closed IS NULL
                    AND r.subject_id = ?
                WHERE r.subject_id = ? OR r.object_id = ?
                """, arguments: [id, id, id])
        for row in rows {
            let relation: Int64 = row[0]
            let isDeciding = RelationType(rawValue: row[1])?.changesStatus ?? false
            guard isDeciding, row[3] else {
                try db.execute(sql: "DELETE FROM confirmation WHERE relation_id = ?", arguments: [relation])
                try db.execute(sql: "DELETE FROM relation WHERE id = ?", arguments: [relation])
                continue
            }
            let day = (row[4] as Int?).flatMap(PartialDate.init(number:))?.earliest
            try db.execute(
                sql: """
                    UPDATE relation SET effective_on = ?, clause = NULL, clause_at = NULL,
                        scope = CASE WHEN scope IS NULL THEN NULL ELSE 'một phần (' || id || ')' END
                    WHERE id = ?
                    """, arguments: [day?.number, relation])
            try db.execute(
                sql: "UPDATE confirmation SET evidence = ? WHERE relation_id = ?",
                arguments: [RemovedNames.stand, relation])
        }
        return Set(rows.map { $0[0] })
    }

    /// Its files go, and the same bytes wherever else they are: with other documents, templates and evidence.
    func emptyBytes() throws {
        let hashes = try Register.json(plan.hashes)
        let gone = "IN (SELECT value FROM json_each(?))"
        try db.execute(
            sql: "DELETE FROM document_file WHERE document_id = ? OR sha256 \(gone)", arguments: [id, hashes])
        try db.execute(
            sql: "UPDATE evidence SET scan_sha256 = NULL WHERE scan_sha256 \(gone)", arguments: [hashes])
        let revisions = "template_revision WHERE sha256 \(gone) OR blank_sha256 \(gone)"
        try db.execute(
            sql: """
                UPDATE edition_item SET template_revision_id = NULL
                WHERE template_revision_id IN (SELECT id FROM \(revisions))
                """, arguments: [hashes, hashes])
        try db.execute(sql: "DELETE FROM \(revisions)", arguments: [hashes, hashes])
        let empty = "NOT IN (SELECT template_id FROM template_revision)"
        try db.execute(
            sql: """
                DELETE FROM template_basis WHERE template_id \(empty);
                DELETE FROM template_review WHERE template_id \(empty);
                DELETE FROM template WHERE id \(empty);
                """)
    }

    /// Takes the new pages of an edition in, empties its places and records its new archive.
    func rebuild(_ edition: RebuiltEdition, removal: Int64) throws {
        for position in edition.emptied {
            try db.execute(
                sql: """
                    UPDATE edition_item SET path = NULL, sha256 = NULL, usable_from = NULL, reason = NULL
                    WHERE edition_id = ? AND position = ?
                    """, arguments: [edition.id, position])
            try db.execute(
                sql: "INSERT INTO removed_item (edition_id, position, removal_id) VALUES (?, ?, ?)",
                arguments: [edition.id, position, removal])
        }
        for (position, path) in edition.paths {
            try db.execute(
                sql: "UPDATE edition_item SET path = ? WHERE edition_id = ? AND position = ?",
                arguments: [path, edition.id, position])
        }
        for page in edition.pages {
            guard let blob = page.blob else { continue }
            try Register.insert(blob, db, event)
            try db.execute(
                sql:
                    "UPDATE edition_item SET sha256 = ? WHERE edition_id = ? AND path = ? AND kind = 'generated'",
                arguments: [blob.sha256, edition.id, page.path])
        }
        try db.execute(
            sql: "UPDATE edition SET folder = ?, archive_sha256 = ?, archive_size = ? WHERE id = ?",
            arguments: [edition.folder, edition.archive.sha256, edition.archive.size, edition.id])
    }

    /// Takes its entries out of every definition a kit ever had, and those of templates that are gone with it.
    func emptyDefinitions() throws {
        let slugs = try String.fetchSet(db, sql: "SELECT slug FROM template")
        for row in try Row.fetchAll(db, sql: "SELECT id, yaml FROM kit_definition") {
            let yaml = KitDefinition.removing(
                from: row[1],
                {
                    switch $0 {
                    case .document(let reference, _): plan.names.isMeant(by: reference)
                    case .template(let slug, _): !slugs.contains(slug)
                    }
                }, naming: plan.names)
            guard let yaml else { continue }
            try db.execute(
                sql: "UPDATE kit_definition SET yaml = ? WHERE id = ?", arguments: [yaml, row[0] as Int64])
        }
    }

    /// Forgets the answers that are kept for requests sent twice: they may name it.
    func dropAnswers() throws { try db.execute(sql: "DELETE FROM answer") }

    /// Forgets bytes that nothing refers to any more.
    func dropBlobs(_ hashes: Set<String>) throws {
        try db.execute(
            sql: """
                DELETE FROM blob WHERE sha256 IN (SELECT value FROM json_each(?))
                    AND sha256 NOT IN (SELECT sha256 FROM edition_item WHERE sha256 IS NOT NULL)
                """, arguments: [try Register.json(hashes)])
    }
}

import Foundation
import GRDB

extension Register {
    /// The editions of a kit, first to last, as known; of all kits when `slug` is nil.
    package func editions(of slug: String? = nil, _ known: Known = .now) throws -> [Edition] {
        try read { db in try Register.editions(db, of: slug, known) }
    }

    static func editions(_ db: Database, of slug: String?, _ known: Known = .now) throws -> [Edition] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT e.id, k.slug, e.kit_id, e.number, e.definition_id, e.issued_on, e.layout, e.folder,
                    e.archive_sha256, e.archive_size, w.on_day, w.instead, e.recorded
                FROM edition e JOIN kit k ON k.id = e.kit_id
                LEFT JOIN edition_withdrawal w ON w.edition_id = e.id AND w.recorded <= ?
                WHERE k.slug = coalesce(?, k.slug) AND e.recorded <= ? ORDER BY k.slug, e.number
                """, arguments: [known.event, slug, known.event]
        ).map { row in
            Edition(
                id: row[0], kit: row[1], kitID: row[2], number: row[3], definitionID: row[4],
                issuedOn: Day(number: row[5]) ?? .first, layout: row[6], folder: row[7],
                archiveSHA256: row[8],
                archiveSize: UInt64(row[9] as Int64),
                withdrawnOn: (row[10] as Int?).flatMap(Day.init(number:)),
                instead: row[11], known: Known(event: row[12]))
        }
    }

    /// An edition by its number; the newest that is not withdrawn when `number` is nil.
    /// - Throws: `kitUnknown`, `editionUnknown`.
    package func edition(of slug: String, number: Int? = nil) throws -> Edition {
        try read { db in
            _ = try Register.kit(db, slug)
            let editions = try Register.editions(db, of: slug)
            let found =
                number.map { number in editions.last { $0.number == number } }
                ?? editions.last { $0.withdrawnOn == nil }
            guard let found else {
                throw SatchelError(.editionUnknown, ["kit": slug, "edition": number.map(String.init) ?? "–"])
            }
            return found
        }
    }

    /// What an edition holds, pages of the archive included, in the order of its slots.
    package func items(of edition: Edition) throws -> [EditionItem] {
        try read { db in try Register.items(db, of: edition.id) }
    }

    static func items(_ db: Database, of edition: Int64) throws -> [EditionItem] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT i.slot, i.kind, i.identity, i.document_id, i.template_revision_id, i.path, i.usable_from, i.reason,
                    b.sha256, b.size, b.crc32, b.stored_size, EXISTS (SELECT 1 FROM removed_item x
                        WHERE x.edition_id = i.edition_id AND x.position = i.position)
                FROM edition_item i LEFT JOIN blob b USING (sha256) WHERE edition_id = ? ORDER BY position
                """, arguments: [edition]
        ).map { row in
            EditionItem(
                slot: row[0], kind: EditionItem.Kind(rawValue: row[1]) ?? .generated, identity: row[2],
                documentID: row[3], templateRevisionID: row[4], path: row[5],
                blob: row[8] == nil ? nil : blob(row, from: 8),
                usableFrom: (row[6] as Int?).flatMap(Day.init(number:)), reason: row[7], isRemoved: row[12])
        }
    }

    /// The names of documents and templates by the identities of edition items; removed ones have none of their own.
    package func labels() throws -> [String: String] {
        try read { db in try Register.labels(db) }
    }

    static func labels(_ db: Database) throws -> [String: String] {
        let documents = try documents(db, .now).map { ("document:\($0.id)", $0.citation) }
        let templates = try templates(db).map { ("template:\($0.slug)", $0.name.vi) }
        let removed = try removed(db).map { ("document:\($0)", Removal.label.vi) }
        return Dictionary(documents + templates + removed, uniquingKeysWith: { first, _ in first })
    }

    /// What the next edition would hold, change and reach, on a day; of those it reaches the ones that are seen.
    /// - Throws: `kitUnknown`, `pathTwice`, `pathRefused`, `nodeUnknown`, `faultsInFile`.
    package func preview(kit slug: String, on day: Day) throws -> KitPreview {
        try read { db in
            var preview = try Register.preview(db, kit: slug, on: day)
            preview.recipients.removeAll { !sight.has($0.id) }
            return preview
        }
    }

    static func preview(_ db: Database, kit slug: String, on day: Day) throws -> KitPreview {
        let kit = try Register.kit(db, slug)
        let editions = try Register.editions(db, of: slug)
        let previous = editions.last
        let plan = try KitPlan(
            kit.definition, number: (previous?.number ?? 0) + 1, on: day,
            Register.sources(db, for: kit.definition, file: "\(slug)/kit.yaml"))
        let old = try previous.map { try Register.items(db, of: $0.id) } ?? []
        let recipients = try kit.audience.expanded(
            in: Register.organisation(db, on: day, for: kit.audience),
            successors: Register.successions(db, by: day))
        return KitPreview(
            kit: kit, plan: plan, previous: previous, changes: plan.changes(from: old),
            recipients: recipients)
    }

    /// Issues (cấp phát) the next edition of a kit: freezes its items, supplies it to everyone on its list with a copy
    /// number and a due date, and writes the notices, all in one transaction.
    ///
    /// It needs a standing approval of exactly this, unless the office lets one person hold both pens. Days that are
    /// not given are those approved; without an approval, today and none.
    /// - Throws: `editionTwice`, `editionUnchanged`, `kitEmpty`, `noRecipients`, `dueBeforeIssue`,
    ///   `editionOutOfOrder`, `issueInFuture`, `notApproved`, `submissionChanged`, `ownSubmission`, `outsideAccount`,
    ///   and what previews and archives throw.
    package func issue(
        kit slug: String, number: Int? = nil, on day: Day? = nil, due: Day? = nil, office: Office,
        by actor: Actor
    ) throws -> Edition {
        let issuing = try read { db in
            try Register.issuing(
                db, kit: slug, number: number, on: day, due: due, today: clock.today, office.settings,
                by: actor)
        }
        let (preview, day, due) = (issuing.preview, issuing.preview.plan.day, issuing.due)
        let builder = KitBuilder(store: office.store)
        let manifest = KitManifest(
            preview.plan, changes: preview.changes, from: preview.previous?.number, settings: office.settings)
        let contents = preview.plan.items.map(\.item)
        let pages = try builder.frozen(
            KitBuilder.pages(
                for: manifest, items: contents, ascii: preview.kit.definition.fileNames == .ascii))
        let items = contents + pages
        let folder = preview.plan.folder
        let plan = try builder.plan(items, folder: folder, day: day)
        let sha256 = try SatchelError.wrapping(folder) { try plan.sha256() }
        var detail = ["on": day.iso, "due": due?.iso ?? "", "recipients": "\(preview.recipients.count)"]
        if let approval = issuing.approval { detail["submission"] = "\(approval.id)" }
        try change("edition.issue", "\(slug)/\(preview.plan.number)", by: actor, detail: detail) {
            db, event in
            try Register.refuseOvertaken(issuing, db)
            for blob in pages.compactMap(\.blob) { try Register.insert(blob, db, event) }
            try db.execute(
                sql: """
                    INSERT INTO edition (kit_id, number, definition_id, issued_on, layout, folder, archive_sha256,
                        archive_size, recorded) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    preview.kit.id, preview.plan.number, preview.kit.definitionID, day.number,
                    KitBuilder.layout,
                    folder, sha256, Int64(plan.length), event,
                ])
            try Register.insert(items, edition: db.lastInsertedRowID, db, event)
            try Supply(kit: preview.kit.id, edition: preview.plan.number, on: day, due: due, event: event)
                .supply(preview.recipients, db)
            try Register.follow(db, editionOf: slug, on: day, today: clock.today, event)
        }
        return try edition(of: slug, number: preview.plan.number)
    }

    private static func insert(_ items: [EditionItem], edition: Int64, _ db: Database, _ event: Int64) throws
    {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO edition_item (edition_id, position, slot, kind, identity, document_id, template_revision_id,
                    path, sha256, usable_from, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for (position, item) in items.enumerated() {
            try statement.execute(arguments: [
                edition, position, item.slot, item.kind.rawValue, item.identity, item.documentID,
                item.templateRevisionID, item.path, item.blob?.sha256, item.usableFrom?.number, item.reason,
            ])
        }
    }

    /// Withdraws an edition, with what to do instead; recipients who were supplied with it are told.
    /// - Throws: `editionUnknown`, `editionWithdrawn`, `insteadMissing`, `outsideAccount`.
    package func withdraw(
        edition number: Int, of slug: String, on day: Day, instead: String, by actor: Actor
    ) throws {
        guard !instead.trimmed.isEmpty else { throw SatchelError(.insteadMissing) }
        let edition = try edition(of: slug, number: number)
        if edition.withdrawnOn != nil {
            throw SatchelError(.editionWithdrawn, ["kit": slug, "edition": "\(number)"])
        }
        try change(
            "edition.withdraw", "\(slug)/\(number)", by: actor, detail: ["on": day.iso, "instead": instead]
        ) { db, event in
            try Register.refuseOutside(
                Register.nodes(db, supplied: edition), "edition.withdraw", of: actor, on: clock.today, db)
            try db.execute(
                sql:
                    "INSERT INTO edition_withdrawal (edition_id, on_day, instead, recorded) VALUES (?, ?, ?, ?)",
                arguments: [edition.id, day.number, instead, event])
            try Supply(kit: edition.kitID, edition: number, on: day, due: nil, event: event)
                .notify(.withdrawal, db)
            try Register.follow(db, editionOf: slug, on: day, today: clock.today, event)
        }
    }
}

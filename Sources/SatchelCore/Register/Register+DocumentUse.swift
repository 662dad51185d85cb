import GRDB

/// A place of an edition that holds a document.
package struct EditionPlace: Sendable, Hashable {
    package let kit: String
    package let edition: Int
    package let issuedOn: Day
    package let withdrawnOn: Day?
    package let slot: String
    /// Whether no later edition of the kit has been issued.
    package let isLatest: Bool
}

/// A note that somebody looked a template over and found it still right.
package struct TemplateReview: Sendable, Hashable {
    package let reviewedOn: Day
    package let note: String?
    package let by: String
}

extension Register {
    /// The editions that hold a document, by kit, the newest first.
    package func places(of document: Int64) throws -> [EditionPlace] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT k.slug, e.number, e.issued_on, w.on_day, i.slot,
                        NOT EXISTS (SELECT 1 FROM edition n WHERE n.kit_id = e.kit_id AND n.number > e.number)
                    FROM edition_item i JOIN edition e ON e.id = i.edition_id JOIN kit k ON k.id = e.kit_id
                    LEFT JOIN edition_withdrawal w ON w.edition_id = e.id
                    WHERE i.document_id = ? ORDER BY k.slug, e.number DESC, i.position
                    """, arguments: [document]
            ).map { row in
                EditionPlace(
                    kit: row[0], edition: row[1], issuedOn: Day(number: row[2]) ?? .first,
                    withdrawnOn: (row[3] as Int?).flatMap(Day.init(number:)), slot: row[4], isLatest: row[5])
            }
        }
    }

    /// The revisions of a template, the newest first.
    package func revisions(of template: Template) throws -> [(revision: Template.Revision, note: String?)] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT r.id, r.number, r.file_name, r.made_on, r.old_until,
                        b.sha256, b.size, b.crc32, b.stored_size, f.sha256, f.size, f.crc32, f.stored_size, r.note
                    FROM template_revision r JOIN blob b USING (sha256)
                    LEFT JOIN blob f ON f.sha256 = r.blank_sha256
                    WHERE r.template_id = ? ORDER BY r.number DESC
                    """, arguments: [template.id]
            ).map { row in
                let revision = Template.Revision(
                    id: row[0], number: row[1], fileName: row[2], madeOn: Day(number: row[3]) ?? .first,
                    oldUntil: (row[4] as Int?).flatMap(Day.init(number:)), blob: Register.blob(row, from: 5),
                    blank: row[9] == nil ? nil : Register.blob(row, from: 9))
                return (revision, row[13])
            }
        }
    }

    /// The reviews of a template, the newest first.
    package func reviews(of template: Template) throws -> [TemplateReview] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT v.reviewed_on, v.note, e.user FROM template_review v JOIN event e ON e.id = v.recorded
                    WHERE v.template_id = ? ORDER BY v.reviewed_on DESC, v.id DESC
                    """, arguments: [template.id]
            ).map { TemplateReview(reviewedOn: Day(number: $0[0]) ?? .first, note: $0[1], by: $0[2]) }
        }
    }
}

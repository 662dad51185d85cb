import GRDB

/// Whose secretary reads a notice: that of the branch it is about, or of the committee above it.
package struct NoticeReader: Sendable, Hashable {
    package let code: String
    package let name: String
    /// Nil where nobody holds kits there.
    package let person: String?
    package let role: String?
    /// The person's number today, also where it was changed after the notice was written.
    package let phone: String?
}

extension Register {
    /// Who reads each of these notices, by its number.
    package func readers(of notices: [Notice]) throws -> [Int64: NoticeReader] {
        if notices.isEmpty { return [:] }
        return try readToday { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT o.id, n.code, coalesce((SELECT v.name FROM node_version v WHERE v.node_id = n.id
                            AND v.closed IS NULL ORDER BY v.from_day DESC LIMIT 1), n.code),
                        h.person, h.role, iif(p.id IS NULL, h.phone, p.phone)
                    FROM json_each(:ids) asked CROSS JOIN notice o ON o.id = asked.value
                    CROSS JOIN recipient r ON r.id = o.recipient_id LEFT JOIN holder h ON h.id = o.holder_id
                    LEFT JOIN holder p ON p.node_id = h.node_id AND p.person = h.person AND p.role = h.role
                        AND p.closed IS NULL AND p.from_day <= :today AND coalesce(p.to_day, 99999999) >= :today
                    JOIN node n ON n.id = coalesce(h.node_id, \(WaitingNotice.reader), r.node_id)
                    """,
                arguments: ["ids": Register.array(notices.map(\.id)), "today": clock.today.number])
            return Dictionary(
                rows.map { row in
                    (
                        row[0],
                        NoticeReader(
                            code: row[1], name: row[2], person: row[3], role: row[4], phone: row[5])
                    )
                }, uniquingKeysWith: { first, _ in first })
        }
    }
}

import GRDB

extension Register {
    /// The outbox, oldest first; of one kit and edition when given.
    package func notices(of slug: String? = nil, edition: Int? = nil) throws -> [Notice] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT o.id, o.kind, o.channel, k.slug, o.edition_number, o.recipient_id, n.code,
                        coalesce((SELECT v.name FROM node_version v WHERE v.node_id = n.id AND v.closed IS NULL
                            ORDER BY v.from_day DESC LIMIT 1), n.code),
                        h.person, h.phone, h.email, h.chat, t.due_on, r.copy_number, t.generation, e.at,
                        o.state = 'done'
                    FROM notice o JOIN recipient r ON r.id = o.recipient_id JOIN kit k ON k.id = r.kit_id
                    JOIN node n ON n.id = r.node_id JOIN event e ON e.id = o.recorded
                    JOIN transmittal t ON t.recipient_id = r.id AND t.edition_number = o.edition_number
                        AND t.closed IS NULL
                    LEFT JOIN holder h ON h.id = o.holder_id
                    WHERE k.slug = coalesce(?, k.slug) AND o.edition_number = coalesce(?, o.edition_number)
                    ORDER BY o.id
                    """, arguments: [slug, edition]
            ).map(Register.notice)
        }
    }

    private static func notice(_ row: Row) -> Notice {
        Notice(
            id: row[0], kind: Notice.Kind(rawValue: row[1]) ?? .newEdition,
            channel: Notice.Channel(rawValue: row[2]) ?? .telephone, kit: row[3], edition: row[4],
            recipientID: row[5], nodeCode: row[6], nodeName: row[7], person: row[8], phone: row[9],
            email: row[10],
            chat: row[11], dueOn: (row[12] as Int?).flatMap(Day.init(number:)), copyNumber: row[13],
            generation: row[14], recordedAt: Instant(milliseconds: row[15]), isDone: row[16])
    }

    /// Writes reminders to the recipients who have not updated to the kit's latest edition by a day, or, to escalate,
    /// to the secretary of the committee above each.
    /// - Returns: how many recipients are meant. - Throws: `kitUnknown`, `editionUnknown`.
    package func remind(
        kit slug: String, on day: Day, escalating: Bool = false, by actor: Actor
    ) throws -> Int {
        let audit = try audit(kit: slug, on: day)
        let edition = try edition(of: slug)
        let behind = audit.rows.filter { row in
            row.edition == .behind || row.edition == .none
                || (row.edition == .withdrawn && row.supplied == edition.number)
        }
        let nodes = Dictionary(behind.map { ($0.node.id, $0.node) }, uniquingKeysWith: { first, _ in first })
        let kind: Notice.Kind = escalating ? .escalation : .reminder
        try change(
            "notice.\(kind.rawValue)", "\(slug)/\(edition.number)", by: actor,
            detail: ["on": day.iso, "recipients": "\(nodes.count)"]
        ) { db, event in
            let supply = Supply(kit: edition.kitID, edition: edition.number, on: day, due: nil, event: event)
            let holders = try Register.holders(db, on: day, .now)
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT r.id, r.node_id FROM recipient r JOIN transmittal t ON t.recipient_id = r.id
                    WHERE r.kit_id = ? AND t.edition_number = ? AND t.closed IS NULL ORDER BY r.copy_number
                    """, arguments: [edition.kitID, edition.number])
            for row in rows {
                guard let node = nodes[row[1]] else { continue }
                let told = escalating ? node.parentID.flatMap { holders[$0] } : holders[node.id]
                try supply.write(kind, recipient: row[0], to: told ?? [], db)
            }
        }
        return nodes.count
    }
}

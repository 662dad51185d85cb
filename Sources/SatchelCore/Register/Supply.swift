import GRDB

/// Supplies one edition to nodes: their copy numbers, transmittals and notices, within the transaction of an issue or
/// of a supplementary supply.
struct Supply {
    /// How a transmittal came about, as the table has it.
    enum Way: Int { case issue, supplement, takenOver }

    let kit: Int64
    let edition: Int
    let on: Day
    let due: Day?
    let event: Int64
    let way: Way

    init(kit: Int64, edition: Int, on day: Day, due: Day?, event: Int64, way: Way = .issue) {
        self.kit = kit
        self.edition = edition
        self.on = day
        self.due = due
        self.event = event
        self.way = way
    }

    /// A recipient keeps its copy number through all editions; a new one gets the next.
    /// - Returns: the recipients.
    @discardableResult
    func supply(_ nodes: [OrganisationNode], _ db: Database) throws -> Set<Int64> {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT r.node_id, r.id FROM json_each(?) asked CROSS JOIN recipient r ON r.kit_id = ? AND r.node_id = asked.value
                """, arguments: [Register.array(nodes.map(\.id)), kit])
        var recipients = Dictionary(
            rows.map { ($0[0] as Int64, $0[1] as Int64) }, uniquingKeysWith: { first, _ in first })
        let last = try Int.fetchOne(
            db, sql: "SELECT max(copy_number) FROM recipient WHERE kit_id = ?", arguments: [kit])
        var next = (last ?? 0) + 1
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO recipient (kit_id, node_id, copy_number, first_day, recorded) VALUES (?, ?, ?, ?, ?)
                """)
        let transmit = try db.cachedStatement(
            sql: """
                INSERT INTO transmittal (recipient_id, edition_number, supplied_on, due_on, way, recorded)
                VALUES (?, ?, ?, ?, ?, ?)
                """)
        let new = nodes.map(\.id).filter { recipients[$0] == nil }
        for node in new {
            try insert.execute(arguments: [kit, node, next, on.number, event])
            recipients[node] = db.lastInsertedRowID
            next += 1
        }
        // In the order in which they are kept.
        let supplied = recipients.values.sorted()
        for recipient in supplied {
            try transmit.execute(arguments: [
                recipient, edition, on.number, due?.number, way.rawValue, event,
            ])
        }
        try Register.settleTurns(db, ofNew: new, event)
        try notify(.newEdition, db, only: way == .issue ? nil : supplied)
        return Set(supplied)
    }

    /// Writes a notice for every recipient of the edition (or of those given): one to each holder's mail and chat, or a
    /// line on the list to telephone for whom neither is known.
    func notify(_ kind: Notice.Kind, _ db: Database, only recipients: [Int64]? = nil) throws {
        let wanted = recipients.map(Set.init)
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT r.id, h.id, \(Reached.mailIsSound), h.chat IS NOT NULL
                FROM transmittal t CROSS JOIN recipient r ON r.id = t.recipient_id
                LEFT JOIN holder h ON h.node_id = r.node_id AND h.from_day <= ?1
                    AND coalesce(h.to_day, 99999999) >= ?1 AND h.closed IS NULL
                WHERE r.kit_id = ?2 AND t.edition_number = ?3 AND t.closed IS NULL ORDER BY r.id, h.id
                """, arguments: [on.number, kit, edition])
        var recipient: Int64?
        var reached: [Reached] = []
        while let row = try rows.next() {
            let next: Int64 = row[0]
            if let recipient, recipient != next {
                try write(kind, recipient: recipient, to: reached, db)
                reached = []
            }
            recipient = next
            if !(wanted?.contains(next) ?? true) {
                recipient = nil
            } else if let holder = row[1] as Int64? {
                reached.append(Reached(holder: holder, byMail: row[2], byChat: row[3]))
            }
        }
        if let recipient { try write(kind, recipient: recipient, to: reached, db) }
    }

    /// Writes one recipient's notice, to each of its holders; a withdrawal is urgent.
    func write(
        _ kind: Notice.Kind, recipient: Int64, to holders: [Reached], isUrgent: Bool = false,
        effectiveOn: Day? = nil, _ db: Database
    ) throws {
        for (channel, holder) in holders.ways {
            try NewNotice(
                kind: kind, recipient: recipient, edition: edition, channel: channel, holder: holder,
                isUrgent: isUrgent || kind == .withdrawal, effectiveOn: effectiveOn
            ).insert(db, event)
        }
    }
}

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
        var recipients: [Int64: Int64] = [:]
        var next = 1
        let rows = try Row.fetchCursor(
            db, sql: "SELECT node_id, id, copy_number FROM recipient WHERE kit_id = ?", arguments: [kit])
        while let row = try rows.next() {
            recipients[row[0]] = row[1]
            next = max(next, row[2] as Int + 1)
        }
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO recipient (kit_id, node_id, copy_number, first_day, recorded) VALUES (?, ?, ?, ?, ?)
                """)
        let transmit = try db.cachedStatement(
            sql: """
                INSERT INTO transmittal (recipient_id, edition_number, supplied_on, due_on, way, recorded)
                VALUES (?, ?, ?, ?, ?, ?)
                """)
        var supplied: [Int64] = []
        let new = nodes.map(\.id).filter { recipients[$0] == nil }
        for node in nodes {
            if recipients[node.id] == nil {
                try insert.execute(arguments: [kit, node.id, next, on.number, event])
                recipients[node.id] = db.lastInsertedRowID
                next += 1
            }
            guard let recipient = recipients[node.id] else { continue }
            try transmit.execute(arguments: [
                recipient, edition, on.number, due?.number, way.rawValue, event,
            ])
            supplied.append(recipient)
        }
        try Register.settleTurns(db, ofNew: new, event)
        try notify(.newEdition, db, only: way == .issue ? nil : supplied)
        return Set(supplied)
    }

    /// Writes a notice for every recipient of the edition (or of those given): one to each holder's mail and chat, or a
    /// line on the list to telephone for whom neither is known.
    func notify(_ kind: Notice.Kind, _ db: Database, only recipients: [Int64]? = nil) throws {
        let holders = try Register.holders(db, on: on, .now)
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT r.id, r.node_id FROM transmittal t JOIN recipient r ON r.id = t.recipient_id
                WHERE r.kit_id = ? AND t.edition_number = ? AND t.closed IS NULL ORDER BY r.copy_number
                """, arguments: [kit, edition])
        let wanted = recipients.map(Set.init)
        for row in rows where wanted?.contains(row[0]) ?? true {
            try write(kind, recipient: row[0], to: holders[row[1]] ?? [], db)
        }
    }

    func write(_ kind: Notice.Kind, recipient: Int64, to holders: [Holder], _ db: Database) throws {
        let reached = holders.flatMap { holder -> [(Notice.Channel, Int64)] in
            (holder.email == nil ? [] : [(.mail, holder.id)])
                + (holder.chat == nil ? [] : [(.chat, holder.id)])
        }
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO notice (kind, recipient_id, edition_number, channel, holder_id, recorded)
                VALUES (?, ?, ?, ?, ?, ?)
                """)
        if reached.isEmpty {
            try insert.execute(arguments: [
                kind.rawValue, recipient, edition, Notice.Channel.telephone.rawValue, holders.first?.id,
                event,
            ])
        }
        for (channel, holder) in reached {
            try insert.execute(arguments: [
                kind.rawValue, recipient, edition, channel.rawValue, holder, event,
            ])
        }
    }
}

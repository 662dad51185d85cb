import GRDB

// What follows from who was appointed when, whatever was entered first: until when each holder holds, and on which days
// another person begins to.
extension Register {
    private struct Term {
        let id: Int64
        let role: String
        let person: String
        let from: Int
        let to: Int?
    }

    private struct Turn: Hashable {
        let recipient: Int64
        let copy: Int
        let day: Int
        let person: String
    }

    /// Lets each holder of a role end the day before the next one begins and the last one with the node; of those
    /// entered from the same day the one entered last stays. The evidence then says where another person follows.
    static func settleHolders(_ db: Database, of nodes: Set<Int64>, _ event: Int64) throws {
        for node in nodes.sorted() {
            let last = try Int.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT max(coalesce(to_day, 99999999)) FROM node_version WHERE node_id = ? AND closed IS NULL
                        """), arguments: [node])
            let terms = try last == nil ? [] : terms(db, of: node)
            for (term, next) in zip(terms, terms.dropFirst().map(Optional.some) + [nil]) {
                let follows = next.flatMap { $0.role == term.role ? $0 : nil }
                let to = follows.flatMap { Day(number: $0.from)?.advanced(by: -1).number } ?? last ?? 0
                if follows?.from == term.from {
                    try close(term, db, event)
                } else if to != term.to ?? 99_999_999, to >= term.from {
                    try close(term, db, event)
                    try db.execute(
                        sql: """
                            INSERT INTO holder (node_id, person, role, phone, email, chat, from_day, to_day, origin, recorded)
                            SELECT node_id, person, role, phone, email, chat, from_day, ?,
                                coalesce(origin, recorded), ? FROM holder WHERE id = ?
                            """, arguments: [to == 99_999_999 ? nil : to, event, term.id])
                }
            }
            try settleTurns(db, of: node, event)
        }
    }

    private static func terms(_ db: Database, of node: Int64) throws -> [Term] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT id, role, person, from_day, to_day FROM holder WHERE node_id = ? AND closed IS NULL
                    ORDER BY role, from_day, coalesce(origin, recorded), id
                    """), arguments: [node]
        ).map { Term(id: $0[0], role: $0[1], person: $0[2], from: $0[3], to: $0[4]) }
    }

    private static func close(_ term: Term, _ db: Database, _ event: Int64) throws {
        try db.execute(sql: "UPDATE holder SET closed = ? WHERE id = ?", arguments: [event, term.id])
    }

    /// Says in the evidence of a node's recipients on which days another person follows, and only on those.
    private static func settleTurns(_ db: Database, of node: Int64, _ event: Int64) throws {
        let terms = try terms(db, of: node)
        var persons: [Int: String] = [:]
        for (before, after) in zip(terms, terms.dropFirst())
        where before.role == after.role
            && VietnameseText.folded(before.person) != VietnameseText.folded(after.person)
        {
            persons[after.from] = after.person
        }
        let recipients = try Int64.fetchAll(
            db.cachedStatement(sql: "SELECT id FROM recipient WHERE node_id = ?"), arguments: [node])
        var wanted = Set(
            recipients.flatMap { recipient in
                persons.flatMap { day, person in
                    Copy.allCases.map {
                        Turn(recipient: recipient, copy: $0.rawValue, day: day, person: person)
                    }
                }
            })
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT e.id, e.recipient_id, e.copy, e.happened_on, e.person FROM recipient r
                    JOIN evidence e ON e.recipient_id = r.id AND e.edition_number = 0 AND e.proof = 12
                    WHERE r.node_id = ? AND e.closed IS NULL
                    """), arguments: [node])
        for row in rows
        where wanted.remove(Turn(recipient: row[1], copy: row[2], day: row[3], person: row[4])) == nil {
            try db.execute(
                sql: "UPDATE evidence SET closed = ? WHERE id = ?", arguments: [event, row[0] as Int64])
        }
        for turn in wanted.sorted(by: { ($0.recipient, $0.day, $0.copy) < ($1.recipient, $1.day, $1.copy) }) {
            try db.execute(
                sql: """
                    INSERT INTO evidence (recipient_id, edition_number, copy, proof, medium, happened_on, person, recorded)
                    VALUES (?, 0, ?, 12, 'decision', ?, ?, ?)
                    """, arguments: [turn.recipient, turn.copy, turn.day, turn.person, event])
        }
    }

    /// As above, for nodes that have just become recipients: what they had before is the earlier holder's too.
    static func settleTurns(_ db: Database, ofNew nodes: [Int64], _ event: Int64) throws {
        let changing = try Int64.fetchAll(
            db,
            sql: """
                SELECT DISTINCT h.node_id FROM holder h JOIN holder next ON next.node_id = h.node_id
                    AND next.role = h.role AND next.from_day > h.from_day AND next.closed IS NULL
                WHERE h.closed IS NULL AND h.node_id IN (SELECT value FROM json_each(?))
                """, arguments: [array(nodes)])
        for node in changing { try settleTurns(db, of: node, event) }
    }
}

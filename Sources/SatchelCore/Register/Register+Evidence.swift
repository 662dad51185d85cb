import Foundation
import GRDB

extension Register {
    /// Records evidence for one edition of a kit, all rows or none.
    /// - Throws: `nodeUnknown`, `neverIssued`, `evidenceBeforeSupply`, `evidenceInFuture`, `kitUnknown`.
    package func record(
        _ evidence: [NewEvidence], of slug: String, edition number: Int, by actor: Actor
    ) throws {
        let today = clock.today
        try change(
            "evidence.record", "\(slug)/\(number)", by: actor, detail: ["count": "\(evidence.count)"]
        ) { db, event in
            let kit = try Register.kit(db, slug)
            let supplied = try Register.supplied(db, kit: kit.id, edition: number)
            let insert = try db.cachedStatement(
                sql: """
                    INSERT INTO evidence (recipient_id, edition_number, copy, proof, medium, happened_on, person,
                        on_behalf_of, note, scan_sha256, recorded) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """)
            for scan in Set(evidence.compactMap(\.scan)) { try Register.insert(scan, db, event) }
            for row in evidence {
                guard let transmittal = supplied[VietnameseText.folded(row.node)] else {
                    throw try Register.neverIssued(row.node, slug, number, on: row.happenedOn, db)
                }
                try check(row, suppliedOn: transmittal.day, today: today)
                try insert.execute(arguments: [
                    transmittal.recipient, number, row.copy.rawValue, row.proof.rawValue, row.medium.rawValue,
                    row.happenedOn.number, row.person, row.onBehalfOf, row.note, row.scan?.sha256, event,
                ])
            }
        }
    }

    private func check(_ row: NewEvidence, suppliedOn: Day, today: Day) throws {
        let places = ["node": row.node, "day": row.happenedOn.office]
        if row.happenedOn > today { throw SatchelError(.evidenceInFuture, places) }
        if row.happenedOn < suppliedOn {
            throw SatchelError(
                .evidenceBeforeSupply, places.merging(["supplied": suppliedOn.office]) { $1 })
        }
    }

    private static func supplied(
        _ db: Database, kit: Int64, edition: Int
    ) throws -> [String: (recipient: Int64, day: Day)] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT n.code, r.id, t.supplied_on FROM recipient r
                JOIN transmittal t ON t.recipient_id = r.id AND t.edition_number = ? AND t.closed IS NULL
                JOIN node n ON n.id = r.node_id WHERE r.kit_id = ?
                """, arguments: [edition, kit])
        var supplied: [String: (recipient: Int64, day: Day)] = [:]
        while let row = try rows.next() {
            supplied[VietnameseText.folded(row[0] as String)] = (row[1], Day(number: row[2]) ?? .first)
        }
        return supplied
    }

    private static func neverIssued(
        _ code: String, _ slug: String, _ number: Int, on day: Day, _ db: Database
    ) throws -> SatchelError {
        let codes = try String.fetchAll(db, sql: "SELECT code FROM node ORDER BY code")
        let folded = VietnameseText.folded(code)
        guard codes.contains(where: { VietnameseText.folded($0) == folded }) else {
            let near = VietnameseText.suggestion(for: code, among: codes) ?? ""
            return SatchelError(.nodeUnknown, ["code": code, "near": near])
        }
        return SatchelError(.neverIssued, ["node": code, "kit": slug, "edition": "\(number)"])
    }

    /// Takes back evidence entered wrongly; what was known before can still be asked.
    /// - Throws: `evidenceUnknown`.
    package func withdraw(evidence id: Int64, reason: String, by actor: Actor) throws {
        try change("evidence.withdraw", "\(id)", by: actor, detail: ["reason": reason]) { db, event in
            try db.execute(
                sql: "UPDATE evidence SET closed = ? WHERE id = ? AND closed IS NULL", arguments: [event, id])
            guard db.changesCount == 1 else { throw SatchelError(.evidenceUnknown, ["evidence": "\(id)"]) }
        }
    }

    /// The evidence of a kit as known, oldest first; of one node, or one edition, when given.
    package func evidence(
        of slug: String, edition: Int? = nil, node: String? = nil, _ known: Known = .now
    ) throws -> [Evidence] {
        try read { db in
            let kit = try Register.kit(db, slug)
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT e.id, n.code, e.edition_number, e.proof, e.copy, e.medium, e.happened_on, v.at, v.user, e.person,
                        e.on_behalf_of, e.note, e.scan_sha256, f.extra, f.missing, s.code
                    FROM evidence e JOIN recipient r ON r.id = e.recipient_id JOIN node n ON n.id = r.node_id
                    JOIN event v ON v.id = e.recorded LEFT JOIN finding f ON f.id = e.finding_id
                    LEFT JOIN recipient p ON p.id = e.inherited_from LEFT JOIN node s ON s.id = p.node_id
                    WHERE r.kit_id = ? AND e.edition_number = coalesce(?, e.edition_number)
                        AND n.code = coalesce(?, n.code) COLLATE NOCASE AND \(known.holds("e")) ORDER BY e.id
                    """, arguments: [kit.id, edition, node]
            ).map { row in
                Evidence(
                    id: row[0], node: row[1], edition: row[2], proof: Proof(rawValue: row[3]) ?? .sent,
                    copy: Copy(rawValue: row[4]) ?? .electronic, medium: Medium(rawValue: row[5]) ?? .paper,
                    happenedOn: Day(number: row[6]) ?? .first, recordedAt: Instant(milliseconds: row[7]),
                    recordedBy: row[8], person: row[9], onBehalfOf: row[10], note: row[11], scan: row[12],
                    finding: try Register.finding(row, from: 13), inheritedFrom: row[15])
            }
        }
    }

    /// The finding whose two columns begin at an index; nil when there is none.
    static func finding(_ row: Row, from index: Int) throws -> Finding? {
        guard let extra = row[index] as String?, let missing = row[index + 1] as String? else { return nil }
        let decoder = JSONDecoder()
        return Finding(
            extra: try decoder.decode([String].self, from: Data(extra.utf8)),
            missing: try decoder.decode([String].self, from: Data(missing.utf8)))
    }
}

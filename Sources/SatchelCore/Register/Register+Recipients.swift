import GRDB

extension Register {
    /// Whom an edition was supplied to, who is there on a day and seen, in the order of their copy numbers; named as on
    /// that day. Of some nodes only, when their codes are given.
    /// - Throws: `nodeUnknown`, `notSupplied` for a code that is not among them.
    package func recipients(
        of edition: Edition, on day: Day, only codes: [String]? = nil
    ) throws -> [KitRecipient] {
        try read { db in
            let tree = try Register.organisation(db, on: day, .now)
            let holders = try Register.holders(db, on: day, .now)
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT r.node_id, r.copy_number, t.due_on, r.id FROM transmittal t
                    JOIN recipient r ON r.id = t.recipient_id
                    WHERE r.kit_id = ? AND t.edition_number = ? AND t.closed IS NULL ORDER BY r.copy_number
                    """, arguments: [edition.kitID, edition.number])
            let all = rows.compactMap { row -> KitRecipient? in
                guard sight.has(row[0] as Int64), let node = tree[row[0]] else { return nil }
                return KitRecipient(
                    code: node.code, name: node.name, committee: node.parentID.flatMap { tree[$0]?.name },
                    secretary: holders[node.id]?.first?.person, copyNumber: row[1],
                    dueOn: (row[2] as Int?).flatMap(Day.init(number:)), id: row[3])
            }
            guard let codes else { return all }
            let byCode = Dictionary(uniqueKeysWithValues: all.map { (VietnameseText.folded($0.code), $0) })
            return try codes.map { code in
                if let found = byCode[VietnameseText.folded(code)] { return found }
                throw try Register.notSupplied(code, with: edition, sight, db)
            }
        }
    }

    /// The nodes that an edition was supplied to.
    static func nodes(_ db: Database, supplied edition: Edition) throws -> Set<Int64> {
        try Int64.fetchSet(
            db,
            sql: """
                SELECT r.node_id FROM transmittal t JOIN recipient r ON r.id = t.recipient_id
                WHERE r.kit_id = ? AND t.edition_number = ? AND t.closed IS NULL
                """, arguments: [edition.kitID, edition.number])
    }

    /// Whether anybody was supplied with an edition with a day by which to have it in place.
    func hasDueDay(_ edition: Edition) throws -> Bool {
        try read { db in
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM transmittal t JOIN recipient r ON r.id = t.recipient_id
                        WHERE r.kit_id = ? AND t.edition_number = ? AND t.closed IS NULL AND t.due_on IS NOT NULL)
                    """, arguments: [edition.kitID, edition.number]) ?? false
        }
    }

    private static func notSupplied(
        _ code: String, with edition: Edition, _ sight: Sight?, _ db: Database
    ) throws -> SatchelError {
        let codes = try String.fetchAll(db, sql: "SELECT code FROM node ORDER BY code").filter {
            sight.has(code: $0)
        }
        guard codes.contains(where: { VietnameseText.folded($0) == VietnameseText.folded(code) }) else {
            let near = VietnameseText.suggestion(for: code, among: codes)
            return SatchelError(.nodeUnknown, ["code": code, "near": near ?? ""])
        }
        return SatchelError(
            .notSupplied, ["node": code, "kit": edition.kit, "edition": "\(edition.number)"])
    }
}

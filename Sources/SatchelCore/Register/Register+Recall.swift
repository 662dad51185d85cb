import GRDB

extension Register {
    /// The recall list of a withdrawn edition on a day, as known; of the recipients that are seen.
    /// - Throws: `kitUnknown`, `editionUnknown`, `editionInUse`.
    package func recall(
        edition number: Int, of slug: String, on day: Day, _ known: Known = .now
    ) throws -> RecallList {
        try read { db in
            let kit = try Register.kit(db, slug)
            guard
                let edition = try Register.editions(db, of: slug, known).last(where: { $0.number == number })
            else { throw SatchelError(.editionUnknown, ["kit": slug, "edition": "\(number)"]) }
            guard edition.withdrawnOn != nil else {
                throw SatchelError(.editionInUse, ["kit": slug, "edition": "\(number)"])
            }
            let holders = try Register.holders(db, on: day, known)
            let facts = try Register.facts(db, edition, on: day, known)
            let gone = try Register.takenOver(db, edition, on: day, known)
            let supplied = try Register.supplied(db, edition, on: day, known).filter { sight.has($0.node) }
            let rows = supplied.flatMap { recipient in
                kit.definition.copies.map { copy in
                    let place = CopyPlace(recipient: recipient.id, copy: copy)
                    let state = RecallList.State(of: number, facts[place] ?? [])
                    let holder = holders[recipient.node]?.first
                    return RecallList.Row(
                        copyNumber: recipient.copyNumber, node: recipient.code, nodeName: recipient.name,
                        person: holder?.person, phone: holder?.phone, copy: copy,
                        state: gone.contains(place) ? .takenOver : state)
                }
            }
            return RecallList(edition: edition, day: day, rows: rows)
        }
    }

    /// One copy of one recipient.
    private struct CopyPlace: Hashable {
        let recipient: Int64
        let copy: Copy
    }

    private static func supplied(
        _ db: Database, _ edition: Edition, on day: Day, _ known: Known
    ) throws -> [(id: Int64, node: Int64, code: String, name: String, copyNumber: Int)] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT r.id, n.id, n.code, r.copy_number, coalesce((SELECT v.name FROM node_version v
                    WHERE v.node_id = n.id AND \(known.holds("v")) ORDER BY v.from_day DESC LIMIT 1), n.code)
                FROM transmittal t JOIN recipient r ON r.id = t.recipient_id JOIN node n ON n.id = r.node_id
                WHERE r.kit_id = ? AND t.edition_number = ? AND t.supplied_on <= ? AND \(known.holds("t"))
                ORDER BY r.copy_number
                """, arguments: [edition.kitID, edition.number, day.number]
        ).map { ($0[0], $0[1], $0[2], $0[4], $0[3]) }
    }

    /// The evidence about each copy that tells whether the edition is still there, in the order it happened.
    private static func facts(
        _ db: Database, _ edition: Edition, on day: Day, _ known: Known
    ) throws -> [CopyPlace: [RecallList.Fact]] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT e.recipient_id, e.copy, e.edition_number, e.proof, e.happened_on
                FROM evidence e JOIN recipient r ON r.id = e.recipient_id
                WHERE r.kit_id = ? AND (e.edition_number >= ? OR e.proof = ?) AND e.happened_on <= ?
                    AND \(known.holds("e"))
                ORDER BY e.happened_on, e.id
                """,
            arguments: [edition.kitID, edition.number, Proof.foundOtherwise.rawValue, day.number])
        var facts: [CopyPlace: [RecallList.Fact]] = [:]
        while let row = try rows.next() {
            guard let copy = Copy(rawValue: row[1]), let proof = Proof(rawValue: row[3]) else { continue }
            facts[CopyPlace(recipient: row[0], copy: copy), default: []].append(
                RecallList.Fact(edition: row[2], proof: proof, on: Day(number: row[4]) ?? .first))
        }
        return facts
    }

    /// The copies that a successor took over.
    private static func takenOver(
        _ db: Database, _ edition: Edition, on day: Day, _ known: Known
    ) throws -> Set<CopyPlace> {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT e.inherited_from, e.copy FROM evidence e JOIN recipient r ON r.id = e.recipient_id
                WHERE r.kit_id = ? AND e.edition_number = ? AND e.inherited_from IS NOT NULL
                    AND e.happened_on <= ? AND \(known.holds("e"))
                """, arguments: [edition.kitID, edition.number, day.number])
        return Set(
            rows.compactMap { row in Copy(rawValue: row[1]).map { CopyPlace(recipient: row[0], copy: $0) } })
    }
}

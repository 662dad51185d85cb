import Foundation
import GRDB

extension Register {
    /// Records evidence for one edition of a kit, all rows or none; what successors of the branches inherited follows.
    /// - Throws: `nodeUnknown`, `nodeEnded`, `neverIssued`, `evidenceBeforeSupply`, `evidenceInFuture`,
    ///   `proofNotEntered`, `findingEmpty`, `findingInEdition`, `findingNotInEdition`, `kitUnknown`, `outsideAccount`.
    package func record(
        _ evidence: [NewEvidence], of slug: String, edition number: Int, by actor: Actor
    ) throws {
        try write(evidence, of: slug, edition: number, by: actor, detail: [:])
    }

    /// Records evidence with the scan that shows all of it; the scan is taken into the store when nothing is refused.
    /// - Throws: as `record`, and what `BlobStore.ingest` throws.
    package func record(
        _ evidence: [NewEvidence], of slug: String, edition number: Int, scan: Scan?, in store: BlobStore,
        by actor: Actor
    ) throws {
        if scan != nil {
            try read { db in
                var entry = try EvidenceEntry(
                    db, slug, edition: number, nodes: evidence.map(\.node), Known.now.event)
                try Register.refuseOutside(
                    entry.nodes(of: evidence.map(\.node)), "evidence.record", of: actor, on: clock.today, db)
                for row in evidence { try entry.check(row, today: clock.today) }
            }
        }
        try enter(evidence, of: slug, edition: number, scan: scan, in: store, by: actor, detail: [:])
    }

    /// Records evidence that was checked, with its scan and more to tell in the log.
    func enter(
        _ evidence: [NewEvidence], of slug: String, edition number: Int, scan: Scan?, in store: BlobStore,
        by actor: Actor, detail: [String: String]
    ) throws {
        guard let scan else {
            return try write(evidence, of: slug, edition: number, by: actor, detail: detail)
        }
        let blob = try takeIn(scan.bytes, name: scan.name, into: store)
        let shown = evidence.map { row in
            var row = row
            row.scan = blob
            return row
        }
        try write(
            shown, of: slug, edition: number, by: actor,
            detail: detail.merging(["scan": scan.name, "scanSha256": blob.sha256]) { $1 })
    }

    private func write(
        _ evidence: [NewEvidence], of slug: String, edition number: Int, by actor: Actor,
        detail: [String: String]
    ) throws {
        let today = clock.today
        try change(
            "evidence.record", "\(slug)/\(number)", by: actor,
            detail: detail.merging(["count": "\(evidence.count)"]) { $1 }
        ) { db, event in
            var entry = try EvidenceEntry(db, slug, edition: number, nodes: evidence.map(\.node), event)
            try Register.refuseOutside(
                entry.nodes(of: evidence.map(\.node)), "evidence.record", of: actor, on: today, db)
            for scan in Set(evidence.compactMap(\.scan)) { try Register.insert(scan, db, event) }
            for row in evidence { try entry.insert(row, today: today) }
            try Register.follow(db, kit: slug, recipients: entry.recipients, today: today, event)
        }
    }

    /// What follows from changed evidence or supply: what successors inherit, and today's holdings.
    static func follow(
        _ db: Database, kit slug: String, recipients: Set<Int64>, today: Day, _ event: Int64
    ) throws {
        let nodes = try nodesWithSuccessors(db, recipients)
        if nodes.isEmpty {
            return try settleHoldings(db, kit: slug, only: recipients.sorted(), today: today)
        }
        let heirs = try Inheritance(db, event: event).settle(nodes)
        try settleHoldings(db, ofNodes: nodes, recipients: recipients.union(heirs), today: today)
    }

    /// As above, for all kits of nodes.
    static func follow(_ db: Database, nodes: Set<Int64>, today: Day, _ event: Int64) throws {
        let heirs = try Inheritance(db, event: event).settle(nodes)
        try settleHoldings(db, ofNodes: nodes, recipients: heirs, today: today)
    }

    /// Those of the recipients' nodes that take part in a succession.
    private static func nodesWithSuccessors(_ db: Database, _ recipients: Set<Int64>) throws -> Set<Int64> {
        guard try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM node_lineage)") == true else {
            return []
        }
        return try Int64.fetchSet(
            db,
            sql: """
                SELECT r.node_id FROM json_each(?) asked CROSS JOIN recipient r ON r.id = asked.value
                WHERE EXISTS (SELECT 1 FROM node_lineage l WHERE l.predecessor_id = r.node_id)
                    OR EXISTS (SELECT 1 FROM node_lineage l WHERE l.successor_id = r.node_id)
                """, arguments: [array(recipients.sorted())])
    }

    /// Takes back evidence entered wrongly; what was known before can still be asked.
    /// - Throws: `evidenceUnknown`, `outsideAccount`, `proofNotEntered` for what follows from something else.
    package func withdraw(evidence id: Int64, reason: String, by actor: Actor) throws {
        try change("evidence.withdraw", "\(id)", by: actor, detail: ["reason": reason]) { db, event in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT e.recipient_id, k.slug, e.proof, r.node_id FROM evidence e JOIN recipient r ON r.id = e.recipient_id
                    JOIN kit k ON k.id = r.kit_id WHERE e.id = ? AND e.closed IS NULL
                    """, arguments: [id])
            guard let row, sight.has(row[3] as Int64) else {
                throw SatchelError(.evidenceUnknown, ["evidence": "\(id)"])
            }
            try Register.refuseOutside(
                [row[3] as Int64], "evidence.withdraw", of: actor, on: clock.today, db)
            if let proof = Proof(rawValue: row[2]), [.inherited, .holderChanged].contains(proof) {
                throw SatchelError(.proofNotEntered, proof.notEntered)
            }
            try db.execute(sql: "UPDATE evidence SET closed = ? WHERE id = ?", arguments: [event, id])
            try Register.follow(db, kit: row[1], recipients: [row[0]], today: clock.today, event)
        }
    }

    /// The scan that shows a row of evidence that is seen, also of one that was taken back.
    /// - Throws: `evidenceUnknown`, `scanMissing`.
    package func scan(ofEvidence id: Int64) throws -> BlobStore.Blob {
        try read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT b.sha256, b.size, b.crc32, b.stored_size FROM evidence e
                    JOIN recipient r ON r.id = e.recipient_id
                    LEFT JOIN blob b ON b.sha256 = e.scan_sha256 WHERE e.id = ? \(sight.holds("r.node_id"))
                    """, arguments: [id])
            guard let row else { throw SatchelError(.evidenceUnknown, ["evidence": "\(id)"]) }
            guard row[0] != nil else { throw SatchelError(.scanMissing, ["evidence": "\(id)"]) }
            return Register.blob(row, from: 0)
        }
    }

    /// What a reference names, as an identity of edition items: a document by its symbol, or a template by its slug
    /// or name.
    /// - Throws: what `document(_:)` throws; `templateUnknown` for what can only be a slug.
    package func identity(of reference: String) throws -> String {
        let templates = try templates()
        let folded = VietnameseText.folded(reference)
        let found = templates.first { template in
            [template.slug, template.name.vi, template.name.en].contains {
                VietnameseText.folded($0) == folded
            }
        }
        if let found { return "template:\(found.slug)" }
        do {
            return "document:\(try document(reference).id)"
        } catch let error as SatchelError where error.code == .documentUnknown {
            let near = VietnameseText.suggestion(for: reference, among: templates.map(\.slug))
            guard let near else { throw error }
            throw SatchelError(.templateUnknown, ["template": reference, "near": near])
        }
    }

    /// The evidence of a kit as known, oldest first; of one node, or one edition, when given.
    package func evidence(
        of slug: String, edition: Int? = nil, node: String? = nil, _ known: Known = .now
    ) throws -> [Evidence] {
        try read { db in
            try Register.evidence(
                db, kit: try Register.kit(db, slug).id, edition: edition, node: node, known, sight)
        }
    }

    static func evidence(
        _ db: Database, kit: Int64, edition: Int? = nil, node: String? = nil, _ known: Known,
        _ sight: Sight? = nil
    ) throws -> [Evidence] {
        try evidence(
            db,
            where: """
                r.kit_id = ? AND e.edition_number = coalesce(?, e.edition_number)
                    AND n.code = coalesce(?, n.code) COLLATE NOCASE AND \(known.holds("e")) \(sight.holds("r.node_id"))
                """, [kit, edition, node])
    }

    /// The evidence of one recipient that counts, oldest first.
    static func evidence(_ db: Database, ofRecipient id: Int64) throws -> [Evidence] {
        try evidence(db, where: "e.recipient_id = ? AND e.closed IS NULL", [id])
    }

    private static func evidence(
        _ db: Database, where condition: String, _ arguments: StatementArguments
    ) throws -> [Evidence] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT e.id, n.code, e.edition_number, e.proof, e.copy, e.medium, e.happened_on, v.at, v.user, e.person,
                    e.on_behalf_of, e.note, e.scan_sha256, f.extra, f.missing, s.code
                FROM evidence e JOIN recipient r ON r.id = e.recipient_id JOIN node n ON n.id = r.node_id
                JOIN event v ON v.id = e.recorded LEFT JOIN finding f ON f.id = e.finding_id
                LEFT JOIN recipient p ON p.id = e.inherited_from LEFT JOIN node s ON s.id = p.node_id
                WHERE \(condition) ORDER BY e.id
                """, arguments: arguments
        ).map { row in
            Evidence(
                id: row[0], node: row[1], edition: row[2], proof: Proof(rawValue: row[3]) ?? .sent,
                copy: Copy(rawValue: row[4]) ?? .electronic, medium: Medium(rawValue: row[5]) ?? .paper,
                happenedOn: Day(number: row[6]) ?? .first, recordedAt: Instant(milliseconds: row[7]),
                recordedBy: row[8], person: row[9], onBehalfOf: row[10], note: row[11], scan: row[12],
                finding: try Register.finding(row, from: 13), inheritedFrom: row[15])
        }
    }

    /// The finding whose two columns begin at an index; nil when there is none.
    static func finding(_ row: Row, from index: Int) throws -> Finding? {
        guard let extra = row[index] as String?, let missing = row[index + 1] as String? else { return nil }
        return Finding(extra: try identities(extra), missing: try identities(missing))
    }

    /// A JSON array of identities; as they are mostly written, without escapes, it is read at a tenth of the cost.
    private static func identities(_ json: String) throws -> [String] {
        if json.utf8.contains(UInt8(ascii: "\\")) {
            return try JSONDecoder().decode([String].self, from: Data(json.utf8))
        }
        // What stands between the quotation marks, and between them commas and brackets.
        let parts = json.utf8.split(separator: UInt8(ascii: "\""))
        return stride(from: 1, to: parts.count, by: 2).map { String(Substring(parts[$0])) }
    }
}

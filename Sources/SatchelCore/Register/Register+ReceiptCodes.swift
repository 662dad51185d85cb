import GRDB

// Receipts told over the telephone.
extension Register {
    /// Whose receipt a code whose proof is right tells of; nil when nothing was supplied so, or it is not seen.
    /// - Throws: `receiptCodeEnded`, `evidenceInFuture`, `evidenceBeforeSupply`.
    func receipt(
        _ code: ReceiptCode, _ proof: Proof, on day: Day, person: String?
    ) throws -> CodedReceipt? {
        try read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT n.id, n.code, k.slug, coalesce((SELECT v.name FROM node_version v
                        WHERE v.node_id = n.id AND v.closed IS NULL ORDER BY v.from_day > ?3, abs(v.from_day - ?3) LIMIT 1), n.code)
                    FROM transmittal t JOIN recipient r ON r.id = t.recipient_id JOIN node n ON n.id = r.node_id
                    JOIN kit k ON k.id = r.kit_id
                    WHERE t.recipient_id = ?1 AND t.edition_number = ?2 AND t.closed IS NULL \(sight.holds("n.id"))
                    """, arguments: [code.recipient, code.edition, day.number])
            guard let row else { return nil }
            let (node, nodeCode, kit): (Int64, String, String) = (row[0], row[1], row[2])
            if let error = try Register.ended(node, nodeCode, on: day, db) {
                throw try Register.ended(error, named: row[3], node, db)
            }
            let copy: Copy = proof == .filed ? .paper : .electronic
            var entry = try EvidenceEntry(db, kit, edition: code.edition, nodes: [nodeCode], Known.now.event)
            try entry.check(
                NewEvidence(node: nodeCode, proof: proof, copy: copy, medium: .phone, happenedOn: day),
                today: clock.today)
            let holder = try Register.holders(db, on: day, .now, at: [node])[node]?.first?.person
            return CodedReceipt(
                code: code, node: nodeCode, nodeName: row[3], kit: kit,
                kitName: try Register.kit(db, kit).definition.name, edition: code.edition,
                person: person ?? holder, onBehalfOf: person == nil || person == holder ? nil : holder,
                proof: proof, copy: copy, on: day,
                newer: try Register.newest(code, db),
                isKnown: try Register.isKnown(code, proof, copy, on: day, db))
        }
    }

    /// The newest edition in use that was supplied to a code's recipient, when it is newer than the code's.
    private static func newest(_ code: ReceiptCode, _ db: Database) throws -> Int? {
        try Int.fetchOne(
            db,
            sql: """
                SELECT max(t.edition_number) FROM transmittal t JOIN recipient r ON r.id = t.recipient_id
                WHERE t.recipient_id = ?1 AND t.edition_number > ?2 AND t.closed IS NULL
                    AND NOT EXISTS (SELECT 1 FROM edition e JOIN edition_withdrawal w ON w.edition_id = e.id
                        WHERE e.kit_id = r.kit_id AND e.number = t.edition_number)
                """, arguments: [code.recipient, code.edition])
    }

    /// Records a receipt by telephone, unless the same is there already.
    /// - Throws: `outsideAccount`, and what `permit` refuses.
    func record(_ receipt: CodedReceipt, by actor: Actor) throws -> CodedReceipt {
        struct Known: Error {}
        let code = receipt.code
        let isKnown: Bool
        do {
            try change(
                "evidence.record", "\(receipt.kit)/\(receipt.edition)", by: actor,
                detail: ["count": "1", "receiptCode": code.text]
            ) { db, event in
                var entry = try EvidenceEntry(
                    db, receipt.kit, edition: receipt.edition, nodes: [receipt.node], event)
                try Register.refuseOutside(
                    entry.nodes(of: [receipt.node]), "evidence.record", of: actor, on: clock.today, db)
                if try Register.isKnown(code, receipt.proof, receipt.copy, on: receipt.on, db) {
                    throw Known()
                }
                try entry.insert(receipt.evidence, today: clock.today)
                try Register.follow(
                    db, kit: receipt.kit, recipients: entry.recipients, today: clock.today, event)
            }
            isKnown = false
        } catch is Known {
            isKnown = true
        }
        return receipt.recorded(wasKnown: isKnown)
    }

    /// That the branch of a code has ended, with its name and those of its successors.
    private static func ended(
        _ error: SatchelError, named name: String, _ node: Int64, _ db: Database
    ) throws -> SatchelError {
        let successors = try String.fetchAll(
            db,
            sql: """
                SELECT DISTINCT coalesce((SELECT v.name FROM node_version v WHERE v.node_id = n.id AND v.closed IS NULL
                    ORDER BY v.from_day DESC LIMIT 1), n.code) || ' (' || n.code || ')'
                FROM node_lineage l JOIN node n ON n.id = l.successor_id
                WHERE l.predecessor_id = ? AND l.closed IS NULL ORDER BY n.code
                """, arguments: [node])
        return SatchelError(
            .receiptCodeEnded,
            error.arguments.merging(["name": name, "successors": successors.joined(separator: ", ")]) { $1 })
    }

    private static func isKnown(
        _ code: ReceiptCode, _ proof: Proof, _ copy: Copy, on day: Day, _ db: Database
    ) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM evidence WHERE recipient_id = ? AND copy = ? AND edition_number = ?
                    AND proof = ? AND happened_on = ? AND closed IS NULL)
                """, arguments: [code.recipient, copy.rawValue, code.edition, proof.rawValue, day.number])
            ?? false
    }
}

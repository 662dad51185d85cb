import Foundation
import GRDB

// Recipients' own receipts, many in one transaction.
extension Register {
    /// Records receipts in one transaction, each with a line of its own in the log; one that is refused refuses only
    /// itself. What follows from them follows once.
    /// - Returns: what came of each, in their order.
    func record(_ receipts: [Receipt]) throws -> [Result<Void, any Error>] {
        try Register.naming("register") {
            try writer.write { db in
                let today = clock.today
                var changed: [String: Set<Int64>] = [:]
                var last: Int64?
                let results = try receipts.map { receipt -> Result<Void, any Error> in
                    do {
                        guard let event = try enterAlone(receipt, today: today, db) else {
                            return .success(())
                        }
                        changed[receipt.kit, default: []].insert(receipt.recipient)
                        last = event
                        return .success(())
                    } catch let error as SatchelError where error.isRefusal {
                        return .failure(error)
                    }
                }
                guard let last else { return results }
                for (kit, recipients) in changed.sorted(by: { $0.key < $1.key }) {
                    try Register.follow(db, kit: kit, recipients: recipients, today: today, last)
                }
                try Register.tellSuccessors(db, today: today, last)
                return results
            }
        }
    }

    /// Enters a receipt of which nothing stays when it is refused.
    private func enterAlone(_ receipt: Receipt, today: Day, _ db: Database) throws -> Int64? {
        try Register.naming("register") {
            var event: Int64?
            try db.inSavepoint {
                event = try enter(receipt, today: today, db)
                return .commit
            }
            return event
        }
    }

    /// - Returns: the line in the log; nil for a receipt that is recorded already.
    private func enter(_ receipt: Receipt, today: Day, _ db: Database) throws -> Int64? {
        try Register.refuseUnlessOpen("receipt.own")
        guard Receipt.proofs.contains(receipt.proof) else {
            throw SatchelError(.proofNotEntered, receipt.proof.notEntered)
        }
        try Register.refuseForeign(receipt, db)
        let actor = Actor(user: receipt.holder.name, request: receipt.request)
        let subject = "\(receipt.kit)/\(receipt.edition)"
        let act = "\(subject)/\(receipt.recipient)/\(receipt.proof.word)/\(receipt.copy.word)"
        if try Register.isKnown(receipt, today: today, db) { return nil }
        if try repeated(db, "receipt.own", act, by: actor) != nil { return nil }
        let event = try log(
            db, "receipt.own", subject, by: actor,
            detail: [
                "recipient": "\(receipt.recipient)", "proof": receipt.proof.word, "copy": receipt.copy.word,
                "node": receipt.holder.nodeCode,
            ])
        try remember(db, "receipt.own", act, by: actor, event)
        try db.cachedStatement(
            sql: """
                INSERT INTO evidence (recipient_id, edition_number, copy, proof, medium, happened_on, person, note,
                    recorded) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            receipt.recipient, receipt.edition, receipt.copy.rawValue, receipt.proof.rawValue,
            Medium.web.rawValue, today.number, receipt.holder.person, VietnameseText.kept(receipt.note),
            event,
        ])
        return event
    }

    /// - Throws: `foreignEdition` unless the recipient is one of the holder's nodes, of that kit, and was supplied.
    private static func refuseForeign(_ receipt: Receipt, _ db: Database) throws {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT r.node_id, k.slug FROM transmittal t JOIN recipient r ON r.id = t.recipient_id
                    JOIN kit k ON k.id = r.kit_id
                    WHERE t.recipient_id = ? AND t.edition_number = ? AND t.closed IS NULL
                    """), arguments: [receipt.recipient, receipt.edition])
        guard let row, receipt.holder.nodes.contains(row[0]), row[1] == receipt.kit else {
            throw SatchelError(.foreignEdition)
        }
    }

    /// Whether the same was recorded today.
    private static func isKnown(_ receipt: Receipt, today: Day, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT EXISTS (SELECT 1 FROM evidence WHERE recipient_id = ? AND copy = ? AND edition_number = ?
                        AND proof = ? AND happened_on = ? AND closed IS NULL)
                    """),
            arguments: [
                receipt.recipient, receipt.copy.rawValue, receipt.edition, receipt.proof.rawValue,
                today.number,
            ]) ?? false
    }
}

extension SatchelError {
    /// Whether it is about what was asked for; a full disk or a broken file is about everything.
    fileprivate var isRefusal: Bool { cause == nil || code == .registerRefused }
}

import Foundation
import GRDB

/// Puts evidence for one edition of a kit into the tables.
struct EvidenceEntry {
    private struct Supplied {
        let recipient: Int64
        let node: Int64
        let day: Day
    }

    private let db: Database
    private let slug: String
    private let edition: Int
    private let event: Int64
    /// By the folded code of the node.
    private let supplied: [String: Supplied]
    private var identities: Set<String>?
    private var findings: [Finding: Int64] = [:]
    private var codes: [String: String]?
    private var suggestions = 0
    /// The recipients that got rows.
    private(set) var recipients: Set<Int64> = []

    init(_ db: Database, _ slug: String, edition: Int, nodes: [String], _ event: Int64) throws {
        self.db = db
        self.slug = slug
        self.edition = edition
        self.event = event
        supplied = try EvidenceEntry.supplied(
            db, kit: try Register.kit(db, slug).id, edition: edition, nodes: Set(nodes))
    }

    /// The nodes with some codes, as far as they were supplied.
    func nodes(of codes: [String]) -> Set<Int64> {
        Set(codes.compactMap { supplied[VietnameseText.folded($0)]?.node })
    }

    mutating func insert(_ row: NewEvidence, today: Day) throws {
        let transmittal = try checked(row, today: today)
        let finding = try row.finding.map { try id(of: $0) }
        try db.cachedStatement(
            sql: """
                INSERT INTO evidence (recipient_id, edition_number, copy, proof, medium, happened_on, person,
                    on_behalf_of, note, scan_sha256, finding_id, recorded) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            transmittal.recipient, edition, row.copy.rawValue, row.proof.rawValue, row.medium.rawValue,
            row.happenedOn.number, row.person, row.onBehalfOf, row.note, row.scan?.sha256, finding, event,
        ])
        recipients.insert(transmittal.recipient)
    }

    /// Throws what `insert` would, and writes nothing.
    mutating func check(_ row: NewEvidence, today: Day) throws {
        _ = try checked(row, today: today)
    }

    /// - Throws: `nodeUnknown` or `neverIssued` unless the node was supplied with the edition.
    mutating func checkIsSupplied(_ node: String) throws { _ = try transmittal(to: node) }

    private mutating func transmittal(to node: String) throws -> Supplied {
        if let transmittal = supplied[VietnameseText.folded(node)] { return transmittal }
        throw try neverIssued(node)
    }

    private mutating func checked(_ row: NewEvidence, today: Day) throws -> Supplied {
        let transmittal = try transmittal(to: row.node)
        try check(row, transmittal, today: today)
        if let finding = row.finding, findings[finding] == nil { try check(finding) }
        return transmittal
    }

    private func check(_ row: NewEvidence, _ transmittal: Supplied, today: Day) throws {
        guard row.proof.isEntered || (row.proof == .foundOtherwise && row.finding != nil) else {
            throw SatchelError(.proofNotEntered, row.proof.notEntered)
        }
        let places = ["node": row.node, "day": row.happenedOn.office]
        if row.happenedOn > today { throw SatchelError(.evidenceInFuture, places) }
        if row.happenedOn < transmittal.day {
            throw SatchelError(
                .evidenceBeforeSupply, places.merging(["supplied": transmittal.day.office]) { $1 })
        }
        // What a branch that ended had can still come back.
        if !row.proof.isEnd,
            let error = try Register.ended(transmittal.node, row.node, on: row.happenedOn, db)
        {
            throw error
        }
    }

    private mutating func id(of finding: Finding) throws -> Int64 {
        if let id = findings[finding] { return id }
        let json = try [finding.extra, finding.missing].map {
            String(decoding: try JSONEncoder.stable.encode($0), as: UTF8.self)
        }
        try db.execute(
            sql: "INSERT INTO finding (extra, missing) VALUES (?, ?) ON CONFLICT DO NOTHING",
            arguments: [json[0], json[1]])
        let id =
            try Int64.fetchOne(
                db, sql: "SELECT id FROM finding WHERE extra = ? AND missing = ?",
                arguments: [json[0], json[1]]) ?? 0
        findings[finding] = id
        return id
    }

    private mutating func check(_ finding: Finding) throws {
        let place = ["edition": "\(edition)"]
        if finding.extra.isEmpty && finding.missing.isEmpty { throw SatchelError(.findingEmpty, place) }
        let here =
            try identities
            ?? String.fetchSet(
                db,
                sql: """
                    SELECT identity FROM edition_item WHERE edition_id =
                        (SELECT e.id FROM edition e JOIN kit k ON k.id = e.kit_id WHERE k.slug = ? AND e.number = ?)
                    """, arguments: [slug, edition])
        identities = here
        if let item = finding.extra.first(where: here.contains) {
            throw SatchelError(.findingInEdition, place.merging(["item": try name(of: item)]) { $1 })
        }
        if let item = finding.missing.first(where: { !here.contains($0) }) {
            throw SatchelError(.findingNotInEdition, place.merging(["item": try name(of: item)]) { $1 })
        }
    }

    private func name(of item: String) throws -> String { try Register.labels(db)[item] ?? item }

    /// Codes are looked up as they are written; when one is not found so, all recipients of the edition are read.
    private static func supplied(
        _ db: Database, kit: Int64, edition: Int, nodes: Set<String>
    ) throws -> [String: Supplied] {
        func read(_ rows: RowCursor) throws -> [String: Supplied] {
            var supplied: [String: Supplied] = [:]
            while let row = try rows.next() {
                supplied[VietnameseText.folded(row[0] as String)] = Supplied(
                    recipient: row[1], node: row[2], day: Day(number: row[3]) ?? .first)
            }
            return supplied
        }
        let list = String(decoding: try JSONEncoder.stable.encode(nodes.sorted()), as: UTF8.self)
        let found = try read(
            Row.fetchCursor(
                db,
                sql: """
                    SELECT n.code, r.id, n.id, t.supplied_on FROM json_each(?3) asked CROSS JOIN node n ON n.code = asked.value
                    CROSS JOIN recipient r ON r.node_id = n.id AND r.kit_id = ?2
                    CROSS JOIN transmittal t ON t.recipient_id = r.id AND t.edition_number = ?1 AND t.closed IS NULL
                    """, arguments: [edition, kit, list]))
        if found.count == nodes.count { return found }
        return try read(
            Row.fetchCursor(
                db,
                sql: """
                    SELECT n.code, r.id, n.id, t.supplied_on FROM recipient r
                    JOIN transmittal t ON t.recipient_id = r.id AND t.edition_number = ? AND t.closed IS NULL
                    JOIN node n ON n.id = r.node_id WHERE r.kit_id = ?
                    """, arguments: [edition, kit]))
    }

    /// More codes that are unknown than a few are a wrong column, not slips of the pen: no code is near them.
    private mutating func neverIssued(_ code: String) throws -> SatchelError {
        let known =
            try codes
            ?? Dictionary(
                String.fetchAll(db, sql: "SELECT code FROM node ORDER BY code").map {
                    (VietnameseText.folded($0), $0)
                }, uniquingKeysWith: { first, _ in first })
        codes = known
        guard known[VietnameseText.folded(code)] == nil else {
            return SatchelError(.neverIssued, ["node": code, "kit": slug, "edition": "\(edition)"])
        }
        suggestions += 1
        let near =
            suggestions > 20
            ? nil : VietnameseText.suggestion(for: code, among: known.values.sorted())
        return SatchelError(.nodeUnknown, ["code": code, "near": near ?? ""])
    }
}

import Foundation
import GRDB

extension Register {
    /// The urgent removals, first to last.
    package func removals() throws -> [Removal] {
        try read { db in
            let places = try Dictionary(
                grouping: Row.fetchAll(
                    db,
                    sql: """
                        SELECT x.removal_id, k.slug, e.number, e.issued_on, i.slot, x.position + 1
                        FROM removed_item x JOIN edition e ON e.id = x.edition_id JOIN kit k ON k.id = e.kit_id
                        JOIN edition_item i ON i.edition_id = x.edition_id AND i.position = x.position
                        ORDER BY k.slug, e.number, x.position
                        """), by: { $0[0] as Int64 })
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT r.id, v.at, v.user, v.on_behalf_of, r.reason, json_array_length(r.hashes), r.cleaned
                    FROM removal r JOIN event v ON v.id = r.recorded ORDER BY r.id
                    """
            ).map { row in
                Removal(
                    number: row[0], at: Instant(milliseconds: row[1]),
                    by: Actor(user: row[2], onBehalfOf: row[3]), reason: row[4],
                    places: (places[row[0]] ?? []).map(Register.place), hashes: row[5],
                    isClean: row[6] as Int64? != nil)
            }
        }
    }

    private static func place(_ row: Row) -> Removal.Place {
        Removal.Place(
            kit: row[1], edition: row[2], issuedOn: Day(number: row[3]) ?? .first, slot: row[4],
            number: row[5])
    }

    /// A removal by its number.
    /// - Throws: `removalUnknown`.
    package func removal(_ number: Int64) throws -> Removal {
        guard let removal = try removals().first(where: { $0.number == number }) else {
            throw SatchelError(.removalUnknown, ["removal": "\(number)"])
        }
        return removal
    }

    /// The stored bytes that no row of the register knows and that were removed: left behind by a removal that was
    /// interrupted.
    func leftovers(among hashes: Set<String>) throws -> [String] {
        let gone = try removed(among: Array(hashes))
        guard !gone.isEmpty else { return [] }
        return try read { db in
            let kept = try String.fetchSet(
                db, sql: "SELECT sha256 FROM blob WHERE sha256 IN (SELECT value FROM json_each(?))",
                arguments: [try Register.json(gone)])
            return gone.filter { !kept.contains($0) }
        }
    }

    /// Who received editions of kits, by every proof of receipt that stands, and how many were supplied without any; of
    /// the recipients that are seen.
    package func receivers(
        of editions: [(kit: String, number: Int)]
    ) throws -> (receivers: [Receiver], withoutProof: Int) {
        try read { db in
            let today = try Register.holders(db, on: clock.today, .now)
            var byDay: [Day: [Int64: [Holder]]] = [:]
            var found: [Receiver] = []
            var withoutProof = 0
            for edition in editions {
                let receipts = try Receipts(db, kit: edition.kit, edition: edition.number)
                let supplied = try Int64.fetchSet(
                    db,
                    sql: """
                        SELECT t.recipient_id FROM transmittal t JOIN recipient r ON r.id = t.recipient_id
                        JOIN kit k ON k.id = r.kit_id WHERE k.slug = ? AND t.edition_number = ? AND t.closed IS NULL
                            \(sight.holds("r.node_id"))
                        """, arguments: [edition.kit, edition.number])
                let received = try receipts.receivers(today) { day in
                    if let known = byDay[day] { return known }
                    let holders = try Register.holders(db, on: day, .now)
                    byDay[day] = holders
                    return holders
                }
                withoutProof += supplied.subtracting(received.map(\.recipient)).count
                found += received.map(\.receiver)
            }
            return (found.filter { sight.has(code: $0.code) }, withoutProof)
        }
    }

    /// Copies of the register that were made before a removal (or are there now, for nil) and so still hold what was
    /// removed: the backups that are recorded, and the copies beside the register.
    package func copies(before removal: Int64?) throws -> [RegisterCopy] {
        let backups = try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT b.path, v.at FROM backup b JOIN event v ON v.id = b.recorded
                    WHERE b.recorded < coalesce((SELECT recorded FROM removal WHERE id = ?), \(Int64.max))
                    ORDER BY b.id
                    """, arguments: [removal]
            ).map { row in
                RegisterCopy(path: row[0], madeOn: clock.day(of: Instant(milliseconds: row[1])))
            }
        }
        return backups + Register.copies(beside: writer.path, without: removal)
    }

    /// The copies made before migrations (`register.sqlite.before-N`) that do not know of a removal.
    private static func copies(beside path: String, without removal: Int64?) -> [RegisterCopy] {
        let folder = (path as NSString).deletingLastPathComponent
        let name = (path as NSString).lastPathComponent
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var configuration = Configuration()
        configuration.readonly = true
        return files.filter { $0.hasPrefix("\(name).before-") }.sorted().compactMap { file in
            let copy = "\(folder)/\(file)"
            let isAware = try? DatabaseQueue(path: copy, configuration: configuration).read {
                try Bool.fetchOne(
                    $0, sql: "SELECT true FROM removal WHERE id = ?", arguments: [removal])
            }
            return isAware == true ? nil : RegisterCopy(path: copy, madeOn: nil)
        }
    }
}

/// The evidence for one edition, by recipient and copy, read as who received it and what became of it.
private struct Receipts {
    private let kit: String
    private let edition: Int
    private let rows: [[Row]]

    init(_ db: Database, kit: String, edition: Int) throws {
        self.kit = kit
        self.edition = edition
        let all = try Row.fetchAll(
            db,
            sql: """
                SELECT r.id, r.node_id, n.code, r.copy_number, e.copy, e.proof, e.happened_on, e.person,
                    coalesce((SELECT v.name FROM node_version v WHERE v.node_id = n.id AND v.closed IS NULL
                        ORDER BY v.from_day DESC LIMIT 1), n.code)
                FROM evidence e JOIN recipient r ON r.id = e.recipient_id JOIN kit k ON k.id = r.kit_id
                JOIN node n ON n.id = r.node_id
                WHERE k.slug = ? AND e.edition_number = ? AND e.closed IS NULL AND e.proof >= ?
                ORDER BY r.copy_number, e.copy, e.happened_on, e.id
                """, arguments: [kit, edition, Proof.downloaded.rawValue])
        var groups: [[Row]] = []
        for row in all {
            if let last = groups.last?.first, last[0] as Int64 == row[0], last[4] as Int == row[4] {
                groups[groups.count - 1].append(row)
            } else {
                groups.append([row])
            }
        }
        rows = groups
    }

    func receivers(
        _ today: [Int64: [Holder]], holders: (Day) throws -> [Int64: [Holder]]
    ) throws -> [(recipient: Int64, receiver: Receiver)] {
        try rows.compactMap { group in
            let proofs = group.map { Proof(rawValue: $0[5]) ?? .downloaded }
            guard let first = zip(group, proofs).first(where: { !$0.1.isEnd }), let last = group.last else {
                return nil
            }
            let node: Int64 = first.0[1]
            let day = Day(number: first.0[6]) ?? .first
            let then = try (first.0[7] as String?) ?? holders(day)[node]?.first?.person
            let now = today[node]?.first
            let state: Receiver.State =
                switch proofs.last {
                case .returned: .returned
                case .lost: .lost
                default: .held
                }
            let receiver = Receiver(
                kit: kit, edition: edition, code: first.0[2], node: first.0[8],
                copy: Copy(rawValue: first.0[4]) ?? .electronic, copyNumber: first.0[3], proof: first.1,
                receivedOn: day, state: state, stateOn: Day(number: last[6]) ?? day, person: then,
                holder: now?.person == then ? nil : now?.person, phone: now?.phone)
            return (first.0[0], receiver)
        }
    }
}

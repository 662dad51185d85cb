import Foundation
import GRDB

// Where the copies of branches that ended are, and who hears of them now.
extension Register {
    /// The codes of the nodes that succeed a node, as known now.
    static func successors(_ db: Database, of node: Int64) throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                SELECT DISTINCT n.code FROM node_lineage l JOIN node n ON n.id = l.successor_id
                WHERE l.predecessor_id = ? AND l.closed IS NULL ORDER BY n.code
                """, arguments: [node])
    }

    /// The error for a node that has ended by a day, or is not there yet; nil for any other.
    static func ended(_ code: String, on day: Day, _ db: Database) throws -> SatchelError? {
        guard let node = try? nodeID(db, code) else { return nil }
        if let error = try ended(node, code, on: day, db) { return error }
        let first = try Int.fetchOne(
            db, sql: "SELECT min(from_day) FROM node_version WHERE node_id = ? AND closed IS NULL",
            arguments: [node])
        guard let first = first.flatMap(Day.init(number:)), first > day else { return nil }
        return SatchelError(.nodeNotYet, ["code": code, "day": day.office, "from": first.office])
    }

    static func ended(
        _ node: Int64, _ code: String, on day: Day, _ db: Database
    ) throws -> SatchelError? {
        let last = try Int.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT max(to_day) FROM node_version v WHERE node_id = ?1 AND closed IS NULL AND to_day < ?2
                    AND NOT EXISTS (SELECT 1 FROM node_version w WHERE w.node_id = ?1 AND w.closed IS NULL
                        AND w.from_day <= ?2 AND coalesce(w.to_day, 99999999) >= ?2)
                    """), arguments: [node, day.number])
        guard let last = last.flatMap(Day.init(number:)) else { return nil }
        return SatchelError(
            .nodeEnded,
            [
                "code": code, "day": last.advanced(by: 1).office,
                "successors": try successors(db, of: node).joined(separator: ", "),
            ])
    }

    /// The codes of those that succeed each node that has ended by a day, by its folded code; none for those that
    /// ended without successor.
    static func successions(_ db: Database, by day: Day) throws -> [String: [String]] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT n.code, s.code FROM node n LEFT JOIN node_lineage l ON l.predecessor_id = n.id
                    AND l.closed IS NULL AND l.on_day <= ?1
                LEFT JOIN node s ON s.id = l.successor_id
                WHERE n.id IN (SELECT node_id FROM node_version WHERE to_day < ?1 AND closed IS NULL)
                    AND NOT EXISTS (SELECT 1 FROM node_version v WHERE v.node_id = n.id AND v.closed IS NULL
                        AND v.from_day <= ?1 AND coalesce(v.to_day, 99999999) >= ?1)
                """, arguments: [day.number])
        var successions: [String: [String]] = [:]
        while let row = try rows.next() {
            successions[VietnameseText.folded(row[0] as String), default: []] +=
                (row[1] as String?).map { [$0] } ?? []
        }
        return successions
    }

    /// What follows from an edition issued or withdrawn on a day: today's holdings, and what was or is to be inherited
    /// after that day.
    static func follow(_ db: Database, editionOf slug: String, on day: Day, today: Day, _ event: Int64) throws
    {
        let ending = try Int64.fetchSet(
            db, sql: "SELECT predecessor_id FROM node_lineage WHERE closed IS NULL AND on_day > ?",
            arguments: [day.number])
        _ = try ending.isEmpty ? [] : Inheritance(db, event: event).settle(ending)
        try settleHoldings(db, kit: slug, only: nil, today: today)
    }

    /// What the branches that have ended by a day last held, and where it went: taken over, or to be recalled; what
    /// came back or was reported lost since is left out.
    package func copiesOfEndedNodes(on day: Day) throws -> [ReorganisationOutcome.MovedCopy] {
        try read { db in try Register.copies(db, ofNodes: sight?.nodes, by: day) }
    }

    static func copies(
        _ db: Database, ofNodes nodes: Set<Int64>?, by day: Day
    ) throws -> [ReorganisationOutcome.MovedCopy] {
        let ended = try Row.fetchAll(
            db,
            sql: """
                SELECT v.node_id, n.code FROM node_version v JOIN node n ON n.id = v.node_id
                WHERE v.to_day IS NOT NULL AND v.closed IS NULL AND v.to_day < ? AND NOT EXISTS (
                    SELECT 1 FROM node_version w WHERE w.node_id = v.node_id AND w.closed IS NULL AND w.from_day > v.to_day)
                """, arguments: [day.number])
        let codes = Dictionary(uniqueKeysWithValues: ended.map { ($0[0] as Int64, $0[1] as String) })
            .filter { nodes?.contains($0.key) ?? true }
        var copies: [ReorganisationOutcome.MovedCopy] = []
        for kit in try kits(db, of: Set(codes.keys)) {
            let scope = try auditScope(db, kit, day, .now)
            let ids = try recipients(db, kit: scope.kit.id, ofNodes: Set(codes.keys))
            let found = try recipients(db, scope, only: ids, evenGone: true)
            let heirs = try heirs(db, of: ids)
            let back = try copiesBack(db, of: ids, by: day)
            for standings in try standings(db, scope, found, areMany: false) {
                for (recipient, standing) in zip(found, standings.all) {
                    let heir = Heir(recipient: recipient.id, copy: standing.copy.rawValue)
                    guard let edition = standing.held ?? standing.withheld, !back.contains(heir) else {
                        continue
                    }
                    copies.append(
                        ReorganisationOutcome.MovedCopy(
                            kit: kit, copy: standing.copy, copyNumber: Int(recipient.copyNumber),
                            edition: edition,
                            from: codes[recipient.node] ?? "", to: heirs[heir]))
                }
            }
        }
        return copies.sorted(by: inOrder)
    }

    private static func inOrder(
        _ one: ReorganisationOutcome.MovedCopy, _ other: ReorganisationOutcome.MovedCopy
    ) -> Bool {
        (one.kit, one.copyNumber, one.copy.rawValue) < (other.kit, other.copyNumber, other.copy.rawValue)
    }

    /// A copy, by whose it was.
    struct Heir: Hashable {
        let recipient: Int64
        let copy: Int
    }

    /// The copies that came back or were reported lost after their nodes had ended: with all that was in them.
    private static func copiesBack(
        _ db: Database, of recipients: [Int64], by day: Day
    ) throws -> Set<Heir> {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT e.recipient_id, e.copy FROM json_each(?) asked JOIN evidence e ON e.recipient_id = asked.value
                JOIN recipient r ON r.id = e.recipient_id
                WHERE e.proof IN (9, 10) AND e.closed IS NULL AND e.happened_on <= ? AND e.happened_on >
                    (SELECT max(v.to_day) FROM node_version v WHERE v.node_id = r.node_id AND v.closed IS NULL)
                """, arguments: [array(recipients), day.number])
        return Set(rows.map { Heir(recipient: $0[0], copy: $0[1]) })
    }

    /// The codes of the nodes that took copies over, by whose they were.
    static func heirs(_ db: Database, of recipients: [Int64]) throws -> [Heir: String] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT e.inherited_from, e.copy, n.code FROM evidence e JOIN recipient r ON r.id = e.recipient_id
                JOIN node n ON n.id = r.node_id WHERE e.inherited_from IN (SELECT value FROM json_each(?))
                    AND e.closed IS NULL ORDER BY e.happened_on
                """, arguments: [array(recipients)])
        return Dictionary(
            rows.map { (Heir(recipient: $0[0], copy: $0[1]), $0[2]) }, uniquingKeysWith: { _, last in last })
    }

    /// Tells what decisions moved: copies, duties, notices, kits.
    /// - Parameter nodes: those that each is about.
    static func describe(
        _ outcomes: inout [ReorganisationOutcome], of nodes: [Set<Int64>], _ decisions: [NewReorganisation],
        _ db: Database
    ) throws {
        let waiting = try noticesWaiting(db, for: outcomes.flatMap(\.ended))
        let slugs = try Row.fetchAll(db, sql: "SELECT id, slug FROM kit").map {
            ("\($0[0] as Int64)", $0[1] as String)
        }
        let kits = Dictionary(uniqueKeysWithValues: slugs)
        for place in outcomes.indices {
            outcomes[place].notices = outcomes[place].ended.reduce(0) { $0 + (waiting[$1] ?? 0) }
            outcomes[place].kits = outcomes[place].kits.compactMap { kits[$0] }
        }
        for (day, places) in Dictionary(grouping: outcomes.indices, by: { decisions[$0].effectiveOn }) {
            let all = places.reduce(into: Set<Int64>()) { $0.formUnion(nodes[$1]) }
            let codes = try codes(db, of: all)
            let copies = Dictionary(grouping: try copies(db, ofNodes: all, by: day), by: \.from)
            let duties = Dictionary(grouping: try duties(db, of: all, from: day), by: \.to)
            for place in places {
                let own = nodes[place].compactMap { codes[$0] }
                outcomes[place].copies = own.flatMap { copies[$0] ?? [] }.sorted(by: inOrder)
                outcomes[place].duties = own.flatMap { duties[$0] ?? [] }.sorted {
                    ($0.kit, $0.to) < ($1.kit, $1.to)
                }
            }
        }
    }

    private static func codes(_ db: Database, of nodes: Set<Int64>) throws -> [Int64: String] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT n.id, n.code FROM json_each(?) asked CROSS JOIN node n ON n.id = asked.value",
            arguments: [array(nodes.sorted())])
        return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
    }

    /// What nodes are supplied with by a succession of a day.
    private static func duties(
        _ db: Database, of nodes: Set<Int64>, from day: Day
    ) throws -> [ReorganisationOutcome.Duty] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT k.slug, t.edition_number, n.code, t.due_on FROM json_each(?) asked
                CROSS JOIN recipient r ON r.node_id = asked.value CROSS JOIN kit k ON k.id = r.kit_id
                CROSS JOIN node n ON n.id = r.node_id CROSS JOIN transmittal t ON t.recipient_id = r.id AND t.way = 2 AND t.supplied_on = ? AND t.closed IS NULL
                WHERE t.edition_number = (SELECT max(edition_number) FROM transmittal m
                    WHERE m.recipient_id = r.id AND m.closed IS NULL)
                """, arguments: [array(nodes.sorted()), day.number]
        ).map { row in
            ReorganisationOutcome.Duty(
                kit: row[0], edition: row[1], to: row[2], dueOn: (row[3] as Int?).flatMap(Day.init(number:)))
        }
    }

    /// How many notices wait for each node, by its code.
    private static func noticesWaiting(_ db: Database, for codes: [String]) throws -> [String: Int] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT n.code, count(*) FROM json_each(?) asked CROSS JOIN node n ON n.code = asked.value
                CROSS JOIN recipient r ON r.node_id = n.id CROSS JOIN notice o ON o.recipient_id = r.id
                WHERE o.state = \(Notice.State.waiting.place) GROUP BY n.code
                """,
            arguments: [String(decoding: try JSONEncoder.stable.encode(Set(codes).sorted()), as: UTF8.self)])
        return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
    }

    /// Gives the notices that wait for branches which have ended to those that succeed them, once the day has come.
    static func tellSuccessors(_ db: Database, today: Day, _ event: Int64) throws {
        try db.cachedStatement(
            sql: """
                UPDATE reorganisation SET told = ? WHERE told IS NULL AND closed IS NULL AND effective_on <= ?
                """
        ).execute(arguments: [event, today.number])
        if db.changesCount == 0 { return }
        let waiting = try Row.fetchAll(
            db,
            sql: """
                SELECT o.id, o.kind, o.edition_number, r.kit_id, heir.id, heir.node_id, d.id, o.is_urgent,
                    o.effective_on
                FROM node_lineage l CROSS JOIN reorganisation d ON d.id = l.reorganisation_id
                CROSS JOIN recipient r ON r.node_id = l.predecessor_id CROSS JOIN notice o ON o.recipient_id = r.id
                LEFT JOIN recipient heir ON heir.kit_id = r.kit_id AND heir.node_id = l.successor_id
                    AND EXISTS (SELECT 1 FROM transmittal t WHERE t.recipient_id = heir.id
                        AND t.edition_number = o.edition_number AND t.way = 2 AND t.closed IS NULL)
                WHERE d.told = ? AND l.closed IS NULL AND o.state = \(Notice.State.waiting.place)
                    AND NOT EXISTS (SELECT 1 FROM node_version v WHERE v.node_id = l.predecessor_id
                        AND v.closed IS NULL AND coalesce(v.to_day, 99999999) >= d.effective_on)
                ORDER BY d.id, o.id
                """, arguments: [event])
        let move = try db.cachedStatement(
            sql: "UPDATE notice SET state = \(Notice.State.moved.place), leased_by = NULL WHERE id = ?")
        var told: Set<String> = []
        for notice in waiting {
            try move.execute(arguments: [notice[0] as Int64])
            let kind: Int = notice[1]
            // A word to the committee above is written anew when it is due for the heir.
            guard let heir: Int64 = notice[4], let node: Int64 = notice[5], let meant = Notice.Kind.at(kind),
                meant != .escalation,
                told.insert("\(notice[6] as Int64) \(heir) \(notice[2] as Int) \(kind)").inserted
            else { continue }
            let supply = Supply(kit: notice[3], edition: notice[2], on: today, due: nil, event: event)
            try supply.write(
                meant, recipient: heir, to: Reached.holders(of: node, on: today, db), isUrgent: notice[7],
                effectiveOn: (notice[8] as Int?).flatMap(Day.init(number:)), db)
        }
        try renewLeads(db, waiting.map { $0[0] })
    }
}

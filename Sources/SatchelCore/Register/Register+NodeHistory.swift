import Foundation
import GRDB

extension Register {
    /// A node that is seen through all its days, as known now, with those of its kin that are.
    /// - Throws: `nodeUnknown` with the nearest code.
    package func history(of code: String) throws -> NodeHistory {
        let today = clock.today
        return try read { db in
            let node = try Register.nodeID(db, code, sight)
            let versions = try Row.fetchAll(
                db,
                sql: """
                    SELECT n.id, n.code, v.name, v.kind, v.parent_id, v.official_code, v.from_day, v.to_day
                    FROM node_version v JOIN node n ON n.id = v.node_id
                    WHERE v.node_id = ? AND v.closed IS NULL ORDER BY v.from_day
                    """, arguments: [node]
            ).map { Register.node($0, from: 0) }
            return NodeHistory(
                code: versions.last?.code ?? code, versions: versions,
                predecessors: try Register.kin(db, of: node, "successor_id", "predecessor_id", sight),
                successors: try Register.kin(db, of: node, "predecessor_id", "successor_id", sight),
                holders: try Register.allHolders(db, of: node),
                held: try Register.lastHeld(db, node, versions.last, today: today))
        }
    }

    /// The names of nodes that are seen by their codes, as each is or was last called.
    package func lastNames(of codes: Set<String>) throws -> [String: String] {
        let asked = String(decoding: try JSONEncoder.stable.encode(codes.sorted()), as: UTF8.self)
        return try read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT n.code, (SELECT v.name FROM node_version v WHERE v.node_id = n.id AND v.closed IS NULL
                        ORDER BY v.from_day DESC LIMIT 1)
                    FROM json_each(?) asked CROSS JOIN node n ON n.code = asked.value \(sight.holds("n.id"))
                    """, arguments: [asked])
            return Dictionary(
                rows.compactMap { row in (row[1] as String?).map { (row[0], $0) } },
                uniquingKeysWith: { first, _ in first })
        }
    }

    /// The id of a node that is or was.
    /// - Throws: `nodeUnknown` with the nearest code.
    static func nodeID(_ db: Database, _ code: String, _ sight: Sight? = nil) throws -> Int64 {
        if let id = try Int64.fetchOne(db, sql: "SELECT id FROM node WHERE code = ?", arguments: [code]),
            sight.has(id)
        {
            return id
        }
        let folded = VietnameseText.folded(code)
        let nodes = try Row.fetchAll(db, sql: "SELECT id, code FROM node ORDER BY code").filter {
            sight.has($0[0] as Int64)
        }
        if let row = nodes.first(where: { VietnameseText.folded($0[1] as String) == folded }) {
            return row[0]
        }
        let near = VietnameseText.suggestion(for: code, among: nodes.map { $0[1] as String }) ?? ""
        throw SatchelError(.nodeUnknown, ["code": code, "near": near])
    }

    private static func kin(
        _ db: Database, of node: Int64, _ own: String, _ other: String, _ sight: Sight?
    ) throws -> [NodeHistory.Kin] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT n.code, coalesce((SELECT v.name FROM node_version v WHERE v.node_id = n.id AND v.closed IS NULL
                    ORDER BY v.from_day DESC LIMIT 1), n.code), l.on_day, l.decision, l.takes_copies
                FROM node_lineage l JOIN node n ON n.id = l.\(other)
                WHERE l.\(own) = ? AND l.closed IS NULL \(sight.holds("n.id")) ORDER BY l.on_day, n.code
                """, arguments: [node]
        ).map { row in
            NodeHistory.Kin(
                code: row[0], name: row[1], on: Day(number: row[2]) ?? .first, decision: row[3],
                takesCopies: row[4])
        }
    }

    private static func allHolders(_ db: Database, of node: Int64) throws -> [Holder] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT id, node_id, person, role, phone, email, chat, from_day, to_day FROM holder
                WHERE node_id = ? AND closed IS NULL ORDER BY from_day, id
                """, arguments: [node]
        ).map(Register.holder)
    }

    private static func lastHeld(
        _ db: Database, _ node: Int64, _ last: OrganisationNode?, today: Day
    ) throws -> [NodeHistory.Held] {
        let day = min(last?.to ?? today, today)
        return try kits(db, of: [node]).flatMap { kit -> [NodeHistory.Held] in
            let scope = try auditScope(db, kit, day, .now)
            let ids = try recipients(db, kit: scope.kit.id, ofNodes: [node])
            let found = try recipients(db, scope, only: ids, evenGone: true)
            let heirs = try heirs(db, of: ids)
            return try standings(db, scope, found, areMany: false).compactMap(\.all.first).map { standing in
                let heir = Heir(recipient: found[0].id, copy: standing.copy.rawValue)
                return NodeHistory.Held(
                    kit: kit, copyNumber: Int(found[0].copyNumber), copy: standing.copy,
                    edition: standing.held,
                    withheld: standing.withheld, nowAt: heirs[heir],
                    endedOn: try endOfCopy(db, found[0].id, standing, after: day))
            }
        }
    }

    private static func endOfCopy(
        _ db: Database, _ recipient: Int64, _ standing: Standing, after day: Day
    ) throws -> Day? {
        try Int.fetchOne(
            db,
            sql: """
                SELECT max(happened_on) FROM evidence WHERE recipient_id = ? AND copy = ? AND edition_number = ?
                AND proof IN (9, 10) AND happened_on > ? AND closed IS NULL
                """,
            arguments: [
                recipient, standing.copy.rawValue, standing.held ?? standing.withheld ?? 0, day.number,
            ]
        ).flatMap(Day.init(number:))
    }
}

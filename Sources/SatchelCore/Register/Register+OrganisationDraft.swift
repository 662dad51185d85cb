import Foundation
import GRDB

// What decisions are applied to: as much of the organisation as they speak of.
extension Register {
    /// The organisation as recorded now, for all days: the nodes that decisions name, all above them, and those
    /// directly below any of these; the whole of it when no decisions are given.
    static func draft(
        _ db: Database, for decisions: [NewReorganisation]? = nil
    ) throws -> OrganisationDraft {
        let (named, codes) = try decisions.map { try Register.nodes(db, named: names(in: $0)) } ?? ([], [])
        let wanted =
            decisions == nil
            ? "SELECT id FROM node"
            : """
            SELECT id FROM above UNION SELECT v.node_id FROM above
            CROSS JOIN node_version v ON v.parent_id = above.id WHERE v.closed IS NULL
            """
        let rows = try Row.fetchCursor(
            db,
            sql: """
                WITH RECURSIVE above (id) AS (
                    SELECT value FROM json_each(?)
                    UNION SELECT v.parent_id FROM above CROSS JOIN node_version v ON v.node_id = above.id
                    WHERE v.closed IS NULL AND v.parent_id IS NOT NULL),
                wanted (id) AS (\(wanted))
                SELECT n.id, n.code, v.id, v.name, v.kind, v.parent_id, v.official_code, v.from_day, v.to_day, v.recorded
                FROM wanted CROSS JOIN node n ON n.id = wanted.id
                LEFT JOIN node_version v ON v.node_id = n.id AND v.closed IS NULL
                """, arguments: [array(named)])
        var nodes: [Int64: String] = [:]
        var versions: [OrganisationDraft.Version] = []
        while let row = try rows.next() {
            let node: Int64 = row[0]
            nodes[node] = row[1]
            guard let version = row[2] as Int64? else { continue }
            versions.append(
                OrganisationDraft.Version(
                    row: version, node: node, name: row[3], kind: row[4], parent: row[5],
                    officialCode: row[6], from: Day(number: row[7]) ?? .first,
                    to: (row[8] as Int?).flatMap(Day.init(number:)), recorded: row[9]))
        }
        return OrganisationDraft(
            nodes.map { ($0.key, $0.value) }, versions, decisions: try decided(db),
            successions: try successions(db), otherCodes: codes)
    }

    /// The nodes that are there by now and that decisions name.
    static func nodes(_ db: Database, namedIn decisions: [NewReorganisation]) throws -> [Int64] {
        try nodes(db, named: names(in: decisions)).ids
    }

    private static func names(in decisions: [NewReorganisation]) -> Set<String> {
        Set(
            decisions.flatMap { decision in
                decision.codes + [decision.parent].compactMap { $0 }
                    + decision.successors.flatMap { [$0.code, $0.parent ?? $0.code] }
            })
    }

    /// The decisions recorded so far, by the events that recorded them.
    private static func decided(_ db: Database) throws -> [Int64: OrganisationDraft.Decision] {
        let decisions = try Row.fetchAll(
            db, sql: "SELECT recorded, decision, entered -> 'codes' FROM reorganisation"
        ).map { row in
            let codes = try JSONDecoder().decode([String].self, from: Data((row[2] as String).utf8))
            let decision = OrganisationDraft.Decision(
                symbol: row[1], codes: Set(codes.map { VietnameseText.folded($0) }))
            return (row[0] as Int64, decision)
        }
        return Dictionary(decisions, uniquingKeysWith: { first, _ in first })
    }

    private static func successions(_ db: Database) throws -> [Int64: [OrganisationDraft.Succession]] {
        let successions = try Row.fetchAll(
            db,
            sql: """
                SELECT successor_id, on_day, coalesce(origin, recorded) FROM node_lineage WHERE closed IS NULL
                UNION SELECT predecessor_id, on_day, coalesce(origin, recorded) FROM node_lineage WHERE closed IS NULL
                """
        ).map { row in
            (
                row[0] as Int64,
                [OrganisationDraft.Succession(day: Day(number: row[1]) ?? .first, recorded: row[2])]
            )
        }
        return Dictionary(successions, uniquingKeysWith: +)
    }

    /// The ids of nodes by their codes; and, when some code is not found as it is written, all codes there are.
    private static func nodes(
        _ db: Database, named codes: Set<String>
    ) throws -> (ids: [Int64], codes: [String]) {
        let list = String(decoding: try JSONEncoder.stable.encode(codes.sorted()), as: UTF8.self)
        let found = try Int64.fetchAll(
            db, sql: "SELECT n.id FROM json_each(?) asked CROSS JOIN node n ON n.code = asked.value",
            arguments: [list])
        if found.count == codes.count { return (found, []) }
        let folded = Set(codes.map { VietnameseText.folded($0) })
        var ids: [Int64] = []
        var all: [String] = []
        let rows = try Row.fetchCursor(db, sql: "SELECT id, code FROM node")
        while let row = try rows.next() {
            let code: String = row[1]
            all.append(code)
            if folded.contains(VietnameseText.folded(code)) { ids.append(row[0]) }
        }
        return (ids, all)
    }
}

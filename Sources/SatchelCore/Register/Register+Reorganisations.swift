import Foundation
import GRDB

extension Register {
    /// Enters decisions that change the organisation, in their order, all or none: each one's nodes, lineage, holders,
    /// accounts and kits in an event of its own, and then what successors inherit.
    /// - Returns: what followed from each.
    /// - Throws: what `OrganisationDraft.apply` throws, `outsideAccount`; `faultsInFile` never.
    @discardableResult
    package func reorganise(_ decisions: [NewReorganisation], by actor: Actor) throws
        -> [ReorganisationOutcome]
    {
        let only = decisions.count == 1 ? decisions.first : nil
        return try change(
            "organisation.\(only?.kind.rawValue ?? "reorganise")", only?.codes.joined(separator: " ") ?? "",
            by: actor,
            detail: [
                "count": "\(decisions.count)", "decision": only?.decision ?? "",
                "from": only?.effectiveOn.iso ?? "",
            ].filter { !$0.value.isEmpty }
        ) { db, event in
            try reorganise(db, decisions, by: actor, event)
        }
    }

    /// What would follow from a decision; nothing is recorded.
    /// - Throws: as `reorganise`.
    package func preview(_ decision: NewReorganisation, by actor: Actor) throws -> ReorganisationOutcome {
        try preview([decision], by: actor).first ?? ReorganisationOutcome()
    }

    /// What would follow from decisions one after another; nothing is recorded.
    /// - Throws: as `reorganise`.
    package func preview(_ decisions: [NewReorganisation], by actor: Actor) throws -> [ReorganisationOutcome]
    {
        struct Tried: Error { let outcomes: [ReorganisationOutcome] }
        do {
            try change("organisation.preview", decisions.first?.decision ?? "", by: actor) { db, event in
                throw Tried(outcomes: try reorganise(db, decisions, by: actor, event))
            }
            return []
        } catch let tried as Tried {
            return tried.outcomes
        }
    }

    func reorganise(
        _ db: Database, _ decisions: [NewReorganisation], by actor: Actor, _ event: Int64,
        taking: (Int, () throws -> Void) throws -> Void = { try $1() }
    ) throws -> [ReorganisationOutcome] {
        let account = try Register.acting("organisation.reorganise", actor, on: clock.today, db)
        let sight = try account?.nodeID.map { try Register.sight(db, of: $0, on: clock.today) }
        try Register.refuseOutside(
            Register.nodes(db, namedIn: decisions), "organisation.reorganise", of: actor, on: clock.today, db)
        var draft = try Register.draft(db, for: decisions)
        var outcomes: [ReorganisationOutcome] = []
        var changed: [(event: Int64, nodes: Set<Int64>)] = []
        for (place, decision) in decisions.enumerated() {
            try taking(place) {
                try draft.apply(decision)
                let own =
                    decisions.count == 1
                    ? event
                    : try log(
                        db, "organisation.\(decision.kind.rawValue)", decision.codes.joined(separator: " "),
                        by: actor, detail: ["decision": decision.decision, "from": decision.effectiveOn.iso])
                var entry = ReorganisationEntry(db, decision, own)
                try entry.write(&draft)
                outcomes.append(entry.outcome)
                changed.append((own, entry.touched))
            }
        }
        if let account, let sight {
            try Register.refuseMisplaced(changed.map(\.event), account, sight, db)
        }
        let all = changed.reduce(into: Set<Int64>()) { $0.formUnion($1.nodes) }
        let recipients = try Inheritance(db, event: event).settle(all)
        try Register.describe(&outcomes, of: changed.map(\.nodes), decisions, db)
        try Register.settleHoldings(db, ofNodes: all, recipients: recipients, today: clock.today)
        return outcomes
    }

    /// Takes back a reorganisation that was entered wrongly: everything it changed is as it was before, and what was
    /// known before can still be asked.
    /// - Throws: `reorganisationUnknown`, `reorganisationBuiltUpon`, `outsideAccount`.
    package func takeBack(reorganisation id: Int64, reason: String, by actor: Actor) throws {
        try change("organisation.takeBack", "\(id)", by: actor, detail: ["reason": reason]) { db, event in
            guard
                let own = try Int64.fetchOne(
                    db, sql: "SELECT recorded FROM reorganisation WHERE id = ? AND closed IS NULL",
                    arguments: [id])
            else { throw SatchelError(.reorganisationUnknown, ["number": "\(id)"]) }
            try Register.refuseBuiltUpon(db, id, own)
            let account = try Register.acting("organisation.takeBack", actor, on: clock.today, db)
            let sight = try account?.nodeID.map { try Register.sight(db, of: $0, on: clock.today) }
            try Register.refuseOutside(
                Register.nodes(db, concernedBy: own), "organisation.takeBack", of: actor, on: clock.today, db)
            let nodes = try Register.reverse(db, own, event)
            if let account, let sight { try Register.refuseMisplaced([event], account, sight, db) }
            try Register.refuseCircles(db, id, own, of: nodes)
            try Register.settleHolders(db, of: nodes, event)
            try db.execute(
                sql: "UPDATE reorganisation SET closed = ?, reason = ? WHERE id = ?",
                arguments: [event, reason, id])
            let recipients = try Inheritance(db, event: event).settle(nodes)
            try Register.settleHoldings(db, ofNodes: nodes, recipients: recipients, today: clock.today)
        }
    }

    private static func refuseBuiltUpon(_ db: Database, _ id: Int64, _ own: Int64) throws {
        // What a later decision changed, put below a node that began, merged into it, or took from above a node
        // that would be there again.
        let begins = """
            NOT EXISTS (SELECT 1 FROM node_version b WHERE b.node_id = v.node_id AND b.recorded < ?1
                AND (b.closed IS NULL OR b.closed >= ?1))
            """
        let later = try Row.fetchAll(
            db,
            sql: """
                SELECT n.code, v.closed FROM node_version v JOIN node n ON n.id = v.node_id
                WHERE v.recorded = ?1 AND v.closed IS NOT NULL AND NOT EXISTS (SELECT 1 FROM node_version again
                    WHERE again.origin = ?1 AND again.closed IS NULL AND again.node_id = v.node_id
                        AND again.from_day = v.from_day AND again.to_day IS v.to_day)
                UNION ALL SELECT n.code, below.recorded FROM node_version v JOIN node n ON n.id = v.node_id
                JOIN node_version below ON below.parent_id = v.node_id AND coalesce(below.origin, below.recorded) > ?1
                    AND below.closed IS NULL WHERE v.recorded = ?1 AND \(begins)
                UNION ALL SELECT n.code, l.recorded FROM node_version v JOIN node n ON n.id = v.node_id
                JOIN node_lineage l ON (l.successor_id = v.node_id OR l.predecessor_id = v.node_id) AND coalesce(l.origin, l.recorded) > ?1
                    AND l.closed IS NULL WHERE v.recorded = ?1 AND \(begins)
                UNION ALL SELECT n.code, above.recorded FROM node_version v JOIN node n ON n.id = v.node_id
                JOIN node_version above ON above.node_id = v.parent_id AND above.closed IS NULL
                    AND above.to_day < coalesce(v.to_day, 99999999) AND coalesce(above.origin, above.recorded) > ?1
                WHERE v.closed = ?1 AND NOT EXISTS (SELECT 1 FROM node_version w
                    WHERE w.node_id = above.node_id AND w.closed IS NULL AND w.from_day > above.to_day)
                """, arguments: [own])
        guard let event: Int64 = later.first?[1] else { return }
        let decision = try String.fetchOne(
            db, sql: "SELECT decision FROM reorganisation WHERE recorded = ?", arguments: [event])
        let codes = Set(later.map { $0[0] as String }).sorted().prefix(5).joined(separator: ", ")
        throw SatchelError(
            .reorganisationBuiltUpon, ["number": "\(id)", "codes": codes, "decision": decision ?? ""])
    }

    /// A node that would stand below itself, on the day of a later decision.
    private static func refuseCircles(_ db: Database, _ id: Int64, _ own: Int64, of nodes: Set<Int64>) throws
    {
        let draft = try draft(db)
        let days = try Int.fetchAll(
            db, sql: "SELECT DISTINCT from_day FROM node_version WHERE closed IS NULL AND recorded > ?",
            arguments: [own]
        ).compactMap(Day.init(number:))
        for node in nodes {
            for day in days where draft.isCircle(from: node, on: day) {
                throw SatchelError(
                    .reorganisationBuiltUpon, ["number": "\(id)", "codes": draft.code(node), "decision": ""])
            }
        }
    }

    /// Closes the rows an event recorded and records again those it closed, but not what was taken back since.
    /// - Returns: the nodes concerned.
    private static func reverse(_ db: Database, _ own: Int64, _ event: Int64) throws -> Set<Int64> {
        let nodes = try nodes(db, concernedBy: own)
        for (table, columns) in ReorganisationEntry.reversible {
            try db.execute(
                sql: """
                    INSERT INTO \(table) (\(columns), origin, recorded)
                    SELECT \(columns), coalesce(origin, recorded), ? FROM \(table) WHERE closed = ?
                        AND coalesce(origin, recorded) NOT IN
                            (SELECT recorded FROM reorganisation WHERE closed IS NOT NULL) ORDER BY id
                    """, arguments: [event, own])
            try db.execute(
                sql:
                    "UPDATE \(table) SET closed = ?1 WHERE (recorded = ?2 OR origin = ?2) AND closed IS NULL",
                arguments: [event, own])
        }
        return nodes
    }

    /// The nodes that an event changed by a reorganisation.
    private static func nodes(_ db: Database, concernedBy own: Int64) throws -> Set<Int64> {
        try ReorganisationEntry.reversible.reduce(into: []) { nodes, kept in
            nodes.formUnion(
                try Int64.fetchSet(
                    db,
                    sql: """
                        SELECT node FROM (SELECT \(kept.table == "node_lineage" ? "successor_id" : "node_id") AS node, recorded,
                            closed, origin FROM \(kept.table)) WHERE recorded = ?1 OR closed = ?1 OR origin = ?1
                        """, arguments: [own]))
        }
    }

    /// The reorganisations entered, oldest first, those taken back too; those all of whose nodes are seen.
    package func reorganisations() throws -> [Reorganisation] {
        try read { db in
            let all = try Row.fetchAll(
                db,
                sql: """
                    SELECT r.id, r.entered, e.at, e.user, c.at, r.reason FROM reorganisation r
                    JOIN event e ON e.id = r.recorded LEFT JOIN event c ON c.id = r.closed ORDER BY r.id
                    """
            ).map { row in
                Reorganisation(
                    id: row[0],
                    entered: try JSONDecoder().decode(
                        NewReorganisation.self, from: Data((row[1] as String).utf8)),
                    recordedAt: Instant(milliseconds: row[2]), recordedBy: row[3],
                    takenBackAt: (row[4] as Int64?).map(Instant.init(milliseconds:)), reason: row[5])
            }
            return all.filter { one in
                (one.entered.codes + one.entered.successors.map(\.code)).allSatisfy { sight.has(code: $0) }
            }
        }
    }
}

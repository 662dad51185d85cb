import GRDB

// Who sees what: a register as it is for the holder of an account on a subtree.
extension Register {
    /// The same register for somebody who sees only what a sight has; all of it for nil.
    func seen(in sight: Sight?) -> Register {
        var copy = self
        copy.sight = sight
        return copy
    }

    /// What the nodes at and below one come to on a day.
    static func sight(_ db: Database, of node: Int64, on day: Day) throws -> Sight {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    WITH RECURSIVE seen (id) AS (
                        SELECT ?1
                        UNION SELECT v.node_id FROM seen CROSS JOIN node_version v ON v.parent_id = seen.id
                        WHERE v.closed IS NULL AND v.id = (SELECT w.id FROM node_version w
                            WHERE w.node_id = v.node_id AND w.closed IS NULL
                            ORDER BY w.from_day > ?2, abs(w.from_day - ?2) LIMIT 1)
                        UNION SELECT l.predecessor_id FROM seen CROSS JOIN node_lineage l ON l.successor_id = seen.id
                        WHERE l.closed IS NULL AND NOT EXISTS (SELECT 1 FROM node_version w
                            WHERE w.node_id = l.predecessor_id AND w.closed IS NULL
                                AND coalesce(w.to_day, 99999999) >= ?2)
                            AND NOT EXISTS (SELECT 1 FROM node_lineage o WHERE o.predecessor_id = l.predecessor_id
                                AND o.closed IS NULL AND o.successor_id <> l.successor_id))
                    SELECT n.id, n.code FROM seen JOIN node n ON n.id = seen.id
                    """), arguments: [node, day.number])
        let own = try Row.fetchOne(
            db,
            sql: """
                SELECT n.code, coalesce((SELECT v.name FROM node_version v WHERE v.node_id = n.id AND v.closed IS NULL
                    ORDER BY v.from_day > ?2, abs(v.from_day - ?2) LIMIT 1), n.code)
                FROM node n WHERE n.id = ?1
                """, arguments: [node, day.number])
        return Sight(
            node: node, code: own?[0] ?? "", name: own?[1] ?? "", nodes: rows.map { ($0[0], $0[1]) })
    }

    /// The account of a name on a day, whether valid then or not; nil where there is none of that name.
    func account(named name: String) throws -> Account? {
        let own = try read { try Register.accounts($0) }.filter {
            PersonName.key($0.name) == PersonName.key(name)
        }
        return own.first { $0.isValid(on: clock.today) } ?? own.last
    }
}

extension Office {
    /// The office as the holder of an account sees it.
    package func seen(by account: Account) throws -> Office {
        guard let node = account.nodeID else { return self }
        let today = clock.today
        var office = self
        let sight = try sights.sight(of: node, after: try register.newestEvent(), on: today) {
            try register.read { try Register.sight($0, of: node, on: today) }
        }
        office.register = register.seen(in: sight)
        return office
    }

    /// The office as whoever acts sees it: all of it for a name that has no account.
    package func seen(by actor: Actor) throws -> Office {
        try register.account(named: actor.user).map { try seen(by: $0) } ?? self
    }
}

extension Sight {
    /// SQL that keeps rows whose node, by the id in a column, belongs to it.
    func holds(_ column: String) -> String { "\(column) IN (SELECT value FROM json_each('\(list)'))" }
}

extension Sight? {
    /// As `Sight.holds`, as a further condition.
    func holds(_ column: String) -> String { map { "AND \($0.holds(column))" } ?? "" }
}

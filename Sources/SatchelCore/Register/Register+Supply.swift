import GRDB

extension Register {
    /// Supplies an issued edition to late joiners (cấp bổ sung), with a due date of their own; they are told.
    /// - Parameter number: the newest edition in use when nil.
    /// - Returns: the edition, and the nodes in the order of their codes.
    /// - Throws: `kitUnknown`, `editionUnknown`, `editionWithdrawn`, `issueInFuture`, `supplyBeforeIssue`,
    ///   `dueBeforeIssue`, `nodeUnknown`, `nodeEnded`, `suppliedAlready`, `outsideAccount`.
    package func supply(
        edition number: Int? = nil, of slug: String, to codes: [String], on day: Day, due: Day,
        by actor: Actor
    ) throws -> (edition: Edition, nodes: [OrganisationNode]) {
        let edition = try edition(of: slug, number: number)
        try refuseSupply(of: edition, on: day, due: due)
        let nodes = try change(
            "edition.supply", "\(slug)/\(edition.number)", by: actor,
            detail: ["on": day.iso, "due": due.iso, "nodes": codes.joined(separator: ", ")]
        ) { db, event in
            if try Register.editions(db, of: slug).contains(where: {
                $0.id == edition.id && $0.withdrawnOn != nil
            }) {
                throw Register.withdrawn(edition)
            }
            let nodes = try Register.nodes(codes, on: day, db)
            try Register.refuseOutside(nodes.map(\.id), "edition.supply", of: actor, on: clock.today, db)
            try Register.refuseSupplied(nodes, edition, db)
            let recipients = try Supply(
                kit: edition.kitID, edition: edition.number, on: day, due: due, event: event, way: .supplement
            ).supply(nodes, db)
            try Register.follow(db, kit: slug, recipients: recipients, today: clock.today, event)
            return nodes
        }
        return (edition, nodes)
    }

    private func refuseSupply(of edition: Edition, on day: Day, due: Day) throws {
        try Register.refuseFuture(day, clock.today)
        if day < edition.issuedOn {
            throw SatchelError(
                .supplyBeforeIssue, ["day": day.office, "issued": edition.issuedOn.office])
        }
        if due < day { throw SatchelError(.dueBeforeIssue, ["due": due.office, "day": day.office]) }
    }

    private static func withdrawn(_ edition: Edition) -> SatchelError {
        SatchelError(.editionWithdrawn, ["kit": edition.kit, "edition": "\(edition.number)"])
    }

    /// The nodes with these codes on a day, each once.
    private static func nodes(_ codes: [String], on day: Day, _ db: Database) throws -> [OrganisationNode] {
        let tree = try organisation(db, on: day, .now)
        let nodes = try codes.map { code in
            do {
                return try tree.node(code: code)
            } catch let error as SatchelError where error.code == .nodeUnknown {
                throw try ended(code, on: day, db) ?? error
            }
        }
        return Set(nodes).sorted { $0.code < $1.code }
    }

    private static func refuseSupplied(
        _ nodes: [OrganisationNode], _ edition: Edition, _ db: Database
    ) throws {
        let supplied = try Set(
            Int64.fetchAll(
                db,
                sql: """
                    SELECT r.node_id FROM transmittal t JOIN recipient r ON r.id = t.recipient_id
                    WHERE r.kit_id = ? AND t.edition_number = ? AND t.closed IS NULL
                    """, arguments: [edition.kitID, edition.number]))
        let twice = nodes.filter { supplied.contains($0.id) }
        guard twice.isEmpty else {
            throw SatchelError(
                .suppliedAlready,
                [
                    "codes": twice.prefix(5).map(\.code).joined(separator: ", "),
                    "kit": edition.kit, "edition": "\(edition.number)",
                ])
        }
    }
}

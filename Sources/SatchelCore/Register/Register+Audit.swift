import GRDB

extension Register {
    /// Audits a kit's holdings on a day, as known.
    /// - Throws: `kitUnknown`.
    package func audit(kit slug: String, on day: Day, _ known: Known = .now) throws -> HoldingsAudit {
        try read { db in try Register.audit(db, kit: slug, on: day, known, sight) }
    }

    /// How many recipients of a kit stand how on a day, as known: what the audit says, counted.
    /// - Throws: `kitUnknown`.
    package func count(kit slug: String, on day: Day, _ known: Known) throws -> HoldingsCount {
        let (scope, recipients) = try read { db in
            // As of one event the answer is the same to connections that read one after another.
            let scope = try Register.auditScope(db, slug, day, known.settled(db))
            return (scope, try Register.recipientsThere(db, scope).filter { sight.has($0.node) })
        }
        let standings = try standings(scope, recipients)
        return try read { db in
            try Register.count(db, scope, standings.flatMap { zip($0.distinct, $0.counts) })
        }
    }

    /// The statements an audit runs, with what it binds to them written in: to run the same SQL elsewhere.
    /// - Throws: `kitUnknown`.
    package func auditStatements(
        kit slug: String, on day: Day, _ known: Known = .now
    ) throws -> [String] {
        try read { db in
            var statements: [String] = []
            db.trace { event in
                if case .statement(let statement) = event { statements.append(statement.expandedSQL) }
            }
            defer { db.trace(options: []) }
            _ = try Register.audit(db, kit: slug, on: day, known)
            return statements
        }
    }

    /// Judges an archive's manifest by the register.
    /// - Throws: `kitUnknown`.
    package func currency(of manifest: KitManifest, on day: Day) throws -> Currency {
        try read { db in
            let scope = try Register.auditScope(db, manifest.kit, day, .now)
            let judgement = try Register.auditJudge(db, scope).judge(
                Standing(copy: .electronic, held: manifest.edition, supplied: scope.latest))
            let nothing = HoldingsAudit.Contents(outdated: [], unverified: [], finding: nil)
            return Currency(edition: judgement.edition, contents: judgement.contents ?? nothing)
        }
    }

    private static func audit(
        _ db: Database, kit slug: String, on day: Day, _ known: Known, _ sight: Sight? = nil
    ) throws -> HoldingsAudit {
        let scope = try auditScope(db, slug, day, known)
        let tree = sight.seen(of: try organisation(db, on: day, known))
        let recipients = try recipients(db, scope).filter { sight.has($0.node) }
        let standings = try standings(db, scope, recipients)
        let judge = try auditJudge(db, scope, of: standings.flatMap(\.distinct))
        let judgements = try standings.map { try $0.distinct.map(judge.judge) }
        var rows: [HoldingsAudit.Row] = []
        rows.reserveCapacity(recipients.count * standings.count)
        for (place, recipient) in recipients.enumerated() {
            guard let node = tree[recipient.node] else { continue }
            for (standings, judgements) in zip(standings, judgements) {
                rows.append(
                    HoldingsAudit.Row(
                        node: node, copyNumber: Int(recipient.copyNumber), suppliedOn: recipient.suppliedOn,
                        judgement: judgements[standings.index(place)]))
            }
        }
        rows.sort { $0.copyNumber < $1.copyNumber }
        return HoldingsAudit(kit: slug, day: day, latest: scope.latest, rows: rows, tree: tree)
    }

    static func auditScope(
        _ db: Database, _ slug: String, _ day: Day, _ known: Known
    ) throws -> AuditScope {
        AuditScope(
            kit: try kit(db, slug, known), editions: try editions(db, of: slug, known), day: day, known: known
        )
    }

    /// - Parameters:
    ///   - standings: what it will judge, as far as that is known: their findings are read at once.
    ///   - inForce: as known to the scope, when it has been read already.
    static func auditJudge(
        _ db: Database, _ scope: AuditScope, of standings: [Standing] = [], inForce: InForce? = nil
    ) throws -> AuditJudge {
        let known = try findings(db, Set(standings.compactMap(\.finding)))
        return try AuditJudge(scope, inForce: inForce ?? Register.inForce(db, scope.known)) { id in
            try known[id] ?? findings(db, [id])[id]
        } documents: { edition in
            let rows = try Row.fetchCursor(
                db.cachedStatement(
                    sql: """
                        SELECT document_id, reason IS NOT NULL FROM edition_item
                        WHERE edition_id = ? AND document_id IS NOT NULL ORDER BY position
                        """), arguments: [edition.id])
            var documents: [AuditJudge.Item] = []
            while let row = try rows.next() { documents.append((row[0], row[1])) }
            return documents
        }
    }

    private static func findings(_ db: Database, _ ids: Set<Int64>) throws -> [Int64: Finding] {
        if ids.isEmpty { return [:] }
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT f.id, f.extra, f.missing FROM json_each(?) asked CROSS JOIN finding f ON f.id = asked.value
                    """), arguments: [array(ids.sorted())])
        var findings: [Int64: Finding] = [:]
        while let row = try rows.next() { findings[row[0]] = try finding(row, from: 1) }
        return findings
    }

    static func count(
        _ db: Database, _ scope: AuditScope, _ counts: [(standing: Standing, count: Int)]
    ) throws -> HoldingsCount {
        let judge = try auditJudge(db, scope, of: counts.map(\.standing))
        return HoldingsCount(
            kit: scope.kit.definition.slug, day: scope.day, latest: scope.latest,
            groups: try counts.map {
                HoldingsCount.Group(judgement: try judge.judge($0.standing), count: $0.count)
            })
    }
}

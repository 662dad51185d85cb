import GRDB

extension Register {
    /// Audits a kit's holdings on a day, as known.
    /// - Throws: `kitUnknown`.
    package func audit(kit slug: String, on day: Day, _ known: Known = .now) throws -> HoldingsAudit {
        try read { db in try Register.audit(db, kit: slug, on: day, known) }
    }

    /// How many recipients of a kit stand how on a day, as known: what the audit says, counted.
    /// - Throws: `kitUnknown`.
    package func count(kit slug: String, on day: Day, _ known: Known) throws -> HoldingsCount {
        try read { db in
            let scope = try Register.auditScope(db, slug, day, known)
            let recipients = try Register.recipients(db, scope)
            var counts: [Standing: Int] = [:]
            for standings in try Register.standings(db, scope, recipients) {
                for standing in standings { counts[standing, default: 0] += 1 }
            }
            return try Register.count(db, scope, counts)
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
        _ db: Database, kit slug: String, on day: Day, _ known: Known
    ) throws -> HoldingsAudit {
        let scope = try auditScope(db, slug, day, known)
        let judge = try auditJudge(db, scope)
        let tree = try organisation(db, on: day, known)
        let recipients = try recipients(db, scope)
        let standings = try standings(db, scope, recipients)
        var rows: [HoldingsAudit.Row] = []
        rows.reserveCapacity(recipients.count * standings.count)
        for (place, recipient) in recipients.enumerated() {
            guard let node = tree[recipient.node] else { continue }
            for standings in standings {
                rows.append(
                    HoldingsAudit.Row(
                        node: node, copyNumber: recipient.copyNumber, suppliedOn: recipient.supply?.on,
                        judgement: try judge.judge(standings[place])))
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

    static func auditJudge(_ db: Database, _ scope: AuditScope) throws -> AuditJudge {
        try AuditJudge(scope, inForce: inForce(db, scope.known)) { id in
            try Row.fetchOne(db, sql: "SELECT extra, missing FROM finding WHERE id = ?", arguments: [id])
                .flatMap { try finding($0, from: 0) }
        } documents: { edition in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT document_id, reason IS NOT NULL FROM edition_item
                    WHERE edition_id = ? AND document_id IS NOT NULL ORDER BY position
                    """, arguments: [edition.id]
            ).map { ($0[0], $0[1]) }
        }
    }

    static func count(
        _ db: Database, _ scope: AuditScope, _ counts: [Standing: Int]
    ) throws -> HoldingsCount {
        let judge = try auditJudge(db, scope)
        return HoldingsCount(
            kit: scope.kit.definition.slug, day: scope.day, latest: scope.latest,
            groups: try counts.map {
                HoldingsCount.Group(judgement: try judge.judge($0.key), count: $0.value)
            })
    }
}

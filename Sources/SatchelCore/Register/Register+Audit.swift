import GRDB

extension Register {
    /// Audits a kit's holdings on a day, as known.
    /// - Throws: `kitUnknown`.
    package func audit(kit slug: String, on day: Day, _ known: Known = .now) throws -> HoldingsAudit {
        try read { db in
            let scope = try AuditScope(db, kit: slug, on: day, known)
            let judge = try ContentsJudge(db, scope, inForce: Register.inForce(db, known))
            let tree = try Register.organisation(db, on: day, known)
            var rows: [HoldingsAudit.Row] = []
            let cursor = try Row.fetchCursor(
                db, sql: Register.auditSQL(known), arguments: StatementArguments(scope.parameters))
            while let row = try cursor.next() {
                guard let node = tree[row[0]] else { continue }
                for copy in scope.kit.definition.copies {
                    rows.append(try Register.auditRow(row, node, copy, scope, judge, db))
                }
            }
            return HoldingsAudit(kit: slug, day: day, latest: scope.latest?.number, rows: rows, tree: tree)
        }
    }

    /// What an audit binds to `auditSQL`, by name: to run the same SQL elsewhere.
    /// - Throws: `kitUnknown`.
    package func auditParameters(
        kit slug: String, on day: Day, _ known: Known = .now
    ) throws -> [String: Int64] {
        try read { db in try AuditScope(db, kit: slug, on: day, known).parameters }
    }

    /// One row a recipient: node, copy number, newest supply by the day, and the newest edition held of each copy:
    /// the newest with proof of receipt by the day that no later row says was returned or lost.
    package static func auditSQL(_ known: Known) -> String {
        """
        SELECT r.node_id, r.copy_number, t.edition_number, t.supplied_on, t.due_on,
            \(held(.electronic, known)), \(held(.paper, known))
        FROM recipient r LEFT JOIN transmittal t ON t.recipient_id = r.id AND t.edition_number =
            (SELECT edition_number FROM transmittal s WHERE s.recipient_id = r.id AND s.edition_number <= :latest
                AND s.supplied_on <= :day AND s.recorded <= :known ORDER BY s.edition_number DESC LIMIT 1)
        WHERE r.kit_id = :kit AND r.first_day <= :day AND r.recorded <= :known ORDER BY r.copy_number
        """
    }

    private static func held(_ copy: Copy, _ known: Known) -> String {
        """
        (SELECT e.edition_number FROM evidence e WHERE e.recipient_id = r.id AND e.copy = \(copy.rawValue)
            AND e.edition_number <= :newest AND e.proof BETWEEN \(Proof.downloaded.rawValue) AND
            \(Proof.inherited.rawValue) AND e.happened_on <= :day AND \(known.holds("e"))
            AND NOT EXISTS (SELECT 1 FROM evidence x WHERE x.recipient_id = r.id AND x.copy = \(copy.rawValue)
                AND x.edition_number = e.edition_number AND x.proof >= \(Proof.returned.rawValue)
                AND x.happened_on <= :day AND (x.happened_on, x.id) > (e.happened_on, e.id)
                AND \(known.holds("x")))
            ORDER BY e.edition_number DESC LIMIT 1)
        """
    }

    private static func auditRow(
        _ row: Row, _ node: OrganisationNode, _ copy: Copy, _ scope: AuditScope, _ judge: ContentsJudge,
        _ db: Database
    ) throws -> HoldingsAudit.Row {
        let supplied: Int? = row[2]
        let held: Int? = row[5 + copy.rawValue]
        let due = (row[4] as Int?).flatMap(Day.init(number:))
        let verdict = verdict(
            held: held, supplied: supplied, latest: scope.latest?.number, withdrawn: scope.withdrawn)
        let isLate = verdict != .latest && verdict != .notRecipient
        return HoldingsAudit.Row(
            node: node, copyNumber: row[1], copy: copy, held: held, supplied: supplied,
            suppliedOn: (row[3] as Int?).flatMap(Day.init(number:)), dueOn: due, edition: verdict,
            contents: try held.map { try judge.contents(of: $0, db) },
            daysLate: isLate ? max(0, due.map { scope.day.ordinal - $0.ordinal } ?? 0) : 0)
    }

    private static func verdict(
        held: Int?, supplied: Int?, latest: Int?, withdrawn: Set<Int>
    ) -> HoldingsAudit.EditionVerdict {
        if let held, withdrawn.contains(held) { return .withdrawn }
        guard let latest, supplied == latest else { return .notRecipient }
        guard let held else { return .none }
        return held == latest ? .latest : held > latest ? .ahead : .behind
    }
}

extension Register {
    /// Judges an archive's manifest by the register.
    /// - Throws: `kitUnknown`.
    package func currency(of manifest: KitManifest, on day: Day) throws -> Currency {
        try read { db in
            let scope = try AuditScope(db, kit: manifest.kit, on: day, .now)
            let latest = scope.latest?.number
            let judge = try ContentsJudge(db, scope, inForce: Register.inForce(db, .now))
            return Currency(
                edition: Register.verdict(
                    held: manifest.edition, supplied: latest, latest: latest, withdrawn: scope.withdrawn),
                contents: try judge.contents(of: manifest.edition, db))
        }
    }
}

/// What an audit asks about: the kit and its editions by the day, as known.
private struct AuditScope {
    let kit: Kit
    let editions: [Edition]
    let withdrawn: Set<Int>
    /// The newest edition that is not withdrawn.
    let latest: Edition?
    let day: Day
    private let known: Known

    init(_ db: Database, kit slug: String, on day: Day, _ known: Known) throws {
        kit = try Register.kit(db, slug)
        let editions = try Register.editions(db, of: slug, known).filter { $0.issuedOn <= day }
        let withdrawn = Set(
            editions.filter { edition in edition.withdrawnOn.map { $0 <= day } ?? false }.map(\.number))
        self.editions = editions
        self.withdrawn = withdrawn
        latest = editions.last { !withdrawn.contains($0.number) }
        self.day = day
        self.known = known
    }

    var parameters: [String: Int64] {
        [
            "kit": kit.id, "day": Int64(day.number), "newest": Int64(editions.last?.number ?? 0),
            "latest": Int64(latest?.number ?? 0), "known": known.event,
        ]
    }
}

/// Judges each edition's contents once, however many hold it.
private final class ContentsJudge {
    private let editions: [Int: Edition]
    private let latestDocuments: Set<Int64>
    /// What the newest edition keeps on purpose: held against nobody.
    private let keptByLatest: Set<Int64>
    private let inForce: InForce
    private let day: Day
    private var judged: [Int: HoldingsAudit.Contents] = [:]
    private var outdated: [Int64: HoldingsAudit.Outdated?] = [:]

    init(_ db: Database, _ scope: AuditScope, inForce: InForce) throws {
        editions = Dictionary(uniqueKeysWithValues: scope.editions.map { ($0.number, $0) })
        self.inForce = inForce
        day = scope.day
        let latest = try scope.latest.map { try ContentsJudge.documents(db, of: $0.id) } ?? []
        latestDocuments = Set(latest.map(\.id))
        keptByLatest = Set(latest.filter(\.isKept).map(\.id))
    }

    func contents(of number: Int, _ db: Database) throws -> HoldingsAudit.Contents {
        if let known = judged[number] { return known }
        let documents = try editions[number].map { try ContentsJudge.documents(db, of: $0.id) } ?? []
        var old: [HoldingsAudit.Outdated] = []
        var unverified: [Int64] = []
        for document in documents where !document.isKept && !keptByLatest.contains(document.id) {
            if let found = judge(document.id) { old.append(found) }
            if !inForce.status(of: document.id, on: day).unconfirmed.isEmpty {
                unverified.append(document.id)
            }
        }
        let contents = HoldingsAudit.Contents(outdated: old, unverified: unverified)
        judged[number] = contents
        return contents
    }

    private func judge(_ document: Int64) -> HoldingsAudit.Outdated? {
        if let known = outdated[document] { return known }
        let answer = inForce.status(of: document, on: day)
        let found: HoldingsAudit.Outdated?
        switch answer.status {
        case .superseded, .repealed, .expired, .suspended:
            found = HoldingsAudit.Outdated(
                document: document, status: answer.status, since: answer.since ?? day,
                replacedBy: inForce.current(of: document, on: day).filter { $0 != document },
                isBoardsTurn: latestDocuments.contains(document))
        case .notYetInForce, .inForce, .amended, .partlySuperseded: found = nil
        }
        outdated[document] = .some(found)
        return found
    }

    private static func documents(_ db: Database, of edition: Int64) throws -> [(id: Int64, isKept: Bool)] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT document_id, reason IS NOT NULL FROM edition_item
                WHERE edition_id = ? AND document_id IS NOT NULL ORDER BY position
                """, arguments: [edition]
        ).map { ($0[0], $0[1]) }
    }
}

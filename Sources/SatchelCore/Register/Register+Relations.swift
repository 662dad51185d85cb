import GRDB

/// What someone enters to add a relation; the documents by their ids.
package struct NewRelation: Sendable {
    package var subject: Int64
    package var type: RelationType
    package var object: Int64
    package var effectiveOn: Day?
    package var until: Day?
    package var scope: String?
    package var clause: String?
    package var clauseAt: String?
    /// What confirms it; nil adds it unconfirmed.
    package var evidence: String?

    package init(
        subject: Int64, type: RelationType, object: Int64, effectiveOn: Day? = nil, until: Day? = nil,
        scope: String? = nil, clause: String? = nil, clauseAt: String? = nil, evidence: String? = nil
    ) {
        self.subject = subject
        self.type = type
        self.object = object
        self.effectiveOn = effectiveOn
        self.until = until
        self.scope = scope
        self.clause = clause
        self.clauseAt = clauseAt
        self.evidence = evidence
    }
}

extension Register {
    /// The relations as known, in the order they were added; those of removed documents are nobody's to read.
    package func relations(_ known: Known = .now) throws -> [Relation] {
        try read { db in
            let removed = try Register.removed(db)
            return try Register.relations(db, known).filter {
                !removed.contains($0.subject) && !removed.contains($0.object)
            }
        }
    }

    static func relations(_ db: Database, _ known: Known) throws -> [Relation] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT r.id, r.subject_id, r.type, r.object_id, r.effective_on, r.until, r.scope, r.clause, r.clause_at,
                    c.evidence
                FROM relation r LEFT JOIN confirmation c ON c.relation_id = r.id AND \(known.holds("c"))
                WHERE \(known.holds("r")) ORDER BY r.id
                """)
        var relations: [Relation] = []
        while let row = try rows.next() {
            guard let type = RelationType(rawValue: row[2]) else { continue }
            relations.append(
                Relation(
                    id: row[0], subject: row[1], type: type, object: row[3],
                    effectiveOn: (row[4] as Int?).flatMap(Day.init(number:)),
                    until: (row[5] as Int?).flatMap(Day.init(number:)), scope: row[6], clause: row[7],
                    clauseAt: row[8], evidence: row[9]))
        }
        return relations
    }

    /// What the register knows, as statuses of documents for any day.
    package func inForce(_ known: Known = .now) throws -> InForce {
        try read { db in try Register.inForce(db, known) }
    }

    static func inForce(_ db: Database, _ known: Known) throws -> InForce {
        var dates: [Int64: DocumentDates] = [:]
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT t.document_id, t.issued_on, t.effective_on, t.expires_on FROM document_dates t
                WHERE \(known.holds("t"))
                """)
        while let row = try rows.next() { dates[row[0]] = Register.dates(row, from: 1) }
        return InForce(dates: dates, relations: try relations(db, known), removed: try removed(db))
    }

    /// Adds relations, all or none.
    /// - Throws: `documentUnknown`, `relationToItself`, `relationTwice`, `relationCircle`, `relationDayUnknown`,
    ///   `datesContradict`.
    @discardableResult
    package func add(relations: [NewRelation], from source: String = "", by actor: Actor) throws -> [Int64] {
        try change("relation.add", source, by: actor, detail: ["count": "\(relations.count)"]) { db, event in
            let ids = try relations.map { try Register.insert($0, db, event) }
            try Register.check(after: (ids.first ?? 1) - 1, db)
            return ids
        }
    }

    /// Confirms a relation with what it was checked against: from now on it decides statuses.
    /// - Throws: `relationUnknown`, `relationConfirmed`, `relationDayUnknown`, `evidenceMissing`.
    package func confirm(relation id: Int64, evidence: String, by actor: Actor) throws {
        guard !evidence.trimmed.isEmpty else { throw SatchelError(.evidenceMissing) }
        try change("relation.confirm", "\(id)", by: actor, detail: ["evidence": evidence]) { db, event in
            guard let relation = try Register.relations(db, .now).first(where: { $0.id == id }) else {
                throw SatchelError(.relationUnknown, ["relation": "\(id)"])
            }
            if relation.isConfirmed { throw SatchelError(.relationConfirmed, ["relation": "\(id)"]) }
            try Register.confirm(id, VietnameseText.kept(evidence) ?? evidence, db, event)
            let inForce = try Register.inForce(db, .now)
            for relation in try Register.relations(db, .now) where relation.id == id {
                try Register.refuseUndated(relation, inForce, db)
            }
        }
    }

    /// Takes back a relation entered wrongly; what was known before can still be asked.
    /// - Throws: `relationUnknown`.
    package func withdraw(relation id: Int64, reason: String, by actor: Actor) throws {
        try change("relation.withdraw", "\(id)", by: actor, detail: ["reason": reason]) { db, event in
            try db.execute(
                sql: "UPDATE relation SET closed = ? WHERE id = ? AND closed IS NULL", arguments: [event, id])
            guard db.changesCount == 1 else { throw SatchelError(.relationUnknown, ["relation": "\(id)"]) }
        }
    }

    static func insert(_ new: NewRelation, _ db: Database, _ event: Int64) throws -> Int64 {
        for document in [new.subject, new.object] {
            guard try !Register.documents(db, .now, where: "d.id = ?", [document]).isEmpty else {
                throw SatchelError(.documentUnknown, ["asked": "#\(document)", "near": ""])
            }
        }
        if new.subject == new.object {
            throw SatchelError(.relationToItself, ["document": try name(of: new.subject, db)])
        }
        if let from = new.effectiveOn, let until = new.until, until < from {
            throw SatchelError(.datesContradict, ["from": from.office, "to": until.office])
        }
        let scope = VietnameseText.kept(new.scope)
        let twice = try Bool.fetchOne(
            db,
            sql: """
                SELECT true FROM relation WHERE subject_id = ? AND type = ? AND object_id = ?
                AND coalesce(scope, '') = coalesce(?, '') AND closed IS NULL
                """, arguments: [new.subject, new.type.rawValue, new.object, scope])
        if twice != nil {
            throw SatchelError(
                .relationTwice,
                ["subject": try name(of: new.subject, db), "object": try name(of: new.object, db)])
        }
        try db.cachedStatement(
            sql: """
                INSERT INTO relation (subject_id, type, object_id, effective_on, until, scope, clause, clause_at, recorded)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            new.subject, new.type.rawValue, new.object, new.effectiveOn?.number, new.until?.number, scope,
            VietnameseText.kept(new.clause), VietnameseText.kept(new.clauseAt), event,
        ])
        let id = db.lastInsertedRowID
        if let evidence = VietnameseText.kept(new.evidence) { try confirm(id, evidence, db, event) }
        return id
    }

    private static func confirm(_ id: Int64, _ evidence: String, _ db: Database, _ event: Int64) throws {
        try db.cachedStatement(
            sql: "INSERT INTO confirmation (relation_id, evidence, recorded) VALUES (?, ?, ?)"
        ).execute(arguments: [id, evidence, event])
    }

    /// Refuses a circle among all relations, and among those after an id confirmed ones without a day and ones that
    /// end before they begin.
    static func check(after first: Int64, _ db: Database) throws {
        let inForce = try inForce(db, .now)
        try refuseCircle(in: inForce, db)
        for relation in try relations(db, .now) where relation.id > first {
            try refuseUndated(relation, inForce, db)
            if let from = inForce.begins(relation), let until = relation.until, until < from {
                throw SatchelError(.datesContradict, ["from": from.office, "to": until.office])
            }
        }
    }

    private static func refuseCircle(in inForce: InForce, _ db: Database) throws {
        guard let circle = Contradiction.circle(in: inForce.acting) else { return }
        let names = try (circle + circle.prefix(1)).map { try name(of: $0, db) }
        throw SatchelError(.relationCircle, ["circle": names.joined(separator: " → ")])
    }

    private static func refuseUndated(_ relation: Relation, _ inForce: InForce, _ db: Database) throws {
        guard relation.isConfirmed, relation.type.changesStatus, inForce.begins(relation) == nil else {
            return
        }
        throw SatchelError(.relationDayUnknown, ["document": try name(of: relation.subject, db)])
    }

    static func name(of document: Int64, _ db: Database) throws -> String {
        try Register.documents(db, .now, where: "d.id = ?", [document]).first?.key ?? "#\(document)"
    }
}

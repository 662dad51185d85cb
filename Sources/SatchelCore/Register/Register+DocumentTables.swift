import GRDB

extension Register {
    /// Adds the documents of a list, all or none.
    /// - Returns: how many. - Throws: `faultsInFile` with every mistake.
    package func importDocuments(_ bytes: [UInt8], file: String, by actor: Actor) throws -> Int {
        var table = try TableImport(bytes, file: file, columns: ListColumns.documents)
        let places: [SatchelError.Code: Int] = [
            .symbolBroken: 0, .typeUnknown: 1, .bodyUnknown: 2, .documentTwice: 0, .datesContradict: 5,
            .titleMissing: 6, .secretRefused: 7, .accessUnknown: 7,
        ]
        return try change(
            "document.import", file, by: actor,
            detail: ["sha256": BlobStore.sha256(bytes), "count": "\(table.table.rows.count)"]
        ) { db, event in
            let bodies = try BodyIndex(db)
            var entry = try DocumentEntry(db)
            for row in table.table.rows {
                let faults = table.faults.all.count
                let new = Register.newDocument(row, &table)
                for check in DocumentEntry.checks(new, bodies) {
                    try table.taking(row, columns: places, check)
                }
                guard table.faults.all.count == faults else { continue }
                try table.taking(row, columns: places) { _ = try entry.insert(new, bodies, db, event) }
            }
            try table.faults.throwIfAny(file: file)
            return table.table.rows.count
        }
    }

    private static func newDocument(_ row: TableRow, _ table: inout TableImport) -> NewDocument {
        for column in [2, 6] where VietnameseText.isLegacyEncoded(table.field(row, column)) {
            table.fault(row, column, .legacyEncoding, ["text": table.field(row, column)])
        }
        let verification = Document.Verification(word: table.field(row, 8))
        if verification == nil { table.fault(row, 8, .verificationUnknown, ["word": table.field(row, 8)]) }
        return NewDocument(
            symbol: table.optional(row, 0), type: table.field(row, 1), body: table.field(row, 2),
            title: table.field(row, 6),
            dates: DocumentDates(
                issuedOn: table.date(row, 3), effectiveOn: table.day(row, 4), expiresOn: table.day(row, 5)),
            access: table.field(row, 7), verified: verification ?? .unverified, source: table.optional(row, 9)
        )
    }

    /// Adds the relations of a list, all or none; a filled "Evidence" column confirms the relation.
    /// - Returns: how many. - Throws: `faultsInFile`, `relationCircle`.
    package func importRelations(_ bytes: [UInt8], file: String, by actor: Actor) throws -> Int {
        var table = try TableImport(bytes, file: file, columns: ListColumns.relations)
        return try change(
            "relation.import", file, by: actor,
            detail: ["sha256": BlobStore.sha256(bytes), "count": "\(table.table.rows.count)"]
        ) { db, event in
            let bodies = try BodyIndex(db)
            let first = try Int64.fetchOne(db, sql: "SELECT coalesce(max(id), 0) FROM relation") ?? 0
            for row in table.table.rows {
                guard let new = try Register.newRelation(row, &table, db, bodies) else { continue }
                try table.taking(row, columns: [.datesContradict: 8]) {
                    _ = try Register.insert(new, db, event)
                }
            }
            try table.faults.throwIfAny(file: file)
            try Register.check(after: first, db)
            return table.table.rows.count
        }
    }

    /// The relation of a row; nil when something in the row is wrong and marked.
    private static func newRelation(
        _ row: TableRow, _ table: inout TableImport, _ db: Database, _ bodies: BodyIndex
    ) throws -> NewRelation? {
        let faults = table.faults.all.count
        let subject = try Register.end(row, at: 0, &table, db, bodies)
        let type = RelationType(word: table.field(row, 3))
        if type == nil { table.fault(row, 3, .relationTypeUnknown, ["type": table.field(row, 3)]) }
        let object = try Register.end(row, at: 4, &table, db, bodies)
        let (from, until) = (table.day(row, 7), table.day(row, 8))
        guard let subject, let type, let object, table.faults.all.count == faults else { return nil }
        return NewRelation(
            subject: subject, type: type, object: object, effectiveOn: from, until: until,
            scope: table.optional(row, 9), clause: table.optional(row, 10), clauseAt: table.optional(row, 11),
            evidence: table.optional(row, 12))
    }

    private static func end(
        _ row: TableRow, at column: Int, _ table: inout TableImport, _ db: Database, _ bodies: BodyIndex
    ) throws -> Int64? {
        let name = table.field(row, column)
        let body = table.optional(row, column + 1)
        let faults = table.faults.all.count
        if let body, bodies[body] == nil {
            table.fault(row, column + 1, .bodyUnknown, ["name": body, "near": bodies.suggestion(for: body)])
        }
        let date = table.date(row, column + 2)
        guard table.faults.all.count == faults else { return nil }
        do {
            return try lookUp(db, name, date: date, body: body, type: nil, bodies)
                .document("\(name)@\(date.office)").id
        } catch let error as SatchelError {
            table.fault(row, column, error.code, error.arguments)
            return nil
        }
    }

    /// Adds the issuing bodies of a list, all or none; aliases are parted by `|`.
    /// - Returns: how many. - Throws: `faultsInFile` with every mistake.
    package func importBodies(_ bytes: [UInt8], file: String, by actor: Actor) throws -> Int {
        var table = try TableImport(bytes, file: file, columns: ListColumns.bodies)
        let rows = table.table.rows
        let bodies = rows.map { Register.newBody($0, &table) }
        try table.faults.throwIfAny(file: file)
        return try change("body.add", file, by: actor, detail: ["count": "\(bodies.count)"]) { db, event in
            for (row, body) in zip(rows, bodies) {
                try table.taking(row, columns: [.bodyTwice: 0]) { try Register.insert(body, db, event) }
            }
            try table.faults.throwIfAny(file: file)
            let index = try BodyIndex(db)
            for (row, body) in zip(rows, bodies) {
                for (column, name) in [(3, body.lead), (6, body.successor)] {
                    guard let name, index[name] == nil else { continue }
                    table.fault(
                        row, column, .bodyUnknown, ["name": name, "near": index.suggestion(for: name)])
                }
            }
            try table.faults.throwIfAny(file: file)
            for body in bodies { try Register.tie(body, index, db) }
            return bodies.count
        }
    }

    private static func newBody(_ row: TableRow, _ table: inout TableImport) -> NewBody {
        if table.field(row, 0).isEmpty {
            table.fault(row, 0, .fieldMissing, ["column": ListColumns.bodies[0].text.vi])
        }
        let (from, to) = (table.day(row, 4), table.day(row, 5))
        if let from, let to, to < from {
            table.fault(row, 5, .datesContradict, ["from": from.office, "to": to.office])
        }
        return NewBody(
            name: table.field(row, 0), code: table.optional(row, 1),
            aliases: table.field(row, 2).split(separator: "|").map(\.trimmed).filter { !$0.isEmpty },
            lead: table.optional(row, 3), activeFrom: from, activeTo: to, successor: table.optional(row, 6))
    }
}

import GRDB

/// The columns of the tables of documents, relations and bodies.
private enum Columns {
    static let documents: [TableImport.Column] = [
        .init("Số, ký hiệu", "Symbol"), .init("Tên loại", "Type", required: true),
        .init("Cơ quan ban hành", "Issuing body", required: true),
        .init("Ngày ban hành", "Issued on", required: true), .init("Ngày có hiệu lực", "Effective on"),
        .init("Ngày hết hiệu lực", "Expires on"), .init("Trích yếu", "Title", required: true),
        .init("Độ mật", "Access"), .init("Xác minh", "Verified"), .init("Nguồn", "Source"),
    ]
    static let relations: [TableImport.Column] = [
        .init("Văn bản", "Document", required: true),
        .init("Cơ quan ban hành", "Issuing body"), .init("Ngày ban hành", "Issued on"),
        .init("Quan hệ", "Relation", required: true),
        .init("Văn bản liên quan", "Other document", required: true),
        .init("Cơ quan ban hành văn bản liên quan", "Other issuing body"),
        .init("Ngày ban hành văn bản liên quan", "Other issued on"), .init("Từ ngày", "From"),
        .init("Đến ngày", "Until"), .init("Phạm vi", "Scope"), .init("Trích điều khoản", "Clause"),
        .init("Vị trí điều khoản", "Clause at"), .init("Căn cứ xác nhận", "Evidence"),
    ]
    static let bodies: [TableImport.Column] = [
        .init("Tên cơ quan", "Name", required: true), .init("Ký hiệu", "Code"),
        .init("Tên gọi khác", "Aliases"), .init("Cơ quan chủ trì", "Lead body"),
        .init("Hoạt động từ ngày", "Active from"), .init("Hoạt động đến ngày", "Active to"),
        .init("Cơ quan kế thừa", "Successor"),
    ]
}

extension Register {
    /// Adds the documents of a CSV table, all or none.
    /// - Returns: how many. - Throws: `faultsInFile` with every mistake.
    package func importDocuments(_ bytes: [UInt8], file: String, by actor: Actor) throws -> Int {
        var table = try TableImport(bytes, file: file, columns: Columns.documents)
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

    private static func newDocument(_ row: CSVTable.Row, _ table: inout TableImport) -> NewDocument {
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

    /// Adds the relations of a CSV table, all or none; a filled "Evidence" column confirms the relation.
    /// - Returns: how many. - Throws: `faultsInFile`, `relationCircle`.
    package func importRelations(_ bytes: [UInt8], file: String, by actor: Actor) throws -> Int {
        var table = try TableImport(bytes, file: file, columns: Columns.relations)
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
        _ row: CSVTable.Row, _ table: inout TableImport, _ db: Database, _ bodies: BodyIndex
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
        _ row: CSVTable.Row, at column: Int, _ table: inout TableImport, _ db: Database, _ bodies: BodyIndex
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

    /// Adds the issuing bodies of a CSV table, all or none; aliases are parted by `|`.
    /// - Returns: how many. - Throws: `faultsInFile`, `bodyTwice`, `bodyUnknown`.
    package func importBodies(_ bytes: [UInt8], file: String, by actor: Actor) throws -> Int {
        var table = try TableImport(bytes, file: file, columns: Columns.bodies)
        let bodies = table.table.rows.map { row in
            if table.field(row, 0).isEmpty {
                table.fault(row, 0, .fieldMissing, ["column": Columns.bodies[0].text.vi])
            }
            let (from, to) = (table.day(row, 4), table.day(row, 5))
            if let from, let to, to < from {
                table.fault(row, 5, .datesContradict, ["from": from.office, "to": to.office])
            }
            return NewBody(
                name: table.field(row, 0), code: table.optional(row, 1),
                aliases: table.field(row, 2).split(separator: "|").map(\.trimmed).filter { !$0.isEmpty },
                lead: table.optional(row, 3), activeFrom: from, activeTo: to,
                successor: table.optional(row, 6))
        }
        try table.faults.throwIfAny(file: file)
        try add(bodies: bodies, from: file, by: actor)
        return bodies.count
    }

    /// The documents as a CSV table that `importDocuments` reads back to the same.
    package func exportDocuments(_ language: Language) throws -> [UInt8] {
        var csv = CSVWriter()
        csv.add(TableImport.headings(Columns.documents, language))
        for document in try documents() {
            csv.add([
                document.symbol ?? "", document.type, document.body,
                Register.written(document.dates.issuedOn),
                document.dates.effectiveOn?.office ?? "", document.dates.expiresOn?.office ?? "",
                document.title,
                document.access == .open ? "" : "nội bộ", document.verified.text(language),
                document.source ?? "",
            ])
        }
        return csv.bytes
    }

    /// The relations as a CSV table that `importRelations` reads back to the same.
    package func exportRelations(_ language: Language) throws -> [UInt8] {
        let documents = Dictionary(uniqueKeysWithValues: try documents().map { ($0.id, $0) })
        var csv = CSVWriter()
        csv.add(TableImport.headings(Columns.relations, language))
        for relation in try relations() {
            guard let subject = documents[relation.subject], let object = documents[relation.object] else {
                continue
            }
            csv.add([
                subject.name, subject.body, Register.written(subject.dates.issuedOn),
                relation.type.text(language),
                object.name, object.body, Register.written(object.dates.issuedOn),
                relation.effectiveOn?.office ?? "", relation.until?.office ?? "", relation.scope ?? "",
                relation.clause ?? "", relation.clauseAt ?? "", relation.evidence ?? "",
            ])
        }
        return csv.bytes
    }

    /// The issuing bodies as a CSV table that `importBodies` reads back.
    package func exportBodies(_ language: Language) throws -> [UInt8] {
        var csv = CSVWriter()
        csv.add(TableImport.headings(Columns.bodies, language))
        for body in try bodies() {
            csv.add([
                body.name, body.code ?? "", body.aliases.joined(separator: " | "), body.lead ?? "",
                body.activeFrom?.office ?? "", body.activeTo?.office ?? "", body.successor ?? "",
            ])
        }
        return csv.bytes
    }

    private static func written(_ date: PartialDate) -> String { date == .unknown ? "" : date.office }
}

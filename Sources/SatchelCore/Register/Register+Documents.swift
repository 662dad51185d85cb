import GRDB

extension Register {
    /// The documents of the register as known, in the order they were added.
    package func documents(_ known: Known = .now) throws -> [Document] {
        try read { db in try Register.documents(db, known) }
    }

    /// The document with an id.
    /// - Throws: `documentUnknown`.
    package func document(_ id: Int64) throws -> Document {
        try read { db in
            guard let found = try Register.documents(db, .now, where: "d.id = ?", [id]).first else {
                throw SatchelError(.documentUnknown, ["asked": "#\(id)", "near": ""])
            }
            return found
        }
    }

    static func documents(
        _ db: Database, _ known: Known, where condition: String = "true", _ arguments: StatementArguments = []
    ) throws -> [Document] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT d.id, d.symbol, d.type, d.body_id, b.name, d.title, d.access, d.verified, d.source,
                    t.issued_on, t.effective_on, t.expires_on
                FROM document d JOIN body b ON b.id = d.body_id
                JOIN document_dates t ON t.document_id = d.id AND \(known.holds("t"))
                WHERE \(condition) ORDER BY d.id
                """, arguments: arguments)
        var documents: [Document] = []
        while let row = try rows.next() {
            documents.append(
                Document(
                    id: row[0], symbol: row[1], type: row[2], bodyID: row[3], body: row[4], title: row[5],
                    access: Document.Access(rawValue: row[6]) ?? .internal,
                    verified: Document.Verification(rawValue: row[7]) ?? .unverified, source: row[8],
                    dates: dates(row, from: 9)))
        }
        return documents
    }

    static func dates(_ row: Row, from index: Int) -> DocumentDates {
        DocumentDates(
            issuedOn: PartialDate(number: row[index]) ?? .unknown,
            effectiveOn: (row[index + 1] as Int?).flatMap(Day.init(number:)),
            expiresOn: (row[index + 2] as Int?).flatMap(Day.init(number:)))
    }

    /// Adds documents, all or none.
    /// - Throws: `documentTwice`, `bodyUnknown`, `typeUnknown`, `symbolBroken`, `secretRefused`, `accessUnknown`,
    ///   `datesContradict`.
    @discardableResult
    package func add(documents: [NewDocument], from source: String = "", by actor: Actor) throws -> [Int64] {
        try change("document.add", source, by: actor, detail: ["count": "\(documents.count)"]) { db, event in
            let bodies = try BodyIndex(db)
            var entry = try DocumentEntry(db)
            return try documents.map { try entry.insert($0, bodies, db, event) }
        }
    }

    /// Records what has been learnt of a document's dates; the earlier row stays readable as it was known.
    /// - Throws: `documentTwice` when another document has that identity, `datesContradict`.
    package func learn(dates: DocumentDates, of document: Int64, by actor: Actor) throws {
        try change(
            "document.dates", "\(document)", by: actor,
            detail: ["issued": dates.issuedOn.office, "effective": dates.effectiveOn?.iso ?? ""]
        ) { db, event in
            try DocumentEntry.check(dates)
            guard let old = try Register.documents(db, .now, where: "d.id = ?", [document]).first else {
                throw SatchelError(.documentUnknown, ["asked": "#\(document)", "near": ""])
            }
            let key = DocumentEntry.key(symbol: old.symbol, title: old.title)
            let identity = DocumentEntry.identity(key: key, body: old.bodyID, dates.issuedOn)
            let twin = try DocumentEntry(db).twin(key: key, body: old.bodyID, dates.issuedOn, but: document)
            if twin != nil { throw SatchelError(.documentTwice, ["document": old.key]) }
            try db.execute(
                sql: "UPDATE document_dates SET closed = ? WHERE document_id = ? AND closed IS NULL",
                arguments: [event, document])
            try DocumentEntry.insert(dates, of: document, db, event)
            try db.execute(
                sql: "UPDATE document SET identity = ? WHERE id = ?", arguments: [identity, document])
        }
    }
}

/// Puts new documents into the tables, with what it takes to refuse one that is there already.
struct DocumentEntry {
    /// Symbol or title key and body → the ids and dates of issue already there.
    private var present: [String: [(id: Int64, issued: PartialDate)]] = [:]

    init(_ db: Database) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT d.id, coalesce(d.symbol_key, d.title_key), d.body_id, t.issued_on
                FROM document d JOIN document_dates t ON t.document_id = d.id AND t.closed IS NULL
                """)
        while let row = try rows.next() {
            present["\(row[1] as String)|\(row[2] as Int64)", default: []].append(
                (row[0], PartialDate(number: row[3]) ?? .unknown))
        }
    }

    /// Another document with this key and body that may have been issued on the same day.
    func twin(key: String, body: Int64, _ issued: PartialDate, but document: Int64? = nil) -> Int64? {
        (present["\(key)|\(body)"] ?? []).first { $0.id != document && $0.issued.agrees(with: issued) }?.id
    }

    /// The checks of a document's fields, one by one, so that a table can tell all its mistakes.
    static func checks(_ new: NewDocument, _ bodies: BodyIndex) -> [() throws -> Void] {
        [
            { _ = try symbol(new.symbol) }, { _ = try type(new.type) }, { _ = try bodies.id(of: new.body) },
            { try check(new.dates) }, { _ = try title(new.title) },
            { _ = try NewDocument.access(new.access) },
        ]
    }

    /// Inserts one document and gives its id.
    mutating func insert(_ new: NewDocument, _ bodies: BodyIndex, _ db: Database, _ event: Int64) throws
        -> Int64
    {
        let body = try bodies.id(of: new.body)
        let symbol = try DocumentEntry.symbol(new.symbol)
        let type = try DocumentEntry.type(new.type)
        let access = try NewDocument.access(new.access)
        try DocumentEntry.check(new.dates)
        let title = try DocumentEntry.title(new.title)
        let key = DocumentEntry.key(symbol: symbol, title: title)
        let issued = new.dates.issuedOn
        if twin(key: key, body: body, issued) != nil {
            throw SatchelError(
                .documentTwice, ["document": "\(symbol ?? title)@\(issued.office) (\(new.body))"])
        }
        try db.cachedStatement(
            sql: """
                INSERT INTO document (identity, symbol, symbol_key, type, body_id, title, title_key, access, verified,
                    source, recorded) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            DocumentEntry.identity(key: key, body: body, issued), symbol, symbol == nil ? nil : key, type,
            body, title,
            VietnameseText.folded(title), access.rawValue, new.verified.rawValue,
            VietnameseText.kept(new.source),
            event,
        ])
        let id = db.lastInsertedRowID
        present["\(key)|\(body)", default: []].append((id, issued))
        try DocumentEntry.insert(new.dates, of: id, db, event)
        return id
    }

    static func insert(_ dates: DocumentDates, of document: Int64, _ db: Database, _ event: Int64) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO document_dates (document_id, issued_on, effective_on, expires_on, recorded)
                VALUES (?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            document, dates.issuedOn.number, dates.effectiveOn?.number, dates.expiresOn?.number, event,
        ])
    }

    static func key(symbol: String?, title: String) -> String {
        symbol.map { DocumentSymbol($0)?.key ?? VietnameseText.folded($0) } ?? VietnameseText.folded(title)
    }

    static func identity(key: String, body: Int64, _ issued: PartialDate) -> String {
        "\(key)|\(body)|\(issued.number)"
    }

    /// A document cannot expire before it takes effect.
    static func check(_ dates: DocumentDates) throws {
        guard let from = dates.inForceFrom, let last = dates.expiresOn, last < from else { return }
        throw SatchelError(.datesContradict, ["from": from.office, "to": last.office])
    }

    private static func title(_ text: String) throws -> String {
        guard let title = VietnameseText.kept(text) else { throw SatchelError(.titleMissing) }
        return title
    }

    private static func symbol(_ text: String?) throws -> String? {
        guard let text, !text.trimmed.isEmpty else { return nil }
        guard let symbol = DocumentSymbol(text) else { throw SatchelError(.symbolBroken, ["symbol": text]) }
        return symbol.printed
    }

    private static func type(_ word: String) throws -> String {
        if let type = DocumentType.named(word) { return type.word }
        throw SatchelError(.typeUnknown, ["type": word, "near": DocumentType.suggestion(for: word) ?? ""])
    }
}

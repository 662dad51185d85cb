import GRDB

extension Register {
    /// Finds the document a person means, by symbol (or title where there is none) and what else is known of it.
    /// Never a guess: see `LookUp`.
    package func lookUp(
        _ name: String, date: PartialDate = .unknown, body: String? = nil, type: String? = nil
    ) throws -> LookUp {
        try read { db in
            try Register.lookUp(db, name, date: date, body: body, type: type, BodyIndex(db))
        }
    }

    /// The documents that a text (or else a file name) cites, each with the answer of the register.
    package func lookUp(citationsIn text: String) throws -> [(citation: Citation, answer: LookUp)] {
        let found = Citation.all(in: text)
        let citations = found.isEmpty ? [Citation(fileName: text)].compactMap { $0 } : found
        return try read { db in
            let bodies = try BodyIndex(db)
            return try citations.compactMap { citation in
                guard let symbol = citation.symbol else { return nil }
                // A phrase behind "của" that names no body of the register may belong to other words.
                let body = citation.body.flatMap { bodies[$0] == nil ? nil : $0 }
                let answer = try Register.lookUp(
                    db, symbol.printed, date: citation.isDateShared ? .unknown : citation.date, body: body,
                    type: citation.typeWord, bodies)
                return (citation, answer)
            }
        }
    }

    /// The document a reference means.
    /// - Throws: `documentAmbiguous`, `documentContradicts`, `documentUnknown`, `dateBroken`.
    package func document(_ reference: String) throws -> Document {
        guard let parsed = DocumentReference(reference) else {
            throw SatchelError(.dateBroken, ["text": reference])
        }
        return try lookUp(parsed.name, date: parsed.date, body: parsed.body).document(reference)
    }

    static func lookUp(
        _ db: Database, _ name: String, date: PartialDate, body: String?, type: String?, _ bodies: BodyIndex
    ) throws -> LookUp {
        let symbol = DocumentSymbol(name)
        let candidates = try documents(
            db, .now, where: symbol == nil ? "d.symbol_key IS NULL AND d.title_key = ?" : "d.symbol_key = ?",
            [symbol?.key ?? VietnameseText.folded(name)])
        if candidates.isEmpty { return .unknown(near: try near(db, name, symbol)) }
        let asked = type.flatMap(DocumentType.named)
        let fitting = candidates.filter { document in
            document.dates.issuedOn.agrees(with: date)
                && (body.map { bodies[$0] == document.bodyID } ?? true)
                && Register.agree(asked, document)
        }
        switch fitting.count {
        case 0: return .contradicting(candidates)
        case 1: return .found(fitting[0])
        default: return .ambiguous(fitting)
        }
    }

    /// Whether a type word can stand for the document: the same word, or one that shares its code (QĐ).
    private static func agree(_ asked: DocumentType?, _ document: Document) -> Bool {
        guard let asked, let code = document.symbol.flatMap({ DocumentSymbol($0)?.typeCode }) else {
            return true
        }
        return asked.allows(code: code)
    }

    private static func near(_ db: Database, _ name: String, _ symbol: DocumentSymbol?) throws -> [String] {
        guard let symbol else {
            let titles = try String.fetchAll(
                db,
                sql: """
                    SELECT title FROM document WHERE symbol IS NULL AND id NOT IN (SELECT document_id FROM removal)
                    """)
            return VietnameseText.suggestion(for: name, among: titles).map { [$0] } ?? []
        }
        let symbols = try String.fetchAll(
            db, sql: "SELECT DISTINCT symbol FROM document WHERE symbol IS NOT NULL ORDER BY symbol")
        let loose = symbols.filter { DocumentSymbol($0)?.looseKey == symbol.looseKey }
        return loose.isEmpty ? VietnameseText.suggestion(for: name, among: symbols).map { [$0] } ?? [] : loose
    }
}

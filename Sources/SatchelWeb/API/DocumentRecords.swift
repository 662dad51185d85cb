import SatchelCore

/// A document with its status on a day.
struct DocumentView: Sendable {
    let document: Document
    let status: InForce.Answer
}

/// A document with everything around it.
struct DocumentDetail: Sendable {
    let view: DocumentView
    let relations: [Relation]
    let files: [DocumentFile]
    let current: [Int64]
    let editions: [(kit: String, number: Int)]
}

extension Records {
    static let document = Record<DocumentView>("Document", documentFields)

    private static let documentFields: [Record<DocumentView>.Field] = [
        .whole("id", \.document.id), .text("reference", \.document.key),
        .textIfAny("symbol", \.document.symbol),
        .text("type", \.document.type), .text("body", \.document.body), .text("title", \.document.title),
        .word("access", \.document.access), .word("verified", \.document.verified),
        .textIfAny("source", \.document.source), .date("issuedOn", \.document.dates.issuedOn),
        .dayIfAny("effectiveOn", \.document.dates.effectiveOn),
        .dayIfAny("expiresOn", \.document.dates.expiresOn),
        .word("status", \.status.status), .dayIfAny("statusSince", \.status.since),
        .wholes("unconfirmed") { $0.status.unconfirmed.map(\.id) },
    ]

    static let documentDetail = Record<DocumentDetail>(
        "DocumentDetail",
        documentFields.map { field in
            .init(property: field.property) { field.value($0.view) }
        } + [
            .many("relations", relation, \.relations), .many("files", file, \.files),
            .wholes("current", \.current), .many("editions", heldBy, \.editions),
        ])

    private static let heldBy = Record<(kit: String, number: Int)>(
        "EditionReference", [.text("kit", \.kit), .whole("edition", \.number)])

    static let file = Record<DocumentFile>(
        "File",
        [
            .whole("id", \.id), .text("name", \.name), .text("mediaType", \.mediaType), .word("kind", \.kind),
            .text("sha256", \.blob.sha256), .whole("size", \.blob.size),
        ])

    static let relation = Record<Relation>(
        "Relation",
        [
            .whole("id", \.id), .whole("subject", \.subject), .word("type", \.type),
            .whole("object", \.object),
            .dayIfAny("effectiveOn", \.effectiveOn), .dayIfAny("until", \.until),
            .textIfAny("scope", \.scope),
            .textIfAny("clause", \.clause), .textIfAny("clauseAt", \.clauseAt),
            .textIfAny("evidence", \.evidence),
        ])

    static let lookUp = Record<LookUpView>(
        "LookUp",
        [
            .textIfAny("citation", \.citation), .textIfAny("symbol", \.symbol), .date("date", \.date),
            .among("answer", ["found", "ambiguous", "contradicting", "unknown"], \.answer),
            .many("documents", document, \.documents), .texts("near", \.near),
        ])
}

/// What the register says to the name of a document.
struct LookUpView: Sendable {
    let citation: String?
    let symbol: String?
    let date: PartialDate
    let answer: String
    let documents: [DocumentView]
    let near: [String]

    init(
        _ lookUp: LookUp, citation: String? = nil, symbol: String? = nil, date: PartialDate = .unknown,
        view: (Document) -> DocumentView
    ) {
        self.citation = citation
        self.symbol = symbol
        self.date = date
        var near: [String] = []
        var found: [Document] = []
        switch lookUp {
        case .found(let document):
            answer = "found"
            found = [document]
        case .ambiguous(let documents):
            answer = "ambiguous"
            found = documents
        case .contradicting(let documents):
            answer = "contradicting"
            found = documents
        case .unknown(let alike):
            answer = "unknown"
            near = alike
        }
        documents = found.map(view)
        self.near = near
    }
}

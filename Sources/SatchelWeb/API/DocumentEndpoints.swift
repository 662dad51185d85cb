import SatchelCore

/// Documents, their dates and files, and the look-up of names and citations.
enum DocumentEndpoints {
    static let all: [Endpoint] = [
        .list(
            "/documents", Text("Các văn bản, lọc được.", "The documents, filtered if wanted."),
            with: [
                .on, .knownAt,
                .init("text", .text(longest: 200), Text("Có những chữ này.", "Has these words.")),
                .init(
                    "status", .word(InForce.Status.self), Text("Chỉ tình trạng này.", "Only of this status.")),
                .init("body", .text(longest: 200), Text("Chỉ của cơ quan này.", "Only of this body.")),
            ], Records.document, by: \.document.id, documents),
        .act(
            "/documents", Text("Thêm văn bản.", "Add a document."), DocumentSent.self, Records.document,
            status: .created
        ) { call, sent in
            let id = try call.register.add(documents: [sent.new], by: try call.actor()).first.unwrapped()
            return try view(try call.register.document(id), call)
        },
        .get(
            "/documents/{id}", Text("Một văn bản.", "A document."), with: [.on], Records.documentDetail,
            detail),
        .act(
            "/documents/{id}/dates", Text("Ghi ngày tháng mới biết.", "Record what was learnt of its dates."),
            DatesSent.self, Records.document
        ) { call, sent in
            try call.register.learn(dates: sent.dates, of: call.id(), by: try call.actor())
            return try view(try call.register.document(call.id()), call)
        },
        .get(
            "/look-up", Text("Tìm văn bản theo số, ký hiệu@ngày.", "Find a document by symbol@date."),
            with: [
                .init(
                    "reference", .text(longest: 500), isRequired: true,
                    Text("12-HD/BTCTW@06/07/2018, hoặc tên.", "12-HD/BTCTW@06/07/2018, or a title."))
            ], Records.lookUp, lookUp),
        .act(
            "/look-up/citations", Text("Các văn bản một đoạn văn nhắc tới.", "The documents a text cites."),
            TextSent.self, citations, citations),
    ]

    private static let citations = Record<[LookUpView]>("Citations", [.many("items", Records.lookUp, \.self)])

    /// A function that tells the status of documents on the day asked for.
    static func views(_ call: Call) throws -> (Document) -> DocumentView {
        let inForce = try call.register.inForce(try call.known())
        let day = call.day()
        return { DocumentView(document: $0, status: inForce.status(of: $0.id, on: day)) }
    }

    /// A document with its status on the day asked for.
    static func view(_ document: Document, _ call: Call) throws -> DocumentView { try views(call)(document) }

    @Sendable private static func documents(_ call: Call) throws -> [DocumentView] {
        let words = call.textIfAny("text").map { VietnameseText.folded($0).split(separator: " ") } ?? []
        let body = call.textIfAny("body").map { VietnameseText.folded($0) }
        let status = call.textIfAny("status").flatMap(InForce.Status.init(rawValue:))
        let views = try views(call)
        return try call.register.documents(try call.known()).compactMap { document in
            if let body, VietnameseText.folded(document.body) != body { return nil }
            if !words.isEmpty {
                let text = VietnameseText.folded(
                    "\(document.type) \(document.symbol ?? "") \(document.title)")
                guard words.allSatisfy({ text.contains($0) }) else { return nil }
            }
            let view = views(document)
            return status == nil || view.status.status == status ? view : nil
        }
    }

    @Sendable private static func detail(_ call: Call) throws -> DocumentDetail {
        let document = try call.register.document(call.id())
        let inForce = try call.register.inForce()
        let editions = Dictionary(grouping: try call.register.editions(), by: \.kit)
            .compactMap { $0.value.last { $0.withdrawnOn == nil } }.sorted { $0.kit < $1.kit }
        return DocumentDetail(
            view: DocumentView(document: document, status: inForce.status(of: document.id, on: call.day())),
            relations: try call.register.relations().filter {
                $0.subject == document.id || $0.object == document.id
            },
            files: try call.register.files(of: document.id),
            current: inForce.current(of: document.id, on: call.day()),
            editions: try editions.filter { edition in
                try call.register.items(of: edition).contains { $0.documentID == document.id }
            }.map { ($0.kit, $0.number) })
    }

    @Sendable private static func lookUp(_ call: Call) throws -> LookUpView {
        let text = call.text("reference")
        guard let reference = DocumentReference(text) else {
            throw SatchelError(.dateBroken, ["text": text])
        }
        let answer = try call.register.lookUp(reference.name, date: reference.date, body: reference.body)
        return LookUpView(answer, date: reference.date, view: try views(call))
    }

    @Sendable private static func citations(_ call: Call, _ sent: TextSent) throws -> [LookUpView] {
        let views = try views(call)
        return try call.register.lookUp(citationsIn: sent.text).map { citation, answer in
            LookUpView(
                answer, citation: String(sent.text[citation.range]), symbol: citation.symbol?.printed,
                date: citation.date, view: views)
        }
    }
}

/// A new document; its body by name.
struct DocumentSent: Input {
    let symbol: String?
    let type: String
    let body: String
    let title: String
    let issuedOn: String?
    let effectiveOn: Day?
    let expiresOn: Day?
    let access: String?
    let verified: String?
    let source: String?

    static let properties: [Schema.Property] = [
        .maybe("symbol", .text(longest: 200)), .needed("type", .text(longest: 200)), .needed("body", .text),
        .needed("title", .text(longest: 2_000)), .maybe("issuedOn", .partialDate),
        .maybe("effectiveOn", .day),
        .maybe("expiresOn", .day), .maybe("access", .word(Document.Access.self)),
        .maybe("verified", .word(Document.Verification.self)), .maybe("source", .text),
    ]

    var new: NewDocument {
        NewDocument(
            symbol: symbol, type: type, body: body, title: title,
            dates: DocumentDates(
                issuedOn: .sent(issuedOn), effectiveOn: effectiveOn, expiresOn: expiresOn),
            access: access ?? Document.Access.open.rawValue,
            verified: verified.flatMap(Document.Verification.init(rawValue:)) ?? .unverified, source: source)
    }
}

/// All dates of a document as they are known now.
struct DatesSent: Input {
    let issuedOn: String?
    let effectiveOn: Day?
    let expiresOn: Day?

    static let properties: [Schema.Property] = [
        .maybe("issuedOn", .partialDate), .maybe("effectiveOn", .day), .maybe("expiresOn", .day),
    ]

    var dates: DocumentDates {
        DocumentDates(issuedOn: .sent(issuedOn), effectiveOn: effectiveOn, expiresOn: expiresOn)
    }
}

/// A text to read.
struct TextSent: Input {
    let text: String

    static let properties: [Schema.Property] = [.needed("text", .text(longest: 100_000))]
}

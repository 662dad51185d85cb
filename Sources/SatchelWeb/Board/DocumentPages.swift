import SatchelCore

/// The register of documents: search, one document, adding one.
enum DocumentPages {
    static let routes: [Route] = [
        .get("/documents", .account, list),
        .get("/documents/new", .account, newForm),
        .post("/documents/new", limit: Route.uploadLimit, shownAgain: newForm, create),
        .get("/documents/suggest", .account, suggest),
        .get("/documents/{id}", .account, show),
        .post("/documents/{id}/dates", shownAgain: show, learn),
        .post("/documents/{id}/files", limit: Route.uploadLimit, shownAgain: show, addFile),
        .get("/documents/{id}/files/{file}", .account, file),
        .post("/documents/{id}/choose/{file}", shownAgain: show, choose),
        .post("/documents/{id}/relations", shownAgain: show, relate),
    ]

    /// The search: a day that is none is told, and the search shown with what was written.
    @Sendable static func list(_ visit: Visit) throws -> Answer {
        do {
            return try DocumentList(visit, DocumentSearch(visit)).page
        } catch let error as SatchelError where error.code == .dateBroken {
            var again = visit
            again.refusal = error
            var answer = try DocumentList(again, DocumentSearch(on: visit.today)).page
            answer.status = .unprocessableContent
            return answer
        }
    }
}

/// What somebody looks for in the register.
struct DocumentSearch {
    var text = ""
    var type: String?
    var body: String?
    var status: InForce.Status?
    var day: Day
    /// The last day whose entries are read; nil for all there are.
    var knownTo: Day?

    init(on day: Day) { self.day = day }

    /// - Throws: `dateBroken`.
    init(_ visit: Visit) throws {
        day = try visit.day("on") ?? visit.today
        knownTo = try visit.day("known")
        text = visit.query["q"] ?? ""
        type = visit.query["type"]
        body = visit.query["body"]
        status = visit.query["status"].flatMap(InForce.Status.init(rawValue:))
    }

    /// Whether a document has every word, in its symbol, dates, type, body or title, whatever the diacritics; or the
    /// symbol, however it is written.
    static func matcher(_ text: String) -> (Document) -> Bool {
        let all = VietnameseText.folded(text).split(separator: " ").map(String.init)
        // "ngày 30/07/2021": the date says it.
        let words = zip(all, all.dropFirst() + [""]).filter { word, next in
            !["SO", "NGAY", "THANG", "NAM", "OF"].contains(word) || next.first?.isASCIIDigit != true
        }.map(\.0)
        let symbol = DocumentSymbol(text)?.key
        return { document in
            if words.isEmpty { return true }
            if let symbol, let own = document.symbol, DocumentSymbol(own)?.key == symbol { return true }
            let all = VietnameseText.folded(
                "\(document.key) \(document.type) \(document.body) \(document.title)")
            return words.allSatisfy(all.contains)
        }
    }
}

/// The page of a search.
struct DocumentList {
    let visit: Visit
    let search: DocumentSearch
    let shelf: RegisterShelf
    /// What fits all but the status, with its status.
    private let fitting: [(document: Document, status: InForce.Status)]

    init(_ visit: Visit, _ search: DocumentSearch) throws {
        self.visit = visit
        self.search = search
        let clock = visit.office.clock
        let known = try search.knownTo.map {
            try visit.register.known(
                at: Instant(milliseconds: clock.instant(of: $0.advanced(by: 1)).milliseconds - 1))
        }
        let shelf = try RegisterShelf(visit, on: search.day, known: known ?? .now)
        self.shelf = shelf
        let matches = DocumentSearch.matcher(search.text)
        fitting = shelf.documents.filter {
            (search.type == nil || $0.type == search.type) && (search.body == nil || $0.body == search.body)
                && matches($0)
        }.sorted { ($1.dates.issuedOn.number, $1.id) < ($0.dates.issuedOn.number, $0.id) }
            .map { ($0, shelf.inForce.status(of: $0.id, on: search.day).status) }
    }

    var page: Answer {
        get throws {
            let shown = fitting.filter { search.status == nil || $0.status == search.status }
            return visit.page(
                visit.say("Văn bản", "Documents"), at: .documents,
                """
                <div class="row"><h1>\(visit.say("Văn bản", "Documents"))</h1><span class="end row">\(links)</span></div>
                \(form)
                \(try LookUpCard(shelf, search.text).html)
                \(search.text.isEmpty ? try attention : nil)
                \(visit.card(nil, results(shown)))
                <p>\(visit.exports(.documents, visit.say("Cả sổ văn bản", "The whole register")))</p>
                """)
        }
    }

    private var links: HTML {
        let add: HTML? =
            visit.mayUse("document.add")
            ? """
            <a class="button" href="/documents/new">\(visit.say("Thêm văn bản", "Add a document"))</a> \
            <a href="\(ImportList.documents.address)">\(visit.say("Nhập từ bảng tính", "Import a table"))</a>
            """ : nil
        return """
            \(add)<a href="/templates">\(visit.say("Mẫu", "Templates"))</a>\
            <a href="/bodies">\(visit.say("Cơ quan ban hành", "Issuing bodies"))</a>\
            <a href="/removals">\(visit.say("Gỡ khẩn cấp", "Removals"))</a>
            """
    }

    private var form: HTML {
        let all = visit.say("tất cả", "all")
        let types = Set(shelf.documents.map(\.type)).sorted()
        let bodies = Set(shelf.documents.map(\.body)).sorted()
        func options(_ names: [String]) -> [(value: String, text: String)] {
            [("", all)] + names.map { ($0, $0) }
        }
        let statuses = InForce.Status.allCases.map { ($0.rawValue, visit.say($0.text)) }
        return visit.search(
            to: "/documents", visit.say("Tìm", "Search"),
            """
            \(Field.text("q", visit.say("Số, ký hiệu hoặc chữ trong trích yếu", "Symbol, or words of the title"), visit.entered("q"), kind: "search", size: 34))\
            \(Field.choice("type", visit.say("Tên loại", "Type"), options(types), chosen: search.type ?? ""))\
            \(Field.choice("body", visit.say("Cơ quan ban hành", "Issuing body"), options(bodies), chosen: search.body ?? ""))\
            \(Field.choice("status", visit.say("Tình trạng", "Status"), [("", all)] + statuses, chosen: search.status?.rawValue ?? ""))\
            \(Field.day("on", visit.say("Tình trạng trong ngày", "Status on"), visit.entered("on", search.day.office)))\
            \(Field.day("known", visit.say("Theo dữ liệu nhập đến ngày", "As known to the end of"), visit.entered("known")))
            """)
    }

    /// How many there are of each status, each a link to them.
    private var totals: HTML {
        let counts = Dictionary(grouping: fitting, by: \.status).mapValues(\.count)
        let parts = InForce.Status.allCases.compactMap { status -> HTML? in
            guard let count = counts[status] else { return nil }
            let query = visit.query.setting("status", to: status.rawValue).setting("page", to: nil)
            return """
                <a href="/documents?\(query.urlEncoded)">\(visit.say(status.text))</a>: <b>\(count)</b>
                """
        }
        let head = visit.say(
            Text("{n} văn bản, ngày {day}", "{n} documents, on {day}"),
            ["n": "\(fitting.count)", "day": search.day.office])
        return "<p><b>\(head)</b>\(parts.isEmpty ? "." : " · ")\(HTML.joined(parts, by: " · "))</p>"
    }

    private func results(_ shown: [(document: Document, status: InForce.Status)]) -> HTML {
        if shown.isEmpty {
            return """
                \(totals)<p class="soft">\(visit.say("Không có văn bản nào như vậy.", "There is no such document."))</p>
                """
        }
        var table = Table([
            .init(visit.say("Số, ký hiệu", "Symbol")), .init(visit.say("Tên loại, trích yếu", "Type, title")),
            .init(visit.say("Cơ quan ban hành", "Issuing body")), .init(visit.say("Ban hành", "Issued")),
            .init(visit.say("Tình trạng", "Status")),
        ])
        table.rows = visit.paged(shown).map { row($0.document) }
        return "\(totals)\(table.html)\(visit.pager(shown.count))"
    }

    private func row(_ document: Document) -> [HTML] {
        let status = shelf.inForce.status(of: document.id, on: search.day)
        let next = shelf.current(of: document.id)
        let replaced: HTML? =
            next.isEmpty ? nil : "<br>\(visit.say("nay là", "now")) \(shelf.links(next))"
        let doubt: HTML? =
            status.unconfirmed.isEmpty
            ? nil : "<br>\(Mark.late(visit.say("có quan hệ cần xác minh", "a relation to be verified")))"
        let access: HTML? =
            document.access == .internal ? " \(Mark.none(visit.say(document.access.text)))" : nil
        let name = document.symbol ?? visit.say("(không số)", "(no symbol)")
        let issued =
            document.dates.issuedOn == .unknown
            ? visit.say("chưa rõ", "not known") : document.dates.issuedOn.office
        return [
            "<a href=\"\(RegisterShelf.address(document.id))\"><span class=\"w\">\(name)</span></a>\(access)",
            "<span class=\"soft\">\(document.type)</span><br>\(document.title)", .text(document.body),
            .text(issued), "\(RegisterShelf.mark(status.status, visit))\(replaced)\(doubt)",
        ]
    }

    /// What in the register contradicts itself, and how much waits for somebody to confirm it.
    private var attention: HTML {
        get throws {
            let contradictions = shelf.inForce.contradictions
            let waiting = try visit.register.relations().filter { !$0.isConfirmed }.count
            let card: HTML? =
                contradictions.isEmpty ? nil : RelationPages.contradictionCard(contradictions, shelf, most: 5)
            let words = visit.say(
                Text("{n} quan hệ cần xác minh", "{n} relations to be verified"), ["n": "\(waiting)"])
            let note: HTML? =
                waiting == 0
                ? nil
                : """
                <p class="note"><span><a href="/relations">\(words)</a>: \(visit.say("chưa xác minh thì chưa đổi tình trạng văn bản nào.", "until then they change no status."))</span></p>

                """
            return "\(note)\(card)"
        }
    }
}

import SatchelCore

/// The documents of the register and what holds of them on a day: read once for a page.
struct RegisterShelf {
    let visit: Visit
    let documents: [Document]
    let byID: [Int64: Document]
    let inForce: InForce
    let day: Day

    /// - Parameters:
    ///   - day: the day that statuses are of.
    ///   - known: how far the record is read.
    init(_ visit: Visit, on day: Day, known: Known = .now) throws {
        self.visit = visit
        self.day = day
        documents = try visit.register.documents(known)
        byID = Dictionary(uniqueKeysWithValues: documents.map { ($0.id, $0) })
        inForce = try visit.register.inForce(known)
    }

    /// A document's name as a link to its page.
    func link(_ id: Int64) -> HTML {
        guard let document = byID[id] else { return "#\(Int(id))" }
        return "<a href=\"\(RegisterShelf.address(id))\">\(RegisterShelf.title(document, visit))</a>"
    }

    /// A document told from others of its symbol, as people write it: `24-QĐ/TW ngày 30/07/2021`.
    static func name(_ document: Document, _ visit: Visit) -> String {
        "\(document.name)\(date(document, visit).map { " \($0)" } ?? "")"
    }

    /// The same with symbol and date each on one line.
    static func title(_ document: Document, _ visit: Visit) -> HTML {
        let name: HTML =
            document.symbol == nil ? .text(document.title) : "<span class=\"w\">\(document.name)</span>"
        let date: HTML? = date(document, visit).map { " <span class=\"w\">\($0)</span>" }
        return "\(name)\(date)"
    }

    private static func date(_ document: Document, _ visit: Visit) -> String? {
        let date = document.dates.issuedOn
        let words: Text
        switch date {
        case .day: words = Text("ngày {date}", "of {date}")
        case .month: words = Text("tháng {date}", "of {date}")
        case .year: words = Text("năm {date}", "of {date}")
        case .unknown: return nil
        }
        return visit.say(words, ["date": date.office])
    }

    /// The names of several documents, each a link.
    func links(_ ids: [Int64]) -> HTML { HTML.joined(ids.map(link), by: "; ") }

    /// Enough of a document to tell it from another of the same symbol.
    func line(_ document: Document) -> HTML {
        """
        \(link(document.id)) <span class="soft">\(document.type), \(document.body)</span> \(mark(document.id))\
        <span>\(document.title)</span>
        """
    }

    /// A document's status on the day, in a word.
    func mark(_ id: Int64) -> HTML { RegisterShelf.mark(inForce.status(of: id, on: day).status, visit) }

    static func mark(_ status: InForce.Status, _ visit: Visit) -> HTML {
        let mark: Mark =
            switch status {
            case .inForce, .amended: .ok
            case .partlySuperseded, .suspended: .late
            case .notYetInForce: .none
            case .superseded, .repealed, .expired: .bad
            }
        return mark(visit.say(status.text))
    }

    static func address(_ id: Int64) -> String { "/documents/\(id)" }

    /// What stands in a document's place on the day; nothing while it is in force itself.
    func current(of id: Int64) -> [Int64] { inForce.current(of: id, on: day).filter { $0 != id } }

    /// A relation as a sentence, `here` being the document that the page is about.
    func sentence(_ relation: Relation, at here: Int64? = nil) -> HTML {
        let this: HTML = .text(visit.say("Văn bản này", "This document"))
        let that: HTML = .text(visit.say("văn bản này", "this document"))
        let subject = relation.subject == here ? this : link(relation.subject)
        let object = relation.object == here ? that : link(relation.object)
        return "\(subject) \(visit.say(relation.type.text)) \(object)"
    }

    /// Whether a relation is confirmed, in a word.
    func confirmation(_ relation: Relation) -> HTML {
        relation.isConfirmed
            ? Mark.ok(visit.say("đã xác nhận", "confirmed"))
            : Mark.late(visit.say("cần xác minh", "to be verified"))
    }
}

extension Visit {
    /// What a field shows: what was just written in it, else what the address says, else what is known. The other
    /// forms of the page keep what is known.
    func entered(_ name: String, _ known: String? = nil) -> String {
        form.has(name) ? form.raw(name) ?? "" : query[name] ?? known ?? ""
    }

    /// Refuses a page to who could not do a verb, by the register's own judgement.
    /// - Throws: `signInNeeded`, `roleRefused`, `wholeOfficeNeeded`.
    func requires(_ verb: String) throws {
        _ = try account()
        try register.permit(verb, to: try actor())
    }

    /// A number from the path.
    /// - Throws: `pageMissing`.
    func id(_ name: String) throws -> Int64 {
        guard let id = Int64(part(name)) else {
            throw SatchelError(.pageMissing, ["path": String(path.prefix(100))])
        }
        return id
    }

    /// A form behind a line that opens it; open already when it was refused.
    func folded(_ title: String, isOpen: Bool = false, _ body: HTML) -> HTML {
        "<details\(isOpen ? HTML.raw(" open") : nil)><summary>\(title)</summary>\(body)</details>\n"
    }
}

import SatchelCore

/// What the register answers to the symbols that a text cites: found, several, disagreeing, unknown; never a guess.
struct LookUpCard {
    private let shelf: RegisterShelf
    private let answers: [(asked: String, answer: LookUp)]

    /// - Parameter text: a symbol, a reference with its date (`12-HD/BTCTW@06/07/2018`), or a passage that cites some.
    init(_ shelf: RegisterShelf, _ text: String) throws {
        self.shelf = shelf
        let register = shelf.visit.register
        if text.contains("@"), let asked = DocumentReference(text) {
            answers = [(text, try register.lookUp(asked.name, date: asked.date, body: asked.body))]
        } else if text.isEmpty {
            answers = []
        } else {
            answers = try register.lookUp(citationsIn: text).prefix(20).map { citation, answer in
                let symbol = citation.symbol?.printed ?? ""
                let date = citation.date == .unknown ? "" : " \(citation.date.office)"
                return ("\(citation.typeWord ?? "") \(symbol)\(date)".trimmed, answer)
            }
        }
    }

    private func say(_ vi: String, _ en: String) -> String { shelf.visit.say(vi, en) }

    /// Nil when the text cites nothing.
    var html: HTML? {
        if answers.isEmpty { return nil }
        let items = answers.map { "<li><span><b>\($0.asked)</b>: \(told($0.answer))</span></li>\n" as HTML }
        return shelf.visit.card(say("Tra số, ký hiệu", "Look-up"), "<ul class=\"plain\">\(items)</ul>")
    }

    private func told(_ answer: LookUp) -> HTML {
        switch answer {
        case .found(let document):
            return "\(Mark.ok(say("có trong sổ", "found"))) \(shelf.line(document))"
        case .ambiguous(let documents):
            let mark = Mark.late(say("nhiều văn bản", "several"))
            return """
                \(mark) \(say("cùng số, ký hiệu này; chọn đúng văn bản:", "have this symbol; choose the right one:"))\(list(documents))
                """
        case .contradicting(let documents):
            let mark = Mark.bad(say("không khớp", "disagrees"))
            return """
                \(mark) \(say("có số, ký hiệu này nhưng ngày, cơ quan hoặc tên loại khác:", "the symbol is there, but date, body or type differ:"))\(list(documents))
                """
        case .unknown(let near):
            let links = near.map { name -> HTML in
                "<a href=\"/documents?q=\(Fields.encoded(name))\">\(name)</a>"
            }
            let hint: HTML? =
                near.isEmpty
                ? nil : "; \(say("gần giống", "near")): \(HTML.joined(links, by: ", "))"
            return "\(Mark.none(say("không có trong sổ", "not in the register")))\(hint)"
        }
    }

    private func list(_ documents: [Document]) -> HTML {
        "<ul>\(documents.map { "<li>\(shelf.line($0))</li>\n" as HTML })</ul>"
    }
}

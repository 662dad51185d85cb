import SatchelCore

/// Choosing documents in a form: a field to search while typing, and boxes to tick; without script a button shows the
/// candidates. What is not ticked is never guessed.
struct DocumentChoice {
    private let shelf: RegisterShelf
    /// The document the form is about, which is not offered.
    private let but: Int64?
    private let question: String

    init(_ shelf: RegisterShelf, _ question: String, but: Int64? = nil) {
        self.shelf = shelf
        self.question = question
        self.but = but
    }

    /// The ids that were ticked.
    static func ticked(_ visit: Visit) -> [Int64] { visit.form.all("other").compactMap { Int64($0) } }

    /// Whether the form only asks for candidates.
    static func isAsking(_ visit: Visit) -> Bool { visit.form.isTicked("look") }

    /// What was ticked.
    /// - Throws: `relationNotChosen` when something was looked for and nothing ticked.
    static func chosen(_ visit: Visit) throws -> [Int64] {
        let ids = ticked(visit)
        if ids.isEmpty, let text = visit.form["find"] {
            throw SatchelError(.relationNotChosen, ["text": text])
        }
        return ids
    }

    var html: HTML {
        let visit = shelf.visit
        let found = DocumentChoice.ticked(visit)
        let asked = visit.form["find"] ?? ""
        let ticked = found.compactMap { shelf.byID[$0] }.map { box($0, isTicked: true) }
        let hint = visit.say(
            "Gõ số, ký hiệu hoặc vài chữ của trích yếu rồi đánh dấu văn bản đúng.",
            "Type a symbol or some words of the title, then tick the right document.")
        return """
            <fieldset><legend>\(question)</legend>
            \(Field.text("find", visit.say("Tìm văn bản", "Find a document"), asked, kind: "search", hint: hint, autocomplete: "off"))
            <div><button class="second" id="look" name="look" value="1" formnovalidate>\(visit.say("Tìm", "Find"))</button></div>
            <div id="found" data-but="\(but.map { "\($0)" } ?? "")" aria-live="polite">\(ticked)\(asked.isEmpty ? nil : candidates(asked, but: Set(found)))</div>
            </fieldset>

            """
    }

    /// The documents that a text may mean, each with a box to tick.
    func candidates(_ text: String, but ticked: Set<Int64> = []) -> HTML {
        let visit = shelf.visit
        let matches = DocumentSearch.matcher(text)
        let key = DocumentSymbol(text)?.key
        let found = shelf.documents.filter { $0.id != but && !ticked.contains($0.id) && matches($0) }
        let exact = found.filter { key != nil && $0.symbol.flatMap { DocumentSymbol($0)?.key } == key }
        let rest = found.filter { document in !exact.contains { $0.id == document.id } }
        let shown = (exact + rest).prefix(10)
        if shown.isEmpty { return none(text) }
        let same: HTML? =
            exact.count > 1
            ? """
            <p class="small">\(Mark.late(visit.say("nhiều văn bản", "several"))) \(visit.say("cùng số, ký hiệu; xem kỹ ngày và cơ quan.", "have this symbol; look at date and body."))</p>
            """ : nil
        let more: HTML? =
            found.count > 10
            ? """
            <p class="soft small">\(visit.say(Text("Còn {n} văn bản nữa; gõ thêm chữ.", "{n} more; type more words."), ["n": "\(found.count - 10)"]))</p>
            """ : nil
        return "\(same)\(shown.map { box($0, isTicked: false) })\(more)"
    }

    private func none(_ text: String) -> HTML {
        let visit = shelf.visit
        let near: [String] =
            if case .unknown(let near)? = try? visit.register.lookUp(text) { near } else { [] }
        let hint =
            near.isEmpty ? "" : " " + visit.say("Gần giống: ", "Near: ") + near.joined(separator: ", ") + "."
        return """
            <p class="soft small">\(visit.say("Không có trong sổ.", "Not in the register."))\(hint)</p>
            """
    }

    private func box(_ document: Document, isTicked: Bool) -> HTML {
        let title = document.title.count > 110 ? document.title.prefix(109) + "…" : document.title[...]
        return """
            <label class="tick"><input type="checkbox" name="other" value="\(Int(document.id))"\(isTicked ? HTML.raw(" checked") : nil)>\
            <span><b>\(RegisterShelf.title(document, shelf.visit))</b> <span class="soft">\(document.type), \(document.body)</span> \(shelf.mark(document.id))<br>\(String(title))</span></label>

            """
    }

    /// Candidates while typing; what is ticked stays.
    static let script = Script(
        """
        (()=>{const f=document.getElementById('f-find'),b=document.getElementById('found'),l=document.getElementById('look');\
        if(!f||!b)return;l.remove();let t,n=0;f.addEventListener('keydown',e=>{if(e.key==='Enter')e.preventDefault()});\
        f.addEventListener('input',()=>{clearTimeout(t);t=setTimeout(async()=>{const m=++n,\
        r=await fetch(`/documents/suggest?but=${b.dataset.but}&q=${encodeURIComponent(f.value)}`);\
        if(!r.ok||m!==n)return;const h=await r.text();if(m!==n)return;const k=[...b.querySelectorAll('label')].filter(x=>x.firstChild.checked),\
        v=k.map(x=>x.firstChild.value);b.innerHTML=h;b.querySelectorAll('label').forEach(x=>v.includes(x.firstChild.value)&&x.remove());\
        b.prepend(...k)},180)})})()
        """)
}

/// The rest of what is asked of a relation, the same for every document ticked.
enum RelationFields {
    /// - Parameter isOpen: whether the details are shown.
    static func html(_ visit: Visit) -> HTML {
        let names = ["relationFrom", "relationUntil", "scope", "clause", "clauseAt"]
        let isOpen = names.contains { visit.form[$0] != nil }
        let details: HTML = """
            \(Field.day("relationFrom", visit.say("Từ ngày", "From"), visit.entered("relationFrom"), hint: visit.say("Để trống: từ ngày văn bản tác động có hiệu lực.", "Blank: from the day the acting document takes effect.")))
            \(Field.day("relationUntil", visit.say("Đến hết ngày (khi tạm ngưng)", "Until (of a suspension)"), visit.entered("relationUntil")))
            \(Field.text("scope", visit.say("Phạm vi, nếu chỉ một phần", "Scope, if only a part"), visit.entered("scope"), hint: visit.say("Ví dụ: Điều 5 và Phụ lục 2. Phần còn lại vẫn còn hiệu lực.", "Such as: article 5 and annex 2. The rest stays in force.")))
            \(Field.area("clause", visit.say("Trích nguyên văn điều khoản", "The clause, quoted"), visit.entered("clause")))
            \(Field.text("clauseAt", visit.say("Điều khoản ở đâu", "Where the clause stands"), visit.entered("clauseAt"), hint: visit.say("Ví dụ: Điều 12, khoản 2", "Such as: article 12, paragraph 2")))
            """
        return """
            \(Field.text("evidence", visit.say("Đã đối chiếu quan hệ này với đâu", "What this relation was checked against"), visit.entered("evidence"), hint: visit.say("Ví dụ: Điều 12 của bản gốc. Để trống: quan hệ chờ xác minh, chưa đổi tình trạng văn bản nào.", "Such as: article 12 of the original. Blank: it waits to be verified and changes no status.")))
            \(visit.folded(visit.say("Từ ngày, phạm vi, điều khoản", "Day, scope, clause"), isOpen: isOpen, details))
            """
    }

    /// The kinds of relation, to choose from.
    static func kinds(_ visit: Visit) -> [(value: String, text: String)] {
        RelationType.allCases.map { ($0.rawValue, visit.say($0.text)) }
    }

    /// The relation that was chosen.
    /// - Throws: `relationTypeUnknown`.
    static func type(_ visit: Visit) throws -> RelationType {
        let word = visit.form["relation"] ?? RelationType.replaces.rawValue
        guard let type = RelationType(rawValue: word) else {
            throw SatchelError(.relationTypeUnknown, ["type": word])
        }
        return type
    }

    /// A relation as the form tells it.
    /// - Throws: `relationTypeUnknown`, `dateBroken`.
    static func entered(_ visit: Visit, subject: Int64, object: Int64) throws -> NewRelation {
        NewRelation(
            subject: subject, type: try type(visit), object: object,
            effectiveOn: try visit.day("relationFrom"), until: try visit.day("relationUntil"),
            scope: visit.form["scope"], clause: visit.form["clause"], clauseAt: visit.form["clauseAt"],
            evidence: visit.form["evidence"])
    }
}

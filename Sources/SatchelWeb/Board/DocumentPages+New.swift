import SatchelCore

/// Adding a document with its file and what it replaces: one form, one act.
extension DocumentPages {
    /// The candidates for a text being typed, as a piece of a page.
    @Sendable static func suggest(_ visit: Visit) throws -> Answer {
        let text = visit.query["q"] ?? ""
        let shelf = try RegisterShelf(visit, on: visit.today)
        let but = visit.query["but"].flatMap { Int64($0) }
        let html = text.isEmpty ? HTML.empty : DocumentChoice(shelf, "", but: but).candidates(text)
        return .text(html.markup, as: "text/html; charset=utf-8")
    }

    @Sendable static func newForm(_ visit: Visit) throws -> Answer {
        try visit.requires("document.add")
        let shelf = try RegisterShelf(visit, on: visit.today)
        let isAgain = visit.refusal != nil || DocumentChoice.isAsking(visit)
        let again: HTML? =
            isAgain
            ? """
            <p class="note">\(visit.say("Trình duyệt không giữ lại tệp đã chọn: chọn lại tệp trước khi ghi vào sổ.", "Browsers do not keep a chosen file: choose it again before you save."))</p>
            """ : nil
        let form = visit.form(
            to: "/documents/new", visit.say("Ghi vào sổ", "Save"), takesFiles: true,
            """
            \(try facts(visit))\(again)\(file(visit))
            <h2>\(visit.say("Quan hệ với văn bản khác", "Relations"))</h2>
            \(DocumentChoice(shelf, visit.say("Văn bản này thay thế văn bản nào?", "Which document does it replace?")).html)
            \(Field.choice("relation", visit.say("Quan hệ với văn bản đã đánh dấu", "Relation to what is ticked"), RelationFields.kinds(visit), chosen: visit.entered("relation", "replaces")))
            \(RelationFields.html(visit))
            """)
        return visit.page(
            visit.say("Thêm văn bản", "Add a document"), at: .documents, isNarrow: true,
            scripts: [DocumentChoice.script],
            """
            <p class="eyebrow"><a href="/documents">\(visit.say("Văn bản", "Documents"))</a></p>
            <h1>\(visit.say("Thêm văn bản", "Add a document"))</h1>
            <p class="note">\(visit.say("Văn bản Mật, Tối mật, Tuyệt mật không được đưa vào đây dưới bất kỳ hình thức nào.", "Nothing marked Mật, Tối mật or Tuyệt mật (secret) may be entered here in any form."))</p>
            <section class="card">\(form)</section>
            """)
    }

    private static func facts(_ visit: Visit) throws -> HTML {
        let types =
            [("", visit.say("chọn tên loại", "choose a type"))]
            + DocumentType.known.map { ($0.word, $0.word) }
        let bodies = try visit.register.bodies().map(\.name)
        let part = visit.say(
            "Chỉ biết tháng hoặc năm thì ghi 10/2025 hoặc 2025; chưa rõ thì để trống.",
            "If only month or year is known: 10/2025 or 2025; blank when it is not known.")
        let access = Document.Access.allCases.map { ($0.rawValue, visit.say($0.text)) }
        let verified = Document.Verification.allCases.map { ($0.rawValue, visit.say($0.text)) }
        return """
            \(Field.text("symbol", visit.say("Số, ký hiệu", "Symbol"), visit.entered("symbol"), hint: visit.say("Ghi như trên văn bản, ví dụ 12-HD/BTCTW; để trống nếu văn bản không có số.", "As printed, such as 12-HD/BTCTW; blank when it has none."), autocomplete: "off"))
            \(Field.choice("type", visit.say("Tên loại", "Type"), types, chosen: visit.entered("type")))
            \(Field.text("body", visit.say("Cơ quan ban hành", "Issuing body"), visit.entered("body"), isRequired: true, autocomplete: "off", suggestions: bodies))
            \(Field.area("title", visit.say("Trích yếu", "Title"), visit.entered("title"), isRequired: true))
            \(Field.text("issued", visit.say("Ngày ban hành", "Issued on"), visit.entered("issued"), hint: part, autocomplete: "off"))
            \(Field.day("effective", visit.say("Ngày có hiệu lực", "Effective on"), visit.entered("effective"), hint: visit.say("Để trống: từ ngày ban hành.", "Blank: from the day of issue.")))
            \(Field.day("expires", visit.say("Ngày cuối còn hiệu lực", "Last day in force"), visit.entered("expires"), hint: visit.say("Chỉ ghi khi văn bản định sẵn thời hạn.", "Only when the document sets its own term.")))
            \(Field.radio("access", visit.say("Phạm vi phổ biến", "Access"), access, chosen: visit.entered("access", "open")))
            \(Field.choice("verified", visit.say("Đã xác minh bằng cách nào", "Verified how"), verified, chosen: visit.entered("verified", "unverified")))
            \(Field.text("source", visit.say("Lấy từ đâu", "Source"), visit.entered("source"), hint: visit.say("Ví dụ: bản giấy lưu tại văn phòng, hoặc địa chỉ trang web", "Such as: paper copy at the office, or a web address")))
            """
    }

    /// The fields of a file: the same when one comes later.
    static func file(_ visit: Visit, isRequired: Bool = false) -> HTML {
        let kinds = DocumentFile.Kind.allCases.map { ($0.rawValue, visit.say($0.text)) }
        return """
            \(Field.file("file", visit.say("Tệp (PDF hoặc DOCX)", "File (PDF or DOCX)"), accept: StoredFile.accepted, hint: visit.say("Giữ nguyên từng byte. Đừng lưu lại bản có chữ ký số: chữ ký sẽ mất.", "Kept byte for byte. Do not save a signed file again: its signature would be lost."), isRequired: isRequired))
            \(Field.choice("kind", visit.say("Tệp là", "The file is"), kinds, chosen: visit.entered("kind", "copy")))
            \(Field.tick("pages", visit.say("Tôi đã xem từng trang, không trang nào có dấu độ mật.", "I looked at every page: none has a secrecy mark."), isRequired: isRequired))
            """
    }

    @Sendable static func create(_ visit: Visit) throws -> Answer {
        if DocumentChoice.isAsking(visit) { return try newForm(visit) }
        let new = try enteredDocument(visit)
        let others = try DocumentChoice.chosen(visit)
        let relations = try others.map { try RelationFields.entered(visit, subject: 0, object: $0) }
        let files = try StoredFile.upload("file", of: visit).map { file in
            [NewFile(name: file.name, bytes: file.bytes, kind: kind(visit))]
        }
        let id = try visit.register.add(
            document: new, files: files ?? [], everyPageLookedAt: visit.form.isTicked("pages"),
            relations: { id in
                relations.map { relation in
                    var relation = relation
                    relation.subject = id
                    return relation
                }
            }, in: visit.office.store, by: visit.actor())
        return .seeOther("/documents/\(id)?done=added")
    }

    static func kind(_ visit: Visit) -> DocumentFile.Kind {
        visit.form["kind"].flatMap(DocumentFile.Kind.init(rawValue:)) ?? .copy
    }

    private static func enteredDocument(_ visit: Visit) throws -> NewDocument {
        NewDocument(
            symbol: visit.form["symbol"], type: try visit.required("type", visit.say("Tên loại", "Type")),
            body: try visit.required("body", visit.say("Cơ quan ban hành", "Issuing body")),
            title: try visit.required("title", visit.say("Trích yếu", "Title")), dates: try dates(visit),
            access: visit.form["access"] ?? "",
            verified: visit.form["verified"].flatMap(Document.Verification.init(rawValue:)) ?? .unverified,
            source: visit.form["source"])
    }

    /// The dates of a form, as far as they are known.
    /// - Throws: `dateBroken` with what was written.
    static func dates(_ visit: Visit) throws -> DocumentDates {
        let text = visit.form["issued"] ?? ""
        guard let issued = PartialDate(text) else { throw SatchelError(.dateBroken, ["text": text]) }
        return DocumentDates(
            issuedOn: issued, effectiveOn: try visit.day("effective"), expiresOn: try visit.day("expires"))
    }
}

import SatchelCore

/// Taking in templates and their next revisions, and noting that one still stands.
extension TemplatePages {
    static func forms(_ template: Template, _ shelf: RegisterShelf) throws -> HTML {
        let visit = shelf.visit
        var cards: [HTML] = []
        if visit.mayUse("template.review") {
            cards.append(
                visit.card(
                    visit.say("Đã xem lại, vẫn dùng được", "Looked over, still right"),
                    visit.form(
                        to: "/templates/\(template.slug)/review",
                        visit.say("Ghi đã xem lại", "Record the review"), style: "second",
                        Field.text("note", visit.say("Ghi chú", "Note"), visit.entered("note")))))
        }
        if visit.mayUse("template.revise") {
            let isAgain = visit.form.has("madeOn")
            let ticked =
                isAgain ? visit.form.all("base").compactMap { Int64($0) } : template.restsOn
            let form = visit.form(
                to: "/templates/\(template.slug)/revise",
                visit.say("Nhận bản sửa mới", "Take in the revision"),
                takesFiles: true,
                """
                \(file(visit))
                \(Field.day("oldUntil", visit.say("Mẫu cũ dùng đến hết ngày", "Last day of the old one"), visit.entered("oldUntil")))
                \(bases(template.restsOn, ticked: ticked, shelf))
                """)
            cards.append(visit.card(visit.say("Bản sửa mới", "Next revision"), form))
        }
        return cards.isEmpty ? "" : "<div class=\"columns\">\(cards)</div>"
    }

    private static func file(_ visit: Visit) -> HTML {
        """
        \(Field.file("file", visit.say("Tệp mẫu (DOCX, PDF)", "File (DOCX, PDF)"), accept: StoredFile.accepted, hint: visit.say("Chỉ mẫu để trống; bản đã điền là tài liệu cá nhân, không lưu ở đây.", "Blank forms only; filled ones are personal and not kept here."), isRequired: true))
        \(Field.day("madeOn", visit.say("Ngày làm", "Made on"), visit.entered("madeOn", visit.today.office)))
        \(Field.text("revisionNote", visit.say("Sửa những gì", "What was changed"), visit.entered("revisionNote")))
        """
    }

    /// What it rests on: what it rested on before can be unticked, more can be looked for.
    private static func bases(_ known: [Int64], ticked: [Int64], _ shelf: RegisterShelf) -> HTML {
        let visit = shelf.visit
        let current = known.flatMap { [$0] + shelf.current(of: $0) }
        let offered = current.reduce(into: [Int64]()) { if !$0.contains($1) { $0.append($1) } }
        let boxes = offered.compactMap { shelf.byID[$0] }.map { document in
            Field.tick(
                "base",
                "\(RegisterShelf.name(document, visit)) (\(visit.say(shelf.inForce.status(of: document.id, on: shelf.day).status.text)))",
                value: "\(document.id)", isTicked: ticked.contains(document.id))
        }
        let group: HTML? =
            boxes.isEmpty ? nil : Field.group(visit.say("Mẫu dựa trên", "It rests on"), boxes)
        return
            "\(group)\(DocumentChoice(shelf, visit.say("Dựa thêm trên văn bản nào?", "What else does it rest on?")).html)"
    }

    @Sendable static func revise(_ visit: Visit) throws -> Answer {
        if DocumentChoice.isAsking(visit) { return try show(visit) }
        let slug = visit.part("slug")
        guard let old = try visit.register.templates().first(where: { $0.slug == slug }) else {
            throw SatchelError(.templateUnknown, ["template": slug, "near": ""])
        }
        try take(visit, slug: slug, kind: old.kind, name: old.name)
        return .seeOther("/templates/\(slug)?done=revised")
    }

    private static func take(_ visit: Visit, slug: String, kind: Template.Kind, name: Text) throws {
        guard let file = try StoredFile.upload("file", of: visit) else {
            throw SatchelError(.fieldMissing, ["column": visit.say("Tệp mẫu", "File")])
        }
        let bases = visit.form.all("base").compactMap { Int64($0) } + (try DocumentChoice.chosen(visit))
        try visit.register.revise(
            template: slug, kind: kind, name: name, file: file.bytes, fileName: file.name,
            restsOn: Set(bases).sorted(), madeOn: try visit.day("madeOn") ?? visit.today,
            oldUntil: try visit.day("oldUntil"), note: visit.form["revisionNote"], in: visit.office.store,
            by: visit.actor())
    }

    @Sendable static func newForm(_ visit: Visit) throws -> Answer {
        try visit.requires("template.revise")
        let shelf = try RegisterShelf(visit, on: visit.today)
        let kinds = Template.Kind.allCases.map { ($0.rawValue, visit.say($0.text)) }
        let form = visit.form(
            to: "/templates/new", visit.say("Nhận mẫu", "Take it in"), takesFiles: true,
            """
            \(Field.text("name", visit.say("Tên tiếng Việt", "Vietnamese name"), visit.entered("name"), isRequired: true))
            \(Field.text("nameEn", visit.say("Tên tiếng Anh", "English name"), visit.entered("nameEn"), hint: visit.say("Để trống: dùng tên tiếng Việt.", "Blank: the Vietnamese name.")))
            \(Field.text("slug", visit.say("Mã", "Code"), visit.entered("slug"), hint: visit.say("Chữ thường không dấu, nối bằng gạch, ví dụ bien-ban-hop. Để trống: lấy từ tên.", "Small letters and hyphens, such as minutes-form. Blank: made of the name.")))
            \(Field.choice("kind", visit.say("Loại", "Kind"), kinds, chosen: visit.entered("kind", "template")))
            \(file(visit))
            \(bases([], ticked: [], shelf))
            """)
        return visit.page(
            visit.say("Thêm mẫu", "Add a template"), at: .documents, isNarrow: true,
            scripts: [DocumentChoice.script],
            """
            <p class="eyebrow"><a href="/templates">\(visit.say("Mẫu", "Templates"))</a></p>
            <h1>\(visit.say("Thêm mẫu", "Add a template"))</h1>
            <section class="card">\(form)</section>
            """)
    }

    @Sendable static func create(_ visit: Visit) throws -> Answer {
        if DocumentChoice.isAsking(visit) { return try newForm(visit) }
        let name = try visit.required("name", visit.say("Tên tiếng Việt", "Vietnamese name"))
        let slug = visit.form["slug"] ?? TemplatePages.slug(of: name)
        guard slug.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil else {
            throw SatchelError(.slugBroken, ["slug": slug])
        }
        if try visit.register.templates().contains(where: { $0.slug == slug }) {
            throw SatchelError(.templateTwice, ["template": slug])
        }
        let kind = visit.form["kind"].flatMap(Template.Kind.init(rawValue:)) ?? .template
        try take(visit, slug: slug, kind: kind, name: Text(name, visit.form["nameEn"] ?? name))
        return .seeOther("/templates/\(slug)?done=revised")
    }

    /// `Biên bản họp` as `bien-ban-hop`.
    private static func slug(of name: String) -> String {
        VietnameseText.folded(name).lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
            .joined(separator: "-")
    }
}

import SatchelCore

/// The papers the board makes itself: which of them are doubtful, their revisions, their blanks.
enum TemplatePages {
    static let routes: [Route] = [
        .get("/templates", .account, list),
        .get("/templates/new", .account, newForm),
        .post("/templates/new", limit: Route.uploadLimit, shownAgain: newForm, create),
        .get("/templates/{slug}", .account, show),
        .post("/templates/{slug}/revise", limit: Route.uploadLimit, shownAgain: show, revise),
        .post("/templates/{slug}/review", shownAgain: show, review),
        .get("/templates/{slug}/blank", .account, blank),
        .get("/templates/{slug}/revisions/{number}", .account, revision),
    ]

    /// A template with the documents that make it doubtful on a day.
    private typealias Judged = (template: Template, doubts: [Int64])

    @Sendable private static func list(_ visit: Visit) throws -> Answer {
        let shelf = try RegisterShelf(visit, on: visit.today)
        let all: [Judged] = try visit.register.templates().map {
            ($0, $0.doubts(in: shelf.inForce, on: shelf.day))
        }
        let doubtful = all.filter { !$0.doubts.isEmpty }
        let sorted = doubtful + all.filter { $0.doubts.isEmpty }
        var table = Table([
            .init(visit.say("Tên", "Name")), .init(visit.say("Loại", "Kind")),
            .init(visit.say("Bản sửa", "Revision"), isNumber: true), .init(visit.say("Dựa trên", "Rests on")),
            .init(visit.say("Tình trạng", "State")),
        ])
        table.rows = visit.paged(sorted).map { row($0, shelf) }
        let total = visit.say(
            Text("{n} mẫu, {doubtful} cần xem lại", "{n} templates, {doubtful} to be looked at"),
            ["n": "\(all.count)", "doubtful": "\(doubtful.count)"])
        let add: HTML? =
            visit.mayUse("template.revise")
            ? "<span class=\"end\"><a class=\"button\" href=\"/templates/new\">\(visit.say("Thêm mẫu", "Add a template"))</a></span>"
            : nil
        return visit.page(
            visit.say("Mẫu, đề cương, hướng dẫn", "Templates, outlines, guides"), at: .documents,
            """
            <p class="eyebrow"><a href="/documents">\(visit.say("Văn bản", "Documents"))</a></p>
            <div class="row"><h1>\(visit.say("Mẫu, đề cương, hướng dẫn", "Templates, outlines, guides"))</h1>\(add)</div>
            \(visit.card(nil, "<p><b>\(total)</b></p>\(table.html)\(visit.pager(sorted.count))"))
            \(placeholders(visit))
            """)
    }

    private static func row(_ judged: Judged, _ shelf: RegisterShelf) -> [HTML] {
        let (template, doubts) = judged
        let visit = shelf.visit
        let state: HTML =
            doubts.isEmpty
            ? Mark.ok(visit.say("dùng được", "in order"))
            : "\(Mark.late(visit.say("cần xem lại", "to be looked at")))<br>\(HTML.joined(doubts.map { reason($0, shelf) }, by: "<br>"))"
        return [
            "<a href=\"/templates/\(template.slug)\">\(visit.say(template.name))</a>",
            .text(visit.say(template.kind.text)), "\(template.revision.number)",
            shelf.links(template.restsOn),
            state,
        ]
    }

    /// Why a template is doubtful: which of its documents is out of force, since when, and what stands in its place.
    private static func reason(_ id: Int64, _ shelf: RegisterShelf) -> HTML {
        let visit = shelf.visit
        let end = shelf.inForce.end(of: id)
        let next = shelf.current(of: id)
        let now: HTML? = next.isEmpty ? nil : ", \(visit.say("nay là", "now")) \(shelf.links(next))"
        let since = end.map { end -> HTML in
            " \(visit.say(end.status.text)) \(visit.say("từ", "since")) \(end.day.office)"
        }
        return "\(shelf.link(id))\(since)\(now)"
    }

    /// What a Word template may have between double braces.
    private static func placeholders(_ visit: Visit) -> HTML {
        var table = Table([
            .init(visit.say("Trường", "Placeholder")), .init(visit.say("Tên tiếng Anh", "In English")),
            .init(visit.say("Nội dung điền vào", "Stands for")),
            .init(visit.say("Khi để trống", "When blank")),
        ])
        table.rows = Placeholder.allCases.map { field in
            [
                .text("{{\(field.name.vi)}}"), .text("{{\(field.name.en)}}"), .text(visit.say(field.meaning)),
                .text(field.blank),
            ]
        }
        return visit.folded(
            visit.say(
                "Các trường ghi được trong mẫu Word", "What a Word template may have between double braces"),
            table.html)
    }

    private static func template(_ visit: Visit) throws -> Template {
        let slug = visit.part("slug")
        let all = try visit.register.templates()
        guard let template = all.first(where: { $0.slug == slug }) else {
            let near = VietnameseText.suggestion(for: slug, among: all.map(\.slug)) ?? ""
            throw SatchelError(.templateUnknown, ["template": slug, "near": near])
        }
        return template
    }

    private static let done: [String: Text] = [
        "revised": Text("Đã nhận tệp mẫu.", "The file of the template was taken in."),
        "reviewed": Text("Đã ghi: đã xem lại, vẫn dùng được.", "Recorded: looked over, still right."),
    ]

    @Sendable static func show(_ visit: Visit) throws -> Answer {
        let template = try template(visit)
        let shelf = try RegisterShelf(visit, on: visit.today)
        let doubts = template.doubts(in: shelf.inForce, on: shelf.day)
        let warning: HTML? =
            doubts.isEmpty
            ? nil
            : """
            <div class="note"><p><b>\(visit.say("Cần xem lại, vì:", "To be looked at, because of:"))</b></p>\(doubts.map { "<p>\(reason($0, shelf))</p>" as HTML })</div>
            """
        return visit.page(
            visit.say(template.name), at: .documents, scripts: [DocumentChoice.script],
            """
            <div><p class="eyebrow"><a href="/templates">\(visit.say("Mẫu", "Templates"))</a> · \(template.slug)</p>
            <h1>\(visit.say(template.name))</h1></div>
            \(visit.told(done))\(warning)
            \(visit.card(nil, try facts(template, shelf)))
            \(try revisions(template, visit))
            \(try forms(template, shelf))
            """)
    }

    private static func facts(_ template: Template, _ shelf: RegisterShelf) throws -> HTML {
        let visit = shelf.visit
        let revision = template.revision
        let path = "/templates/\(template.slug)"
        let bases: HTML = HTML.joined(
            template.restsOn.map { "\(shelf.link($0)) \(shelf.mark($0))" }, by: "<br>")
        return visit.facts([
            (visit.say("Loại", "Kind"), .text(visit.say(template.kind.text))),
            (
                visit.say("Tải về", "Download"),
                "<a href=\"\(path)/blank\">\(visit.say("bản để trống", "the blank form")) (\(visit.size(revision.common.size)))</a>"
            ),
            (visit.say("Dựa trên", "Rests on"), template.restsOn.isEmpty ? nil : bases),
            (visit.say("Xem lại lần cuối", "Last looked at"), .text(template.reviewedOn.office)),
            (visit.say("Trường điền sẵn", "Placeholders"), try found(in: template, visit)),
        ])
    }

    /// The placeholders of the newest revision.
    private static func found(in template: Template, _ visit: Visit) throws -> HTML? {
        guard template.revision.blank != nil else { return nil }
        let bytes = try visit.office.store.bytes(of: template.revision.blob)
        guard let form = try DocxForm(ifAny: bytes, name: template.revision.fileName) else { return nil }
        let names = Placeholder.allCases.filter(form.placeholders.contains).map {
            "{{\(visit.say($0.name))}}"
        }
        return .text(names.joined(separator: ", "))
    }

    private static func revisions(_ template: Template, _ visit: Visit) throws -> HTML {
        var table = Table([
            .init(visit.say("Bản sửa", "Revision")), .init(visit.say("Ngày làm", "Made on")),
            .init(visit.say("Tệp", "File")), .init(visit.say("Mẫu cũ dùng đến", "Old one until")),
            .init(visit.say("Ghi chú", "Note")),
        ])
        table.rows = try visit.register.revisions(of: template).map { revision, note in
            [
                "\(revision.number)", .text(revision.madeOn.office),
                "<a href=\"/templates/\(template.slug)/revisions/\(revision.number)\">\(revision.fileName)</a> <span class=\"soft small\">\(visit.size(revision.blob.size))</span>",
                .text(revision.oldUntil?.office ?? ""), .text(note ?? ""),
            ]
        }
        let reviews = try visit.register.reviews(of: template).map { review -> HTML in
            "<li><span>\(review.reviewedOn.office), \(review.by)\(review.note.map { ": \($0)" } ?? "")</span></li>\n"
        }
        let looked: HTML? =
            reviews.isEmpty
            ? nil : "<h3>\(visit.say("Đã xem lại", "Looked over"))</h3><ul class=\"plain\">\(reviews)</ul>"
        return visit.card(visit.say("Các bản sửa", "Revisions"), "\(table.html)\(looked)")
    }

    @Sendable private static func blank(_ visit: Visit) throws -> Answer {
        let revision = try template(visit).revision
        return StoredFile.answer(revision.common, named: revision.fileName, for: visit)
    }

    @Sendable private static func revision(_ visit: Visit) throws -> Answer {
        let number = try visit.id("number")
        let all = try visit.register.revisions(of: template(visit))
        guard let revision = all.first(where: { $0.revision.number == number })?.revision else {
            throw SatchelError(.pageMissing, ["path": String(visit.path.prefix(100))])
        }
        return StoredFile.answer(revision.blob, named: revision.fileName, for: visit)
    }

    @Sendable private static func review(_ visit: Visit) throws -> Answer {
        let template = try template(visit)
        try visit.register.review(
            template: template.slug, on: visit.today, note: visit.form["note"], by: visit.actor())
        return .seeOther("/templates/\(template.slug)?done=reviewed")
    }
}

import Hummingbird
import SatchelCore

/// What the pages about one kit share: the visit, the kit as the register has it now, and the way back to it.
struct KitDesk {
    let visit: Visit
    let kit: Kit

    /// - Throws: `kitUnknown` with the nearest slug.
    init(_ visit: Visit) throws {
        self.visit = visit
        kit = try visit.register.kit(visit.part("kit"))
    }

    var slug: String { kit.definition.slug }
    var name: String { kit.definition.name(visit.language) }
    /// The address of the kit's page.
    var path: String { KitDesk.path(slug) }

    /// The address of a kit's page.
    static func path(_ slug: String) -> String { "/kits/\(Fields.encoded(slug))" }

    /// The address of an edition's page.
    func path(edition number: Int) -> String { "\(path)/editions/\(number)" }

    /// The address of the notices of an edition.
    func notices(_ number: Int) -> String { "/notices/\(Fields.encoded(slug))/\(number)" }

    /// Whether who is signed in could use a verb of the register at all.
    func may(_ verb: String) -> Bool { visit.mayUse(verb) }

    /// A page about the kit: where it belongs, its heading, what was just done, its content.
    /// - Parameter above: the page it lies under, with its name; the kit's own when nil.
    func page(_ title: String, above: (path: String, text: String)? = nil, _ body: HTML) -> Answer {
        let up = above ?? (path, name)
        return visit.page(
            "\(title) – \(name)", at: .kits,
            """
            <div><p class="eyebrow"><a href="\(up.path)">\(up.text)</a></p><h1>\(title)</h1></div>
            \(Acts.told(visit))\(body)
            """)
    }

    /// The edition that the path names.
    /// - Throws: `editionUnknown`.
    func edition() throws -> Edition {
        guard let number = Int(visit.part("edition")) else {
            throw SatchelError(.editionUnknown, ["kit": slug, "edition": visit.part("edition")])
        }
        return try visit.register.edition(of: slug, number: number)
    }

    /// The editions in one choice list, newest first.
    func choices(_ editions: [Edition]) -> [(value: String, text: String)] {
        editions.reversed().map { ("\($0.number)", PageWords.capital(visit.say($0.name))) }
    }
}

/// Doing what a form asks, once, and telling it afterwards.
enum Acts {
    /// Does something and goes on to a page; the same form sent again goes there too and does nothing.
    static func once(_ visit: Visit, then page: String, _ act: (Actor) throws -> Void) throws -> Answer {
        do {
            try act(try visit.actor())
        } catch let error as SatchelError where error.code == .requestRepeated {}
        return .seeOther(page)
    }

    /// A form of nothing but a button that says what it is about to those who hear the page.
    static func button(
        _ visit: Visit, _ text: String, about: String, style: String, _ hidden: [(String, String)]
    ) -> HTML {
        let fields = hidden.map { Field.hidden($0.0, $0.1) }
        return """
            <form method="post" action="\(visit.path)" class="bare">\(visit.marks)\(fields)\
            <button class="\(style)" aria-label="\(text): \(about)">\(text)</button></form>
            """
    }

    /// What a field of one of several forms on a page shows: what was written when that form was refused, else what
    /// is known.
    static func value(_ visit: Visit, _ act: String, _ name: String, _ known: String? = nil) -> String {
        isRefused(visit, act) ? visit.form.raw(name) ?? "" : known ?? ""
    }

    /// Whether this form of the page was the one refused.
    static func isRefused(_ visit: Visit, _ act: String) -> Bool {
        visit.refusal != nil && visit.form["act"] == act
    }

    /// What was just done, told once at the head of the page that follows.
    static func told(_ visit: Visit) -> HTML? {
        visit.told(words)
    }

    private static let words: [String: Text] = [
        "approved": Text("Đã duyệt. Việc tiếp theo: cấp phát.", "Approved. Next: issue it."),
        "defined": Text("Đã lưu cặp tài liệu.", "The kit is saved."),
        "distributed": Text("Đã lưu danh sách nhận.", "The distribution list is saved."),
        "given": Text("Đã ghi nơi phụ trách.", "The owner is recorded."),
        "returned": Text(
            "Đã trả lại, người trình thấy lý do.", "Returned; who submitted it sees the reason."),
        "submitted": Text("Đã trình. Người duyệt thấy ở trang này.", "Submitted. The issuer sees it here."),
        "supplied": Text("Đã cấp bổ sung; thư báo đang chờ gửi.", "Supplied; the notices are waiting."),
        "withdrawn": Text(
            "Đã ngừng dùng đợt này; thư báo đang chờ gửi.", "This edition is withdrawn; notices are waiting."),
    ]
}

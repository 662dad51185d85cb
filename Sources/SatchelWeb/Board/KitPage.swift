import Hummingbird
import SatchelCore

/// A kit: the next step, who holds it, what fills its slots, its editions.
enum KitPage {
    @Sendable static func show(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let editions = try visit.register.editions(of: desk.slug)
        let standing = try KitStanding(desk.kit, editions, visit.register)
        return visit.page(
            desk.name, at: .kits,
            """
            <div><p class="eyebrow"><a href="/kits">\(visit.say("Cặp tài liệu", "Kits"))</a></p><h1>\(desk.name)</h1></div>
            \(Acts.told(visit))
            <div class="columns">\(next(desk, standing))\(holders(desk, standing))</div>
            \(standing.preview.map { KitContents(desk, $0).html })
            \(history(desk, editions))
            """)
    }

    /// What is to be done next, with the one filled button that leads there.
    private static func next(_ desk: KitDesk, _ standing: KitStanding) -> HTML {
        let visit = desk.visit
        let title = visit.say("Việc tiếp theo", "Next")
        guard let preview = standing.preview else {
            return visit.card(title, broken(desk, standing))
        }
        let edition = PageWords.capital(visit.say(preview.plan.name))
        let state: HTML? = standing.mark(visit.language).map { "<p>\(edition): \($0)</p>" }
        let told: HTML? = standing.signOff?.submission.flatMap { submission in
            standing.signOff?.step == .returned
                ? submission.verdict?.reason.map { "<p>\(visit.say("Lý do", "Reason")): \($0)</p>" } : nil
        }
        let waiting: String =
            switch (preview.previous, standing.waiting) {
            case (nil, _): visit.say("Chưa cấp phát đợt nào.", "No edition was issued yet.")
            case (_, 0):
                visit.say(
                    "Đợt đang dùng không có gì phải thay hôm nay.", "Nothing in use would change today.")
            case (_, let count):
                visit.say(
                    "\(count) thay đổi đang chờ đợt tới.", "\(count) changes wait for the next edition.")
            }
        let isDue = preview.previous == nil || standing.waiting > 0 || standing.signOff?.submission != nil
        let style: HTML = isDue ? "button" : "button second"
        return visit.card(
            title,
            """
            <p>\(waiting)</p>\(state)\(told)\(looks(desk, preview))
            <p><a class="\(style)" href="\(desk.path)/next">\(step(standing, visit))</a></p>
            \(links(desk))
            """)
    }

    private static func step(_ standing: KitStanding, _ visit: Visit) -> String {
        guard let signOff = standing.signOff, !signOff.isChanged else {
            return visit.say("Xem trước và trình lại", "Preview and submit again")
        }
        let number = signOff.edition
        if signOff.submission == nil, standing.waiting == 0 {
            return visit.say("Xem trước đợt \(number)", "Preview edition \(number)")
        }
        return switch signOff.step {
        case .draft, .returned:
            visit.say("Xem trước và trình đợt \(number)", "Preview and submit edition \(number)")
        case .submitted: visit.say("Xem và duyệt đợt \(number)", "Look at edition \(number) and approve")
        case .approved: visit.say("Cấp phát đợt \(number)", "Issue edition \(number)")
        }
    }

    /// The preview cannot be made: why, and where to mend it.
    private static func broken(_ desk: KitDesk, _ standing: KitStanding) -> HTML {
        guard case .failure(let error) = standing.next else { return "" }
        let lines = error.message(in: desk.visit.language).split(separator: "\n").map(String.init)
        return """
            <div class="note bad">\(lines.map { "<p>\($0)</p>" as HTML })</div>
            <p><a class="button" href="\(desk.path)/slots">\(desk.visit.say("Sửa các ngăn", "Mend the slots"))</a></p>
            \(links(desk))
            """
    }

    /// How many things of each sort somebody should look at before issuing.
    private static func looks(_ desk: KitDesk, _ preview: KitPreview) -> HTML? {
        let groups = SlipWarnings(preview.plan).groups
        if groups.isEmpty { return nil }
        let items = groups.map { "<li>\(desk.visit.say($0.title)): \($0.lines.count)</li>" as HTML }
        return
            "<p>\(desk.visit.say("Cần xem trước khi trình:", "To look at before submitting:"))</p><ul>\(items)</ul>"
    }

    private static func links(_ desk: KitDesk) -> HTML {
        let links: [(String, Text)] = [
            ("slots", Text("Sửa các mục, ngăn", "Change sections and slots")),
            ("recipients", Text("Danh sách nhận, nơi phụ trách", "Recipients and owner")),
            ("file", Text("Tệp kit.yaml", "The file kit.yaml")),
            ("compare", Text("So sánh hai đợt", "Compare two editions")),
        ]
        let items = links.map { path, text -> HTML in
            "<li><a href=\"\(desk.path)/\(path)\">\(desk.visit.say(text))</a></li>"
        }
        return "<ul class=\"plain\">\(items)</ul>"
    }

    private static func holders(_ desk: KitDesk, _ standing: KitStanding) -> HTML {
        let visit = desk.visit
        let bars = desk.kit.definition.copies.compactMap { standing.bar($0, visit.language) }
        let owners =
            standing.owners.isEmpty
            ? visit.say("chưa ghi", "not recorded") : standing.owners.joined(separator: ", ")
        let count = standing.preview.map { HTML.text("\($0.recipients.count)") }
        let nothing: HTML = "<p class=\"soft\">\(visit.say("Chưa cấp phát.", "Not issued yet."))</p>"
        let review: HTML =
            "<p><a href=\"/review?kit=\(Fields.encoded(desk.slug))\">\(visit.say("Mở bảng rà soát", "Open the review"))</a></p>"
        return visit.card(
            visit.say("Nơi nhận", "Recipients"),
            """
            \(bars.isEmpty ? nothing : "\(bars)\(review)")
            \(visit.facts([
                (visit.say("Danh sách nhận", "On the list"), count.map { "<a href=\"\(desk.path)/recipients\">\($0)</a>" }),
                (visit.say("Nơi phụ trách", "Owner"), .text(owners)),
            ]))
            """)
    }

    private static func history(_ desk: KitDesk, _ editions: [Edition]) -> HTML {
        let visit = desk.visit
        if editions.isEmpty { return "" }
        let rows = visit.paged(editions.reversed()).map { edition -> [HTML] in
            let state =
                edition.withdrawnOn.map {
                    Mark.bad(visit.say("ngừng dùng từ \($0.office)", "withdrawn from \($0.office)"))
                } ?? HTML.empty
            return [
                "<a href=\"\(desk.path(edition: edition.number))\">\(PageWords.capital(visit.say(edition.name)))</a>",
                .text(edition.issuedOn.office), .text(visit.size(edition.archiveSize)), state,
                .text(edition.instead ?? ""),
            ]
        }
        let table = Table(
            [
                .init(visit.say("Đợt", "Edition")), .init(visit.say("Cấp phát ngày", "Issued on")),
                .init(visit.say("Tệp nén", "Archive"), isNumber: true),
                .init(visit.say("Tình trạng", "State")),
                .init(visit.say("Làm thay", "Instead")),
            ], rows: rows)
        return visit.card(
            visit.say("Các đợt đã cấp phát", "Editions issued"), "\(table.html)\(visit.pager(editions.count))"
        )
    }
}

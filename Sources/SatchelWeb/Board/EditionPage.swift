import Hummingbird
import SatchelCore

/// An issued edition: what it holds, what changed, its papers and what can still be done about it.
enum EditionPage {
    @Sendable static func show(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let edition = try desk.edition()
        let editions = try visit.register.editions(of: desk.slug)
        let items = try visit.register.items(of: edition)
        return desk.page(
            PageWords.capital(visit.say(edition.name)),
            """
            \(try issued(desk, edition))\(withdrawn(desk, edition))
            <div class="columns">\(try facts(desk, edition, items))\(try EditionFiles.card(desk, edition, editions))</div>
            \(try changes(desk, edition, editions))
            \(try EditionContents(desk, edition, items).card)
            \(EditionActs.cards(desk, edition))
            """)
    }

    /// What was just issued: to how many, and the papers that follow.
    private static func issued(_ desk: KitDesk, _ edition: Edition) throws -> HTML? {
        let visit = desk.visit
        guard visit.query["done"] == "issued", visit.refusal == nil else { return nil }
        let notices = try visit.register.notices(of: desk.slug, edition: edition.number)
        let count = try visit.register.recipients(of: edition, on: visit.today).count
        let told = visit.say(
            Text(
                "Đã cấp phát {edition} cho {count} nơi nhận; {notices} thư báo đang chờ gửi.",
                "Issued {edition} to {count} recipients; {notices} notices are waiting."),
            [
                "edition": visit.say(edition.name), "count": "\(count)", "notices": "\(notices.count)",
            ])
        let path = desk.notices(edition.number)
        return """
            <div class="note ok" role="status"><p>\(told)</p>
            <p><a class="button" href="\(path)/letters">\(visit.say("In thư gửi nơi nhận", "Print the letters"))</a></p>
            <p><a href="\(path)">\(visit.say("Thư báo đang chờ", "Waiting notices"))</a> · \
            <a href="\(path)/chat">\(visit.say("Tin nhắn nhóm", "Chat texts"))</a> · \
            <a href="\(path)/telephone">\(visit.say("Danh sách gọi điện", "List to telephone"))</a></p></div>
            """
    }

    private static func withdrawn(_ desk: KitDesk, _ edition: Edition) -> HTML? {
        guard let day = edition.withdrawnOn else { return nil }
        let visit = desk.visit
        let told = visit.say(
            Text(
                "Ngừng dùng từ {day}. Làm thay: {instead}", "Withdrawn from {day}. Instead: {instead}"),
            ["day": day.office, "instead": edition.instead ?? ""])
        return """
            <div class="note bad"><p>\(told)</p>
            <p><a href="\(desk.path(edition: edition.number))/recall">\(visit.say("Danh sách thu hồi", "Recall list"))</a></p></div>
            """
    }

    private static func facts(_ desk: KitDesk, _ edition: Edition, _ items: [EditionItem]) throws -> HTML {
        let visit = desk.visit
        let papers = items.filter { $0.kind != .generated }
        let submissions = try visit.register.submissions(of: desk.slug, edition: edition.number)
        let recipients = try visit.register.recipients(of: edition, on: visit.today)
        let due = recipients.compactMap(\.dueOn).min()
        let signOff = submissions.map { submission -> HTML in
            "<p>\(PageWords.capital(visit.say(submission.text(visit.office.clock)))).</p>"
        }
        let oneStep: HTML = .text(visit.say("cấp phát không qua trình, duyệt", "issued in one step"))
        return visit.card(
            visit.say("Đợt này", "This edition"),
            visit.facts([
                (visit.say("Cấp phát ngày", "Issued on"), .text(edition.issuedOn.office)),
                (visit.say("Hạn cập nhật", "Due"), due.map { .text($0.office) }),
                (
                    visit.say("Nơi nhận", "Recipients"),
                    "<a href=\"\(desk.path(edition: edition.number))/recipients\">\(recipients.count)</a>"
                ),
                (visit.say("Tài liệu", "Papers"), .text("\(papers.count)")),
                (visit.say("Trình, duyệt", "Sign-off"), signOff.isEmpty ? oneStep : "\(signOff)"),
                ("sha256", "<span class=\"small\">\(edition.archiveSHA256)</span>"),
            ]))
    }

    private static func changes(_ desk: KitDesk, _ edition: Edition, _ editions: [Edition]) throws -> HTML {
        let visit = desk.visit
        let title = visit.say("Bảng kê tài liệu thay thế, bổ sung", "What changed")
        guard let old = try ChangeView.earlier(desk, than: edition, among: editions) else {
            return visit.card(
                title,
                "<p>\(visit.say("Đợt đầu: mọi tài liệu đều mới.", "The first edition: all is new."))</p>")
        }
        let view = try ChangeView(desk, from: old, to: edition)
        let earlier = editions.filter { $0.number < edition.number }
        let choice: HTML? =
            earlier.count < 2
            ? nil
            : visit.search(
                to: desk.path(edition: edition.number), visit.say("Xem", "Show"),
                Field.choice(
                    "since", visit.say("So với đợt", "Compared with"), desk.choices(earlier),
                    chosen: "\(old.number)"))
        return visit.card(title, "\(choice)\(view.table)\(view.links)")
    }
}

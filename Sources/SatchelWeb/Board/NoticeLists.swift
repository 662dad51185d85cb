import SatchelCore

/// The mails of an edition that wait.
enum NoticeLists {
    static let routes: [Route] = [
        .get("/notices/{kit}/{edition}/mail", .account, mail),
        .post("/notices/{kit}/{edition}/mail", shownAgain: mail, NoticeActs.finish),
    ]

    @Sendable private static func mail(_ visit: Visit) throws -> Answer {
        let scope = try NoticeScope(visit)
        let place = try NoticePlace(visit)
        let messages = try visit.office.messages(.mail, of: place.kit, place.edition.number)
        let body: HTML =
            messages.isEmpty
            ? scope.none()
            : """
            \(NoticeMails.card(place))
            \(scope.ticking("notice.done", visit.say("Ghi các thư đã đánh dấu là đã gửi", "Mark those ticked as sent"), table(messages, scope, place)))
            \(visit.pager(messages.count))
            """
        return scope.page(
            visit.say("Thư điện tử", "Mails"),
            done: Text("Đã ghi {n} thư đã gửi.", "{n} mails are marked as sent."), body)
    }

    private static func table(_ messages: [ReaderNotices], _ scope: NoticeScope, _ place: NoticePlace) -> HTML
    {
        let visit = scope.visit
        let columns: [Table.Column] = [
            .init(visit.say("Gửi cho", "To")), .init(visit.say("Địa chỉ", "Address")),
            .init(visit.say("Việc", "About")), .init(visit.say("Hạn", "Due")),
            .init(visit.say("Đã gửi", "Sent"), on: .screen),
        ]
        let shown = visit.paged(messages)
        let broken = Set(visit.office.unreachable(among: shown.map { $0.notices[0] }).map(\.id))
        let rows = shown.map { message -> [HTML] in
            let first = message.notices[0]
            return [
                NoticeCells.reader(message.reader, visit),
                broken.contains(first.id)
                    ? unusable(message, visit)
                    : "\(first.email ?? "–")\(soFar(first, visit)) \(NoticeMails.link(first, place))",
                NoticeCells.subjects(message, nil, visit), NoticeCells.due(message.dueOn, visit),
                scope.tick("notice.done", visit.say("đã gửi", "sent"), message),
            ]
        }
        return Table(columns, rows: rows).html
    }

    private static func unusable(_ message: ReaderNotices, _ visit: Visit) -> HTML {
        """
        \(Mark.bad(visit.say("địa chỉ không dùng được, gọi", "unusable address, telephone"))) \(visit.telephone(message.reader.phone))
        """
    }

    /// How it fared so far, below an address.
    private static func soFar(_ notice: Notice, _ visit: Visit) -> HTML? {
        notice.course.attempts == 0
            ? nil : "<br><span class=\"soft\">\(NoticeCells.course(notice.course, visit))</span>"
    }
}

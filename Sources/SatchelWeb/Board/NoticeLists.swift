import SatchelCore

/// The notices of an edition by the way they go: to be called, pasted or mailed.
enum NoticeLists {
    private static func page(_ place: NoticePlace, _ title: String, scripts: [Script] = [], _ body: HTML)
        -> Answer
    {
        place.visit.page(
            title, at: .notices, scripts: scripts,
            "\(place.innerTrail)<h1>\(title)</h1><p class=\"soft\">\(place.title)</p>\(body)")
    }

    private static func waiting(
        _ place: NoticePlace, _ channel: Notice.Channel, size: Int = 50
    ) throws -> (notices: [Notice], total: Int) {
        try found(
            NoticeSearch(
                kit: place.kit, edition: place.edition.number, channel: channel, state: .waiting),
            place, size: size)
    }

    private static func found(
        _ search: NoticeSearch, _ place: NoticePlace, size: Int = 50
    ) throws -> (notices: [Notice], total: Int) {
        let total = try place.visit.register.count(search)
        let last = max(1, (total + size - 1) / size)
        let offset = (min(place.visit.pageNumber, last) - 1) * size
        return (try place.visit.register.notices(search, limit: size, offset: offset), total)
    }

    private static func none(_ visit: Visit) -> HTML {
        visit.card(nil, "<p>\(Mark.ok(visit.say("Không còn thư nào chờ.", "Nothing is waiting.")))</p>")
    }

    /// A form around a list whose rows are ticked when they were passed on.
    private static func ticking(_ place: NoticePlace, _ button: String, _ list: HTML) -> HTML {
        let visit = place.visit
        guard visit.mayUse("notice.done") else { return visit.card(nil, list) }
        return visit.card(nil, visit.form(to: "\(place.path)/done", button, list))
    }

    private static func tick(_ notice: Notice, _ visit: Visit) -> HTML {
        guard visit.mayUse("notice.done") else { return .empty }
        return Field.tick(
            "id", visit.say("đã xong \(notice.nodeCode)", "done \(notice.nodeCode)"), value: "\(notice.id)")
    }

    /// As `course`, below an address.
    private static func soFar(_ notice: Notice, _ visit: Visit) -> HTML? {
        notice.course.attempts == 0 ? nil : "<br><span class=\"soft\">\(course(notice, visit))</span>"
    }

    /// How often it was tried, when it is tried again, and what was answered.
    private static func course(_ notice: Notice, _ visit: Visit) -> HTML {
        let course = notice.course
        let tried =
            course.attempts == 0
            ? nil : visit.say("đã thử \(course.attempts) lần", "tried \(course.attempts) times")
        let next = course.nextAt.flatMap { at in
            course.state == .waiting && at > visit.register.clock.now
                ? visit.say(Text("gửi lại {at}", "again at {at}"), ["at": visit.register.clock.stamp(at)])
                : nil
        }
        let answer = course.reply.map {
            [course.code.map(String.init), $0].compactMap { $0 }.joined(separator: " ")
        }
        let lines = [tried, next, answer].compactMap { $0 }.map { HTML.text($0) }
        return lines.isEmpty ? .empty : HTML.joined(lines, by: "<br>")
    }

    /// The day by which somebody is to be called.
    private static func callBy(_ notice: Notice, _ calendar: WorkingCalendar, _ visit: Visit) -> HTML {
        let written = visit.register.clock.day(of: notice.recordedAt)
        let day = calendar.callBy(written, isUrgent: notice.isUrgent)
        return day < visit.today ? visit.whole(Mark.late(day.office)) : .text(day.office)
    }

    private static func due(_ notice: Notice, _ visit: Visit) -> HTML {
        guard let day = notice.dueOn else { return .empty }
        return day < visit.today
            ? visit.whole(Mark.bad(visit.say("quá hạn \(day.office)", "late since \(day.office)")))
            : .text(day.office)
    }

    @Sendable static func telephone(_ visit: Visit) throws -> Answer {
        let place = try NoticePlace(visit)
        let (notices, total) = try waiting(place, .telephone)
        let title = visit.say("Danh sách gọi điện", "List to telephone")
        let list = visit.exports(.telephone(kit: place.kit, edition: place.edition.number), title)
        if notices.isEmpty { return page(place, title, "\(none(visit))<p>\(list)</p>") }
        let columns = [
            Table.Column(visit.say("Tổ chức", "Node")), .init(visit.say("Gọi cho", "Call")),
            .init(visit.say("Số điện thoại", "Telephone")), .init(visit.say("Việc", "About")),
            .init(visit.say("Hạn", "Due")), .init(visit.say("Gọi trước", "Call by")),
            .init(visit.say("Đã gọi", "Called")),
        ]
        let calendar = try visit.office.settings.calendar()
        let rows = notices.map { notice -> [HTML] in
            [
                visit.node(notice.nodeCode, notice.nodeName), .text(notice.person ?? "–"),
                visit.telephone(notice.phone) ?? Mark.late(visit.say("chưa có số", "no number")),
                .text(notice.kind.text(visit.language)), due(notice, visit),
                callBy(notice, calendar, visit), tick(notice, visit),
            ]
        }
        return page(
            place, title,
            """
            \(ticking(place, visit.say("Ghi các nơi đã đánh dấu là đã gọi", "Mark those ticked as called"), Table(columns, rows: rows).html))
            \(visit.pager(total))<p>\(list)</p>
            """)
    }

    /// The text for the group, and one for each person with the link of their own.
    @Sendable static func chat(_ visit: Visit) throws -> Answer {
        let place = try NoticePlace(visit)
        let size = 20
        let (notices, total) = try waiting(place, .chat, size: size)
        let group = try visit.office.groupText(
            kit: place.kit, edition: place.edition.number, language: visit.language)
        let texts =
            visit.mayUse("notice.done")
            ? try visit.office.personalTexts(for: notices, language: visit.language) : []
        let items = texts.enumerated().map { index, one -> HTML in
            let label = [one.notice.chat, one.notice.person, one.notice.nodeName].compactMap { $0 }.joined(
                separator: ", ")
            return """
                <li>\(OnceShown(label, one.text, place: index + 1, visit).html)\(tick(one.notice, visit))</li>
                """
        }
        let persons: HTML =
            items.isEmpty
            ? none(visit)
            : """
            \(ticking(place, visit.say("Ghi các tin đã đánh dấu là đã gửi", "Mark those ticked as sent"), "<h2>\(visit.say("Cho từng người (\(total))", "For each person (\(total))"))</h2><ul class=\"plain\">\(items)</ul>"))
            \(visit.pager(total, size: size))
            """
        return page(
            place, visit.say("Tin nhắn", "Chat texts"), scripts: [OnceShown.script],
            """
            \(visit.card(visit.say("Cho cả nhóm, không có đường dẫn", "For the group, without links"), OnceShown(visit.say("Tin gửi nhóm", "The group's text"), group, visit).html))
            <p class="soft">\(visit.say("Tin cho từng người có đường dẫn riêng của nơi ấy: chỉ gửi riêng, không đưa vào nhóm.", "A person's text has that place's own link: send it to that person alone."))</p>
            \(persons)
            """)
    }

    @Sendable static func mail(_ visit: Visit) throws -> Answer {
        let place = try NoticePlace(visit)
        let (notices, total) = try waiting(place, .mail)
        let title = visit.say("Thư điện tử", "Mails")
        if notices.isEmpty { return page(place, title, none(visit)) }
        let broken = Set(visit.office.unreachable(among: notices).map(\.id))
        let columns = [
            Table.Column(visit.say("Tổ chức", "Node")), .init(visit.say("Gửi cho", "To")),
            .init(visit.say("Địa chỉ", "Address")), .init(visit.say("Việc", "About")),
            .init(visit.say("Hạn", "Due")), .init(visit.say("Đã gửi", "Sent")),
        ]
        let rows = notices.map { notice -> [HTML] in
            let address: HTML =
                broken.contains(notice.id)
                ? """
                \(Mark.bad(visit.say("địa chỉ không dùng được, gọi", "unusable address, telephone"))) \(visit.telephone(notice.phone))
                """
                : "\(notice.email ?? "–")\(soFar(notice, visit)) \(NoticeMails.link(notice, place))"
            return [
                visit.node(notice.nodeCode, notice.nodeName), .text(notice.person ?? "–"), address,
                .text(notice.kind.text(visit.language)), due(notice, visit), tick(notice, visit),
            ]
        }
        return page(
            place, title,
            """
            \(NoticeMails.card(place))
            \(ticking(place, visit.say("Ghi các thư đã đánh dấu là đã gửi", "Mark those ticked as sent"), Table(columns, rows: rows).html))
            \(visit.pager(total))
            """)
    }

    /// What was given up: why, and a way to try it again; meanwhile it stands on the list to telephone.
    @Sendable static func failed(_ visit: Visit) throws -> Answer {
        let place = try NoticePlace(visit)
        let search = NoticeSearch(kit: place.kit, edition: place.edition.number, state: .failed)
        let (notices, total) = try found(search, place)
        let title = visit.say("Không gửi được", "Not delivered")
        if notices.isEmpty {
            return page(
                place, title,
                visit.card(
                    nil,
                    "<p>\(Mark.ok(visit.say("Không có thư nào không gửi được.", "Everything was delivered.")))</p>"
                ))
        }
        let isClerk = visit.mayUse("notice.retry")
        let columns = [
            Table.Column(visit.say("Tổ chức", "Node")), .init(visit.say("Gửi cho", "To")),
            .init(visit.say("Địa chỉ", "Address")), .init(visit.say("Việc", "About")),
            .init(visit.say("Vì sao", "Why")), .init(visit.say("Gửi lại", "Try again")),
        ]
        let rows = notices.map { notice -> [HTML] in
            let label = visit.say("gửi lại \(notice.nodeCode)", "try \(notice.nodeCode) again")
            return [
                visit.node(notice.nodeCode, notice.nodeName), .text(notice.person ?? "–"),
                .text(notice.email ?? notice.chat ?? "–"), .text(notice.kind.text(visit.language)),
                course(notice, visit),
                isClerk ? Field.tick("id", label, value: "\(notice.id)") : .empty,
            ]
        }
        let table = Table(columns, rows: rows).html
        let list =
            isClerk
            ? visit.form(
                to: "\(place.path)/retry", visit.say("Gửi lại các thư đã đánh dấu", "Try those ticked again"),
                table) : table
        return page(
            place, title,
            """
            <p class="soft">\(visit.say("Các nơi này đã có trong danh sách gọi điện. Gửi lại thì địa chỉ được dùng lại.", "They stand on the list to telephone. Trying again counts the address as sound."))</p>
            \(visit.card(nil, list))\(visit.pager(total))
            """)
    }
}

import SatchelCore

/// What went out and what is still to be passed on.
enum NoticePages {
    static let routes: [Route] =
        [
            .get("/notices", .account, overview),
            .get("/notices/letters", .account, allLetters),
            .get("/notices/{kit}/{edition}", .account, show),
            .get("/notices/{kit}/{edition}/letters", .account, letters),
            .get("/notices/{kit}/{edition}/mails.zip", .account, NoticeMails.archive),
            .get("/notices/{kit}/{edition}/mails/{id}", .account, NoticeMails.one),
        ] + ReminderPages.routes + TelephonePages.routes + ChatPages.routes + NoticeLists.routes
        + FailedPages.routes

    @Sendable private static func overview(_ visit: Visit) throws -> Answer {
        let counts = try visit.register.noticeCounts()
        let editions = try visit.register.editions().reversed().filter { edition in
            counts.contains { $0.kit == edition.kit && $0.edition == edition.number }
        }
        let names = try KitNames(visit)
        let waiting = counts.reduce(0) { $0 + $1.waiting }
        let none: HTML =
            "<p>\(visit.say("Chưa có thư báo nào: cấp phát một đợt thì thư báo được soạn.", "There are none: issuing an edition writes them."))</p>"
        let cards = visit.paged(Array(editions), size: 12).map { edition -> HTML in
            let own = counts.filter { $0.kit == edition.kit && $0.edition == edition.number }
            let path = NoticePath.of(edition.kit, edition.number)
            let title = names.edition(edition.kit, edition.number, edition.issuedOn)
            return visit.card(
                title,
                end:
                    "<a href=\"\(path)\">\(visit.say("Mở", "Open"))<span class=\"hide\">: \(title)</span></a>",
                NoticeCounts(counts: own, path: path, visit: visit).html)
        }
        let sum = visit.say(
            Text("{n} thư đang chờ gửi, chờ gọi.", "{n} notices are waiting."), ["n": "\(waiting)"])
        return visit.page(
            visit.say("Thư báo", "Notices"), at: .notices,
            """
            <h1>\(visit.say("Thư báo, thư nhắc", "Notices and reminders"))</h1>
            \(cards.isEmpty ? nil : try OutboxCard(visit).html)
            \(cards.isEmpty ? visit.card(nil, none) : "<p>\(sum) \(dueToday(visit))</p><p>\(everything(visit))</p>\(cards)")\(visit.pager(editions.count, size: 12))
            """)
    }

    private static func dueToday(_ visit: Visit) -> HTML {
        "<a href=\"/notices/due\">\(visit.say("Thư đến hạn hôm nay", "Notices due today"))</a>"
    }

    /// The lists over all editions.
    private static func everything(_ visit: Visit) -> HTML {
        """
        <a href="/notices/telephone">\(visit.say("Danh sách gọi điện", "List to telephone"))</a> · \
        <a href="/notices/failed">\(visit.say("Không gửi được", "Not delivered"))</a> · \
        \(visit.mayUse("notice.done") ? "<a href=\"/notices/letters\">\(visit.say("Thư in", "Letters to print"))</a> · " : nil as HTML?)\
        \(visit.exports(.telephone(), visit.say("Danh sách gọi điện", "List to telephone")))
        """
    }

    @Sendable private static func show(_ visit: Visit) throws -> Answer {
        let place = try NoticePlace(visit)
        let counts = try visit.register.noticeCounts().filter {
            $0.kit == place.kit && $0.edition == place.edition.number
        }
        let path = place.path
        return visit.page(
            place.title, at: .notices,
            """
            \(place.trail)
            <h1>\(place.title)</h1>
            \(visit.told(told))
            \(visit.card(visit.say("Đã soạn, đã gửi", "Written and sent"), NoticeCounts(counts: counts, path: path, visit: visit).html))
            <div class="columns">\(toDo(counts, path, visit))\(try ReminderPages.card(place))</div>
            """)
    }

    private static let told = [
        "reminded": Text("Đã soạn thư nhắc về {n} nơi.", "Wrote reminders about {n} recipients."),
        "escalated": Text(
            "Đã báo cấp trên về {n} nơi.", "The committees above are told about {n} recipients."),
    ]

    private static func toDo(_ counts: [NoticeCount], _ path: String, _ visit: Visit) -> HTML {
        func left(_ channel: Notice.Channel) -> Int {
            counts.filter { $0.channel == channel }.reduce(0) { $0 + $1.waiting }
        }
        let ways: [(Notice.Channel, String, String)] = [
            (.telephone, "telephone", visit.say("Danh sách gọi điện", "List to telephone")),
            (
                .chat, "chat",
                visit.say(
                    "Tin nhắn để sao chép gửi nhóm, gửi từng người",
                    "Texts to copy for the group, for each person")
            ),
            (.mail, "mail", visit.say("Thư điện tử", "Mails")),
        ]
        let items = ways.map { channel, page, text -> HTML in
            let count = left(channel)
            let mark =
                count == 0
                ? Mark.ok(visit.say("không còn", "none left"))
                : Mark.late(visit.say("còn \(count)", "\(count) left"))
            return "<li><span><a href=\"\(path)/\(page)\">\(text)</a> \(mark)</span></li>"
        }
        let failed = counts.reduce(0) { $0 + $1.failed }
        let broken: HTML? =
            failed == 0
            ? nil
            : "<li><span><a href=\"\(path)/failed\">\(visit.say("Không gửi được, và vì sao", "Not delivered, and why"))</a> \(Mark.bad("\(failed)"))</span></li>"
        return visit.card(
            visit.say("Việc cần làm", "What is to do"),
            """
            <ul class="plain">\(items)\(broken)
            <li><span><a href="\(path)/letters">\(visit.say("Thư in, mỗi người một tờ có phiếu ký nhận", "Letters to print, a sheet a person"))</a></span></li></ul>
            """)
    }

    /// The letters about one edition that wait.
    @Sendable private static func letters(_ visit: Visit) throws -> Answer {
        let place = try NoticePlace(visit)
        return try LetterPapers.paper(
            NoticeSearch(kit: place.kit, edition: place.edition.number), visit)
    }

    /// The letters that wait, about all kits.
    @Sendable private static func allLetters(_ visit: Visit) throws -> Answer {
        try LetterPapers.paper(NoticeSearch(), visit)
    }
}

/// The addresses of an edition's notices.
enum NoticePath {
    static func of(_ kit: String, _ edition: Int) -> String { "/notices/\(Fields.encoded(kit))/\(edition)" }
}

/// The edition whose notices a page is about.
struct NoticePlace {
    let kit: String
    let edition: Edition
    let title: String
    let visit: Visit

    /// - Throws: `kitUnknown`, `editionUnknown`.
    init(_ visit: Visit) throws {
        kit = visit.part("kit")
        let number = visit.part("edition")
        guard let number = Int(number) else {
            throw SatchelError(.editionUnknown, ["kit": kit, "edition": number])
        }
        edition = try visit.register.edition(of: kit, number: number)
        title = try KitNames(visit).edition(kit, number, edition.issuedOn)
        self.visit = visit
    }

    var path: String { NoticePath.of(kit, edition.number) }

    var trail: HTML { visit.trail([("/notices", visit.say("Thư báo", "Notices"))]) }

    /// As above, for a page below it.
    var innerTrail: HTML {
        visit.trail([("/notices", visit.say("Thư báo", "Notices")), (path, title)])
    }
}

/// The names of kits and their editions.
struct KitNames {
    private let names: [String: Text]
    private let visit: Visit

    init(_ visit: Visit) throws {
        names = Dictionary(
            uniqueKeysWithValues: try visit.register.kits().map { ($0.definition.slug, $0.definition.name) })
        self.visit = visit
    }

    func callAsFunction(_ slug: String) -> String { names[slug].map { visit.say($0) } ?? slug }

    /// `Cặp tài liệu bí thư chi bộ thôn, đợt 4 (11/2025)`.
    func edition(_ slug: String, _ number: Int, _ day: Day?) -> String {
        "\(self(slug)), \(visit.say(PageWords.edition(number, day)))"
    }
}

/// How many notices of each kind went by each channel, and how many of them were passed on.
private struct NoticeCounts {
    let counts: [NoticeCount]
    let path: String
    let visit: Visit

    var html: HTML {
        let columns =
            [Table.Column(visit.say("Loại", "Kind"))]
            + Notice.Channel.allCases.map { .init(PageWords.capital($0.text(visit.language))) }
            + [.init(visit.say("Còn chờ", "Waiting"), isNumber: true)]
        let rows = Notice.Kind.allCases.compactMap { kind -> [HTML]? in
            let own = counts.filter { $0.kind == kind }
            if own.isEmpty { return nil }
            let cells = Notice.Channel.allCases.map { channel -> HTML in
                guard let one = own.first(where: { $0.channel == channel }) else { return .empty }
                return .text(
                    "\(one.done)/\(one.count) \(visit.say(Notice.State.done.text(by: channel)))"
                        + (one.failed == 0
                            ? ""
                            : visit.say(
                                Text("; {n} không gửi được", "; {n} not delivered"), ["n": "\(one.failed)"])))
            }
            let left = own.reduce(0) { $0 + $1.waiting }
            return [.text(PageWords.capital(kind.text(visit.language)))] + cells + ["\(left)"]
        }
        return Table(columns, rows: rows).html
    }
}

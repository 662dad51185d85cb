import SatchelCore

/// Whom to telephone, a row a reader, about one edition or about all.
enum TelephonePages {
    static let routes: [Route] = [
        .get("/notices/telephone", .account, list),
        .post("/notices/telephone", shownAgain: list, finish),
        .get("/notices/letter", .account, letter),
        .get("/notices/{kit}/{edition}/telephone", .account, list),
        .post("/notices/{kit}/{edition}/telephone", shownAgain: list, finish),
    ]

    private static let size = 25

    @Sendable private static func list(_ visit: Visit) throws -> Answer {
        let scope = try NoticeScope(visit)
        let (kit, edition) = (scope.place?.kit, scope.place?.edition.number)
        let calls = try visit.office.calls(of: kit, edition)
        let title = visit.say("Danh sách gọi điện", "List to telephone")
        let export = visit.exports(.telephone(kit: kit, edition: edition), title)
        let done = Text("Đã ghi gọi xong {n} người.", "{n} calls are recorded.")
        let body: HTML =
            calls.isEmpty
            ? scope.none()
            : """
            \(receipt(scope))
            \(scope.ticking("notice.done", visit.say("Ghi những người đã đánh dấu là đã gọi", "Mark those ticked as called"), try table(calls, scope)))
            \(visit.pager(calls.count, size: size))
            """
        return scope.page(title, done: done, "\(body)<p>\(export)</p>")
    }

    private static func table(_ calls: [ReaderNotices], _ scope: NoticeScope) throws -> HTML {
        let visit = scope.visit
        let columns: [Table.Column] = [
            .init(visit.say("Gọi cho", "Call")), .init(visit.say("Số điện thoại", "Telephone")),
            .init(visit.say("Việc", "About")), .init(visit.say("Hạn", "Due")),
            .init(visit.say("Hạn gọi", "Call by")), .init(visit.say("Đã gọi", "Called"), on: .screen),
            .init(visit.say("Kết quả", "Result"), on: .paper),
            .init(visit.say("Ngày gọi", "Called on"), on: .paper),
        ]
        let names = scope.place == nil ? try KitNames(visit) : nil
        let calendar = try visit.office.settings.calendar()
        let rows = visit.paged(calls, size: size).map { call -> [HTML] in
            let callBy = visit.office.callBy(call, calendar)
            let by: HTML =
                callBy < visit.today ? visit.whole(Mark.late(callBy.office)) : .text(callBy.office)
            return [
                NoticeCells.reader(call.reader, visit), number(call, visit),
                NoticeCells.subjects(call, names, visit), NoticeCells.due(call.dueOn, visit), by,
                called(call, scope), .empty, .empty,
            ]
        }
        return Table(columns, rows: rows).html
    }

    /// The number to call; where there is none, the ways to come by one, or to write on paper.
    private static func number(_ call: ReaderNotices, _ visit: Visit) -> HTML {
        if let number = visit.telephone(call.reader.phone) { return number }
        let page = call.reader.person == nil ? "appoint" : "contact"
        let enter: HTML? =
            visit.mayUse("holder.appoint")
            ? "<a href=\"\(NodePath.of(call.reader.code, page))\">\(visit.say("ghi số", "enter it"))<span class=\"hide\"> \(call.reader.code)</span></a>"
            : nil
        let letter: HTML? =
            visit.mayUse("notice.done")
            ? "<a href=\"/notices/letter?of=\("\(call.notices[0].id)")\">\(visit.say("in thư", "print a letter"))<span class=\"hide\"> \(call.reader.code)</span></a>"
            : nil
        let ways = [enter, letter].compactMap(\.self)
        return """
            \(Mark.late(visit.say("chưa có số", "no number"))) <span class="noprint w">\(HTML.joined(ways, by: " · "))</span>
            """
    }

    private static func called(_ call: ReaderNotices, _ scope: NoticeScope) -> HTML {
        let visit = scope.visit
        let tick = scope.tick("notice.done", visit.say("đã gọi", "called"), call)
        guard visit.mayUse("evidence.record") else { return tick }
        return """
            \(tick)<a class="small w" href="#f-code">\(visit.say("Ghi xác nhận", "Record a receipt"))<span class="hide"> \(call.reader.code)</span></a>
            """
    }

    /// Where the code is typed in that is read out over the telephone.
    private static func receipt(_ scope: NoticeScope) -> HTML? {
        let visit = scope.visit
        guard visit.mayUse("evidence.record") else { return nil }
        return
            "<div class=\"noprint\">\(visit.card(nil, ReceiptCodePages.field(visit, back: scope.address)))</div>"
    }

    @Sendable private static func finish(_ visit: Visit) throws -> Answer {
        try NoticeActs.finish(visit)
    }

    /// The letter to one reader who is on the list.
    @Sendable private static func letter(_ visit: Visit) throws -> Answer {
        try visit.requires("notice.done")
        let id = visit.query["of"].flatMap { Int64($0) }
        let call = try visit.office.calls().first { $0.notices.contains { $0.id == id } }
        guard let call else { throw SatchelError(.pageMissing, ["path": visit.path]) }
        return visit.paper(
            try visit.office.letters(for: call.notices, language: visit.office.settings.noticeLanguage))
    }
}

/// What is done about the notices of a list.
enum NoticeActs {
    /// Marks the ticked ones as passed on.
    @Sendable static func finish(_ visit: Visit) throws -> Answer {
        let scope = try NoticeScope(visit)
        let (ids, rows) = try scope.chosen()
        let count = try visit.register.finish(notices: ids, by: try visit.actor())
        return scope.back(min(count, rows))
    }

    /// Tries the ticked ones again.
    @Sendable static func retry(_ visit: Visit) throws -> Answer {
        let scope = try NoticeScope(visit)
        let (ids, _) = try scope.chosen()
        return scope.back(try visit.register.retry(notices: ids, by: try visit.actor()))
    }
}

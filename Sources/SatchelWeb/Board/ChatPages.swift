import SatchelCore

/// The texts of an edition for whoever passes them on by hand: one for the group, and one for each person.
enum ChatPages {
    static let routes: [Route] = [
        .get("/notices/{kit}/{edition}/chat", .account, list),
        .post("/notices/{kit}/{edition}/chat", shownAgain: list, NoticeActs.finish),
    ]

    /// So many texts stand on a page, twice over: to be copied, and to be printed.
    private static let size = 15

    @Sendable private static func list(_ visit: Visit) throws -> Answer {
        let scope = try NoticeScope(visit)
        let place = try NoticePlace(visit)
        let messages = try visit.office.messages(.chat, of: place.kit, place.edition.number)
        let group = try visit.office.groupText(
            kit: place.kit, edition: place.edition.number, language: visit.office.settings.noticeLanguage)
        let note = Text(
            "Tin cho từng người có đường dẫn riêng của nơi ấy: chỉ gửi riêng, không đưa vào nhóm.",
            "A person's text has that place's own link: send it to that person alone.")
        return scope.page(
            visit.say("Tin nhắn", "Chat texts"),
            done: Text("Đã ghi {n} tin đã gửi.", "{n} texts are marked as sent."),
            scripts: [OnceShown.script],
            """
            \(visit.card(visit.say("Cho cả nhóm, không có đường dẫn", "For the group, without links"), OnceShown(visit.say("Tin gửi nhóm", "The group's text"), group, visit).html))
            <p class="soft">\(visit.say(note))</p>
            \(try persons(messages, scope))
            """)
    }

    private static func persons(_ messages: [ReaderNotices], _ scope: NoticeScope) throws -> HTML {
        let visit = scope.visit
        guard !messages.isEmpty, visit.mayUse("notice.done") else { return scope.none() }
        let shown = visit.paged(messages, size: size)
        let texts = try visit.office.personalTexts(
            for: shown.flatMap(\.notices), language: visit.office.settings.noticeLanguage)
        let items = zip(shown, texts).enumerated().map { place, pair in
            item(pair.0, pair.1.text, place + 1, scope)
        }
        let title = visit.say("Cho từng người (\(messages.count))", "For each person (\(messages.count))")
        let list = scope.ticking(
            "notice.done", visit.say("Ghi các tin đã đánh dấu là đã gửi", "Mark those ticked as sent"),
            "<h2>\(title)</h2><ul class=\"plain\">\(items)</ul>")
        return "\(list)\(visit.pager(messages.count, size: size))"
    }

    private static func item(_ message: ReaderNotices, _ text: String, _ place: Int, _ scope: NoticeScope)
        -> HTML
    {
        let visit = scope.visit
        let reader = message.reader
        let label = [message.notices[0].chat, reader.person, reader.name].compactMap { $0 }.joined(
            separator: ", ")
        let page = visit.query["page"].flatMap { Int($0) }.map { "&page=\($0)" } ?? ""
        let sent: HTML = """
            <button class="second" name="only" value="\(message.ids)" formaction="\(visit.path)?at=\("\(place)")\(page)">\(visit.say("Đã gửi", "Sent"))<span class="hide"> \(reader.code)</span></button>
            """
        return """
            <li id="n\("\(place)")">\(OnceShown(label, text, place: place, end: sent, visit).html)
            \(scope.tick("notice.done", visit.say("đã gửi", "sent"), message))</li>
            """
    }
}

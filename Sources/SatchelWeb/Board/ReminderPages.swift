import SatchelCore

/// Reminding those who have not updated to an edition, or telling the committees above them.
enum ReminderPages {
    static let routes: [Route] = [
        .get("/notices/{kit}/{edition}/remind", .account, ask),
        .post("/notices/{kit}/{edition}/remind", shownAgain: ask, remind),
    ]

    /// Who has not updated, and the two ways of reminding them; only of the kit's latest edition.
    static func card(_ place: NoticePlace) throws -> HTML? {
        let visit = place.visit
        guard visit.mayUse("notice.reminder"),
            try visit.register.edition(of: place.kit).number == place.edition.number
        else { return nil }
        let count = try visit.register.countToday(kit: place.kit).groups.filter {
            $0.judgement.edition == .behind || $0.judgement.edition == .none
        }.reduce(0) { $0 + $1.count }
        let sum = Text(
            "{n} bản chưa cập nhật đến đợt này. Thư nhắc gửi bí thư từng nơi; báo cấp trên thì gửi bí thư đảng ủy.",
            "{n} copies are not at this edition. A reminder goes to each secretary; an escalation to the one above."
        )
        return visit.card(
            visit.say("Nhắc nơi chưa cập nhật", "Remind those behind"),
            """
            <p>\(visit.say(sum, ["n": "\(count)"]))</p>
            <div class="row">\(visit.action("\(place.path)/remind", visit.say("Soạn thư nhắc", "Write reminders")))
            \(visit.action("\(place.path)/remind?escalate=1", visit.say("Báo cấp trên", "Tell the one above")))</div>
            """)
    }

    private static func isEscalating(_ visit: Visit) -> Bool {
        visit.form.isTicked("escalate") || visit.query["escalate"] != nil
    }

    /// How many would be written, and by which ways, before anything is.
    @Sendable private static func ask(_ visit: Visit) throws -> Answer {
        let place = try NoticePlace(visit)
        let isEscalating = isEscalating(visit)
        try visit.requires(isEscalating ? "notice.escalation" : "notice.reminder")
        let preview = try visit.register.reminderPreview(
            kit: place.kit, on: visit.today, escalating: isEscalating)
        let title =
            isEscalating
            ? visit.say("Báo cấp trên về nơi chưa cập nhật", "Tell the committees above")
            : visit.say("Soạn thư nhắc nơi chưa cập nhật", "Write reminders to those behind")
        return visit.page(
            title, at: .notices, isNarrow: true,
            """
            \(place.innerTrail)<h1>\(title)</h1><p class="soft">\(place.title)</p>
            \(visit.card(nil, body(preview, isEscalating, place)))
            """)
    }

    private static func body(_ preview: ReminderPreview, _ isEscalating: Bool, _ place: NoticePlace) -> HTML {
        let visit = place.visit
        let again = Text(
            "{n} nơi nữa hôm nay đã được báo như vậy, nên không báo lại.",
            "{n} more were told so today and are left out.")
        let told: HTML? =
            preview.toldToday == 0
            ? nil : "<p class=\"note\">\(visit.say(again, ["n": "\(preview.toldToday)"]))</p>"
        if preview.readers.isEmpty {
            let none = Mark.ok(visit.say("Không còn nơi nào phải báo.", "There is nobody left to tell."))
            return "<p>\(none)</p>\(told)"
        }
        let sum =
            isEscalating
            ? Text("Sẽ báo cấp trên về {n} nơi:", "The committees above are told about {n} recipients:")
            : Text("Sẽ soạn thư nhắc về {n} nơi:", "Reminders about {n} recipients are written:")
        let ways = Notice.Channel.allCases.compactMap { channel -> HTML? in
            preview.readers[channel].map {
                "<li>\(visit.say(channel.text)): \(visit.say(Text("{n} người", "{n} people"), ["n": "\($0)"]))</li>"
            }
        }
        return """
            <p>\(visit.say(sum, ["n": "\(preview.recipients)"]))</p><ul>\(ways)</ul>\(told)
            \(visit.form(
                to: "\(place.path)/remind",
                isEscalating
                    ? visit.say("Báo cấp trên", "Tell them") : visit.say("Soạn thư nhắc", "Write them"),
                isEscalating ? Field.hidden("escalate", "1") : .empty))
            """
    }

    @Sendable private static func remind(_ visit: Visit) throws -> Answer {
        let place = try NoticePlace(visit)
        let isEscalating = isEscalating(visit)
        let count = try visit.register.remind(
            kit: place.kit, on: visit.today, escalating: isEscalating, by: try visit.actor())
        return .seeOther("\(place.path)?done=\(isEscalating ? "escalated" : "reminded")&n=\(count)")
    }
}

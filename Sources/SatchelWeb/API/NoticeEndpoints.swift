import SatchelCore

/// Notices in the outbox, reminders, and the text for a group.
enum NoticeEndpoints {
    static let all: [Endpoint] = [
        .list(
            "/notices", Text("Thư báo, thư nhắc.", "The notices."),
            with: [
                .kit, .edition,
                .init("kind", .word(Notice.Kind.self), Text("Chỉ loại này.", "Only of this kind.")),
                .init(
                    "channel", .word(Notice.Channel.self), Text("Chỉ cách gửi này.", "Only by this channel.")),
                .init("done", .flag, Text("Chỉ đã (chưa) gửi.", "Only those done, or only others.")),
                .init(
                    "state", .word(Notice.State.self), Text("Chỉ tình trạng này.", "Only in this state.")),
            ], notice, by: \.id
        ) { call in
            let search = NoticeSearch(
                kit: call.textIfAny("kit"), edition: call.wholeIfAny("edition"),
                kind: call.textIfAny("kind").flatMap(Notice.Kind.init(rawValue:)),
                channel: call.textIfAny("channel").flatMap(Notice.Channel.init(rawValue:)),
                state: call.textIfAny("state").flatMap(Notice.State.init(rawValue:)))
            return try call.register.notices(search).filter { notice in
                call.flag("done").map { notice.isDone == $0 } ?? true
            }
        },
        .get(
            "/notices/due",
            Text("Thư báo đến hạn hôm nay, chưa ghi gì.", "The notices due today; nothing is written."), due
        ) { call in
            let plan = try call.register.noticePlan(calendar: call.office.settings.calendar())
            return DueToday(
                day: plan.day, isWorkingDay: plan.isWorkingDay,
                counts: plan.kits.flatMap { kit in kit.counts.map { (kit.kit, $0) } })
        },
        .act(
            "/notices/due",
            Text("Soạn thư báo đến hạn hôm nay.", "Write the notices due today into the outbox."), written
        ) { call in
            try call.register.writeDueNotices(
                calendar: call.office.settings.calendar(), by: try call.actor()
            ).reduce(0) { $0 + $1.count }
        },
        .act(
            "/notices/retry", Text("Gửi lại thư không gửi được.", "Try again notices that were given up."),
            NoticesSent.self, finished
        ) { call, sent in
            try call.register.retry(notices: sent.ids, by: try call.actor())
        },
        .act(
            "/kits/{kit}/reminders",
            Text("Soạn thư nhắc nơi chưa cập nhật.", "Write reminders to those not up to date."),
            ReminderSent.self, reminded, status: .created
        ) { call, sent in
            try call.register.remind(
                kit: call.text("kit"), on: call.visit.today, escalating: sent.escalating ?? false,
                by: try call.actor())
        },
        .act(
            "/notices/done", Text("Ghi đã chuyển thư, đã gọi.", "Record notices as passed on."),
            NoticesSent.self,
            finished
        ) { call, sent in
            try call.register.finish(notices: sent.ids, by: try call.actor())
        },
        .list(
            "/kits/{kit}/editions/{number}/messages",
            Text("Tin ngắn từng người, có đường dẫn riêng.", "A short text a person, with the link."),
            with: choice, message, by: \.notice.id
        ) { call in
            try call.office.personalTexts(
                for: try linked(call), language: call.office.settings.noticeLanguage)
        },
        .list(
            "/kits/{kit}/editions/{number}/mails",
            Text(
                "Thư điện tử từng người (.eml), có đường dẫn riêng; địa chỉ hỏng thì không có.",
                "A mail a person (.eml), with the link; none for an unusable address."),
            with: choice, mail, by: \.notice.id
        ) { call in
            try call.office.mails(for: try linked(call), language: call.office.settings.noticeLanguage)
        },
        .file(
            "/kits/{kit}/editions/{number}/letters",
            Text(
                "Thư in, mỗi người một tờ có phiếu ký nhận.",
                "Letters to print, a sheet a person with a slip to sign."),
            with: choice, as: ["text/html"]
        ) { call in
            let html = try call.office.letters(
                for: try linked(call), language: call.office.settings.noticeLanguage)
            return .file(
                Array(html.utf8), named: "thu-\(call.text("kit"))-\(call.whole("number")).html",
                as: "text/html")
        },
        .get(
            "/kits/{kit}/editions/{number}/group-text",
            Text("Tin ngắn gửi nhóm, không có đường dẫn.", "A text for a chat group, without any link."),
            with: [groupKind], text
        ) { call in
            try call.office.groupText(
                kit: call.text("kit"), edition: call.whole("number"),
                kind: call.textIfAny("kind").flatMap(Notice.Kind.init(rawValue:)) ?? .newEdition,
                language: call.office.settings.noticeLanguage)
        },
    ]

    private static let groupKind = Endpoint.Parameter(
        "kind", .word(Notice.Kind.self), Text("Loại (newEdition).", "The kind (newEdition)."))

    /// Which notices are handed on: those that wait, unless more is asked for.
    private static let choice = [
        Endpoint.Parameter("kind", .word(Notice.Kind.self), Text("Chỉ loại này.", "Only of this kind.")),
        .init("channel", .word(Notice.Channel.self), Text("Chỉ cách gửi này.", "Only by this channel.")),
        .init("node", .text(longest: 200), Text("Chỉ tổ chức có mã này.", "Only of the node of this code.")),
        .init(
            "all", .flag,
            Text("Cả thư đã chuyển, không chỉ thư đang chờ.", "Those passed on too, not only what waits.")),
    ]

    /// The notices of a kit about an edition, to be worded with the links in them: whoever has a link acts as the
    /// secretary, so that only clerks get them.
    private static func linked(_ call: Call) throws -> [Notice] {
        try call.register.permit("notice.done", to: try call.actor())
        let edition = try EditionEndpoints.found(call)
        let search = NoticeSearch(
            kit: edition.kit, edition: edition.number,
            kind: call.textIfAny("kind").flatMap(Notice.Kind.init(rawValue:)),
            channel: call.textIfAny("channel").flatMap(Notice.Channel.init(rawValue:)),
            node: call.textIfAny("node"))
        try call.register.check(search)
        return try call.register.notices(toHandOn: search, withSent: call.flag("all") ?? false)
    }

    private static let notice = Record<Notice>(
        "Notice",
        [
            .whole("id", \.id), .word("kind", \.kind), .word("channel", \.channel), .text("kit", \.kit),
            .whole("edition", \.edition), .text("code", \.nodeCode), .text("name", \.nodeName),
            .textIfAny("person", \.person), .textIfAny("phone", \.phone), .textIfAny("email", \.email),
            .textIfAny("chat", \.chat), .dayIfAny("dueOn", \.dueOn), .whole("copyNumber", \.copyNumber),
            .instant("recordedAt", \.recordedAt), .flag("isDone", \.isDone),
            .word("state", \.course.state), .flag("isUrgent", \.isUrgent),
            .dayIfAny("effectiveOn", \.effectiveOn), .wholeIfAny("toldWithin") { $0.leadID.map(Int.init) },
            .whole("attempts", \.course.attempts), .instantIfAny("nextAt", \.course.nextAt),
            .wholeIfAny("replyCode", \.course.code), .textIfAny("reply", \.course.reply),
            .instantIfAny("finishedAt", \.course.finishedAt),
        ])

    /// What is due today, counted.
    private struct DueToday: Sendable {
        let day: Day
        let isWorkingDay: Bool
        let counts: [(kit: String, count: PlannedCount)]
    }

    private static let due = Record<DueToday>(
        "NoticesDue",
        [
            .day("day", \.day), .flag("isWorkingDay", \.isWorkingDay),
            .many(
                "counts",
                Record<(kit: String, count: PlannedCount)>(
                    "NoticesDueCount",
                    [
                        .text("kit", \.kit), .word("kind", \.count.way.kind),
                        .word("channel", \.count.way.channel), .flag("isUrgent", \.count.way.isUrgent),
                        .whole("count", \.count.count),
                    ]), \.counts),
        ])

    private static let written = Record<Int>("NoticesWritten", [.whole("written", \.self)])

    private static let message = Record<(notice: Notice, text: String)>(
        "Message",
        [
            .whole("id", \.notice.id), .text("code", \.notice.nodeCode),
            .textIfAny("person", \.notice.person),
            .word("channel", \.notice.channel), .text("text", \.text),
        ])

    private static let mail = Record<(notice: Notice, eml: [UInt8])>(
        "Mail",
        [
            .whole("id", \.notice.id), .text("code", \.notice.nodeCode),
            .textIfAny("person", \.notice.person), .textIfAny("email", \.notice.email),
            .text("eml") { String(decoding: $0.eml, as: UTF8.self) },
        ])

    private static let finished = Record<Int>("Finished", [.whole("finished", \.self)])
    private static let reminded = Record<Int>("Reminded", [.whole("recipients", \.self)])
    private static let text = Record<String>("Wording", [.text("text", \.self)])
}

/// Whether the secretary of the committee above is told instead.
struct ReminderSent: Input {
    let escalating: Bool?

    static let properties: [Schema.Property] = [.maybe("escalating", .flag)]
}

/// The notices that were passed on.
struct NoticesSent: Input {
    let ids: [Int64]

    static let properties: [Schema.Property] = [.needed("ids", .list(.id, most: 5_000))]
}

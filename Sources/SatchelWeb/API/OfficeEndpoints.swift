import SatchelCore

/// The office itself, who asks, and the log of everything that was done.
enum OfficeEndpoints {
    static let all: [Endpoint] = [
        .get("/office", Text("Văn phòng và người đang hỏi.", "The office, and who asks."), office) { call in
            OfficeView(
                settings: call.office.settings, today: call.visit.today, account: try call.visit.account())
        },
        .act(
            "/office",
            Text("Đổi thiết lập; điều không ghi giữ nguyên.", "Change settings; what is left out stays."),
            SettingsSent.self, office
        ) { call, sent in
            let settings = sent.changing(call.office.settings)
            try call.office.change(settings: settings, by: try call.actor())
            return OfficeView(settings: settings, today: call.visit.today, account: try call.visit.account())
        },
        Endpoint(
            method: .get, path: "/events", summary: Text("Nhật ký, cũ trước.", "The log, oldest first."),
            parameters: Paging.parameters, body: .none, status: .ok, success: .page(event.schema), run: events
        ),
    ]

    /// The office and who asks.
    struct OfficeView: Sendable {
        let settings: Settings
        let today: Day
        let account: Account
    }

    static let office = Record<OfficeView>(
        "Office",
        [
            .text("name", \.settings.office), .textIfAny("officer", \.settings.officer),
            .textIfAny("phone", \.settings.phone), .text("baseAddress", \.settings.baseAddress),
            .text("timeZone", \.settings.timeZone),
            .day("today", \.today),
            .flag("onePersonMayIssue", \.settings.mayOnePersonIssue),
            .one("account", AccountEndpoints.account, \.account),
        ])

    static let event = Record<Event>(
        "Event",
        [
            .whole("id", \.id), .instant("at", \.instant), .text("user", \.user),
            .textIfAny("onBehalfOf", \.onBehalfOf), .text("verb", \.verb), .text("subject", \.subject),
            .textIfAny("detail", \.detail),
        ])

    /// The register reads no more of the log than is asked for.
    @Sendable private static func events(_ call: Call) throws -> Answer {
        let paging = Paging(call)
        let last = try paging.after(Int64.self) ?? 0
        let found = try call.register.events(after: last, limit: paging.limit + 1)
        let page = found.prefix(paging.limit)
        return paging.answer(
            page.map(event.json), next: found.count > paging.limit ? page.last.map { "\($0.id)" } : nil)
    }
}

/// What changes in the office's settings.
struct SettingsSent: Input {
    let name: String?
    let officer: String?
    let phone: String?
    let baseAddress: String?
    let timeZone: String?
    let mailFrom: String?
    let replyTo: String?
    let onePersonMayIssue: Bool?

    static let properties: [Schema.Property] = [
        .maybe("name", .text), .maybe("officer", .text), .maybe("phone", .text), .maybe("baseAddress", .text),
        .maybe("timeZone", .text), .maybe("mailFrom", .text), .maybe("replyTo", .text),
        .maybe("onePersonMayIssue", .flag),
    ]

    /// The settings with these changes.
    func changing(_ old: Settings) -> Settings {
        var settings = old
        settings.office = name ?? old.office
        settings.officer = officer ?? old.officer
        settings.phone = phone ?? old.phone
        settings.baseAddress = baseAddress ?? old.baseAddress
        while settings.baseAddress.hasSuffix("/") { settings.baseAddress.removeLast() }
        settings.timeZone = timeZone ?? old.timeZone
        if let from = mailFrom ?? old.mail?.from {
            settings.mail = old.mail ?? Settings.Mail(from: from)
            settings.mail?.from = from
            settings.mail?.replyTo = replyTo ?? old.mail?.replyTo
        }
        settings.onePersonMayIssue = onePersonMayIssue ?? old.onePersonMayIssue
        return settings
    }
}

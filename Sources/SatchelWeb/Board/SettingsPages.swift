import SatchelCore

/// The office's settings: who it is, how it is reached, and how it signs off.
enum SettingsPages {
    static let routes: [Route] = [
        .get("/settings", .account, show),
        .post("/settings", shownAgain: show, change),
    ]

    @Sendable private static func show(_ visit: Visit) throws -> Answer {
        let settings = visit.office.settings
        let isAdministrator = visit.mayUse("settings.change")
        let body: HTML =
            isAdministrator
            ? visit.card(
                visit.say("Văn phòng", "The office"),
                visit.form(to: "/settings", visit.say("Lưu thiết lập", "Save"), fields(settings, visit)))
            : visit.card(visit.say("Văn phòng", "The office"), facts(settings, visit))
        let upkeep: HTML? =
            isAdministrator
            ? visit.card(
                visit.say("Giữ gìn dữ liệu", "Upkeep"),
                """
                <ul class="plain"><li><a href="/settings/backups">\(visit.say("Sao lưu", "Backups"))</a></li>
                <li><a href="/settings/check">\(visit.say("Kiểm tra, sửa kho tài liệu", "Check and repair"))</a></li>
                <li><a href="/accounts">\(visit.say("Người dùng và vai trò", "Users and roles"))</a></li></ul>
                """)
            : nil
        return visit.page(
            visit.say("Thiết lập", "Settings"), at: .settings, isNarrow: true,
            """
            <h1>\(visit.say("Thiết lập", "Settings"))</h1>
            \(visit.told(["changed": Text("Đã lưu. Có hiệu lực ngay; riêng múi giờ từ lần khởi động sau.", "Saved. It takes effect at once; the time zone when the service starts next.")]))
            \(upkeep)\(body)
            """)
    }

    private static func facts(_ settings: Settings, _ visit: Visit) -> HTML {
        let who: [(String, HTML?)] = [
            (visit.say("Tên văn phòng", "Office"), .text(settings.office)),
            (visit.say("Người phụ trách", "Officer"), settings.officer.map(HTML.text)),
            (visit.say("Điện thoại", "Telephone"), visit.telephone(settings.phone)),
            (visit.say("Địa chỉ trang web", "Base address"), .text(settings.baseAddress)),
            (visit.say("Thư gửi từ", "Mail from"), (settings.mail?.from).map(HTML.text)),
            (visit.say("Thư trả lời về", "Reply to"), (settings.mail?.replyTo).map(HTML.text)),
            (visit.say("Máy chủ thư", "Mail server"), (settings.mail?.server).map(HTML.text)),
            (
                visit.say("Cổng tin nhắn", "Chat gateway"),
                settings.webhook.map { _ in .text(visit.say("có", "yes")) }
            ),
            (visit.say("Múi giờ", "Time zone"), .text(settings.timeZone)),
            (
                visit.say("Một người tự trình, tự duyệt", "One person may submit and approve"),
                .text(settings.mayOnePersonIssue ? visit.say("được", "yes") : visit.say("không", "no"))
            ),
        ]
        return visit.facts(who + SendingHoursFields.facts(settings, visit))
    }

    private static func fields(_ settings: Settings, _ visit: Visit) -> HTML {
        let onePerson = visit.refusal == nil ? settings.mayOnePersonIssue : visit.form.isTicked("onePerson")
        return """
            \(Field.text("office", visit.say("Tên văn phòng, như khi ký", "The office, as it signs"), visit.value("office", settings.office), isRequired: true))
            \(Field.text("officer", visit.say("Người phụ trách để chi bộ gọi", "The officer branches call"), visit.value("officer", settings.officer)))
            \(Field.text("phone", visit.say("Điện thoại", "Telephone"), visit.value("phone", settings.phone), kind: "tel"))
            \(Field.text("baseAddress", visit.say("Địa chỉ trang web (đứng trong thư gửi chi bộ)", "Base address (stands in letters)"), visit.value("baseAddress", settings.baseAddress), isRequired: true))
            \(Field.text("mailFrom", visit.say("Thư điện tử gửi từ địa chỉ", "Mail is sent from"), visit.value("mailFrom", settings.mail?.from), kind: "email"))
            \(Field.text("replyTo", visit.say("Trả lời về địa chỉ (nếu khác)", "Replies go to (if another)"), visit.value("replyTo", settings.mail?.replyTo), kind: "email"))
            \(SendingHoursFields.html(settings, visit))
            \(SendingFields.html(settings, visit))
            \(Field.text("timeZone", visit.say("Múi giờ", "Time zone"), visit.value("timeZone", settings.timeZone), hint: visit.say("Ví dụ: Asia/Ho_Chi_Minh", "For example: Asia/Ho_Chi_Minh"), isRequired: true))
            \(Field.tick("onePerson", visit.say("Một người được tự trình, tự duyệt và cấp phát (văn phòng chỉ có một người)", "One person may submit, approve and issue (an office of one)"), isTicked: onePerson))
            """
    }

    @Sendable private static func change(_ visit: Visit) throws -> Answer {
        var settings = visit.office.settings
        settings.office = try visit.required("office", visit.say("Tên văn phòng", "Office"))
        settings.officer = visit.form["officer"]
        settings.phone = try visit.form["phone"].map { phone in
            try Contacts.check(phone: phone, of: visit.say("văn phòng", "the office"))
            return phone
        }
        settings.baseAddress = try visit.required(
            "baseAddress", visit.say("Địa chỉ trang web", "Base address"))
        while settings.baseAddress.hasSuffix("/") { settings.baseAddress.removeLast() }
        try SendingHoursFields.change(&settings, visit)
        try SendingFields.change(&settings, visit)
        settings.timeZone = try visit.required("timeZone", visit.say("Múi giờ", "Time zone"))
        settings.onePersonMayIssue = visit.form.isTicked("onePerson") ? true : nil
        try visit.office.change(settings: settings, by: try visit.actor())
        return .seeOther("/settings?done=changed")
    }
}

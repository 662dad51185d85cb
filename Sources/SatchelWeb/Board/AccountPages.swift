import SatchelCore

/// Who may use the register: accounts with their roles, invitations, and who signs off for whom.
enum AccountPages {
    static let routes: [Route] = [
        .get("/accounts", .account, list),
        .get("/accounts/new", .account, new),
        .post("/accounts/new", shownAgain: new, add),
        .get("/accounts/end", .account, ending),
        .post("/accounts/end", shownAgain: ending, end),
        .post("/accounts/invite", shownAgain: list, invite),
        .get("/accounts/delegate", .account, DelegationPages.new),
        .post("/accounts/delegate", shownAgain: DelegationPages.new, DelegationPages.delegate),
        .get("/accounts/revoke", .account, DelegationPages.revoking),
        .post("/accounts/revoke", shownAgain: DelegationPages.revoking, DelegationPages.revoke),
    ]

    @Sendable private static func list(_ visit: Visit) throws -> Answer {
        let accounts = try visit.register.accounts()
        let mayAdd = visit.mayUse("account.add")
        var columns = [
            Table.Column(visit.say("Tên", "Name")), .init(visit.say("Vai trò", "Role")),
            .init(visit.say("Phạm vi", "Scope")), .init(visit.say("Thời gian", "Days")),
            .init(visit.say("Tình trạng", "State")),
        ]
        if mayAdd { columns.append(.init(visit.say("Việc", "Acts"))) }
        let current = accounts.filter { $0.to.map { visit.today <= $0 } ?? true }
        let past = accounts.filter { $0.to.map { $0 < visit.today } ?? false }
        let shown = current + past
        let rows = visit.paged(shown).map { row($0, mayAdd, visit) }
        let add: HTML? =
            mayAdd
            ? visit.action("/accounts/new", visit.say("Lập tài khoản", "Add an account"), isMain: true) : nil
        return visit.page(
            visit.say("Người dùng", "Users"), at: .accounts,
            """
            <div class="row"><h1>\(visit.say("Người dùng", "Users"))</h1><span class="end noprint">\(add)</span></div>
            \(visit.told(told))
            \(visit.card(nil, "\(Table(columns, rows: Array(rows)).html)\(visit.pager(shown.count))"))
            \(try DelegationPages.card(visit))
            \(roles(visit))
            """)
    }

    private static let told = [
        "added": Text(
            "Đã lập tài khoản. Bấm “Mời đặt mật khẩu” để lấy địa chỉ gửi cho người ấy.",
            "The account was added. Press “Invite” for the address to send to that person."),
        "ended": Text("Đã kết thúc tài khoản.", "The account was ended."),
        "delegated": Text("Đã ghi ủy quyền.", "The delegation is recorded."),
        "revoked": Text("Đã thôi ủy quyền.", "The delegation was taken back."),
    ]

    private static func row(_ account: Account, _ mayAdd: Bool, _ visit: Visit) -> [HTML] {
        let isValid = account.isValid(on: visit.today)
        let state: HTML =
            isValid
            ? Mark.ok(visit.say("đang dùng", "valid"))
            : account.from > visit.today
                ? Mark.late(visit.say("chưa đến ngày", "not yet")) : Mark.none(visit.say("đã hết", "over"))
        var cells: [HTML] = [
            .text(account.name), .text(visit.say(account.role.text)),
            account.at.map { visit.node($0) } ?? .text(visit.say("toàn bộ", "the whole office")),
            .text(visit.span(account.from, account.to)), visit.whole(state),
        ]
        if mayAdd {
            let isOver = account.to.map { $0 < visit.today } ?? false
            let acts: HTML = """
                <span class="row">\(visit.button(to: "/accounts/invite", visit.say("Mời đặt mật khẩu", "Invite"), style: "link", hidden: [("name", account.name)]))\
                <a href="/accounts/end?name=\(Fields.encoded(account.name))">\(visit.say("Kết thúc", "End"))</a></span>
                """
            cells.append(isOver ? .empty : acts)
        }
        return cells
    }

    /// What each role may do, for whoever wonders.
    private static func roles(_ visit: Visit) -> HTML {
        let items: [(Account.Role, Text)] = [
            (
                .viewer,
                Text(
                    "xem, lưu bảng rà soát (đoàn kiểm tra: tài khoản tạm có ngày hết hạn)",
                    "reads, saves reviews (an inspection team: a temporary account)")
            ),
            (
                .clerk,
                Text(
                    "thêm: nhập sổ, cặp, tổ chức, xác nhận, thư báo; trình đợt mới",
                    "also registers, kits, organisation, receipts, notices; submits")
            ),
            (
                .issuer,
                Text(
                    "thêm: duyệt, trả lại, cấp phát, cấp bổ sung, ngừng dùng, ủy quyền",
                    "also approves, returns, issues, supplies, withdraws, delegates")
            ),
            (
                .administrator,
                Text(
                    "thêm: tài khoản, thiết lập, sao lưu, gỡ bỏ",
                    "also accounts, settings, backups, removal")
            ),
        ]
        return """
            <details class="noprint"><summary>\(visit.say("Vai trò nào được làm gì", "What each role may do"))</summary>
            \(visit.facts(items.map { (visit.say($0.text), .text(visit.say($1))) }))</details>
            """
    }

    private static func form(_ visit: Visit, _ title: String, _ body: HTML) -> Answer {
        visit.page(
            title, at: .accounts, isNarrow: true, scripts: [OnceShown.script],
            """
            \(visit.trail([("/accounts", visit.say("Người dùng", "Users"))]))
            <h1>\(title)</h1>\(body)
            """)
    }

    @Sendable private static func new(_ visit: Visit) throws -> Answer {
        let roles = Account.Role.allCases.map { ($0.rawValue, visit.say($0.text)) }
        let fields: HTML = """
            \(Field.text("name", visit.say("Tên người dùng", "User name"), visit.value("name"), hint: visit.say("Ngắn, không trùng, ví dụ: lan.chuyen-vien", "Short and its own, for example: lan.clerk"), isRequired: true, autocomplete: "off"))
            \(Field.choice("role", visit.say("Vai trò", "Role"), roles, chosen: visit.value("role", "clerk")))
            \(Field.text("at", visit.say("Chỉ cho tổ chức mang mã (và cấp dưới)", "Only for the node with the code (and below)"), visit.value("at"), hint: visit.say("Để trống: toàn bộ.", "Blank: the whole office.")))
            \(Field.day("from", visit.say("Từ ngày", "From"), visit.value("from", visit.today.office), isRequired: true))
            \(Field.day("to", visit.say("Đến hết ngày", "Up to"), visit.value("to"), hint: visit.say("Chỉ ghi cho tài khoản tạm, như đoàn kiểm tra.", "Only for a temporary account, such as an inspection team's.")))
            """
        return form(
            visit, visit.say("Lập tài khoản", "Add an account"),
            visit.card(nil, visit.form(to: "/accounts/new", visit.say("Lập", "Add"), fields)))
    }

    @Sendable private static func add(_ visit: Visit) throws -> Answer {
        let role = visit.form["role"] ?? ""
        guard let role = Account.Role(rawValue: role) else {
            throw SatchelError(.fieldMissing, ["column": visit.say("Vai trò", "Role")])
        }
        let name = try visit.required("name", visit.say("Tên người dùng", "User name"))
        try visit.register.add(
            account: NewAccount(
                name: name, role: role, at: visit.form["at"], from: try visit.day("from") ?? visit.today,
                to: try visit.day("to")), by: try visit.actor())
        return .seeOther("/accounts?done=added")
    }

    @Sendable private static func ending(_ visit: Visit) throws -> Answer {
        let name = visit.form["name"] ?? visit.query["name"] ?? ""
        let fields: HTML = """
            \(Field.hidden("name", name))
            \(Field.day("on", visit.say("Không dùng được từ ngày", "Not valid from"), visit.value("on", visit.today.office), isRequired: true))
            \(Field.text("reason", visit.say("Lý do", "Reason"), visit.value("reason"), isRequired: true))
            """
        return form(
            visit, visit.say("Kết thúc tài khoản “\(name)”", "End the account “\(name)”"),
            visit.card(
                nil,
                visit.form(to: "/accounts/end", visit.say("Kết thúc", "End it"), style: "danger", fields)))
    }

    @Sendable private static func end(_ visit: Visit) throws -> Answer {
        try visit.register.end(
            account: try visit.required("name", visit.say("Tên người dùng", "User name")),
            on: try visit.day("on") ?? visit.today,
            reason: try visit.required("reason", visit.say("Lý do", "Reason")), by: try visit.actor())
        return .seeOther("/accounts?done=ended")
    }

    /// Shows the one-time address once: it is stored nowhere, so the answer is the page itself.
    @Sendable private static func invite(_ visit: Visit) throws -> Answer {
        let name = try visit.required("name", visit.say("Tên người dùng", "User name"))
        let secret = try visit.office.invite(account: name, by: try visit.actor())
        return form(
            visit, visit.say("Lời mời cho “\(name)”", "Invitation for “\(name)”"),
            visit.card(
                nil,
                """
                <p>\(visit.say("Gửi riêng địa chỉ này cho người ấy. Dùng được một lần, trong 48 giờ; trang này không mở lại được.", "Send this address to that person alone. It works once, within 48 hours; this page cannot be opened again."))</p>
                \(OnceShown(visit.say("Địa chỉ đặt mật khẩu", "Address for setting the password"), visit.office.invitationAddress(secret), visit).html)
                <p><a href="/accounts">\(visit.say("Xong, về danh sách", "Done, back to the list"))</a></p>
                """))
    }
}

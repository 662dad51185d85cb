import SatchelCore

/// Tokens by which programs act with one's account: `card` stands on one's own page.
enum TokenPages {
    static let routes: [Route] = [
        .get("/me/tokens", .account, list),
        .post("/me/tokens", shownAgain: list, make),
        .post("/me/tokens/revoke", shownAgain: list, revoke),
    ]

    /// The way there from one's own page.
    static func card(_ visit: Visit) throws -> HTML {
        let count = try visit.register.tokens(of: try visit.account().name).count
        return visit.card(
            visit.say("Mã truy cập cho phần mềm", "Tokens for programs"),
            """
            <p>\(visit.say("Đang có \(count) mã.", "There are \(count)."))</p>
            <p><a href="/me/tokens">\(visit.say("Xem, tạo, thu hồi mã truy cập", "See, make and revoke tokens"))</a></p>
            """)
    }

    @Sendable private static func list(_ visit: Visit) throws -> Answer {
        let name = try visit.account().name
        let columns = [
            Table.Column(visit.say("Tên mã", "Label")), .init(visit.say("Tạo lúc", "Made")),
            .init(visit.say("Đến hết ngày", "Up to")), .init(visit.say("Việc", "Acts")),
        ]
        let rows = try visit.register.tokens(of: name).map { token -> [HTML] in
            let isOver = token.until.map { $0 < visit.today } ?? false
            let until: HTML =
                isOver
                ? Mark.none(visit.say("đã hết", "over"))
                : .text(token.until?.office ?? visit.say("không hạn", "no end"))
            return [
                .text(token.label), .text(visit.register.clock.stamp(token.madeAt)), until,
                visit.button(
                    to: "/me/tokens/revoke", visit.say("Thu hồi", "Revoke"), style: "link",
                    hidden: [("token", "\(token.id)")]),
            ]
        }
        let none: HTML = "<p class=\"soft\">\(visit.say("Chưa có mã nào.", "There are none."))</p>"
        let fields: HTML = """
            \(Field.text("label", visit.say("Tên mã (phần mềm nào dùng)", "Label (which program uses it)"), visit.value("label"), isRequired: true))
            \(Field.day("until", visit.say("Đến hết ngày", "Up to"), visit.value("until"), hint: visit.say("Để trống: không hạn.", "Blank: no end.")))
            """
        return page(
            visit,
            """
            \(visit.told(["revoked": Text("Đã thu hồi mã.", "The token was revoked.")]))
            <p>\(visit.say("Ai có mã thì làm được mọi việc của tài khoản này; cất giữ như mật khẩu.", "Whoever has a token may do all this account may do; keep it like a password."))</p>
            \(visit.card(visit.say("Đang có", "There are"), rows.isEmpty ? none : Table(columns, rows: rows).html))
            \(visit.card(visit.say("Tạo mã mới", "Make a new one"), visit.form(to: "/me/tokens", visit.say("Tạo", "Make"), fields)))
            """)
    }

    private static func page(_ visit: Visit, _ body: HTML) -> Answer {
        let title = visit.say("Mã truy cập cho phần mềm", "Tokens for programs")
        return visit.page(
            title, isNarrow: true, scripts: [OnceShown.script],
            "\(visit.trail([("/me", visit.say("Trang của tôi", "My page"))]))<h1>\(title)</h1>\(body)")
    }

    /// Shows a new token once.
    @Sendable private static func make(_ visit: Visit) throws -> Answer {
        let label = try visit.required("label", visit.say("Tên mã", "Label"))
        let token = try visit.office.makeToken(
            named: label, for: try visit.account().name, until: try visit.day("until"),
            by: try visit.actor())
        return page(
            visit,
            visit.card(
                nil,
                """
                <p>\(visit.say("Chép mã ngay; trang này không mở lại được.", "Copy it now; this page cannot be opened again."))</p>
                \(OnceShown(label, token, visit).html)
                <p><a href="/me/tokens">\(visit.say("Xong, về danh sách", "Done, back to the list"))</a></p>
                """))
    }

    @Sendable private static func revoke(_ visit: Visit) throws -> Answer {
        try visit.register.revoke(
            token: Int64(try visit.number("token") ?? 0), by: try visit.actor())
        return .seeOther("/me/tokens?done=revoked")
    }
}

import Hummingbird
import SatchelCore

/// Signing in and out, setting a password by a one-time address, changing it.
enum SignInPages {
    static let routes: [Route] = [
        .get("/sign-in", .everyone, signInForm),
        .post("/sign-in", .everyone, shownAgain: signInForm, signIn),
        .post("/sign-out", .account, signOut),
        .get("/welcome", .everyone, welcome),
        .post("/welcome", .everyone, shownAgain: welcome, setPassword),
        .get("/me", .account, own),
        .post("/me/password", .account, shownAgain: own, changePassword),
    ]

    @Sendable private static func signInForm(_ visit: Visit) throws -> Answer {
        if case .account = visit.who { return .seeOther(target(of: visit)) }
        let fields: HTML = """
            \(Field.text("name", visit.say("Tên người dùng", "User name"), visit.value("name"), isRequired: true, autocomplete: "username"))
            \(Field.text("password", visit.say("Mật khẩu", "Password"), kind: "password", isRequired: true, autocomplete: "current-password"))
            \(Field.hidden("to", visit.value("to")))
            """
        return visit.page(
            visit.say("Đăng nhập", "Sign in"), isNarrow: true,
            """
            <h1>\(visit.office.settings.office)</h1>
            \(visit.card(visit.say("Đăng nhập", "Sign in"), visit.form(to: "/sign-in", visit.say("Đăng nhập", "Sign in"), fields)))
            <p class="soft">\(visit.say("Bí thư chi bộ không cần đăng nhập: mở đường dẫn trong thư báo, hoặc", "Secretaries need not sign in: open the link in the notice, or")) \
            <a href="/k">\(visit.say("nhập mã mở ghi trong thư", "type the opening code in the letter"))</a>.</p>
            """)
    }

    @Sendable private static func signIn(_ visit: Visit) throws -> Answer {
        let name = try visit.required("name", visit.say("Tên người dùng", "User name"))
        let password = visit.form.raw("password") ?? ""
        let keys = ["name \(name.lowercased())", "address \(visit.address)"]
        let now = visit.office.clock.now
        try visit.site.limits.check(keys, now: now)
        do {
            let (secret, _) = try visit.office.signIn(name: name, password: password)
            visit.site.limits.succeed(keys)
            return signedIn(visit, secret, to: target(of: visit))
        } catch let error as SatchelError {
            if error.code == .signInRefused, visit.site.limits.fail(keys, now: now) {
                try visit.office.recordLockOut(of: name, from: visit.address)
            }
            throw error
        }
    }

    private static func signedIn(_ visit: Visit, _ secret: String, to path: String) -> Answer {
        var answer = Answer.seeOther(path)
        answer.headers[.setCookie] = SessionCookie.set(.board, to: secret, for: visit.site)
        return answer
    }

    /// The page somebody wanted before signing in: one of this site, never another's.
    private static func target(of visit: Visit) -> String {
        let wanted = visit.form["to"] ?? visit.query["to"] ?? "/"
        let isOwn = wanted.hasPrefix("/") && !wanted.hasPrefix("//") && !wanted.contains("\\")
        return isOwn && wanted.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } ? wanted : "/"
    }

    @Sendable private static func signOut(_ visit: Visit) throws -> Answer {
        if let secret = visit.secret { try visit.office.signOut(secret) }
        var answer = Answer.seeOther("/sign-in")
        answer.headers[.setCookie] = SessionCookie.clear(.board, for: visit.site)
        return answer
    }

    /// The page behind a one-time address: the secret stands in the fragment, which no server on the way sees, and a
    /// few lines put it into the form.
    @Sendable private static func welcome(_ visit: Visit) throws -> Answer {
        let fields: HTML = """
            \(Field.text("secret", visit.say("Mã dùng một lần (phần sau dấu # của địa chỉ)", "One-time code (what stands behind # in the address)"), visit.value("secret"), isRequired: true, autocomplete: "off"))
            \(Field.text("name", visit.say("Tên người dùng", "User name"), visit.value("name"), hint: visit.say("Ghi đúng tên tài khoản được mời; người quản trị đầu tiên tự chọn, ví dụ: lan.chuyen-vien", "The name of the account that was invited; the first administrator chooses one, for example: lan.clerk"), isRequired: true, autocomplete: "username"))
            \(Field.text("password", visit.say("Mật khẩu mới", "New password"), kind: "password", hint: visit.say("Ít nhất 10 ký tự; một câu ngắn dễ nhớ hơn một từ lạ.", "At least 10 characters; a short sentence is easier to keep than a strange word."), isRequired: true, autocomplete: "new-password"))
            \(Field.text("again", visit.say("Ghi lại mật khẩu", "Password again"), kind: "password", isRequired: true, autocomplete: "new-password"))
            """
        return visit.page(
            visit.say("Đặt mật khẩu", "Set a password"), isNarrow: true, scripts: [fragmentIntoForm],
            """
            <h1>\(visit.say("Đặt mật khẩu", "Set a password"))</h1>
            \(visit.card(nil, visit.form(to: "/welcome", visit.say("Đặt mật khẩu và vào", "Set it and enter"), fields)))
            """)
    }

    private static let fragmentIntoForm = Script(
        "if(location.hash.length>1){document.getElementById('f-secret').value=location.hash.slice(1);history.replaceState(null,'',location.pathname)}"
    )

    @Sendable private static func setPassword(_ visit: Visit) throws -> Answer {
        let name = try visit.required("name", visit.say("Tên người dùng", "User name"))
        let secret = try visit.required("secret", visit.say("Mã dùng một lần", "One-time code"))
        let keys = ["welcome \(visit.address)"]
        let now = visit.office.clock.now
        try visit.site.limits.check(keys, now: now)
        let password = try newPassword(visit)
        do {
            let account = try visit.office.setPassword(password, name: name, invitation: secret)
            let (session, _) = try visit.office.signIn(name: account, password: password)
            return signedIn(visit, session, to: "/")
        } catch let error as SatchelError {
            if error.code == .linkInvalid, visit.site.limits.fail(keys, now: now) {
                try visit.office.recordLockOut(of: nil, from: visit.address)
            }
            throw error
        }
    }

    private static func newPassword(_ visit: Visit) throws -> String {
        let password = visit.form.raw("password") ?? ""
        guard password == visit.form.raw("again") else { throw SatchelError(.passwordsDiffer) }
        return password
    }

    /// One's own page: role, tokens, password.
    @Sendable private static func own(_ visit: Visit) throws -> Answer {
        let account = try visit.account()
        let fields: HTML = """
            \(Field.text("old", visit.say("Mật khẩu hiện nay", "Present password"), kind: "password", isRequired: true, autocomplete: "current-password"))
            \(Field.text("password", visit.say("Mật khẩu mới", "New password"), kind: "password", isRequired: true, autocomplete: "new-password"))
            \(Field.text("again", visit.say("Ghi lại mật khẩu mới", "New password again"), kind: "password", isRequired: true, autocomplete: "new-password"))
            """
        let done: HTML? =
            visit.query["done"] == "password"
            ? "<div class=\"note ok\" role=\"status\"><p>\(visit.say("Đã đổi mật khẩu; các nơi khác đã thoát.", "The password is changed; other places are signed out."))</p></div>"
            : nil
        return visit.page(
            account.name, isNarrow: true,
            """
            <h1>\(account.name)</h1>\(done)
            \(visit.facts([
                (visit.say("Vai trò", "Role"), .text(visit.say(account.role.text))),
                (visit.say("Phạm vi", "Scope"), .text(account.at ?? visit.say("toàn bộ", "the whole office"))),
                (visit.say("Hiệu lực đến", "Valid until"), account.to.map { .text($0.office) }),
            ]))
            \(try TokenPages.card(visit))
            \(visit.card(visit.say("Đổi mật khẩu", "Change the password"), visit.form(to: "/me/password", visit.say("Đổi", "Change"), fields)))
            """)
    }

    @Sendable private static func changePassword(_ visit: Visit) throws -> Answer {
        let password = try newPassword(visit)
        let account = try visit.account()
        try visit.office.changePassword(
            of: account.name, old: visit.form.raw("old") ?? "", new: password, keeping: visit.secret)
        return .seeOther("/me?done=password")
    }
}

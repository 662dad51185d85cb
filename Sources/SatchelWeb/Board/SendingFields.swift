import SatchelCore

/// The part of the settings page about the mail server and the chat gateway; secrets are taken and never shown.
enum SendingFields {
    static func html(_ settings: Settings, _ visit: Visit) -> HTML {
        """
        <h3>\(visit.say("Gửi thư qua máy chủ", "Sending mail through a server"))</h3>
        \(server(settings, visit))
        <h3>\(visit.say("Gửi tin nhắn qua cổng của văn phòng", "Sending chat messages through a gateway"))</h3>
        \(gateway(settings, visit))
        <h3>\(visit.say("Khác", "Other"))</h3>
        """
    }

    private static func server(_ settings: Settings, _ visit: Visit) -> HTML {
        let mail = settings.mail
        let securities = [
            ("", visit.say("STARTTLS (cổng 465: TLS)", "STARTTLS (port 465: TLS)")), ("startTLS", "STARTTLS"),
            ("tls", "TLS"),
            ("none", visit.say("không mã hóa (chỉ trong máy này)", "none (this machine only)")),
        ]
        return """
            \(Field.text("mailServer", visit.say("Máy chủ thư", "Mail server"), visit.value("mailServer", mail?.server), hint: visit.say("Ví dụ: mail.example:587. Bỏ trống: thư được xuất ra để gửi tay.", "For example mail.example:587. Empty: mails are written out to be sent by hand.")))
            \(Field.choice("mailSecurity", visit.say("Mã hóa", "Security"), securities, chosen: visit.value("mailSecurity", mail?.security)))
            \(Field.text("mailUser", visit.say("Tên đăng nhập máy chủ thư", "User at the mail server"), visit.value("mailUser", mail?.user), autocomplete: "off"))
            \(secret("mailPassword", visit.say("Mật khẩu máy chủ thư", "Password at the mail server"), isSet: mail?.password != nil, visit))
            \(Field.text("mailPerMinute", visit.say("Nhiều nhất mấy thư một phút", "Mails a minute at most"), visit.value("mailPerMinute", mail?.perMinute.map(String.init)), kind: "number", hint: visit.say("Bỏ trống: không hạn chế.", "Empty: no limit.")))
            """
    }

    private static func gateway(_ settings: Settings, _ visit: Visit) -> HTML {
        """
        \(secret("webhookURL", visit.say("Địa chỉ cổng (https)", "The gateway's address (https)"), isSet: settings.webhook != nil, kind: "url", visit))
        \(secret("webhookSecret", visit.say("Khóa ký (whsec_…)", "The signing secret (whsec_…)"), isSet: settings.webhook != nil, visit))
        \(settings.webhook == nil ? nil : Field.tick("webhookNone", visit.say("Không gửi tin nhắn nữa", "Send no chat messages any more"), isTicked: visit.form.isTicked("webhookNone")))
        """
    }

    /// A field that comes empty whatever is set.
    private static func secret(
        _ name: String, _ label: String, isSet: Bool, kind: String = "password", _ visit: Visit
    ) -> HTML {
        let hint =
            isSet
            ? visit.say("Đã đặt, không hiện ra. Bỏ trống: giữ nguyên.", "Set, and not shown. Empty: kept.")
            : nil
        return Field.text(name, label, kind: kind, hint: hint, autocomplete: "new-password")
    }

    /// Takes what was written into the settings.
    static func change(_ settings: inout Settings, _ visit: Visit) throws {
        let old = settings
        try refuseHalves(old, visit)
        settings.mail = try visit.form["mailFrom"].map { from in
            var mail = Settings.Mail(from: from, replyTo: visit.form["replyTo"])
            mail.server = visit.form["mailServer"]
            mail.security = visit.form["mailSecurity"]
            mail.authorities = old.mail?.authorities
            mail.connections = old.mail?.connections
            mail.user = visit.form["mailUser"]
            mail.password = try password(for: mail, old.mail, visit)
            mail.perMinute = try visit.form["mailPerMinute"].map { text in
                guard let number = Int(text) else { throw SatchelError(.mailRateBroken, ["number": text]) }
                return number
            }
            return mail
        }
        if visit.form.isTicked("webhookNone") {
            settings.webhook = nil
        } else if let url = visit.form["webhookURL"] ?? old.webhook?.url {
            settings.webhook = Settings.Webhook(
                url: url, secret: visit.form["webhookSecret"] ?? old.webhook?.secret ?? "",
                authorities: old.webhook?.authorities)
        }
    }

    /// The password written, or else the one kept: which goes to the server it was given for, and to no other.
    private static func password(
        for mail: Settings.Mail, _ old: Settings.Mail?, _ visit: Visit
    ) throws -> String? {
        if mail.user == nil { return nil }
        if let written = visit.form["mailPassword"] { return written }
        guard let kept = old?.password else { return nil }
        let isSame = mail.server == old?.server && mail.security == old?.security && mail.user == old?.user
        if !isSame, mail.server != nil { throw SatchelError(.mailPasswordAnew) }
        return kept
    }

    /// Nothing that was written or set is dropped in silence because something else is missing.
    private static func refuseHalves(_ old: Settings, _ visit: Visit) throws {
        let server = ["mailServer", "mailUser", "mailPassword"].compactMap { visit.form[$0] }
        if visit.form["mailFrom"] == nil, !server.isEmpty { throw SatchelError(.mailFromMissing) }
        let hasGateway = visit.form["webhookURL"] != nil || old.webhook != nil
        if visit.form["webhookSecret"] != nil, !hasGateway { throw SatchelError(.gatewayAddressMissing) }
    }
}

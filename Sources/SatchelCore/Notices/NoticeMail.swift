import Foundation

/// A notice as a mail ready to hand to a server: RFC 5322, text and HTML as alternatives (RFC 2046), both base64.
///
/// Same notice, same bytes: date and message id come from the notice, so a mail sent twice is recognised as one.
package struct NoticeMail: Sendable {
    package let eml: [UInt8]

    /// Nil when the notice has no address a header may carry.
    /// - Throws: `settingsBroken` when the office's own address is missing or none, `settingsZone`.
    package init?(_ notice: Notice, _ texts: NoticeTexts, settings: Settings, language: Language) throws {
        let from = try NoticeMail.address(settings.mail?.from, named: "mail.from")
        let reply = try settings.mail?.replyTo.map { try NoticeMail.address($0, named: "mail.replyTo") }
        guard let to = notice.email.flatMap(MailAddress.init) else { return nil }
        let boundary = "=_satchel_\(notice.id)_\(notice.recordedAt.milliseconds)"
        let head = [
            MailHeader.field("From", settings.office, from),
            MailHeader.field("To", notice.person, to),
            reply.map { MailHeader.field("Reply-To", settings.office, $0) },
            MailHeader.field("Subject", texts.subject),
            "Date: \(MailHeader.date(notice.recordedAt, in: try settings.zone()))",
            "Message-ID: \(NoticeMail.id(of: notice, at: settings.baseAddress))",
            "Auto-Submitted: auto-generated",
            "Content-Language: \(language.rawValue)",
            "MIME-Version: 1.0",
            "Content-Type: multipart/alternative;\r\n boundary=\"\(boundary)\"",
        ].compactMap { $0 }
        let parts = [
            NoticeMail.part("text/plain", NoticeMailBody.text(texts, language)),
            NoticeMail.part("text/html", NoticeMailBody.html(texts, language)),
        ].map { "--\(boundary)\r\n\($0)\r\n" }
        let mail = head.joined(separator: "\r\n") + "\r\n\r\n" + parts.joined() + "--\(boundary)--\r\n"
        eml = Array(mail.utf8)
    }

    private static func address(_ text: String?, named setting: String) throws -> MailAddress {
        guard let address = text.flatMap(MailAddress.init) else {
            throw SatchelError(
                .settingsBroken, ["path": "settings.yaml", "why": "\(setting): \(text ?? "–")"])
        }
        return address
    }

    /// Stays the same for a notice; unlike any other's also after a register was restored from a backup.
    private static func id(of notice: Notice, at base: String) -> String {
        let host = URLComponents(string: base)?.host ?? ""
        let named = MailAddress("satchel@\(host)") == nil ? "satchel.invalid" : host
        return "<notice-\(notice.id)-\(notice.recordedAt.milliseconds)@\(named)>"
    }

    /// The notice that a Message-ID names, and the instant it was recorded; nil when it is none of ours.
    package static func notice(named messageID: String) -> (id: Int64, recordedAt: Instant)? {
        let name = /notice-(?<id>[0-9]{1,18})-(?<at>[0-9]{1,18})@/
        guard let match = messageID.firstMatch(of: name), let id = Int64(match.id), let at = Int64(match.at)
        else { return nil }
        return (id, Instant(milliseconds: at))
    }

    private static func part(_ type: String, _ text: String) -> String {
        let lines = text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n")
        let code = Data(lines.utf8).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ])
        return "Content-Type: \(type); charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n\(code)"
    }
}

/// The two bodies of a mail.
enum NoticeMailBody {
    static func text(_ texts: NoticeTexts, _ language: Language) -> String {
        var blocks = ["\(texts.greeting),"] + texts.body + [texts.request]
        if let link = texts.link {
            blocks.append(
                [texts.linkTitle, link, texts.codeNote?.line, texts.linkNote].compactMap { $0 }
                    .joined(separator: "\n"))
        }
        if let title = texts.changesTitle {
            let lines = texts.changes.enumerated().map { place, change in
                "\(place + 1). " + change.lines(language).joined(separator: "\n   ")
            }
            blocks.append(([title + ":"] + lines).joined(separator: "\n"))
        }
        blocks += [texts.contact, texts.office]
        return blocks.joined(separator: "\n\n") + "\n"
    }

    static func html(_ texts: NoticeTexts, _ language: Language) -> String {
        let paragraph: (String) -> HTML = { "<p style=\"margin:0 0 14px\">\($0)</p>\n" }
        let page: HTML = """
            <!doctype html>
            <html lang="\(language.rawValue)"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>\(texts.subject)</title></head>
            <body style="margin:0;padding:20px;font:16px/1.5 'Segoe UI',Roboto,Arial,sans-serif"><div style="max-width:620px">
            \(paragraph(texts.greeting + ","))\(texts.body.map(paragraph))\(paragraph(texts.request))\(link(texts))\(changes(texts, language))\(paragraph(texts.contact))<p style="margin:0"><b>\(texts.office)</b></p>
            </div></body></html>

            """
        return page.markup
    }

    private static func link(_ texts: NoticeTexts) -> HTML? {
        guard let link = texts.link else { return nil }
        let code = texts.codeNote.map {
            "\($0.words) <b style=\"white-space:nowrap\">\($0.code)</b><br>" as HTML
        }
        return """
            <p style="margin:0 0 14px">\(texts.linkTitle)<br><a href="\(link)" style="overflow-wrap:anywhere">\(link)</a><br>\(code)<small>\(texts.linkNote)</small></p>

            """
    }

    private static func changes(_ texts: NoticeTexts, _ language: Language) -> HTML? {
        guard let title = texts.changesTitle else { return nil }
        let items = texts.changes.map { change -> HTML in
            let lines = change.lines(language).map { HTML.text($0) }
            return "<li style=\"margin:0 0 8px\">\(HTML.joined(lines, by: "<br>"))</li>\n"
        }
        return """
            <p style="margin:0 0 6px"><b>\(title)</b></p>
            <ol style="margin:0 0 14px;padding-left:24px">
            \(items)</ol>

            """
    }
}

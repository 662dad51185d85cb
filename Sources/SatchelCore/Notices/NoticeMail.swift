import Foundation

/// A mail ready to hand to a server: RFC 5322, text and HTML as alternatives (RFC 2046) and beside them each list of
/// changes as a page to print, all base64.
///
/// Same notices and settings, same bytes: date and message id come from the first notice, the id whatever the settings,
/// so a mail sent twice is recognised as one.
package struct NoticeMail: Sendable {
    package let eml: [UInt8]

    /// Nil when the notice has no address a header may carry.
    /// - Throws: `settingsBroken` when the office's own address is missing or none, `settingsZone`.
    package init?(
        _ notice: Notice, _ texts: NoticeTexts, id: String, settings: Settings, language: Language
    ) throws {
        try self.init(notice, parts: [texts], id: id, settings: settings, language: language)
    }

    /// One mail of notices to one person; those about branches below a committee become one list.
    /// - Parameters:
    ///   - lead: the notice that names the mail. - parts: what the lead and those told with it say.
    ///   - id: the Message-ID, as `MailName` makes it.
    ///   - isDraft: to be opened in a mail program and sent from there; programs from Microsoft ask for the mark.
    package init?(
        _ lead: Notice, parts: [NoticeTexts], id: String, settings: Settings, language: Language,
        isDraft: Bool = false
    ) throws {
        let from = try NoticeMail.sender(settings)
        let reply = try settings.mail?.replyTo.map { try NoticeMail.address($0, named: "mail.replyTo") }
        guard let to = lead.email.flatMap(MailAddress.init) else { return nil }
        let told = NoticeTexts.told(parts, language: language)
        let content = NoticeMailContent(told, lead: lead, settings: settings, language: language)
        let head = [
            MailHeader.field("From", settings.office, from),
            MailHeader.field("To", lead.person, to),
            reply.map { MailHeader.field("Reply-To", settings.office, $0) },
            MailHeader.field("Subject", told.first?.subject ?? ""),
            "Date: \(MailHeader.date(lead.recordedAt, in: try settings.zone()))",
            "Message-ID: \(id)",
            "Auto-Submitted: auto-generated",
            "Content-Language: \(language.rawValue)",
            "MIME-Version: 1.0",
            isDraft ? "X-Unsent: 1" : nil,
        ].compactMap { $0 }
        eml = Array((head.joined(separator: "\r\n") + "\r\n" + content.part).utf8)
    }

    /// The office's own address.
    /// - Throws: `settingsBroken` when it is missing or none.
    static func sender(_ settings: Settings) throws -> MailAddress {
        try address(settings.mail?.from, named: "mail.from")
    }

    private static func address(_ text: String?, named setting: String) throws -> MailAddress {
        guard let address = text.flatMap(MailAddress.init) else {
            throw SatchelError(
                .settingsBroken, ["path": "settings.yaml", "why": "\(setting): \(text ?? "–")"])
        }
        return address
    }
}

/// The content of a mail as a part of a message (RFC 2045): the two bodies, and the pages beside them.
private struct NoticeMailContent {
    let part: String

    init(_ told: [NoticeTexts], lead: Notice, settings: Settings, language: Language) {
        let mark = "\(lead.id)_\(lead.recordedAt.milliseconds)"
        let bodies = NoticeMailContent.multipart(
            "alternative", "=_satchel_\(mark)",
            [
                NoticeMailContent.text("text/plain", NoticeMailBody.text(told, language)),
                NoticeMailContent.text("text/html", NoticeMailBody.html(told, language)),
            ])
        let pages = told.compactMap(\.exchange).map { exchange in
            NoticeMailContent.text(
                "text/html", exchange.page(settings, language).html, named: exchange.fileName)
        }
        part =
            pages.isEmpty
            ? bodies : NoticeMailContent.multipart("mixed", "=_satchel_m_\(mark)", [bodies] + pages)
    }

    private static func multipart(_ kind: String, _ boundary: String, _ parts: [String]) -> String {
        let inner = parts.map { "--\(boundary)\r\n\($0)\r\n" }.joined()
        return
            "Content-Type: multipart/\(kind);\r\n boundary=\"\(boundary)\"\r\n\r\n\(inner)--\(boundary)--\r\n"
    }

    /// - Parameter name: of the file it is to be, in plain ASCII.
    private static func text(_ type: String, _ text: String, named name: String? = nil) -> String {
        let lines = text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n")
        let code = Data(lines.utf8).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ])
        let place = name.map { "Content-Disposition: attachment;\r\n filename=\"\($0)\"\r\n" } ?? ""
        return
            "Content-Type: \(type); charset=utf-8\r\n\(place)Content-Transfer-Encoding: base64\r\n\r\n\(code)"
    }
}

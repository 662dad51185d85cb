import Foundation

/// What a mail system says became of one recipient of a mail (RFC 3464, and RFC 6533 for other addresses).
package struct DeliveryReport: Hashable, Sendable {
    package enum Action: String, CaseIterable, Sendable {
        case failed, delayed, delivered, relayed, expanded
    }

    /// Of the mail that was sent, with its angle brackets, when the report has its header.
    package let messageID: String?
    /// The address it was sent to, or where it went in the end.
    package let recipient: String?
    /// Where it went in the end, when that is another.
    package let finalRecipient: String?
    /// When the report was written, in seconds since 1970.
    package let writtenAt: Int64?
    package let action: Action
    /// By RFC 3463, for example `5.1.1`; empty when it is none.
    package let status: String
    /// What the last server said.
    package let diagnostic: String?

    /// The most bytes of a mail that are looked at.
    static let longestMail = 1 << 20
    /// The most recipients of one report.
    static let mostRecipients = 100

    /// The reports in a mailbox (mbox, RFC 4155) or in one mail; everything else in it is passed over.
    package static func all(in bytes: [UInt8]) -> (reports: [DeliveryReport], mails: Int) {
        let mails = Mailbox.mails(in: bytes)
        return (mails.flatMap { reports(of: MailPart($0.prefix(longestMail))) }, mails.count)
    }

    /// Whether bytes are a mailbox or a mail; an empty file is a mailbox without mails.
    package static func canRead(_ bytes: [UInt8]) -> Bool { Mailbox.isOne(bytes) }

    /// The reports of one mail; none when it is no report.
    static func reports(of mail: MailPart) -> [DeliveryReport] {
        guard let parts = reportParts(of: mail, depth: 0) else { return [] }
        guard let status = parts.first(where: { isStatus($0.type) }) else { return [] }
        let id = parts.lazy.compactMap(originalID).first ?? referredID(in: mail)
        let writtenAt = mail["date"].flatMap(seconds)
        // The fields of each recipient stand together, after those of the whole mail.
        var rest = status.decoded
        var found: [DeliveryReport] = []
        while !rest.isEmpty, found.count < mostRecipients {
            let group = MailPart.fields(&rest)
            if let report = DeliveryReport(group, messageID: id, writtenAt: writtenAt) {
                found.append(report)
            }
        }
        return found
    }

    private static func isStatus(_ type: String) -> Bool {
        type == "message/delivery-status" || type == "message/global-delivery-status"
    }

    /// The parts beside a delivery status, wherever it stands.
    private static func reportParts(of part: MailPart, depth: Int) -> [MailPart]? {
        guard depth < MailPart.deepest else { return nil }
        let parts = part.parts
        if parts.contains(where: { isStatus($0.type) }) { return parts }
        for inner in parts {
            if let found = reportParts(of: inner, depth: depth + 1) { return found }
        }
        return nil
    }

    /// The id in the mail that was sent, or in its header, which the report gives back.
    private static func originalID(_ part: MailPart) -> String? {
        let kinds = ["message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"]
        guard kinds.contains(part.type) else { return nil }
        return MailPart(part.decoded)["message-id"].flatMap(angled)
    }

    /// The id that the report itself answers to, as Gmail writes it.
    private static func referredID(in mail: MailPart) -> String? {
        for name in ["in-reply-to", "references", "x-original-message-id"] {
            if let id = mail[name].flatMap(angled) { return id }
        }
        return nil
    }

    /// The last `<…>` of a text.
    private static func angled(_ text: String) -> String? {
        guard let start = text.lastIndex(of: "<"), let end = text[start...].firstIndex(of: ">") else {
            return nil
        }
        let id = text[start...end]
        return id.utf8.count <= 300 && !id.contains(" ") ? String(id) : nil
    }

    /// One recipient's fields; nil when they are none.
    private init?(_ fields: [(name: String, value: String)], messageID: String?, writtenAt: Int64?) {
        func value(_ name: String) -> String? { fields.first { $0.name == name }?.value }
        guard let word = value("action")?.prefix(while: { $0.isLetter }).lowercased(),
            let action = Action(rawValue: word)
        else { return nil }
        self.messageID = messageID
        self.writtenAt = writtenAt
        self.action = action
        let address = value("original-recipient") ?? value("final-recipient")
        recipient = address.flatMap(DeliveryReport.address)
        finalRecipient = value("final-recipient").flatMap(DeliveryReport.address)
        status = DeliveryReport.status(value("status") ?? "")
        diagnostic = value("diagnostic-code").map { String(DeliveryReport.typed($0).prefix(500)) }
    }

    /// Whether the report blames the address, by its status; a vague one (`5.0.0`) leaves it to what the last server
    /// said.
    package var blamesAddress: Bool {
        let said = diagnostic.flatMap { text in
            EnhancedStatus(String(text.drop { $0.isASCII && $0.isNumber }.drop { $0 == " " || $0 == "-" }))
        }
        guard let status = EnhancedStatus(status), !status.isVague else {
            return said?.blamesAddress ?? false
        }
        return status.blamesAddress
    }

    /// Whether it is about an address, however it is written.
    package func isAbout(_ address: String) -> Bool {
        let address = address.lowercased()
        return [recipient, finalRecipient].contains { $0?.lowercased() == address }
    }

    /// What follows the type, as in `rfc822; a@b.example` and `smtp; 550 …`.
    private static func typed(_ text: String) -> String {
        let parts = text.split(separator: ";", maxSplits: 1)
        let tail = parts.count == 2 ? parts[1] : text[...]
        return tail.split(separator: " ").joined(separator: " ")
    }

    private static func address(_ text: String) -> String? {
        let plain = typed(text).filter { $0 != "<" && $0 != ">" }
        return plain.contains("@") && plain.utf8.count <= 320 ? plain : nil
    }

    /// Class, subject and detail at the beginning of a text.
    private static func status(_ text: String) -> String {
        EnhancedStatus(text).map { "\($0.kind).\($0.subject).\($0.detail)" } ?? ""
    }

    /// The instant of a date (RFC 5322, 3.3), as in `Mon, 10 Nov 2025 08:00:00 +0700 (ICT)`.
    private static func seconds(_ date: String) -> Int64? {
        let form = DateFormatter()
        form.locale = Locale(identifier: "en_US_POSIX")
        let words = date.prefix { $0 != "(" }.split(separator: " ").joined(separator: " ")
        for pattern in [
            "EEE, d MMM yyyy HH:mm:ss Z", "d MMM yyyy HH:mm:ss Z", "EEE, d MMM yyyy HH:mm:ss zzz",
        ] {
            form.dateFormat = pattern
            if let found = form.date(from: words) { return Int64(found.timeIntervalSince1970) }
        }
        return nil
    }
}

/// Mails one after another in a file (RFC 4155).
enum Mailbox {
    /// Whether bytes are mails or nothing: they begin as a mailbox does, or with a field that every mail has one of.
    static func isOne(_ bytes: [UInt8]) -> Bool {
        if bytes.isEmpty || bytes.starts(with: Array("From ".utf8)) { return true }
        let usual = [
            "from", "date", "received", "return-path", "message-id", "subject", "content-type", "to",
        ]
        var start = bytes.prefix(64 << 10)
        return MailPart.fields(&start).contains { usual.contains($0.name) }
    }

    /// A mail begins at `From `, a sender and a time, at the start of the file or after an empty line; a file that
    /// begins otherwise is one mail.
    static func mails(in bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        let word = Array("From ".utf8)
        guard !bytes.isEmpty else { return [] }
        guard bytes.starts(with: word) else { return [bytes[...]] }
        var found: [ArraySlice<UInt8>] = []
        var start = 0
        var isAfterEmpty = true
        var rest = bytes[...]
        while !rest.isEmpty {
            let place = rest.startIndex
            let line = MailLine.take(&rest)
            if isAfterEmpty, line.starts(with: word), place == 0 || endsInTime(line) {
                if place > 0 { found.append(bytes[start..<place]) }
                start = rest.startIndex
            }
            isAfterEmpty = line.isEmpty
        }
        return found + [bytes[start...]]
    }

    /// Whether a line ends as `08:00:05 2025`, maybe with a zone: a sentence that begins with the word does not.
    private static func endsInTime(_ line: ArraySlice<UInt8>) -> Bool {
        let tail = line.suffix(24)
        let isYear = { (word: ArraySlice<UInt8>) in
            word.count == 4 && word.allSatisfy { (0x30...0x39).contains($0) }
        }
        return tail.count { $0 == 0x3A } == 2 && tail.split(separator: 0x20).contains(where: isYear)
    }
}

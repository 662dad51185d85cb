import Foundation
import Yams

/// The office's one settings file, `settings.yaml` in the data folder.
package struct Settings: Codable, Sendable, Equatable {
    package struct Mail: Codable, Sendable, Equatable {
        /// The address that letters are from.
        package var from: String
        package var replyTo: String?
        /// The host that takes the mail, maybe with its port: `mail.example:587`; nil when mails are not sent by itself.
        package var server: String?
        /// `startTLS`, `tls`, or `none` on this machine; nil means `startTLS`, `tls` on port 465.
        package var security: String?
        package var user: String?
        package var password: String?
        /// A file of certificates to trust instead of the system's.
        package var authorities: String?
        /// The most mails in a minute; nil for as many as go.
        package var perMinute: Int?
        /// Connections at once when there are many mails; nil means 4, and one where there is a most in a minute.
        package var connections: Int?

        package init(from: String, replyTo: String? = nil) {
            self.from = from
            self.replyTo = replyTo
        }
    }

    /// The office as it signs, for example "Ban Xây dựng Đảng xã …".
    package var office: String
    /// Where the secretaries' pages are served, for links in letters; no slash at the end.
    package var baseAddress: String
    /// An IANA zone name.
    package var timeZone: String
    /// The officer to call, and the number.
    package var officer: String?
    package var phone: String?
    package var mail: Mail?
    package var webhook: Webhook?
    /// Whether one person may submit, approve and issue; nil means no.
    package var onePersonMayIssue: Bool?
    /// The language of what goes out to people; nil means Vietnamese.
    package var language: Language?
    /// When the office writes to people; nil means Monday to Friday, 7:30 to 17:00.
    package var sending: Sending?

    package init(
        office: String, baseAddress: String, timeZone: String, officer: String? = nil, phone: String? = nil,
        mail: Mail? = nil, onePersonMayIssue: Bool? = nil, sending: Sending? = nil
    ) {
        self.office = office
        self.baseAddress = baseAddress
        self.timeZone = timeZone
        self.officer = officer
        self.phone = phone
        self.mail = mail
        self.onePersonMayIssue = onePersonMayIssue
        self.sending = sending
    }

    /// The language of letters, mails and messages.
    package var noticeLanguage: Language { language ?? .vi }

    /// Whether one person may hold both pens: submit and approve.
    package var mayOnePersonIssue: Bool { onePersonMayIssue ?? false }

    package static let standard = Settings(
        office: "Ban Xây dựng Đảng", baseAddress: "https://satchel.example", timeZone: "Asia/Ho_Chi_Minh",
        officer: nil, phone: nil, mail: Mail(from: "satchel@satchel.example", replyTo: nil))

    /// The zone the settings name.
    /// - Throws: `settingsZone`.
    package func zone() throws -> TimeZone {
        guard let zone = TimeZone(identifier: timeZone) else {
            throw SatchelError(.settingsZone, ["zone": timeZone])
        }
        return zone
    }

    /// Reads the file.
    /// - Throws: `settingsBroken` with what is wrong; `notPermitted`.
    package static func read(from path: String) throws -> Settings {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw SatchelError(.notPermitted, ["path": path])
        }
        do {
            return try YAMLDecoder().decode(Settings.self, from: text)
        } catch {
            // The words of the reader may quote the file; so the cause stays behind.
            let why = Settings.withoutSecrets("\(error)", of: text)
            throw SatchelError(.settingsBroken, ["path": path, "why": why])
        }
    }

    /// Writes the file, readable by its owner alone.
    package func write(to path: String) throws {
        let text = try YAMLEncoder().encode(self)
        try PrivateFile.write(Array((text + Settings.comment).utf8), to: path)
    }

    /// What stands at the end of the file for whoever edits it.
    private static let comment = """
        # onePersonMayIssue: true   một người được tự trình, duyệt và cấp phát.
        # Không ghi, hoặc false: người khác phải duyệt trước (satchel edition submit, approve, issue).
        # onePersonMayIssue: true   one person may submit, approve and issue.
        # Absent or false: another person must approve first (satchel edition submit, approve, issue).
        # language: vi         ngôn ngữ của thư, tin gửi đi: vi hoặc en; không ghi: vi.
        # sending:             ngày giờ gửi thư; không ghi: thứ hai đến thứ sáu, 7:30–17:00.
        #   days: [mon, tue, wed, thu, fri]
        #   from: "7:30"
        #   to: "17:00"
        #   holidays: [01/01, 30/04, 01/05, 02/09, 16/02/2026 – 20/02/2026]
        # mail:                gửi thư qua máy chủ này; không ghi server: chỉ xuất tệp .eml để gửi tay.
        #   server: mail.example:587      (cổng 465: tls)
        #   security: startTLS            (startTLS, tls; none chỉ trong máy này)
        #   user: satchel
        #   password: "…"
        #   perMinute: 60
        # webhook:             gửi tin nhắn qua cổng của văn phòng (Standard Webhooks).
        #   url: https://…
        #   secret: whsec_…

        """
}

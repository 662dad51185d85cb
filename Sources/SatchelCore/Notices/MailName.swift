import Foundation

/// What the Message-ID of a notice's mail says: the notice, the instant it was recorded, and a tag by the office's key,
/// so that nobody who got one mail can name another.
///
/// It stays the same between two tries, and is unlike any other's also after a register was restored from a backup.
package struct MailName: Sendable, Hashable {
    let notice: Int64
    let recordedAt: Instant
    private let tag: String

    init(_ notice: Notice, _ key: LinkKey) {
        self.notice = notice.id
        recordedAt = notice.recordedAt
        tag = key.mailTag(notice: notice.id, recordedAt: notice.recordedAt)
    }

    /// Reads a Message-ID; nil when it is none of ours by its form.
    init?(_ messageID: String) {
        let name = /<notice-(?<id>[0-9]{1,18})-(?<at>[0-9]{1,18})-(?<tag>[0-9a-f]{16})@/
        guard let match = messageID.firstMatch(of: name), let id = Int64(match.id), let at = Int64(match.at)
        else { return nil }
        (notice, recordedAt, tag) = (id, Instant(milliseconds: at), String(match.tag))
    }

    /// Whether this office named it so.
    func isBy(_ key: LinkKey) -> Bool {
        AccessSecret.isSame(key.mailTag(notice: notice, recordedAt: recordedAt), tag)
    }

    /// With its angle brackets (RFC 5322, 3.6.4).
    /// - Parameter host: of the office's own address; none is needed to find the notice again.
    func messageID(at host: String) -> String {
        "<notice-\(notice)-\(recordedAt.milliseconds)-\(tag)@\(host)>"
    }
}

extension Office {
    /// The Message-ID of the mail that a notice leads.
    /// - Throws: `fileMissing` when the key file is gone.
    func messageID(of lead: Notice) throws -> String {
        let host = settings.mail?.from.split(separator: "@").last.map(String.init)
        return MailName(lead, try LinkKey(folder: folder)).messageID(at: host ?? "satchel.invalid")
    }
}

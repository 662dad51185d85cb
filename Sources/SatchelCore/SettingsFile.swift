import Foundation
import Synchronization

/// The settings as the file has them now: read again whenever another file has taken its place, so that a change by
/// hand or from a page takes effect at once.
final class SettingsFile: Sendable {
    /// What tells one state of a file from the next without reading it.
    private struct Mark: Equatable {
        let inode: UInt64
        let seconds: Int
        let nanoseconds: Int
        let size: Int64

        init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            inode = UInt64(status.st_ino)
            seconds = status.st_mtim.tv_sec
            nanoseconds = status.st_mtim.tv_nsec
            size = Int64(status.st_size)
        }
    }

    let path: String
    private let last: Mutex<(settings: Settings, mark: Mark?)>

    /// - Parameter settings: as just read from the path.
    init(_ settings: Settings, path: String) {
        self.path = path
        last = Mutex((settings, Mark(path)))
    }

    /// What the file says; what it last said while it cannot be read.
    var current: Settings {
        let mark = Mark(path)
        return last.withLock { last in
            guard let mark, mark != last.mark else { return last.settings }
            last.mark = mark
            if let read = try? Settings.read(from: path), (try? read.zone()) != nil,
                (try? read.calendar()) != nil
            {
                last.settings = read
            }
            return last.settings
        }
    }
}

extension Office {
    /// Changes the settings: the file is replaced and the log tells of it, or neither. All of it takes effect at once
    /// but the time zone, which the office's clock keeps until it is opened anew.
    /// - Throws: `settingsZone`, `fieldMissing`, `baseAddressBroken`, `mailAddressBroken`, `notPermitted`, `diskFull`,
    ///   and what `permit` refuses.
    package func change(settings new: Settings, by actor: Actor) throws {
        try new.check()
        let old = settings
        let detail = new.told.filter { old.told[$0.key] != $0.value }
            .merging(new.toldOfSecrets(changedFrom: old)) { $1 }
        if detail.isEmpty { return }
        let path = settingsFile.path
        var isWritten = false
        do {
            try register.record(settings: detail, by: actor) {
                try new.write(to: path)
                isWritten = true
            }
        } catch {
            if isWritten { try? old.write(to: path) }
            throw error
        }
    }
}

extension Settings {
    fileprivate func check() throws {
        _ = try zone()
        _ = try calendar()
        guard VietnameseText.kept(office) != nil else {
            throw SatchelError(.fieldMissing, ["column": "office"])
        }
        let address = URLComponents(string: baseAddress)
        guard let address, ["https", "http"].contains(address.scheme), address.host?.isEmpty == false,
            address.query == nil, address.fragment == nil
        else { throw SatchelError(.baseAddressBroken, ["text": baseAddress]) }
        try checkSending()
        for text in [mail?.from, mail?.replyTo].compactMap({ $0 }) where MailAddress(text) == nil {
            throw SatchelError(.mailAddressBroken, ["text": text])
        }
    }

    /// Each setting by its name in the file, as the log tells of it.
    fileprivate var told: [String: String] {
        [
            "office": office, "baseAddress": baseAddress, "timeZone": timeZone, "officer": officer ?? "",
            "phone": phone ?? "", "mail.from": mail?.from ?? "", "mail.replyTo": mail?.replyTo ?? "",
            "onePersonMayIssue": mayOnePersonIssue ? "true" : "false",
            "language": language?.rawValue ?? "",
            "sending.days": (sending?.days ?? []).joined(separator: ", "),
            "sending.from": sending?.from ?? "", "sending.to": sending?.to ?? "",
            "sending.holidays": (sending?.holidays ?? []).joined(separator: ", "),
        ].merging(toldOfSending) { $1 }
    }
}

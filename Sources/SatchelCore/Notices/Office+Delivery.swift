import Foundation
import Sending
import Synchronization

extension Office {
    /// The channels that the settings name a way out for: a mail server, a gateway.
    package var ways: [Notice.Channel] {
        let settings = settings
        return (settings.mail?.server == nil ? [] : [.mail]) + (settings.webhook == nil ? [] : [.chat])
    }

    /// Whether there is anything to send with.
    package var isSending: Bool { !ways.isEmpty }

    /// Writes what is due today into the outbox, within the office's hours: the program's own act, before it sends.
    /// - Returns: whether it was within them. - Throws: `settingsBroken` and what the register throws.
    @discardableResult
    package func writeDueNotices() throws -> Bool {
        let calendar = try settings.calendar()
        guard calendar.isOpen(at: clock.now, clock) else { return false }
        try register.writeDueNotices(calendar: calendar, by: nil)
        return true
    }

    /// Connections to the mail server at once, unless the settings say otherwise.
    private static let connections = 4

    /// Sends what the outbox has for now: mails to the mail server, chat messages to the gateway, where the settings
    /// name them, in the office's language; each channel by itself, so that neither waits for the other or suffers
    /// from it. Blocks its thread; several at once share the work.
    /// - Parameters:
    ///   - isStopped: asked before each message; what is on its way is finished.
    ///   - tell: gets the state of a channel after each message, on any thread.
    /// - Returns: a tally for each channel there is a way for, with what stood in its way.
    /// - Throws: `settingsBroken` when the office's hours are.
    package func deliver(
        by channels: [Notice.Channel] = [.mail, .chat],
        until isStopped: @escaping @Sendable () -> Bool = { false },
        telling tell: @escaping @Sendable (DeliveryTally) -> Void = { _ in }
    ) throws -> [DeliveryTally] {
        _ = try settings.calendar()
        let tallies = TalliesByPlace(count: channels.count)
        let runs = DispatchGroup()
        for (place, channel) in channels.enumerated() {
            runs.enter()
            Thread.detachNewThread {
                tallies.set(deliver(by: channel, until: isStopped, telling: tell), at: place)
                runs.leave()
            }
        }
        runs.wait()
        return tallies.all
    }

    /// Nil when there is no way.
    private func deliver(
        by channel: Notice.Channel, until isStopped: @escaping @Sendable () -> Bool,
        telling tell: @escaping @Sendable (DeliveryTally) -> Void
    ) -> DeliveryTally? {
        let settings = settings
        let language = settings.noticeLanguage
        let lanes = { (count: Int) in
            DeliveryLanes(
                office: self, channel: channel, count: count, language: language, isStopped: isStopped,
                tell: tell)
        }
        do {
            if channel == .mail, let server = try settings.mailServer() {
                let isPaced = settings.mail?.perMinute != nil
                return lanes(isPaced ? 1 : settings.mail?.connections ?? Office.connections).run {
                    try MailCarrier(server, self, settings, language: language)
                }
            }
            if channel == .chat, let endpoint = try settings.webhookEndpoint() {
                return lanes(1).run { try WebhookCarrier(endpoint, self, language: language) }
            }
            return nil
        } catch {
            var tally = DeliveryTally(channel)
            tally.trouble = error as? SatchelError ?? SatchelError(.programFailed, cause: error)
            return tally
        }
    }

    /// Who holds a message, for whoever looks at the register: the process, and nothing that another is called.
    static func workerName() -> String { "\(getpid())-\(randomID().prefix(8))" }

    /// Takes in what mail systems report about mails that were taken and not delivered. Whoever can write into the
    /// mailbox can say so of any mail of which they know the Message-ID, and of no other.
    /// - Parameter bytes: a mailbox or one mail, from anywhere.
    /// - Throws: `mailboxBroken` when it is neither; `fileMissing` when the key file is gone.
    package func takeIn(bounces bytes: [UInt8]) throws -> BounceTally {
        guard DeliveryReport.canRead(bytes) else { throw SatchelError(.mailboxBroken) }
        let key = try LinkKey(folder: folder)
        let (reports, mails) = DeliveryReport.all(in: bytes)
        var tally = BounceTally(mails: mails, reports: reports.count)
        for report in reports where report.action == .failed {
            guard let name = MailName(report.messageID ?? ""), name.isBy(key) else {
                tally.foreign += 1
                continue
            }
            do {
                let isNew = try register.bounced(name, report)
                tally.recorded += isNew ? 1 : 0
                tally.known += isNew ? 0 : 1
            } catch let error as SatchelError where error.code == .noticeUnknown {
                tally.foreign += 1
            }
        }
        return tally
    }
}

/// Tallies of runs side by side.
private final class TalliesByPlace: Sendable {
    private let tallies: Mutex<[DeliveryTally?]>

    init(count: Int) { tallies = Mutex(Array(repeating: nil, count: count)) }

    var all: [DeliveryTally] { tallies.withLock { $0.compactMap { $0 } } }

    func set(_ tally: DeliveryTally?, at place: Int) { tallies.withLock { $0[place] = tally } }
}

/// What was found in a mailbox of reports.
package struct BounceTally: Sendable, Hashable {
    package let mails: Int
    /// Recipients that something is said of.
    package let reports: Int
    /// Mails of ours that did not arrive: now on the list to telephone.
    package var recorded = 0
    /// Of ours too, and known before.
    package var known = 0
    /// About mails that are not this register's.
    package var foreign = 0

    init(mails: Int, reports: Int) {
        self.mails = mails
        self.reports = reports
    }
}

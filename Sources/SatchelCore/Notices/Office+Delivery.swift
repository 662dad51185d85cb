import Foundation
import Sending

extension Office {
    /// Whether there is anything to send with: a mail server or a gateway.
    package var isSending: Bool { settings.mail?.server != nil || settings.webhook != nil }

    /// Writes what is due today into the outbox, within the office's hours: the program's own act, before it sends.
    /// - Returns: whether it was within them. - Throws: `sendingBroken` and what the register throws.
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
    /// name them. Blocks its thread; several at once share the work.
    /// - Parameters:
    ///   - isStopped: asked before each message; what is on its way is finished.
    ///   - tell: gets the state of a channel after each message, on any thread.
    /// - Returns: a tally for each channel there is a way for.
    /// - Throws: what the settings lack (`settingsBroken`, `mailServerBroken`, …), and what the register throws.
    package func deliver(
        language: Language = .vi, until isStopped: @escaping @Sendable () -> Bool = { false },
        telling tell: @escaping @Sendable (DeliveryTally) -> Void = { _ in }
    ) throws -> [DeliveryTally] {
        let settings = settings
        var tallies: [DeliveryTally] = []
        let lanes = { (channel: Notice.Channel, count: Int) in
            DeliveryLanes(
                office: self, channel: channel, count: count, language: language, isStopped: isStopped,
                tell: tell)
        }
        if let server = try settings.mailServer() {
            let isPaced = settings.mail?.perMinute != nil
            let count = isPaced ? 1 : settings.mail?.connections ?? Office.connections
            tallies.append(
                try lanes(.mail, count).run { try MailCarrier(server, settings, language: language) })
        }
        if let endpoint = try settings.webhookEndpoint() {
            tallies.append(
                try lanes(.chat, 1).run { try WebhookCarrier(endpoint, self, language: language) })
        }
        return tallies
    }

    /// Who holds a message, for whoever looks at the register: the process, and nothing that another is called.
    static func workerName() -> String { "\(getpid())-\(randomID().prefix(8))" }

    /// Takes in what mail systems report about mails that were taken and not delivered.
    /// - Parameter bytes: a mailbox or one mail, from anywhere.
    package func takeIn(bounces bytes: [UInt8]) throws -> BounceTally {
        let (reports, mails) = DeliveryReport.all(in: bytes)
        var tally = BounceTally(mails: mails, reports: reports.count)
        for report in reports where report.action == .failed {
            let why = [report.status, report.diagnostic ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
            do {
                let isNew = try register.bounced(messageID: report.messageID ?? "", why: why)
                tally.recorded += isNew ? 1 : 0
                tally.known += isNew ? 0 : 1
            } catch let error as SatchelError where error.code == .noticeUnknown {
                tally.foreign += 1
            }
        }
        return tally
    }
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

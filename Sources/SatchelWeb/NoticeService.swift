import Foundation
import Logging
import SatchelCore
import Sending
import Synchronization

/// Writes what is due once a day and sends what the outbox has every half minute, beside the pages, where there is
/// anything to send with; each channel by itself, on threads of their own, for libcurl blocks.
struct NoticeService: Sendable {
    let office: Office
    let logger: Logger
    var pause: Duration = .seconds(30)
    /// Rounds that a channel is left out after its host took nothing, unless the settings change.
    private let roundsOff = 10

    /// Goes on until its task is cancelled; a message on its way then is finished.
    func run() async {
        let isStopped = Flag()
        await withTaskCancellationHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await goOnWriting(until: isStopped) }
                for channel in [Notice.Channel.mail, .chat] {
                    group.addTask { await goOnSending(by: channel, until: isStopped) }
                }
            }
        } onCancel: {
            isStopped.set()
        }
    }

    private func goOnWriting(until isStopped: Flag) async {
        var writtenOn: Day?
        while !isStopped.isSet {
            let today = office.clock.today
            if office.isSending, writtenOn != today, await write() { writtenOn = today }
            try? await Task.sleep(for: pause)
        }
    }

    /// Leaves a channel alone for a while when its host took nothing or asks to wait.
    private func goOnSending(by channel: Notice.Channel, until isStopped: Flag) async {
        var resting: ContinuousClock.Instant?
        var tried = office.settings
        while !isStopped.isSet {
            let settings = office.settings
            if settings != tried { resting = nil }
            tried = settings
            if resting.map({ $0 <= .now }) ?? true, office.ways.contains(channel) {
                resting = await deliver(by: channel, isStopped).map { .now + $0 }
            }
            try? await Task.sleep(for: pause)
        }
    }

    /// Writes what is due today; false outside the office's hours and when something stood in the way.
    private func write() async -> Bool {
        await blocking {
            do {
                return try office.writeDueNotices()
            } catch {
                let why = (error as? SatchelError)?.code.rawValue
                logger.warning("due notices not written", metadata: ["why": "\(why ?? "unknown")"])
                return false
            }
        }
    }

    /// Sends once; how long to wait when something stood in the way.
    private func deliver(by channel: Notice.Channel, _ isStopped: Flag) async -> Duration? {
        await blocking {
            do {
                let tallies = try office.deliver(by: [channel], until: { isStopped.isSet })
                return tallies.compactMap(rest).max()
            } catch {
                logger.warning(
                    "notices not sent",
                    metadata: [
                        "channel": "\(channel.rawValue)",
                        "why": "\((error as? SatchelError)?.code.rawValue ?? "unknown")",
                    ])
                return pause * roundsOff
            }
        }
    }

    private func blocking<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { (done: CheckedContinuation<Result, Never>) in
            Thread.detachNewThread { done.resume(returning: work()) }
        }
    }

    /// Logs what was done and what stood in its way: kinds and codes, never an address, an answer or a secret.
    /// - Returns: how long to leave the channel alone; nil for not at all.
    private func rest(after tally: DeliveryTally) -> Duration? {
        let channel: Logger.Metadata = ["channel": "\(tally.channel.rawValue)"]
        if tally.tried > 0 {
            let counts: Logger.Metadata = [
                "accepted": "\(tally.accepted)", "later": "\(tally.retried)", "refused": "\(tally.refused)",
            ]
            logger.info("notices sent", metadata: channel.merging(counts) { $1 })
        }
        guard let why = tally.fault?.kind.rawValue ?? tally.trouble?.code.rawValue else { return nil }
        let fault: Logger.Metadata = ["why": "\(why)", "code": "\(tally.fault?.code ?? 0)"]
        logger.warning("notices not sent", metadata: channel.merging(fault) { $1 })
        return max(pause * roundsOff, .seconds(tally.pause ?? 0))
    }
}

/// Set once, by anyone.
final class Flag: Sendable {
    private let value = Mutex(false)
    var isSet: Bool { value.withLock { $0 } }
    func set() { value.withLock { $0 = true } }
}

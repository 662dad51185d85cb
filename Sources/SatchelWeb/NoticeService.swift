import Foundation
import Logging
import SatchelCore
import Sending
import Synchronization

/// Writes what is due once a day and sends what the outbox has every half minute, beside the pages, where there is
/// anything to send with; on a thread of its own, for libcurl blocks.
struct NoticeService: Sendable {
    let office: Office
    let logger: Logger
    var pause: Duration = .seconds(30)
    /// Rounds that are left out after a host took nothing, unless the settings change.
    private let roundsOff = 10

    /// Goes on until its task is cancelled; a message on its way then is finished.
    func run() async {
        let isStopped = Flag()
        await withTaskCancellationHandler {
            var off = 0
            var tried = office.settings
            var writtenOn: Day?
            while !isStopped.isSet {
                let settings = office.settings
                if settings != tried { off = 0 }
                tried = settings
                if off > 0 {
                    off -= 1
                } else if office.isSending {
                    let today = office.clock.today
                    if writtenOn != today, await write() { writtenOn = today }
                    if await !deliver(isStopped) { off = roundsOff }
                }
                try? await Task.sleep(for: pause)
            }
        } onCancel: {
            isStopped.set()
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

    /// Sends once; false when something stood in the way.
    private func deliver(_ isStopped: Flag) async -> Bool {
        await blocking { tell { try office.deliver(until: { isStopped.isSet }) } }
    }

    private func blocking(_ work: @escaping @Sendable () -> Bool) async -> Bool {
        await withCheckedContinuation { (done: CheckedContinuation<Bool, Never>) in
            Thread.detachNewThread { done.resume(returning: work()) }
        }
    }

    /// Logs what was done and what stood in its way; never an address or a secret.
    private func tell(_ deliver: () throws -> [DeliveryTally]) -> Bool {
        do {
            let tallies = try deliver()
            for tally in tallies {
                if tally.tried > 0 {
                    logger.info(
                        "notices sent",
                        metadata: [
                            "channel": "\(tally.channel.rawValue)", "accepted": "\(tally.accepted)",
                            "later": "\(tally.retried)", "refused": "\(tally.refused)",
                        ])
                }
                if let fault = tally.fault {
                    logger.warning(
                        "notices not sent",
                        metadata: [
                            "channel": "\(tally.channel.rawValue)", "why": "\(fault.kind.rawValue)",
                            "said": "\(fault.detail)",
                        ])
                }
            }
            return tallies.allSatisfy { $0.fault == nil }
        } catch let error as SatchelError {
            logger.warning("notices not sent", metadata: ["why": "\(error.code.rawValue)"])
        } catch {
            logger.warning("notices not sent")
        }
        return false
    }
}

/// Set once, by anyone.
final class Flag: Sendable {
    private let value = Mutex(false)
    var isSet: Bool { value.withLock { $0 } }
    func set() { value.withLock { $0 = true } }
}

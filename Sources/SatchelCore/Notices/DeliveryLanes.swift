import Foundation
import Sending
import Synchronization

/// Several workers of one channel at once, each with a connection and a thread of its own: libcurl blocks, and a mail
/// server spends most of its time on the disk.
final class DeliveryLanes: Sendable {
    private let office: Office
    private let channel: Notice.Channel
    private let count: Int
    private let language: Language
    private let isStopped: @Sendable () -> Bool
    private let tell: @Sendable (DeliveryTally) -> Void
    private let course: Mutex<(tallies: [DeliveryTally], errors: [any Error])>

    init(
        office: Office, channel: Notice.Channel, count: Int, language: Language,
        isStopped: @escaping @Sendable () -> Bool, tell: @escaping @Sendable (DeliveryTally) -> Void
    ) {
        self.office = office
        self.channel = channel
        self.count = count
        self.language = language
        self.isStopped = isStopped
        self.tell = tell
        course = Mutex((Array(repeating: DeliveryTally(channel), count: count), []))
    }

    /// Waits until every lane has ended.
    /// - Parameter make: makes a lane's carrier; one that cannot be made is the host's fault.
    func run(_ make: @escaping @Sendable () throws -> any Carrier) throws -> DeliveryTally {
        let lanes = DispatchGroup()
        for lane in 0..<count {
            lanes.enter()
            Thread.detachNewThread { [self] in
                run(lane, make)
                lanes.leave()
            }
        }
        lanes.wait()
        let (tallies, errors) = course.withLock { ($0.tallies, $0.errors) }
        if let error = errors.first { throw error }
        return DeliveryTally(channel, sumOf: tallies)
    }

    private func run(_ lane: Int, _ make: () throws -> any Carrier) {
        let run = DeliveryRun(
            office: office, worker: Office.workerName(), language: language, isStopped: isStopped,
            tell: { [self] tally in tell(sum(tally, of: lane)) })
        do {
            _ = sum(try run.run(try make()), of: lane)
        } catch let fault as HostFault {
            var tally = DeliveryTally(channel)
            tally.fault = fault
            _ = sum(tally, of: lane)
        } catch {
            course.withLock { $0.errors.append(error) }
        }
    }

    /// All lanes, after one of them has come further.
    private func sum(_ tally: DeliveryTally, of lane: Int) -> DeliveryTally {
        course.withLock { course in
            course.tallies[lane] = tally
            return DeliveryTally(channel, sumOf: course.tallies)
        }
    }
}

import Foundation
import Sending
import Synchronization

/// Several workers of one channel at once, each with a connection and a thread of its own: libcurl blocks, and a mail
/// server spends most of its time on the disk. The first goes ahead alone until something was taken, so that a host
/// that takes nothing is asked once.
final class DeliveryLanes: Sendable {
    private struct Course {
        var tallies: [DeliveryTally]
        /// The host fails a lane that it took something from: no other need ask.
        var isHalted = false
    }

    private let office: Office
    private let channel: Notice.Channel
    private let count: Int
    private let language: Language
    private let isStopped: @Sendable () -> Bool
    private let tell: @Sendable (DeliveryTally) -> Void
    private let course: Mutex<Course>
    /// Told when the first lane has got something through, or has ended.
    private let isTried = DispatchSemaphore(value: 0)

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
        course = Mutex(Course(tallies: Array(repeating: DeliveryTally(channel), count: count)))
    }

    /// Waits until every lane has ended.
    /// - Parameter make: makes a lane's carrier; one that cannot be made is the host's fault.
    func run(_ make: @escaping @Sendable () throws -> any Carrier) -> DeliveryTally {
        let lanes = DispatchGroup()
        for lane in 0..<count {
            if lane == 1 {
                isTried.wait()
                if isOver { break }
            }
            lanes.enter()
            Thread.detachNewThread { [self] in
                run(lane, make)
                if lane == 0 { isTried.signal() }
                lanes.leave()
            }
        }
        lanes.wait()
        return course.withLock { DeliveryTally(channel, sumOf: $0.tallies) }
    }

    /// Nothing was taken, or the host has failed since.
    private var isOver: Bool {
        course.withLock { $0.isHalted || $0.tallies.allSatisfy { $0.accepted == 0 } }
    }

    private func run(_ lane: Int, _ make: () throws -> any Carrier) {
        let run = DeliveryRun(
            office: office, worker: Office.workerName(), language: language,
            isStopped: { [self] in isStopped() || course.withLock { $0.isHalted } },
            tell: { [self] tally in
                tell(sum(tally, of: lane))
                if lane == 0, tally.accepted == 1 { isTried.signal() }
            })
        do {
            _ = sum(try run.run(try make()), of: lane)
        } catch let fault as HostFault {
            var tally = DeliveryTally(channel)
            tally.fault = fault
            _ = sum(tally, of: lane)
        } catch {
            let trouble = error as? SatchelError ?? SatchelError(.programFailed, cause: error)
            course.withLock { $0.tallies[lane].trouble = trouble }
        }
    }

    /// All lanes, after one of them has come further.
    private func sum(_ tally: DeliveryTally, of lane: Int) -> DeliveryTally {
        course.withLock { course in
            course.tallies[lane] = tally
            if tally.fault != nil, tally.accepted > 0 { course.isHalted = true }
            return DeliveryTally(channel, sumOf: course.tallies)
        }
    }
}

import Foundation
import Sending

/// One worker's way through the outbox, on the thread that calls it: takes messages in hand, sends each over a kept
/// connection and records at once what became of it, so that a crash repeats the one mail on its way at most, by the
/// same Message-ID.
struct DeliveryRun {
    /// Messages taken in hand at once.
    private static let batch = 50
    /// Messages with the same trouble one after another until the host is blamed.
    private static let mostTroubled = 3

    let office: Office
    let worker: String
    let language: Language
    let isStopped: @Sendable () -> Bool
    let tell: @Sendable (DeliveryTally) -> Void

    /// Sends until nothing is left to go now, the host fails, or it is stopped.
    func run(_ carrier: any Carrier) throws -> DeliveryTally {
        var course = Course(carrier: carrier)
        // What takes longer to send than it may be held would be taken by another meanwhile.
        let most = carrier.perMinute.map { max(1, min($0, DeliveryRun.batch / 5) * 5) } ?? DeliveryRun.batch
        while !isStopped(), course.tally.fault == nil {
            let batch = try office.register.lease(
                carrier.channel, most: most, by: worker, calendar: try office.settings.calendar())
            if batch.isEmpty { break }
            try send(batch, &course)
        }
        return course.tally
    }

    /// How far a run has come.
    private struct Course {
        let carrier: any Carrier
        var tally: DeliveryTally
        var troubled = 0
        var pace: SendingPace

        init(carrier: any Carrier) {
            self.carrier = carrier
            tally = DeliveryTally(carrier.channel)
            pace = SendingPace(perMinute: carrier.perMinute)
        }
    }

    /// Sends a batch; what it could not come to is given back.
    private func send(_ batch: [OutboxMessage], _ course: inout Course) throws {
        var rest = batch[...]
        do {
            let texts = MessageTexts(office, batch)
            while let message = rest.first, !isStopped(), isInHand(message),
                course.pace.wait(unless: isStopped)
            {
                guard let result = try carry(message, texts, &course) else { break }
                try office.register.record([DeliveryOutcome(message, result)])
                rest.removeFirst()
                course.tally.count(result)
                tell(course.tally)
            }
        } catch {
            try? release(rest, nil, &course)
            throw error
        }
        try release(rest, course.tally.fault, &course)
    }

    /// What became of one message; nil when the host is at fault.
    private func carry(
        _ message: OutboxMessage, _ texts: MessageTexts, _ course: inout Course
    ) throws -> DeliveryOutcome.Result? {
        do {
            let carried = try course.carrier.carry(message, try texts.parts(of: message, language))
            course.troubled = carried.suspicion == nil ? 0 : course.troubled + 1
            guard course.troubled < DeliveryRun.mostTroubled else {
                course.tally.fault = carried.suspicion
                return nil
            }
            return carried.result
        } catch let fault as HostFault {
            course.tally.fault = fault
            return nil
        } catch let error as SatchelError where error.code != .settingsBroken {
            // Its texts cannot be made; the others' can.
            return .retry(text: error.message(in: language))
        }
    }

    /// With time to send it before another may take it.
    private func isInHand(_ message: OutboxMessage) -> Bool {
        office.clock.now.milliseconds < message.until.milliseconds - 90_000
    }

    private func release(
        _ messages: ArraySlice<OutboxMessage>, _ fault: HostFault?, _ course: inout Course
    ) throws {
        if messages.isEmpty { return }
        let result = DeliveryOutcome.Result.released(text: fault?.told(language))
        try office.register.record(messages.map { DeliveryOutcome($0, result) })
        course.tally.released += messages.count
    }
}

/// The texts of a batch's messages: gathered once for all, or one by one when some cannot be made.
private struct MessageTexts {
    private let office: Office
    private let gathered: NoticeGathering?

    init(_ office: Office, _ batch: [OutboxMessage]) {
        self.office = office
        gathered = try? NoticeGathering(office, batch.flatMap(\.notices), prefers: .electronic)
    }

    func parts(of message: OutboxMessage, _ language: Language) throws -> [NoticeTexts] {
        let gathered =
            try self.gathered ?? NoticeGathering(office, message.notices, prefers: .electronic)
        return try message.notices.map { try gathered.texts(for: $0, language) }
    }
}

/// How fast messages may go: evenly, at most so many a minute. Counts how long, never when.
struct SendingPace {
    private let gap: Duration?
    private var next = ContinuousClock.now

    init(perMinute: Int?) { gap = perMinute.map { .seconds(60) / $0 } }

    /// Waits for the next one's turn; false when it was stopped meanwhile.
    mutating func wait(unless isStopped: () -> Bool) -> Bool {
        guard let gap else { return true }
        while ContinuousClock.now < next {
            if isStopped() { return false }
            Thread.sleep(forTimeInterval: 0.02)
        }
        next = max(next, .now - gap) + gap
        return true
    }
}

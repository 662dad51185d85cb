import Foundation
import Sending

/// One worker's way through the outbox, on the thread that calls it: takes messages in hand, sends each over a kept
/// connection and records at once what became of it, so that a crash repeats the one mail on its way at most, by the
/// same Message-ID.
struct DeliveryRun {
    /// Messages taken in hand at once.
    private static let batch = 50
    /// Messages with trouble, and none taken between them, until the host is blamed.
    private static let mostTroubled = 3

    let office: Office
    let worker: String
    let language: Language
    let isStopped: @Sendable () -> Bool
    let tell: @Sendable (DeliveryTally) -> Void

    /// Sends until nothing is left to go now, the host fails, or it is stopped.
    func run(_ carrier: any Carrier) throws -> DeliveryTally {
        var course = DeliveryCourse(carrier: carrier)
        // What takes longer to send than it may be held would be taken by another meanwhile.
        let most = carrier.perMinute.map { max(1, min($0, DeliveryRun.batch / 5) * 5) } ?? DeliveryRun.batch
        while !isStopped(), course.tally.fault == nil {
            let calendar = try office.settings.calendar()
            let batch = try office.register.lease(
                carrier.channel, most: most, by: worker, calendar: calendar)
            if batch.isEmpty { break }
            try send(batch, calendar, &course)
        }
        return course.tally
    }

    /// Sends a batch; what it could not come to is given back.
    private func send(
        _ batch: [OutboxMessage], _ calendar: WorkingCalendar, _ course: inout DeliveryCourse
    ) throws {
        var rest = batch[...]
        do {
            let texts = MessageTexts(office, batch)
            while let message = rest.first, course.tally.fault == nil, !isStopped(),
                course.pace.wait(unless: isStopped), mayGo(message, calendar, course.carrier)
            {
                guard let carried = try carry(message, texts, &course) else { break }
                // From here on it is not to be sent again, whatever stands in the way of saying so.
                rest.removeFirst()
                try take(carried, of: message, &course)
                tell(course.tally)
            }
        } catch {
            try? recordHeld(&course, isOfOne: false)
            try? release(rest, &course)
            throw error
        }
        try recordHeld(&course, isOfOne: false)
        try release(rest, &course)
    }

    /// What became of one message; nil when the host is at fault.
    private func carry(
        _ message: OutboxMessage, _ texts: MessageTexts, _ course: inout DeliveryCourse
    ) throws -> Carried? {
        do {
            let secrets = try message.notices.flatMap(office.secrets)
            var carried = try course.carrier.carry(message, try texts.parts(of: message, language))
            carried.cut(secrets)
            return carried
        } catch let fault as HostFault {
            course.tally.fault = fault
            return nil
        } catch let error as SatchelError where error.code != .settingsBroken {
            // Its texts cannot be made; the others' can.
            return Carried(.retry(text: error.message(in: language)))
        }
    }

    /// Records what became of a message. A refusal that may be of all is held back until the host has taken another
    /// message, which tells that it was of this one.
    private func take(
        _ carried: Carried, of message: OutboxMessage, _ course: inout DeliveryCourse
    ) throws {
        if case .accepted = carried.result {
            course.troubled = 0
            try record(carried.result, of: message, &course, tries: 5)
            return try recordHeld(&course, isOfOne: true)
        }
        if let suspicion = carried.suspicion {
            course.troubled += 1
            if carried.pause != nil || course.troubled >= DeliveryRun.mostTroubled {
                course.tally.fault = suspicion
                course.tally.pause = carried.pause
            }
            if case .refused = carried.result { return course.held.append((message, carried.result)) }
        }
        try record(carried.result, of: message, &course)
    }

    private func recordHeld(_ course: inout DeliveryCourse, isOfOne: Bool) throws {
        let held = course.held
        course.held = []
        for (message, result) in held {
            guard case .refused(let code, let text, _) = result, !isOfOne else {
                try record(result, of: message, &course)
                continue
            }
            try record(.retry(code: code, text: text), of: message, &course)
        }
    }

    private func record(
        _ result: DeliveryOutcome.Result, of message: OutboxMessage, _ course: inout DeliveryCourse,
        tries: Int = 1
    ) throws {
        for left in (0..<tries).reversed() {
            do {
                try office.register.record(
                    [DeliveryOutcome(message, result)], calendar: try office.settings.calendar())
                break
            } catch {
                if left == 0 { throw error }
                Thread.sleep(forTimeInterval: 0.2)
            }
        }
        course.tally.count(result)
    }

    /// With time to send it before another may take it, and still within the office's hours.
    private func mayGo(
        _ message: OutboxMessage, _ calendar: WorkingCalendar, _ carrier: any Carrier
    ) -> Bool {
        let now = office.clock.now
        let isInHand = now.milliseconds < message.until.milliseconds - Int64(carrier.longest * 1000)
        return isInHand && (message.lead.kind == .withdrawal || calendar.isOpen(at: now, office.clock))
    }

    private func release(_ messages: ArraySlice<OutboxMessage>, _ course: inout DeliveryCourse) throws {
        if messages.isEmpty { return }
        let why = course.tally.fault.map { $0.told(language).withoutAddresses }
        let result = DeliveryOutcome.Result.released(after: course.tally.pause ?? 0, text: why)
        try office.register.record(messages.map { DeliveryOutcome($0, result) })
        course.tally.released += messages.count
    }
}

/// How far a run has come.
private struct DeliveryCourse {
    let carrier: any Carrier
    var tally: DeliveryTally
    var troubled = 0
    /// Refused, and maybe not for what they are.
    var held: [(OutboxMessage, DeliveryOutcome.Result)] = []
    var pace: SendingPace

    init(carrier: any Carrier) {
        self.carrier = carrier
        tally = DeliveryTally(carrier.channel)
        pace = SendingPace(perMinute: carrier.perMinute)
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

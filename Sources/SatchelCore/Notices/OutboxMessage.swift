/// One mail or message to carry out of the house, in a worker's hand until a moment.
package struct OutboxMessage: Sendable {
    /// Whose id and instant name the mail, and after it those told within it: all to one person by one channel.
    package let notices: [Notice]
    /// Who has it in hand.
    package let worker: String
    /// Afterwards another may take it.
    package let until: Instant

    package var lead: Notice { notices[0] }
    /// How often it was tried before.
    package var attempts: Int { lead.course.attempts }
}

/// What became of a message that a worker had in hand.
package struct DeliveryOutcome: Sendable, Hashable {
    package enum Result: Sendable, Hashable {
        /// The other side has taken it.
        case accepted(code: Int, text: String)
        /// Not now: tried again later, in no fewer seconds than are named.
        case retry(after: Int? = nil, code: Int? = nil, text: String)
        /// Never: to be called by telephone; a fault of the address when it is about the recipient.
        case refused(code: Int?, text: String, isAboutRecipient: Bool)
        /// Given back untried, which counts as no attempt: the host is down, or the worker ends.
        case released(after: Int = 0, text: String? = nil)
    }

    /// The id of the message's first notice.
    package let notice: Int64
    package let worker: String
    package let result: Result

    package init(notice: Int64, worker: String, _ result: Result) {
        self.notice = notice
        self.worker = worker
        self.result = result
    }

    package init(_ message: OutboxMessage, _ result: Result) {
        self.init(notice: message.lead.id, worker: message.worker, result)
    }
}

/// When a message that could not be delivered is tried again, and when it is given up.
package struct BackOff: Sendable {
    /// Attempts, and milliseconds of the office's working days, after which a message is given up.
    package static let most = 12
    package static let longest: Int64 = 3 * 86_400_000

    /// How long to wait after an attempt, counted from 1: a minute, doubled each time, six hours at most, and up to a
    /// quarter less or more, so that what failed together does not come together again; the same for the same message.
    package static func milliseconds(after attempt: Int, of notice: Int64, atLeast asked: Int = 0) -> Int64 {
        let seconds = min(60 << min(attempt - 1, 10), 21_600)
        let share = Int64(mixed(UInt64(bitPattern: notice) << 8 | UInt64(attempt & 0xff)) % 501)
        let wait = Int64(seconds) * (750 + share)
        // Whoever asks for more than a day is asked again after one.
        return max(wait, Int64(min(max(asked, 0), 86_400)) * 1000)
    }

    /// The finalizer of SplitMix64 (Steele, Lea, Flood 2014).
    private static func mixed(_ seed: UInt64) -> UInt64 {
        var value = seed &+ 0x9e37_79b9_7f4a_7c15
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}

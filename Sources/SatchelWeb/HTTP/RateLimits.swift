import SatchelCore
import Synchronization

/// How often something may be tried: failed sign-ins and wrong codes, by name and by address.
///
/// Held in memory and bounded: whoever is not among the last 10,000 starts anew.
final class RateLimits: Sendable {
    private struct Count {
        var failures: Int
        var since: Instant
    }

    /// Failures after which a name or an address waits.
    static let allowed = 10
    /// How long it then waits, in milliseconds: a quarter of an hour.
    static let pause: Int64 = 15 * 60 * 1000
    private static let kept = 10_000

    private let counts = Mutex<[String: Count]>([:])

    /// Refuses whoever failed too often.
    /// - Throws: `triedTooOften` with the minutes to wait.
    func check(_ keys: [String], now: Instant) throws {
        let wait = counts.withLock { counts in
            keys.compactMap { key -> Int64? in
                guard let count = counts[key], count.failures >= RateLimits.allowed else { return nil }
                let left = count.since.milliseconds + RateLimits.pause - now.milliseconds
                return left > 0 ? left : nil
            }.max()
        }
        if let wait { throw SatchelError(.triedTooOften, ["minutes": "\((wait + 59_999) / 60_000)"]) }
    }

    /// Counts a failure.
    /// - Returns: whether this one was the last before somebody waits.
    func fail(_ keys: [String], now: Instant) -> Bool {
        counts.withLock { counts in
            var isLast = false
            if counts.count > RateLimits.kept {
                counts = counts.filter { now.milliseconds - $0.value.since.milliseconds < RateLimits.pause }
                if counts.count > RateLimits.kept { counts = [:] }
            }
            for key in keys {
                let old = counts[key]
                let isOver = old.map { now.milliseconds - $0.since.milliseconds >= RateLimits.pause } ?? true
                let failures = isOver ? 1 : (old?.failures ?? 0) + 1
                counts[key] = Count(failures: failures, since: now)
                if failures == RateLimits.allowed { isLast = true }
            }
            return isLast
        }
    }

    /// Forgets the failures of whoever succeeded.
    func succeed(_ keys: [String]) {
        counts.withLock { counts in for key in keys { counts[key] = nil } }
    }
}

import Foundation

/// A point in time, UTC, in whole milliseconds since 1970.
package struct Instant: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static func < (lhs: Instant, rhs: Instant) -> Bool { lhs.milliseconds < rhs.milliseconds }

    /// The instant as Foundation's date.
    package var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
}

/// The office's clock: the instant, and the calendar day it is in the office's zone. Tests and the demo set their own.
package struct OfficeClock: Sendable {
    package let zone: TimeZone
    private let read: @Sendable () -> Instant

    package init(zone: TimeZone, read: @escaping @Sendable () -> Instant = OfficeClock.system) {
        self.zone = zone
        self.read = read
    }

    package static let system: @Sendable () -> Instant = {
        Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }

    package var now: Instant { read() }
    package var today: Day { day(of: now) }

    /// The calendar day of an instant in the office's zone.
    package func day(of instant: Instant) -> Day {
        let seconds = zone.secondsFromGMT(for: instant.date)
        let local = instant.milliseconds + Int64(seconds) * 1000
        let ordinal = Int((Double(local) / 86_400_000).rounded(.down))
        return Day(ordinal: ordinal) ?? Day.first
    }

    /// The first instant of a day, moved by hours and minutes, in the office's zone.
    package func instant(of day: Day, hour: Int = 0, minute: Int = 0) -> Instant {
        let local = Int64(day.ordinal) * 86_400_000 + Int64(hour * 60 + minute) * 60_000
        let guess = Date(timeIntervalSince1970: Double(local) / 1000)
        return Instant(milliseconds: local - Int64(zone.secondsFromGMT(for: guess)) * 1000)
    }

    /// `21/11/2025 09:12` in the office's zone.
    package func stamp(_ instant: Instant) -> String {
        let day = day(of: instant)
        let minutes = Int((instant.milliseconds - self.instant(of: day).milliseconds) / 60_000)
        return "\(day.office) \(Day.twoDigits(minutes / 60)):\(Day.twoDigits(minutes % 60))"
    }

    /// Reads a day (its last instant is meant) or `21/11/2025 09:12`; nil when it is neither.
    package func instant(reading text: String) -> Instant? {
        let parts = text.split(separator: " ").map(String.init)
        guard let first = parts.first, let day = Day(first), parts.count <= 2 else { return nil }
        guard parts.count == 2 else {
            return Instant(milliseconds: instant(of: day.advanced(by: 1)).milliseconds - 1)
        }
        let clock = parts[1].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 2, (0...23).contains(clock[0]), (0...59).contains(clock[1]) else { return nil }
        return Instant(milliseconds: instant(of: day, hour: clock[0], minute: clock[1]).milliseconds + 59_999)
    }
}

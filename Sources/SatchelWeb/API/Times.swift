import SatchelCore

// Days and instants as programs write them.

extension StringProtocol {
    /// The day of `yyyy-mm-dd` (ISO 8601), and of nothing else.
    var isoDay: Day? {
        let isShaped =
            utf8.count == 10
            && utf8.enumerated().allSatisfy { place, byte in
                [4, 7].contains(place) ? byte == 0x2D : (0x30...0x39).contains(byte)
            }
        return isShaped ? Day(self) : nil
    }
}

extension PartialDate {
    /// Reads `2025-10-28`, `2025-10` or `2025`.
    init?(iso text: String) {
        let isShaped =
            [4, 7, 10].contains(text.utf8.count)
            && text.utf8.enumerated().allSatisfy { place, byte in
                [4, 7].contains(place) ? byte == 0x2D : (0x30...0x39).contains(byte)
            }
        guard isShaped, let date = PartialDate(text), date != .unknown else { return nil }
        self = date
    }

    /// `2025-10-28`, `2025-10`, `2025`; nil when nothing is known.
    var iso: String? {
        switch self {
        case .day(let day): day.iso
        case .month(let year, let month): "\(year)-\(month < 10 ? "0" : "")\(month)"
        case .year(let year): "\(year)"
        case .unknown: nil
        }
    }
}

extension Instant {
    /// `2025-11-21T02:12:05.250Z` (RFC 3339).
    var rfc3339: String {
        let days = Int((Double(milliseconds) / 86_400_000).rounded(.down))
        let rest = milliseconds - Int64(days) * 86_400_000
        func padded(_ number: Int64, _ width: Int) -> String {
            let digits = "\(number)"
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let time = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map { padded($0, 2) }
        let day = (Day(ordinal: days) ?? .first).iso
        return "\(day)T\(time.joined(separator: ":")).\(padded(rest % 1000, 3))Z"
    }

    /// Reads an instant by RFC 3339, to the millisecond; nil outside 1900–2199.
    init?(rfc3339 text: String) {
        let pattern =
            /(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d{2}):(\d{2}))/
            .asciiOnlyDigits()
        guard let match = text.wholeMatch(of: pattern)?.output, let day = match.1.isoDay,
            let hour = Int64(match.2), let minute = Int64(match.3), let second = Int64(match.4), hour < 24,
            minute < 60, second < 61
        else { return nil }
        let fraction = match.5.map {
            Int64($0.prefix(3) + String(repeating: "0", count: max(0, 3 - $0.count))) ?? 0
        }
        guard let away = Int64(match.7 ?? "0"), let awayMinutes = Int64(match.8 ?? "0"), away < 24,
            awayMinutes < 60
        else { return nil }
        let offset = (away * 60 + awayMinutes) * (match.6 == "-" ? -60_000 : 60_000)
        let time = ((hour * 60 + minute) * 60 + second) * 1000 + (fraction ?? 0)
        self.init(milliseconds: Int64(day.ordinal) * 86_400_000 + time - offset)
    }
}

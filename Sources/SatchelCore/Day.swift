/// A calendar day in the office's time zone, proleptic Gregorian; stored and compared as the number `yyyymmdd`.
package struct Day: Hashable, Comparable, Sendable {
    /// `yyyymmdd`, for example 20251028.
    package let number: Int

    package var year: Int { number / 10_000 }
    package var month: Int { number / 100 % 100 }
    package var day: Int { number % 100 }

    /// The day with these parts; nil when the calendar has no such day (31/02) or the year is not 1900–2199.
    package init?(year: Int, month: Int, day: Int) {
        guard (1900...2199).contains(year), (1...12).contains(month),
            (1...Day.length(ofMonth: month, year: year)).contains(day)
        else { return nil }
        number = year * 10_000 + month * 100 + day
    }

    /// The day of a stored `yyyymmdd` number; nil when it is not one.
    package init?(number: Int) {
        self.init(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }

    /// Reads `2025-10-28` (ISO 8601) or the office's `28/10/2025`, `28-10-2025`, `28.10.2025`; never month first.
    package init?(_ text: some StringProtocol) {
        guard case .day(let day)? = PartialDate(text) else { return nil }
        self = day
    }

    /// 01/01/1900, the first day there is.
    package static let first = Day(unchecked: 19_000_101)

    /// 31/12/2199, the last day there is.
    package static let last = Day(unchecked: 21_991_231)

    private init(unchecked number: Int) { self.number = number }

    package static func < (lhs: Day, rhs: Day) -> Bool { lhs.number < rhs.number }

    /// Days since 1970-01-01, after Howard Hinnant's `days_from_civil`.
    package var ordinal: Int {
        let y = month <= 2 ? year - 1 : year
        let era = y / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The day so many days after 1970-01-01; nil outside 1900–2199.
    package init?(ordinal: Int) {
        let z = ordinal + 719_468
        let era = z / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        self.init(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    /// This day moved by a number of days; stays put at the ends of the calendar.
    package func advanced(by days: Int) -> Day { Day(ordinal: ordinal + days) ?? self }

    /// `28/10/2025`, as the office writes it.
    package var office: String { "\(Day.twoDigits(day))/\(Day.twoDigits(month))/\(year)" }

    /// `2025-10-28`.
    package var iso: String { "\(year)-\(Day.twoDigits(month))-\(Day.twoDigits(day))" }

    static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// A date known to the day, to the month, to the year, or not at all.
package enum PartialDate: Hashable, Sendable {
    case day(Day)
    case month(year: Int, month: Int)
    case year(Int)
    case unknown

    /// `yyyymmdd` with `00` for the parts that are not known; 0 when nothing is known. The form the register stores.
    package var number: Int {
        switch self {
        case .day(let day): day.number
        case .month(let year, let month): year * 10_000 + month * 100
        case .year(let year): year * 10_000
        case .unknown: 0
        }
    }

    /// The date of a stored number; nil when it is not one.
    package init?(number: Int) {
        if number == 0 {
            self = .unknown
        } else if let day = Day(number: number) {
            self = .day(day)
        } else if number % 100 == 0, let first = Day(number: number + 1) {
            self = .month(year: first.year, month: first.month)
        } else if number % 10_000 == 0, let first = Day(number: number + 101) {
            self = .year(first.year)
        } else {
            return nil
        }
    }

    /// Reads a day (`28/10/2025`, `2025-10-28`), a month (`10/2025`, `2025-10`), a year (`2025`) or nothing (`""`, `?`).
    /// Nil for anything else: a day the calendar lacks, two-digit years, month-first order.
    package init?(_ text: some StringProtocol) {
        let trimmed = text.trimmed
        if trimmed.isEmpty || trimmed == "?" {
            self = .unknown
            return
        }
        let parts = trimmed.split(
            omittingEmptySubsequences: false, whereSeparator: { "/-.".contains($0) }
        ).map { $0.trimmed }
        guard (1...3).contains(parts.count),
            parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) })
        else { return nil }
        let ordered = parts[0].count == 4 ? parts : parts.reversed()
        guard ordered[0].count == 4, ordered.dropFirst().allSatisfy({ $0.count <= 2 }) else { return nil }
        let numbers = ordered.compactMap { Int($0) }
        self.init(
            number: numbers[0] * 10_000 + (numbers.count > 1 ? numbers[1] * 100 : 0)
                + (numbers.count > 2 ? numbers[2] : 0))
        guard self.precision == parts.count else { return nil }
    }

    /// How many of year, month, day are known: 0–3.
    package var precision: Int {
        switch self {
        case .day: 3
        case .month: 2
        case .year: 1
        case .unknown: 0
        }
    }

    /// The day when it is fully known.
    package var day: Day? {
        if case .day(let day) = self { day } else { nil }
    }

    /// The first day the date can mean; nil when unknown.
    package var earliest: Day? {
        switch self {
        case .day(let day): day
        case .month(let year, let month): Day(year: year, month: month, day: 1)
        case .year(let year): Day(year: year, month: 1, day: 1)
        case .unknown: nil
        }
    }

    /// Whether both can be the same day: equal as far as both are known.
    package func agrees(with other: PartialDate) -> Bool {
        let known = min(precision, other.precision)
        let scale = [100_000_000, 10_000, 100, 1][known]
        return number / scale == other.number / scale
    }

    /// `28/10/2025`, `10/2025`, `2025` or `?`.
    package var office: String {
        switch self {
        case .day(let day): day.office
        case .month(let year, let month): "\(Day.twoDigits(month))/\(year)"
        case .year(let year): "\(year)"
        case .unknown: "?"
        }
    }
}

extension StringProtocol {
    /// The text without white space (also no-break spaces) at both ends.
    package var trimmed: String {
        var slice = self[...]
        while let first = slice.first, first.isWhitespace { slice = slice.dropFirst() }
        while let last = slice.last, last.isWhitespace { slice = slice.dropLast() }
        return String(slice)
    }
}

extension Character {
    /// Whether it is one of 0–9 (not the digits of other scripts).
    package var isASCIIDigit: Bool { isASCII && isNumber }
}

/// As `2025-06-30`.
extension Day: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let day = Day(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a day")
        }
        self = day
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(iso)
    }
}

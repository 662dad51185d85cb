import Foundation

/// The number in a cell, written as people see it.
struct CellNumber {
    private let number: Double
    private let isFrom1904: Bool

    init(_ number: Double, isFrom1904: Bool = false) {
        self.number = number
        self.isFrom1904 = isFrom1904
    }

    /// Its text under a format: `31/12/2025`, `10/2025`, `0912345678`, `12.5`.
    func text(as meaning: CellStyles.Meaning) -> String {
        switch meaning {
        case .number: return plain
        case .digits(let count):
            guard number >= 0, number == number.rounded(), number < 1e15 else { return plain }
            let digits = String(Int(number))
            return String(repeating: "0", count: max(0, count - digits.count)) + digits
        case .moment(let parts): return moment(parts) ?? plain
        }
    }

    /// 15 digits count in a spreadsheet; whatever follows is rounding.
    private var plain: String { number == 0 ? "0" : String(format: "%.15g", number) }

    private func moment(_ parts: CellStyles.MomentParts) -> String? {
        // To the year 9999, the end of the calendar of spreadsheets.
        guard number >= 0, number < 2_958_466 else { return nil }
        let seconds = Int((number * 86_400).rounded())
        let time = seconds % 86_400
        let clock = "\(Day.twoDigits(time / 3600)):\(Day.twoDigits(time / 60 % 60))"
        if parts == .time { return clock }
        guard let day = day(seconds / 86_400) else { return nil }
        if parts.isDisjoint(with: [.day, .time]), parts.contains(.year) {
            return parts.contains(.month) ? "\(Day.twoDigits(day.month))/\(day.year)" : "\(day.year)"
        }
        return parts.contains(.time) && time > 0 ? "\(day.office) \(clock)" : day.office
    }

    /// The day of a count of days (ECMA-376-1, 18.17.4.1).
    private func day(_ count: Int) -> Day? {
        if isFrom1904 { return Day(ordinal: count - 24_107) }
        // Day 60 is 29/02/1900, which never was: those before it are one less.
        if count == 0 || count == 60 { return nil }
        return Day(ordinal: count - (count < 60 ? 25_568 : 25_569))
    }
}

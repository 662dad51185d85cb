/// On which days and between which hours the office writes to people: its working days, holidays and hours.
package struct WorkingCalendar: Sendable, Hashable {
    /// Days that are no working days though their weekday is one.
    package enum Holiday: Sendable, Hashable {
        /// Each year from one day to another, as `month × 100 + day`; over New Year when the first is later.
        case yearly(from: Int, to: Int)
        case days(from: Day, to: Day)

        func contains(_ day: Day) -> Bool {
            switch self {
            case .yearly(let from, let to):
                let number = day.number % 10_000
                return from <= to
                    ? (from...to).contains(number) : number >= from || number <= to
            case .days(let from, let to): return from <= day && day <= to
            }
        }
    }

    /// 1 Monday … 7 Sunday (ISO 8601).
    package let weekdays: Set<Int>
    package let holidays: [Holiday]
    /// Minutes after midnight: from the first on, before the second.
    package let hours: Range<Int>

    package init(weekdays: Set<Int>, holidays: [Holiday] = [], hours: Range<Int>) {
        self.weekdays = weekdays
        self.holidays = holidays
        self.hours = hours
    }

    /// Monday to Friday, 7:30 to 17:00.
    package static let standard = WorkingCalendar(weekdays: [1, 2, 3, 4, 5], hours: 450..<1020)

    package func isWorking(_ day: Day) -> Bool {
        weekdays.contains(day.weekday) && !holidays.contains { $0.contains(day) }
    }

    /// The day itself when it is a working day, else the next that is one.
    package func workingDay(from day: Day) -> Day {
        var next = day
        while !isWorking(next), next < .last { next = next.advanced(by: 1) }
        return next
    }

    /// So many working days after a day.
    package func day(_ count: Int, after day: Day) -> Day {
        (0..<count).reduce(day) { last, _ in workingDay(from: last.advanced(by: 1)) }
    }

    /// `7:30–17:00`.
    package var hoursText: String {
        [hours.lowerBound, hours.upperBound].map { "\($0 / 60):\(Day.twoDigits($0 % 60))" }
            .joined(separator: "–")
    }

    /// Whether the office writes to people at an instant.
    package func isOpen(at instant: Instant, _ clock: OfficeClock) -> Bool {
        let day = clock.day(of: instant)
        let minutes = Int((instant.milliseconds - clock.instant(of: day).milliseconds) / 60_000)
        return isWorking(day) && hours.contains(minutes)
    }

    /// When the office writes to people again: an instant within its hours, or the next at which they begin.
    package func opening(from instant: Instant, _ clock: OfficeClock) -> Instant {
        if isOpen(at: instant, clock) { return instant }
        let begin = { clock.instant(of: $0, hour: hours.lowerBound / 60, minute: hours.lowerBound % 60) }
        let today = workingDay(from: clock.day(of: instant))
        if begin(today) >= instant { return begin(today) }
        return begin(workingDay(from: today.advanced(by: 1)))
    }

    /// The milliseconds between two instants that lie on working days.
    package func workingTime(from start: Instant, to end: Instant, _ clock: OfficeClock) -> Int64 {
        var sum: Int64 = 0
        var day = clock.day(of: start)
        while clock.instant(of: day) < end, day < .last {
            let next = day.advanced(by: 1)
            if isWorking(day) {
                let (from, to) = (max(start, clock.instant(of: day)), min(end, clock.instant(of: next)))
                sum += to.milliseconds - from.milliseconds
            }
            day = next
        }
        return sum
    }

    /// The day by which somebody is to be called whom no mail reaches: two working days later, at once when it is urgent.
    package func callBy(_ written: Day, isUrgent: Bool) -> Day {
        isUrgent ? workingDay(from: written) : day(2, after: written)
    }
}

extension Day {
    /// 1 Monday … 7 Sunday (ISO 8601).
    package var weekday: Int { ((ordinal + 3) % 7 + 7) % 7 + 1 }
}

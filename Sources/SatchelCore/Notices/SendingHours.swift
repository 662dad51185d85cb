extension Settings {
    /// When the office writes to people, as the settings file says it (`sending:`); what is absent is as ever.
    package struct Sending: Codable, Sendable, Hashable {
        /// `mon` … `sun`.
        package var days: [String]?
        /// `7:30`.
        package var from: String?
        package var to: String?
        /// `30/04`, `16/02/2026`, `16/02/2026 – 22/02/2026`.
        package var holidays: [String]?

        package init(
            days: [String]? = nil, from: String? = nil, to: String? = nil, holidays: [String]? = nil
        ) {
            self.days = days
            self.from = from
            self.to = to
            self.holidays = holidays
        }
    }

    /// The working days, holidays and hours that the settings name.
    /// - Throws: `settingsBroken` with the word that is wrong.
    package func calendar() throws -> WorkingCalendar {
        let standard = WorkingCalendar.standard
        guard let sending else { return standard }
        let days = try sending.days.map { try $0.map(Sending.weekday) }
        if days?.isEmpty == true { throw Sending.broken("days", "[]") }
        let from = try sending.from.map { try Sending.minutes($0, "from") } ?? standard.hours.lowerBound
        let to = try sending.to.map { try Sending.minutes($0, "to") } ?? standard.hours.upperBound
        guard from < to else { throw Sending.broken("to", sending.to ?? sending.from ?? "") }
        return WorkingCalendar(
            weekdays: days.map(Set.init) ?? standard.weekdays,
            holidays: try (sending.holidays ?? []).map(Sending.holiday), hours: from..<to)
    }
}

extension Settings.Sending {
    private static let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    fileprivate static func broken(_ key: String, _ word: String) -> SatchelError {
        SatchelError(.settingsBroken, ["path": "settings.yaml", "why": "sending.\(key): \(word)"])
    }

    fileprivate static func weekday(_ word: String) throws -> Int {
        guard let place = names.firstIndex(of: word.trimmed.lowercased()) else {
            throw broken("days", "\(word) (\(names.joined(separator: ", ")))")
        }
        return place + 1
    }

    /// `7:30` as minutes after midnight; `24:00` is the end of the day.
    fileprivate static func minutes(_ text: String, _ key: String) throws -> Int {
        let parts = text.trimmed.split(separator: ":", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { $0.allSatisfy(\.isASCIIDigit) ? Int($0) : nil }
        guard parts.count == 2, numbers.count == 2, (0...24).contains(numbers[0]),
            (0...59).contains(numbers[1]), numbers[0] < 24 || numbers[1] == 0
        else { throw broken(key, text) }
        return numbers[0] * 60 + numbers[1]
    }

    /// The longest holiday: a misread year must not silence the office.
    private static let longest = 60

    fileprivate static func holiday(_ text: String) throws -> WorkingCalendar.Holiday {
        let ends = text.replacing("–", with: " - ").split(separator: " - ").map { $0.trimmed }
        guard let first = ends.first, let last = ends.last, ends.count <= 2 else {
            throw broken("holidays", text)
        }
        if let from = Day(first), let to = Day(last) {
            guard from <= to, to.ordinal - from.ordinal < longest else { throw broken("holidays", text) }
            return .days(from: from, to: to)
        }
        guard let from = Day("\(first)/2024"), let to = Day("\(last)/2024"),
            (to.ordinal - from.ordinal + 366) % 366 < longest
        else { throw broken("holidays", text) }
        return .yearly(from: from.number % 10_000, to: to.number % 10_000)
    }
}

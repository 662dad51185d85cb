/// Reads dates in running text: `ngày 02/3/2012`, `4.10.2023`, `ngày 22 tháng 3 năm 2004`, `July 6, 2022`,
/// `năm 2025`.
/// Always the day before the month, unless the month is an English word.
struct DateScanner {
    let text: ScannedText

    /// A date and the place after it.
    typealias Found = (date: PartialDate, end: Int)

    /// A date that stands at a place, with its words (`ngày`, `năm`, `dated`) or in full digits.
    func date(at start: Int) -> Found? {
        var place = skipSpaces(start)
        if text.hasWord("NAM", at: place) { return year(at: skipSpaces(place + 3)) }
        if text.hasWord("THANG", at: place) { return month(at: skipSpaces(place + 5)) }
        if text.matches("NGAY", at: place) { return day(at: skipSpaces(place + 4)) }
        for word in ["ISSUED", "DATED", "ON", "OF"] where text.hasWord(word, at: place) {
            place = skipSpaces(place + word.utf8.count)
        }
        return english(at: place) ?? day(at: place)
    }

    /// A date beside a citation: after a comma or inside parentheses.
    func adjacent(at start: Int) -> Found? {
        let place = skipSpaces(start)
        if text[place] == UInt8(ascii: "(") {
            guard let found = date(at: place + 1) ?? monthInDigits(at: place + 1),
                [UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: ";")].contains(
                    text[skipSpaces(found.end)])
            else { return nil }
            return found
        }
        return date(at: text[place] == UInt8(ascii: ",") ? place + 1 : place)
    }

    /// `22/3/2004`, `01/11/ 2011`, `22 tháng 3 năm 2004`.
    func day(at start: Int) -> Found? {
        guard let (day, end) = digits(at: start, upTo: 2) else { return nil }
        let place = skipSpaces(end)
        if text.matches("THANG", at: place) {
            guard let (month, monthEnd) = digits(at: skipSpaces(place + 5), upTo: 2) else { return nil }
            return yearOfLongForm(at: skipSpaces(monthEnd)).flatMap { full($0.value, month, day, $0.end) }
        }
        guard let separator = separator(at: place),
            let (month, monthEnd) = digits(at: skipSpaces(place + 1), upTo: 2),
            text[skipSpaces(monthEnd)] == separator,
            let (year, yearEnd) = digits(at: skipSpaces(skipSpaces(monthEnd) + 1), upTo: 4),
            yearEnd - monthEnd >= 4
        else { return nil }
        return full(year, month, day, yearEnd)
    }

    /// The year of a long date; tolerates the "5" that a text spinner made of "năm".
    private func yearOfLongForm(at start: Int) -> (value: Int, end: Int)? {
        var place = start
        if text.matches("NAM", at: place) {
            place = skipSpaces(place + 3)
        } else if separator(at: place) != nil || text[place] == UInt8(ascii: ",") {
            place = skipSpaces(place + 1)
        } else if let (_, end) = digits(at: place, upTo: 2) {
            place = skipSpaces(end)
        }
        guard let (year, end) = digits(at: place, upTo: 4), end - place == 4 else { return nil }
        return (year, end)
    }

    private func month(at start: Int) -> Found? {
        guard let (month, end) = digits(at: start, upTo: 2),
            let (year, yearEnd) = yearOfLongForm(at: skipSpaces(end)),
            let date = PartialDate(number: year * 10_000 + month * 100), date.precision == 2
        else { return nil }
        return (date, yearEnd)
    }

    private func monthInDigits(at start: Int) -> Found? {
        guard let (_, end) = digits(at: start, upTo: 2), text[end] == UInt8(ascii: "/") else { return nil }
        return month(at: start)
    }

    private func year(at start: Int) -> Found? {
        guard let (year, end) = digits(at: start, upTo: 4), end - start == 4,
            text[end] != UInt8(ascii: "-"), text[skipSpaces(end)] != UInt8(ascii: "-"),
            let date = PartialDate(number: year * 10_000), date.precision == 1
        else { return nil }
        return (date, end)
    }

    /// `July 6, 2022`, `6 July 2022`, `July 2022`.
    private func english(at start: Int) -> Found? {
        if let (month, end) = monthName(at: start) {
            let place = skipSpaces(end)
            if let (year, yearEnd) = digits(at: place, upTo: 4), yearEnd - place == 4 {
                return PartialDate(number: year * 10_000 + month * 100).map { ($0, yearEnd) }
            }
            guard let (day, dayEnd) = digits(at: place, upTo: 2) else { return nil }
            let comma = skipSpaces(dayEnd)
            let next = skipSpaces(text[comma] == UInt8(ascii: ",") ? comma + 1 : comma)
            return digits(at: next, upTo: 4).flatMap { full($0.value, month, day, $0.end) }
        }
        guard let (day, end) = digits(at: start, upTo: 2),
            let (month, monthEnd) = monthName(at: skipSpaces(end)),
            let (year, yearEnd) = digits(at: skipSpaces(monthEnd), upTo: 4)
        else { return nil }
        return full(year, month, day, yearEnd)
    }

    private func monthName(at start: Int) -> (month: Int, end: Int)? {
        for (index, name) in Self.months.enumerated() {
            for word in [name, String(name.prefix(3))] where text.hasWord(word, at: start) {
                let end = start + word.utf8.count
                return (index + 1, text[end] == UInt8(ascii: ".") ? end + 1 : end)
            }
        }
        return nil
    }

    private func full(_ year: Int, _ month: Int, _ day: Int, _ end: Int) -> Found? {
        Day(year: year, month: month, day: day).map { (.day($0), end) }
    }

    private func digits(at start: Int, upTo limit: Int) -> (value: Int, end: Int)? {
        var end = start
        var value = 0
        while text.isDigit(end), end - start <= limit {
            value = value * 10 + Int(text[end] - 0x30)
            end += 1
        }
        return end > start && end - start <= limit ? (value, end) : nil
    }

    private func separator(at place: Int) -> UInt8? { "/-.".utf8.contains(text[place]) ? text[place] : nil }

    private func skipSpaces(_ place: Int) -> Int { text[place] == ScannedText.space ? place + 1 : place }

    private static let months = [
        "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER",
        "NOVEMBER",
        "DECEMBER",
    ]
}

import SatchelCore

/// Documents as bars on an axis of days, one a row, with what ended them: a picture with the same in words.
package struct Timeline {
    /// One document.
    package struct Bar {
        package let name: String
        /// The first day in force; nil when it is not known.
        package let from: Day?
        /// The first day out of force; nil while nothing ends it.
        package let end: Day?
        /// Whether it is the one the page is about.
        package let isHere: Bool
        /// What the picture says of it, in words.
        package let words: HTML

        package init(name: String, from: Day?, end: Day?, isHere: Bool, words: HTML) {
            self.name = name
            self.from = from
            self.end = end
            self.isHere = isHere
            self.words = words
        }
    }

    /// One document's act upon another, by their places among the bars.
    package struct Act {
        package let subject: Int
        package let object: Int
        package let day: Day
        package let isConfirmed: Bool

        package init(subject: Int, object: Int, day: Day, isConfirmed: Bool) {
            self.subject = subject
            self.object = object
            self.day = day
            self.isConfirmed = isConfirmed
        }
    }

    private let bars: [Bar]
    private let acts: [Act]
    private let today: Day
    private let first: Int
    private let last: Int
    private let title: String
    private let todayWord: String

    // In units of the picture: it is as wide as a phone shows well.
    private static let width = 460
    private static let margin = 6
    private static let row = 46
    private static let thickness = 14

    /// - Parameters:
    ///   - title: names the picture to who does not see it.
    ///   - todayWord: what stands at the line of the day.
    package init(_ bars: [Bar], _ acts: [Act], today: Day, title: String, todayWord: String) {
        self.bars = bars
        self.acts = acts
        self.today = today
        self.title = title
        self.todayWord = todayWord
        let days = bars.flatMap { [$0.from, $0.end] }.compactMap(\.self) + acts.map(\.day) + [today]
        let low = days.map(\.ordinal).min() ?? today.ordinal
        let high = days.map(\.ordinal).max() ?? today.ordinal
        let room = max(120, (high - low) / 12)
        first = low - room / 3
        last = high + room
    }

    /// The picture, and below it the list that says the same.
    package var html: HTML {
        let height = bars.count * Timeline.row + 34
        let lines = bars.map { bar -> HTML in "<li>\(bar.words)</li>\n" }
        return """
            <svg class="line-of" viewBox="0 0 \(Timeline.width) \(height)" width="560" role="img" aria-label="\(title)">
            \(axis(height))\(acts.map(drawn))\(bars.enumerated().map { drawn($0.element, at: $0.offset) })</svg>
            <ol class="plain">\(lines)</ol>

            """
    }

    private func x(_ ordinal: Int) -> Int {
        let inner = Timeline.width - 2 * Timeline.margin
        return Timeline.margin + (ordinal - first) * inner / max(1, last - first)
    }

    private func y(_ place: Int) -> Int { place * Timeline.row + 22 }

    /// Lines at the beginnings of years, not too many of them, and the day itself.
    private func axis(_ height: Int) -> HTML {
        let years = (Day(ordinal: first)?.year ?? 1900)...(Day(ordinal: last)?.year ?? 2199)
        let step = [1, 2, 5, 10, 20, 50].first { years.count / $0 <= 7 } ?? 100
        let lines = years.filter { $0 % step == 0 }.compactMap { year -> HTML? in
            guard let start = Day(year: year, month: 1, day: 1), start.ordinal > first else { return nil }
            let x = x(start.ordinal)
            guard x < Timeline.width - 34 else { return nil }
            return """
                <path d="M\(x) 0V\(height - 18)" stroke="var(--line)"/><text x="\(x)" y="\(height - 4)">\(year)</text>
                """
        }
        let now = x(today.ordinal)
        return """
            \(lines)<path d="M\(now) 0V\(height - 18)" stroke="var(--accent)" stroke-dasharray="3 3"><title>\(todayWord) \(today.office)</title></path>
            """
    }

    private func drawn(_ bar: Bar, at place: Int) -> HTML {
        let start = bar.from.map { x($0.ordinal) } ?? Timeline.margin
        let end = bar.end.map { x($0.ordinal) } ?? Timeline.width - Timeline.margin
        let name = String(bar.name.prefix(44))
        let textX = max(Timeline.margin, min(start + 6, Timeline.width - Timeline.margin - name.count * 9))
        let colour: HTML = bar.end.map { $0 <= today } ?? false ? "none" : "ok"
        let edge: HTML? = bar.from == nil ? " stroke-dasharray=\"4 3\"" : nil
        let weight: HTML? = bar.isHere ? " font-weight=\"700\"" : nil
        return """
            <text x="\(textX)" y="\(y(place) - 6)" stroke="var(--card)" stroke-width="4" paint-order="stroke"\(weight)>\(bar.isHere ? "▸ " : "")\(name)</text>\
            <rect x="\(start)" y="\(y(place))" width="\(max(3, end - start))" height="\(Timeline.thickness)" rx="3" \
            fill="var(--\(colour)-tint)" stroke="var(--\(colour))"\(edge)/>

            """
    }

    /// A line from the one that acts to the one it acts on, on the day it begins; broken while it is not confirmed.
    private func drawn(_ act: Act) -> HTML {
        let x = x(act.day.ordinal)
        let isBelow = act.subject > act.object
        let from = y(act.subject) + (isBelow ? 0 : Timeline.thickness)
        let to = y(act.object) + (isBelow ? Timeline.thickness : 0)
        let tip = isBelow ? 6 : -6
        let dash: HTML? = act.isConfirmed ? nil : " stroke-dasharray=\"3 3\""
        return """
            <path d="M\(x) \(from)V\(to)M\(x - 4) \(to + tip)L\(x) \(to)L\(x + 4) \(to + tip)" fill="none" \
            stroke="var(--bad)" stroke-width="2"\(dash)/>

            """
    }
}

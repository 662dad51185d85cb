/// A part of a letter, and how high it is on paper.
struct LetterBlock {
    let html: HTML
    /// In points.
    let height: Double

    /// As wide as the sheet's margins leave (165 mm), and as high as a sheet may be (266 mm) with a line in reserve.
    static let width = 467.0
    static let sheet = 736.0
    /// Between two blocks.
    static let gap = 8.0
    /// A line of the letter's own text, and what lies between two paragraphs of a section.
    static let line = 17.55
    static let between = 5.0

    init(_ html: HTML, height: Double) {
        self.html = html
        self.height = height
    }

    /// A paragraph of the letter's own text.
    init(prose text: String, face: PrintedText.Face = .plain) {
        let lines = PrintedText(size: 13, face: face).lines(text, across: LetterBlock.width)
        self.init("<p class=\"prose\">\(text)</p>", height: Double(lines) * LetterBlock.line)
    }
}

/// One letter: what it says above, the receipt below, and between them as many changes as there is room for.
struct LetterSheet {
    let letter: LetterPage.Letter
    let settings: Settings
    let day: Day
    let language: Language
    let html: HTML
    /// The parts whose changes found no room.
    let left: [LetterPage.Letter.Part]

    init(letter: LetterPage.Letter, settings: Settings, day: Day, language: Language) {
        self.letter = letter
        self.settings = settings
        self.day = day
        self.language = language
        let parts = LetterParts(letter: letter, settings: settings, day: day, language: language)
        let fixed = parts.above + parts.below
        let heads = parts.sections.map { $0.above + $0.below }
        let taken =
            (fixed + heads.flatMap { $0 }).reduce(0) { $0 + $1.height }
            + Double(fixed.count + heads.count) * LetterBlock.gap
            + heads.reduce(0) { $0 + Double($1.count) * LetterBlock.between }
        var room = LetterBlock.sheet - taken
        var left: [LetterPage.Letter.Part] = []
        var bodies: [HTML] = []
        for (place, section) in parts.sections.enumerated() {
            let share = room / Double(parts.sections.count - place)
            let fit = LetterChanges(section.part.texts, room: share, language: language)
            room -= fit?.height ?? 0
            if let fit, fit.rest > 0 { left.append(section.part) }
            bodies.append(
                "<section>\(section.above.map(\.html))\(fit?.html)\(section.below.map(\.html))</section>\n")
        }
        self.left = left
        html = """
            <article class="letter">
            \(parts.above.map(\.html))\(bodies)\(parts.below.map(\.html))
            </article>

            """
    }
}

/// The changes of one kit on a letter: all, or those there is room for and how many there are besides.
struct LetterChanges {
    let html: HTML
    let height: Double
    /// How many found no room.
    let rest: Int

    /// Nil when there are none to tell of.
    init?(_ texts: NoticeTexts, room: Double, language: Language) {
        guard let title = texts.changesTitle else { return nil }
        let heights = texts.changes.map { LetterChanges.height(of: $0, language) }
        let prose = LetterBlock.line + LetterBlock.between
        let whole = heights.reduce(prose + LetterChanges.head, +)
        var shown = texts.changes.count
        var used = whole
        if whole > room {
            used = 2 * prose + LetterChanges.head
            shown = 0
            while used + heights[shown] <= room {
                used += heights[shown]
                shown += 1
            }
        }
        rest = texts.changes.count - shown
        guard shown > 0 else {
            let all = Text(
                "\(rest) thay đổi, ghi trong bảng kê kèm theo", "\(rest), in the list that follows")
            html = "<p><b>\(title):</b> \(all(language)).</p>"
            height = 2 * LetterBlock.line + LetterBlock.between
            return
        }
        let more = Text(
            "Còn \(rest) thay đổi nữa; đủ \(texts.changes.count) thay đổi ghi trong bảng kê kèm theo.",
            "\(rest) more; all \(texts.changes.count) stand in the list that follows.")
        html = """
            <p><b>\(title):</b></p>
            \(ChangeTable(changes: Array(texts.changes.prefix(shown)), language: language).html)\(rest == 0 ? nil : "<p><i>\(more(language))</i></p>")
            """
        height = used
    }

    /// The head of the table, where "take out" may fill two lines.
    private static let head = 38.0

    /// The height of a row of the table: its widest cells and their paragraphs.
    private static func height(of change: ChangeWords, _ language: Language) -> Double {
        func cell(_ names: [String], _ width: Double, _ face: PrintedText.Face = .plain) -> Double {
            let lines = names.map { PrintedText(size: 11.5, face: face).lines($0, across: width) }
            return Double(lines.reduce(0, +)) * 15.53 + Double(max(0, names.count - 1)) * 4.5
        }
        let note = change.note.map { [$0(language)] } ?? []
        let tallest = [cell(change.takeOut, 156), cell(change.putIn, 156, .bold), cell(note, 84), 15.53].max()
        return (tallest ?? 15.53) + 5.8
    }
}

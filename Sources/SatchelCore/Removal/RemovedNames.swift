/// The names by which texts may speak of a document that must go: symbol, citations, title, file names, hashes.
///
/// Compared folded, between whole words. A name that another document bears too is not a name of this one alone: it
/// counts only together with the date.
package struct RemovedNames: Sendable {
    /// What is known of the document, and what others bear, gathered from the register.
    package struct Facts: Sendable {
        var symbol: String?
        var type: String
        var title: String
        /// Every date of issue it was ever entered with.
        var dates: [PartialDate]
        /// The names of its issuing body, folded.
        var bodies: Set<String>
        var fileNames: [String]
        var hashes: Set<String>
        /// The look-up keys of all other documents, by which a longer symbol is told from this one.
        var otherKeys: Set<String>
        /// Other documents with the same symbol (or title where there is none).
        var twins: [(issued: PartialDate, bodies: Set<String>)]
        /// Titles and names of others, folded, in which a title too common to be a name is found again.
        var otherTitles: [String]
        var otherFileNames: Set<String>
    }

    /// What stands in the place of a name.
    package static let stand = "(tài liệu đã gỡ)"

    private let facts: Facts
    private let key: String
    /// Folded, longest first.
    private let phrases: [[UInt8]]
    /// One of these stands in every phrase: what has none of them need not be looked at further.
    private let cores: [[UInt8]]
    /// Folded texts that are a name when they stand alone.
    private let wholes: Set<String>
    private let shortest: Int

    package init(_ facts: Facts) {
        self.facts = facts
        key = DocumentEntry.key(symbol: facts.symbol, title: facts.title)
        let dated = facts.dates.filter { $0 != .unknown }.flatMap { RemovedNames.dated(facts, $0) }
        let bare = facts.symbol.map(RemovedNames.variants) ?? []
        let isAlone = facts.twins.isEmpty
        let title = VietnameseText.folded(facts.title)
        let isTitleOwn = title.utf8.count >= 10 && !facts.otherTitles.contains { $0.contains(title) }
        let files = facts.fileNames.filter { !facts.otherFileNames.contains($0) }.map {
            VietnameseText.folded($0)
        }
        var names = dated + (isAlone ? bare + bare.map { "\(VietnameseText.folded(facts.type)) \($0)" } : [])
        let others = (isTitleOwn ? [title] : []) + files + facts.hashes.map { VietnameseText.folded($0) }
        names += others
        cores = Set((facts.symbol == nil ? [title] : bare) + others).map {
            Array(RemovedNames.squeezed($0).utf8)
        }
        names += names.map(RemovedNames.squeezed)
        wholes = Set(names + (isAlone && facts.symbol == nil ? [RemovedNames.squeezed(title)] : []))
        phrases = Set(names.filter { $0.utf8.count >= 6 }).map { Array($0.utf8) }.sorted {
            $0.count > $1.count
        }
        shortest = wholes.map(\.utf8.count).min() ?? .max
    }

    /// A symbol as it is printed, as it is looked up and as file names write it, folded.
    static func variants(_ symbol: String) -> [String] {
        let forms = [
            VietnameseText.folded(symbol), DocumentSymbol(symbol)?.key ?? VietnameseText.folded(symbol),
        ]
        return Array(Set(forms.flatMap { [$0, $0.replacing("/", with: "-"), $0.replacing("/", with: "_")] }))
    }

    /// The document's name with a date, in the forms the program and people write.
    private static func dated(_ facts: Facts, _ date: PartialDate) -> [String] {
        let words = ["ngày", "tháng", "năm"]
        let heads = facts.symbol.map(variants) ?? [VietnameseText.folded(facts.title)]
        var days = [date.office, date.office.replacing("/", with: "-")]
        if let day = date.day { days += ["\(day.day)/\(day.month)/\(day.year)", day.iso] }
        let typed = heads + (facts.symbol == nil ? [] : heads.map { "\(facts.type) \($0)" })
        return typed.flatMap { head in
            days.flatMap { day in
                ["\(head)@\(day)", "\(head) (\(day))"]
                    + words.flatMap { ["\(head), \($0) \(day)", "\(head) \($0) \(day)"] }
            }
        }.map { VietnameseText.folded($0) }
    }

    /// A folded text without spaces around hyphens and strokes: `42 - HD/ BTCTW` is a symbol too.
    private static func squeezed(_ folded: String) -> String {
        guard folded.contains(where: { $0 == "-" || $0 == "/" }), folded.contains(" ") else { return folded }
        return ["-", "/"].reduce(folded) { text, sign in
            text.replacing(" \(sign)", with: sign).replacing("\(sign) ", with: sign)
        }
    }

    /// Whether a text names the document.
    package func isNamed(in text: String) -> Bool {
        guard text.utf8.count >= shortest else { return false }
        let folded = RemovedNames.squeezed(VietnameseText.folded(text))
        if wholes.contains(folded) { return true }
        let bytes = Array(folded.utf8)
        guard cores.contains(where: { !matches(of: $0, in: bytes).isEmpty }) else { return false }
        return phrases.contains { !matches(of: $0, in: bytes).isEmpty }
    }

    /// Whether a text is one of the document's names and nothing else.
    package func isName(_ text: String) -> Bool {
        wholes.contains(RemovedNames.squeezed(VietnameseText.folded(text)))
    }

    /// The text without the document's names; nil when it does not name it.
    package func scrubbed(_ text: String) -> String? {
        guard isNamed(in: text) else { return nil }
        var characters = Array(VietnameseText.normalised(text))
        for phrase in phrases {
            let (bytes, owners) = RemovedNames.folding(characters)
            for start in matches(of: phrase, in: bytes).reversed() {
                characters.replaceSubrange(
                    owners[start]...owners[start + phrase.count - 1], with: Array(RemovedNames.stand))
            }
        }
        let result = String(characters)
        return isNamed(in: result) || wholes.contains(VietnameseText.folded(text))
            ? RemovedNames.stand : result
    }

    /// The text itself when it names nothing, else what stands in its place as a whole.
    package func neutral(_ text: String) -> String { isNamed(in: text) ? RemovedNames.stand : text }

    /// Whether the reason given for a removal says what was removed, be the name ever so common.
    package func isTold(by reason: String) -> Bool {
        let folded = RemovedNames.squeezed(VietnameseText.folded(reason))
        let bare = (facts.symbol.map(RemovedNames.variants) ?? []) + [VietnameseText.folded(facts.title)]
        return isNamed(in: reason) || bare.contains { $0.utf8.count >= 4 && folded.contains($0) }
    }

    /// Whether a reference of a kit definition means the document and cannot mean another.
    package func isMeant(by reference: String) -> Bool {
        guard let parsed = DocumentReference(reference) else { return false }
        let symbol = DocumentSymbol(parsed.name)
        guard (symbol == nil) == (facts.symbol == nil),
            symbol?.key ?? VietnameseText.folded(parsed.name) == key
        else { return false }
        func fits(_ dates: [PartialDate], _ bodies: Set<String>) -> Bool {
            dates.contains { $0.agrees(with: parsed.date) }
                && (parsed.body.map { bodies.contains(VietnameseText.folded($0)) } ?? true)
        }
        if facts.twins.contains(where: { fits([$0.issued], $0.bodies) }) { return false }
        return facts.twins.isEmpty || fits(facts.dates, facts.bodies)
    }

    /// Where a phrase stands as whole words, and not as part of another document's symbol.
    private func matches(of phrase: [UInt8], in text: [UInt8]) -> [Int] {
        guard let first = phrase.first, text.count >= phrase.count else { return [] }
        var found: [Int] = []
        var place = 0
        while place <= text.count - phrase.count {
            let end = place + phrase.count
            if text[place] == first, text[place..<end].elementsEqual(phrase),
                !RemovedNames.isLetter(place > 0 ? text[place - 1] : 0x20),
                !RemovedNames.isLetter(end < text.count ? text[end] : 0x20),
                !isPartOfOther(place, end, in: text)
            {
                found.append(place)
                place = end
            } else {
                place += 1
            }
        }
        return found
    }

    private func isPartOfOther(_ start: Int, _ end: Int, in text: [UInt8]) -> Bool {
        func isOfSymbol(_ byte: UInt8) -> Bool { RemovedNames.isLetter(byte) || byte == 0x2D || byte == 0x2F }
        var (first, last) = (start, end)
        while first > 0, isOfSymbol(text[first - 1]) { first -= 1 }
        while last < text.count, isOfSymbol(text[last]) { last += 1 }
        guard (first, last) != (start, end) else { return false }
        return facts.otherKeys.contains(String(decoding: text[first..<last], as: UTF8.self))
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
    }

    /// The folded bytes of characters, each with the place of the character it came from.
    private static func folding(_ characters: [Character]) -> (bytes: [UInt8], owners: [Int]) {
        var bytes: [UInt8] = []
        var owners: [Int] = []
        for (place, character) in characters.enumerated() {
            let folded =
                character.isWhitespace ? [0x20] : Array(VietnameseText.folded(String(character)).utf8)
            bytes += folded
            owners += Array(repeating: place, count: folded.count)
        }
        return (bytes, owners)
    }
}

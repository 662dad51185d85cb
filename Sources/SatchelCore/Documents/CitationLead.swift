/// What stands before a number: the type word, "số" or "No.", words between them.
struct CitationLead {
    /// Where the citation starts.
    var start: Int
    /// Whether "số" or "No." stands before the number.
    var hasNumberWord = false
    /// The type word right before.
    var phrase: TypePhrase?
    /// A type code right before, as in `KL 18-KL/TW` or `HD38-HD/BTCTW`.
    var code: String?
    /// A type word further before, with other words between (`Quy chế làm việc số …`).
    var distant: TypePhrase?
    /// The places of a body named between type word and "số" (`Quyết định của Bộ Chính trị số 31`).
    var body: Range<Int>?

    /// Whether something says that a number of a document comes.
    var isIntroducing: Bool { hasNumberWord || phrase != nil || code != nil }

    /// Reads backwards from the first digit, at most to `limit`.
    init(_ text: ScannedText, digits: Int, limit: Int) {
        start = digits
        var place = Self.skipBack(text, digits, limit, " :.")
        if let word = Self.numberWord(text, endingAt: place, limit) {
            hasNumberWord = true
            start = word
            place = Self.skipBack(text, word, limit, " ")
        } else {
            place = Self.skipBack(text, digits, limit, " ")
        }
        let adjacent = Self.skipBack(text, place, limit, ":")
        if let found = Self.phrase(text, endingAt: adjacent, limit) {
            phrase = found
            start = adjacent - found.bytes.count
        } else if let found = Self.typeCode(text, endingAt: adjacent, limit) {
            code = text.foldedString(found..<adjacent)
            start = found
        } else if hasNumberWord {
            findDistant(text, before: place, limit)
        }
    }

    private mutating func findDistant(_ text: ScannedText, before end: Int, _ limit: Int) {
        let lowest = max(limit, end - 80)
        var place = end - 1
        while place >= lowest, !".;:,()\"\n".utf8.contains(text[place]) {
            if let found = Self.phrase(text, startingAt: place, end) {
                distant = found
                let words = place + found.bytes.count
                if text.matches(" CUA ", at: words), words + 5 < end { body = words + 5..<end }
                return
            }
            place -= 1
        }
    }

    private static func skipBack(_ text: ScannedText, _ place: Int, _ limit: Int, _ skipped: String) -> Int {
        var place = place
        while place > limit, skipped.utf8.contains(text[place - 1]) { place -= 1 }
        return place
    }

    private static func numberWord(_ text: ScannedText, endingAt end: Int, _ limit: Int) -> Int? {
        let start = end - 2
        guard start >= limit, text.matches("SO", at: start) || text.matches("NO", at: start),
            start == 0 || !text.flags[start - 1].contains(.letter)
        else { return nil }
        return start
    }

    private static func phrase(_ text: ScannedText, endingAt end: Int, _ limit: Int) -> TypePhrase? {
        guard end > limit else { return nil }
        return TypePhrase.byLastByte[text[end - 1]]?.first { phrase in
            let start = end - phrase.bytes.count
            return start >= limit && text.matches(phrase.bytes, at: start)
                && (start == 0 || !text.flags[start - 1].contains(.letter))
        }
    }

    private static func phrase(_ text: ScannedText, startingAt start: Int, _ limit: Int) -> TypePhrase? {
        guard start == 0 || !text.flags[start - 1].contains(.letter) else { return nil }
        return TypePhrase.byFirstByte[text[start]]?.first { phrase in
            let end = start + phrase.bytes.count
            return end <= limit && text.matches(phrase.bytes, at: start)
                && (end >= text.count || !text.flags[end].contains(.letter))
        }
    }

    private static func typeCode(_ text: ScannedText, endingAt end: Int, _ limit: Int) -> Int? {
        var start = end
        while start > limit, text.flags[start - 1].contains(.upperCase) { start -= 1 }
        guard start < end, start == 0 || !text.flags[start - 1].contains(.letter),
            SymbolCodes.isKnownType(folded: text.foldedString(start..<end))
        else { return nil }
        return start
    }
}

extension ScannedText {
    /// Whether the folded text goes on with these words at a place.
    func matches(_ words: String, at place: Int) -> Bool { matches(words.utf8, at: place) }

    /// Whether the folded text goes on with these bytes at a place.
    func matches(_ bytes: some Sequence<UInt8>, at place: Int) -> Bool {
        var place = place
        guard place >= 0 else { return false }
        for byte in bytes {
            guard self[place] == byte else { return false }
            place += 1
        }
        return true
    }

    /// Whether a whole word stands at a place.
    func hasWord(_ word: String, at place: Int) -> Bool {
        let end = place + word.utf8.count
        return matches(word, at: place) && (place == 0 || !flags[place - 1].contains(.letter))
            && (end >= count || !flags[end].contains(.letter))
    }
}

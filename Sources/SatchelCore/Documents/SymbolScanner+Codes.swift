/// The parts of a symbol: numbers, type codes and issuer codes, cut off from what was glued on to them.
extension SymbolScanner {
    /// A code as written, its folded form, and the place after it.
    struct Code {
        var text: String
        var folded: String
        var end: Int
    }

    /// A number of 1–5 digits above zero that no further digit follows.
    func number(at start: Int) -> (value: Int, end: Int)? {
        var end = start
        var value = 0
        while text.isDigit(end), end - start < 6 {
            value = value * 10 + Int(text[end] - 0x30)
            end += 1
        }
        guard (1...5).contains(end - start), value > 0 else { return nil }
        return (value, end)
    }

    /// The place after any white space.
    func skipSpaces(_ place: Int) -> Int { text[place] == ScannedText.space ? place + 1 : place }

    /// The place after the run of letters of any case.
    func lettersEnd(from place: Int) -> Int {
        var end = place
        while end < text.count, text.flags[end].contains(.letter) { end += 1 }
        return end
    }

    /// An issuer code with its units: parts joined by hyphens without spaces.
    func issuer(at start: Int, isTrusted: Bool) -> Code? {
        guard var result = code(at: start) else { return nil }
        while text[result.end] == UInt8(ascii: "-"), result.end + 1 < text.count,
            text.flags[result.end + 1].contains(.upperCase) || isBare, let part = code(at: result.end + 1)
        {
            result.text += "-" + part.text
            result.folded += "-" + part.folded
            result.end = part.end
        }
        guard result.end - start <= 40 else { return nil }
        return result
    }

    /// One code: a known one in any case, otherwise capitals only, without the word glued on behind them.
    func code(at start: Int) -> Code? {
        let letters = lettersEnd(from: start)
        guard letters > start else { return dotted(at: start) }
        if let dotted = dotted(at: start) { return dotted }
        let folded = text.foldedString(start..<letters)
        let isToned = text.flags[start..<letters].contains { $0.contains(.toned) }
        if !isToned,
            isBare || SymbolCodes.isKnownType(folded: folded) || SymbolCodes.isKnownIssuer(folded: folded)
        {
            return withTerm(start..<letters)
        }
        var end = start
        while end < letters, text.flags[end].contains(.upperCase), !text.flags[end].contains(.toned) {
            end += 1
        }
        if end < letters, text.flags[end].contains(.upperCase) {
            end = endBeforeGluedWord(start, end)
        } else if text[end] == UInt8(ascii: "G"), end - start >= 2, text.foldedString(end - 2..<end) == "TT" {
            end += 1
        }
        guard end > start else { return nil }
        return end == letters ? withTerm(start..<end) : make(start..<end)
    }

    /// The newspapers' `T.Ư`.
    private func dotted(at start: Int) -> Code? {
        guard text[start] == UInt8(ascii: "T"), text[start + 1] == UInt8(ascii: "."), start + 2 < text.count,
            ["Ư", "ư", "W", "w"].contains(text.scalars[start + 2]), lettersEnd(from: start + 2) == start + 3
        else { return nil }
        return Code(text: "TW", folded: "TW", end: start + 3)
    }

    /// A code with the digits behind it (`QH15`); digits behind a central code are a footnote's.
    private func withTerm(_ range: Range<Int>) -> Code {
        var end = range.upperBound
        while text.isDigit(end), end - range.upperBound < 3 { end += 1 }
        let isFootnote = !isBare && text.foldedString(range).hasSuffix("TW")
        return make(range.lowerBound..<(isFootnote ? range.upperBound : end))
    }

    private func make(_ range: Range<Int>) -> Code {
        Code(text: text.string(range), folded: text.foldedString(range), end: range.upperBound)
    }

    /// Where a code ends when capitals of the next word follow at once: `VPĐOÀN` is `VP` and `ĐOÀN`.
    /// Takes off the vowels before the toned letter, then the consonants that can open a syllable.
    private func endBeforeGluedWord(_ start: Int, _ toned: Int) -> Int {
        var end = toned
        while end > start, "AEIOUY".utf8.contains(text[end - 1]) { end -= 1 }
        for length in [3, 2, 1] where end - length > start {
            if Self.onsets.contains(text.foldedString(end - length..<end)) { return end - length }
        }
        return end
    }

    private static let onsets: Set<String> = [
        "NGH", "NG", "NH", "CH", "GH", "GI", "KH", "PH", "QU", "TH", "TR", "B", "C", "D", "G", "H", "K", "L",
        "M", "N",
        "P", "Q", "R", "S", "T", "V", "X",
    ]
}

extension ScannedText {
    /// Whether one of 0–9 stands at a place.
    func isDigit(_ place: Int) -> Bool { (0x30...0x39).contains(self[place]) }
}

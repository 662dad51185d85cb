/// Reads a symbol at a place of a text: `12 – HD/ BTCTW`, `37QĐ/TW`, `30/2020/NĐ-CP`.
struct SymbolScanner {
    let text: ScannedText
    /// Whether the text is meant to be a symbol (a register column), so that codes nobody listed are taken
    /// on trust.
    var isBare: Bool

    /// What was read; a symbol only if the issuer is there.
    struct Match {
        var number: Int
        var year: Int?
        var typeCode: String?
        var issuerCode: String?
        var order = DocumentSymbol.Order.party
        /// The places from the first digit, or from a type code before it, to the end of the issuer.
        var range: Range<Int>

        var symbol: DocumentSymbol? {
            issuerCode.map {
                DocumentSymbol(number: number, year: year, typeCode: typeCode, issuerCode: $0, order: order)
            }
        }
    }

    /// The match that fills the whole text, apart from `Số:` before and punctuation after it.
    func wholeMatch() -> Match? {
        var start = skipSpaces(0)
        if text[start] == UInt8(ascii: "S"), text[start + 1] == UInt8(ascii: "O") {
            start = skipSpaces(start + 2)
            if text[start] == UInt8(ascii: ":") || text[start] == UInt8(ascii: ".") {
                start = skipSpaces(start + 1)
            }
        }
        let letters = lettersEnd(from: start)
        if letters > start {
            guard SymbolCodes.isKnownType(folded: text.foldedString(start..<letters)) else { return nil }
            if text[letters] == UInt8(ascii: "-") {
                guard let match = reversedMatch(typeAt: start), isWhole(match) else { return nil }
                return match
            }
            start = letters
        }
        guard let match = match(at: start, isIntroduced: true), isWhole(match) else { return nil }
        return match
    }

    /// The match whose number starts at a place. An introduced one ("số …") may use codes nobody listed.
    func match(at start: Int, isIntroduced: Bool) -> Match? {
        guard let (number, end) = number(at: start) else { return nil }
        let next = skipSpaces(end)
        let trusted = isIntroduced || isBare
        if text[next] == UInt8(ascii: "/") {
            return stateMatch(number, start: start, slash: next, isTrusted: trusted)
        }
        let hasHyphen = text[next] == UInt8(ascii: "-")
        return partyMatch(
            number, start: start, typeAt: hasHyphen ? skipSpaces(next + 1) : next, hasHyphen: hasHyphen,
            isTrusted: trusted)
    }

    /// The match of the home-made order `QC-01/CB-LH`, from its type code on.
    func reversedMatch(typeAt start: Int) -> Match? {
        guard let type = code(at: start), isKnownType(type), text[type.end] == UInt8(ascii: "-"),
            let (number, end) = number(at: type.end + 1), text[skipSpaces(end)] == UInt8(ascii: "/"),
            let issuer = issuer(at: skipSpaces(skipSpaces(end) + 1), isTrusted: true)
        else { return nil }
        return Match(
            number: number, typeCode: type.text, issuerCode: issuer.text, range: start..<issuer.end)
    }

    private func partyMatch(
        _ number: Int, start: Int, typeAt place: Int, hasHyphen: Bool, isTrusted: Bool
    ) -> Match? {
        guard let type = code(at: place), type.text.unicodeScalars.count <= 8 else { return nil }
        let isKnown = isKnownType(type)
        guard isKnown || hasHyphen && isTrusted else { return nil }
        let slash = skipSpaces(type.end)
        guard text[slash] == UInt8(ascii: "/") else {
            guard hasHyphen, isKnown, isTrusted, isBoundary(type.end) else { return nil }
            return Match(number: number, typeCode: type.text, range: start..<type.end)
        }
        guard let issuer = issuer(at: skipSpaces(slash + 1), isTrusted: isTrusted || hasHyphen),
            hasHyphen || isTrusted || SymbolCodes.isKnownIssuer(folded: issuer.folded)
        else { return nil }
        return Match(
            number: number, typeCode: type.text, issuerCode: issuer.text, range: start..<issuer.end)
    }

    private func stateMatch(_ number: Int, start: Int, slash: Int, isTrusted: Bool) -> Match? {
        var place = skipSpaces(slash + 1)
        var year: Int?
        if let (digits, end) = self.number(at: place) {
            let next = skipSpaces(end)
            guard (1945...2199).contains(digits) else { return nil }
            if text[next] == UInt8(ascii: "-") {
                return assemblyMatch(number, year: digits, start: start, at: skipSpaces(next + 1))
            }
            guard text[next] == UInt8(ascii: "/") else { return nil }
            year = digits
            place = skipSpaces(next + 1)
            if let match = assemblyMatch(number, year: year, start: start, at: place) { return match }
        }
        guard let type = code(at: place), text[skipSpaces(type.end)] == UInt8(ascii: "-"),
            let issuer = issuer(at: skipSpaces(skipSpaces(type.end) + 1), isTrusted: true)
        else { return nil }
        guard isKnownType(type) || year != nil else {
            // A State letter has no type code: `678/BTL-CT`.
            guard isTrusted else { return nil }
            return Match(
                number: number, issuerCode: "\(type.text)-\(issuer.text)", order: .state,
                range: start..<issuer.end)
        }
        return Match(
            number: number, year: year, typeCode: type.text, issuerCode: issuer.text, order: .state,
            range: start..<issuer.end)
    }

    private func assemblyMatch(_ number: Int, year: Int?, start: Int, at place: Int) -> Match? {
        guard let code = code(at: place), SymbolCodes.isAssembly(code.folded) else { return nil }
        return Match(
            number: number, year: year, issuerCode: code.text, order: .state, range: start..<code.end)
    }

    private func isWhole(_ match: Match) -> Bool {
        var place = match.range.upperBound
        while place < text.count, " .,;:\n".utf8.contains(text[place]) { place += 1 }
        return place == text.count
    }

    private func isBoundary(_ place: Int) -> Bool {
        guard place < text.count else { return true }
        return !text.flags[place].contains(.letter) && !text.isDigit(place)
            && text[place] != UInt8(ascii: "-")
    }

    private func isKnownType(_ code: Code) -> Bool { SymbolCodes.isKnownType(folded: code.folded) }
}

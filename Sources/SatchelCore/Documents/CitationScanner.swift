/// Finds the numbers and symbols of a text that name documents.
struct CitationScanner {
    let text: ScannedText
    private let symbols: SymbolScanner

    init(text: ScannedText) {
        self.text = text
        symbols = SymbolScanner(text: text, isBare: false)
    }

    /// The citations without dates and bodies, in their order.
    func drafts() -> [CitationDraft] {
        var found: [CitationDraft] = []
        var place = 0
        while place < text.count {
            guard text.isDigit(place) else {
                place += 1
                continue
            }
            let limit = found.last?.match.range.upperBound ?? 0
            if let draft = draft(at: place, limit: limit) {
                found.append(draft)
                place = max(place + 1, draft.match.range.upperBound)
            } else {
                while text.isDigit(place) { place += 1 }
            }
        }
        return found
    }

    private func draft(at place: Int, limit: Int) -> CitationDraft? {
        if let match = reversedMatch(numberAt: place) {
            let lead = CitationLead(text, digits: match.range.lowerBound, limit: limit)
            return CitationDraft(form: .symbol, match: match, lead: lead)
        }
        let lead = CitationLead(text, digits: place, limit: limit)
        guard isFree(place, lead) else { return nil }
        // A column that holds nothing but `03-HD` is as good as an introduction.
        let isAlone = symbols.skipSpaces(0) == place && text.count <= 24
        if let match = symbols.match(at: place, isIntroduced: lead.isIntroducing || isAlone) {
            return CitationDraft(form: .symbol, match: match, lead: lead)
        }
        return numbered(at: place, lead)
    }

    private func reversedMatch(numberAt place: Int) -> SymbolScanner.Match? {
        guard place >= 3, text[place - 1] == UInt8(ascii: "-") else { return nil }
        var start = place - 1
        while start > 0, text.flags[start - 1].contains(.letter) { start -= 1 }
        guard start == 0 || !"-/".utf8.contains(text[start - 1]) && !text.isDigit(start - 1) else {
            return nil
        }
        return symbols.reversedMatch(typeAt: start)
    }

    /// Whether the digits start a number of their own: no part of a date, a ratio, a longer number or a word.
    private func isFree(_ place: Int, _ lead: CitationLead) -> Bool {
        guard place > 0 else { return true }
        if text.flags[place - 1].contains(.letter) {
            return lead.isIntroducing || !text.flags[place - 1].contains(.upperCase)
        }
        if "/-.,".utf8.contains(text[place - 1]), place > 1 {
            let isNumberWord = text[place - 1] == UInt8(ascii: ".") && lead.hasNumberWord
            if text.isDigit(place - 2) || text[place - 1] == UInt8(ascii: "/") { return isNumberWord }
        }
        let before = text[place - 1] == ScannedText.space ? place - 1 : place
        return !["NAM", "THANG", "NGAY"].contains { text.hasWord($0, at: before - $0.utf8.count) }
    }

    /// A short form without symbol: a type word and a number that nothing shows to be a count or a year.
    private func numbered(at place: Int, _ lead: CitationLead) -> CitationDraft? {
        guard let (number, end) = symbols.number(at: place) else { return nil }
        let isShortCode = lead.code.map { Self.shortCodes.contains($0) } ?? false
        guard lead.phrase != nil || isShortCode && lead.start < place - 1 else { return nil }
        let isState = lead.code == "ND" || lead.phrase?.type.partyCodes.isEmpty == true
        var match = SymbolScanner.Match(number: number, range: place..<end)
        match.order = isState ? .state : .party
        if isState, text[end] == UInt8(ascii: "/"), let (year, last) = symbols.number(at: end + 1),
            (1945...2199).contains(year), isFreeEnd(last)
        {
            // `Nghị định 30/2020`
            match.year = year
            match.range = place..<last
            return CitationDraft(form: .number, match: match, lead: lead)
        }
        guard isFreeEnd(end), lead.hasNumberWord || Self.mayFollowNumber(text, end) else { return nil }
        let isAlias = !lead.hasNumberWord && Self.aliasTypes.contains(lead.phrase?.type.word ?? "")
        return CitationDraft(form: isAlias ? .alias : .number, match: match, lead: lead)
    }

    private func isFreeEnd(_ end: Int) -> Bool {
        let next = text[end]
        if next == UInt8(ascii: "%") || end < text.count && text.flags[end].contains(.letter) { return false }
        // `5/2019`, `2019-2025`, `1,5`: the rest of a date, a term or a quantity.
        return !("/-.,".utf8.contains(next) && text.isDigit(end + 1))
            && !(next == ScannedText.space && text[end + 1] == UInt8(ascii: "-") && text.isDigit(end + 3))
    }

    /// Whether what follows a bare number lets it be a document's: punctuation, a name, or a word of citing.
    private static func mayFollowNumber(_ text: ScannedText, _ end: Int) -> Bool {
        var place = end
        if text[place] == ScannedText.space { place += 1 }
        guard place < text.count, place > end, text.flags[place].contains(.letter) else {
            return !text.isDigit(place)
        }
        if text.hasWord("NAM", at: place) {
            return (4..<8).allSatisfy { text.isDigit(place + $0) } && text[place + 8] != UInt8(ascii: "-")
        }
        if text.flags[place].contains(.upperCase) { return true }
        return followers.contains { text.hasWord($0, at: place) }
    }

    /// The abbreviations that may stand before a bare number; others, as TB or CT, are too often something
    /// else.
    private static let shortCodes: Set<String> = ["NQ", "ND", "QD", "KL"]

    private static let aliasTypes: Set<String> = ["Đề án", "Dự án", "Phương án", "Chương trình"]

    private static let followers = [
        "CUA", "NGAY", "VE", "VA", "VOI", "TREN", "DUOC", "DA", "DO", "BAN HANH", "CO", "LA", "NAY", "NEU",
        "HOAC",
        "THAY", "SUA", "QUY DINH", "HUONG DAN", "TAI", "KHONG", "CUNG", "THI", "DE", "OF", "DATED", "ON",
        "IS", "WAS", "AND", "OR", "ISSUED",
    ]
}

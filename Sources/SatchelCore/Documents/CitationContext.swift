/// Gives citations the dates and bodies that stand around them.
struct CitationContext {
    let text: ScannedText
    let drafts: [CitationDraft]
    private let dates: DateScanner

    /// What the surroundings of one citation say.
    private struct Surroundings {
        var date = PartialDate.unknown
        var isDateShared = false
        var body: Range<Int>?
    }

    init(text: ScannedText, drafts: [CitationDraft]) {
        self.text = text
        self.drafts = drafts
        dates = DateScanner(text: text)
    }

    /// The finished citations.
    func citations() -> [Citation] {
        var all = drafts.indices.map(surroundings)
        for index in drafts.indices.reversed() where index + 1 < drafts.count && all[index].date == .unknown {
            guard all[index + 1].date != .unknown, sharesDate(index) else { continue }
            all[index].date = all[index + 1].date
            all[index].isDateShared = true
        }
        return zip(drafts, all).map(citation)
    }

    private func surroundings(_ index: Int) -> Surroundings {
        let draft = drafts[index]
        let end = draft.range.upperBound
        let limit = index + 1 < drafts.count ? drafts[index + 1].range.lowerBound : text.count
        var result = Surroundings(body: draft.lead.body)
        var place = end
        if let found = dates.adjacent(at: place) {
            result.date = found.date
            place = found.end
        }
        if let (body, after) = body(at: place, limit: limit) {
            result.body = result.body ?? body
            if result.date == .unknown, let found = dates.adjacent(at: skipTerm(after)) {
                result.date = found.date
            }
        }
        if result.date == .unknown {
            result.date =
                letterheadDate(draft, limit: limit)
                ?? dateBefore(draft, from: index > 0 ? drafts[index - 1].range.upperBound : 0) ?? .unknown
        }
        return result
    }

    /// The places of "của …" up to a date, the title or the end of the clause, and the place where it
    /// stopped.
    private func body(at start: Int, limit: Int) -> (Range<Int>, Int)? {
        var place = start
        while text[place] == ScannedText.space || text[place] == UInt8(ascii: ",") { place += 1 }
        if text[place] == UInt8(ascii: ")") { place += text[place + 1] == ScannedText.space ? 2 : 1 }
        // No boundary before it: "TWcủa" is common.
        if text.matches("CUA ", at: place) {
            place += 4
        } else if text.matches("OF THE ", at: place) {
            place += 7
        } else {
            return nil
        }
        let first = place
        while place < min(limit, first + 120), !endsBody(place) { place += 1 }
        var end = place
        while end > first, " ,\n".utf8.contains(text[end - 1]) { end -= 1 }
        if text.matches(" VA", at: end - 3) { end -= 3 }
        return end > first ? (first..<end, place) : nil
    }

    private func endsBody(_ place: Int) -> Bool {
        switch text[place] {
        case UInt8(ascii: ";"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\""), UInt8(ascii: ":"),
            ScannedText.paragraph:
            return true
        case UInt8(ascii: "."):
            return place + 1 >= text.count || text.flags[place + 1].contains(.space)
        case UInt8(ascii: ","), ScannedText.space:
            return dates.date(at: place + 1) != nil
                || Self.bodyEnds.contains { text.hasWord($0, at: place + 1) }
        default:
            return false
        }
    }

    /// The place after "(khóa X)".
    private func skipTerm(_ place: Int) -> Int {
        guard text[place] == UInt8(ascii: "("), text.hasWord("KHOA", at: place + 1) else { return place }
        var end = place
        while end < text.count, end < place + 20, text[end] != UInt8(ascii: ")") { end += 1 }
        return end + 1
    }

    /// The date of a flattened letterhead: `Số: 367 - QĐ/TWĐTN-VP … Hà Nội, ngày 29 tháng 10 năm 2013`.
    private func letterheadDate(_ draft: CitationDraft, limit: Int) -> PartialDate? {
        guard draft.form == .symbol, draft.lead.hasNumberWord, draft.lead.phrase == nil,
            draft.lead.distant == nil
        else { return nil }
        let end = min(limit, draft.range.upperBound + 150)
        for place in draft.range.upperBound..<max(end, draft.range.upperBound)
        where text[place] == UInt8(ascii: ",") && text.matches(" NGAY ", at: place + 1) {
            // A letterhead spells its date out; a date in digits belongs to some sentence.
            guard let found = dates.date(at: place + 1) else { return nil }
            return text.foldedString(place..<found.end).contains("THANG") ? found.date : nil
        }
        return nil
    }

    /// The date of "Ngày …, … ban hành" before a citation, in the same sentence.
    private func dateBefore(_ draft: CitationDraft, from limit: Int) -> PartialDate? {
        let end = draft.range.lowerBound
        var place = end - 5
        while place >= max(limit, end - 150) {
            if endsSentence(place) { return nil }
            if text.hasWord("NGAY", at: place), let found = dates.date(at: place), found.end < end {
                let isDeadline = Self.deadlineWords.contains {
                    text.hasWord($0, at: place - 1 - $0.utf8.count)
                }
                let isIssue = (found.end..<end).contains { between in
                    Self.issueVerbs.contains { text.hasWord($0, at: between) }
                }
                return isIssue && !isDeadline ? found.date : nil
            }
            place -= 1
        }
        return nil
    }

    private func endsSentence(_ place: Int) -> Bool {
        switch text[place] {
        case UInt8(ascii: ";"), ScannedText.paragraph: true
        case UInt8(ascii: "."): text[place + 1] == ScannedText.space
        default: false
        }
    }

    /// Whether nothing but "và" or a comma stands between a citation and the next one of the same type and
    /// issuer.
    private func sharesDate(_ index: Int) -> Bool {
        let (this, next) = (drafts[index], drafts[index + 1])
        guard this.form == .symbol, next.form == .symbol,
            this.match.symbol?.typeCode == next.match.symbol?.typeCode,
            this.match.symbol?.issuerCode == next.match.symbol?.issuerCode
        else { return false }
        let lower = this.range.upperBound
        guard next.range.lowerBound >= lower else { return false }
        let words = text.foldedString(lower..<next.range.lowerBound).split { $0 == " " || $0 == "," }
        return words.allSatisfy { ["VA", "AND", "CAC", "SO"].contains($0) }
    }

    private static let bodyEnds = [
        "VE", "THAY THE", "BAN HANH", "QUY DINH", "HUONG DAN", "SO", "ON", "NHAM", "VA CAC", "DATED",
    ]
    private static let deadlineWords = ["DEN", "TU", "TRUOC", "SAU"]
    private static let issueVerbs = ["BAN HANH", "KY", "RA", "THONG QUA", "DA CO"]
}

extension CitationContext {
    private func citation(_ draft: CitationDraft, _ around: Surroundings) -> Citation {
        let match = draft.match
        let phrase = draft.lead.phrase ?? draft.lead.distant.flatMap { agreeing($0, match) }
        let body = around.body.map { text.string($0).trimmed }
        var typeCode = match.symbol?.typeCode ?? match.typeCode.map { DocumentType.canonicalCode($0) ?? $0 }
        let code = typeCode ?? draft.lead.code
        let type = phrase?.type ?? code.flatMap { DocumentType.only(forCode: $0, order: match.order) }
        var symbol = match.symbol
        if draft.form == .number {
            let codes = type.map { Set($0.partyCodes + $0.stateCodes) } ?? []
            typeCode = codes.count == 1 ? codes.first : nil
            if let typeCode, type?.partyCodes.isEmpty == false, let issuer = body.flatMap(SymbolCodes.issuer)
            {
                symbol = DocumentSymbol(
                    number: match.number, typeCode: typeCode, issuerCode: issuer, order: .party)
            }
        }
        return Citation(
            form: draft.form, typeWord: phrase?.shown ?? type?.word, type: type, number: match.number,
            year: match.year, typeCode: typeCode, issuerCode: symbol?.issuerCode, symbol: symbol,
            date: around.date, isDateShared: around.isDateShared, body: body,
            range: text.originalRange(draft.range))
    }

    /// A type word further before counts only if the code may stand for it.
    private func agreeing(_ phrase: TypePhrase, _ match: SymbolScanner.Match) -> TypePhrase? {
        guard let code = match.typeCode else { return phrase.type.code == nil ? phrase : nil }
        return phrase.type.allows(code: code) ? phrase : nil
    }
}

/// Citations in file names, where the slash is gone and Đ may have become D.
extension Citation {
    /// Reads the symbol in a file name: `35-KH-DU_Dangvien.pdf`, `A32.65-ĐU-ĐA-0006-2026.pdf`,
    /// `30_2020_ND-CP`.
    /// Nil when there is none.
    package init?(fileName: String) {
        let name = FileNameSymbol(fileName)
        guard let (match, words) = name.match(), let symbol = match.symbol else { return nil }
        let written = name.typeWord(before: words.lowerBound)
        let type = symbol.types.count == 1 ? symbol.types.first : written
        self.init(
            form: .symbol, typeWord: type?.word, type: type, number: symbol.number, year: symbol.year,
            typeCode: symbol.typeCode, issuerCode: symbol.issuerCode, symbol: symbol,
            date: name.date(after: words.upperBound), isDateShared: false, body: nil,
            range: fileName.startIndex..<fileName.endIndex)
    }
}

/// The words of a file name, cut at hyphens, underscores and spaces.
private struct FileNameSymbol {
    let words: [String]
    let folded: [String]

    init(_ fileName: String) {
        var name = VietnameseText.normalised(fileName)
        while let dot = name.lastIndex(of: "."), Self.endings.contains(name[dot...].lowercased()) {
            name = String(name[..<dot])
        }
        words = name.split { "-_ –+()".contains($0) }.map(String.init)
        folded = words.map { VietnameseText.folded($0) }
    }

    /// The symbol and the words it takes, in one of the conventions seen.
    func match() -> (SymbolScanner.Match, Range<Int>)? {
        for index in words.indices {
            if let found = normative(index) ?? numberFirst(index) ?? numberLast(index) { return found }
        }
        return nil
    }

    /// `35-KH-DU`, `16_QĐ-UBND`.
    private func numberFirst(_ index: Int) -> (SymbolScanner.Match, Range<Int>)? {
        guard let number = number(index), index + 2 < words.count, isType(index + 1), isCode(index + 2)
        else { return nil }
        let isState = SymbolCodes.isStateIssuer(folded: folded[index + 2])
        return result(
            number, type: index + 1, issuer: index + 2, isState ? .state : .party, index..<index + 3)
    }

    /// `ĐU-KH-0001-2025`, with whatever stands before.
    private func numberLast(_ index: Int) -> (SymbolScanner.Match, Range<Int>)? {
        guard index + 2 < words.count, isCode(index), isType(index + 1), let number = number(index + 2),
            SymbolCodes.isKnownIssuer(folded: folded[index]) || year(index + 3) != nil
        else { return nil }
        return result(number, type: index + 1, issuer: index, .party, index..<index + 3)
    }

    /// `30_2020_ND-CP`, `20_2023_QH15`.
    private func normative(_ index: Int) -> (SymbolScanner.Match, Range<Int>)? {
        guard let number = number(index), let year = year(index + 1), index + 2 < words.count else {
            return nil
        }
        if SymbolCodes.isAssembly(folded[index + 2]) {
            return (
                SymbolScanner.Match(
                    number: number, year: year, issuerCode: words[index + 2], order: .state, range: 0..<0),
                index..<index + 3
            )
        }
        guard index + 3 < words.count, isType(index + 2), isCode(index + 3) else { return nil }
        guard
            var found = result(number, type: index + 2, issuer: index + 3, .state, index..<index + 4)
        else { return nil }
        found.0.year = year
        return found
    }

    private func result(
        _ number: Int, type: Int, issuer: Int, _ order: DocumentSymbol.Order, _ range: Range<Int>
    ) -> (SymbolScanner.Match, Range<Int>)? {
        (
            SymbolScanner.Match(
                number: number, typeCode: words[type], issuerCode: words[issuer], order: order, range: 0..<0),
            range
        )
    }

    /// The listed type that the words right before the symbol name.
    func typeWord(before end: Int) -> DocumentType? {
        for length in [3, 2, 1] where end - length >= 0 {
            if let type = DocumentType.named(words[end - length..<end].joined(separator: " ")) { return type }
        }
        return nil
    }

    /// The date in the words after the symbol: `2025`, `2025-10-28`, `28.10.2025`.
    func date(after start: Int) -> PartialDate {
        for index in words.indices.dropFirst(start) {
            if index + 2 < words.count, let day = Day(words[index...index + 2].joined(separator: "-")) {
                return .day(day)
            }
            if let day = Day(words[index]) { return .day(day) }
            if index == start, let year = year(index) { return .year(year) }
        }
        return .unknown
    }

    private func number(_ index: Int) -> Int? {
        guard words.indices.contains(index), (1...5).contains(words[index].count),
            words[index].allSatisfy(\.isASCIIDigit), let number = Int(words[index]), number > 0
        else { return nil }
        return number
    }

    private func year(_ index: Int) -> Int? {
        number(index).flatMap { words[index].count == 4 && (1945...2199).contains($0) ? $0 : nil }
    }

    private func isType(_ index: Int) -> Bool { SymbolCodes.isKnownType(folded: folded[index]) }

    private func isCode(_ index: Int) -> Bool {
        let word = words[index]
        return (2...24).contains(word.count) && (word.first?.isLetter ?? false)
            && (SymbolCodes.isKnownIssuer(folded: folded[index]) || word == word.uppercased())
    }

    private static let endings: Set<String> = [
        ".pdf", ".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".txt", ".htm",
        ".html",
        ".zip", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".signed",
    ]
}

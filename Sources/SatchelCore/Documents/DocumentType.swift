/// A kind of document (tên loại): its Vietnamese and English words and the codes that stand for it in a
/// symbol.
/// Open-ended: a word that no regulation lists is kept as given.
package struct DocumentType: Hashable, Sendable {
    /// The Vietnamese word, as in `Chỉ thị`.
    package let word: String
    /// The English word in lower case, as in `directive`; the given word when the type is not a known one.
    package let english: String
    /// The codes in Party symbols (399-QĐ/TW, and those in use before), the usual one first.
    package let partyCodes: [String]
    /// The codes in State symbols (30/2020/NĐ-CP).
    package let stateCodes: [String]
    /// Whether the type is one of the listed ones.
    package let isKnown: Bool

    /// The usual code, as in `CT`; nil for types without one, as the Statutes.
    package var code: String? { partyCodes.first ?? stateCodes.first }

    init(word: String, english: String, partyCodes: [String], stateCodes: [String], isKnown: Bool = true) {
        self.word = word
        self.english = english
        self.partyCodes = partyCodes
        self.stateCodes = stateCodes
        self.isKnown = isKnown
    }

    /// The type a word names, or a type of that very word when it is not a known one.
    package init(_ word: String) {
        let kept = VietnameseText.normalised(word).trimmed
        self =
            Self.named(kept)
            ?? DocumentType(word: kept, english: kept, partyCodes: [], stateCodes: [], isKnown: false)
    }

    /// The listed type of a Vietnamese or English word, whatever its case and diacritics (`Chỉ thỉ`, `CHI
    /// THI`).
    package static func named(_ word: String) -> DocumentType? { byWord[VietnameseText.folded(word)] }

    /// The types a code can stand for (`QĐ`: Quyết định and Quy định), in one order of symbols or in both.
    package static func candidates(
        forCode code: String, order: DocumentSymbol.Order? = nil
    ) -> [DocumentType] {
        let exact = VietnameseText.normalised(code).uppercased()
        let found = (byExactCode[exact] ?? byFoldedCode[VietnameseText.folded(code)] ?? [])
        guard let order else { return found }
        let key = VietnameseText.folded(code)
        return found.filter { type in
            (order == .party ? type.partyCodes : type.stateCodes).contains {
                VietnameseText.folded($0) == key
            }
        }
    }

    /// The only type a code can stand for; nil when it stands for none or several.
    package static func only(forCode code: String, order: DocumentSymbol.Order? = nil) -> DocumentType? {
        let found = candidates(forCode: code, order: order)
        return found.count == 1 ? found.first : nil
    }

    /// The listed word nearest to an unknown one, for "did you mean".
    package static func suggestion(for word: String) -> String? {
        VietnameseText.suggestion(for: word, among: known.map(\.word))
    }

    /// Whether documents of this type may carry the code: the type word and the symbol do not contradict
    /// each other.
    package func allows(code: String) -> Bool {
        Self.candidates(forCode: code).contains { $0.word == word } || !isKnown
    }

    /// A code as it is printed (`QĐi`, `CTr`, `QĐ` for `QD`); nil when it is not a known one.
    static func canonicalCode(_ code: String) -> String? {
        let exact = code.uppercased()
        let key = VietnameseText.folded(code)
        return canonicalCodes[exact] ?? canonicalCodes[key]
    }

    private static let byWord: [String: DocumentType] = {
        var result: [String: DocumentType] = [:]
        for phrase in TypePhrase.all where result[phrase.folded] == nil {
            result[phrase.folded] = phrase.type
        }
        return result
    }()

    private static let byExactCode = Dictionary(grouping: codes, by: { $0.code.uppercased() })
        .mapValues { $0.map(\.type) }
    private static let byFoldedCode = Dictionary(grouping: codes, by: { VietnameseText.folded($0.code) })
        .mapValues { $0.map(\.type) }

    private static let canonicalCodes: [String: String] = {
        var result: [String: String] = [:]
        for (code, _) in codes { result[code.uppercased()] = code }
        for (code, _) in codes where result[VietnameseText.folded(code)] == nil {
            result[VietnameseText.folded(code)] = code
        }
        return result
    }()

    private static let codes: [(code: String, type: DocumentType)] = known.flatMap { type in
        let both = type.partyCodes + type.stateCodes.filter { !type.partyCodes.contains($0) }
        return both.map { ($0, type) }
    }
}

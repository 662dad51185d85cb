/// A mention of a document in running text: its symbol or its type and number, the date and the body written
/// beside it.
package struct Citation: Sendable {
    /// How the document is named.
    package enum Form: Hashable, Sendable {
        /// By number and symbol: `Chỉ thị số 10-CT/TW`.
        case symbol
        /// By type and number, for a reader who knows the context: `Hướng dẫn số 12`, `(Quy định 24)`.
        case number
        /// By the name of an annexed scheme: `Đề án 2403`.
        case alias
    }

    package let form: Form
    /// The type as written, in its listed spelling (`Chỉ thị`, `Regulation`); else the only one the code can
    /// stand for.
    package let typeWord: String?
    /// The listed type of that word; it may contradict the code, as in `Công văn 09-QC/TW`.
    package let type: DocumentType?
    package let number: Int
    /// The year inside the symbol of a normative act of the State.
    package let year: Int?
    package let typeCode: String?
    package let issuerCode: String?
    /// The symbol when type code and issuer are known, else nil.
    package let symbol: DocumentSymbol?
    /// The date written beside it; unknown when there is none.
    package let date: PartialDate
    /// Whether the date stands at a later citation of the same kind (`94-QĐ/TW và 95-QĐ/TW, ngày …`), so
    /// perhaps not meant.
    package let isDateShared: Bool
    /// The phrase after "của", as written; may belong to something else: the symbol comes first.
    package let body: String?
    /// The part of the text from "số" or the type word right before it to the end of the number or symbol.
    package let range: Range<String.Index>

    /// All citations of a text in their order; those inside the title of another included.
    package static func all(in text: String) -> [Citation] {
        guard text.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return [] }
        let scanned = ScannedText(text)
        let drafts = CitationScanner(text: scanned).drafts()
        return CitationContext(text: scanned, drafts: drafts).citations()
    }
}

/// A citation before its surroundings are read.
struct CitationDraft {
    var form: Citation.Form
    var match: SymbolScanner.Match
    var lead: CitationLead

    /// The places from the type word to the end of the number or symbol.
    var range: Range<Int> { min(lead.start, match.range.lowerBound)..<match.range.upperBound }
}

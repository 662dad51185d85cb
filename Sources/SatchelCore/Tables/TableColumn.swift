/// A column of a list: its headings in Vietnamese and English, and what stands in it.
package struct TableColumn: Sendable, Hashable {
    /// What the cells of a column are, as far as a spreadsheet treats them differently.
    package enum Kind: Sendable, Hashable {
        case text
        /// Long text, over several lines of its cell.
        case wrapped
        case number
        /// A day, or a date known in part.
        case day
    }

    /// Its headings; exports write that of their language, imports take both.
    package let text: Text
    /// Whether a list without it is refused.
    package let isRequired: Bool
    package let kind: Kind
    /// A heading that lists had before and that is still read.
    private let former: String?

    /// The headings by which it is found.
    var names: [String] { [text.vi, text.en] + [former].compactMap { $0 } }

    /// A column by its headings.
    package init(
        _ vi: String, _ en: String, formerly former: String? = nil, required: Bool = false,
        _ kind: Kind = .text
    ) {
        text = Text(vi, en)
        self.former = former
        isRequired = required
        self.kind = kind
    }

    /// Headings in a language.
    package static func headings(_ columns: [TableColumn], _ language: Language) -> [String] {
        columns.map { $0.text(language) }
    }
}

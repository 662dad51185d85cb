/// The languages every text for users exists in.
package enum Language: String, CaseIterable, Sendable, Codable {
    case vi, en
}

/// One text for users in both languages; `{name}` marks a place to fill.
package struct Text: Hashable, Sendable {
    package let vi: String
    package let en: String

    package init(_ vi: String, _ en: String) {
        self.vi = vi
        self.en = en
    }

    /// The text in a language, its places filled.
    package func callAsFunction(_ language: Language, _ arguments: [String: String] = [:]) -> String {
        var text = language == .vi ? vi : en
        for (name, value) in arguments { text = text.replacing("{\(name)}", with: value) }
        return text
    }
}

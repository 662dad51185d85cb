/// One cell to be written.
package enum CSVCell: Hashable, Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    case text(String)
    case number(Int)

    package init(stringLiteral value: String) { self = .text(value) }

    package init(integerLiteral value: Int) { self = .number(value) }
}

/// Writes CSV that Excel opens rightly and harmlessly: UTF-8 with byte order mark, CRLF, no formulas.
package struct CSVWriter: Sendable {
    /// The file so far.
    package private(set) var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
    private let separator: CSVSeparator

    /// An empty file with this separator.
    package init(separator: CSVSeparator = .comma) { self.separator = separator }

    /// Adds a row; text that a spreadsheet would run as a formula gets an apostrophe in front, which
    /// `CSVTable` takes off.
    package mutating func add(_ cells: [CSVCell]) {
        // A row of nothing but separators would be skipped on reading.
        let isBlank = cells.allSatisfy { $0 == .text("") }
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(separator.rawValue) }
            switch cell {
            case .number(let number): bytes.append(contentsOf: "\(number)".utf8)
            case .text(let text): append(CSVFormula.escaped(text), isForced: isBlank && index == 0)
            }
        }
        bytes.append(contentsOf: [0x0D, 0x0A])
    }

    /// Adds a row of texts.
    package mutating func add(_ texts: [String]) { add(texts.map(CSVCell.text)) }

    private mutating func append(_ text: String, isForced: Bool) {
        // Every separator is quoted, not only ours, so that nobody's detection counts one inside a field.
        guard isForced || text.utf8.contains(where: { Self.special.contains($0) }) else {
            bytes.append(contentsOf: text.utf8)
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static let special = Array("\";,\t\r\n".utf8)
}

/// Keeps spreadsheets from running text as a formula, after OWASP's "CSV injection".
enum CSVFormula {
    /// The text with an apostrophe in front when a spreadsheet would take it for a formula, or when reading
    /// would
    /// otherwise strip an apostrophe of its own.
    static func escaped(_ text: String) -> String { isRisky(text) ? "'" + text : text }

    /// The text without the apostrophe that `escaped` put in front.
    static func unescaped(_ text: String) -> String {
        guard text.utf8.first == UInt8(ascii: "'") else { return text }
        let rest = text.unicodeScalars.dropFirst()
        return isRisky(rest) ? String(rest) : text
    }

    /// The first UTF-8 bytes of all that can make a formula, to pass over the rest quickly.
    private static let riskyStarts = Array("' =+-@\t\r\n".utf8) + [0xC2, 0xE3, 0xEF]

    private static func isRisky(_ text: String) -> Bool {
        guard let first = text.utf8.first, riskyStarts.contains(first) else { return false }
        return isRisky(text.unicodeScalars[...])
    }

    private static func isRisky(_ text: String.UnicodeScalarView.SubSequence) -> Bool {
        let text = text.drop { $0 == "'" }
        switch text.first(where: { ![" ", "\u{A0}", "\u{3000}"].contains($0) }) {
        case "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠": return true
        default: return false
        }
    }
}

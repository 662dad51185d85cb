/// Markup whose texts are escaped: a literal is markup as it stands, and whatever `\(…)` puts into it is text (also
/// inside quoted attributes) unless it is `HTML` itself.
package struct HTML: Sendable, Hashable, ExpressibleByStringInterpolation {
    package let markup: String

    package init(stringLiteral value: String) { markup = value }
    package init(stringInterpolation: Pieces) { markup = stringInterpolation.markup }
    private init(markup: String) { self.markup = markup }

    /// The pieces of a literal, escaped as they come.
    package struct Pieces: StringInterpolationProtocol {
        fileprivate var markup = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            markup.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        package mutating func appendLiteral(_ literal: String) { markup += literal }
        package mutating func appendInterpolation(_ text: String) { markup += HTML.escaped(text) }
        package mutating func appendInterpolation(_ number: some BinaryInteger) { markup += "\(number)" }
        package mutating func appendInterpolation(_ html: HTML?) { markup += html?.markup ?? "" }
        package mutating func appendInterpolation(_ list: [HTML]) {
            for html in list { markup += html.markup }
        }
    }

    package static let empty: HTML = ""

    /// A text as markup.
    package static func text(_ text: String) -> HTML { "\(text)" }

    /// Pieces joined by a separator that is itself markup.
    package static func joined(_ pieces: [HTML], by separator: HTML) -> HTML {
        HTML(markup: pieces.map(\.markup).joined(separator: separator.markup))
    }

    /// A text in which no character can begin or end markup; control characters other than white space are dropped.
    package static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\t", "\n": result.unicodeScalars.append(scalar)
            default:
                if scalar.properties.generalCategory != .control { result.unicodeScalars.append(scalar) }
            }
        }
        return result
    }

    /// A path inside an archive as a relative reference (RFC 3986): everything but unreserved characters and `/`
    /// percent-encoded, so it can name no scheme and no host.
    package static func reference(toPath path: String) -> String {
        var result = ""
        for byte in path.utf8 {
            let character = Character(Unicode.Scalar(byte))
            if byte < 0x80, character.isLetter || character.isNumber || "-._~/".contains(character) {
                result.append(character)
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return result.hasPrefix("/") ? "." + result : result
    }
}

import Foundation

/// An address as a mail header may carry it (RFC 5322 addr-spec): plain ASCII, a dot-atom before the `@` and a host
/// name behind it; so it holds no space, quote, angle bracket or line break.
package struct MailAddress: Sendable, Hashable {
    package let text: String

    /// Nil for anything that is not such an address.
    package init?(_ text: String) {
        let text = text.trimmed
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 254, (1...64).contains(parts[0].utf8.count),
            MailAddress.isDotAtom(parts[0], of: "!#$%&'*+-/=?^_`{|}~"),
            MailAddress.isDotAtom(parts[1], of: "-")
        else { return nil }
        self.text = text
    }

    private static func isDotAtom(_ text: Substring, of signs: String) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty
                && part.unicodeScalars.allSatisfy {
                    $0.isASCII
                        && ($0.properties.isAlphabetic || ("0"..."9").contains($0)
                            || signs.unicodeScalars.contains($0))
                }
        }
    }
}

/// Header fields of a mail, folded and encoded.
enum MailHeader {
    /// A field of free text: as it stands when it is short and plain, else encoded words (RFC 2047), one a line.
    static func field(_ name: String, _ text: String) -> String {
        "\(name): \(encoded(clean(text)))"
    }

    /// An address field; the name is always quoted or encoded, so nothing in it can become an address.
    static func field(_ name: String, _ display: String?, _ address: MailAddress) -> String {
        guard let display = display.map(clean), !display.isEmpty else { return "\(name): \(address.text)" }
        let isPlain = display.utf8.count <= 40 && display.unicodeScalars.allSatisfy { isPlainLetter($0) }
        let shown = isPlain ? "\"\(display)\"" : words(display)
        return "\(name): \(shown)\r\n <\(address.text)>"
    }

    /// One line without control, format and line-breaking characters.
    static func clean(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: " "
            default: scalar
            }
        }
        return String(String.UnicodeScalarView(scalars)).split(separator: " ").joined(separator: " ")
    }

    private static func isPlainLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == " ")
    }

    private static func encoded(_ text: String) -> String {
        let isPlain =
            text.utf8.count <= 60 && !text.contains("=?") && text.unicodeScalars.allSatisfy(\.isASCII)
        return isPlain ? text : words(text)
    }

    /// Encoded words of at most 64 characters (RFC 2047, 2: 75), parted between code points, for a letter with its marks
    /// may be longer than a word.
    private static func words(_ text: String) -> String {
        var chunks: [String] = [""]
        for scalar in text.unicodeScalars {
            let piece = String(scalar)
            if chunks[chunks.count - 1].utf8.count + piece.utf8.count > 39 { chunks.append("") }
            chunks[chunks.count - 1] += piece
        }
        return chunks.map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    /// An instant as RFC 5322 writes it, in a zone: `Mon, 10 Nov 2025 08:00:00 +0700`.
    static func date(_ instant: Instant, in zone: TimeZone) -> String {
        let offset = zone.secondsFromGMT(for: instant.date)
        let local = Int((Double(instant.milliseconds) / 1000).rounded(.down)) + offset
        let ordinal = Int((Double(local) / 86_400).rounded(.down))
        let second = local - ordinal * 86_400
        let day = Day(ordinal: ordinal) ?? .first
        let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let time = [second / 3600, second / 60 % 60, second % 60].map(Day.twoDigits).joined(separator: ":")
        let east = abs(offset) / 60
        let zoneText = "\(offset < 0 ? "-" : "+")\(Day.twoDigits(east / 60))\(Day.twoDigits(east % 60))"
        let weekday = weekdays[((day.ordinal + 3) % 7 + 7) % 7]
        return
            "\(weekday), \(Day.twoDigits(day.day)) \(months[day.month - 1]) \(day.year) \(time) \(zoneText)"
    }
}

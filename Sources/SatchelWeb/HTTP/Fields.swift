import Foundation
import SatchelCore

/// The named values of a query or of a form, in the order they came, a name as often as it was sent.
package struct Fields: Sendable, Hashable {
    package private(set) var pairs: [(name: String, value: String)] = []

    package init() {}

    /// Reads `name=value&…` (WHATWG URL, application/x-www-form-urlencoded); bytes that are no UTF-8 are replaced.
    package init(urlEncoded text: some StringProtocol) {
        for pair in text.split(separator: "&", omittingEmptySubsequences: true) {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            add(Fields.decoded(sides[0].utf8), sides.count > 1 ? Fields.decoded(sides[1].utf8) : "")
        }
    }

    package mutating func add(_ name: String, _ value: String) { pairs.append((name, value)) }

    /// The first value of a name, in one encoding (NFC) and trimmed; nil when it is absent or blank.
    package subscript(name: String) -> String? {
        guard let found = pairs.first(where: { $0.name == name }) else { return nil }
        let text = VietnameseText.normalised(found.value).trimmed
        return text.isEmpty ? nil : text
    }

    /// The first value of a name as it came, line ends as `\n`; nil when it is absent.
    package func raw(_ name: String) -> String? {
        pairs.first { $0.name == name }?.value.replacing("\r\n", with: "\n")
    }

    /// All values of a name that are not blank.
    package func all(_ name: String) -> [String] {
        pairs.filter { $0.name == name }.map { VietnameseText.normalised($0.value).trimmed }
            .filter { !$0.isEmpty }
    }

    /// Whether a name was sent at all.
    package func has(_ name: String) -> Bool { pairs.contains { $0.name == name } }

    /// A box that was ticked.
    package func isTicked(_ name: String) -> Bool { self[name] != nil }

    /// The same values with one set anew, for links to a neighbouring page.
    package func setting(_ name: String, to value: String?) -> Fields {
        var copy = self
        copy.pairs.removeAll { $0.name == name }
        if let value { copy.add(name, value) }
        return copy
    }

    /// As it stands behind `?` in an address; empty when there is nothing.
    package var urlEncoded: String {
        pairs.filter { !$0.value.isEmpty }
            .map { "\(Fields.encoded($0.name))=\(Fields.encoded($0.value))" }.joined(separator: "&")
    }

    /// A text as part of an address (RFC 3986, unreserved characters as they are).
    package static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }

    private static func decoded(_ text: some Collection<UInt8>) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"),
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
                rest.count >= 2
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    package static func == (lhs: Fields, rhs: Fields) -> Bool {
        lhs.pairs.elementsEqual(rhs.pairs) { $0.name == $1.name && $0.value == $1.value }
    }

    package func hash(into hasher: inout Hasher) {
        for pair in pairs {
            hasher.combine(pair.name)
            hasher.combine(pair.value)
        }
    }
}

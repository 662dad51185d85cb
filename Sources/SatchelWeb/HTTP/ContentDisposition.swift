import SatchelCore

/// How a browser is told to keep a file, and under what name (RFC 6266).
package struct ContentDisposition: Sendable, Hashable {
    package let isInline: Bool
    package let fileName: String

    package init(isInline: Bool = false, fileName: String) {
        self.isInline = isInline
        self.fileName = fileName
    }

    /// What browsers show and cannot be led astray by.
    private static let viewable = ["application/pdf", "image/png", "image/jpeg", "text/plain"]

    /// Whether files of a media type are ever shown in the browser.
    package static func isViewable(_ mediaType: String) -> Bool { viewable.contains(mediaType) }

    /// The header's value: the name in plain ASCII, and as it is (RFC 8187) where that is another. Nothing of the
    /// name gets out of its quotes, and no folder stays in it.
    package var text: String {
        let name = safe
        let plain = KitPath.ascii(name).unicodeScalars.map { scalar in
            let isPlain = scalar.isASCII && scalar.value > 31 && !"\"\\%".unicodeScalars.contains(scalar)
            return isPlain && scalar.value != 127 ? Character(scalar) : "_"
        }
        let fallback = "\(isInline ? "inline" : "attachment"); filename=\"\(String(plain))\""
        return String(plain) == name
            ? fallback : "\(fallback); filename*=UTF-8''\(ContentDisposition.encoded(name))"
    }

    private var safe: String {
        let last = fileName.unicodeScalars.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        let kept = last.unicodeScalars.filter {
            // Marks that turn the direction of text can hide what a file ends in.
            $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
        }
        let name = String(String.UnicodeScalarView(kept)).trimmingBlanks
        return name.isEmpty || name.allSatisfy { $0 == "." } ? "satchel" : name
    }

    /// All but attr-char as `%` and two digits.
    private static func encoded(_ name: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var text: [UInt8] = []
        for byte in name.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: text.append(byte)
            case 0x21, 0x23, 0x24, 0x26, 0x2B, 0x2D, 0x2E, 0x5E...0x60, 0x7C, 0x7E: text.append(byte)
            default: text += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        var rest = self[...].drop { $0 == " " }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}

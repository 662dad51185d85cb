/// How a value is written into the text around it.
enum FormEscaping: Sendable {
    case xml, json
    /// XML in a CDATA section, which the value leaves and takes up again.
    case cdata

    /// The bytes a value takes: escaped, and without what XML 1.0 (2.2) does not let stand in a text.
    func bytes(of value: String) -> [UInt8] {
        switch self {
        case .xml: return FormEscaping.xml(value)
        case .cdata: return Array("]]>".utf8) + FormEscaping.xml(value) + Array("<![CDATA[".utf8)
        case .json: return FormEscaping.json(value)
        }
    }

    private static func xml(_ value: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(value.utf8.count + 16)
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            case UInt8(ascii: "'"): bytes += "&#39;".utf8
            case 0x09, 0x0A, 0x0D, 0x20...: bytes.append(byte)
            default: break
            }
            // U+FFFE and U+FFFF, the only others a string can hold that XML cannot.
            if byte >= 0xBE, byte <= 0xBF, bytes.count >= 3, bytes[bytes.count - 3] == 0xEF,
                bytes[bytes.count - 2] == 0xBF
            {
                bytes.removeLast(3)
            }
        }
        return bytes
    }

    private static func json(_ value: String) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(value.utf8.count + 16)
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                bytes += "\\u00".utf8
                bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        return bytes
    }
}

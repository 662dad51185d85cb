import Foundation

/// A part of a mail or the mail itself (RFC 2045): its header fields and, still encoded, its body. Reads whatever
/// bytes come; what is not understood is empty.
struct MailPart {
    /// How deep parts may stand in parts, and how many there may be at one level.
    static let deepest = 6
    static let most = 40
    /// The most fields of a header that are read, and the most bytes of one.
    private static let mostFields = 200
    private static let longestField = 4096

    let fields: [(name: String, value: String)]
    let body: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        fields = MailPart.fields(&rest)
        body = rest
    }

    /// The value of the first field of a name in small letters.
    subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    /// Takes the fields up to an empty line, folded lines joined.
    static func fields(_ bytes: inout ArraySlice<UInt8>) -> [(name: String, value: String)] {
        var found: [(name: String, value: String)] = []
        while !bytes.isEmpty {
            let line = MailLine.take(&bytes)
            if line.isEmpty { break }
            if line.first == 0x20 || line.first == 0x09 {
                guard !found.isEmpty, found[found.count - 1].value.utf8.count < longestField else { continue }
                found[found.count - 1].value += " " + text(line)
            } else if let colon = line.firstIndex(of: 0x3A), found.count < mostFields {
                found.append((text(line[..<colon]).lowercased(), text(line[(colon + 1)...])))
            }
        }
        return found
    }

    /// Trimmed text of a field.
    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        let head = bytes.prefix(longestField).drop(while: isBlank)
        let end = head.lastIndex { !isBlank($0) } ?? head.startIndex - 1
        return String(decoding: head[..<(end + 1)].map { $0 < 32 || $0 == 127 ? 32 : $0 }, as: UTF8.self)
    }

    /// `multipart/report` and the like, in small letters.
    var type: String {
        let type = self["content-type"] ?? "text/plain"
        return type.prefix { $0 != ";" && $0 != " " }.lowercased()
    }

    /// What separates the parts (RFC 2046, 5.1.1).
    private var boundary: [UInt8]? {
        guard let type = self["content-type"],
            let start = type.range(of: "boundary=", options: .caseInsensitive)?.upperBound
        else { return nil }
        let rest = type[start...]
        let value =
            rest.first == "\""
            ? rest.dropFirst().prefix { $0 != "\"" } : rest.prefix { $0 != ";" && $0 != " " }
        let bytes = Array(value.utf8)
        return (1...200).contains(bytes.count) ? bytes : nil
    }

    /// The parts of a multipart, in their order.
    var parts: [MailPart] {
        guard type.hasPrefix("multipart/"), let boundary else { return [] }
        let delimiter = [0x2D, 0x2D] + boundary
        var found: [MailPart] = []
        var start: Int?
        var rest = body
        while !rest.isEmpty {
            let place = rest.startIndex
            let line = MailLine.take(&rest)
            guard line.starts(with: delimiter) else { continue }
            let tail = line.dropFirst(delimiter.count)
            let isLast = tail.starts(with: [0x2D, 0x2D])
            guard isLast || tail.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { continue }
            if let start { found.append(MailPart(body[start..<place])) }
            start = isLast ? nil : rest.startIndex
            if isLast || found.count == MailPart.most { return found }
        }
        // A mail cut short still has its last part.
        if let start, start <= body.endIndex { found.append(MailPart(body[start...])) }
        return found
    }

    /// The body as it was before it was encoded for the way (RFC 2045, 6).
    var decoded: ArraySlice<UInt8> {
        switch self["content-transfer-encoding"]?.lowercased() {
        case "quoted-printable": MailCoding.quotedPrintable(body)[...]
        case "base64": MailCoding.base64(body)[...]
        default: body
        }
    }
}

/// Lines of a mail, ended by CRLF or, as in a mailbox, by LF.
enum MailLine {
    /// Takes a line off the front, without its end.
    static func take(_ bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let end = bytes.firstIndex(of: 0x0A) else {
            defer { bytes = bytes[bytes.endIndex...] }
            return bytes
        }
        defer { bytes = bytes[(end + 1)...] }
        let line = bytes[..<end]
        return line.last == 0x0D ? line.dropLast() : line
    }
}

/// The two encodings of a body (RFC 2045, 6.7 and 6.8), read leniently.
enum MailCoding {
    static func quotedPrintable(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var rest = bytes
        while !rest.isEmpty {
            var line = MailLine.take(&rest)
            while line.last == 0x20 || line.last == 0x09 { line.removeLast() }
            let isSoft = line.last == 0x3D
            if isSoft { line.removeLast() }
            append(line, to: &result)
            if !isSoft { result.append(0x0A) }
        }
        return result
    }

    private static func append(_ line: ArraySlice<UInt8>, to result: inout [UInt8]) {
        var place = line.startIndex
        while place < line.endIndex {
            if line[place] == 0x3D, place + 2 < line.endIndex, let high = digit(line[place + 1]),
                let low = digit(line[place + 2])
            {
                result.append(high << 4 | low)
                place += 3
            } else {
                result.append(line[place])
                place += 1
            }
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    static func base64(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count / 4 * 3)
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            guard let value = sextet(byte) else {
                if byte == 0x3D { break }
                continue
            }
            bits = bits << 6 | value
            count += 6
            if count >= 8 {
                count -= 8
                result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return result
    }

    private static func sextet(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x41...0x5A: UInt32(byte) - 0x41
        case 0x61...0x7A: UInt32(byte) - 0x47
        case 0x30...0x39: UInt32(byte) + 4
        case 0x2B: 62
        case 0x2F: 63
        default: nil
        }
    }
}

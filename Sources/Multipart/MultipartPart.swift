/// What the headers of a part say (RFC 7578, 4.2 and 4.4).
package struct MultipartPart: Sendable, Hashable {
    /// Of the field.
    package let name: String
    /// Without the folders it came with; nil for what is no file, empty where no file was chosen.
    package let fileName: String?
    /// As it was claimed; nothing to trust.
    package let contentType: String?

    package init(name: String, fileName: String? = nil, contentType: String? = nil) {
        self.name = name
        self.fileName = fileName
        self.contentType = contentType
    }
}

extension MultipartPart {
    /// Reads header lines, each without its CRLF.
    /// - Throws: `header`, `disposition`, `name`, `fileName`, `encoding`; the caller knows where.
    init(_ lines: [[UInt8]]) throws(MultipartError.Fault) {
        var fields: [[UInt8]: [UInt8]] = [:]
        for line in lines {
            let (name, value) = try MultipartPart.field(line)
            guard fields.updateValue(value, forKey: name) == nil else { throw .header }
        }
        guard let disposition = fields[Array("content-disposition".utf8)],
            let list = ParameterList(disposition), list.head.elementsEqual("form-data".utf8)
        else { throw .disposition }
        let names = list.values("name")
        guard names.count == 1 else { throw .disposition }
        let name = try MultipartPart.text(names[0], most: MultipartLimits.name, or: .name)
        guard !name.isEmpty else { throw .name }
        if let encoding = fields[Array("content-transfer-encoding".utf8)] {
            let plain = ["7bit", "8bit", "binary"]
            guard plain.contains(where: { ParameterList.lowered(encoding).elementsEqual($0.utf8) }) else {
                throw .encoding
            }
        }
        self.init(
            name: name, fileName: try MultipartPart.fileName(list),
            contentType: MultipartPart.contentType(fields[Array("content-type".utf8)]))
    }

    private static func field(
        _ line: [UInt8]
    ) throws(MultipartError.Fault) -> (name: [UInt8], value: [UInt8]) {
        let name = line.prefix { ParameterList.isToken($0) }
        guard !name.isEmpty, name.count < line.count, line[name.endIndex] == UInt8(ascii: ":") else {
            throw .header
        }
        let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        var value = line[(name.endIndex + 1)...].drop(while: isSpace)
        while let last = value.last, isSpace(last) { value.removeLast() }
        return (ParameterList.lowered(name), Array(value))
    }

    /// `filename*` where there is one (RFC 6266, 4.3), though RFC 7578 wants none.
    private static func fileName(_ list: ParameterList) throws(MultipartError.Fault) -> String? {
        let (plain, extended) = (list.values("filename"), list.values("filename*"))
        guard plain.count < 2, extended.count < 2 else { throw .disposition }
        let most = MultipartLimits.fileName
        let whole: String
        if let value = extended.first {
            whole = try text(try decoded(value), isEscaped: false, most: most, or: .fileName)
        } else if let value = plain.first {
            whole = try text(value, most: most, or: .fileName)
        } else {
            return nil
        }
        // By scalars: a slash with a combining mark after it is another character, and still a slash.
        let scalars = whole.unicodeScalars
        let slash = scalars.lastIndex { $0 == "/" || $0 == "\\" }
        let last = slash.map { String(scalars[scalars.index(after: $0)...]) } ?? whole
        guard last != ".", last != "..", !last.isEmpty || whole.isEmpty else { throw .fileName }
        return last
    }

    /// The bytes of `UTF-8'vi'%e1%bb%87` (RFC 8187, 3.2).
    private static func decoded(_ value: [UInt8]) throws(MultipartError.Fault) -> [UInt8] {
        let parts = value.split(separator: 0x27, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, ParameterList.lowered(parts[0]).elementsEqual("utf-8".utf8) else {
            throw .fileName
        }
        var bytes: [UInt8] = []
        var rest = parts[2]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let number = hex(rest.removeFirst(), rest.removeFirst()) else {
                throw .fileName
            }
            bytes.append(number)
        }
        return bytes
    }

    private static func hex(_ high: UInt8, _ low: UInt8) -> UInt8? {
        func digit(_ byte: UInt8) -> UInt8? {
            switch byte {
            case 0x30...0x39: byte - 0x30
            case 0x41...0x46: byte - 0x37
            case 0x61...0x66: byte - 0x57
            default: nil
            }
        }
        guard let high = digit(high), let low = digit(low) else { return nil }
        return high << 4 | low
    }

    /// UTF-8 without control characters. Browsers write a quote, CR and LF as `%22`, `%0D` and `%0A`, and nothing else
    /// so (HTML, "multipart/form-data encoding algorithm").
    private static func text(
        _ bytes: [UInt8], isEscaped: Bool = true, most: Int, or fault: MultipartError.Fault
    ) throws(MultipartError.Fault) -> String {
        var plain: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            if isEscaped, byte == UInt8(ascii: "%"), rest.count >= 2,
                let number = hex(rest[rest.startIndex], rest[rest.startIndex + 1]),
                [0x22, 0x0D, 0x0A].contains(number)
            {
                plain.append(number)
                rest.removeFirst(2)
            } else {
                plain.append(byte)
            }
        }
        guard plain.count <= most, plain.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }),
            let text = String(validating: plain, as: UTF8.self)
        else { throw fault }
        return text
    }

    private static func contentType(_ value: [UInt8]?) -> String? {
        guard let value, (1...200).contains(value.count), value.allSatisfy({ (0x20...0x7E).contains($0) })
        else { return nil }
        return String(decoding: value, as: UTF8.self)
    }
}

extension MultipartError.Fault: Error {}

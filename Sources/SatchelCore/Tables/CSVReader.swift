/// Cuts the bytes of a CSV file into records.
struct CSVReader {
    /// The fields of one record and the line it starts on.
    struct Record {
        var line: Int
        var fields: [String]
    }

    private(set) var separator = CSVSeparator.comma
    private let bytes: [UInt8]
    private var place = 0
    private var line = 1

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// Finds the byte order mark, Excel's `sep=` line and the separator.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
        if let declared = declaredSeparator() {
            separator = declared
        } else {
            separator = detectedSeparator()
        }
    }

    /// The next record that is not blank; nil at the end of the file.
    mutating func record() throws(CSVFault) -> Record? {
        while place < bytes.count {
            var record = Record(line: line, fields: [])
            var isBlank = true
            repeat {
                let isQuoted = place < bytes.count && bytes[place] == Self.quote
                let column = record.fields.count + 1
                let field =
                    isQuoted
                    ? try quotedField(column) : try plainField(column)
                if isQuoted || !field.isEmpty { isBlank = false }
                record.fields.append(field)
            } while skipSeparator()
            skipLineEnd()
            if !isBlank { return record }
        }
        return nil
    }

    private mutating func plainField(_ column: Int) throws(CSVFault) -> String {
        let start = place
        while place < bytes.count {
            let byte = bytes[place]
            if byte == separator.rawValue || byte == Self.lineFeed || byte == Self.carriageReturn { break }
            place += 1
        }
        return try decode(bytes[start..<place], column)
    }

    private mutating func quotedField(_ column: Int) throws(CSVFault) -> String {
        let opened = line
        place += 1
        var start = place
        var parts: [UInt8] = []
        while place < bytes.count {
            let byte = bytes[place]
            if byte == Self.quote {
                guard place + 1 < bytes.count, bytes[place + 1] == Self.quote else { break }
                parts.append(contentsOf: bytes[start...place])
                place += 2
                start = place
                continue
            }
            if byte == Self.lineFeed || byte == Self.carriageReturn && !isBeforeLineFeed { line += 1 }
            place += 1
        }
        guard place < bytes.count else {
            throw fault(.unterminatedQuote, column, on: opened, bytes[min(start, bytes.count)...])
        }
        let end = place
        place += 1
        if place < bytes.count, !isFieldEnd(bytes[place]) {
            throw fault(.textAfterQuote, column, on: line, bytes[place...])
        }
        if parts.isEmpty { return try decode(bytes[start..<end], column, on: opened) }
        parts.append(contentsOf: bytes[start..<end])
        return try decode(parts[...], column, on: opened)
    }

    private var isBeforeLineFeed: Bool { place + 1 < bytes.count && bytes[place + 1] == Self.lineFeed }

    private func isFieldEnd(_ byte: UInt8) -> Bool {
        byte == separator.rawValue || byte == Self.lineFeed || byte == Self.carriageReturn
    }

    private mutating func skipSeparator() -> Bool {
        guard place < bytes.count, bytes[place] == separator.rawValue else { return false }
        place += 1
        return true
    }

    private mutating func skipLineEnd() {
        guard place < bytes.count else { return }
        place += bytes[place] == Self.carriageReturn && isBeforeLineFeed ? 2 : 1
        line += 1
    }

    private func decode(_ field: ArraySlice<UInt8>, _ column: Int, on line: Int? = nil) throws(CSVFault)
        -> String
    {
        guard let text = String(validating: field, as: UTF8.self) else {
            throw fault(.invalidUTF8, column, on: line ?? self.line, field)
        }
        return CSVFormula.unescaped(text)
    }

    private func fault(
        _ kind: CSVFault.Kind, _ column: Int, on line: Int, _ text: ArraySlice<UInt8>
    ) -> CSVFault {
        let shown = text.prefix(60).prefix { $0 != Self.lineFeed && $0 != Self.carriageReturn }
        return CSVFault(
            line: line, column: column, kind: kind,
            text: String(String(decoding: shown, as: UTF8.self).prefix(40)))
    }

    /// Excel's `sep=;` in the first line, which is then skipped.
    private mutating func declaredSeparator() -> CSVSeparator? {
        let head = bytes[place...].prefix(5)
        guard head.count == 5, head.prefix(4).map({ $0 | 0x20 }) == Array("sep=".utf8),
            let separator = head.last.flatMap(CSVSeparator.init)
        else { return nil }
        let end = place + 5
        guard end == bytes.count || bytes[end] == Self.lineFeed || bytes[end] == Self.carriageReturn else {
            return nil
        }
        place = end
        skipLineEnd()
        return separator
    }

    /// The separator that the first line with content holds most often outside quotes; a comma when it holds
    /// none.
    private func detectedSeparator() -> CSVSeparator {
        var counts: [CSVSeparator: Int] = [:]
        var isQuoted = false
        var isStarted = false
        for byte in bytes[place...] {
            if byte == Self.quote { isQuoted.toggle() }
            if !isQuoted, byte == Self.lineFeed || byte == Self.carriageReturn {
                if isStarted { break }
                continue
            }
            isStarted = true
            if !isQuoted, let separator = CSVSeparator(rawValue: byte) { counts[separator, default: 0] += 1 }
        }
        let most = counts.values.max() ?? 0
        return CSVSeparator.allCases.first { counts[$0] == most } ?? .comma
    }
}

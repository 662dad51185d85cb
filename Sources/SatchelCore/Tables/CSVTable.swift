import Foundation

/// A CSV file read after RFC 4180 and the habits of Excel: `;`, `,` or tab, `sep=`, byte order mark, any
/// line ending.
package struct CSVTable: Sendable {
    /// The column names, trimmed.
    package let header: [String]
    package let headerLine: Int
    package let rows: [TableRow]
    package let separator: CSVSeparator
    private let folded: [String]

    /// Reads a whole file. Blank lines, and rows of nothing but separators, are skipped.
    package init(_ bytes: [UInt8]) throws(CSVFault) {
        try Self.refuseOtherFormats(bytes)
        var reader = CSVReader(bytes)
        separator = reader.separator
        guard let first = try reader.record() else {
            throw CSVFault(line: 1, column: 0, kind: .empty, text: "")
        }
        var names = first.fields.map { VietnameseText.normalised($0).trimmed }
        while names.count > 1, names.last?.isEmpty == true { names.removeLast() }
        var rows: [TableRow] = []
        while let record = try reader.record() {
            rows.append(TableRow(line: record.line, fields: try Self.fit(record, to: names.count)))
        }
        header = names
        headerLine = first.line
        folded = names.map { VietnameseText.folded($0) }
        self.rows = rows
    }

    /// Reads a whole file.
    package init(_ data: Data) throws(CSVFault) { try self.init([UInt8](data)) }

    /// The index of the first column that bears one of these names, whatever their case and diacritics.
    package func column(named candidates: [String]) -> Int? {
        for candidate in candidates {
            if let index = folded.firstIndex(of: VietnameseText.folded(candidate)) { return index }
        }
        return nil
    }

    /// A fault for each column whose name an earlier one bears already.
    package var headerFaults: [CSVFault] {
        header.indices.compactMap { index in
            guard !folded[index].isEmpty, folded[..<index].contains(folded[index]) else { return nil }
            return CSVFault(line: headerLine, column: index + 1, kind: .repeatedHeader, text: header[index])
        }
    }

    private static func fit(_ record: CSVReader.Record, to width: Int) throws(CSVFault) -> [String] {
        var fields = record.fields
        if fields.count > width {
            if let extra = fields[width...].firstIndex(where: { !$0.isEmpty }) {
                let text = String(fields[extra].prefix(40))
                throw CSVFault(line: record.line, column: extra + 1, kind: .tooManyFields, text: text)
            }
            fields.removeLast(fields.count - width)
        }
        while fields.count < width { fields.append("") }
        return fields
    }

    private static func refuseOtherFormats(_ bytes: [UInt8]) throws(CSVFault) {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw CSVFault(line: 1, column: 0, kind: .utf16, text: "")
        }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            throw CSVFault(line: 1, column: 0, kind: .notText, text: "xlsx")
        }
        if let place = bytes.firstIndex(of: 0) {
            let line = 1 + bytes[..<place].count { $0 == UInt8(ascii: "\n") }
            throw CSVFault(line: line, column: 0, kind: .notText, text: "")
        }
    }
}

/// What stands between two fields.
package enum CSVSeparator: UInt8, CaseIterable, Hashable, Sendable {
    case tab = 0x09
    case semicolon = 0x3B
    case comma = 0x2C
}

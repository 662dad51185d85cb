/// Reads a table a person made in a spreadsheet: columns found by their headings in either language, every mistake
/// collected with its place.
struct TableImport {
    typealias Column = TableColumn

    let file: String
    let table: SourceTable
    var faults: FileFaults

    /// - Throws: as `SourceTable`.
    init(_ bytes: [UInt8], file: String, columns: [Column]) throws {
        self.file = file
        table = try SourceTable(bytes, file: file, columns: columns)
        faults = FileFaults(in: table.origin)
        for fault in table.faults { faults.add(fault) }
    }

    /// The field of a row in the column at an index of `columns`; empty when the table has no such column.
    func field(_ row: TableRow, _ column: Int) -> String {
        guard let place = table.places[column], place < row.fields.count else { return "" }
        return VietnameseText.normalised(row.fields[place]).trimmed
    }

    func optional(_ row: TableRow, _ column: Int) -> String? {
        let text = field(row, column)
        return text.isEmpty ? nil : text
    }

    /// Marks a mistake in a field.
    mutating func fault(
        _ row: TableRow, _ column: Int, _ code: SatchelError.Code, _ arguments: [String: String] = [:]
    ) {
        faults.add(line: row.line, column: (table.places[column] ?? 0) + 1, code, arguments)
    }

    /// A full day, nil for an empty field; anything else is marked.
    mutating func day(_ row: TableRow, _ column: Int) -> Day? {
        let text = field(row, column)
        if text.isEmpty { return nil }
        let day = Day(text)
        if day == nil { fault(row, column, .dateBroken, ["text": text]) }
        return day
    }

    /// A date as far as it is known.
    mutating func date(_ row: TableRow, _ column: Int) -> PartialDate {
        let text = field(row, column)
        if let date = PartialDate(text) { return date }
        fault(row, column, .dateBroken, ["text": text])
        return .unknown
    }

    /// Runs one row's step; an error of the register becomes a mistake at the column the code is about.
    mutating func taking(
        _ row: TableRow, columns: [SatchelError.Code: Int], _ step: () throws -> Void
    ) throws {
        do {
            try step()
        } catch let error as SatchelError {
            fault(row, columns[error.code] ?? 0, error.code, error.arguments)
        }
    }
}

/// Reads a table a person made in a spreadsheet: columns found by their headings in either language, every mistake
/// collected with line and column.
struct TableImport {
    /// A column: its headings in Vietnamese and English; the first is the one exports write.
    struct Column: Sendable {
        let text: Text
        let isRequired: Bool

        init(_ vi: String, _ en: String, required: Bool = false) {
            text = Text(vi, en)
            isRequired = required
        }
    }

    let file: String
    let table: CSVTable
    private let places: [Int?]
    var faults = FileFaults()

    /// - Throws: `faultsInFile` when it is no CSV in UTF-8 or lacks a required column.
    init(_ bytes: [UInt8], file: String, columns: [Column]) throws {
        self.file = file
        do throws(CSVFault) {
            table = try CSVTable(bytes)
        } catch {
            throw TableImport.broken([error], file)
        }
        if !table.headerFaults.isEmpty { throw TableImport.broken(table.headerFaults, file) }
        places = columns.map { [table] in table.column(named: [$0.text.vi, $0.text.en]) }
        for (column, place) in zip(columns, places) where place == nil && column.isRequired {
            faults.add(
                line: table.headerLine, column: 1, .columnMissing,
                ["column": "\(column.text.vi) / \(column.text.en)"])
        }
        try faults.throwIfAny(file: file)
    }

    private static func broken(_ faults: [CSVFault], _ file: String) -> SatchelError {
        SatchelError(
            .faultsInFile, ["file": file, "count": "\(faults.count)"],
            faults: faults.map { fault in
                FileFault(
                    line: fault.line, column: max(1, fault.column), .csvBroken,
                    ["csv": fault.kind.rawValue, "text": fault.text])
            })
    }

    /// The field of a row in the column at an index of `columns`; empty when the table has no such column.
    func field(_ row: CSVTable.Row, _ column: Int) -> String {
        guard let place = places[column], place < row.fields.count else { return "" }
        return VietnameseText.normalised(row.fields[place]).trimmed
    }

    func optional(_ row: CSVTable.Row, _ column: Int) -> String? {
        let text = field(row, column)
        return text.isEmpty ? nil : text
    }

    /// Marks a mistake in a field.
    mutating func fault(
        _ row: CSVTable.Row, _ column: Int, _ code: SatchelError.Code, _ arguments: [String: String] = [:]
    ) {
        faults.add(line: row.line, column: (places[column] ?? 0) + 1, code, arguments)
    }

    /// A full day, nil for an empty field; anything else is marked.
    mutating func day(_ row: CSVTable.Row, _ column: Int) -> Day? {
        let text = field(row, column)
        if text.isEmpty { return nil }
        let day = Day(text)
        if day == nil { fault(row, column, .dateBroken, ["text": text]) }
        return day
    }

    /// A date as far as it is known.
    mutating func date(_ row: CSVTable.Row, _ column: Int) -> PartialDate {
        let text = field(row, column)
        if let date = PartialDate(text) { return date }
        fault(row, column, .dateBroken, ["text": text])
        return .unknown
    }

    /// Runs one row's step; an error of the register becomes a mistake at the column the code is about.
    mutating func taking(
        _ row: CSVTable.Row, columns: [SatchelError.Code: Int], _ step: () throws -> Void
    ) throws {
        do {
            try step()
        } catch let error as SatchelError {
            fault(row, columns[error.code] ?? 0, error.code, error.arguments)
        }
    }

    /// Headings in a language, in the order of `columns`.
    static func headings(_ columns: [Column], _ language: Language) -> [String] {
        columns.map { $0.text(language) }
    }
}

/// A list as somebody handed it in, CSV or workbook: told apart by its bytes, here and nowhere else.
struct SourceTable {
    /// The column names, trimmed.
    let header: [String]
    let headerLine: Int
    let rows: [TableRow]
    /// What lines and columns count.
    let origin: FileFault.Origin
    /// For each column asked for, where it stands; nil when the table lacks it.
    let places: [Int?]
    /// Cells of wanted columns that hold no value to read.
    let faults: [FileFault]

    /// Reads a file and finds the columns.
    /// - Throws: `faultsInFile` when it is no CSV in UTF-8, names a column twice or lacks a required one;
    ///   `workbookRefused`.
    init(_ bytes: [UInt8], file: String, columns: [TableColumn]) throws {
        self =
            WorkbookPackage.isMeant(by: bytes)
            ? try SourceTable(workbook: bytes, file: file, columns: columns)
            : try SourceTable(csv: bytes, file: file, columns: columns)
        var lacking = FileFaults(in: origin)
        for (column, place) in zip(columns, places) where place == nil && column.isRequired {
            lacking.add(
                line: headerLine, column: 1, .columnMissing,
                ["column": "\(column.text.vi) / \(column.text.en)"])
        }
        try lacking.throwIfAny(file: file)
    }

    private init(csv bytes: [UInt8], file: String, columns: [TableColumn]) throws {
        let table: CSVTable
        do throws(CSVFault) {
            table = try CSVTable(bytes)
        } catch {
            throw SourceTable.broken([error], file)
        }
        if !table.headerFaults.isEmpty { throw SourceTable.broken(table.headerFaults, file) }
        header = table.header
        headerLine = table.headerLine
        rows = table.rows
        origin = .lines
        places = columns.map { table.column(named: $0.names) }
        faults = []
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

    private init(workbook bytes: [UInt8], file: String, columns: [TableColumn]) throws {
        let list = try WorkbookRule.naming(file) {
            try ListSheet.chosen(from: try WorkbookPackage(bytes), columns: columns)
        }
        var twice = FileFaults(in: list.origin)
        for place in list.repeatedHeadings {
            twice.add(
                line: list.headerLine, column: place + 1, .headingTwice, ["text": list.header[place]])
        }
        try twice.throwIfAny(file: file)
        header = list.header
        headerLine = list.headerLine
        rows = list.rows
        origin = list.origin
        places = list.places
        faults = list.faults
    }
}

/// A list found in a workbook: the sheet and the row that bear its headings, and the rows under them.
struct ListSheet {
    let header: [String]
    let headerLine: Int
    let origin: FileFault.Origin
    /// For each column asked for, its place from 0; nil when it is not there.
    let places: [Int?]
    /// Columns asked for whose heading an earlier column bears already.
    let repeatedHeadings: [Int]
    private(set) var rows: [TableRow] = []
    private(set) var faults: [FileFault] = []
    /// How many fields the rows have together.
    private var fields = 0

    /// Titles and the office's name stand above the headings; so many rows are looked at.
    private static let headingsWithin = 30

    /// The list of a workbook: in the first visible sheet with all columns that must be there, or else in the one with
    /// the most of those asked for.
    /// - Throws: `WorkbookFault`, `ZipError`.
    static func chosen(from book: WorkbookPackage, columns: [TableColumn]) throws -> ListSheet {
        var best: (list: ListSheet, found: Int)?
        for (place, sheet) in book.sheets.enumerated() {
            let cells = try book.cells(of: sheet)
            if cells.rows.isEmpty { continue }
            let list = try ListSheet(cells, of: place == 0 ? nil : sheet.name, columns)
            if zip(columns, list.places).allSatisfy({ !$0.isRequired || $1 != nil }) { return list }
            let found = list.places.count { $0 != nil }
            if found > best?.found ?? -1 { best = (list, found) }
        }
        guard let best else { throw WorkbookFault(.blankWorkbook) }
        return best.list
    }

    private init(_ cells: SheetCells, of sheet: String?, _ columns: [TableColumn]) throws {
        let names = columns.map { $0.names.map { VietnameseText.folded($0) } }
        let (place, found) = ListSheet.headings(of: cells, columns, names)
        let head = cells.rows[place]
        let width = head.cells.last?.column ?? 0
        header = (1...max(width, 1)).map { VietnameseText.normalised(head.text($0)).trimmed }
        headerLine = head.line
        origin = .cells(sheet: sheet)
        places = found
        let folded = header.map { VietnameseText.folded($0) }
        let asked = Set(names.joined())
        repeatedHeadings = folded.indices.filter {
            asked.contains(folded[$0]) && folded[..<$0].contains(folded[$0])
        }
        try take(cells.rows[(place + 1)...], width)
        try fill(cells.merges)
    }

    /// The row of the headings, and where in it each column stands.
    private static func headings(
        of cells: SheetCells, _ columns: [TableColumn], _ names: [[String]]
    ) -> (row: Int, places: [Int?]) {
        var best: (row: Int, places: [Int?], found: Int) = (0, columns.map { _ in nil }, 0)
        for (place, row) in cells.rows.prefix(headingsWithin).enumerated() {
            var standing: [String: Int] = [:]
            for cell in row.cells {
                guard case .text(let text) = cell.content else { continue }
                let key = VietnameseText.folded(text)
                if standing[key] == nil { standing[key] = cell.column - 1 }
            }
            let places = names.map { $0.lazy.compactMap { standing[$0] }.first }
            let found = places.count { $0 != nil }
            if found > best.found { best = (place, places, found) }
            if found > 0, zip(columns, places).allSatisfy({ !$0.isRequired || $1 != nil }) {
                return (place, places)
            }
        }
        return (best.row, best.places)
    }

    /// Takes the rows with something in the columns asked for: others are blank, or numbered ahead.
    private mutating func take(_ rows: ArraySlice<SheetCells.Row>, _ width: Int) throws {
        let wanted = Set(places.compactMap { $0 })
        for row in rows {
            guard row.cells.contains(where: { wanted.contains($0.column - 1) }) else { continue }
            var fields: [String] = []
            for cell in row.cells where cell.column <= width {
                let (text, code, why) = ListSheet.read(cell.content)
                while fields.count < cell.column - 1 { fields.append("") }
                fields.append(text)
                guard let code, wanted.contains(cell.column - 1) else { continue }
                faults.append(
                    FileFault(line: row.line, column: cell.column, in: origin, code, ["text": why]))
            }
            try count(fields.count)
            self.rows.append(TableRow(line: row.line, fields: fields))
        }
    }

    private mutating func count(_ more: Int) throws {
        fields += more
        if fields > WorkbookRule.mostFields { throw WorkbookFault(.tooMuch) }
    }

    private static func read(
        _ content: SheetCells.Content
    ) -> (text: String, fault: SatchelError.Code?, why: String) {
        switch content {
        case .text(let text): (text, nil, "")
        case .error(let error): ("", .cellError, error)
        case .notCounted: ("", .cellNotCounted, "")
        }
    }

    /// Writes what stands in cells merged downwards into each of their rows, as people read it.
    private mutating func fill(_ merges: [SheetCells.Merge]) throws {
        let below = merges.filter {
            $0.from.row > headerLine && $0.to.row > $0.from.row && $0.from.column <= header.count
        }
        for (column, merges) in Dictionary(grouping: below, by: { $0.from.column - 1 }) {
            var last = 0
            // No two cells are merged twice; a file that says so is not gone over for each.
            for merge in merges.sorted(by: { $0.from.row < $1.from.row }) where merge.from.row > last {
                last = merge.to.row
                try fill(column, from: merge.from.row, to: merge.to.row)
            }
        }
    }

    private mutating func fill(_ column: Int, from first: Int, to last: Int) throws {
        var place = start(of: first)
        guard place < rows.count, rows[place].line == first else { return }
        let text = rows[place][column]
        place += 1
        while place < rows.count, rows[place].line <= last {
            if rows[place][column].isEmpty {
                var fields = rows[place].fields
                while fields.count <= column { fields.append("") }
                try count(fields.count - rows[place].fields.count)
                fields[column] = text
                rows[place] = TableRow(line: rows[place].line, fields: fields)
            }
            place += 1
        }
    }

    /// The first row at or below a line of the sheet.
    private func start(of line: Int) -> Int {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].line < line { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

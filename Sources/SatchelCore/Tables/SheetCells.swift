/// The cells of a sheet that hold something, row by row.
struct SheetCells {
    /// What a cell holds.
    enum Content: Hashable {
        case text(String)
        /// `#N/A`, `#REF!`, …
        case error(String)
        /// A formula whose result the file does not hold.
        case notCounted
    }

    struct Cell: Hashable {
        /// From 1.
        let column: Int
        let content: Content
    }

    struct Row {
        /// From 1.
        let line: Int
        var cells: [Cell] = []

        /// The text in a column, from 1; empty for none.
        func text(_ column: Int) -> String {
            for cell in cells where cell.column == column {
                if case .text(let text) = cell.content { return text }
            }
            return ""
        }
    }

    /// Cells shown as one, whose value stands in the first.
    struct Merge {
        let from: CellPlace
        let to: CellPlace
    }

    var rows: [Row] = []
    var merges: [Merge] = []
}

/// Takes the cells out of a sheet (ECMA-376-1, 18.3.1.73), as it is read.
struct SheetScan {
    private(set) var cells = SheetCells()
    private(set) var fault: WorkbookRule?
    private let book: WorkbookPackage
    private var line = 0
    private var row: SheetCells.Row?
    private var column = 0
    private var cell: OpenCell?
    private var bytes = 0

    /// A cell whose end has not come.
    private struct OpenCell {
        var kind: String
        var style: Int
        var value = ""
        var item = ItemText()
        var isFormula = false
        var isInValue = false
        var isInItem = false
    }

    init(_ book: WorkbookPackage) { self.book = book }

    /// Takes what stands next in the sheet; nothing more after a fault.
    mutating func take(_ event: XMLEvent) {
        guard fault == nil else { return }
        switch event {
        case .start(let element, let attributes, _):
            if WorkbookPackage.namespaces.contains(element.namespace) { start(element, attributes) }
            if cell?.isInItem == true { cell?.item.take(event) }
        case .end(let element):
            if cell?.isInItem == true { cell?.item.take(event) }
            if WorkbookPackage.namespaces.contains(element.namespace) { end(element) }
        case .text(let text, _, _):
            if cell?.isInItem == true { cell?.item.take(event) }
            if cell?.isInValue == true { cell?.value += String(decoding: text, as: UTF8.self) }
        }
    }

    private mutating func start(_ element: XMLName, _ attributes: XMLAttributes) {
        switch element.local {
        case "row" where row == nil: startRow(attributes["r"])
        case "c" where row != nil && cell == nil: startCell(attributes)
        case "v": cell?.isInValue = true
        case "f": cell?.isFormula = true
        case "is": cell?.isInItem = true
        case "mergeCell":
            let ends = (attributes["ref"] ?? "").split(separator: ":").map { CellPlace($0) }
            guard ends.count == 2, let from = ends[0], let to = ends[1] else { return }
            cells.merges.append(SheetCells.Merge(from: from, to: to))
        default: break
        }
    }

    private mutating func end(_ element: XMLName) {
        switch element.local {
        case "row":
            if let row, !row.cells.isEmpty { cells.rows.append(row) }
            if cells.rows.count > WorkbookRule.mostRows { fault = .tooManyRows }
            row = nil
        case "c":
            if let cell { take(cell) }
            cell = nil
        case "v": cell?.isInValue = false
        case "is": cell?.isInItem = false
        default: break
        }
    }

    private mutating func startRow(_ number: String?) {
        let next = number.map { Int($0) ?? 0 } ?? line + 1
        guard next > line, next <= CellPlace.last.row else {
            fault = .cellsBroken
            return
        }
        line = next
        column = 0
        row = SheetCells.Row(line: line)
    }

    private mutating func startCell(_ attributes: XMLAttributes) {
        if let name = attributes["r"] {
            guard let place = CellPlace(name), place.row == line, place.column > column else {
                fault = .cellsBroken
                return
            }
            column = place.column
        } else {
            column += 1
        }
        cell = OpenCell(
            kind: attributes["t"] ?? "n", style: attributes["s"].flatMap { Int($0) } ?? 0)
    }

    private mutating func take(_ cell: OpenCell) {
        guard let content = content(of: cell) else {
            fault = .cellsBroken
            return
        }
        if case .text(let text) = content {
            if text.allSatisfy(\.isWhitespace) { return }
            bytes += text.utf8.count
        }
        if column > WorkbookRule.mostColumns { fault = .tooManyColumns }
        if bytes > WorkbookRule.mostBytes { fault = .tooMuch }
        row?.cells.append(SheetCells.Cell(column: column, content: content))
    }

    /// What a cell holds by its kind (ECMA-376-1, 18.18.11); nil when it is written wrongly.
    private func content(of cell: OpenCell) -> SheetCells.Content? {
        switch cell.kind {
        case "s":
            guard let place = Int(cell.value), book.texts.indices.contains(place) else { return nil }
            return .text(book.texts[place])
        case "str": return .text(ItemText.plain(cell.value))
        case "inlineStr": return .text(cell.item.plain)
        case "b": return .text(["1", "true"].contains(cell.value) ? "TRUE" : "FALSE")
        case "e": return .error(cell.value)
        case "d": return .text(Day(String(cell.value.prefix(10)))?.office ?? cell.value)
        default:
            if cell.value.isEmpty { return cell.isFormula ? .notCounted : .text("") }
            guard let number = Double(cell.value), number.isFinite else { return nil }
            return .text(
                CellNumber(number, isFrom1904: book.isFrom1904).text(as: book.styles[cell.style]))
        }
    }
}

/// A list to be written out, as CSV or as a workbook: headings, and cells that know what they are.
package struct ExportTable: Sendable, Hashable {
    /// What stands in a cell.
    package enum Cell: Sendable, Hashable {
        case text(String)
        case number(Int)
        case day(Day)
        case none

        package static func optional(_ text: String?) -> Cell { text.map(Cell.text) ?? .none }
        package static func optional(_ number: Int?) -> Cell { number.map(Cell.number) ?? .none }
        package static func optional(_ day: Day?) -> Cell { day.map(Cell.day) ?? .none }
        /// A date: a day when it is known to the day, text when in part.
        package static func date(_ date: PartialDate) -> Cell {
            date.day.map(Cell.day) ?? (date == .unknown ? .none : .text(date.office))
        }

        /// As it reads.
        package var text: String {
            switch self {
            case .text(let text): text
            case .number(let number): "\(number)"
            case .day(let day): day.office
            case .none: ""
            }
        }
    }

    /// What the list is called.
    package let title: String
    package let headings: [String]
    package let kinds: [TableColumn.Kind]
    /// Each with as many cells as there are headings.
    package let rows: [[Cell]]

    /// A list in a language.
    package init(_ title: Text, _ columns: [TableColumn], _ rows: [[Cell]], _ language: Language) {
        self.title = title(language)
        headings = TableColumn.headings(columns, language)
        kinds = columns.map(\.kind)
        self.rows = rows
    }

    /// The list as CSV.
    package var csv: [UInt8] {
        var csv = CSVWriter()
        csv.add(headings)
        for row in rows {
            csv.add(
                row.map { cell -> CSVCell in
                    if case .number(let number) = cell { return .number(number) }
                    return .text(cell.text)
                })
        }
        return csv.bytes
    }
}

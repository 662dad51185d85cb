/// One row of a table under its headings.
package struct TableRow: Sendable, Hashable {
    /// Where it starts: the line of a CSV file, the row of a workbook's sheet; from 1.
    package let line: Int
    /// In the order of the headings; a row of a workbook may end before the last of them.
    package let fields: [String]

    /// The field of a column index, from 0 (the column a fault names is one more); empty for no such column.
    package subscript(column: Int?) -> String {
        guard let column, fields.indices.contains(column) else { return "" }
        return fields[column]
    }
}

import CLibXLSXWriter
import Foundation

/// An .xlsx workbook of one list, to be filtered, printed across A4 and taken in again. Text is written as text, never
/// as a formula. The same list made at the same instant has the same bytes.
package struct Workbook: Sendable {
    private let table: ExportTable
    private let author: String
    private let created: Instant

    /// So many rows a sheet; a longer list goes on in the next.
    private static let rowsInSheet = 1_000_000
    /// The most UTF-16 units in a cell: 32,767, less room for a mark that text was cut.
    private static let longestText = 32_760

    package init(_ table: ExportTable, author: String, created: Instant) {
        self.table = table
        self.author = author
        self.created = created
    }

    /// The bytes of the workbook, which is written to `path` on the way and gone from there afterwards.
    /// - Throws: `storeFailed`, and what `PrivateFile.read` throws.
    package func bytes(by path: String) throws -> [UInt8] {
        defer { unlink(path) }
        try write(to: path)
        return try PrivateFile.read(path)
    }

    private func write(to path: String) throws {
        let folder = strdup((path as NSString).deletingLastPathComponent)
        defer { free(folder) }
        // Parts on the way to the workbook lie beside it, not where all may look.
        var options = lxw_workbook_options(constant_memory: 0, tmpdir: folder, use_zip64: 0)
        guard let book = workbook_new_opt(path, &options) else {
            throw Workbook.failure(path, "libxlsxwriter")
        }
        describe(book)
        let formats = WorkbookFormats(book)
        var fault = LXW_NO_ERROR
        for (place, start) in stride(from: 0, to: max(table.rows.count, 1), by: Self.rowsInSheet).enumerated()
        {
            let rows = table.rows[start..<min(start + Self.rowsInSheet, table.rows.count)]
            guard let sheet = workbook_add_worksheet(book, Workbook.sheetName(table.title, place)) else {
                fault = LXW_ERROR_MEMORY_MALLOC_FAILED
                break
            }
            let widths = widths(rows)
            lay(out: sheet, widths, rows.count)
            fault = max(fault, fill(sheet, formats, widths, rows))
        }
        // It frees the workbook whatever comes of it.
        fault = max(fault, workbook_close(book))
        guard fault == LXW_NO_ERROR else {
            throw Workbook.failure(path, lxw_strerror(fault).map { String(cString: $0) } ?? "")
        }
    }

    private static func failure(_ path: String, _ why: String) -> SatchelError {
        SatchelError(.storeFailed, ["path": path, "why": why])
    }

    private func describe(_ book: UnsafeMutablePointer<lxw_workbook>) {
        table.title.withCString { title in
            author.withCString { author in
                var properties = lxw_doc_properties()
                properties.title = UnsafeMutablePointer(mutating: title)
                properties.author = UnsafeMutablePointer(mutating: author)
                properties.company = UnsafeMutablePointer(mutating: author)
                properties.created = time_t(created.milliseconds / 1000)
                // It copies them.
                workbook_set_properties(book, &properties)
            }
        }
    }

    private func lay(out sheet: UnsafeMutablePointer<lxw_worksheet>, _ widths: [Width], _ count: Int) {
        let last = lxw_col_t(max(table.headings.count, 1) - 1)
        for (column, width) in widths.enumerated() {
            worksheet_set_column(sheet, lxw_col_t(column), lxw_col_t(column), width.characters, nil)
        }
        worksheet_freeze_panes(sheet, 1, 0)
        worksheet_autofilter(sheet, 0, 0, lxw_row_t(count), last)
        worksheet_repeat_rows(sheet, 0, 0)
        worksheet_set_paper(sheet, 9)
        worksheet_set_landscape(sheet)
        worksheet_fit_to_pages(sheet, 1, 0)
        worksheet_set_footer(sheet, "&C&P/&N")
    }

    private func fill(
        _ sheet: UnsafeMutablePointer<lxw_worksheet>, _ formats: WorkbookFormats,
        _ widths: [Width], _ rows: ArraySlice<[ExportTable.Cell]>
    ) -> lxw_error {
        var fault = LXW_NO_ERROR
        for (column, heading) in table.headings.enumerated() {
            let error = worksheet_write_string(
                sheet, 0, lxw_col_t(column), Workbook.fitting(heading), formats.heading)
            fault = max(fault, error)
        }
        for (line, row) in rows.enumerated() {
            let lines = Workbook.lines(of: row, widths)
            // Not every program makes room for wrapped text by itself.
            if lines > 1 { worksheet_set_row(sheet, lxw_row_t(line + 1), Double(min(lines, 27)) * 15, nil) }
            for (column, cell) in row.enumerated() {
                let format = widths[column].isWrapped ? formats.wrapped : formats.plain
                fault = max(
                    fault, write(cell, to: sheet, lxw_row_t(line + 1), lxw_col_t(column), format, formats))
            }
        }
        return fault
    }

    private func write(
        _ cell: ExportTable.Cell, to sheet: UnsafeMutablePointer<lxw_worksheet>, _ row: lxw_row_t,
        _ column: lxw_col_t, _ format: UnsafeMutablePointer<lxw_format>?, _ formats: WorkbookFormats
    ) -> lxw_error {
        switch cell {
        case .text(""), .none: return LXW_NO_ERROR
        case .text(let text):
            return worksheet_write_string(sheet, row, column, Workbook.fitting(text), format)
        case .number(let number): return worksheet_write_number(sheet, row, column, Double(number), format)
        case .day(let day):
            var moment = lxw_datetime()
            (moment.year, moment.month, moment.day) = (Int32(day.year), Int32(day.month), Int32(day.day))
            return worksheet_write_datetime(sheet, row, column, &moment, formats.day)
        }
    }

    /// A text that a cell can hold: no zero, which would end it, not too long, and nothing that would be read as an
    /// escape (ECMA-376-1, 22.9.2.19).
    private static func fitting(_ text: String) -> String {
        let text = text.utf8.contains(0) ? text.replacing("\0", with: "") : text
        let isShort = text.utf8.count <= longestText || text.utf16.count <= longestText
        let cut = isShort ? text : String(decoding: text.utf16.prefix(longestText), as: UTF16.self) + "…"
        guard cut.contains("_x") else { return cut }
        return cut.replacing(/_(?=x[0-9A-Fa-f]{4}_)/) { _ in "_x005F_" }
    }

    /// How many lines the longest cell of a row takes, about.
    private static func lines(of row: [ExportTable.Cell], _ widths: [Width]) -> Int {
        let counts = zip(row, widths).map { cell, width -> Int in
            guard width.isWrapped else { return 1 }
            let room = max(Int(width.characters) - 3, 1)
            return cell.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
                .reduce(0) { $0 + max(1, ($1.count + room - 1) / room) }
        }
        return counts.max() ?? 1
    }

    /// How wide a column is, in characters of the standard font, and whether its text goes on in lines below.
    private struct Width {
        let characters: Double
        let isWrapped: Bool
    }

    /// As wide as what stands in the columns, within reason.
    private func widths(_ rows: ArraySlice<[ExportTable.Cell]>) -> [Width] {
        table.headings.indices.map { column in
            let longest =
                rows.prefix(1000).map { row in
                    row[column].text.split(whereSeparator: \.isNewline).map(\.count).max() ?? 0
                }.max() ?? 0
            let isLong = table.kinds[column] == .wrapped
            let most = isLong ? 60 : 36
            // The button of the filter stands in the heading.
            let heading = min(table.headings[column].count, 18) + 3
            return Width(
                characters: Double(min(max(longest + 1, heading, 7), most)),
                isWrapped: isLong || longest >= most)
        }
    }

    /// A name a sheet can have: at most 31 UTF-16 units, none of `[]:*?/\`, no apostrophe at an end.
    static func sheetName(_ title: String, _ place: Int) -> String {
        let tail = place == 0 ? "" : " (\(place + 1))"
        var name = String(title.map { "[]:*?/\\\0".contains($0) ? "-" : $0 }).trimmed
        while name.utf16.count > 31 - tail.utf16.count { name.removeLast() }
        while name.first == "'" { name.removeFirst() }
        while name.last == "'" { name.removeLast() }
        // Excel keeps the name for itself.
        if name.isEmpty || name.lowercased() == "history" { name = "1" }
        return name + tail
    }
}

/// The formats of a workbook's cells.
private struct WorkbookFormats {
    let heading: UnsafeMutablePointer<lxw_format>?
    let day: UnsafeMutablePointer<lxw_format>?
    let plain: UnsafeMutablePointer<lxw_format>?
    let wrapped: UnsafeMutablePointer<lxw_format>?

    init(_ book: UnsafeMutablePointer<lxw_workbook>) {
        func format(_ change: (UnsafeMutablePointer<lxw_format>?) -> Void) -> UnsafeMutablePointer<
            lxw_format
        >? {
            let format = workbook_add_format(book)
            format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
            change(format)
            return format
        }
        heading = format {
            format_set_bold($0)
            format_set_text_wrap($0)
            format_set_bg_color($0, 0xE8EEF4)
            format_set_bottom($0, UInt8(LXW_BORDER_THIN.rawValue))
        }
        day = format {
            format_set_num_format($0, "dd/mm/yyyy")
            format_set_align($0, UInt8(LXW_ALIGN_LEFT.rawValue))
        }
        plain = format { _ in }
        wrapped = format { format_set_text_wrap($0) }
    }
}

private func max(_ first: lxw_error, _ second: lxw_error) -> lxw_error {
    first.rawValue >= second.rawValue ? first : second
}

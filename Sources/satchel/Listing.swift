import Foundation
import SatchelCore

/// A list of things, printed as a table for people, as JSON or as CSV for programs.
struct Listing {
    enum Format { case table, json, csv }

    enum Cell {
        case text(String)
        case number(Int)
        case flag(Bool)
        case list([String])
        case none
        /// A word of a fixed set: its code for programs, its text for people.
        case word(String, Text)
        /// Something with parts: an object for programs, a text for people.
        case parts([[String: String]], String)

        static func optional(_ text: String?) -> Cell { text.map(Cell.text) ?? .none }
        static func optional(_ number: Int?) -> Cell { number.map(Cell.number) ?? .none }
        static func optional(_ day: Day?) -> Cell { day.map { .day($0) } ?? .none }
        /// ISO in JSON and CSV, the office's form in tables.
        case day(Day)
    }

    /// A column: its key in JSON and its heading.
    struct Column {
        let key: String
        let heading: Text
        /// Left out of tables for people when no row has anything in it.
        let isOptional: Bool

        init(_ key: String, _ vi: String, _ en: String, isOptional: Bool = false) {
            self.key = key
            heading = Text(vi, en)
            self.isOptional = isOptional
        }
    }

    let columns: [Column]
    var rows: [[Cell]] = []

    init(_ columns: [Column], _ rows: [[Cell]] = []) {
        self.columns = columns
        self.rows = rows
    }

    func print(_ format: Format) {
        switch format {
        case .table: Swift.print(table)
        case .json: Swift.print(json)
        case .csv: FileHandle.standardOutput.write(Data(csv))
        }
    }

    private var table: String {
        if rows.isEmpty { return Text("(không có gì)", "(nothing)").chosen }
        return withoutBlanks.wholeTable
    }

    /// Without the optional columns that have nothing in them, and without what says nothing in the others.
    private var withoutBlanks: Listing {
        let wanted = columns.indices.filter { column in
            !columns[column].isOptional || rows.contains { !Listing.isBlank($0[column]) }
        }
        let shown = rows.map { row in
            wanted.map { columns[$0].isOptional && Listing.isBlank(row[$0]) ? Cell.none : row[$0] }
        }
        return Listing(wanted.map { columns[$0] }, shown)
    }

    private var wholeTable: String {
        let lines = [columns.map(\.heading.chosen)] + rows.map { $0.map(Listing.shown) }
        let widths = columns.indices.map { column in lines.map { Listing.width($0[column]) }.max() ?? 0 }
        let numeric = columns.indices.map { column in
            rows.allSatisfy {
                if case .number = $0[column] { true } else if case .none = $0[column] { true } else { false }
            }
        }
        let printed = lines.map { line in
            line.indices.map { column in
                let blank = String(repeating: " ", count: widths[column] - Listing.width(line[column]))
                return numeric[column] ? blank + line[column] : line[column] + blank
            }.joined(separator: "  ").trimmingSuffix(" ")
        }
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
        return ([Style.bold(printed[0]), rule] + printed.dropFirst()).joined(separator: "\n")
    }

    /// Columns of a terminal a text takes: one a character, marks joined to their letters.
    private static func width(_ text: String) -> Int { text.count }

    /// Whether a cell says nothing that stands out: empty, none, no.
    private static func isBlank(_ cell: Cell) -> Bool {
        switch cell {
        case .number(let number): number == 0
        case .flag(let flag): !flag
        default: shown(cell).isEmpty
        }
    }

    private static func shown(_ cell: Cell) -> String {
        switch cell {
        case .text(let text): text
        case .number(let number): "\(number)"
        case .flag(let flag): flag ? Text("có", "yes").chosen : Text("không", "no").chosen
        case .list(let list): list.joined(separator: "; ")
        case .day(let day): day.office
        case .word(_, let text): text.chosen
        case .parts(_, let text): text
        case .none: ""
        }
    }

    private var json: String {
        let objects = rows.map { row in
            Dictionary(uniqueKeysWithValues: zip(columns, row).map { ($0.key, Listing.value($1)) })
        }
        return JSONText.of(objects)
    }

    private static func value(_ cell: Cell) -> Any {
        switch cell {
        case .text(let text): text
        case .number(let number): number
        case .flag(let flag): flag
        case .list(let list): list
        case .day(let day): day.iso
        case .word(let code, _): code
        case .parts(let parts, _): parts
        case .none: NSNull()
        }
    }

    private var csv: [UInt8] {
        var csv = CSVWriter()
        csv.add(columns.map(\.heading.chosen))
        for row in rows {
            csv.add(
                row.map { cell -> CSVCell in
                    if case .number(let number) = cell { return .number(number) }
                    return .text(Listing.shown(cell))
                })
        }
        return csv.bytes
    }
}

/// JSON for people to read and programs to parse: sorted keys, indented.
enum JSONText {
    static func of(_ value: Any) -> String {
        let data = try? JSONSerialization.data(
            withJSONObject: value, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }
}

/// Colour and weight, only on a terminal.
enum Style {
    static func bold(_ text: String) -> String { wrapped(text, "1") }
    static func good(_ text: String) -> String { wrapped(text, "32") }
    static func warning(_ text: String) -> String { wrapped(text, "33") }
    static func bad(_ text: String) -> String { wrapped(text, "31") }

    private static func wrapped(_ text: String, _ code: String) -> String {
        Surroundings.hasColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}

extension String {
    fileprivate func trimmingSuffix(_ character: Character) -> String {
        var text = self[...]
        while text.last == character { text = text.dropLast() }
        return String(text)
    }
}

/// Long work told on standard error: a bar on a terminal, plain lines elsewhere.
struct Progress {
    private let total: Int
    private var done = 0

    init(_ total: Int) { self.total = total }

    mutating func step(_ text: String) {
        done += 1
        guard Surroundings.isWatched else { return }
        let filled = done * 24 / max(total, 1)
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
        let line = "\r\u{1B}[K\(bar) \(done)/\(total)  \(text)" + (done == total ? "\r\u{1B}[K" : "")
        FileHandle.standardError.write(Data(line.utf8))
    }
}

import Foundation
import SatchelCore
import TestSupport
import Testing

@Suite("CSV files")
struct CSVTests {
    @Test("Separators are found in the header", arguments: [",", ";", "\t"])
    func separators(separator: String) throws {
        let text = ["Số", "Tên; loại, khác", "Ngày"].map { "\"\($0)\"" }.joined(separator: separator)
        let table = try CSVTable(Array((text + "\r\n1\(separator)2\(separator)3\r\n").utf8))
        #expect(table.header == ["Số", "Tên; loại, khác", "Ngày"])
        #expect(table.rows.map(\.fields) == [["1", "2", "3"]])
    }

    @Test("An unquoted comma in a semicolon header does not count")
    func commaInHeader() throws {
        let table = try read("Số, ký hiệu;Ngày\n12-HD/BTCTW;06/7/2018")
        #expect(table.header == ["Số, ký hiệu", "Ngày"])
        #expect(table.separator == .semicolon)
    }

    @Test("Excel's sep= line, byte order mark and line endings", arguments: ["\n", "\r\n", "\r"])
    func lineEndings(ending: String) throws {
        let table = try read(
            ["\u{FEFF}sep=;", "a;b", "", "1;\"x\(ending)y\"", "3;4"].joined(separator: ending))
        #expect(table.header == ["a", "b"])
        #expect(table.rows.map(\.line) == [4, 6])
        #expect(table.rows.map(\.fields) == [["1", "x\(ending)y"], ["3", "4"]])
    }

    @Test("Blank lines and rows of separators are skipped, short rows are filled up")
    func rows() throws {
        let table = try read("\n\na,b,c,\n\n,,\n1\n,2,,\n\"\",,\n")
        #expect(table.headerLine == 3)
        #expect(table.header == ["a", "b", "c"])
        #expect(table.rows.map(\.fields) == [["1", "", ""], ["", "2", ""], ["", "", ""]])
        #expect(table.rows.map(\.line) == [6, 7, 8])
        #expect(table.rows[0][nil] == "")
        #expect(table.rows[1][1] == "2")
    }

    @Test(
        "Faults carry line and column",
        arguments: [
            ("", CSVFault.Kind.empty, 1, 0), ("\n\n", .empty, 1, 0),
            ("a,b\n1,\"x\ny", .unterminatedQuote, 2, 2),
            ("a\n\"x\ny\"z\n", .textAfterQuote, 3, 1), ("a,b\n1,2\n1,2,3\n", .tooManyFields, 3, 3),
            ("a,b\nx\0,2", .notText, 2, 0), ("PK\u{3}\u{4}", .notText, 1, 0),
        ])
    func faults(text: String, kind: CSVFault.Kind, line: Int, column: Int) {
        let fault = #expect(throws: CSVFault.self) { try read(text) }
        #expect(fault.map { [$0.line, $0.column] } == [line, column])
        #expect(fault?.kind == kind)
    }

    @Test("Bytes that are not UTF-8 are located")
    func encodings() {
        let latin = #expect(throws: CSVFault.self) {
            try CSVTable(Array("a,b\n\"1\n2\",3\nx,§".utf8.filter { $0 != 0xC2 }))
        }
        #expect(latin == CSVFault(line: 4, column: 2, kind: .invalidUTF8, text: "\u{FFFD}"))
        let wide = #expect(throws: CSVFault.self) { try CSVTable([0xFF, 0xFE, 0x61, 0]) }
        #expect(wide?.kind == .utf16)
    }

    @Test("Columns are found by any of their names, and a name used twice is told")
    func columns() throws {
        let table = try read("Số,  ký hiệu;SYMBOL;Ngày ban hành;symbol;;\n")
        #expect(table.column(named: ["so ky hieu", "Số, ký hiệu"]) == 0)
        #expect(table.column(named: ["issued on", "ngay ban hanh"]) == 2)
        #expect(table.column(named: ["title"]) == nil)
        #expect(table.headerFaults == [CSVFault(line: 1, column: 4, kind: .repeatedHeader, text: "symbol")])
        #expect(table.header.count == 4)
    }

    @Test(
        "No text becomes a formula",
        arguments: [
            "=1+1", "+84", "-1", "@SUM", "\tx", "\rx", "  =1", "\u{A0}=1", "＝1", "＋1", "－1", "＠x", "'=1",
        ])
    func formulas(text: String) throws {
        var writer = CSVWriter()
        writer.add(["a", "b"])
        writer.add([.text(text), 5])
        let written = String(decoding: writer.bytes, as: UTF8.self)
        #expect(written.contains(",") && (written.contains("\n'") || written.contains("\n\"'")))
        let fields = try CSVTable(writer.bytes).rows.first?.fields
        #expect(fields.map { $0.map { Array($0.utf8) } } == [Array(text.utf8), Array("5".utf8)])
    }

    @Test("Numbers and harmless text are written as they are")
    func plainCells() {
        var writer = CSVWriter(separator: .semicolon)
        writer.add(["Tên", -5, "'quoted'", "a,b", "c\"d"])
        #expect(
            String(decoding: writer.bytes, as: UTF8.self) == "\u{FEFF}Tên;-5;'quoted';\"a,b\";\"c\"\"d\"\r\n")
    }

    @Test("What is written is read back to the byte", arguments: CSVSeparator.allCases)
    func roundTrip(separator: CSVSeparator) throws {
        var random = SplitMix(state: 42)
        let pieces = [
            "=", "'", "\"", ",", ";", "\t", "\n", "\r", "\r\n", " ", "a", "Đảng ủy", "e\u{301}", "＋", "-",
            "1", "",
        ]
        for _ in 0..<300 {
            let width = Int.random(in: 1...4, using: &random)
            let rows = (0..<5).map { _ in
                (0..<width).map { _ in
                    (0..<Int.random(in: 0...5, using: &random)).compactMap { _ in
                        pieces.randomElement(using: &random)
                    }
                    .joined()
                }
            }
            var writer = CSVWriter(separator: separator)
            writer.add((0..<width).map { "cột \($0)" })
            for row in rows { writer.add(row) }
            let read = try CSVTable(writer.bytes).rows.map(\.fields)
            #expect(read.map { $0.map { Array($0.utf8) } } == rows.map { $0.map { Array($0.utf8) } })
        }
    }

    @Test("Damaged files give a fault or a table, never a crash")
    func noise() {
        var random = SplitMix(state: 7)
        let alphabet: [UInt8] = Array("\",;\t\r\n=' a1".utf8) + [0xC4, 0x90, 0xFF, 0xEF, 0xBB, 0xBF]
        for _ in 0..<5000 {
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            }
            guard let table = try? CSVTable(bytes) else { continue }
            #expect(table.rows.allSatisfy { $0.fields.count == table.header.count })
        }
    }

    @Test(
        "The public cases are read as their authors say", .enabled(if: !PublicCSVCase.all.isEmpty),
        arguments: PublicCSVCase.all)
    func publicCases(example: PublicCSVCase) throws {
        let table = try CSVTable(Data(contentsOf: example.file))
        let expected = try example.rows()
        #expect(table.rows.count == expected.count)
        for (row, fields) in zip(table.rows, expected) {
            for (index, name) in table.header.enumerated() where !example.isKnownToDiffer(name) {
                // The checkout that the cases came from made LF of their CRLF; the JSON still says \r\n.
                #expect(row[index] == fields[name]?.replacing("\r\n", with: "\n"))
            }
        }
    }

    private func read(_ text: String) throws(CSVFault) -> CSVTable { try CSVTable(Array(text.utf8)) }
}

/// A case of the public collection: a CSV file and its rows as JSON.
struct PublicCSVCase: Sendable, CustomTestStringConvertible {
    let file: URL

    var testDescription: String { file.lastPathComponent }

    static let all: [PublicCSVCase] = {
        guard let root = ProcessInfo.processInfo.environment["SATCHEL_CORPORA"] else { return [] }
        let folder = URL(filePath: root).appending(path: "csv")
        let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return (files ?? []).filter { $0.pathExtension == "csv" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }.map(PublicCSVCase.init)
    }()

    func rows() throws -> [[String: String]] {
        let data = try Data(contentsOf: file.deletingPathExtension().appendingPathExtension("json"))
        let json = try JSONSerialization.jsonObject(with: data)
        if let row = json as? [String: String] { return [row] }
        return json as? [[String: String]] ?? []
    }

    /// The JSON of one case holds an invented telephone number.
    func isKnownToDiffer(_ column: String) -> Bool {
        file.lastPathComponent.contains("location") && column == "Contact Phone Number"
    }
}

import Foundation
import TestSupport
import Testing
import Zip

@testable import SatchelCore

@Suite("Lists written out")
struct ExportTests {
    private static let all: [Export] = [
        .documents, .relations, .bodies, .organisation(), .holders(), .review(1), .audit(kit: "cap-thon"),
        .printRun(kit: "cap-thon"), .telephone(), .signingSheet(kit: "cap-thon"), .events,
    ]

    /// A workbook as it is read again: its headings and rows.
    private func read(_ bytes: [UInt8]) throws -> (header: [String], rows: [[String]]) {
        let book = try WorkbookPackage(bytes)
        let sheet = try #require(book.sheets.first)
        let rows = try book.cells(of: sheet).rows
        let width = rows.first?.cells.last?.column ?? 0
        let texts = rows.map { row in (1...max(width, 1)).map { row.text($0) } }
        return (texts.first ?? [], Array(texts.dropFirst()))
    }

    private func cells(_ csv: [UInt8]) throws -> (header: [String], rows: [[String]]) {
        let table = try CSVTable(csv)
        return (table.header, table.rows.map(\.fields))
    }

    @Test(
        "every list says the same as CSV and as a workbook, in both languages", arguments: Language.allCases)
    func same(language: Language) throws {
        let board = try ReviewTests.board()
        try board.save(on: "25/11/2025")
        for what in ExportTests.all {
            let csv = try board.office.export(what, as: .csv, language)
            let xlsx = try board.office.export(what, as: .xlsx, language)
            let (text, book) = (try cells(csv.bytes), try read(xlsx.bytes))
            #expect(text.header == book.header, "\(what)")
            #expect(text.rows == book.rows, "\(what)")
            #expect(csv.name.hasSuffix("2025-11-25.csv") && xlsx.name.hasSuffix("2025-11-25.xlsx"))
            #expect(xlsx.name.allSatisfy { $0.isASCII })
            if what != .relations { #expect(!text.rows.isEmpty, "\(what)") }
        }
        let drafts = try? FileManager.default.contentsOfDirectory(atPath: "\(board.office.folder)/drafts")
        #expect(drafts?.isEmpty ?? true)
    }

    @Test("what is exported as a workbook is taken in again to the same", arguments: Language.allCases)
    func roundTrip(language: Language) throws {
        let old = try ReviewTests.board()
        let new = try Board(on: "25/11/2025", nodes: [])
        func hand(_ what: Export, _ list: ImportList) throws -> ImportOutlook {
            let bytes = try old.office.export(what, as: .xlsx, language).bytes
            return try new.register.take(list, bytes, file: "a.xlsx", by: tester)
        }
        #expect(try hand(.documents, .documents).added == old.register.documents().count)
        #expect(try hand(.organisation(), .organisation).added == 6)
        #expect(try hand(.holders(), .holders).unchanged == 4)
        _ = try hand(.relations, .relations)
        for what in [Export.documents, .relations, .organisation(), .holders()] {
            #expect(
                try new.office.export(what, as: .csv).bytes == old.office.export(what, as: .csv).bytes,
                "\(what)")
        }
    }

    @Test("text stays text: formulas, long texts, control characters and words that look like escapes")
    func hostileText() throws {
        let board = try Board()
        let texts = [
            "=1+1", "+84 912", "-1", "@SUM(A1)", "0912345678", "31/12/2025", "a\nb", "<b>&\"'", "_x0041_",
            "_x005F_x0041_ _x00_ _x001f_x0041_",
            "ế\u{1}x", "TRUE", "https://vi.example/", "{=1}",
        ]
        let columns = [TableColumn("Chữ", "Text"), TableColumn("Số", "Number", .number)]
        let rows = texts.map { [ExportTable.Cell.text($0), .none] } + [[.none, .number(-5)]]
        let bytes = try board.office.workbook(of: ExportTable(Text("T", "T"), columns, rows, .vi))
        let parts = try ZipReader(bytes: bytes)
        let entry = try #require(parts.entries.first { $0.name == "xl/worksheets/sheet1.xml" })
        let sheet = String(decoding: try parts.bytes(of: entry), as: UTF8.self)
        #expect(!sheet.contains("<f>") && !sheet.contains("hyperlink"))
        #expect(sheet.components(separatedBy: #"t="s""#).count == texts.count + 3)
        let read = try read(bytes).rows
        #expect(read.map { $0[0] } == texts + [""])
        #expect(read.last?[1] == "-5")
        let long = String(repeating: "ộ", count: 40_000)
        let cut = try board.office.workbook(
            of: ExportTable(Text("T", "T"), columns, [[.text(long + "\0"), .none]], .vi))
        #expect(try self.read(cut).rows[0][0] == String(long.prefix(32_760)) + "…")
    }

    @Test("the same list at the same instant has the same bytes, and says when and by whom it was made")
    func deterministic() throws {
        let board = try ReviewTests.board()
        let first = try board.office.export(.documents, as: .xlsx).bytes
        #expect(try board.office.export(.documents, as: .xlsx).bytes == first)
        let parts = try ZipReader(bytes: first)
        let entry = try #require(parts.entries.first { $0.name == "docProps/core.xml" })
        let core = String(decoding: try parts.bytes(of: entry), as: UTF8.self)
        #expect(core.contains("2025-11-25T01:00:00Z") && core.contains("<dc:title>Văn bản</dc:title>"))
    }

    @Test("names of sheets are such as Excel takes")
    func sheetNames() {
        #expect(Workbook.sheetName("Rà soát: [a]/b\\c?*", 0) == "Rà soát- -a--b-c--")
        #expect(Workbook.sheetName("'History'", 0) == "1")
        #expect(Workbook.sheetName("", 0) == "1")
        let long = Workbook.sheetName(String(repeating: "Đảng ủy ", count: 9), 1)
        #expect(long.utf16.count <= 31 && long.hasSuffix(" (2)"))
    }
}

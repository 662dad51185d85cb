import TestSupport
import Testing
import Zip

@testable import SatchelCore

@Suite("Workbooks that are none, or that mean harm")
struct HostileWorkbookTests {
    private static let columns = [TableColumn("Mã", "Code", required: true)]

    private func rule(_ bytes: [UInt8]) -> String? {
        let error = expectError(.workbookRefused) {
            try SourceTable(bytes, file: "a.xlsx", columns: HostileWorkbookTests.columns)
        }
        #expect(error?.message(in: .vi).contains(".xlsx rồi thử lại") == true)
        return error?.arguments["rule"]
    }

    private func rule(_ rows: String, _ change: (inout WorkbookSample) -> Void = { _ in }) throws -> String? {
        var sample = WorkbookSample(WorkbookSample.row(1, ["Mã"]) + rows)
        change(&sample)
        return rule(try sample.bytes())
    }

    @Test("old Excel files, locked ones, OpenDocument and other archives are refused by name")
    func otherFormats() throws {
        let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        #expect(rule(compound + [UInt8](repeating: 0, count: 600)) == "oldExcel")
        let mark = "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] }
        #expect(rule(compound + [UInt8](repeating: 0, count: 600) + mark) == "locked")
        let ods = Array("application/vnd.oasis.opendocument.spreadsheet".utf8)
        #expect(rule(try WorkbookSample.archive(["mimetype": ods, "content.xml": []])) == "openDocument")
        #expect(rule(try FormSample.docx("")) == "notWorkbook")
        #expect(rule(Array("PK\u{3}\u{4}".utf8)) == "truncated")
        #expect(rule(try fixture("relations.xls")) == "oldExcel")
        #expect(rule(try fixture("relations.ods")) == "openDocument")
    }

    @Test("parts that are missing or no XML of a workbook")
    func parts() throws {
        #expect(try rule("") { $0.lacking = ["_rels/.rels"] } == "notWorkbook")
        #expect(try rule("") { $0.lacking = ["xl/workbook.xml"] } == "partLacking")
        #expect(try rule("") { $0.lacking = ["xl/_rels/workbook.xml.rels"] } == "blankWorkbook")
        #expect(try rule("") { $0.lacking = ["xl/worksheets/sheet0.xml"] } == "partLacking")
        #expect(try rule("") { $0.lacking = ["xl/styles.xml"] } == "partLacking")
        #expect(try rule("") { $0.parts["xl/workbook.xml"] = Array("<a/>".utf8) } == "notWorkbook")
        #expect(try rule("<row") == "notXML")
        #expect(try rule("") { $0.sheets[0].attributes = #"state="hidden""# } == "blankWorkbook")
        #expect(rule(try WorkbookSample().bytes()) == "blankWorkbook")
    }

    @Test("entities are not expanded, and elements are not nested without end")
    func entities() throws {
        let bomb = """
            <?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>\
            <worksheet xmlns="\(WorkbookSample.main)"><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>
            """
        #expect(try rule("") { $0.parts["xl/worksheets/sheet0.xml"] = Array(bomb.utf8) } == "documentType")
        let outside = bomb.replacing(
            #"<!ENTITY a "aaaaaaaaaa">"#, with: #"<!ENTITY a SYSTEM "file:///etc/passwd">"#)
        #expect(try rule("") { $0.parts["xl/sharedStrings.xml"] = Array(outside.utf8) } == "documentType")
        #expect(try rule(String(repeating: "<a>", count: 400)) == "tooDeep")
    }

    @Test(
        "cells at no place and texts that are not there",
        arguments: [
            #"<row r="2"><c r="ZZZ99999999"><v>1</v></c></row>"#, #"<row r="2"><c r="A3"><v>1</v></c></row>"#,
            #"<row r="2"><c r="XFE2"><v>1</v></c></row>"#, #"<row r="2"><c r="A"><v>1</v></c></row>"#,
            #"<row r="2"><c r="A2"/><c r="A2"/></row>"#, #"<row r="1"/>"#, #"<row r="1048577"/>"#,
            #"<row r="-1"/>"#, #"<row r="99999999999999999999"/>"#, #"<row><c t="s"><v>1</v></c></row>"#,
            #"<row><c t="s"><v>-1</v></c></row>"#, #"<row><c t="s"><v>99999999999</v></c></row>"#,
            #"<row><c><v>viết</v></c></row>"#, #"<row><c><v>inf</v></c></row>"#,
        ])
    func cells(rows: String) throws {
        #expect(try rule(rows) == "cellsBroken")
    }

    @Test("bombs are refused before they are unpacked")
    func bombs() throws {
        #expect(rule(try fixture("bomb.xlsx")) == "ratio")
        // One that only says so: the size stands 8 bytes before the name in the local header, 22 in the directory's.
        var bytes = try WorkbookSample(WorkbookSample.row(1, ["Mã"])).bytes()
        let name = Array("xl/workbook.xml".utf8)
        let places = bytes.indices.filter { bytes[$0...].starts(with: name) && bytes[$0 - 2] != 0x2F }
        #expect(places.count == 2)
        for (place, back) in zip(places, [8, 22]) {
            bytes.replaceSubrange(place - back..<place - back + 4, with: [0, 0, 0x50, 6])
        }
        #expect(rule(bytes) == "tooMuch")
    }

    @Test("what a sheet says of its size counts for nothing, and blank cells without end are no columns")
    func dimensions() throws {
        var sample = WorkbookSample(
            WorkbookSample.row(1, ["Mã"])
                + #"<row r="1000000"><c r="A1000000"><v>5</v></c><c r="XFD1000000" s="9"/></row>"#
        )
        sample.sheets[0].xml = #"<dimension ref="A1:XFD1048576"/>"# + sample.sheets[0].xml
        let table = try SourceTable(try sample.bytes(), file: "a.xlsx", columns: Self.columns)
        #expect(table.rows == [TableRow(line: 1_000_000, fields: ["5"])])
    }

    @Test("more columns, rows, fields or text than a list has")
    func limits() throws {
        #expect(try rule(#"<row><c r="GS2"><v>1</v></c></row>"#) == "tooManyColumns")
        let rows = (1...200_001).map { "<row><c><v>\($0)</v></c></row>" }.joined()
        #expect(try rule(rows) == "tooManyRows")
        let long = (0..<600_000).map { "\($0 % 100_000)" }.joined(separator: " ")
        let cells = String(repeating: #"<row><c t="s"><v>0</v></c></row>"#, count: 40)
        #expect(try rule(cells) { $0.texts = "<si><t>\(long)</t></si>" } == "tooMuch")
    }

    @Test("fields that merged cells would make without end")
    func merges() throws {
        let head = WorkbookSample.row(1, ["Mã"] + (2...200).map { "c\($0)" })
        let top = WorkbookSample.row(2, (1...200).map { "t\($0)" })
        let rows = String(repeating: "<row><c><v>1</v></c></row>", count: 30_000)
        let merges = (2...200).map {
            #"<mergeCell ref="\#(CellPlace.letters($0))2:\#(CellPlace.letters($0))1048576"/>"#
        }
        var sample = WorkbookSample()
        sample.sheets[0].xml =
            "<sheetData>\(head)\(top)\(rows)</sheetData><mergeCells>\(merges.joined())</mergeCells>"
        #expect(rule(try sample.bytes()) == "tooMuch")
    }

    @Test("damaged workbooks are refused or read, never a crash")
    func noisy() throws {
        var random = SplitMix(state: 11)
        let whole = try fixture("documents.xlsx")
        for _ in 0..<400 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                bytes[Int.random(in: 4..<bytes.count, using: &random)] = UInt8.random(
                    in: 0...255, using: &random)
            }
            do {
                _ = try SourceTable(bytes, file: "a.xlsx", columns: Self.columns)
            } catch let error as SatchelError {
                #expect([.workbookRefused, .faultsInFile].contains(error.code))
            }
        }
    }

    @Test("every rule is worded in both languages")
    func worded() {
        for rule in WorkbookRule.allCases {
            #expect(ZipError.Rule(rawValue: rule.rawValue) == nil && FormRule(rawValue: rule.rawValue) == nil)
            let error = SatchelError(.workbookRefused, ["file": "f", "entry": "e", "rule": rule.rawValue])
            for language in Language.allCases {
                #expect(error.message(in: language).contains("“e” \(rule.text(language))."))
            }
        }
    }
}

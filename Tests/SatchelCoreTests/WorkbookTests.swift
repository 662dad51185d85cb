import TestSupport
import Testing
import Zip

@testable import SatchelCore

@Suite("Lists as workbooks")
struct WorkbookTests {
    private static let columns = [
        TableColumn("Mã", "Code", required: true), TableColumn("Tên", "Name", required: true),
        TableColumn("Từ ngày", "From"),
    ]

    private func read(_ sample: WorkbookSample) throws -> SourceTable {
        try SourceTable(try sample.bytes(), file: "a.xlsx", columns: Self.columns)
    }

    private func values(_ sample: WorkbookSample) throws -> [[String]] {
        let table = try read(sample)
        return table.rows.map { row in table.places.map { row[$0] } }
    }

    private let head = WorkbookSample.row(1, ["Mã", "Tên", "Từ ngày"])

    @Test(
        "documents are taken from a workbook as from CSV: titles above, dates, rich text, merged and hidden parts"
    )
    func documents() throws {
        let register = try Desk().register
        let bytes = try fixture("documents.xlsx")
        #expect(try register.importDocuments(bytes, file: "van-ban.xlsx", by: tester) == 3)
        let documents = try register.documents()
        #expect(
            documents.map(\.key) == [
                "12-HD/BTCTW@06/07/2018", "42-HD/BTCTW@28/10/2025", "Điều lệ Đảng@01/2011",
            ])
        #expect(documents[1].dates == dates("28/10/2025", from: "01/11/2025", to: "31/12/2030"))
        #expect(documents[1].title == "về sinh hoạt chi bộ")
        #expect(documents[1].body == "Ban Tổ chức Trung ương")
    }

    @Test("days that count from 1904, and telephone numbers with the zeros they are shown with")
    func from1904() throws {
        let register = try Desk().register
        let bytes = try fixture("organisation-1904.xlsx")
        #expect(
            try register.importOrganisation(bytes, file: "a.xlsx", from: day("01/09/2025"), by: tester) == 3)
        let tree = try register.organisation(on: day("01/01/2030"))
        let holders = try register.holders(on: day("01/01/2030"))
        let nodes = tree.nodes.sorted { $0.code < $1.code }
        // Written as a bare number, 45,839 days after 1904.
        #expect(nodes.map(\.from.office) == ["02/07/2029", "01/09/2025", "01/07/2025"])
        #expect(holders[nodes[2].id]?.first?.phone == "0912345678")
    }

    @Test("a workbook of LibreOffice, its formulas by their results and its errors by their cells")
    func libreOffice() throws {
        let columns = ["Văn bản", "Quan hệ", "Văn bản liên quan", "Từ ngày"].map { TableColumn($0, "") }
        let table = try SourceTable(
            try fixture("relations-libreoffice.xlsx"), file: "a.xlsx", columns: columns)
        #expect(
            table.rows.map { row in table.places.map { row[$0] } } == [
                ["42-HD/BTCTW", "thay thế", "12-HD/BTCTW", "01/11/2025"], ["9-HD/BTCTW", "", "", ""],
            ])
        #expect(
            table.faults.map { "\($0.place(in: .en)) \($0.arguments["text"] ?? "")" } == [
                "cell D3 #N/A", "cell E3 #DIV/0!",
            ])
    }

    @Test("values of every kind of cell are read as people see them")
    func kinds() throws {
        var sample = WorkbookSample(
            head + """
                <row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="s"><v>0</v></c><c r="C2" s="1"><v>46022</v></c></row>
                <row r="4"><c><v>7</v></c><c t="str"><f>A2&amp;"x"</f><v>tính_x0020_ra</v></c><c s="2"><v>45962</v></c></row>
                <row><c t="b"><v>1</v></c><c><v>0.30000000000000004</v></c><c t="d"><v>2025-12-31T00:00:00</v></c></row>
                <row r="7"><c r="A7"><v>1.5E3</v></c><c r="B7" s="3"><v>912345678</v></c><c r="C7" s="4"><v>45962.354166666664</v></c></row>
                <row r="9" ht="30"><c r="A9" s="1"/><c r="B9" t="inlineStr"><is><t xml:space="preserve">  </t></is></c></row>
                """)
        sample.texts = """
            <si><r><t>Chi bộ </t></r><r><rPr><b/></rPr><t>thôn 1</t></r><rPh sb="0" eb="1"><t>ĐỌC</t></rPh></si>
            <si><t>CB1</t></si>
            """
        sample.styles = """
            <numFmts><numFmt numFmtId="164" formatCode="mm/yyyy"/><numFmt numFmtId="165" formatCode="0000000000"/></numFmts>
            <cellStyleXfs><xf numFmtId="22"/></cellStyleXfs>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/></cellXfs>
            """
        #expect(
            try values(sample) == [
                ["CB1", "Chi bộ thôn 1", "31/12/2025"], ["7", "tính ra", "11/2025"],
                ["TRUE", "0.3", "31/12/2025"], ["1500", "0912345678", "01/11/2025 08:30"],
            ])
        #expect(try read(sample).rows.map(\.line) == [2, 4, 5, 7])
    }

    @Test(
        "formats are dates when they show parts of one",
        arguments: [
            ("dd/mm/yyyy", "28/10/2025"), ("[$-42A]d mmmm yyyy;@", "28/10/2025"),
            ("\"ngày\" d", "28/10/2025"),
            ("mm-yyyy", "10/2025"), ("yyyy", "2025"), ("h:mm", "12:00"),
            ("dd/mm/yyyy hh:mm", "28/10/2025 12:00"),
            ("[h]:mm", "45958.5"), ("0.00", "45958.5"), ("General", "45958.5"),
            ("#,##0\\ \"đ/ngày\"", "45958.5"),
            ("[Red]0", "45958.5"), ("@", "45958.5"),
        ])
    func formats(code: String, text: String) {
        #expect(CellNumber(45_958.5).text(as: CellStyles.meaning(of: code)) == text)
    }

    @Test("the calendar of spreadsheets, with its day that never was")
    func serials() {
        let day = CellStyles.Meaning.moment([.day, .month, .year])
        let days = [1.0, 59, 60, 61, 109_574, 109_575, -1, 1e300].map { CellNumber($0).text(as: day) }
        #expect(
            days == [
                "01/01/1900", "28/02/1900", "60", "01/03/1900", "31/12/2199", "109575", "-1", "1e+300",
            ])
        #expect(CellNumber(0, isFrom1904: true).text(as: day) == "01/01/1904")
    }

    @Test("mistakes are told by cell, and by sheet when it is not the first")
    func faults() throws {
        let register = try Desk().register
        let names = ["Mã", "Tên tổ chức", "Loại hình", "Mã cấp trên", "Từ ngày", "Khác"]
        let rows =
            WorkbookSample.row(3, names) + """
                <row r="4"><c r="A4" t="inlineStr"><is><t>CB1</t></is></c><c r="B4" t="e"><f>NA()</f><v>#N/A</v></c>\
                <c r="C4" t="inlineStr"><is><t>thôn</t></is></c><c r="D4"><f>A1</f></c><c r="F4" t="e"><v>#REF!</v></c></row>
                """ + WorkbookSample.row(5, ["CB2", "Chi bộ 2", "thôm", "", "31/02/2025"])
        var sample = WorkbookSample(WorkbookSample.row(1, ["Danh sách"]))
        sample.sheets.append(("Đảng bộ", "", "<sheetData>\(rows)</sheetData>"))
        let error = try expectRefused(.faultsInFile, leaving: register) {
            try register.importOrganisation(try sample.bytes(), file: "a.xlsx", from: .first, by: tester)
        }
        let fault = try #require(error?.faults.first)
        #expect(
            error?.places == [
                "4:2 cellError", "4:4 cellNotCounted", "5:3 kindUnknown",
                "5:5 dateBroken",
            ])
        #expect(fault.place(in: .vi) == "ô B4 (trang “Đảng bộ”)")
        #expect(error?.message(in: .en).contains("cell E5 (sheet “Đảng bộ”): “31/02/2025” is not") == true)
        #expect(fault.message(in: .vi).contains("#N/A"))
    }

    @Test(
        "hidden sheets and sheets of other things are passed over, cells merged downwards count for each row")
    func sheets() throws {
        var sample = WorkbookSample()
        let rows =
            head + WorkbookSample.row(2, ["1", "Chi bộ", "01/01/2020"]) + WorkbookSample.row(3, ["2"])
            + WorkbookSample.row(4, ["3"]) + WorkbookSample.row(6, ["", "", "", "ghi chú"])
        sample.sheets = [
            ("Ẩn", #"state="veryHidden""#, "<sheetData>\(rows)</sheetData>"),
            ("Bìa", "", "<sheetData>\(WorkbookSample.row(2, ["Mã"]))</sheetData>"),
            (
                "Bảng", #"state="visible""#,
                """
                <sheetData>\(rows)</sheetData><mergeCells><mergeCell ref="B2:B3"/><mergeCell ref="B3:B1048576"/>\
                <mergeCell ref="C2:D9"/></mergeCells>
                """
            ),
        ]
        #expect(
            try values(sample) == [
                ["1", "Chi bộ", "01/01/2020"], ["2", "Chi bộ", "01/01/2020"], ["3", "", "01/01/2020"],
            ])
        sample.sheets.removeLast()
        let error = expectError(.faultsInFile) { try read(sample) }
        #expect(error?.faults.map { $0.place(in: .vi) } == ["ô A2"])
    }

    @Test("a heading twice is told by its cell when the column is asked for")
    func twice() throws {
        let row = WorkbookSample.row(1, ["Ghi chú", "Mã", "ghi chú", "Tên", "MÃ"])
        let error = expectError(.faultsInFile) { try read(WorkbookSample(row)) }
        #expect(error?.places == ["1:5 headingTwice"])
        #expect(error?.faults.first?.place(in: .vi) == "ô E1")
    }
}

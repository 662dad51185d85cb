import Foundation
import Zip

@testable import SatchelCore

/// Small workbooks made here, part by part, so that each can be wrong in its own way.
struct WorkbookSample {
    /// Name, attributes of its `sheet` element, and what stands between its `worksheet` tags.
    var sheets: [(name: String, attributes: String, xml: String)] = []
    var texts: String?
    var styles: String?
    var workbook = ""
    /// Put in place of parts, or beside them.
    var parts: [String: [UInt8]] = [:]
    var lacking: Set<String> = []

    static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let packages = "http://schemas.openxmlformats.org/package/2006/relationships"

    /// A workbook of one sheet with these rows.
    init(_ rows: String = "", after: String = "") {
        sheets = [("Trang 1", "", "<sheetData>\(rows)</sheetData>\(after)")]
    }

    /// A row of texts in its cells, from column A.
    static func row(_ line: Int, _ texts: [String]) -> String {
        let cells = texts.enumerated().map { place, text in
            text.isEmpty
                ? ""
                : #"<c r="\#(CellPlace(column: place + 1, row: line).name)" t="inlineStr"><is><t>\#(text)</t></is></c>"#
        }
        return #"<row r="\#(line)">\#(cells.joined())</row>"#
    }

    /// The bytes of the workbook.
    func bytes() throws -> [UInt8] {
        let books = sheets.enumerated().map { place, sheet in
            #"<sheet name="\#(sheet.name)" sheetId="\#(place + 1)" \#(sheet.attributes) r:id="r\#(place)"/>"#
        }
        let links = sheets.indices.map { link("r\($0)", "worksheet", "worksheets/sheet\($0).xml") }
        var all: [String: [UInt8]] = [
            "_rels/.rels": rels([link("a", "officeDocument", "/xl/workbook.xml")]),
            "xl/workbook.xml": Array(
                """
                <workbook xmlns="\(Self.main)" xmlns:r="\(Self.relations)">\(workbook)<sheets>\(books.joined())</sheets></workbook>
                """.utf8),
            "xl/_rels/workbook.xml.rels": rels(
                links + [
                    link("t", "sharedStrings", "sharedStrings.xml"), link("s", "styles", "./styles.xml"),
                ]
            ),
            "xl/sharedStrings.xml": Array(#"<sst xmlns="\#(Self.main)">\#(texts ?? "")</sst>"#.utf8),
            "xl/styles.xml": Array(#"<styleSheet xmlns="\#(Self.main)">\#(styles ?? "")</styleSheet>"#.utf8),
        ]
        for (place, sheet) in sheets.enumerated() {
            all["xl/worksheets/sheet\(place).xml"] = Array(
                #"<worksheet xmlns="\#(Self.main)">\#(sheet.xml)</worksheet>"#.utf8)
        }
        all.merge(parts) { $1 }
        for name in lacking { all[name] = nil }
        return try WorkbookSample.archive(all)
    }

    /// An archive of these files, compressed.
    static func archive(_ files: [String: [UInt8]]) throws -> [UInt8] {
        let items = try files.sorted { $0.key < $1.key }.map { name, bytes in
            ZipItem(
                name: name, payload: .deflatedBytes(try BlobStore.deflate(bytes)), size: UInt64(bytes.count),
                crc32: FilledFile.crc32(0, bytes))
        }
        return try ArchivePlan(items, stamp: (year: 2026, month: 1, day: 1)).bytes()
    }

    private func link(_ id: String, _ kind: String, _ target: String) -> String {
        #"<Relationship Id="\#(id)" Type="\#(Self.relations)/\#(kind)" Target="\#(target)"/>"#
    }

    private func rels(_ links: [String]) -> [UInt8] {
        Array(#"<Relationships xmlns="\#(Self.packages)">\#(links.joined())</Relationships>"#.utf8)
    }
}

/// A file beside the tests.
func fixture(_ name: String) throws -> [UInt8] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    return Array(try Data(contentsOf: folder.appending(path: name)))
}

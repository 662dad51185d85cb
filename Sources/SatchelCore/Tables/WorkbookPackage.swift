import Zip

/// An .xlsx workbook from outside, opened: an archive by the rules of `ZipReader` whose relationships (ECMA-376-2, 9.3)
/// lead to a workbook of SpreadsheetML (ECMA-376-1, 18), transitional or strict. Only values are read; nothing runs.
struct WorkbookPackage {
    /// A sheet with cells.
    struct Sheet {
        let name: String
        let part: String
    }

    /// The visible sheets in their order.
    let sheets: [Sheet]
    /// The texts that cells name by number.
    let texts: [String]
    let styles: CellStyles
    /// Whether days count from 1904 instead of 1900 (18.2.28).
    let isFrom1904: Bool
    private let parts: WorkbookParts

    static let namespaces: Set<Substring> = [
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    ]

    private static let archive: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
    /// [MS-CFB], 2.2: what files of old Office programs and locked ones of new begin with.
    private static let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

    /// Whether a file is a workbook of some kind, and no text.
    static func isMeant(by bytes: [UInt8]) -> Bool {
        bytes.starts(with: archive) || bytes.starts(with: compound)
    }

    /// Opens a workbook.
    /// - Throws: `WorkbookFault`, `ZipError`.
    init(_ bytes: [UInt8]) throws {
        if bytes.starts(with: Self.compound) {
            let mark = "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] }
            throw WorkbookFault(bytes.contains(mark) ? .locked : .oldExcel)
        }
        let parts = try WorkbookParts(bytes)
        guard
            let main = try parts.related(to: "").values.first(where: { $0.kind == "officeDocument" })
        else { throw WorkbookFault(parts.isOpenDocument ? .openDocument : .notWorkbook) }
        let book = try WorkbookPackage.listed(try parts.xml(main.part), main.part)
        let related = try parts.related(to: main.part)
        self.parts = parts
        isFrom1904 = book.isFrom1904
        sheets = book.sheets.compactMap { sheet in
            related[sheet.relation].flatMap { target in
                target.kind == "worksheet" ? Sheet(name: sheet.name, part: target.part) : nil
            }
        }
        let shared = related.values.first { $0.kind == "sharedStrings" }
        texts = try shared.map { try SharedTexts.read(try parts.xml($0.part), $0.part) } ?? []
        let look = related.values.first { $0.kind == "styles" }
        styles = try look.map { try CellStyles(try parts.xml($0.part), $0.part) } ?? CellStyles()
    }

    /// The cells of a sheet.
    /// - Throws: `WorkbookFault`, `ZipError`.
    func cells(of sheet: Sheet) throws -> SheetCells {
        var scan = SheetScan(self)
        try WorkbookParts.scan(try parts.xml(sheet.part), sheet.part) { scan.take($0) }
        if let rule = scan.fault { throw WorkbookFault(rule, in: sheet.name) }
        return scan.cells
    }

    private struct Listed {
        var sheets: [(name: String, relation: String)] = []
        var isFrom1904 = false
    }

    private static func listed(_ xml: [UInt8], _ part: String) throws -> Listed {
        var book = Listed()
        var isWorkbook = false
        try WorkbookParts.scan(xml, part) { event in
            guard case .start(let element, let attributes, _) = event,
                namespaces.contains(element.namespace)
            else { return }
            switch element.local {
            case "workbook": isWorkbook = true
            case "workbookPr":
                book.isFrom1904 = attributes["date1904"].map { ["1", "true"].contains($0) } ?? false
            case "sheet":
                let isVisible = attributes["state"].map { $0 == "visible" } ?? true
                let relation = WorkbookParts.relationSpaces.lazy.compactMap { attributes["\($0)\nid"] }.first
                guard isVisible, let name = attributes["name"], let relation else { return }
                book.sheets.append((name, relation))
            default: break
            }
        }
        guard isWorkbook else { throw WorkbookFault(.notWorkbook) }
        return book
    }
}

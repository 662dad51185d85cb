/// One-page specimens that stand in for official documents whose text is not ours to ship; plainly marked as such.
package struct Specimen {
    private let form: DocxText<String>

    /// Prepares the page.
    /// - Throws: `fileMissing`, `formRefused`.
    package init() throws {
        let file = "templates/ban-minh-hoa.docx"
        form = try DocxText(try Shipped.bytes(file), name: file) { $0 }
    }

    /// The specimen of a document as DOCX: its symbol, date, title, and what it replaces where that is confirmed.
    package func docx(for document: Document, replacing replaced: [Document]) throws -> [UInt8] {
        let replaces =
            replaced.isEmpty
            ? "Điều khoản thay thế: chưa xác minh"
            : "Thay thế: " + replaced.map(\.citation).joined(separator: "; ")
        let values = [
            "body": document.body.uppercased(), "symbol": document.symbol ?? "(không có số)",
            "date": document.dates.issuedOn == .unknown ? "chưa rõ" : document.dates.issuedOn.office,
            "type": document.type.uppercased(), "title": document.title, "replaces": replaces,
            "source": document.source ?? "chưa xác minh",
        ]
        return try form.filled { values[$0] ?? "" }.bytes
    }
}

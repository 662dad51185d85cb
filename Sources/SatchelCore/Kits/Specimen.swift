import Foundation
import Zip

/// One-page specimens that stand in for official documents whose text is not ours to ship; plainly marked as such.
package struct Specimen {
    private let entries: [(name: String, bytes: [UInt8])]

    /// - Parameter folder: a folder for the files in between.
    package init(workingIn folder: String) throws {
        let path = "\(folder)/specimen.docx"
        try PrivateFile.write(try Shipped.bytes("templates/ban-minh-hoa.docx"), to: path)
        defer { unlink(path) }
        let reader = try ZipReader(path: path)
        entries = try reader.entries.filter { !$0.isFolder }.map { ($0.name, try reader.bytes(of: $0)) }
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
        let items = try entries.map { entry in
            try BlobStore.item(
                named: entry.name,
                entry.name == "word/document.xml" ? Specimen.filled(entry.bytes, values) : entry.bytes)
        }
        return try SatchelError.wrapping("ban-minh-hoa.docx") {
            try ArchivePlan(items, stamp: (year: 2026, month: 1, day: 1)).bytes()
        }
    }

    private static func filled(_ xml: [UInt8], _ values: [String: String]) -> [UInt8] {
        var text = String(decoding: xml, as: UTF8.self)
        for (name, value) in values {
            let escaped = value.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(
                ">", with: "&gt;")
            text = text.replacing("{{\(name)}}", with: escaped)
        }
        return Array(text.utf8)
    }
}

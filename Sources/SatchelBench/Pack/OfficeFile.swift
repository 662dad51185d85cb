import SatchelCore
import Zip

/// Files of word processors: zips with XML in them.
enum OfficeFile {
    /// A DOCX (ECMA-376) of so many paragraphs.
    static func docx(paragraphs: Int, _ prose: Prose) throws -> [UInt8] {
        var prose = prose
        let text = (0..<paragraphs).map { _ in
            "<w:p><w:pPr><w:pStyle w:val=\"BodyText\"/><w:jc w:val=\"both\"/></w:pPr><w:r><w:rPr><w:sz w:val=\"28\"/>"
                + "</w:rPr><w:t xml:space=\"preserve\">\(prose.paragraph())</w:t></w:r></w:p>"
        }.joined()
        let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        let package = "http://schemas.openxmlformats.org/package/2006"
        let document = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
        return try zip([
            (
                "[Content_Types].xml",
                "<Types xmlns=\"\(package)/content-types\"><Default Extension=\"rels\" "
                    + "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                    + "<Override PartName=\"/word/document.xml\" ContentType=\"\(document)\"/></Types>"
            ),
            (
                "_rels/.rels",
                "<Relationships xmlns=\"\(package)/relationships\"><Relationship Id=\"r1\" "
                    + "Type=\"\(relation)\" Target=\"word/document.xml\"/></Relationships>"
            ),
            ("word/document.xml", "<w:document xmlns:w=\"\(word)\"><w:body>\(text)</w:body></w:document>"),
        ])
    }

    /// An ODT (ISO/IEC 26300) of so many paragraphs.
    static func odt(paragraphs: Int, _ prose: Prose) throws -> [UInt8] {
        var prose = prose
        let text = (0..<paragraphs).map { _ in
            "<text:p text:style-name=\"P1\">\(prose.paragraph())</text:p>"
        }.joined()
        let names = "urn:oasis:names:tc:opendocument:xmlns"
        let type = "application/vnd.oasis.opendocument.text"
        return try zip([
            ("mimetype", type),
            (
                "META-INF/manifest.xml",
                "<manifest:manifest xmlns:manifest=\"\(names):manifest:1.0\"><manifest:file-entry "
                    + "manifest:full-path=\"/\" manifest:media-type=\"\(type)\"/></manifest:manifest>"
            ),
            (
                "content.xml",
                "<office:document-content xmlns:office=\"\(names):office:1.0\" "
                    + "xmlns:text=\"\(names):text:1.0\"><office:body><office:text>\(text)</office:text>"
                    + "</office:body></office:document-content>"
            ),
        ])
    }

    private static func zip(_ parts: [(name: String, text: String)]) throws -> [UInt8] {
        let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
        let items = try parts.map { name, text in
            let isXML = text.hasPrefix("<")
            return try BlobStore.item(named: name, Array("\(isXML ? declaration : "")\(text)".utf8))
        }
        return try ArchivePlan(items, stamp: (year: 2025, month: 1, day: 6)).bytes()
    }
}

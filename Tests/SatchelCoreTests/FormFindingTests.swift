import Testing
import Zip

@testable import SatchelCore

/// What fuzzing found in the filling of Word forms.
@Suite("Word forms, found by fuzzing")
struct FormFindingTests {
    private static let types = """
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override \
        PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.\
        wordprocessingml.document.main+xml"/></Types>
        """

    /// A Word file with one run of text, whose tag has these attributes.
    private func file(attributes: String) throws -> [UInt8] {
        let document = """
            <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>\
            <w:r><w:t\(attributes)>{{copy}}</w:t></w:r></w:p></w:body></w:document>
            """
        let items = [
            try BlobStore.item(named: "[Content_Types].xml", Array(FormFindingTests.types.utf8)),
            try BlobStore.item(named: "word/document.xml", Array(document.utf8)),
        ]
        return try ArchivePlan(items, stamp: (year: 2025, month: 1, day: 1)).bytes()
    }

    @Test(
        "An attribute whose value reads like xml:space stays as it is, and the form is sound when filled",
        arguments: [
            (" w:x=\"xml:space\" xml:space=\"default\"", " w:x=\"xml:space\" xml:space=\"preserve\""),
            (" w:x=' xml:space= ' xml:space = 'default' ", " w:x=' xml:space= ' xml:space = 'preserve' "),
            (" xml:space='default' w:x=\"'\"", " xml:space='preserve' w:x=\"'\""),
        ])
    func spaceInAValue(attributes: String, filled: String) throws {
        let form = try DocxForm(file(attributes: attributes), name: "f.docx")
        let bytes = try form.filled([.copy: "3"]).bytes
        _ = try DocxForm(bytes, name: "f.docx")
        let reader = try ZipReader(bytes: bytes)
        let part = try #require(reader.entries.first { $0.name == "word/document.xml" })
        let document = String(decoding: try reader.bytes(of: part), as: UTF8.self)
        #expect(document.contains("<w:t\(filled)>3</w:t>"))
    }
}

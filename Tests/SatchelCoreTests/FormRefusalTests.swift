import Foundation
import TestSupport
import Testing
import Zip

@testable import SatchelCore

/// What is refused as a form, by which rule, and how that is told.
@Suite struct FormRefusalTests {
    private func refusal(_ bytes: [UInt8]) -> SatchelError? {
        do {
            _ = try DocxForm(bytes, name: "mẫu.docx")
            return nil
        } catch { return error as? SatchelError }
    }

    private func rule(_ bytes: [UInt8]) -> String? {
        let error = refusal(bytes)
        #expect(error?.code == .formRefused)
        #expect(error?.message(in: .vi).contains("mẫu.docx") == true)
        return error?.arguments["rule"]
    }

    private func docx(_ document: String) throws -> [UInt8] {
        try FormSample.docx(document: Array(document.utf8))
    }

    @Test("an unknown name is refused with the one that was meant and the list of all")
    func unknown() throws {
        let error = refusal(try FormSample.docx(FormSample.paragraph(["{{chi ", "bô}}"])))
        #expect(error?.code == .placeholderUnknown)
        #expect(error?.arguments["near"] == "chi bộ")
        let message = error?.message(in: .vi) ?? ""
        #expect(message.hasPrefix("Trong mẫu.docx có “{{chi bô}}” không phải"))
        #expect(message.contains("Có phải “chi bộ”?") && message.contains("ngày cấp phát"))
        #expect(error?.message(in: .en).contains("party base") == true)
        let far = refusal(try FormSample.docx(FormSample.paragraph(["{{số lượng đại biểu}}"])))
        #expect(far?.arguments["near"] == "")
    }

    @Test("entities are refused before one of them is opened")
    func entities() throws {
        var bomb = "<?xml version=\"1.0\"?><!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\">"
        for (name, of) in zip("bcdefghij", "abcdefghi") {
            bomb += "<!ENTITY \(name) \"\(String(repeating: "&\(of);", count: 10))\">"
        }
        bomb += "]><w>&j;</w>"
        #expect(rule(try docx(bomb)) == "documentType")
        #expect(rule(try docx("<!DOCTYPE w SYSTEM \"http://127.0.0.1/x\"><w/>")) == "documentType")
        #expect(rule(try docx("<w>&lol;</w>")) == "notXML")
    }

    @Test("only UTF-8 is read, with or without its mark")
    func encodings() throws {
        let form =
            "<w:document xmlns:w=\"\(FormSample.word)\"><w:p><w:r><w:t>{{kit}}</w:t></w:r></w:p></w:document>"
        for encoding in [String.Encoding.utf16LittleEndian, .utf16BigEndian, .utf16, .utf32] {
            let bytes = [UInt8](try #require(form.data(using: encoding)))
            #expect(rule(try FormSample.docx(document: bytes)) == "notUTF8")
        }
        #expect(rule(try docx("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + form)) == "notUTF8")
        #expect(
            rule(try FormSample.docx(document: Array("<w>".utf8) + [0xFF] + Array("</w>".utf8))) == "notUTF8")
        let marked = try DocxForm(
            FormSample.docx(document: [0xEF, 0xBB, 0xBF] + Array(form.utf8)), name: "a")
        #expect(
            try FormSample.part("word/document.xml", of: marked.filled([.kit: "C"]).bytes).contains(
                ">C</w:t>"))
    }

    @Test("what is no sound Word file is refused by the rule it breaks")
    func others() throws {
        let whole = try FormSample.docx(FormSample.paragraph(["{{cặp}}"]))
        #expect(rule(Array("chào".utf8)) == "notAZip")
        #expect(rule([]) == "notAZip")
        #expect(refusal(Array(whole.dropLast(30)))?.code == .formRefused)
        var broken = whole
        broken[whole.count / 3] ^= 0x55
        #expect(refusal(broken)?.code == .formRefused)
        #expect(rule(try docx("<w:p>")) == "notXML")
        #expect(rule(try FormSample.docx("", main: "template.main+xml")) == "notWord")
        #expect(rule(try FormSample.docx("", main: "document.macroEnabled.main+xml")) == "notWord")
        let deep = String(repeating: "<a>", count: 300) + String(repeating: "</a>", count: 300)
        #expect(rule(try docx(deep)) == "tooDeep")
        let item = try BlobStore.item(named: "a.txt", Array("a".utf8))
        #expect(rule(try ArchivePlan([item], stamp: (year: 2026, month: 1, day: 1)).bytes()) == "notWord")
    }

    @Test("the document is known by its content type, wherever it lies and however that is told")
    func contentTypes() throws {
        let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        let whole = try FormSample.docx(FormSample.paragraph(["{{cặp}}"]))
        let document = Array(try FormSample.part("word/document.xml", of: whole).utf8)
        for rule in [
            "<Default Extension=\"XML\" ContentType=\"\(word)\"/>",
            "<Override PartName=\"/Word/Document2.xml\" ContentType=\"\(word)\"/>",
        ] {
            let types =
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\(rule)</Types>"
            let items = try [
                BlobStore.item(named: "word/document2.xml", document),
                BlobStore.item(named: "[Content_Types].xml", Array(types.utf8)),
            ]
            let bytes = try ArchivePlan(items, stamp: (year: 2026, month: 1, day: 1)).bytes()
            let form = try DocxForm(bytes, name: "a.docx")
            #expect(form.placeholders == [.kit])
            #expect(try ZipReader(bytes: form.blank.bytes).entries.first?.name == "[Content_Types].xml")
        }
    }

    @Test("a form that would be a bomb once it is filled in is refused when it is taken in")
    func ratio() throws {
        let body = String(repeating: " ", count: 1 << 20) + FormSample.paragraph(["{{cặp}}"])
        let whole = try ZipReader(bytes: FormSample.docx(""))
        let document = FilledFile(
            stored: Array("<w:document xmlns:w=\"\(FormSample.word)\">\(body)</w:document>".utf8))
        let items = [
            try BlobStore.item(named: "[Content_Types].xml", try whole.bytes(of: whole.entries[0])),
            ZipItem(
                name: "word/document.xml", payload: .deflatedBytes(document.deflated),
                size: UInt64(document.bytes.count), crc32: document.crc32),
        ]
        #expect(rule(try ArchivePlan(items, stamp: (year: 2026, month: 1, day: 1)).bytes()) == "ratio")
    }

    @Test("more XML than anyone writes is refused before it is unpacked into memory")
    func large() throws {
        let spaces = FilledFile(stored: [UInt8](repeating: 0x20, count: 17 << 20))
        let whole = try ZipReader(bytes: FormSample.docx(""))
        let types = try whole.bytes(of: whole.entries[0])
        let items = [
            try BlobStore.item(named: "[Content_Types].xml", types),
            ZipItem(
                name: "word/document.xml", payload: .deflatedBytes(spaces.deflated),
                size: UInt64(spaces.bytes.count), crc32: spaces.crc32),
        ]
        #expect(rule(try ArchivePlan(items, stamp: (year: 2026, month: 1, day: 1)).bytes()) == "partTooLarge")
    }

    @Test("every rule is worded in both languages")
    func worded() {
        for rule in FormRule.allCases {
            #expect(ZipError.Rule(rawValue: rule.rawValue) == nil)
            let error = SatchelError(
                .formRefused, ["file": "f", "entry": "e", "rule": rule.rawValue])
            for language in Language.allCases {
                #expect(error.message(in: language).contains("“e” \(rule.text(language))."))
            }
        }
    }
}

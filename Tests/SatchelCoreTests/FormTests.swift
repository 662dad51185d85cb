import Foundation
import TestSupport
import Testing
import Zip

@testable import SatchelCore

/// Forms of a recipient: what is filled in, and what stays as it was.
@Suite struct FormTests {
    private static let values: [Placeholder: String] = [
        .branch: "Chi bộ thôn Mơ Nang 2", .partyBase: "Đảng bộ xã Ia Pa", .secretary: "Nay H'Bia",
        .committee: "Đảng ủy xã Ia Pa",
    ]

    private func filled(_ body: String, _ values: [Placeholder: String] = values) throws -> String {
        try FormSample.text(DocxForm(FormSample.docx(body), name: "a.docx").filled(values).bytes)
    }

    @Test("a placeholder is filled in, however Word split its letters over runs")
    func splits() throws {
        let text = Array("x{{chi bộ}}y")
        let ways = 1 << (text.count - 1)
        let body = (0..<ways).map { mask in
            var runs: [String] = [""]
            for (index, letter) in text.enumerated() {
                runs[runs.count - 1].append(letter)
                if mask >> index & 1 == 1 { runs.append("") }
            }
            return FormSample.paragraph(runs)
        }
        #expect(
            try filled(body.joined()) == String(repeating: "xChi bộ thôn Mơ Nang 2y\n", count: ways))
    }

    @Test("every name in both languages is known, in any case, with any white space, in NFC and NFD")
    func names() {
        for placeholder in Placeholder.allCases {
            for name in [placeholder.name.vi, placeholder.name.en] {
                let forms = [
                    name, name.uppercased(), name.capitalized, "  \(name)\u{A0}",
                    name.replacing(" ", with: " \u{A0} \t"), name.decomposedStringWithCanonicalMapping,
                ]
                for form in forms { #expect(Placeholder(named: form) == placeholder, "\(form)") }
            }
        }
        #expect(Placeholder(named: "Đảng uỷ") == .committee)
        #expect(Placeholder(named: "chi bo") == nil)
        #expect(Set(Placeholder.names).count == 22)
    }

    @Test("written in capitals the value comes in capitals, Vietnamese ones too")
    func capitals() throws {
        let body = FormSample.paragraph(["{{CHI BỘ}} {{Chi bộ}} {{ĐẢNG ỦY}} {{BRANCH}}"])
        #expect(
            try filled(body)
                == "CHI BỘ THÔN MƠ NANG 2 Chi bộ thôn Mơ Nang 2 ĐẢNG ỦY XÃ IA PA CHI BỘ THÔN MƠ NANG 2\n")
    }

    @Test("values are written so that the XML stays what it was, and what XML forbids is dropped")
    func escapes() throws {
        let odd = "A & B <c> \"d\" 'e' ]]> 🇻🇳 e\u{302}\u{301}\u{323} \u{0}\u{8}\u{1F}\u{FFFE}\u{FFFF}\u{FFFD}."
        let left = "A & B <c> \"d\" 'e' ]]> 🇻🇳 e\u{302}\u{301}\u{323} \u{FFFD}."
        let folder = try TemporaryFolder()
        let body = FormSample.paragraph(["{{chi bộ}}|<![CDATA[<{{chi bộ}}>]]>|&#123;{chi b&#x1ED9;}}"])
        let bytes = try DocxForm(FormSample.docx(body), name: "a").filled([.branch: odd]).bytes
        try PrivateFile.write(bytes, to: "\(folder.path)/a.docx")
        let read = try FormSample.readByPython(folder.path)
        #expect(read.errors == "")
        #expect(Array(read.output.utf8) == Array("\(left)|<\(left)>|\(left)\n".utf8))
    }

    @Test(
        "what stands around a placeholder never makes the XML other than it was",
        arguments: [
            ("]]{{cặp}}>", "]]@>"), ("<![CDATA[]]{{cặp}}>]]>", "]]@>"),
            ("]]{{cặ<![CDATA[p}]]>}>", "]]@>"), ("]]&#123;{cặp}}>|>{{cặp}}", "]]@>|>@"),
        ])
    func surroundings(text: String, meaning: String) throws {
        let tag = "<w:t w:a=\" xml:space='x' \" xml:space = 'default' w:b='>'>"
        let folder = try TemporaryFolder()
        let form = try DocxForm(
            FormSample.docx("<w:p><w:r>\(tag)\(text)</w:t></w:r></w:p>"), name: "a")
        for (name, value) in ["1": "", "2": "]]", "3": "\u{1}"] {
            let bytes = try form.filled([.kit: value]).bytes
            try PrivateFile.write(bytes, to: "\(folder.path)/\(name).docx")
            #expect(
                try FormSample.part("word/document.xml", of: bytes)
                    .contains("<w:t w:a=\" xml:space='x' \" xml:space = 'preserve' w:b='>'>"))
        }
        let read = try FormSample.readByPython(folder.path)
        #expect(read.errors == "")
        #expect(read.output == ["", "]]", ""].map { meaning.replacing("@", with: $0) + "\n" }.joined())
    }

    @Test("two in one run, one beside the other, and one value in many places")
    func several() throws {
        let body = FormSample.paragraph([
            "{{chi bộ}}{{bí thư}}, {", "{branch}} và {{{bí thư}}} {{ {{secretary}}",
        ])
        #expect(
            try filled(body)
                == "Chi bộ thôn Mơ Nang 2Nay H'Bia, Chi bộ thôn Mơ Nang 2 và {Nay H'Bia} {{ Nay H'Bia\n")
    }

    @Test("braces that are no placeholder are left as they are")
    func otherBraces() throws {
        for text in [
            "{chi bộ}", "{{chi bộ", "chi bộ}}", "{{ }}", "{}{}", "}}{{", "{ {chi bộ} }", "{{chi bộ}",
        ] {
            let docx = try FormSample.docx(FormSample.paragraph([text]))
            let form = try DocxForm(docx, name: "a.docx")
            #expect(form.placeholders.isEmpty, "\(text)")
            #expect(try FormSample.text(form.blank.bytes) == text + "\n")
        }
    }

    @Test(
        "a tab, a break, a field or the end of a paragraph parts what stands before and after it",
        arguments: [
            "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>", "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>",
            "<w:r><w:instrText>x</w:instrText></w:r>", "</w:p><w:p>",
        ])
    func parts(between: String) throws {
        let body =
            "<w:p><w:r><w:t>{{chi</w:t></w:r>\(between)<w:r><w:t xml:space=\"preserve\"> bộ}}</w:t></w:r></w:p>"
        #expect(try DocxForm(FormSample.docx(body), name: "a.docx").placeholders.isEmpty)
    }

    @Test(
        "proof marks, bookmarks, deleted text and pictures do not part it",
        arguments: [
            "<w:proofErr w:type=\"spellStart\"/>",
            "<w:bookmarkStart w:id=\"0\" w:name=\"a\"/><w:bookmarkEnd w:id=\"0\"/>",
            "<w:del><w:r><w:delText>{{bí thư}} x</w:delText></w:r></w:del>",
            "<w:r><w:rPr><w:b/></w:rPr><w:lastRenderedPageBreak/><w:drawing/></w:r>",
            "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>}}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
        ])
    func joins(between: String) throws {
        let body =
            "<w:p><w:r><w:t>{{chi</w:t></w:r>\(between)<w:r><w:t xml:space=\"preserve\"> bộ}}</w:t></w:r></w:p>"
        let form = try DocxForm(FormSample.docx(body), name: "a.docx")
        #expect(form.placeholders == [.branch])
        let xml = try FormSample.part("word/document.xml", of: form.filled([.branch: "CB"]).bytes)
        #expect(xml.contains("<w:t xml:space=\"preserve\">CB</w:t></w:r>\(between)"))
    }

    @Test(
        "text boxes are filled in, in both forms Word keeps of them, and so are tables, headers and strict files"
    )
    func places() throws {
        let box = "<w:txbxContent>\(FormSample.paragraph(["{{bí", " thư}}"]))</w:txbxContent>"
        let body = """
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>{{chi </w:t></w:r><w:r><mc:AlternateContent \
            xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps">\(box)\
            </mc:Choice><mc:Fallback><w:pict>\(box)</w:pict></mc:Fallback></mc:AlternateContent></w:r>\
            <w:r><w:t>bộ}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
            """
        let header =
            "<h:hdr xmlns:h=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><h:p><h:r><h:t >{{cặp}}</h:t></h:r></h:p></h:hdr>"
        let docx = try FormSample.docx(body, parts: [("word/header1.xml", Array(header.utf8))])
        let form = try DocxForm(docx, name: "a.docx")
        #expect(form.placeholders == [.branch, .secretary, .kit])
        let bytes = try form.filled([.branch: "CB", .secretary: "BT", .kit: "C"]).bytes
        let xml = try FormSample.part("word/document.xml", of: bytes)
        #expect(xml.components(separatedBy: ">BT</w:t>").count == 3)
        #expect(xml.contains(">CB</w:t>") && !xml.contains("{{") && !xml.contains("}}"))
        #expect(
            try FormSample.part("word/header1.xml", of: bytes).contains(
                "<h:t xml:space=\"preserve\" >C</h:t>"))
    }

    @Test("outside the placeholders every byte of the file's parts stays")
    func untouched() throws {
        let body =
            "<w:p ><!-- {{x}} --><w:r><w:t\n>a</w:t></w:r>\r\n<w:r><w:t xml:space='default'>{{cặp}}é&#233;</w:t></w:r></w:p>"
        let image = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let docx = try FormSample.docx(
            body, parts: [("word/media/a.bin", image), ("word/comments.xml", Array("{{gì}}".utf8))])
        let bytes = try DocxForm(docx, name: "a").filled([.kit: "C"]).bytes
        let before = try FormSample.part("word/document.xml", of: docx)
        let after = try FormSample.part("word/document.xml", of: bytes)
        #expect(after == before.replacing("'default'>{{cặp}}", with: "'preserve'>C"))
        let reader = try ZipReader(bytes: bytes)
        #expect(
            reader.entries.map(\.name)
                == ["[Content_Types].xml", "word/media/a.bin", "word/comments.xml", "word/document.xml"])
        #expect(try reader.bytes(of: reader.entries[1]) == image)
    }

    @Test("the same values give the same bytes, and no values the blank form")
    func same() throws {
        let docx = try FormSample.docx(FormSample.paragraph(["{{chi bộ}} {{bí thư}}"]))
        let first = try DocxForm(docx, name: "a")
        let second = try DocxForm(docx, name: "b")
        #expect(try first.filled(Self.values) == second.filled(Self.values))
        #expect(try first.filled([:]) == second.blank)
        #expect(try first.filled([.branch: "x"]) != second.blank)
    }

    @Test("a filled file inflates to itself, with its CRC, whatever the length of a value")
    func entries() throws {
        for length in [0, 1, 65_535, 65_536, 200_000] {
            let form = try DocxForm(FormSample.docx(FormSample.paragraph(["{{cặp}}"])), name: "a")
            let value = String(repeating: "ộ", count: length / 3) + String(repeating: "x", count: length % 3)
            let file = try form.filled([.kit: value])
            #expect(try BlobStore.inflate(file.deflated, size: file.bytes.count) == file.bytes)
            #expect(FilledFile.crc32(0, file.bytes) == file.crc32)
            #expect(try FormSample.text(file.bytes) == value + "\n")
        }
    }

    @Test("a page of ours is filled in for HTML and for JSON, and knows nothing but its own names")
    func pages() throws {
        let value = "A \"B\" <c> \\ \n&"
        let html = try TextForm("<p>{{branch}} {{x}} {{{branch}}} {{chi bộ}}</p>{{", escaping: .xml)
        let page = html.filled([.branch: value])
        #expect(
            String(decoding: page.bytes, as: UTF8.self)
                == "<p>A &quot;B&quot; &lt;c&gt; \\ \n&amp; {{x}} {A &quot;B&quot; &lt;c&gt; \\ \n&amp;} {{chi bộ}}</p>{{"
        )
        let json = try TextForm("{\"a\":{\"b\":\"{{branch}}\",\"c\":\"{{party base}}\"}}", escaping: .json)
        let file = json.filled([.branch: value])
        let object = try JSONSerialization.jsonObject(with: Data(file.bytes)) as? [String: [String: String]]
        #expect(object == ["a": ["b": value, "c": "Đảng bộ …………………"]])
        for file in [page, file] {
            #expect(try BlobStore.inflate(file.deflated, size: file.bytes.count) == file.bytes)
            #expect(FilledFile.crc32(0, file.bytes) == file.crc32)
        }
    }

    @Test("the Party organisation is named after its committee")
    func partyBase() {
        #expect(Placeholder.partyBase(ledBy: "Đảng ủy xã Ia Pa") == "Đảng bộ xã Ia Pa")
        #expect(Placeholder.partyBase(ledBy: "ĐẢNG UỶ phường 1") == "Đảng bộ phường 1")
        #expect(Placeholder.partyBase(ledBy: "Chi bộ cơ sở Công an") == "Chi bộ cơ sở Công an")
    }
}

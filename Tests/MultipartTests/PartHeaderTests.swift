import Multipart
import Testing

@Suite struct PartHeaderTests {
    private func part(_ rest: String, headers: String = "") throws -> MultipartPart? {
        let parsed = try ParsedForm(body(rest, headers: headers))
        #expect(parsed.error == nil, "\(rest): \(parsed.error.map { "\($0)" } ?? "")")
        return parsed.parts.first
    }

    @Test(
        "a file's name loses the folders it came with, and its marks are read as browsers write them",
        arguments: [
            (#""x.pdf""#, "x.pdf"), ("x.pdf", "x.pdf"), (#""C:\fakepath\x.pdf""#, "x.pdf"),
            (#""C:\\new\\x.pdf""#, "x.pdf"), (#""/etc/../x.pdf""#, "x.pdf"), (#""a/b\c""#, "c"),
            (#""%22a%22.pdf""#, "\"a\".pdf"), (#""\"a\".pdf""#, "\"a\".pdf"),
            (#""100%25.pdf""#, "100%25.pdf"),
            (#""%2e%2E""#, "%2e%2E"), (#""50%2""#, "50%2"), (#""a;b=c""#, "a;b=c"),
            (#""Nghị quyết số 25.docx""#, "Nghị quyết số 25.docx"), (#""""#, ""),
            (#""a.pdf"; filename*=UTF-8''%e1%bb%87%20b.pdf"#, "ệ b.pdf"),
            (#""a.pdf"; filename*=utf-8'vi'C%3A%5Cx%2Fb.pdf"#, "b.pdf"),
            ("\"x/\u{301}y\"", "\u{301}y"),
        ])
    func fileNames(written: String, read: String) throws {
        #expect(try part("; name=\"f\"; filename=\(written)")?.fileName == read)
    }

    @Test("headers may be in any case, folded, without blanks, with a semicolon at the end")
    func shapes() throws {
        #expect(try part(" ;name=a;") == MultipartPart(name: "a"))
        #expect(try part(";\r\n\tNAME = \"a b\"")?.name == "a b")
        let typed = try part("; name=a", headers: "content-type:text/plain ; charset=utf-8 \r\n")
        #expect(typed?.contentType == "text/plain ; charset=utf-8")
        #expect(try part("; name=a", headers: "Content-Transfer-Encoding: Binary\r\n") != nil)
        let silly = try part("; name=a", headers: "Content-Type: a\u{1}b\r\n")
        #expect(silly?.contentType == nil)
    }

    @Test(
        "names that could do harm are refused",
        arguments: [
            (#"; name="""#, .name), (#"; name="a%0Db""#, .name), (#"; name="a%0ab""#, .name),
            ("; name=\"a\tb\"", .name), ("; name=\"a\u{7F}\"", .name),
            ("; name=" + String(repeating: "n", count: 201), .name),
            (#"; name=a; filename="a%0D%0AX: y""#, .fileName), (#"; name=a; filename="..""#, .fileName),
            (#"; name=a; filename="a/..""#, .fileName), (#"; name=a; filename="a/""#, .fileName),
            (#"; name=a; filename="a\""#, .fileName), (#"; name=a; filename*=UTF-8''a%00b"#, .fileName),
            (#"; name=a; filename*=UTF-8''%0d%0ab"#, .fileName),
            (#"; name=a; filename*=UTF-8''%ff"#, .fileName),
            (#"; name=a; filename*=UTF-8''%4"#, .fileName), (#"; name=a; filename*=latin1''a"#, .fileName),
            ("; name=a; filename=" + String(repeating: "n", count: 1021), .fileName),
        ] as [(String, MultipartError.Fault)])
    func badNames(rest: String, fault: MultipartError.Fault) throws {
        let parsed = try ParsedForm(body(rest))
        #expect(parsed.fault == fault)
        #expect(parsed.parts.isEmpty)
    }

    @Test(
        "a part whose headers say nothing clear is refused",
        arguments: [
            ("", "", .disposition), ("; name", "", .disposition), ("; name=", "", .disposition),
            ("; name=\"a", "", .disposition), ("; name=a; name=b", "", .disposition),
            ("; name=a x", "", .disposition), ("; filename=a", "", .disposition),
            ("; name=a; filename=a; filename=b", "", .disposition), ("x; name=a", "", .disposition),
            ("; name=a", "Content-Disposition: form-data; name=b\r\n", .header),
            ("; name=a", "no header\r\n", .header), ("; name=a", ": x\r\n", .header),
            ("; name=a", "X: a\nY: b\r\n", .header), ("; name=a", "X: a\rb\r\n", .header),
            ("; name=a", "X: a\0b\r\n", .header), ("; name=a", "X : y\r\n", .header),
            ("; name=a", "Content-Transfer-Encoding: base64\r\n", .encoding),
            ("; name=a", "X: \(String(repeating: "x", count: 16 << 10))\r\n", .headersTooLong),
        ] as [(String, String, MultipartError.Fault)])
    func badHeaders(rest: String, headers: String, fault: MultipartError.Fault) throws {
        #expect(try ParsedForm(body(rest, headers: headers)).fault == fault)
    }

    @Test("a name that is no UTF-8 is refused")
    func notUTF8() throws {
        let bytes =
            Array("--b\r\nContent-Disposition: form-data; name=\"a".utf8) + [0xE9]
            + Array("\"\r\n\r\nx\r\n--b--".utf8)
        let parsed = try ParsedForm([bytes], boundary: MultipartBoundary(Array("b".utf8)))
        #expect(parsed.error == MultipartError(.name, at: 49))
    }

    @Test("headers that fold to the start, or stand before any, are refused")
    func folds() throws {
        let text = "--b\r\n Content-Disposition: form-data; name=a\r\n\r\nx\r\n--b--"
        #expect(try ParsedForm(text).fault == .header)
        #expect(try ParsedForm("--b\r\n\r\nx\r\n--b--").fault == .disposition)
    }

    @Test(
        "the boundary is read from the Content-Type",
        arguments: [
            ("multipart/form-data; boundary=abc", "abc"), ("Multipart/Form-Data;BOUNDARY=\"a b\"", "a b"),
            ("multipart/form-data; charset=utf-8; boundary=----WebKit", "----WebKit"),
            (
                "multipart/form-data; boundary=" + String(repeating: "a", count: 70),
                String(repeating: "a", count: 70)
            ),
        ])
    func boundaries(type: String, boundary: String) throws {
        #expect(try MultipartBoundary(contentType: type).bytes == Array(boundary.utf8))
    }

    @Test(
        "a Content-Type without a sound boundary is refused",
        arguments: [
            ("", .otherType), ("text/plain; boundary=a", .otherType),
            ("multipart/mixed; boundary=a", .otherType),
            ("multipart/form-data", .boundary), ("multipart/form-data; boundary=a; boundary=b", .boundary),
            ("multipart/form-data; boundary=\"\"", .boundary),
            ("multipart/form-data; boundary=\"a \"", .boundary),
            ("multipart/form-data; boundary=a\r\nb", .boundary),
            ("multipart/form-data; boundary=ệ", .boundary),
            ("multipart/form-data; boundary=" + String(repeating: "a", count: 71), .boundary),
            ("application/x-www-form-urlencoded", .otherType),
        ] as [(String, MultipartError.Fault)])
    func badBoundaries(type: String, fault: MultipartError.Fault) {
        #expect(throws: MultipartError(fault, at: 0)) { try MultipartBoundary(contentType: type) }
    }
}

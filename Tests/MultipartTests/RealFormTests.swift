import Multipart
import TestSupport
import Testing

/// Bodies as programs sent them over a socket.
@Suite struct RealFormTests {
    /// A small file with every trap: line breaks, hyphens, NUL, a byte that is no UTF-8, a CR at its end.
    static let file = Array("%PDF-1.7\r\n--\r\n\0".utf8) + [0xFF, 0x0D]

    struct Form: Sendable {
        let program: String
        let boundary: String
        let lines: [String]
        let parts: [MultipartPart]
        /// `FILE` in a line stands for the file's bytes.
        var body: [UInt8] {
            var bytes: [UInt8] = []
            for line in lines {
                let filled = line.replacing("BOUNDARY", with: boundary)
                bytes += (filled == "FILE" ? file : Array(filled.utf8)) + Array("\r\n".utf8)
            }
            return bytes
        }
    }

    static let curl = Form(
        program: "curl 7.88", boundary: "------------------------d0d4318cf9e5088c",
        lines: [
            "--BOUNDARY", "Content-Disposition: form-data; name=\"title\"", "", "Hướng dẫn số 12",
            "--BOUNDARY",
            "Content-Disposition: form-data; name=\"file\"; filename=\"Mau %221%22 bien\\ban.pdf\"",
            "Content-Type: application/pdf", "", "FILE", "--BOUNDARY",
            "Content-Disposition: form-data; name=\"second\"; filename=\"Mẫu biên bản.pdf\"",
            "Content-Type: application/pdf", "", "FILE", "--BOUNDARY--",
        ],
        parts: [
            MultipartPart(name: "title"),
            MultipartPart(name: "file", fileName: "ban.pdf", contentType: "application/pdf"),
            MultipartPart(name: "second", fileName: "Mẫu biên bản.pdf", contentType: "application/pdf"),
        ])

    static let escaping = Form(
        program: "curl 7.88 --form-escape", boundary: "------------------------91485ffc203a63e4",
        lines: [
            "--BOUNDARY", "Content-Disposition: form-data; name=\"title\"", "", "x", "--BOUNDARY",
            "Content-Disposition: form-data; name=\"file\"; filename=\"Mau \\\"1\\\" bien\\\\ban.pdf\"",
            "Content-Type: application/pdf", "", "FILE", "--BOUNDARY--",
        ],
        parts: [
            MultipartPart(name: "title"),
            MultipartPart(name: "file", fileName: "ban.pdf", contentType: "application/pdf"),
        ])

    static let chromium = Form(
        program: "Chromium", boundary: "----WebKitFormBoundaryyTuqH64WBxYsXeHU",
        lines: [
            "--BOUNDARY", "Content-Disposition: form-data; name=\"note\"", "", "a\r\nb", "--BOUNDARY",
            "Content-Disposition: form-data; name=\"quote %22x%22\"", "", "y", "--BOUNDARY",
            "Content-Disposition: form-data; name=\"file\"; filename=\"Mẫu %221%22 biên bản.pdf\"",
            "Content-Type: application/pdf", "", "FILE", "--BOUNDARY",
            "Content-Disposition: form-data; name=\"none\"; filename=\"\"",
            "Content-Type: application/octet-stream", "", "", "--BOUNDARY",
            "Content-Disposition: form-data; name=\"odd\"; filename=\"50%25\\x;y=.txt\"",
            "Content-Type: application/octet-stream", "", "", "--BOUNDARY--",
        ],
        parts: [
            MultipartPart(name: "note"), MultipartPart(name: "quote \"x\""),
            MultipartPart(
                name: "file", fileName: "Mẫu \"1\" biên bản.pdf", contentType: "application/pdf"),
            MultipartPart(name: "none", fileName: "", contentType: "application/octet-stream"),
            MultipartPart(name: "odd", fileName: "x;y=.txt", contentType: "application/octet-stream"),
        ])

    /// Firefox differs from Chromium in its boundary alone.
    static let firefox = Form(
        program: "Firefox", boundary: "---------------------------9051914041544843365972754266",
        lines: chromium.lines, parts: chromium.parts)

    static let all = [curl, escaping, chromium, firefox]

    @Test("what curl and browsers send is read whole", arguments: all.indices)
    func whole(index: Int) throws {
        let form = RealFormTests.all[index]
        let type = "multipart/form-data; boundary=\(form.boundary)"
        let parsed = try ParsedForm([form.body], boundary: MultipartBoundary(contentType: type))
        #expect(parsed.error == nil && parsed.isFinished, "\(form.program)")
        #expect(parsed.parts == form.parts, "\(form.program)")
        for (part, data) in zip(parsed.parts, parsed.data) where part.fileName?.hasSuffix("pdf") == true {
            #expect(data == RealFormTests.file, "\(form.program)")
        }
        #expect(parsed.data.last == (form.program.hasPrefix("curl") ? RealFormTests.file : []))
    }

    @Test("a body cut in two anywhere, byte by byte, or at random is the same body", arguments: all.indices)
    func chunks(index: Int) throws {
        let form = RealFormTests.all[index]
        let (body, boundary) = (form.body, try MultipartBoundary(Array(form.boundary.utf8)))
        let whole = try ParsedForm([body], boundary: boundary)
        for cut in body.indices {
            let pieces = [Array(body[..<cut]), Array(body[cut...])]
            #expect(try ParsedForm(pieces, boundary: boundary) == whole, "cut at \(cut)")
        }
        #expect(try ParsedForm(body.map { [$0] }, boundary: boundary) == whole)
        var random = SplitMix(state: 5)
        for _ in 0..<200 {
            var (pieces, rest) = ([[UInt8]](), body[...])
            while !rest.isEmpty {
                let count = Int.random(in: 0...40, using: &random)
                pieces.append(Array(rest.prefix(count)))
                rest = rest.dropFirst(count)
            }
            #expect(try ParsedForm(pieces, boundary: boundary) == whole)
        }
    }

    @Test("a body that ends early is truncated, wherever it ends", arguments: all.indices)
    func truncated(index: Int) throws {
        let form = RealFormTests.all[index]
        let (body, boundary) = (form.body, try MultipartBoundary(Array(form.boundary.utf8)))
        // Without its last line break it is whole.
        for count in 0..<body.count - 2 {
            let parsed = try ParsedForm([Array(body.prefix(count))], boundary: boundary)
            #expect(parsed.error == MultipartError(.truncated, at: UInt64(count)))
        }
        #expect(try ParsedForm([body.dropLast(2)], boundary: boundary).error == nil)
    }
}

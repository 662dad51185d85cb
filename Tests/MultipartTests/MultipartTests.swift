import Multipart
import TestSupport
import Testing

@Suite struct MultipartTests {
    @Test(
        "what only looks like a boundary is data",
        arguments: [
            "\r\n--", "\r\n--\r\n", "--b", "x--b--", "\n--b--\r\n", "\r--b\r\n", "\r\n--c", "\r\n--bb",
            "\r\n--b-", "\r\n--b x", "\r\n--b\r", "\r\n--b \rx", "\r\r\n--", "\r\n\r\n--b1\r\n", "\r\n -b",
            "\r\n--b" + String(repeating: " ", count: 17) + "\r\n", "\r\n-\r\n--\r\n--\r\r\n--b0\r",
        ])
    func lookAlikes(data: String) throws {
        let text = body("; name=\"a\"", data: "1\(data)")
        let whole = try ParsedForm(text)
        #expect(whole.error == nil)
        #expect(whole.texts == ["1\(data)"])
        let boundary = try MultipartBoundary(Array("b".utf8))
        #expect(try ParsedForm(text.utf8.map { [$0] }, boundary: boundary) == whole)
    }

    @Test("random bytes of CR, LF, hyphens and the boundary keep their course however they are cut")
    func alphabet() throws {
        var random = SplitMix(state: 11)
        let boundary = try MultipartBoundary(Array("b".utf8))
        let disposition = "\r\n--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"
        let words = ["\r", "\n", "-", "b", " ", "\r\n", "--b", "\r\n--b", "\r\n--b--", "x", disposition]
        for _ in 0..<2000 {
            let count = Int.random(in: 0...30, using: &random)
            let text = (0..<count).map { _ in words.randomElement(using: &random) ?? "" }.joined()
            let body = Array((disposition + text + "\r\n--b--").utf8)
            let limits = MultipartLimits(body: 600, file: 30, field: 30, parts: 4)
            let whole = try ParsedForm([body], boundary: boundary, limits: limits)
            let single = try ParsedForm(body.map { [$0] }, boundary: boundary, limits: limits)
            #expect(whole == single, "\(text.debugDescription)")
        }
    }

    @Test("what stands before the first boundary and after the last is passed over")
    func surroundings() throws {
        let parsed = try ParsedForm("before\r\n--bx\r\n" + body("; name=a") + "after\r\n--b\r\n")
        #expect(parsed.texts == ["x"] && parsed.error == nil)
        #expect(try ParsedForm("--b--").isFinished)
        let long = String(repeating: "x", count: 16 << 10)
        #expect(try ParsedForm(long + "\r\n" + body("; name=a")).error == nil)
        let parsedLong = try ParsedForm(long + "yz\r\n" + body("; name=a"))
        #expect(parsedLong.error == MultipartError(.preambleTooLong, at: 16 << 10))
    }

    @Test(
        "a part may be empty, with or without an empty line of its own, and a boundary may have blanks after it"
    )
    func empty() throws {
        let header = "Content-Disposition: form-data; name=a\r\n\r\n"
        for text in ["--b\r\n\(header)--b--", "--b \t \r\n\(header)\r\n--b--"] {
            let parsed = try ParsedForm(text)
            #expect(parsed.parts == [MultipartPart(name: "a")] && parsed.data == [[]] && parsed.isFinished)
        }
    }

    @Test("the last boundary is needed")
    func lastBoundary() throws {
        let parsed = try ParsedForm("--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--b\r\n")
        #expect(parsed.error == MultipartError(.truncated, at: 55))
        #expect(try ParsedForm("").fault == .truncated)
    }

    @Test("limits hold to the byte, and what is within them was told")
    func limits() throws {
        let limits = MultipartLimits(body: 200, file: 5, field: 3, parts: 2)
        let field = body("; name=a", data: "123")
        #expect(try ParsedForm(field, limits: limits).texts == ["123"])
        let long = try ParsedForm(body("; name=a", data: "1234"), limits: limits)
        #expect(long.error == MultipartError(.fieldTooLong, at: 5 + 38 + 2 + 2 + 3) && long.texts == ["123"])
        let file = body("; name=a; filename=f", data: "12345")
        #expect(try ParsedForm(file, limits: limits).texts == ["12345"])
        let longFile = try ParsedForm(body("; name=a; filename=f", data: "123456"), limits: limits)
        #expect(longFile.fault == .fileTooLong && longFile.texts == ["12345"])
        let part = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n"
        #expect(try ParsedForm(part + part + "--b--", limits: limits).error == nil)
        #expect(try ParsedForm(part + part + part + "--b--", limits: limits).fault == .tooManyParts)
        let padded = field + String(repeating: "x", count: 200 - field.utf8.count)
        #expect(try ParsedForm(padded, limits: limits).error == nil)
        #expect(try ParsedForm(padded + "y", limits: limits).error == MultipartError(.bodyTooLong, at: 200))
    }

    @Test("3 GB that are claimed are refused before they come, and what a part claims counts for nothing")
    func claims() throws {
        let limits = MultipartLimits(body: 256 << 20, file: 4)
        #expect(throws: MultipartError(.bodyTooLong, at: 256 << 20)) {
            try limits.check(claimed: 3 << 30)
        }
        try limits.check(claimed: 256 << 20)
        let part = body("; name=a; filename=f", headers: "Content-Length: 3221225472\r\n", data: "1234")
        #expect(try ParsedForm(part, limits: limits).texts == ["1234"])
        let long = body("; name=a; filename=f", headers: "Content-Length: 1\r\n", data: "12345")
        #expect(try ParsedForm(long, limits: limits).fault == .fileTooLong)
    }

    @Test("after an error nothing is told, and the error stays")
    func afterError() throws {
        let boundary = try MultipartBoundary(Array("b".utf8))
        var parser = MultipartParser(boundary: boundary, limits: .wide)
        let error = MultipartError(.header, at: 5)
        #expect(throws: error) { try parser.push(Array("--b\r\n\n".utf8)) { _ in } }
        #expect(throws: error) {
            try parser.push(Array(body("; name=a").utf8)) { _ in Issue.record("told") }
        }
        #expect(throws: error) { try parser.finish() }
    }

    @Test("a body of 8 MB that almost holds its boundary everywhere is read about as fast as any")
    func isLinear() throws {
        let boundary = try MultipartBoundary(Array(repeating: 0x2D, count: 70))
        let almost = Array("\r\n--".utf8) + Array(repeating: 0x2D, count: 69) + [0x0D]
        let count = (8 << 20) / almost.count
        var parser = MultipartParser(boundary: boundary, limits: .wide)
        let head =
            "--" + String(repeating: "-", count: 70)
            + "\r\nContent-Disposition: form-data; name=a; filename=f\r\n\r\n"
        var told = 0
        let hear = { (event: MultipartEvent) in
            if case .bytes(let bytes) = event { told += bytes.count }
        }
        try parser.push(Array(head.utf8), hear)
        let time = try ContinuousClock().measure {
            let piece = [UInt8](Array(repeating: almost, count: 1000).joined())
            for _ in 0..<count / 1000 { try parser.push(piece, hear) }
        }
        #expect(told > 7 << 20)
        #expect(time < .seconds(60))
    }
}

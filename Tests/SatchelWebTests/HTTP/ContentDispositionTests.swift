import SatchelWeb
import Testing

@Suite struct ContentDispositionTests {
    @Test(
        "a name is told in plain ASCII and as it is, and nothing of it gets out of its quotes",
        arguments: [
            ("kit-dot-1.zip", "filename=\"kit-dot-1.zip\""),
            (
                "Đề án số 5.pdf",
                "filename=\"De an so 5.pdf\"; "
                    + "filename*=UTF-8''%C4%90%E1%BB%81%20%C3%A1n%20s%E1%BB%91%205.pdf"
            ),
            (
                "a\"; filename=\"b.exe",
                "filename=\"a_; filename=_b.exe\"; "
                    + "filename*=UTF-8''a%22%3B%20filename%3D%22b.exe"
            ),
            ("a\r\nSet-Cookie: x=y.pdf", "filename=\"aSet-Cookie: x=y.pdf\""),
            ("a\0b\u{7F}\u{85}.pdf", "filename=\"ab.pdf\""),
            ("../../etc/passwd", "filename=\"passwd\""), ("C:\\x\\y.pdf", "filename=\"y.pdf\""),
            ("100%41.pdf", "filename=\"100_41.pdf\"; filename*=UTF-8''100%2541.pdf"),
            ("a\u{202E}fdp.exe", "filename=\"afdp.exe\""), ("", "filename=\"satchel\""),
            ("..", "filename=\"satchel\""), ("\r\n", "filename=\"satchel\""),
            ("x'*y.pdf", "filename=\"x'*y.pdf\""),
            ("😀.pdf", "filename=\"_.pdf\"; filename*=UTF-8''%F0%9F%98%80.pdf"),
        ])
    func names(name: String, expected: String) {
        let text = ContentDisposition(fileName: name).text
        #expect(text == "attachment; \(expected)")
        #expect(text.utf8.allSatisfy { (0x20...0x7E).contains($0) })
        #expect(ContentDisposition(isInline: true, fileName: name).text.hasPrefix("inline; "))
    }
}

import Foundation
import TestSupport
import Testing

@testable import SatchelCore

@Suite("QR codes")
struct QRCodeTests {
    private static let link = "https://cap.vi.example/k#0123456789abcdefghijklmnopqrstuv"

    @Test("the three corners are marked, the fourth is not, and the timing runs between them")
    func matrix() throws {
        let code = try QRCode(QRCodeTests.link)
        // Byte mode, level M: 57 bytes are version 4, 33 modules.
        #expect(code.width == 33)
        func isFinder(_ left: Int, _ top: Int) -> Bool {
            (0..<7).allSatisfy { row in
                (0..<7).allSatisfy { column in
                    let ring = max(abs(row - 3), abs(column - 3))
                    return code[left + column, top + row] == (ring != 2)
                }
            }
        }
        #expect(isFinder(0, 0) && isFinder(26, 0) && isFinder(0, 26) && !isFinder(26, 26))
        #expect((8..<25).allSatisfy { code[$0, 6] == ($0 % 2 == 0) && code[6, $0] == ($0 % 2 == 0) })
        // The two bits of the level, masked: M is 00, 10 once masked with 10101… (ISO/IEC 18004, 7.9).
        #expect(code[0, 8] && !code[1, 8])
    }

    @Test("the drawing is one path of all dark modules in a quiet zone of four, without styles")
    func drawing() throws {
        let code = try QRCode("a")
        let svg = code.svg(size: 120, label: "Mở \"trang\" <của> bạn").markup
        #expect(svg.contains(#"viewBox="0 0 29 29""#) && svg.contains(#"width="120""#))
        #expect(svg.contains(#"aria-label="Mở &quot;trang&quot; &lt;của&gt; bạn""#))
        #expect(!svg.contains("style") && svg.components(separatedBy: "<path").count == 2)
        var drawn = 0
        for run in svg.matches(of: /M(\d+) (\d+)h(\d+)v1H(\d+)z/) {
            let (x, y, length) = (Int(run.1) ?? 0, Int(run.2) ?? 0, Int(run.3) ?? 0)
            #expect((x..<x + length).allSatisfy { code[$0 - 4, y - 4] } && run.1 == run.4)
            drawn += length
        }
        let dark = (0..<21).reduce(0) { sum, row in sum + (0..<21).count { code[$0, row] } }
        #expect(drawn == dark)
    }

    @Test("a text longer than any code holds is refused")
    func tooLong() throws {
        #expect(try QRCode(String(repeating: "a", count: 2331)).width == 177)
        let error = expectError(.qrTooLong) { try QRCode(String(repeating: "a", count: 2332)) }
        #expect(error?.arguments["bytes"] == "2332")
    }

    private static let hasReader = ["zbarimg", "rsvg-convert"].allSatisfy {
        FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0)")
    }

    @Test(
        "a reader that knows nothing of ours reads the drawing",
        .enabled(if: QRCodeTests.hasReader, "zbar-tools and librsvg2-bin are not installed"),
        arguments: [QRCodeTests.link, "a", "Đảng ủy xã Ia Tul", String(repeating: "x1Y", count: 200)])
    func decoded(text: String) throws {
        let folder = try TemporaryFolder()
        let svg = try QRCode(text).svg(size: 400, label: "QR").markup
        try Data(svg.utf8).write(to: URL(fileURLWithPath: "\(folder.path)/a.svg"))
        #expect(
            try Command.tool("rsvg-convert", ["-o", "a.png", "a.svg"], in: folder.path).status == 0)
        let read = try Command.tool("zbarimg", ["-q", "--raw", "-Sbinary", "a.png"], in: folder.path)
        #expect(read.output == text)
    }
}

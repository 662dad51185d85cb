import HTTPTypes
import SatchelWeb
import Testing

@Suite struct ByteRangeTests {
    private static let tag = EntityTag.sha256("ab")

    private func portion(_ headers: HTTPFields, length: UInt64 = 100, isHead: Bool = false) -> Portion {
        Portion(of: length, tag: ByteRangeTests.tag, for: headers, isHead: isHead)
    }

    @Test(
        "a range gives its bytes, what is past the end 416, and what is no range the whole",
        arguments: [
            ("bytes=0-0", .part(0..<1)), ("bytes=0-", .part(0..<100)), ("bytes=99-", .part(99..<100)),
            ("bytes=10-19", .part(10..<20)), ("bytes=90-200", .part(90..<100)), ("bytes=-1", .part(99..<100)),
            ("bytes=-100", .part(0..<100)), ("bytes=-500", .part(0..<100)), ("BYTES=1-2", .part(1..<3)),
            ("bytes= 1-2 ", .part(1..<3)), ("bytes=,1-2,,", .part(1..<3)), ("bytes=\t1-2\t,", .part(1..<3)),
            ("bytes=0-18446744073709551615", .part(0..<100)),
            ("bytes=1-99999999999999999999999999", .part(1..<100)),
            ("bytes=-99999999999999999999999999", .part(0..<100)),
            ("bytes=100-", .unsatisfiable), ("bytes=100-200", .unsatisfiable), ("bytes=-0", .unsatisfiable),
            ("bytes=99999999999999999999999999-", .unsatisfiable), ("bytes=-0,200-", .unsatisfiable),
            ("bytes=0-9,10-19", .part(0..<20)), ("bytes=10-19,0-9", .part(0..<20)),
            ("bytes=0-50, 20-30", .part(0..<51)), ("bytes=0-9,500-", .part(0..<10)),
            ("bytes=0-9,-95", .part(0..<100)), ("bytes=0-9,20-29", .whole),
            ("bytes=5-3", .whole), ("bytes=0-9,5-3", .whole), ("bytes=", .whole), ("bytes=-", .whole),
            ("bytes=,", .whole), ("bytes", .whole), ("", .whole), ("bytes=1", .whole), ("bytes=a-b", .whole),
            ("bytes=1-2x", .whole), ("bytes=+1-2", .whole), ("bytes=1--2", .whole), ("bytes=--2", .whole),
            ("bytes=1 -2", .whole), ("bytes=0x1-2", .whole), ("bytes=１-2", .whole), ("bytes =1-2", .whole),
            ("items=0-9", .whole), ("bytes=0-9;x", .whole), ("bytes=0-9, bytes=10-19", .whole),
        ] as [(String, Portion)])
    func ranges(header: String, expected: Portion) {
        #expect(portion([.range: header]) == expected)
        #expect(portion([.range: header], isHead: true) == .whole)
    }

    @Test("of an empty file there is no range, and its end is all of it")
    func empty() {
        #expect(portion([.range: "bytes=0-"], length: 0) == .unsatisfiable)
        #expect(portion([.range: "bytes=-5"], length: 0) == .whole)
        #expect(portion([.range: "bytes=-0"], length: 0) == .unsatisfiable)
        #expect(portion([:], length: 0) == .whole)
    }

    @Test("a hundred ranges are read, and more are ignored")
    func many() {
        let ranges = (0..<100).map { "\($0)-\($0)" }
        #expect(portion([.range: "bytes=" + ranges.joined(separator: ",")]) == .part(0..<100))
        #expect(portion([.range: "bytes=" + (ranges + ["0-0"]).joined(separator: ",")]) == .whole)
        var two: HTTPFields = [.range: "bytes=0-1"]
        two.append(HTTPField(name: .range, value: "bytes=2-3"))
        #expect(portion(two) == .whole)
    }

    @Test(
        "If-Range holds for the same strong tag alone",
        arguments: [
            ("\"sha256:ab\"", true), (" \"sha256:ab\" ", true), ("W/\"sha256:ab\"", false),
            ("\"sha256:cd\"", false), ("sha256:ab", false), ("\"sha256:ab", false),
            ("\"sha256:ab\", \"x\"", false), ("*", false), ("", false),
            ("Sat, 29 Oct 1994 19:43:31 GMT", false),
        ])
    func ifRange(header: String, isHeld: Bool) {
        let expected = isHeld ? Portion.part(5..<100) : .whole
        #expect(portion([.range: "bytes=5-", .ifRange: header]) == expected)
        #expect(portion([.range: "bytes=100-", .ifRange: header]) == (isHeld ? .unsatisfiable : .whole))
        #expect(portion([.ifRange: header]) == .whole)
    }

    @Test(
        "If-None-Match spares what the browser has, and If-Match wants it",
        arguments: [
            ("\"sha256:ab\"", true, true), ("W/\"sha256:ab\"", true, false), ("*", true, true),
            (" * ", true, true), ("\"x\", \"sha256:ab\"", true, true),
            ("\"a,b\",W/\"sha256:ab\"", true, false),
            (", ,\"x\" ,\t\"sha256:ab\",", true, true), ("\"x\"", false, false),
            ("\"SHA256:AB\"", false, false),
            ("sha256:ab", false, false), ("\"x\" \"sha256:ab\"", false, false), ("", false, false),
            ("\"sha256:ab", false, false), ("w/\"sha256:ab\"", false, false), ("*, \"x\"", false, false),
            ("\"\"", false, false), (",", false, false),
        ])
    func tags(header: String, isHeld: Bool, isMatched: Bool) {
        let range = "bytes=0-9"
        #expect(portion([.ifNoneMatch: header]) == (isHeld ? .notModified : .whole))
        #expect(portion([.ifNoneMatch: header], isHead: true) == (isHeld ? .notModified : .whole))
        #expect(portion([.ifNoneMatch: header, .range: range]) == (isHeld ? .notModified : .part(0..<10)))
        #expect(portion([.ifMatch: header]) == (isMatched ? .whole : .failed))
        #expect(portion([.ifMatch: header, .range: range]) == (isMatched ? .part(0..<10) : .failed))
        // If-Match comes first (RFC 9110, 13.2.2).
        let both: HTTPFields = [.ifMatch: "\"other\"", .ifNoneMatch: header]
        #expect(portion(both) == .failed)
    }
}

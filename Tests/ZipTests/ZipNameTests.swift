import Testing

@testable import Zip

struct ZipNameTests {
    @Test(arguments: [
        "a", "Thông tư 01/Phụ lục Đ.docx", ".hidden", "..a", "a..b", "console.txt", "COM10", "nulls", "com",
        "a/b/c", "1 2", "a~b", "conin", "日本語.pdf",
    ])
    func ordinaryNamesAreFine(name: String) {
        #expect(ZipName.fault(in: name) == nil)
    }

    @Test(arguments: [
        ("", ZipError.Rule.nameEmpty), ("a/", .nameEmpty), ("/", .nameAbsolute), ("..", .nameParent),
        ("a/.", .nameParent), ("c:x", .nameAbsolute), ("~x", .nameAbsolute),
        ("a\\b", .nameBackslashColonControl),
        ("a\u{7f}", .nameBackslashColonControl), ("COM¹.txt", .nameReserved), ("Aux", .nameReserved),
        ("conin$", .nameReserved), ("nul  .x", .nameReserved), ("x ", .nameTrailingDotOrSpace),
        ("x…/y.", .nameTrailingDotOrSpace), ("o\u{302}", .nameNotNFC),
        ("a/\u{301}b\r\n", .nameBackslashColonControl),
    ])
    func badNamesBreakTheirRule(name: String, rule: ZipError.Rule) {
        #expect(ZipName.fault(in: name) == rule)
    }

    @Test func lengthsAreCountedInBytes() {
        #expect(ZipName.fault(in: String(repeating: "a", count: 255)) == nil)
        #expect(ZipName.fault(in: String(repeating: "a", count: 256)) == .nameTooLong)
        #expect(ZipName.fault(in: String(repeating: "ệ", count: 85)) == nil)
        #expect(ZipName.fault(in: String(repeating: "a/", count: 64) + "a") == .nameTooLong)
        #expect(ZipName.fault(in: String(repeating: "a", count: 70_000)) == .nameTooLong)
    }

    @Test func foldingIgnoresCaseAndComposition() {
        #expect(ZipName.folded("MẪU Đơn.TXT") == ZipName.folded("mẫu đƠN.txt"))
        #expect(Array(ZipName.folded("e\u{302}\u{301}").utf8) == Array(ZipName.folded("Ế").utf8))
        #expect(ZipName.folded("ΣΑΣ") == ZipName.folded("σας"))
        #expect(ZipName.folded("đ") != ZipName.folded("d"))
    }

    @Test func aSlashIsSeenBeforeACombiningMark() throws {
        var names = NameTree()
        try names.insert("a/\u{301}b", isFolder: false)
        #expect(throws: ZipError.self) { try names.insert("a", isFolder: false) }
    }

    @Test func lettersFoldAtOnceAsTheyDoByUnicode() {
        var quick = 0
        for scalar in (0x20...0xFFFF).compactMap(Unicode.Scalar.init(_:)) {
            let name = "a\(scalar)b"
            if LatinFold.isPrecomposed(name) {
                #expect(
                    name.precomposedStringWithCanonicalMapping.utf8.elementsEqual(name.utf8),
                    "\(scalar.value)")
            }
            guard let folded = LatinFold.folded(name) else { continue }
            quick += 1
            #expect(folded.elementsEqual(ZipName.slowlyFolded(name).utf8), "\(scalar.value)")
        }
        #expect(quick > 270)
        #expect(LatinFold.folded("HƯỚNG DẪN – Đợt 4 “Ỹ”") == Array("hướng dẫn – đợt 4 “ỹ”".utf8))
    }
}

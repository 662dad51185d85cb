import Testing

@testable import Zip

private typealias Entry = RawArchive.Entry

struct HostileEntryTests {
    @Test func namesThatLeadOutsideAreRefused() throws {
        let names: [(String, ZipError.Rule)] = [
            ("../evil.txt", .nameParent), ("a/../../evil.txt", .nameParent), ("a/..", .nameParent),
            ("./a", .nameParent), ("/etc/passwd", .nameAbsolute), ("C:/evil", .nameAbsolute),
            ("~/evil", .nameAbsolute), ("..\\evil", .nameBackslashColonControl),
            ("ab:c", .nameBackslashColonControl), ("a\u{0}.txt", .nameBackslashColonControl),
            ("a\nb", .nameBackslashColonControl), ("a\u{85}b", .nameBackslashColonControl),
            ("NUL", .nameReserved), ("a/con.txt/b", .nameReserved), ("lpt1 .doc", .nameReserved),
            ("a.", .nameTrailingDotOrSpace), ("a /b", .nameTrailingDotOrSpace), ("a//b", .nameEmpty),
            ("", .nameEmpty), ("//", .nameAbsolute), ("a//", .nameEmpty),
            (String(repeating: "ạ", count: 86), .nameTooLong),
            ("Ha\u{300} No\u{302}\u{323}i.txt", .nameNotNFC),
        ]
        for (name, rule) in names {
            #expect(try fault(RawArchive([Entry(name)])) == rule, "\(name.debugDescription)")
        }
        let latin = Entry("a").with {
            $0.name = [0x61, 0xe9, 0x2e]
            $0.localName = $0.name
        }
        #expect(try fault(RawArchive([latin])) == .nameNotUTF8)
    }

    @Test func namesThatMeetAreRefused() throws {
        let pairs = [
            ["a", "a"], ["Mẫu.txt", "MẪU.TXT"], ["a", "a/"], ["a", "a/b"], ["a/b", "A"], ["a/b", "A/c"],
            ["a/", "a/"], ["straße", "STRASSE"],
        ]
        for pair in pairs { #expect(try fault(RawArchive(pair.map { Entry($0) })) == .namesEqual, "\(pair)") }
        #expect(try fault(RawArchive(["a/b", "a/", "a/c", "đ", "d"].map { Entry($0) })) == nil)
    }

    @Test func aUnicodePathFieldMayOnlyRepeatTheName() throws {
        func renamed(_ name: String) -> [UInt8] {
            let field = [1] + little(crc(Array("safe.txt".utf8))) + Array(name.utf8)
            return little(UInt16(0x7075)) + little(UInt16(field.count)) + field
        }
        #expect(try fault(RawArchive([Entry("safe.txt").with { $0.extra = renamed("safe.txt") }])) == nil)
        let evil = renamed("../evil.txt")
        #expect(try fault(RawArchive([Entry("safe.txt").with { $0.extra = evil }])) == .unicodePath)
        #expect(try fault(RawArchive([Entry("safe.txt").with { $0.localExtra = evil }])) == .unicodePath)
        #expect(try fault(RawArchive([Entry("safe.txt").with { $0.extra = evil + evil }])) == .extraField)
        #expect(try fault(RawArchive([Entry("safe.txt").with { $0.extra = evil.dropLast() }])) == .extraField)
    }

    @Test func linksAndSpecialFilesAreRefused() throws {
        for mode: UInt32 in [0o120777, 0o010644, 0o020644, 0o060644, 0o140755, 0o040755] {
            let entry = Entry("a").with { $0.attributes = mode << 16 }
            #expect(try fault(RawArchive([entry])) == .symlinkOrSpecial, "\(String(mode, radix: 8))")
        }
        for bits: UInt32 in [0x400, 0x10, 0x40, 0x08] {
            let entry = Entry("a").with {
                $0.attributes = bits
                $0.host = 0
            }
            #expect(try fault(RawArchive([entry])) == .symlinkOrSpecial, "\(bits)")
        }
    }

    @Test func encryptionAndOtherMethodsAreRefused() throws {
        for flag: UInt16 in [0x0001, 0x0040, 0x2000] {
            #expect(try fault(RawArchive([Entry("a").with { $0.flags |= flag }])) == .encrypted)
        }
        for method: UInt16 in [1, 9, 12, 14, 93, 95] {
            #expect(try fault(RawArchive([Entry("a").with { $0.method = method }])) == .method)
        }
        #expect(try fault(RawArchive([Entry("a").with { $0.method = 99 }])) == .encrypted)
        #expect(try fault(RawArchive([Entry("a").with { $0.flags |= 0x0020 }])) == .method)
    }

    @Test func headersThatDisagreeAreRefused() throws {
        let entry = Entry("a")
        let bad = [
            entry.with { $0.localName = Array("b".utf8) }, entry.with { $0.localFlags = 0 },
            entry.with { $0.local = (1, $0.compressedSize, $0.size) },
            entry.with { $0.local = ($0.crc32, 1, $0.size) },
            entry.with { $0.local = ($0.crc32, $0.compressedSize, 1) },
            entry.with { $0.local = (0, 0, 0) },
            entry.with { $0.offset = 1 },
        ]
        for entry in bad { #expect(try fault(RawArchive([entry])) == .headersDisagree) }
    }

    @Test func aDataDescriptorMustAgree() throws {
        let streamed = Entry("a").with {
            $0.flags |= 8
            $0.local = (0, 0, 0)
        }
        let entry = streamed
        let plain = little(entry.crc32) + little(entry.compressedSize) + little(entry.size)
        let wide = little(entry.crc32) + little(UInt64(entry.compressedSize)) + little(UInt64(entry.size))
        for good in [plain, little(Signature.descriptor) + plain, wide, little(Signature.descriptor) + wide] {
            #expect(try fault(RawArchive([streamed.with { $0.after = good }, Entry("b")])) == nil)
        }
        for bad in [[], [0] + plain.dropFirst(), Array(plain.dropLast()), [0, 0, 0, 0] + plain] {
            #expect(try fault(RawArchive([streamed.with { $0.after = bad }])) == .headersDisagree)
        }
        let long = streamed.with { $0.after = wide + [0, 0, 0, 0, 0] }
        #expect(try fault(RawArchive([long])) == .unexplainedBytes)
    }
}

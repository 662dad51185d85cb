import Testing

@testable import Zip

private typealias Entry = RawArchive.Entry

struct HostileStructureTests {
    @Test func aSoundArchiveIsRead() throws {
        let scratch = try Scratch()
        let archive = RawArchive([Entry("Phụ lục/"), Entry("Phụ lục/Mẫu 1.txt", "nội dung"), Entry("b", "")])
        let reader = try ZipReader(path: scratch.put(archive.bytes))
        #expect(reader.entries.map(\.name) == ["Phụ lục/", "Phụ lục/Mẫu 1.txt", "b"])
        #expect(reader.entries.map(\.isFolder) == [true, false, false])
        #expect(try reader.bytes(of: reader.entries[1]) == Array("nội dung".utf8))
        #expect(try reader.bytes(of: reader.entries[2]) == [])
    }

    @Test func anArchiveCutShortAnywhereIsRefused() throws {
        let whole = RawArchive([Entry("a.txt"), Entry("thư mục/b.txt", "more")]).bytes
        for length in 0..<whole.count {
            #expect(try fault(Array(whole.prefix(length))) != nil, "cut at \(length)")
        }
        #expect(try fault([]) == .notAZip)
        #expect(try fault(Array(whole.prefix(whole.count - 1))) == .truncated)
        #expect(try fault(Array(whole.prefix(60))) == .truncated)
    }

    @Test func aChangedByteNeverChangesWhatIsRead() throws {
        let whole = RawArchive([Entry("a.txt", "alpha"), Entry("b.txt", "beta")]).bytes
        let scratch = try Scratch()
        for place in whole.indices {
            var bytes = whole
            bytes[place] ^= 0x41
            guard let reader = try? ZipReader(path: scratch.put(bytes)) else { continue }
            let read = reader.entries.compactMap { try? reader.bytes(of: $0) }
            #expect(read.allSatisfy { $0 == Array("alpha".utf8) || $0 == Array("beta".utf8) }, "at \(place)")
        }
    }

    @Test func bytesThatNothingExplainsAreRefused() throws {
        let entries = [Entry("a"), Entry("b")]
        var archive = RawArchive(entries)
        archive.suffix = [0]
        #expect(try fault(archive) == .unexplainedBytes)
        archive = RawArchive(entries)
        archive.prefix = Array("#!/bin/sh\n".utf8)
        #expect(try fault(archive) == .unexplainedBytes)
        #expect(try fault(Array("MZ".utf8) + RawArchive(entries).bytes) == .unexplainedBytes)
        archive = RawArchive(entries)
        archive.beforeDirectory = [1, 2, 3]
        #expect(try fault(archive) == .unexplainedBytes)
        archive = RawArchive(entries)
        archive.beforeEnd = [1, 2, 3]
        #expect(try fault(archive) == .unexplainedBytes)
        #expect(
            try fault(RawArchive([Entry("a"), Entry("b").with { $0.before = [9] }])) == .unexplainedBytes)
    }

    @Test func anEntryTheDirectoryHidesIsRefused() throws {
        let hidden = Entry("hidden").with { $0.isInDirectory = false }
        #expect(try fault(RawArchive([Entry("a"), hidden, Entry("b")])) == .unexplainedBytes)
        #expect(try fault(RawArchive([hidden, Entry("b")])) == .unexplainedBytes)
        var archive = RawArchive([Entry("a"), Entry("b")])
        archive.count = 1
        #expect(try fault(archive) == .endRecord)
        archive.count = 3
        #expect(try fault(archive) == .endRecord)
    }

    @Test func entriesThatShareBytesAreRefused() throws {
        let same = Entry("a").with { $0.localName = Array("b".utf8) }
        #expect(try fault(RawArchive([same, Entry("b").with { $0.offset = 0 }])) != nil)
        let inner = RawArchive([Entry("b")])
        let outer = Entry("a").with {
            $0.method = 0
            $0.data = Array(inner.bytes.prefix(31 + 9))
            $0.size = 40
            $0.compressedSize = 40
            $0.crc32 = crc($0.data)
        }
        let quoted = Entry("b").with {
            $0.offset = 31
            $0.isInDirectory = true
        }
        #expect(try fault(RawArchive([outer, quoted])) != nil)
        #expect(try fault(RawArchive([Entry("a").with { $0.compressedSize += 40 }, Entry("b")])) == .overlap)
        #expect(try fault(RawArchive([Entry("a").with { $0.compressedSize = 1 << 20 }])) == .overlap)
        #expect(try fault(RawArchive([Entry("a").with { $0.offset = 0xfff0_0000 }])) == .overlap)
    }

    @Test func aSecondEndRecordInTheCommentIsRefused() throws {
        var archive = RawArchive([Entry("a")])
        archive.comment = Array("ghi chú".utf8)
        #expect(try fault(archive) == nil)
        archive.comment = RawArchive([Entry("evil")]).bytes
        #expect(try fault(archive) == .endRecord)
        archive.comment = little(Signature.end) + [1, 2, 3]
        #expect(try fault(archive) == .endRecord)
    }

    @Test func anArchiveStoredInsideAnArchiveIsFine() throws {
        let inner = RawArchive([Entry("a")]).bytes
        let outer = Entry("inner.zip").with {
            $0.method = 0
            $0.data = inner
            $0.size = UInt32(inner.count)
            $0.compressedSize = $0.size
            $0.crc32 = crc(inner)
        }
        #expect(try fault(RawArchive([outer])) == nil)
    }

    @Test func zip64IsReadWhenItAgrees() throws {
        var archive = RawArchive([
            Entry("a").with {
                $0.extra = little(UInt16(1)) + little(UInt16(16)) + little(UInt64($0.size))
                $0.extra += little(UInt64($0.compressedSize))
                $0.localExtra = $0.extra
                $0.local = ($0.crc32, .max, .max)
            }
        ])
        archive.isZip64 = true
        #expect(try fault(archive) == nil)
        archive.count = 7
        #expect(try fault(archive) == .endRecord)
        archive.count = nil
        archive.entries[0].localExtra[4] ^= 1
        #expect(try fault(archive) == .headersDisagree)
        archive.entries[0].localExtra = []
        #expect(try fault(archive) == .extraField)
        archive = RawArchive([Entry("a")])
        archive.disk = 1
        #expect(try fault(archive) == .endRecord)
    }
}

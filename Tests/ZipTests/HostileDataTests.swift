import Foundation
import Testing

@testable import Zip

private typealias Entry = RawArchive.Entry

struct HostileDataTests {
    /// Deflated lengths around the pieces that libzip reads.
    private static let lengths = [1, 2, 100, 8180, 8185, 8186, 8187, 8188, 8192, 16371, 20000, 65536, 70000]

    @Test func everyLengthIsReadInFull() throws {
        let scratch = try Scratch()
        for length in Self.lengths + Array(8170...8200) {
            let text = String(repeating: "x", count: length)
            let reader = try ZipReader(path: scratch.put(RawArchive([Entry("a", text)]).bytes))
            #expect(try reader.bytes(of: reader.entries[0]).count == length)
        }
    }

    @Test func bytesAfterTheDeflateStreamAreRefused() throws {
        for length in Self.lengths {
            for extra in [1, 2, 9000] {
                let entry = Entry("a", String(repeating: "x", count: length)).with {
                    $0.data += [UInt8](repeating: 0, count: extra)
                    $0.compressedSize = UInt32($0.data.count)
                }
                #expect(try fault(RawArchive([entry])) == .unexplainedBytes, "\(length) + \(extra)")
            }
        }
    }

    @Test func aDeflateStreamWithoutEndIsRefused() throws {
        for length in Self.lengths where length < 65536 {
            let open = Entry("a", String(repeating: "x", count: length)).with { $0.data[0] = 0 }
            #expect(try fault(RawArchive([open])) != nil, "no last block, \(length)")
        }
        let compressed: [UInt8] = [
            237, 194, 65, 17, 0, 0, 12, 2, 160, 172, 106, 255, 14, 171, 177, 7, 28, 233, 162, 170, 170, 254,
            126,
        ]
        let text = String(repeating: "abc", count: 1000)
        for length in 0...compressed.count {
            let entry = Entry("a", text).with {
                $0.data = Array(compressed.prefix(length))
                $0.compressedSize = UInt32(length)
            }
            #expect(
                try (fault(RawArchive([entry])) == nil) == (length == compressed.count), "cut at \(length)")
        }
    }

    @Test func aWrongChecksumIsRefused() throws {
        #expect(try fault(RawArchive([Entry("a").with { $0.crc32 ^= 1 }])) == .crc)
        let stored = Entry("a").with {
            $0.method = 0
            $0.data = Array("text".utf8)
            $0.compressedSize = 4
        }
        #expect(try fault(RawArchive([stored])) == nil)
        #expect(try fault(RawArchive([stored.with { $0.data[0] ^= 1 }])) == .crc)
        #expect(try fault(RawArchive([stored.with { $0.size = 5 }])) == .sizeMismatch)
    }

    @Test func neitherMoreNorFewerBytesThanDeclaredAreDelivered() throws {
        for size: UInt32 in [0, 1, 3, 5, 100] {
            let scratch = try Scratch()
            let entry = Entry("a").with { $0.size = size }
            let reader = try ZipReader(path: scratch.put(RawArchive([entry]).bytes))
            var delivered = 0
            let broken = try rule { try reader.read(reader.entries[0]) { delivered += $0.count } }
            #expect(broken == .sizeMismatch)
            #expect(delivered <= Int(size))
        }
        #expect(try fault(RawArchive([Entry("d/").with { $0.size = 1 }])) == .sizeMismatch)
    }

    @Test func rubbishInsteadOfDeflateIsRefused() throws {
        let entry = Entry("a").with { $0.data = [UInt8](repeating: 0xff, count: $0.data.count) }
        #expect(try fault(RawArchive([entry])) == .corruptData)
    }

    @Test func bombsAreRefusedFromTheirHeaders() throws {
        #expect(try fault(RawArchive([Entry("a").with { $0.size = 100_000 }])) == .ratio)
        #expect(try fault(RawArchive([Entry("a").with { $0.size = 257 << 20 }])) == .fileTooLarge)
        let limits = ZipLimits(fileBytes: 10, totalBytes: 11, entries: 3)
        #expect(try fault(RawArchive([Entry("a", "12345678901")]), limits: limits) == .fileTooLarge)
        #expect(try fault(RawArchive([Entry("a", "1234567"), Entry("b")]), limits: limits) == nil)
        #expect(
            try fault(RawArchive([Entry("a", "12345678"), Entry("b")]), limits: limits) == .archiveTooLarge)
        let four = RawArchive(["a", "b", "c", "d"].map { Entry($0, "1") })
        #expect(try fault(four, limits: limits) == .tooManyEntries)
    }

    @Test func manySmallBombsTogetherAreRefused() throws {
        let entries = (0..<100).map { number in Entry("\(number)").with { $0.size = 60_000 } }
        #expect(try fault(RawArchive(entries)) == .ratio)
    }

    @Test func theErrorNamesTheEntryAndIsSafeToPrint() throws {
        let scratch = try Scratch()
        let path = try scratch.put(RawArchive([Entry("ok"), Entry("a\u{1b}[2J\u{202e}")]).bytes)
        do {
            _ = try ZipReader(path: path)
            Issue.record("accepted")
        } catch let error as ZipError {
            #expect(error.rule == .nameBackslashColonControl)
            #expect(error.entry == "a\\u{1b}[2J\\u{202e}")
        }
    }

    @Test func whatIsNoFileIsRefused() throws {
        let scratch = try Scratch()
        #expect(try rule { _ = try ZipReader(path: scratch.path) } == .io)
        #expect(try rule { _ = try ZipReader(path: scratch("missing")) } == .io)
        #expect(mkfifo(scratch("pipe"), 0o600) == 0)
        #expect(try rule { _ = try ZipReader(path: scratch("pipe")) } == .io)
    }
}

import Foundation
import Testing

@testable import Zip

private typealias Entry = RawArchive.Entry

/// Archives made to exhaust whoever unpacks them: each is refused when it is opened, from its headers. Their data is
/// no deflate stream, so that the rule told also proves that nothing was inflated.
struct BombTests {
    private static let rubbish: UInt8 = 0xff

    /// What opening breaks; nothing is ever read.
    private func refusal(_ bytes: [UInt8]) throws -> ZipError.Rule? {
        let scratch = try Scratch()
        let path = try scratch.put(bytes)
        return try rule { _ = try ZipReader(path: path) }
    }

    private func rubbish(_ name: String, _ length: Int, size: UInt32) -> Entry {
        Entry(name).with {
            $0.data = [UInt8](repeating: Self.rubbish, count: length)
            $0.compressedSize = UInt32(length)
            $0.size = size
        }
    }

    @Test("10 MB that would grow to 10 GB, in one file or in forty, are refused")
    func ratio() throws {
        let whole = UInt64(10) << 30
        let one = Entry("a").with {
            $0.data = [UInt8](repeating: Self.rubbish, count: 10 << 20)
            $0.compressedSize = 10 << 20
            $0.size = .max
            $0.extra = little(UInt16(1)) + little(UInt16(8)) + little(whole)
            $0.localExtra = little(UInt16(1)) + little(UInt16(16)) + little(whole) + little(UInt64(10 << 20))
        }
        #expect(try refusal(RawArchive([one]).bytes) == .fileTooLarge)
        let forty = (0..<40).map { rubbish("\($0)", 256 << 10, size: 256 << 20) }
        #expect(try refusal(RawArchive(forty).bytes) == .ratio)
        // Harmless by itself, each: fifty times its size, as tables and drawings may be.
        let many = (0..<60).map { rubbish("\($0)", 200 << 10, size: 10 << 20) }
        #expect(try refusal(RawArchive(many).bytes) == .archiveTooLarge)
    }

    @Test("Sizes of 4 GB, and those of zip64 up to the largest number there is, are refused")
    func declared() throws {
        #expect(try refusal(RawArchive([rubbish("a", 9, size: .max - 1)]).bytes) == .fileTooLarge)
        #expect(try refusal(RawArchive([rubbish("a", 9, size: .max)]).bytes) == .extraField)
        for size: UInt64 in [1 << 32, 1 << 62, UInt64(Int64.max), UInt64(Int64.max) + 1, .max] {
            for places in [[size, 9], [9, size], [size, size]] {
                let entry = rubbish("a", 9, size: .max).with {
                    $0.extra = little(UInt16(1)) + little(UInt16(16)) + places.flatMap { little($0) }
                    $0.localExtra = $0.extra
                    $0.compressedSize = .max
                }
                #expect(try refusal(RawArchive([entry, Entry("b")]).bytes) == .fileTooLarge, "\(places)")
            }
        }
        let far = rubbish("a", 9, size: 9).with {
            $0.extra = little(UInt16(1)) + little(UInt16(8)) + little(UInt64.max - 8)
            $0.offset = .max
        }
        #expect(try refusal(RawArchive([far]).bytes) == .overlap)
    }

    @Test("100,000 entries are refused, told by the end record or not")
    func entries() throws {
        let header = Entry("d/")
        let names = (0..<100_000).map { String(format: "%05d/", $0) }
        let archive = RawArchive(
            names.map { name in
                header.with {
                    $0.name = Array(name.utf8)
                    $0.localName = $0.name
                }
            })
        let bytes = archive.bytes
        // The plain record's number of entries has 16 bits: it says 34,464.
        #expect(try refusal(bytes) == .tooManyEntries)
        var lying = archive
        lying.count = 10_000
        #expect(try refusal(lying.bytes) == .endRecord)
        lying.entries.removeLast(90_000)
        #expect(try refusal(lying.bytes) == nil)
    }

    @Test("Numbers of entries and places of the directory that no file can hold are refused")
    func zip64() throws {
        var archive = RawArchive([Entry("a")])
        archive.isZip64 = true
        let bytes = archive.bytes
        let record = bytes.count - 22 - 20 - 56
        for (place, number, expected): (Int, UInt64, ZipError.Rule) in [
            (24, .max, .tooManyEntries), (24, 1 << 40, .tooManyEntries), (40, .max, .truncated),
            (48, .max, .truncated), (40, 1 << 63, .truncated), (48, UInt64(Int64.max), .truncated),
        ] {
            var bad = bytes
            let ends = place == 24 ? [24, 32] : [place]
            for end in ends { bad.replaceSubrange(record + end..<record + end + 8, with: little(number)) }
            #expect(try refusal(bad) == expected, "\(number) at \(place)")
        }
    }

    @Test("Entries that share one kernel, or quote each other's headers, are refused")
    func overlapping() throws {
        // Every directory header points at the one file there is (zblg, "full overlap").
        let kernel = rubbish("0", 60_000, size: 60_000)
        let full = (1..<100).map { number in
            kernel.with {
                $0.name = Array("\(number)".utf8)
                $0.offset = 0
            }
        }
        #expect(try refusal(overlapped([kernel] + full)) == .headersDisagree)
        let sameNames = (0..<100).map { _ in kernel.with { $0.offset = 0 } }
        #expect(try refusal(overlapped(sameNames)) == .namesEqual)
        #expect(try refusal(quoting(100)) == .overlap)
    }

    @Test("An archive that holds itself, file for file, unpacks one level and no more")
    func nested() throws {
        var bytes = RawArchive([Entry("0.zip", "0")]).bytes
        for _ in 0..<40 {
            let inner = bytes
            bytes =
                RawArchive([
                    Entry("0.zip").with {
                        $0.method = 0
                        $0.data = inner
                        $0.size = UInt32(inner.count)
                        $0.compressedSize = $0.size
                        $0.crc32 = crc(inner)
                    }
                ]).bytes
        }
        let scratch = try Scratch()
        let reader = try ZipReader(path: scratch.put(bytes))
        try reader.extract(into: scratch("out"))
        let found = FileManager.default.enumerator(atPath: scratch("out"))?.compactMap { $0 as? String }
        #expect(found == ["0.zip"])
    }

    @Test("Public bombs are refused when opened", .enabled(if: Corpus.isPresent))
    func publicBombs() throws {
        let bombs = try Corpus.table("INDEX.tsv").filter { $0[0].hasPrefix("zip/") && $0[1] == "bomb" }
        #expect(bombs.count > 2)
        for bomb in bombs {
            let path = "\(Corpus.folder)/\(bomb[0])"
            #expect(try rule { _ = try ZipReader(path: path) } != nil, "\(bomb[0])")
        }
    }

    /// One local header with its data, then a directory of all `entries`.
    private func overlapped(_ entries: [Entry]) -> [UInt8] {
        let body = RawArchive([entries[0]]).bytes
        let start = 30 + entries[0].name.count + entries[0].data.count
        let whole = RawArchive(entries).bytes
        let parts = entries.map { 30 + $0.localName.count + $0.data.count }.reduce(0, +)
        var end = Array(whole.suffix(22))
        end.replaceSubrange(16..<20, with: little(UInt32(start)))
        return Array(body.prefix(start)) + whole[parts..<whole.count - 22] + end
    }

    /// Entries of which each takes the headers of all later ones for stored blocks of its own data (Fifield 2019,
    /// "A better zip bomb"), down to a kernel that they all deliver.
    private func quoting(_ count: Int) -> [UInt8] {
        let kernel = deflated([UInt8](repeating: 7, count: 60_000))
        var tail = RawArchive([Entry("k")]).entries[0].with {
            $0.data = kernel
            $0.compressedSize = UInt32(kernel.count)
            $0.size = 60_000
        }
        var chain: [Entry] = [tail]
        for number in 1..<count {
            let whole = RawArchive([tail]).bytes
            let header = whole.prefix(30 + tail.name.count)
            let length = UInt16(header.count)
            let quote = [0] + little(length) + little(~length) + header
            tail = Entry("\(number)").with {
                $0.data = quote + tail.data
                $0.compressedSize = UInt32($0.data.count)
                $0.size = tail.size + UInt32(header.count)
            }
            chain.append(tail)
        }
        let outer = chain[chain.count - 1]
        var offset = 0
        let placed = chain.reversed().map { entry -> Entry in
            defer { offset += 30 + entry.name.count + 5 }
            return entry.with { $0.offset = UInt32(offset) }
        }
        let whole = RawArchive(placed).bytes
        let parts = placed.map { 30 + $0.localName.count + $0.data.count }.reduce(0, +)
        let start = 30 + outer.name.count + outer.data.count
        var end = Array(whole.suffix(22))
        end.replaceSubrange(16..<20, with: little(UInt32(start)))
        return Array(whole.prefix(start)) + whole[parts..<whole.count - 22] + end
    }
}

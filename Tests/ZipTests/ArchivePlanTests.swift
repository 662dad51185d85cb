import Foundation
import Testing

@testable import Zip

private let day = (year: 2026, month: 3, day: 1)

private let kit = [
    item("Thông tư 01-2026.txt", "nội dung thông tư"),
    item("b/Phụ lục Đ.txt", String(repeating: "dài ", count: 9000)),
    item("a.txt", "a"), item("trống.txt", ""),
]

/// One test of this program, run again in a process of its own.
private enum Child {
    static let variable = "ZIP_TESTS_CHILD_OUTPUT"
    static let output = ProcessInfo.processInfo.environment[variable]

    static func run(_ test: String, _ environment: [String: String], umask: String) throws {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let script = "umask \(umask); exec \"$0\" --testing-library swift-testing --filter \(test)"
        let result = try #require(try ZipTests.run(["sh", "-c", script, program], environment: environment))
        #expect(result.status == 0, "\(result.output)")
    }
}

struct ArchivePlanTests {
    @Test func entriesKeepTheirOrderAndContents() throws {
        let scratch = try Scratch()
        try ArchivePlan(kit, stamp: day).write(to: scratch("kit.zip"))
        let reader = try ZipReader(path: scratch("kit.zip"))
        #expect(reader.entries.map(\.name) == kit.map(\.name))
        #expect(reader.entries.map(\.size) == kit.map(\.size))
        #expect(try reader.bytes(of: reader.entries[0]) == Array("nội dung thông tư".utf8))
        #expect(try reader.bytes(of: reader.entries[3]) == [])
        #expect(try scratch.names() == ["kit.zip"])
    }

    @Test func headersCarryNoonThePlainModeAndNoExtraFields() throws {
        let scratch = try Scratch()
        try ArchivePlan([item("Đ.txt", "text")], stamp: day).write(to: scratch("kit.zip"))
        let bytes = Bytes(try contents(scratch("kit.zip")))
        let central = bytes.count - 22 - 46 - 6
        #expect(bytes.u32(central) == Signature.central)
        #expect(bytes.raw[central + 5] == 3)
        #expect(bytes.u16(central + 8) & 0x0808 == 0x0800)
        #expect(bytes.u16(central + 12) == 12 << 11)
        #expect(bytes.u16(central + 14) == 46 << 9 | 3 << 5 | 1)
        #expect(bytes.u16(central + 30) == 0 && bytes.u16(28) == 0)
        #expect(bytes.u32(central + 38) == 0o100644 << 16)
    }

    @Test func payloadsComeFromRangesOfFiles() throws {
        let scratch = try Scratch()
        let text = (0..<400_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
        let stream = deflated(text)
        let store = try scratch.put([1, 2, 3] + stream + [4, 5], "blob")
        let payload = ZipItem.Payload.deflated(path: store, offset: 3, length: UInt64(stream.count))
        let items = (0..<5).map {
            ZipItem(name: "\($0)", payload: payload, size: UInt64(text.count), crc32: crc(text))
        }
        try ArchivePlan(items, stamp: day).write(to: scratch("kit.zip"))
        let reader = try ZipReader(path: scratch("kit.zip"))
        for entry in reader.entries { #expect(try reader.bytes(of: entry) == text) }
    }

    @Test func theSameItemsGiveTheSameBytesWhateverTheSurroundings() throws {
        let scratch = try Scratch()
        try ArchivePlan(kit, stamp: day).write(to: scratch("own.zip"))
        let places = [
            ("Asia/Ho_Chi_Minh", "022"), ("America/St_Johns", "077"), ("Pacific/Kiritimati", "000"),
        ]
        for (zone, mask) in places {
            let settings = ["TZ": zone, "LC_ALL": "C", Child.variable: scratch("\(mask).zip")]
            try Child.run("aChildProcessWritesTheKit", settings, umask: mask)
            #expect(try contents(scratch("\(mask).zip")) == contents(scratch("own.zip")), "\(zone)")
        }
    }

    /// Run by the test before, as time zone, locale and umask belong to a process.
    @Test(.enabled(if: Child.output != nil)) func aChildProcessWritesTheKit() throws {
        try ArchivePlan(kit, stamp: day).write(to: #require(Child.output))
    }

    @Test(arguments: [["unzip", "-t"], ["7z", "t"], ["python3", "-m", "zipfile", "-t"]])
    func otherToolsFindItSound(tool: [String]) throws {
        let scratch = try Scratch()
        try ArchivePlan(kit, stamp: day).write(to: scratch("kit.zip"))
        guard let result = try run(tool + [scratch("kit.zip")]) else { return }
        #expect(result.status == 0, "\(result.output)")
    }

    @Test func otherToolsReadTheSameNamesAndBytes() throws {
        let scratch = try Scratch()
        try ArchivePlan(kit, stamp: day).write(to: scratch("kit.zip"))
        try ZipReader(path: scratch("kit.zip")).extract(into: scratch("own"))
        let tools = [
            "unzip": ["unzip", "-q", scratch("kit.zip"), "-d", scratch("unzip")],
            "7z": ["7z", "x", "-o\(scratch("7z"))", scratch("kit.zip")],
            "python3": ["python3", "-m", "zipfile", "-e", scratch("kit.zip"), scratch("python3")],
        ]
        for (tool, command) in tools {
            guard let result = try run(command, environment: ["LC_ALL": "C.UTF-8"]) else { continue }
            #expect(result.status == 0, "\(result.output)")
            let difference = try run(["diff", "-r", scratch("own"), scratch(tool)])
            #expect(difference?.status == 0, "\(tool): \(difference?.output ?? "")")
        }
    }

    @Test func whatAReaderWouldRefuseIsNotWritten() throws {
        let huge = ZipItem(name: "a", payload: .deflatedBytes([3, 0]), size: 300 << 20, crc32: 0)
        let bomb = ZipItem(name: "a", payload: .deflatedBytes([3, 0]), size: 100_000, crc32: 0)
        let nothing = ZipItem(name: "a", payload: .deflatedBytes([]), size: 0, crc32: 0)
        let cases: [([ZipItem], ZipError.Rule)] = [
            ([], .empty), ([item("../a", "")], .nameParent), ([item("a/", "")], .nameEmpty),
            ([item("a", ""), item("A", "")], .namesEqual), ([item("a", ""), item("a/b", "")], .namesEqual),
            ([huge], .fileTooLarge), ([bomb], .ratio), ([nothing], .sizeMismatch),
            ([item(String(repeating: "n", count: 70_000), "")], .nameTooLong),
            ((0...10_000).map { item("\($0)", "") }, .tooManyEntries),
        ]
        for (items, broken) in cases {
            let scratch = try Scratch()
            #expect(try rule { try ArchivePlan(items, stamp: day).write(to: scratch("kit.zip")) } == broken)
            #expect(try scratch.names() == [])
        }
        for stamp in [
            (year: 1979, month: 1, day: 1), (2026, 2, 29), (2026, 13, 1), (2108, 1, 1), (2026, 1, 0),
        ] {
            let scratch = try Scratch()
            #expect(try rule { try ArchivePlan(kit, stamp: stamp).write(to: scratch("k.zip")) } == .stamp)
        }
    }

    @Test func aFailureLeavesTheOldFileAndNothingElse() throws {
        let scratch = try Scratch()
        let old = try scratch.put([1, 2, 3], "kit.zip")
        let short = try scratch.put([1, 2, 3], "blob")
        let missing = ZipItem.Payload.deflated(path: scratch("none"), offset: 0, length: 5)
        let tooLong = ZipItem.Payload.deflated(path: short, offset: 1, length: 3)
        for (payload, broken) in [(missing, ZipError.Rule.io), (tooLong, .sizeMismatch)] {
            let items = kit + [ZipItem(name: "last", payload: payload, size: 1, crc32: 1)]
            do {
                try ArchivePlan(items, stamp: day).write(to: old)
                Issue.record("written")
            } catch let error as ZipError {
                #expect(error.rule == broken)
                #expect(error.entry == "last")
            }
            #expect(try contents(old) == [1, 2, 3])
            #expect(try scratch.names() == ["blob", "kit.zip"])
        }
        #expect(try rule { try ArchivePlan(kit, stamp: day).write(to: scratch("no/kit.zip")) } == .io)
        #expect(try rule { try ArchivePlan(kit, stamp: day).write(to: scratch.path) } == .io)
        #expect(try scratch.names() == ["blob", "kit.zip"])
    }

    @Test func anOldFileIsReplaced() throws {
        let scratch = try Scratch()
        let path = try scratch.put([1, 2, 3], "kit.zip")
        try ArchivePlan(kit, stamp: day).write(to: path)
        #expect(try ZipReader(path: path).entries.count == kit.count)
        #expect(try scratch.names() == ["kit.zip"])
    }

    @Test func theLargestNumberOfEntriesIsWrittenAndReadBack() throws {
        let scratch = try Scratch()
        try ArchivePlan((0..<10_000).map { item("f/\($0)", "") }, stamp: day).write(to: scratch("kit.zip"))
        #expect(try ZipReader(path: scratch("kit.zip")).entries.count == 10_000)
    }
}

/// Archives of our own, larger than what is taken from outside.
struct LargeArchivePlanTests {
    @Test func moreEntriesThanPlainZipCounts() throws {
        let scratch = try Scratch()
        let (text, count) = (item("x", "text"), 66_000)
        let items = (0..<count).map {
            ZipItem(name: "\($0 % 256)/\($0)", payload: text.payload, size: text.size, crc32: text.crc32)
        }
        #expect(
            try rule { try ArchivePlan(items, stamp: day).write(to: scratch("a.zip")) } == .tooManyEntries)
        try ArchivePlan(items, stamp: day, limits: .none).write(to: scratch("a.zip"))
        let reader = try ZipReader(path: scratch("a.zip"), limits: .none)
        #expect(reader.entries.count == count)
        #expect(try reader.bytes(of: reader.entries[count - 1]) == Array("text".utf8))
        #expect(try rule { _ = try ZipReader(path: scratch("a.zip")) } == .tooManyEntries)
        for command in [["unzip", "-tq"], ["7z", "t"], ["python3", "-m", "zipfile", "-t"]] {
            guard let result = try run(command + [scratch("a.zip")]) else { continue }
            #expect(result.status == 0, "\(command): \(result.output.suffix(300))")
        }
    }

    @Test func storedFilesLieAsTheyAre() throws {
        let scratch = try Scratch()
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
        let file = try scratch.put(bytes, "plain")
        let stored = ZipItem(
            name: "b.bin", payload: .stored(path: file, length: UInt64(bytes.count)),
            size: UInt64(bytes.count),
            crc32: crc(bytes))
        try ArchivePlan([item("a.txt", "a"), stored], stamp: day).write(to: scratch("a.zip"), mode: 0o600)
        let reader = try ZipReader(path: scratch("a.zip"))
        let entry = reader.entries[1]
        #expect(!entry.isDeflated && entry.crc32 == crc(bytes) && entry.compressedSize == entry.size)
        #expect(try reader.bytes(of: entry) == bytes)
        var raw: [UInt8] = []
        try reader.readRaw(entry) { raw += $0 }
        #expect(raw == bytes)
        let mode = try FileManager.default.attributesOfItem(atPath: scratch("a.zip"))[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test func whoFinishesDecidesWhetherItTakesItsPlace() throws {
        let scratch = try Scratch()
        var seen: [UInt8] = []
        let plan = try ArchivePlan(kit, stamp: day)
        try plan.write(
            to: scratch("a.zip"), piece: { seen += $0 },
            finish: { draft, place in
                #expect(try ZipReader(path: draft).entries.count == kit.count)
                #expect(try scratch.names() == [(draft as NSString).lastPathComponent])
                try place()
            })
        #expect(try seen == contents(scratch("a.zip")))
        #expect(try scratch.names() == ["a.zip"])
        struct Refusal: Error {}
        #expect(throws: Refusal.self) {
            try plan.write(to: scratch("b.zip"), finish: { _, _ in throw Refusal() })
        }
        try plan.write(to: scratch("b.zip"), finish: { _, _ in })
        #expect(try scratch.names() == ["a.zip"])
    }
}

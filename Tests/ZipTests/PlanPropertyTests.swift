import Foundation
import TestSupport
import Testing

@testable import Zip

/// Plans against the plain writer, on archives made by chance.
struct PlanPropertyTests {
    private static let day = (year: 2025, month: 11, day: 5)

    @Test(arguments: 1...40)
    func aPlanIsByteForByteWhatThePlainWriterWrites(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let scratch = try Scratch()
        let items = try Self.made(Int.random(in: 1...30, using: &random), "a", scratch, &random)
        let plain = try PlainWriter.archive(items, stamp: Self.day)
        let plan = try ArchivePlan(items, stamp: Self.day)
        #expect(try plan.bytes() == plain)
        #expect(plan.length == UInt64(plain.count))
        try plan.write(to: scratch("kit.zip"), isDurable: false)
        #expect(try contents(scratch("kit.zip")) == plain)
    }

    @Test(arguments: 1...40)
    func appendingGivesWhatLayingOutEverythingAnewGives(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let scratch = try Scratch()
        let shared = try Self.made(Int.random(in: 1...20, using: &random), "a", scratch, &random)
        let own = try Self.made(Int.random(in: 0...5, using: &random), "b", scratch, &random).filter {
            !$0.isStored
        }
        let base = try ArchivePlan(shared, stamp: Self.day)
        let plain = try PlainWriter.archive(shared + own, stamp: Self.day)
        #expect(try base.appending(own).bytes() == plain)
        #expect(try ArchivePlan(shared + own, stamp: Self.day).bytes() == plain)
        let (first, rest) = (Array(own.prefix(1)), Array(own.dropFirst()))
        #expect(try base.appending(first).appending(rest).bytes() == plain)
        #expect(try base.bytes().prefix(Int(base.directoryStart)) == plain.prefix(Int(base.directoryStart)))
    }

    @Test(arguments: 1...10)
    func anyRangeIsThatRangeOfTheWhole(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let scratch = try Scratch()
        let items = try Self.made(12, "a", scratch, &random)
        let plan = try ArchivePlan(items, stamp: Self.day)
        let whole = try PlainWriter.archive(items, stamp: Self.day)
        for _ in 0..<200 {
            let start = Int.random(in: 0...whole.count + 10, using: &random)
            let count = Int.random(in: 0...(Bool.random(using: &random) ? 40 : whole.count), using: &random)
            let wanted = whole.dropFirst(start).prefix(count)
            var seen: [UInt8] = []
            try plan.forEachPiece(in: UInt64(start)..<UInt64(start + count)) { seen += $0 }
            #expect(seen.elementsEqual(wanted))
            let read = try [UInt8](
                unsafeUninitializedCapacity: count
            ) { buffer, filled in
                filled = try plan.read(at: UInt64(start), into: UnsafeMutableRawBufferPointer(buffer))
            }
            #expect(read.elementsEqual(wanted))
        }
    }

    @Test func piecesLieOnMultiplesOfTheirLength() throws {
        let scratch = try Scratch()
        let bytes = [UInt8](repeating: 7, count: 5 << 19)
        let path = try scratch.put(bytes, "blob")
        let stored = ZipItem(
            name: "a", payload: .stored(path: path, length: UInt64(bytes.count)), size: UInt64(bytes.count),
            crc32: crc(bytes))
        let plan = try ArchivePlan([stored], stamp: Self.day)
        var lengths: [Int] = []
        try plan.forEachPiece(in: 1000..<plan.length) { lengths.append($0.count) }
        #expect(lengths.first == ArchivePlan.pieceLength - 1000)
        #expect(lengths.dropFirst().dropLast().allSatisfy { $0 == ArchivePlan.pieceLength })
        #expect(lengths.reduce(0, +) == Int(plan.length) - 1000)
    }

    @Test func whatAReaderWouldRefuseIsNotAppended() throws {
        let base = try ArchivePlan([item("a/Đ.txt", "một")], stamp: Self.day)
        for (name, broken) in [
            ("A/đ.txt", ZipError.Rule.namesEqual), ("a", .namesEqual), ("../x", .nameParent),
            ("", .nameEmpty),
        ] {
            #expect(try rule { _ = try base.appending([item(name, "hai")]) } == broken, "\(name)")
        }
        let huge = ZipItem(name: "b", payload: .deflatedBytes([3, 0]), size: 300 << 20, crc32: 0)
        #expect(try rule { _ = try base.appending([huge]) } == .fileTooLarge)
        #expect(try base.appending([]).bytes() == base.bytes())
        let many = try ArchivePlan((0..<65_000).map { item("\($0)", "") }, stamp: Self.day, limits: .none)
        let more = (0..<600).map { item("x\($0)", "") }
        #expect(try rule { _ = try many.appending(more) } == .archiveTooLarge)
    }

    @Test func aFileThatWentOrShrankIsToldByItsEntry() throws {
        let scratch = try Scratch()
        let path = try scratch.put(deflated(Array("nội dung".utf8)), "blob")
        let length = UInt64(try contents(path).count)
        let lost = ZipItem(
            name: "mất.txt", payload: .deflated(path: path, offset: 0, length: length), size: 10, crc32: 0)
        let plan = try ArchivePlan([item("a.txt", "a"), lost], stamp: Self.day)
        for broken in [ZipError.Rule.sizeMismatch, .io] {
            if broken == .io { unlink(path) } else { _ = try scratch.put([1, 2], "blob") }
            do {
                _ = try plan.bytes()
                Issue.record("read")
            } catch let error as ZipError {
                #expect(error.rule == broken && error.entry == "mất.txt")
            }
        }
    }

    /// Entries with names of all kinds, their bytes in memory, in files, or kept as they are.
    private static func made(
        _ count: Int, _ mark: String, _ scratch: Scratch, _ random: inout SplitMix
    ) throws -> [ZipItem] {
        try (0..<count).map { number in
            let bytes = (0..<Int.random(in: 0...20_000, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let name = ["plain/\(mark)\(number).txt", "Thư mục/Đợt \(mark)\(number).txt"].randomElement(
                using: &random)!
            let packed = deflated(bytes)
            let payload: ZipItem.Payload
            switch Int.random(in: 0...2, using: &random) {
            case 0: payload = .deflatedBytes(packed)
            case 1 where !bytes.isEmpty:
                let path = try scratch.put(bytes, "\(mark)\(number)")
                payload = .stored(path: path, length: UInt64(bytes.count))
            default:
                let path = try scratch.put([9, 9] + packed + [9], "\(mark)\(number)")
                payload = .deflated(path: path, offset: 2, length: UInt64(packed.count))
            }
            return ZipItem(name: name, payload: payload, size: UInt64(bytes.count), crc32: crc(bytes))
        }
    }
}

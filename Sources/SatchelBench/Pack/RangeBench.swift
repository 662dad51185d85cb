import Foundation
import SatchelCore
import Zip

/// Whether any range of a kit, read from its plan, is that range of the whole file.
enum RangeBench {
    private static let ranges = 10_000

    static func figure(_ pack: PackOffice) throws -> Figure {
        Console.progress("reading \(ranges) ranges")
        var random = SteadyRandom(seed: 17)
        let kits = try SampleKits(pack).all
        var differing = 0
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4 << 20, alignment: 16)
        defer { buffer.deallocate() }
        for (place, kit) in kits.enumerated() {
            let path = "\(pack.folder)/range-\(place).zip"
            try kit.plan.write(to: path, isDurable: false)
            let whole = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
            // As many of each, the first kits one more where it does not come out even.
            for number in stride(from: place, to: ranges, by: kits.count) {
                let range = range(number, of: kit.plan, &random)
                let isSame =
                    number % 2 == 0
                    ? try isRead(range, of: kit.plan, as: whole, buffer)
                    : try isHandedOver(range, of: kit.plan, as: whole)
                if !isSame { differing += 1 }
            }
            try FileManager.default.removeItem(atPath: path)
        }
        return Figure(
            "10,000 random ranges of a kit, an update and a personal kit that differ from the file",
            Double(differing), "", goal: 0)
    }

    /// A range anywhere, or about a border of segments, or at an end, or past it, or empty; to 3 MiB long.
    private static func range(
        _ number: Int, of plan: ArchivePlan, _ random: inout SteadyRandom
    ) -> Range<UInt64> {
        let longest: UInt64 = [0, 1, 30, 300, 4_096, 70_000, 3 << 20][number / 6 % 7]
        let length = longest == 0 ? 0 : UInt64.random(in: 1...longest, using: &random)
        let start: UInt64
        switch number / 42 % 4 {
        case 0: start = UInt64.random(in: 0..<plan.length, using: &random)
        case 1:
            let border = border(of: plan, &random)
            start = border - min(length / 2, border)
        case 2: start = 0
        default: start = plan.length - min(length, plan.length) + UInt64.random(in: 0...2, using: &random)
        }
        return start..<start + length
    }

    private static func border(of plan: ArchivePlan, _ random: inout SteadyRandom) -> UInt64 {
        let count = Int.random(in: plan.segments.count / 2...plan.segments.count, using: &random)
        return plan.segments.prefix(count).reduce(0) { sum, segment in
            switch segment {
            case .bytes(let bytes): sum + UInt64(bytes.count)
            case .file(_, _, let length, _), .made(let length, _, _): sum + length
            }
        }
    }

    private static func isRead(
        _ range: Range<UInt64>, of plan: ArchivePlan, as whole: Data, _ buffer: UnsafeMutableRawBufferPointer
    ) throws -> Bool {
        let space = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(range.count))
        let count = try plan.read(at: range.lowerBound, into: space)
        return isSame(UnsafeRawBufferPointer(rebasing: space.prefix(count)), clamped(range, to: whole), whole)
    }

    private static func isHandedOver(
        _ range: Range<UInt64>, of plan: ArchivePlan, as whole: Data
    ) throws -> Bool {
        let wanted = clamped(range, to: whole)
        var isSame = true
        var offset = wanted.lowerBound
        try plan.forEachPiece(in: range) { piece in
            let part = offset..<offset + piece.count
            isSame = isSame && part.upperBound <= wanted.upperBound && RangeBench.isSame(piece, part, whole)
            offset = part.upperBound
        }
        return isSame && offset == wanted.upperBound
    }

    private static func isSame(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ whole: Data) -> Bool {
        guard bytes.count == range.count else { return false }
        guard let read = bytes.baseAddress, !range.isEmpty else { return true }
        return whole.withUnsafeBytes {
            $0.baseAddress.map { memcmp($0 + range.lowerBound, read, range.count) }
        } == 0
    }

    /// What of a range is in the file.
    private static func clamped(_ range: Range<UInt64>, to whole: Data) -> Range<Int> {
        let end = UInt64(whole.count)
        return Int(min(range.lowerBound, end))..<Int(min(range.upperBound, end))
    }
}

import Foundation
import SatchelCore
import Zip

/// How much memory building a kit takes above that of a process that only opens the office; and refusing a bomb.
enum PackMemory {
    private static let runs = 5

    static func figures(_ pack: PackOffice) throws -> [Figure] {
        let large = "\(pack.folder)/large"
        Console.progress("filling a kit of 60 documents, 480 MB")
        try child(["child-fill", large, "24"])
        Console.progress("building kits of 65 and 480 MB, \(runs) times each")
        let small = try above(pack.place, PackOffice.slug, pack.folder)
        let big = try above(large, LargeKit.slug, pack.folder)
        try FileManager.default.removeItem(atPath: large)
        return [
            Figure("memory above idle, building a kit of 65 MB", small, "MB", goal: 24),
            Figure("memory above idle, building a kit of 480 MB", big, "MB", goal: 24),
        ]
    }

    /// Opens an office and asks it for its kits.
    static func open(_ folder: String) throws {
        _ = try Office.open(at: folder).register.kits()
    }

    /// Megabytes the largest of some builds took more than opening the office.
    private static func above(_ office: String, _ kit: String, _ folder: String) throws -> Double {
        let out = "\(folder)/memory.zip"
        var idle: [Double] = []
        var building: [Double] = []
        for _ in 0..<runs {
            idle.append(try child(["child-open", office]))
            building.append(try child(["child-build", office, kit, out]))
            try FileManager.default.removeItem(atPath: out)
        }
        return (building.max() ?? .nan) - Timing.median(idle)
    }

    /// Runs this program and gives the most memory it held, in megabytes.
    @discardableResult
    private static func child(_ arguments: [String]) throws -> Double {
        let end = try Child.run(Child.ownPath, arguments)
        if end.status != 0 { throw BenchError.failed(arguments[0], end.status) }
        return Double(end.peakKiB) * 1024 / 1_000_000
    }
}

/// How soon `satchel verify` refuses an archive that would unpack to very much, and with how little memory.
enum BombBench {
    private static let runs = 11

    static func figures(_ folder: String) throws -> [Figure] {
        let satchel = "\(Child.ownFolder)/satchel"
        let names = ("refusing a bomb, `satchel verify`, whole process", "memory above idle, refusing it")
        guard FileManager.default.isExecutableFile(atPath: satchel) else {
            return [Figure(names.0, nil, "ms", goal: 50), Figure(names.1, nil, "MB", goal: 32)]
        }
        let bomb = "\(folder)/bomb.zip"
        try write(to: bomb)
        var times: [Double] = []
        var idle: [Double] = []
        var peaks: [Double] = []
        for run in 0...runs {
            idle.append(Double(try Child.run(satchel, ["verify", "--help"]).peakKiB))
            var end: Child.End?
            let time = try Timing.milliseconds {
                end = try Child.run(satchel, ["verify", bomb], isQuiet: true)
            }
            guard let end, end.status == 4 else {
                throw BenchError.failed("refusing the bomb", end?.status ?? -1)
            }
            if run == 0 { continue }
            times.append(time)
            peaks.append(Double(end.peakKiB))
        }
        let above = ((peaks.max() ?? .nan) - Timing.median(idle)) * 1024 / 1_000_000
        return [
            Figure(names.0, Timing.median(times), "ms", goal: 50),
            Figure(names.1, max(above, 0), "MB", goal: 32),
        ]
    }

    /// Writes 600 files of 1 MiB, 600 MiB in all, that take a thousandth of that in the archive.
    private static func write(to path: String) throws {
        let zeros = try BlobStore.item(named: "0", [UInt8](repeating: 0, count: 1 << 20))
        let items = (1...600).map { number in
            ZipItem(
                name: "Cặp/\(number).pdf", payload: zeros.payload, size: zeros.size, crc32: zeros.crc32)
        }
        let stamp = (year: 2025, month: 1, day: 6)
        try ArchivePlan(items, stamp: stamp, limits: .none).write(to: path, isDurable: false)
    }
}

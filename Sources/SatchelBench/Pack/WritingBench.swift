import Foundation
import SatchelCore
import Zip

/// How long writing a kit takes, against copying it and against packing the same files with other programs.
///
/// Ours is measured in this process, from asking the register for the newest edition to the file closed; the others
/// as whole processes. Runs alternate; ratios are the median of those of neighbours, or of the medians where ours runs
/// before each of several others. The first round is not counted.
struct WritingBench {
    private static let copies = 21
    private static let packings = 5
    private let pack: PackOffice
    private let office: Office
    /// The finished archive, and what it unpacks to.
    private let archive: String
    private let files: String

    /// Writes what is copied, and unpacks it for what is packed.
    init(_ pack: PackOffice) throws {
        self.pack = pack
        office = try pack.open()
        archive = "\(pack.folder)/kit.zip"
        files = "\(pack.folder)/kit"
        try WritingBench.write(office, to: archive, isDurable: true)
        try ZipReader(path: archive).extract(into: files)
    }

    func figures() throws -> [Figure] {
        try copying() + packing() + durable()
    }

    private static func write(_ office: Office, to path: String, isDurable: Bool) throws {
        let archive = try office.archive(of: try office.register.edition(of: PackOffice.slug))
        if isDurable {
            try archive.write(to: path)
        } else {
            try archive.plan.write(to: path, isDurable: false)
        }
    }

    /// Times of rounds in which contenders take turns, each to a new file; nil for one that cannot run.
    private func rounds(
        _ count: Int, _ contenders: [(_ out: String) throws -> Bool]
    ) throws -> [[Double]?] {
        var times: [[Double]?] = contenders.map { _ in [] }
        let out = "\(pack.folder)/out.zip"
        for round in 0...count {
            for (place, contender) in contenders.enumerated() where times[place] != nil {
                var isDone = false
                let time = try Timing.milliseconds { isDone = try contender(out) }
                try? FileManager.default.removeItem(atPath: out)
                if !isDone { times[place] = nil } else if round > 0 { times[place]?.append(time) }
            }
        }
        return times
    }

    /// The median over rounds of one contender's time by another's.
    private func ratio(_ ours: [Double]?, _ theirs: [Double]?) -> Double? {
        guard let ours, let theirs else { return nil }
        return Timing.median(zip(ours, theirs).map { $0 / $1 })
    }

    private func copying() throws -> [Figure] {
        Console.progress("assembling and copying, \(WritingBench.copies) times each")
        try quiet()
        let times = try rounds(
            WritingBench.copies,
            [
                { out in
                    try WritingBench.write(office, to: out, isDurable: false)
                    return true
                },
                { out in try run("cp", [archive, out]) },
            ])
        let size = try FileManager.default.attributesOfItem(atPath: archive)[.size] as? Double
        return [
            Figure("assembling an issued kit, against `cp` of it", ratio(times[0], times[1]), "×", goal: 1.1),
            Figure("  the kit", size.map { $0 / 1_000_000 }, "MB"),
            Figure("  assembling it, in process, not synced", times[0].map(Timing.median), "ms"),
            Figure("  `cp`, the process", times[1].map(Timing.median), "ms"),
        ]
    }

    private func packing() throws -> [Figure] {
        Console.progress("packing with zip, 7z and Python, \(WritingBench.packings) times each")
        try quiet()
        // Ours before each of the others, so that it meets the disk as they do.
        let ours = { (out: String) in
            try WritingBench.write(office, to: out, isDurable: false)
            return true
        }
        let times = try rounds(
            WritingBench.packings,
            [
                ours, { out in try run("zip", ["-q", "-r", out, files]) },
                ours, { out in try run("7z", ["a", "-tzip", out, files]) },
                ours, { out in try run("python3", ["-m", "zipfile", "-c", out, files]) },
            ])
        let programs: [(name: String, goal: Double?)] = [
            ("`zip -r`", 60), ("`7z a -tzip`", 35), ("Python's `zipfile`", nil),
        ]
        let our = Timing.median([0, 2, 4].flatMap { times[$0] ?? [] })
        let faster = programs.enumerated().map { place, program in
            Figure(
                "as many times faster than \(program.name)",
                times[2 * place + 1].map { Timing.median($0) / our }, "×", goal: program.goal, .least)
        }
        return faster
            + programs.enumerated().map { place, program in
                Figure("  \(program.name)", times[2 * place + 1].map(Timing.median), "ms")
            }
    }

    private func durable() throws -> [Figure] {
        Console.progress("writing durably, \(WritingBench.copies) times each")
        try quiet()
        let satchel = "\(Child.ownFolder)/satchel"
        let building = ["kit", "build", PackOffice.slug, "--data", pack.place, "--output"]
        let times = try rounds(
            WritingBench.copies,
            [
                { out in
                    try WritingBench.write(office, to: out, isDurable: true)
                    return true
                },
                { out in try run("cp", [archive, out]) && run("sync", ["-d", out]) },
                { out in try run(satchel, building + [out]) },
                { out in
                    let archive = try office.archive(of: try office.register.edition(of: PackOffice.slug))
                    try archive.plan.write(to: out)
                    return true
                },
            ])
        return [
            Figure("durable, against `cp` and `sync -d`", ratio(times[3], times[1]), "×", goal: 1),
            Figure("  durable, in process", times[3].map(Timing.median), "ms"),
            Figure(
                "  and its sha256 checked meanwhile, as `kit build` does, against `cp` and `sync -d`",
                ratio(times[0], times[1]), "×"),
            Figure("  durable and checked, in process", times[0].map(Timing.median), "ms"),
            Figure("  `cp` and `sync -d`, the processes", times[1].map(Timing.median), "ms"),
            Figure("  `satchel kit build`, the process", times[2].map(Timing.median), "ms"),
        ]
    }

    /// Lets what was written before get to the disk.
    private func quiet() throws { _ = try Child.run("sync", ["-f", pack.folder]) }

    /// Whether the program is there; one that fails throws.
    private func run(_ program: String, _ arguments: [String]) throws -> Bool {
        guard Child.exists(program) else { return false }
        let end = try Child.run(program, arguments)
        if end.status != 0 { throw BenchError.failed(program, end.status) }
        return true
    }
}

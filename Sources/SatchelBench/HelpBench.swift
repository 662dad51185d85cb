import Foundation

/// How long `satchel --help` takes, process and all.
enum HelpBench {
    static func figures() throws -> [Figure] {
        let satchel = "\(Child.ownFolder)/satchel"
        let runs = 25
        guard FileManager.default.isExecutableFile(atPath: satchel) else {
            return [Figure("satchel --help, whole process", nil, "ms", goal: 30)]
        }
        Console.progress("satchel --help, \(runs) times")
        let times = try (0..<runs).map { _ in
            try Timing.milliseconds {
                let end = try Child.run(satchel, ["--help"])
                if end.status != 0 { throw BenchError.failed("satchel --help", end.status) }
            }
        }
        return [Figure("satchel --help, whole process", Timing.median(times), "ms", goal: 30)]
    }
}

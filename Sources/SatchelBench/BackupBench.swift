import Foundation
import SatchelCore

/// How long backing up a folder of 1 GB takes, as a multiple of copying it.
enum BackupBench {
    private static let runs = 7
    private static let documents = 500

    static func figures() throws -> [Figure] {
        let folder = try TemporaryFolder()
        let place = "\(folder.path)/office"
        Console.progress("filling an office of 1 GB")
        let office = try fill(at: place)
        Console.progress("copying and backing it up, \(runs) times each")
        var copying: [Double] = []
        var durable: [Double] = []
        var backing: [Double] = []
        var incremental: [Double] = []
        // The first round is not counted: it brings the folder into the page cache.
        for run in 0...runs {
            let (copy, file, next) = ("\(folder.path)/copy", "\(folder.path)/a.zip", "\(folder.path)/b.zip")
            let times = (
                try Timing.milliseconds { _ = try Child.run("cp", ["-a", place, copy]) },
                try Timing.milliseconds { try office.backUp(to: file, by: clerk) },
                try Timing.milliseconds { try office.backUp(to: next, since: file, by: clerk) },
                // Like with like: a copy that is on disk as well.
                try Timing.milliseconds {
                    _ = try Child.run("cp", ["-a", place, "\(copy)-synced"])
                    _ = try Child.run("sync", ["-f", "\(copy)-synced"])
                }
            )
            for path in [copy, "\(copy)-synced", file, next] {
                try FileManager.default.removeItem(atPath: path)
            }
            if run == 0 { continue }
            copying.append(times.0)
            backing.append(times.1)
            incremental.append(times.2)
            durable.append(times.3)
        }
        let (verifying, restoring) = try checked(office, in: folder.path)
        let ratio = Timing.median(zip(backing, copying).map { $0 / $1 })
        return [
            Figure("backup of 1 GB, as a multiple of cp -a", ratio, "×", goal: 1.5),
            Figure(
                "  the same, as a multiple of cp -a and sync",
                Timing.median(zip(backing, durable).map { $0 / $1 }), "×"),
            Figure("  backup of 1 GB, durable on disk", Timing.median(backing), "ms"),
            Figure("  cp -a of the same folder", Timing.median(copying), "ms"),
            Figure("  incremental backup with nothing new", Timing.median(incremental), "ms"),
            Figure("  backup of 1 GB with --verify", verifying, "ms"),
            Figure("  restoring it, every byte checked, durable on disk", restoring, "ms"),
        ]
    }

    /// How long it takes with every file checked: backing up, and restoring into a new folder.
    private static func checked(_ office: Office, in folder: String) throws -> (Double, Double) {
        let (file, place) = ("\(folder)/v.zip", "\(folder)/restored")
        let verifying = try Timing.milliseconds { try office.backUp(to: file, verifying: true, by: clerk) }
        let restoring = try Timing.milliseconds { try Restore(file).run(into: place) }
        return (verifying, restoring)
    }

    /// Makes an office with 500 documents of 2 MB that no compression shrinks.
    private static func fill(at folder: String) throws -> Office {
        let clock = SetClock()
        guard let day = Day("2025-01-06") else { throw BenchError.unexpected("no such day") }
        clock.move(to: day)
        let office = try Office.create(at: folder, time: clock.time)
        let content = BenchKit(slug: "bench-backup", documents: documents)
        try content.addBodyAndBranches(100, to: office, from: day)
        var random = SteadyRandom(seed: 11)
        for number in 1...documents {
            try content.add(document: number, issued: day, file: random.bytes(2_000_000), to: office)
        }
        return office
    }
}

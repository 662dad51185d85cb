import Foundation
import SatchelCore

/// How much memory building a kit with large files takes.
enum LargeKit {
    static let slug = "bench-large"

    static func figures() throws -> [Figure] {
        let folder = try TemporaryFolder()
        let office = "\(folder.path)/office"
        Console.progress("filling a kit of 60 documents, 240 MB")
        let filled = try Child.run(Child.ownPath, ["child-fill", office, "12"])
        if filled.status != 0 { throw BenchError.failed("filling the large kit", filled.status) }
        Console.progress("building it, 5 times")
        let peaks = try (0..<5).map { run in
            let out = "\(folder.path)/\(run).zip"
            let end = try Child.run(Child.ownPath, ["child-build", office, slug, out])
            if end.status != 0 { throw BenchError.failed("building the large kit", end.status) }
            try FileManager.default.removeItem(atPath: out)
            return Double(end.peakKiB) / 1024
        }
        return [Figure("peak memory, building a kit of 240 MB", peaks.max(), "MiB", goal: 64)]
    }

    /// Makes an office with one issued edition: 60 documents, some of them 20 MB that no compression shrinks.
    static func fill(at folder: String, large: Int) throws {
        let clock = SetClock()
        guard let day = Day("2025-01-06") else { throw BenchError.unexpected("no such day") }
        clock.move(to: day)
        let office = try Office.create(at: folder, settings: onePerson, time: clock.time)
        let content = BenchKit(slug: slug, documents: 60)
        try content.addBodyAndBranches(10, to: office, from: day)
        var random = SteadyRandom(seed: 7)
        for number in 1...60 {
            let bytes = random.bytes(number <= large ? 20_000_000 : 4_000)
            try content.add(document: number, issued: day, file: bytes, to: office)
        }
        try office.register.define(kit: content.yaml, file: "kit.yaml", by: clerk)
        _ = try office.register.issue(kit: slug, on: day, due: nil, office: office, by: clerk)
    }

    /// Builds the newest edition of a kit.
    static func build(at folder: String, kit: String, to out: String) throws {
        let office = try Office.open(at: folder)
        try office.archive(of: try office.register.edition(of: kit)).write(to: out)
    }
}

import Foundation
import SatchelCore
import Zip

/// How kits are packed, against the programs that pack otherwise: all in one run, on the same documents and disk.
enum PackBench {
    /// The figures in the order in which they are told.
    static func all() throws -> [() throws -> [Figure]] {
        let folder = try TemporaryFolder()
        let pack = PackOffice(folder: folder.path)
        var early: [Figure] = []
        var (before, after) = (0.0, 0.0)
        return [
            {
                // Memory is measured first: the children's peak counts from what this process holds when it
                // starts them. It is told after what it is read with.
                Console.progress("filling an office with the corpus")
                let filled = try Child.run(Child.ownPath, ["child-fill-pack", pack.folder])
                if filled.status != 0 { throw BenchError.failed("filling the office", filled.status) }
                early = try PackMemory.figures(pack) + BombBench.figures(pack.folder)
                before = try pack.size()
                try pack.issueSecond()
                after = try pack.size()
                return []
            },
            { try WritingBench(pack).figures() },
            { try [LayoutBench.figure(pack)] + early.prefix(2) },
            { try PersonalBench(pack: pack, before: before, after: after).figures() },
            { try IngestBench.figures(pack) },
            { try [RangeBench.figure(pack)] + early.dropFirst(2) },
            {
                let figures = [try InteropBench.figure(pack)]
                withExtendedLifetime(folder) {}
                return figures
            },
        ]
    }
}

/// How long laying out an archive takes, every name checked.
enum LayoutBench {
    static func figure(_ pack: PackOffice) throws -> Figure {
        Console.progress("laying out")
        let office = try pack.open()
        let edition = try office.register.edition(of: PackOffice.slug)
        let items = try office.register.items(of: edition).compactMap { item -> ZipItem? in
            guard let path = item.path, let blob = item.blob else { return nil }
            return try office.store.item(named: "\(edition.folder)/\(path)", blob)
        }
        let stamp = (year: 2025, month: 2, day: 3)
        let times = try (0..<301).map { _ in
            try Timing.milliseconds { _ = try ArchivePlan(items, stamp: stamp) }
        }
        let each = Timing.median(times) * 1000 / Double(items.count)
        return Figure("layout of a plan of \(items.count) entries, for each", each, "µs", goal: 5)
    }
}

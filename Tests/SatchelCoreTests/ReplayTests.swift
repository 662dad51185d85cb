import Foundation
import Synchronization
import TestSupport
import Testing

@testable import SatchelCore

/// Seeds in two lots, for two at a time; `SATCHEL_SEEDS=1-400` asks for others, for a longer run.
private let lots: [ClosedRange<UInt64>] = {
    let asked = (ProcessInfo.processInfo.environment["SATCHEL_SEEDS"] ?? "").split(separator: "-")
        .compactMap { UInt64($0) }
    guard asked.count == 2, asked[0] < asked[1] else { return [1...6, 7...12] }
    let middle = (asked[0] + asked[1]) / 2
    return [asked[0]...middle, (middle + 1)...asked[1]]
}()

/// What came about in the lots that are through.
private let seen = Mutex<(lots: Int, seeds: Int, kinds: Set<String>)>((0, 0, []))

@Suite("Replay")
struct ReplayTests {
    @Test(
        "Years of an office, whatever happens in it, are audited as a plain replay of them says",
        arguments: lots)
    func years(seeds: ClosedRange<UInt64>) throws {
        var kinds: Set<String> = []
        for seed in seeds {
            let story = try Story(seed)
            for _ in 0..<60 where !story.hasFailed { try story.act() }
            for _ in 0..<25 where !story.hasFailed { try story.sample() }
            if !story.hasFailed { try story.takeAllBack() }
            for _ in 0..<8 where !story.hasFailed { try story.sample(isNow: true) }
            kinds.formUnion(story.acts.flatMap(\.kinds))
        }
        // What is always refused would be compared with nothing.
        let missing = seen.withLock { seen in
            seen.lots += 1
            seen.seeds += seeds.count
            seen.kinds.formUnion(kinds)
            return seen.lots == lots.count && seen.seeds >= 12 ? Act.allKinds.subtracting(seen.kinds) : []
        }
        #expect(missing.isEmpty)
    }
}

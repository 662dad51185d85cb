import Foundation
import SatchelCore

/// A temporary folder for one run, gone with it.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = "\(NSTemporaryDirectory())/satchel-bench-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A clock that stands where the benchmark puts it, so that years of work can be recorded in a minute.
final class SetClock: @unchecked Sendable {
    private let lock = NSLock()
    private var instant = Instant(milliseconds: 0)

    /// Moves the clock to an hour of a day, in UTC.
    func move(to day: Day, hour: Int = 2) {
        lock.withLock { instant = Instant(milliseconds: Int64(day.ordinal * 24 + hour) * 3_600_000) }
    }

    var time: @Sendable () -> Instant { { [self] in lock.withLock { instant } } }
}

/// Random numbers that are the same in every run (SplitMix64).
struct SteadyRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// True so many times in a hundred.
    mutating func isHit(percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    mutating func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 8)
        while bytes.count < count { withUnsafeBytes(of: next()) { bytes.append(contentsOf: $0) } }
        return Array(bytes.prefix(count))
    }
}

/// Who records in the benchmarks.
let clerk = Actor(user: "bench")

/// The benchmarks' office: one person issues in one step.
let onePerson: Settings = {
    var settings = Settings.standard
    settings.onePersonMayIssue = true
    return settings
}()

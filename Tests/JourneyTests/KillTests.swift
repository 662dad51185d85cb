import Dispatch
import Synchronization
import TestSupport
import Testing

/// The program killed without warning, a few hundred times, in the middle of its work.
@Suite struct KillTests {
    @Test(
        "killed at any moment of taking in, building and repairing, nothing reported done is lost or half there"
    )
    func kills() throws {
        let office = try KilledOffice()
        let files = KillTiming(seed: 1)
        let templates = KillTiming(seed: 2)
        let builds = KillTiming(seed: 3)
        let repairs = KillTiming(seed: 4)
        try files.measure(try office.ingest(0, asTemplate: false), data: office.data)
        try templates.measure(try office.ingest(1, asTemplate: true), data: office.data)
        try builds.measure(office.build(), data: office.data)
        try repairs.measure(office.repair(0), data: office.data)
        try office.check()
        for round in 1...7 {
            // Two at once, on one office.
            try together(
                {
                    var number = round * 1000
                    for _ in 0..<11 {
                        try files.kill(1, data: office.data) {
                            number += 2
                            return try office.ingest(number, asTemplate: false)
                        }
                        try templates.kill(1, data: office.data) {
                            number += 2
                            return try office.ingest(number + 1, asTemplate: true)
                        }
                    }
                },
                {
                    try builds.kill(10, data: office.data) { office.build() }
                    try repairs.kill(5, data: office.data) { office.repair(round) }
                })
            try office.check()
        }
        let all = [files, templates, builds, repairs]
        #expect(all.reduce(0) { $0 + $1.kills } >= 200, "too few were killed in time")
        #expect(
            all.allSatisfy { $0.kills >= 20 && $0.killsSeen >= 5 && $0.kills - $0.killsSeen >= 5 },
            "\(all.map { [$0.kills, $0.killsSeen] })")
    }

    /// Does things at the same time.
    private func together(_ works: @Sendable () throws -> Void...) throws {
        let faults = Mutex<[any Error]>([])
        DispatchQueue.concurrentPerform(iterations: works.count) { number in
            do { try works[number]() } catch { faults.withLock { $0.append(error) } }
        }
        if let fault = faults.withLock({ $0.first }) { throw fault }
    }
}

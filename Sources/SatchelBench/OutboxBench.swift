import Foundation
import SatchelCore
import Synchronization

/// How long it takes to find whom to tell today and to write it down, with what memory, and how long others who write
/// wait for it.
enum OutboxBench {
    /// Nobody has received anything: everybody is reminded, on the third day and on the next Monday.
    private static let days = (issue: "2025-01-06", first: "2025-01-09", second: "2025-01-13")
    private static let province = 3_000

    static func figures() throws -> [Figure] {
        try provinceFigures() + nationFigures()
    }

    private static func day(_ text: String) throws -> Day {
        guard let day = Day(text) else { throw BenchError.unexpected("no such day") }
        return day
    }

    // MARK: A province

    private static func provinceFigures() throws -> [Figure] {
        Console.progress("reminding a province")
        let folder = try TemporaryFolder()
        let clock = SetClock()
        let issue = try day(days.issue)
        clock.move(to: issue.advanced(by: -30))
        let office = try Office.create(at: "\(folder.path)/office", settings: onePerson, time: clock.time)
        var kit = ChangingKit(slug: "chi-bo", documents: 60)
        try kit.kit.addBodyAndBranches(province, to: office, from: issue.advanced(by: -60))
        try kit.begin(in: office, issued: issue.advanced(by: -400))
        clock.move(to: issue)
        _ = try office.register.issue(
            kit: kit.slug, on: issue, due: issue.advanced(by: 30), office: office, by: clerk)
        var times: [Double] = []
        for round in 1...5 {
            clock.move(to: issue.advanced(by: 7 * round))
            _ = try office.register.countToday(kit: kit.slug)
            times.append(try Timing.milliseconds { try write(province, office.register) })
        }
        return [
            Figure("3,000 notices found due and written at once", Timing.median(times), "ms", goal: 1_000)
        ]
    }

    /// Writes what is due, and counts it.
    private static func write(_ expected: Int, _ register: Register) throws {
        let count = try register.writeDueNotices(by: clerk).reduce(0) { $0 + $1.count }
        // Some branches and committees have more than one way to be told.
        if count < expected { throw BenchError.unexpected("\(count) notices") }
    }

    // MARK: A nation

    private static func nationFigures() throws -> [Figure] {
        let folder = try TemporaryFolder()
        let place = "\(folder.path)/office"
        Console.progress("issuing an edition to a nation")
        try child(["child-fill-outbox", place])
        Console.progress("reminding a nation")
        let peak = try child(["child-remind", place, days.first])
        let clock = SetClock()
        clock.move(to: try day(days.second))
        let office = try Office.open(at: place, time: clock.time)
        let waiting = Waiting(office.register)
        let today = try Timing.milliseconds { _ = try office.register.countToday(kit: "chi-bo") }
        let planning = try Timing.milliseconds {
            let count = try office.register.noticePlan().count
            if count < Nation.branches { throw BenchError.unexpected("\(count) notices") }
        }
        waiting.start()
        let writing = try Timing.milliseconds { try write(Nation.branches, office.register) }
        let longest = waiting.stop()
        let again = try Timing.milliseconds {
            let rest = try office.register.writeDueNotices(by: clerk)
            if !rest.isEmpty { throw BenchError.unexpected("written twice") }
        }
        return [
            Figure("250,000 notices found due, nothing written", planning / 1000, "s", goal: 20),
            Figure("  found due and written", writing / 1000, "s", goal: 20),
            Figure("  the longest somebody else waited to write meanwhile", longest / 1000, "s", goal: 3),
            Figure("  the most memory the process that writes them holds", peak, "MB", goal: 200),
            Figure("  the same again, nothing to write", again / 1000, "s"),
            Figure("  today's holdings made anew before", today / 1000, "s"),
        ]
    }

    /// Runs this program and gives the most memory it held, in megabytes.
    @discardableResult
    private static func child(_ arguments: [String]) throws -> Double {
        let end = try Child.run(Child.ownPath, arguments)
        if end.status != 0 { throw BenchError.failed(arguments[0], end.status) }
        return Double(end.peakKiB) * 1024 / 1_000_000
    }

    /// Makes the nation's office and issues one edition to all.
    static func fill(_ folder: String) throws {
        var nation = try Nation(at: folder, first: day(days.issue))
        try nation.issueFirst()
    }

    /// Writes what is due on a day.
    static func remind(_ folder: String, on text: String) throws {
        let clock = SetClock()
        clock.move(to: try day(text))
        _ = try Office.open(at: folder, time: clock.time).register.writeDueNotices(by: clerk)
    }
}

/// Somebody who writes a little again and again, and the longest it took.
private final class Waiting: Sendable {
    private let register: Register
    private let state = Mutex((isEnded: false, longest: 0.0))
    private let ended = DispatchSemaphore(value: 0)

    init(_ register: Register) { self.register = register }

    func start() {
        Thread.detachNewThread { [self] in
            while !state.withLock({ $0.isEnded }) {
                let time = (try? Timing.milliseconds { try register.finish(notices: [], by: clerk) }) ?? .nan
                state.withLock { $0.longest = max($0.longest, time) }
                Thread.sleep(forTimeInterval: 0.005)
            }
            ended.signal()
        }
    }

    func stop() -> Double {
        state.withLock { $0.isEnded = true }
        ended.wait()
        return state.withLock { $0.longest }
    }
}

import Foundation
import SatchelCore

/// How long the audit takes on random days, known at random instants, and how that stands to its SQL alone.
enum AuditBench {
    private static let rounds = 7

    static func figures() throws -> [Figure] {
        let folder = try TemporaryFolder()
        var history = try History(at: "\(folder.path)/office")
        let filling = try Timing.milliseconds { try history.fill() }
        Console.progress("auditing")
        let samples = try Sample.drawn(40, from: history)
        // Opened anew, so that neither side finds pages in a cache the filling has warmed.
        let register = try Office.open(at: history.office.folder).register
        let database = "\(history.office.folder)/register.sqlite"
        let shell = try ShellAudit(database: database, folder: folder.path, samples)
        var ours: [[Double]] = samples.map { _ in [] }
        var theirs: [Double] = []
        for round in 0...rounds {
            let times = try samples.map { sample in try Timing.milliseconds { try sample.audit(register) } }
            let other = try shell?.run()
            if round == 0 { continue }
            for (place, time) in times.enumerated() { ours[place].append(time) }
            if let other { theirs.append(other) }
        }
        let medians = ours.map(Timing.median)
        let ratio = theirs.isEmpty ? nil : ratios(ours, theirs)
        let first = try samples.prefix(9).map { sample in
            let register = try Office.open(at: history.office.folder).register
            return try Timing.milliseconds { try sample.audit(register) }
        }
        let size = try FileManager.default.attributesOfItem(atPath: database)[.size] as? Double
        let transmittals = Double(History.branches * History.editions)
        return [
            Figure(
                "audit of 3,000 branches, any day, known at any instant", Timing.median(medians), "ms",
                goal: 20),
            Figure("  worst of the \(samples.count) sampled days", medians.max(), "ms"),
            Figure("  the first one after opening the register", Timing.median(first), "ms"),
            Figure(
                "  its SQL alone in the sqlite3 shell", theirs.isEmpty ? nil : Timing.median(theirs), "ms"),
            Figure("  audit, as a multiple of its SQL alone", ratio, "×", goal: 1.5),
            Figure("issue of one edition to 3,000 branches", Timing.median(history.issues), "ms"),
            Figure(
                "register file, for each of 600,000 transmittals", size.map { $0 / transmittals }, "bytes"),
            Figure("filling: 200 issues and their evidence", filling / 1000, "s"),
        ]
    }

    /// The median over rounds of our mean over the samples by the shell's in the same round.
    private static func ratios(_ ours: [[Double]], _ theirs: [Double]) -> Double {
        Timing.median(
            theirs.enumerated().map { round, shell in
                ours.reduce(0) { $0 + $1[round] } / Double(ours.count) / shell
            })
    }
}

/// One question to the audit: a day, and the instant known at.
struct Sample {
    let kit: String
    let day: Day
    let instant: Instant
    /// What the audit runs for it.
    let statements: [String]

    /// Random days and instants of a history; every eighth asks for its last day as known then.
    static func drawn(_ count: Int, from history: History) throws -> [Sample] {
        let register = history.office.register
        let span = history.last.ordinal - history.first.ordinal
        var random = SteadyRandom(seed: 5)
        return try (0..<count).map { number in
            let isLast = number % 8 == 7
            let day =
                isLast ? history.last : history.first.advanced(by: Int.random(in: 0...span, using: &random))
            let knownOn =
                isLast ? history.last : history.first.advanced(by: Int.random(in: 1...span, using: &random))
            let instant = register.clock.instant(of: knownOn, hour: 12)
            let known = try register.known(at: instant)
            return Sample(
                kit: history.slug, day: day, instant: instant,
                statements: try register.auditStatements(kit: history.slug, on: day, known))
        }
    }

    /// Asks, and looks that an answer came.
    func audit(_ register: Register) throws {
        let audit = try register.audit(kit: kit, on: day, try register.known(at: instant))
        if audit.latest != nil && audit.rows.count != 2 * History.branches {
            throw BenchError.unexpected("\(audit.rows.count) rows on \(day.iso)")
        }
    }
}

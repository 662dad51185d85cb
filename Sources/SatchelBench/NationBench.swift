import Foundation
import SatchelCore

/// The figures of a national register: its counts today and in the past, its size, and what changes it.
enum NationBench {
    private static let rounds = 3

    static func figures() throws -> [Figure] {
        let folder = try TemporaryFolder()
        var nation: Nation?
        let filling = try Timing.milliseconds {
            var filled = try Nation(at: "\(folder.path)/office")
            try filled.fill()
            nation = filled
        }
        guard var nation else { throw BenchError.unexpected("there is no nation") }
        return try sizes(nation) + today(&nation) + past(nation) + changes(&nation) + [
            Figure("filling: 200 issues and their evidence", filling / 1000, "s")
        ]
    }

    private static func sizes(_ nation: Nation) -> [Figure] {
        [
            Figure(
                "a nation's organisation, 250,000 branches", nation.organisationSize / 1e6, "MB", goal: 60),
            Figure(
                "  the edition to all that takes most, with its receipts",
                nation.editionSizes.max().map { $0 / 1e6 }, "MB", goal: 100),
            Figure("  the median of these editions", Timing.median(nation.editionSizes) / 1e6, "MB"),
            Figure("  issue of one edition to all", Timing.median(nation.issues) / 1000, "s"),
        ]
    }

    // MARK: Today

    private static func today(_ nation: inout Nation) throws -> [Figure] {
        let register = try nation.register
        let slug = nation.kit.slug
        Console.progress("counting today")
        let first = try Timing.milliseconds { _ = try register.countToday(kit: slug) }
        let counts = try (0..<15).map { _ in
            try Timing.milliseconds {
                let total = try register.countToday(kit: slug).total.rows
                if total < 2 * Nation.branches - 2_000 { throw BenchError.unexpected("\(total) rows") }
            }
        }
        return [
            Figure("  count of a nation's holdings today", Timing.median(counts), "ms", goal: 15),
            Figure("    the first one of a day", first, "ms"),
            try page(&nation, "page of 50 at a random place") { _ in true },
            try page(&nation, "page of 50 of those behind") { $0.edition == .behind },
            try page(&nation, "page of 50 of those overdue") { $0.daysLate > 0 },
            try page(&nation, "page of 50 of those found otherwise") { $0.finding != nil },
        ]
    }

    private static func page(
        _ nation: inout Nation, _ name: String, where isWanted: (Judgement) -> Bool
    ) throws -> Figure {
        let register = try nation.register
        let times = try (0..<40).map { _ in
            let place = Int64.random(in: 0..<Int64(Nation.branches * 4 / 5), using: &nation.random)
            return try Timing.milliseconds {
                let page = try register.pageToday(kit: nation.kit.slug, after: place, where: isWanted)
                if !(50...51).contains(page.count) {
                    throw BenchError.unexpected("\(page.count) rows on a page")
                }
            }
        }
        return Figure("  \(name)", Timing.median(times), "ms", goal: 5)
    }

    // MARK: Past days

    private static func past(_ nation: Nation) throws -> [Figure] {
        Console.progress("counting past days")
        let register = try nation.register
        let samples = try samples(nation)
        let times = try samples.map { day, known in
            Timing.median(
                try (0..<rounds).map { _ in
                    try Timing.milliseconds {
                        _ = try register.count(kit: nation.kit.slug, on: day, known)
                    }
                })
        }
        return [
            Figure(
                "  count on any day, known at any instant", Timing.median(times), "ms", goal: 500),
            Figure("    worst of the \(samples.count) sampled days", times.max(), "ms", goal: 500),
        ]
    }

    /// Random days and instants; every fourth asks for one of the last months as known then.
    private static func samples(_ nation: Nation) throws -> [(Day, Known)] {
        let register = try nation.register
        let span = nation.last.ordinal - nation.first.ordinal
        var random = SteadyRandom(seed: 23)
        return try (0..<24).map { number in
            let back = number % 4 == 3 ? span * 5 / 6 : 0
            let day = nation.first.advanced(by: Int.random(in: back...span, using: &random))
            let knownOn = nation.first.advanced(by: Int.random(in: max(back, 1)...span, using: &random))
            return (day, try register.known(at: register.clock.instant(of: knownOn, hour: 12)))
        }
    }

    // MARK: Changes

    private static func changes(_ nation: inout Nation) throws -> [Figure] {
        Console.progress("changing a nation's register")
        let register = try nation.register
        let today = nation.last
        let receipts = try (0..<25).map { _ in
            let branch = nation.anyBranch()
            return try Timing.milliseconds {
                try register.record(
                    [
                        NewEvidence(
                            node: branch.code, proof: .downloaded, copy: .electronic, medium: .web,
                            happenedOn: today)
                    ], of: nation.kit.slug, edition: Nation.editions, by: clerk)
            }
        }
        let appointments = try (0..<15).map { _ in
            let branch = nation.anyBranch()
            return try Timing.milliseconds { try nation.appoint(at: branch, on: today) }
        }
        let merges = try (0..<rounds).map { _ in
            let decisions = (0..<1_000).map { _ in nation.merge(of: 3, on: today) }
            return try Timing.milliseconds { try register.reorganise(decisions, by: clerk) }
        }
        return [
            Figure("  one receipt recorded, and today's holdings", Timing.median(receipts), "ms"),
            Figure("  one secretary appointed", Timing.median(appointments), "ms"),
            Figure("  merge of 3,000 branches into 1,000", Timing.median(merges) / 1000, "s", goal: 2),
        ]
    }
}

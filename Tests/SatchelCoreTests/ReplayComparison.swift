import TestSupport
import Testing

@testable import SatchelCore

// What the register says of a day, beside what the replay says.
extension Story {
    /// Compares a random day as known at a random instant, or as known now.
    func sample(isNow: Bool = false) throws {
        let state = isNow ? states.last : states.randomElement(using: &random)
        guard let state else { return }
        let known = isNow ? Known.now : try register.known(at: state.at)
        let last = today.advanced(by: 90)
        var on = any(Story.first.ordinal...last.ordinal, around: Day(ordinal: 0) ?? .first)
        let turns = Array(state.replay.predecessors.keys).map(\.on).sorted()
        if random.chance(40), let turn = turns.randomElement(using: &random) {
            on = any(-1...1, around: turn)
        }
        let place = "\(on.iso) as known at \(isNow ? "now" : board.clock.office.stamp(state.at))"
        try compareOrganisation(state.replay, on, known, place)
        for kit in Story.kits where !hasFailed {
            let audit = try register.audit(kit: kit, on: on, known)
            compare(audit, state.replay, place)
            let count = try register.count(kit: kit, on: on, known)
            compare(count, audit, "count of \(place)")
        }
    }

    private func compareOrganisation(_ replay: Replay, _ on: Day, _ known: Known, _ place: String) throws {
        let tree = try register.organisation(on: on, known)
        let said = tree.nodes.map { node in
            let parent = node.parentID.map { tree[$0]?.code ?? "gone" }
            return "\(node.code) \(node.name) \(node.kind.rawValue) under \(parent ?? "–")"
        }
        let meant = replay.tree(on: on).sorted { $0.key < $1.key }.map { code, branch in
            "\(code) \(branch.name) \(branch.kind) under \(branch.parent ?? "–")"
        }
        differ(said, meant, "organisation on \(place)")
        let holders = try register.holders(on: on, known)
        let persons = tree.nodes.map { "\($0.code) \((holders[$0.id] ?? []).map(\.person))" }
        let held = replay.tree(on: on).keys.sorted().map { code in
            let last = (replay.appointments[code] ?? [:]).filter { $0.key <= on }.max { $0.key < $1.key }
            return "\(code) \(last.map { [$0.value] } ?? [])"
        }
        differ(persons, held, "holders on \(place)")
    }

    private func compare(_ audit: HoldingsAudit, _ replay: Replay, _ place: String) {
        let said = audit.rows.map { row in
            let found = row.contents?.finding
            return (
                row.node.code, row.copy.rawValue,
                Replay.line(
                    row.node.code, row.copy, .init(held: row.held, finding: found, withheld: row.withheld),
                    row.supplied, row.suppliedOn, row.dueOn, row.edition, row.daysLate)
            )
        }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
        differ(said, replay.audit(audit.kit, on: audit.day), "\(audit.kit) on \(place)")
        let latest = replay.latest(audit.kit, on: audit.day)
        if audit.latest != latest {
            fail("\(audit.kit) on \(place): latest \(audit.latest ?? 0), not \(latest ?? 0)")
        }
    }

    private func differ(_ said: [String], _ meant: [String], _ place: String) {
        let wrong = said.filter { !meant.contains($0) }
        let missing = meant.filter { !said.contains($0) }
        if said == meant { return }
        let lines = wrong.map { "  register: \($0)" } + missing.map { "  replay:   \($0)" }
        fail("\(place)\n\(lines.joined(separator: "\n"))\n")
    }

    private func compare(_ count: HoldingsCount, _ audit: HoldingsAudit, _ place: String) {
        var groups: [Judgement: Int] = [:]
        for row in audit.rows { groups[row.judgement, default: 0] += 1 }
        let counted = Dictionary(count.groups.map { ($0.judgement, $0.count) }, uniquingKeysWith: +)
        if counted != groups || count.total != audit.total || count.latest != audit.latest {
            fail("\(audit.kit) \(place): \(count.total), not \(audit.total)")
        }
    }

    /// Compares the table of today's holdings with the audit of today, and that with the replay.
    func compareToday() throws {
        for kit in Story.kits where !hasFailed {
            // The table first: the audit must not be what brings it up to date.
            let count = try register.countToday(kit: kit)
            let audit = try register.audit(kit: kit, on: today)
            compare(count, audit, "today")
            compare(audit, replay, "today \(today.iso)")
            let isPaper = random.chance(50)
            let limit = Int.random(in: 1...9, using: &random)
            try comparePages(audit, limit) { _ in true }
            try comparePages(audit, limit) { $0.edition != .latest }
            try comparePages(audit, limit) { $0.copy == (isPaper ? .paper : .electronic) }
        }
    }

    private func comparePages(
        _ audit: HoldingsAudit, _ limit: Int, where isWanted: (Judgement) -> Bool
    ) throws {
        var said: [String] = []
        var last: Int64 = 0
        while true {
            let page = try register.pageToday(kit: audit.kit, after: last, limit: limit, where: isWanted)
            guard let next = page.last?.recipient else { break }
            said += page.map { Story.line($0.row) }
            last = next
        }
        let meant = audit.rows.filter { isWanted($0.judgement) }.map(Story.line)
        differ(said, meant, "pages of \(limit) of \(audit.kit) today")
    }

    private static func line(_ row: HoldingsAudit.Row) -> String {
        "\(row.copyNumber) \(row.node) \(row.suppliedOn?.iso ?? "–") \(row.judgement)"
    }
}

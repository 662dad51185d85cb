import TestSupport
import Testing

@testable import SatchelCore

// The editions a story issues, supplies and withdraws at random, and what it finds out about documents.
extension Story {
    func issue() throws {
        let kit = Story.kits.randomElement(using: &random) ?? ""
        let last = acts.compactMap { act -> (edition: Int, on: Day)? in
            guard case .issued(kit, let edition, let on, _, _) = act.deed else { return nil }
            return (edition, on)
        }.last
        let on =
            random.chance(60) ? today : max(last?.on ?? Story.first, any(-40...10, around: today))
        let due = random.chance(80) ? on.advanced(by: Int.random(in: 0...40, using: &random)) : nil
        try board.revise("mau-\(kit)", "mẫu \(now.milliseconds)", name: "Biên bản \(kit)")
        let kinds: Set<String> =
            kit == "cap-thon" ? ["residential"] : ["residential", "office", "intermediate"]
        let edition = try attempt {
            try register.issue(kit: kit, on: on, due: due, office: board.office, by: tester)
        }
        guard let edition else { return }
        let to = replay.tree(on: on).filter { kinds.contains($0.value.kind) }.keys.sorted()
        enter([(.issued(kit: kit, edition: edition.number, on: on, due: due, to: to), 0)])
    }

    func supply() throws {
        let issued = acts.compactMap { act -> (kit: String, edition: Int, on: Day)? in
            guard case .issued(let kit, let edition, let on, _, _) = act.deed else { return nil }
            return (kit, edition, on)
        }
        guard let (kit, edition, issue) = issued.suffix(4).randomElement(using: &random) else { return }
        let on = any(issue.ordinal...max(issue, today).ordinal, around: Day(ordinal: 0) ?? .first)
        let lacking = replay.tree(on: on).keys.filter { node in
            !(replay.supplies[kit]?[node] ?? []).contains { $0.edition == edition }
        }.sorted()
        let to = lacking.shuffled(using: &random).prefix(2).sorted()
        let due = on.advanced(by: Int.random(in: 0...30, using: &random))
        let done = try attempt {
            try register.supply(edition: edition, of: kit, to: to, on: on, due: due, by: tester)
        }
        if done != nil { enter([(.supplied(kit: kit, edition: edition, on: on, due: due, to: to), 0)]) }
    }

    func withdrawEdition() throws {
        let issued = acts.compactMap { act -> (kit: String, edition: Int)? in
            guard case .issued(let kit, let edition, _, _, _) = act.deed else { return nil }
            return (kit, edition)
        }
        guard let (kit, edition) = issued.suffix(4).randomElement(using: &random) else { return }
        let on = any(-20...20, around: today)
        let done: Void? = try attempt {
            try register.withdraw(edition: edition, of: kit, on: on, instead: "chờ", by: tester)
        }
        if done != nil { enter([(.withdrew(kit: kit, edition: edition, on: on), 0)]) }
    }

    func relate() throws {
        let object = Int64.random(in: 1...3, using: &random)
        let from = any(-40...40, around: today)
        _ = try attempt {
            try register.relate(
                Int64.random(in: object + 1...4, using: &random),
                random.chance(60) ? .replaces : .repeals, object, from: from.iso)
        }
    }
}

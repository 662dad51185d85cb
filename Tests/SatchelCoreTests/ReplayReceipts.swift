import GRDB
import TestSupport
import Testing

@testable import SatchelCore

// The receipts, findings, appointments and handovers of a story.
extension Story {
    /// A kit, an edition and those supplied with it, as known now.
    private func supplied() -> (kit: String, edition: Int, to: [(node: String, on: Day)])? {
        let kit = Story.kits.randomElement(using: &random) ?? ""
        let all = (replay.supplies[kit] ?? [:]).flatMap { node, supplies in
            supplies.map { (node: node, edition: $0.edition, on: $0.on) }
        }.sorted { ($0.edition, $0.node) < ($1.edition, $1.node) }
        guard let newest = all.map(\.edition).max() else { return nil }
        let edition = random.chance(60) ? newest : Int.random(in: 1...newest, using: &random)
        return (kit, edition, all.filter { $0.edition == edition }.map { ($0.node, $0.on) })
    }

    func receive(_ finding: ((String, Int) throws -> Finding)? = nil) throws {
        guard let (kit, edition, to) = supplied() else { return }
        let finding = try finding?(kit, edition)
        var rows: [NewEvidence] = []
        for _ in 0..<(finding == nil ? Int.random(in: 1...6, using: &random) : 1) {
            guard let (node, since) = to.randomElement(using: &random), since <= today else { continue }
            let happened = any(since.ordinal...today.ordinal, around: Day(ordinal: 0) ?? .first)
            let proof: Proof =
                random.chance(20)
                ? [.returned, .lost].randomElement(using: &random) ?? .lost
                : Proof.allCases.filter(\.isEntered).randomElement(using: &random) ?? .sent
            rows.append(
                NewEvidence(
                    node: node, proof: finding == nil ? proof : .foundOtherwise,
                    copy: random.chance(50) ? .paper : .electronic, medium: .paper, happenedOn: happened,
                    finding: finding))
        }
        if rows.isEmpty { return }
        let last = try lastEvidence()
        let done: Void? = try attempt { try register.record(rows, of: kit, edition: edition, by: tester) }
        if done == nil { return }
        let ids = try newEvidence(after: last)
        if ids.count != rows.count { return fail("\(rows.count) rows recorded as \(ids.count)") }
        enter(
            zip(rows, ids).map { row, id in
                (
                    .happened(
                        .init(
                            kit: kit, node: row.node, copy: row.copy, edition: edition, proof: row.proof,
                            on: row.happenedOn, finding: row.finding)), id
                )
            })
    }

    private func lastEvidence() throws -> Int64 {
        try register.writer.read {
            try Int64.fetchOne($0, sql: "SELECT coalesce(max(id), 0) FROM evidence") ?? 0
        }
    }

    private func newEvidence(after last: Int64) throws -> [Int64] {
        try register.writer.read { db in
            try Int64.fetchAll(
                db,
                sql: """
                    SELECT id FROM evidence WHERE id > ? AND proof NOT IN (8, 12) AND inherited_from IS NULL
                    ORDER BY id
                    """, arguments: [last])
        }
    }

    func find() throws {
        try receive { [self] kit, edition in
            let items = try register.items(of: register.edition(of: kit, number: edition))
            let here = items.filter { $0.documentID != nil }.map(\.identity).sorted()
            let extra = ["document:1", "document:2", "document:3", "document:4"].filter { !here.contains($0) }
            let isExtra = !extra.isEmpty && (here.isEmpty || random.chance(50))
            return Finding(
                extra: isExtra ? [extra.randomElement(using: &random) ?? ""] : [],
                missing: isExtra ? [] : [here.randomElement(using: &random) ?? ""])
        }
    }

    func withdrawEvidence() throws {
        let places = acts.indices.filter { place in
            guard case .happened = acts[place].deed else { return false }
            return acts[place].takenBack == nil
        }
        guard let place = places.randomElement(using: &random) else { return }
        let done: Void? = try attempt {
            try register.withdraw(evidence: acts[place].id, reason: "nhầm", by: tester)
        }
        if done == nil { return fail("could not take evidence back") }
        takeBack(place)
    }

    func appoint() throws {
        let from = any(-60...30, around: today)
        guard let node = replay.tree(on: from).keys.sorted().randomElement(using: &random) else { return }
        let person = ["Mai", "Nga", "Oanh"].randomElement(using: &random) ?? ""
        let done: Void? = try attempt {
            try register.appoint(NewHolder(person: person), at: node, from: from, by: tester)
        }
        if done != nil { enter([(.appointed(node: node, person: person, from: from), 0)]) }
    }

    func handOver() throws {
        let on = random.chance(50) ? today : any(-30...0, around: today)
        // Those who have something to hand over, mostly.
        let all = replay.tree(on: on).keys.sorted()
        let waiting = all.filter { node in !withheld(at: node, on: on).isEmpty }
        let asked = random.chance(90) && !waiting.isEmpty ? waiting : all
        guard let node = asked.randomElement(using: &random) else { return }
        let expected = withheld(at: node, on: on)
        let last = try lastEvidence()
        let copies = try attempt { try register.handOver(at: node, on: on, by: tester) }
        let said = (copies ?? []).map { "\($0.kit) \($0.copy.word) \($0.edition)" }
        let meant = expected.map { "\($0.kit) \($0.copy.word) \($0.edition)" }
        if said.sorted() != meant.sorted() {
            return fail("\(node) hands over on \(on.iso) \(said.sorted()), not \(meant.sorted())")
        }
        let ids = try newEvidence(after: last)
        enter(
            zip(copies ?? [], ids).map { copy, id in
                (
                    .happened(
                        .init(
                            kit: copy.kit, node: node, copy: copy.copy, edition: copy.edition,
                            proof: .takenOver, on: on,
                            finding: replay.hand(
                                .init(kit: copy.kit, node: node, copy: copy.copy), on: on
                            ).finding)), id
                )
            })
    }

    private func withheld(at node: String, on day: Day) -> [(kit: String, copy: Copy, edition: Int)] {
        Story.kits.flatMap { kit in
            Copy.allCases.compactMap { copy in
                replay.hand(.init(kit: kit, node: node, copy: copy), on: day).withheld.map { (kit, copy, $0) }
            }
        }
    }
}

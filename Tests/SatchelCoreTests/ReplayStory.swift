import Foundation
import GRDB
import TestSupport
import Testing

@testable import SatchelCore

/// An office to which random things happen over years, with the test's own log of them and, after each, a replay of
/// what was known then.
final class Story {
    let seed: UInt64
    let board: Board
    var random: SplitMix
    var acts: [Act] = []
    var states: [(at: Instant, replay: Replay)] = []
    private(set) var hasFailed = false
    private var now: Instant
    var nextCode = 1
    var freed: [String] = []
    private let trace = ProcessInfo.processInfo.environment["SATCHEL_TRACE"] != nil

    static let kits = ["cap-thon", "cap-chung"]
    static let first = day("01/01/2023")

    var register: Register { board.register }
    var replay: Replay { states[states.count - 1].replay }
    var today: Day { board.clock.office.today }

    init(_ seed: UInt64) throws {
        self.seed = seed
        random = SplitMix(state: seed &* 7919)
        let board = try Board(on: Story.first.iso, nodes: Story.nodes)
        self.board = board
        now = board.clock.now
        for number in 1...4 {
            try board.enter("\(number)-HD/BTCTW", "06/07/2018", title: "văn bản \(number)")
        }
        for kit in Story.kits { try board.revise("mau-\(kit)", "mẫu 0", name: "Biên bản \(kit)") }
        try define()
        learn()
    }

    // MARK: The office

    static let nodes: [NewNode] = {
        func node(_ code: String, _ kind: NodeKind, under parent: String?, _ person: String?) -> NewNode {
            NewNode(
                code: code, name: "Chi bộ \(code)", kind: kind, parent: parent, from: day("01/01/2020"),
                secretary: person.map { NewHolder(person: $0, phone: "0900") })
        }
        return [
            node("DU", .committee, under: nil, "An"), node("BP1", .intermediate, under: "DU", "Bình"),
            node("BP2", .intermediate, under: "DU", nil), node("A1", .residential, under: "BP1", "Chi"),
            node("A2", .residential, under: "BP1", "Dung"), node("A3", .residential, under: "BP1", nil),
            node("A4", .residential, under: "BP2", "Giang"), node("A5", .residential, under: "BP2", "Hà"),
            node("A6", .residential, under: "DU", "Khoa"), node("A7", .residential, under: "DU", "Lan"),
            node("C1", .office, under: "DU", "Minh"), node("C2", .office, under: "DU", nil),
        ]
    }()

    private func define() throws {
        for (kit, kinds) in zip(Story.kits, ["residential", "residential, office, intermediate"]) {
            try register.define(
                kit: """
                    slug: \(kit)
                    name: {vi: "\(kit)", en: "\(kit)"}
                    folder: "\(kit)"
                    audience: {kinds: [\(kinds)]}
                    sections:
                      - id: A
                        name: {vi: Văn bản, en: Documents}
                        slots:
                          - id: A1
                            name: {vi: Văn bản, en: Documents}
                            documents: [1-HD/BTCTW, 2-HD/BTCTW]
                          - id: A2
                            name: {vi: Biên bản, en: Minutes}
                            templates: [mau-\(kit)]

                    """, file: "kit.yaml", by: tester)
        }
    }

    // MARK: The log

    /// Works out what follows from what is known now.
    private func learn() {
        let numbers = try? register.writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT k.slug, n.code, r.copy_number FROM recipient r JOIN kit k ON k.id = r.kit_id
                    JOIN node n ON n.id = r.node_id
                    """)
        }
        var byKit = Dictionary(uniqueKeysWithValues: Story.kits.map { ($0, [String: Int]()) })
        for row in numbers ?? [] { byKit[row[0]]?[row[1]] = row[2] }
        let known = acts.filter { $0.isKnown(at: now) }
        states.append(
            (
                now,
                Replay(
                    known, start: Story.nodes, before: states.last?.replay, order: acts.count,
                    numbers: byKit)
            ))
    }

    func enter(_ deeds: [(Act.Deed, Int64)]) {
        for (deed, id) in deeds { acts.append(Act(deed: deed, order: acts.count, at: now, id: id)) }
        learn()
    }

    func takeBack(_ place: Int) {
        acts[place].takenBack = now
        learn()
    }

    func fail(_ what: String) {
        if hasFailed { return }
        hasFailed = true
        let log = acts.enumerated().map { place, act in
            let office = board.clock.office
            let back = act.takenBack.map { " ✗\(office.stamp($0))" } ?? ""
            return "  \(place) \(office.stamp(act.at))\(back) \(act)"
        }
        Issue.record(
            "seed \(seed) at \(board.clock.office.stamp(now)): \(what)\n\(log.joined(separator: "\n"))")
    }

    // MARK: Time

    func pass() {
        let minute: Int64 = 60_000
        let later: Int64 =
            switch Int.random(in: 0..<100, using: &random) {
            case 0..<20: minute * Int64.random(in: 1...90, using: &random)
            case 20..<35:
                // Just after the next midnight.
                board.clock.office.instant(of: today.advanced(by: 1)).milliseconds - now.milliseconds
                    + Int64.random(in: 0...2, using: &random)
            default: minute * Int64.random(in: 60...60 * 24 * 40, using: &random)
            }
        now = Instant(milliseconds: now.milliseconds + later)
        board.clock.move(to: now)
    }

    func any(_ days: ClosedRange<Int>, around day: Day) -> Day {
        day.advanced(by: Int.random(in: days, using: &random))
    }

    // MARK: Acts

    /// One random act, some time after the last.
    func act() throws {
        pass()
        if random.chance(40) { try compareToday() }
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<38: try receive()
        case 38..<44: try find()
        case 44..<51: try withdrawEvidence()
        case 51..<61: try issue()
        case 61..<64: try withdrawEdition()
        case 64..<66: try supply()
        case 66..<79: try reorganise()
        case 79..<84: try takeBackSome()
        case 84..<91: try appoint()
        case 91..<97: try handOver()
        default: try relate()
        }
        if random.chance(40) { try compareToday() }
    }

    /// Does something that may be refused with an error that a user can understand; then nothing may have changed.
    func attempt<Value>(_ verb: () throws -> Value) throws -> Value? {
        let before = random.chance(10) ? try register.dump() : nil
        do {
            return try verb()
        } catch let error as SatchelError {
            if trace { print("refused", error.code, error.arguments) }
            if [.registerRefused, .registerBroken].contains(error.code) { fail("\(error)") }
            if let before, try register.dump() != before { fail("refused, \(error.code), but changed") }
            return nil
        }
    }

    private func issue() throws {
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

    private func supply() throws {
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

    private func withdrawEdition() throws {
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

    private func receive(_ finding: ((String, Int) throws -> Finding)? = nil) throws {
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

    private func find() throws {
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

    private func withdrawEvidence() throws {
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

    private func appoint() throws {
        let from = any(-60...30, around: today)
        guard let node = replay.tree(on: from).keys.sorted().randomElement(using: &random) else { return }
        let person = ["Mai", "Nga", "Oanh"].randomElement(using: &random) ?? ""
        let done: Void? = try attempt {
            try register.appoint(NewHolder(person: person), at: node, from: from, by: tester)
        }
        if done != nil { enter([(.appointed(node: node, person: person, from: from), 0)]) }
    }

    private func handOver() throws {
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

    private func relate() throws {
        let object = Int64.random(in: 1...3, using: &random)
        let from = any(-40...40, around: today)
        _ = try attempt {
            try register.relate(
                Int64.random(in: object + 1...4, using: &random),
                random.chance(60) ? .replaces : .repeals, object, from: from.iso)
        }
    }
}

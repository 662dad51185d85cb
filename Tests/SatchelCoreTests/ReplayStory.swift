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
    private(set) var now: Instant
    var nextCode = 1
    var freed: [String] = []

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
                secretary: person.map { NewHolder(person: $0, phone: "0900 000 000") })
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
        if random.chance(25) { try compareToday() }
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
        if random.chance(25) { try compareToday() }
    }

    /// Does something that may be refused with an error that a user can understand; then nothing may have changed.
    func attempt<Value>(_ verb: () throws -> Value) throws -> Value? {
        let before = random.chance(10) ? try register.dump() : nil
        do {
            return try verb()
        } catch let error as SatchelError {
            if [.registerRefused, .registerBroken].contains(error.code) { fail("\(error)") }
            if let before, try register.dump() != before { fail("refused, \(error.code), but changed") }
            return nil
        }
    }
}

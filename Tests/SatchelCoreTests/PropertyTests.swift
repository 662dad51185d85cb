import TestSupport
import Testing

@testable import SatchelCore

private let start = day("01/01/2025")

/// The rules of the model read out one day after the other.
private struct NaiveInForce {
    let dates: [Int64: DocumentDates]
    let relations: [Relation]

    func begins(_ relation: Relation) -> Day? { relation.effectiveOn ?? dates[relation.subject]?.inForceFrom }

    private func acts(_ relation: Relation, on day: Day) -> Bool {
        guard relation.isConfirmed, let from = begins(relation), from <= day else { return false }
        guard let until = relation.until else { return true }
        return day <= until
    }

    /// What ended the document, on the first day that anything did.
    func ended(_ document: Int64, by last: Day) -> InForce.Status? {
        var day = start.advanced(by: -40)
        while day <= last {
            if dates[document]?.expiresOn?.advanced(by: 1) == day { return .expired }
            for relation in relations.sorted(by: { $0.id < $1.id })
            where relation.object == document && relation.scope == nil && relation.isConfirmed
                && begins(relation) == day
            {
                if relation.type == .replaces { return .superseded }
                if relation.type == .repeals { return .repealed }
            }
            day = day.advanced(by: 1)
        }
        return nil
    }

    func status(_ document: Int64, on day: Day) -> InForce.Status {
        if let ended = ended(document, by: day) { return ended }
        if let from = dates[document]?.inForceFrom, day < from { return .notYetInForce }
        let acting = relations.filter { $0.object == document && acts($0, on: day) }
        if acting.contains(where: { $0.type == .suspends && $0.scope == nil }) { return .suspended }
        if acting.contains(where: { [.suspends, .replaces, .repeals].contains($0.type) }) {
            return .partlySuperseded
        }
        return acting.contains { [.amends, .corrects].contains($0.type) } ? .amended : .inForce
    }

    func current(_ document: Int64, on day: Day) -> Set<Int64> {
        if ended(document, by: day) == nil { return [document] }
        let next = relations.filter {
            $0.object == document && $0.type == .replaces && $0.scope == nil && acts($0, on: day)
        }
        return next.reduce(into: []) { $0.formUnion(current($1.subject, on: day)) }
    }
}

/// One piece of evidence as the test remembers it.
private struct Fact {
    let id: Int64
    let node: String
    let edition: Int
    let proof: Proof
    let copy: Copy
    let happened: Day
    let recorded: Instant
    var closed: Instant?
}

@Suite("Properties")
struct PropertyTests {
    @Test("What is in force equals the rules read out day by day", arguments: 1...60)
    func inForce(seed: UInt64) {
        var random = SplitMix(state: seed)
        var all: [Int64: DocumentDates] = [:]
        for id in Int64(1)...8 {
            let issued = start.advanced(by: Int.random(in: -20...40, using: &random))
            let from = random.chance(30) ? issued.advanced(by: Int.random(in: -10...20, using: &random)) : nil
            let last = (from ?? issued).advanced(by: Int.random(in: 0...30, using: &random))
            let date: PartialDate =
                random.chance(10) ? .unknown : random.chance(10) ? .year(2025) : .day(issued)
            all[id] = DocumentDates(
                issuedOn: date, effectiveOn: from, expiresOn: random.chance(15) ? last : nil)
        }
        let relations = (Int64(1)...12).map { id in
            let object = Int64.random(in: 1...7, using: &random)
            let any = RelationType.allCases.randomElement(using: &random)
            let type = random.chance(40) ? .replaces : any ?? .replaces
            let from = start.advanced(by: Int.random(in: -10...50, using: &random))
            let until = from.advanced(by: Int.random(in: 0...15, using: &random))
            return Relation(
                id: id, subject: Int64.random(in: object + 1...8, using: &random),
                type: type,
                object: object, effectiveOn: random.chance(50) ? from : nil,
                until: type == .suspends && random.chance(70) ? until : nil,
                scope: random.chance(20) ? "Điều 1" : nil,
                evidence: random.chance(80) ? "gốc" : nil)
        }
        let fast = InForce(dates: all, relations: relations)
        let naive = NaiveInForce(dates: all, relations: relations)
        for offset in stride(from: -15, through: 60, by: 3) {
            let day = start.advanced(by: offset)
            for id in Int64(1)...8 {
                #expect(
                    fast.status(of: id, on: day).status == naive.status(id, on: day),
                    "\(seed) \(id) \(day.office)")
                #expect(
                    Set(fast.current(of: id, on: day)) == naive.current(id, on: day),
                    "\(seed) \(id) \(day.office)")
            }
        }
    }

    @Test(
        "An audit equals replaying the evidence, for any day and as known at any instant",
        arguments: [1, 2, 3])
    func audit(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let board = try Board.ready(on: "01/01/2025")
        var facts: [Fact] = []
        var issues: [(day: Day, at: Instant)] = []
        var withdrawn: (day: Day, at: Instant)?
        for step in 0..<40 {
            let today = start.advanced(by: step)
            board.clock.move(to: today.iso)
            if step % 10 == 0 {
                try board.revise("bien-ban", "mẫu \(step + 2)")
                try board.issue(today.iso)
                issues.append((today, board.clock.now))
            }
            if step == 33 {
                try board.register.withdraw(edition: 4, of: "cap-thon", on: today, instead: "chờ", by: tester)
                withdrawn = (today, board.clock.now)
            }
            for _ in 0..<3 { facts.append(try record(board, issues, today, &random)) }
            if random.chance(30), let index = facts.indices.randomElement(using: &random),
                facts[index].closed == nil
            {
                try board.register.withdraw(evidence: facts[index].id, reason: "nhầm", by: tester)
                facts[index].closed = board.clock.now
            }
        }
        for _ in 0..<40 {
            let day = start.advanced(by: Int.random(in: 0..<42, using: &random))
            let instant = board.clock.office.instant(
                of: start.advanced(by: Int.random(in: 0..<42, using: &random)), hour: 9)
            let known = try board.register.known(at: instant)
            let issued = issues.indices.filter { issues[$0].day <= day && issues[$0].at <= instant }.map {
                $0 + 1
            }
            let isWithdrawn = withdrawn.map { $0.day <= day && $0.at <= instant } ?? false
            let latest = issued.last { $0 != 4 || !isWithdrawn }
            let audit = try board.register.audit(kit: "cap-thon", on: day, known)
            #expect(audit.latest == latest, "\(seed) \(day.office)")
            #expect(audit.rows.count == (issued.isEmpty ? 0 : 6))
            for row in audit.rows {
                let held = PropertyTests.held(facts, row, by: day, at: instant, newest: issued.last ?? 0)
                #expect(row.held == held, "\(seed) \(row.node.code) \(row.copy) \(day.office)")
                let verdict: HoldingsAudit.EditionVerdict =
                    held == nil
                    ? .none : held == 4 && isWithdrawn ? .withdrawn : held == latest ? .latest : .behind
                #expect(row.edition == verdict, "\(seed) \(row.node.code) \(row.copy) \(day.office)")
            }
        }
    }

    private func record(
        _ board: Board, _ issues: [(day: Day, at: Instant)], _ today: Day, _ random: inout SplitMix
    ) throws -> Fact {
        let edition = Int.random(in: 1...issues.count, using: &random)
        let supplied = issues[edition - 1].day
        let happened = Day(ordinal: Int.random(in: supplied.ordinal...today.ordinal, using: &random)) ?? today
        let node = ["CB1", "CB2", "CB3"].randomElement(using: &random) ?? "CB1"
        let proof =
            random.chance(35)
            ? [.returned, .lost].randomElement(using: &random)
            : Proof.allCases.filter(\.isEntered).randomElement(using: &random)
        let copy: Copy = random.chance(50) ? .paper : .electronic
        try board.record(node, edition, proof ?? .sent, copy, on: happened.iso)
        let id =
            try board.register.evidence(of: "cap-thon", edition: edition, node: node).map(\.id).max() ?? 0
        return Fact(
            id: id, node: node, edition: edition, proof: proof ?? .sent, copy: copy, happened: happened,
            recorded: board.clock.now)
    }

    /// Goes through the evidence in its order and keeps the set of editions at hand.
    private static func held(
        _ facts: [Fact], _ row: HoldingsAudit.Row, by day: Day, at instant: Instant, newest: Int
    ) -> Int? {
        var hand: Set<Int> = []
        let seen = facts.filter { fact in
            fact.node == row.node.code && fact.copy == row.copy && fact.happened <= day
                && fact.recorded <= instant
                && fact.edition <= newest && (fact.closed.map { $0 > instant } ?? true)
        }
        for fact in seen.sorted(by: { ($0.happened, $0.id) < ($1.happened, $1.id) }) {
            switch fact.proof {
            case .returned, .lost: hand.remove(fact.edition)
            case .sent: break
            default: hand.insert(fact.edition)
            }
        }
        return hand.max()
    }

    @Test("Doing what a change list says turns the old set of items into the new", arguments: 1...100)
    func changeList(seed: UInt64) {
        var random = SplitMix(state: seed)
        func items() -> [EditionItem] {
            (Int64(1)...12).filter { _ in random.chance(60) }.map { id in
                EditionItem(
                    slot: "A\(Int.random(in: 1...2, using: &random))", kind: .document,
                    identity: "document:\(id)",
                    documentID: id, path: "\(Int.random(in: 1...2, using: &random))/\(id)",
                    blob: BlobStore.Blob(
                        sha256: "\(Int.random(in: 1...2, using: &random))", size: 1, crc32: 0, storedSize: 1))
            }
        }
        let old = items()
        let new = items().shuffled(using: &random)
        var links: [[Int64]: Day] = [:]
        for _ in 0..<20 {
            let pair = [Int64.random(in: 1...12, using: &random), Int64.random(in: 1...12, using: &random)]
            links[pair] = start
        }
        let list = ChangeList(from: old, to: new, issuedOn: start) { links[[$0, $1]] }
        var folder = old
        for line in list.lines {
            for item in line.takeOut {
                #expect(folder.contains(item), "\(seed): taken out twice or never there")
                folder.removeAll { $0 == item }
            }
            folder += line.putIn
        }
        #expect(folder.count == Set(folder).count, "\(seed): put in twice")
        #expect(Set(folder) == Set(new), "\(seed)")
        let had = Set(old.map { "\($0.identity) \($0.blob?.sha256 ?? "")" })
        let lacking = new.filter { !had.contains("\($0.identity) \($0.blob?.sha256 ?? "")") }
        #expect(Set(list.lines.filter { $0.kind != .moved }.flatMap(\.putIn)) == Set(lacking), "\(seed)")
    }

    @Test("Every day has a number, an ordinal and two ways of writing, there and back")
    func days() {
        var day = Day.first
        var count = 1
        while day < .last {
            let next = day.advanced(by: 1)
            guard next > day, Day(number: day.number) == day, Day(ordinal: day.ordinal) == day else {
                Issue.record("\(day.iso)")
                return
            }
            if count % 97 == 0 { #expect(Day(day.office) == day && Day(day.iso) == day) }
            day = next
            count += 1
        }
        // 300 years, 73 of them leap (1900 and 2100 are not, 2000 is).
        #expect(count == 300 * 365 + 73)
        #expect(Day.last.advanced(by: 1) == .last)
    }
}

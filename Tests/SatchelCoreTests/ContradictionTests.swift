import Testing

@testable import SatchelCore

private func relation(
    _ id: Int64, _ subject: Int64, _ type: RelationType, _ object: Int64, from: String? = nil,
    scope: String? = nil, evidence: String? = "Điều 5"
) -> Relation {
    Relation(
        id: id, subject: subject, type: type, object: object, effectiveOn: from.map { day($0) }, scope: scope,
        evidence: evidence)
}

@Suite("Contradictions")
struct ContradictionTests {
    @Test("A consistent register has none")
    func none() {
        let inForce = InForce(
            dates: [1: dates("2018"), 2: dates("2020"), 3: dates("2022")],
            relations: [
                relation(1, 2, .replaces, 1), relation(2, 3, .replaces, 2),
                relation(3, 3, .replaces, 1, scope: "Điều 1"),
            ])
        #expect(inForce.contradictions.isEmpty)
    }

    @Test("A circle of replacements and repeals is found and named in order")
    func circle() {
        let circle = [
            relation(1, 2, .replaces, 1), relation(2, 3, .repeals, 2), relation(3, 1, .replaces, 3),
            relation(4, 4, .replaces, 1),
        ]
        #expect(Contradiction.circle(in: circle) == [1, 3, 2])
        #expect(Contradiction.circle(in: circle.dropLast(2)) == nil)
        #expect(Contradiction.circle(in: [relation(1, 2, .amends, 1), relation(2, 1, .amends, 2)]) == nil)
    }

    @Test("Two ways to one document are no circle")
    func diamond() {
        let diamond = [
            relation(1, 2, .replaces, 1), relation(2, 3, .replaces, 1), relation(3, 4, .replaces, 2),
            relation(4, 4, .replaces, 3),
        ]
        #expect(Contradiction.circle(in: diamond) == nil)
    }

    @Test("A chain of 20,000 replacements is walked without running out of stack")
    func longChain() {
        let chain = (1...20_000).map { relation($0, $0 + 1, .replaces, $0) }
        #expect(Contradiction.circle(in: chain) == nil)
        #expect(Contradiction.circle(in: chain + [relation(30_000, 1, .replaces, 20_001)])?.count == 20_001)
    }

    @Test("Two ends of the whole from different days are listed; scoped and unconfirmed ones are not ends")
    func endedTwice() {
        let dates = [Int64(1): dates("2018"), 2: dates("01/02/2020"), 3: dates("01/03/2020")]
        let first = relation(1, 2, .replaces, 1)
        let second = relation(2, 3, .repeals, 1)
        #expect(
            InForce(dates: dates, relations: [second, first]).contradictions
                == [.endedTwice(document: 1, first: first, second: second)])
        let scoped = relation(2, 3, .repeals, 1, scope: "Điều 2")
        let unconfirmed = relation(3, 3, .replaces, 1, evidence: nil)
        #expect(InForce(dates: dates, relations: [first, scoped, unconfirmed]).contradictions.isEmpty)
    }

    @Test("An older document that acts on a newer one is listed")
    func olderActsOnNewer() {
        let backwards = relation(1, 1, .replaces, 2)
        let inForce = InForce(
            dates: [1: dates("01/02/2018"), 2: dates("01/03/2018")], relations: [backwards])
        #expect(inForce.contradictions == [.olderActsOnNewer(backwards)])
        let vague = InForce(dates: [1: dates("2018"), 2: dates("01/03/2018")], relations: [backwards])
        #expect(vague.contradictions.isEmpty)
    }

    @Test("Amending or suspending what has ended is listed with the day it ended")
    func actsOnEnded() {
        let end = relation(1, 2, .replaces, 1)
        let late = relation(2, 3, .amends, 1)
        let inForce = InForce(
            dates: [1: dates("2018"), 2: dates("01/02/2020"), 3: dates("01/03/2020")], relations: [end, late])
        #expect(inForce.contradictions == [.actsOnEnded(late, endedOn: day("01/02/2020"))])
    }

    @Test("A confirmed relation without a day is listed and acts never")
    func dayUnknown() {
        let undated = relation(1, 2, .replaces, 1)
        let inForce = InForce(dates: [1: dates("2018"), 2: dates("?")], relations: [undated])
        #expect(inForce.contradictions == [.dayUnknown(undated)])
        #expect(inForce.status(of: 1, on: .last).status == .inForce)
    }
}

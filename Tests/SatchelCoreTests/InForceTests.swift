import Testing

@testable import SatchelCore

/// Relations by hand; confirmed unless told otherwise.
private func relation(
    _ id: Int64, _ subject: Int64, _ type: RelationType, _ object: Int64, from: String? = nil,
    until: String? = nil, scope: String? = nil, evidence: String? = "Điều 5"
) -> Relation {
    Relation(
        id: id, subject: subject, type: type, object: object, effectiveOn: from.map { day($0) },
        until: until.map { day($0) }, scope: scope, evidence: evidence)
}

@Suite("What is in force on a day")
struct InForceTests {
    @Test("A document may take effect before it is issued")
    func effectiveBeforeIssue() {
        let inForce = InForce(dates: [1: dates("10/06/2025", from: "01/06/2025")], relations: [])
        #expect(inForce.status(of: 1, on: day("31/05/2025")).status == .notYetInForce)
        #expect(inForce.status(of: 1, on: day("01/06/2025")).status == .inForce)
        #expect(inForce.status(of: 1, on: day("01/06/2025")).since == day("01/06/2025"))
    }

    @Test("A date known to the month or year counts from its first day; no date at all from ever")
    func partialDates() {
        let inForce = InForce(
            dates: [1: dates("2018"), 2: dates("03/2018"), 3: dates("?")], relations: [])
        #expect(inForce.status(of: 1, on: day("31/12/2017")).status == .notYetInForce)
        #expect(inForce.status(of: 1, on: day("01/01/2018")).status == .inForce)
        #expect(inForce.status(of: 2, on: day("28/02/2018")).status == .notYetInForce)
        #expect(inForce.status(of: 2, on: day("01/03/2018")).status == .inForce)
        #expect(inForce.status(of: 3, on: .first).status == .inForce)
        #expect(inForce.status(of: 3, on: .first).since == nil)
    }

    @Test("A replacement acts from the subject's effective day unless another day is said")
    func replacementDay() {
        let dates = [
            Int64(1): dates("06/07/2018"), 2: dates("28/10/2025", from: "01/11/2025"), 3: dates("2010"),
        ]
        let inForce = InForce(
            dates: dates,
            relations: [relation(1, 2, .replaces, 1), relation(2, 2, .replaces, 3, from: "01/12/2025")])
        #expect(inForce.status(of: 1, on: day("31/10/2025")).status == .inForce)
        let answer = inForce.status(of: 1, on: day("01/11/2025"))
        #expect(answer.status == .superseded)
        #expect(answer.since == day("01/11/2025"))
        #expect(answer.relation?.id == 1)
        #expect(inForce.status(of: 3, on: day("30/11/2025")).status == .inForce)
        #expect(inForce.status(of: 3, on: day("01/12/2025")).status == .superseded)
    }

    @Test("A scoped replacement leaves the rest in force")
    func scoped() {
        let inForce = InForce(
            dates: [1: dates("2018"), 2: dates("01/03/2025")],
            relations: [relation(1, 2, .replaces, 1, scope: "Chương III")])
        #expect(inForce.status(of: 1, on: day("28/02/2025")).status == .inForce)
        #expect(inForce.status(of: 1, on: day("01/03/2025")).status == .partlySuperseded)
        #expect(inForce.current(of: 1, on: day("01/03/2025")) == [1])
        #expect(inForce.end(of: 1) == nil)
    }

    @Test(
        "Repealing what is contrary, guiding, continuing and resting on change no status",
        arguments: [RelationType.repealsContrary, .guides, .continues, .basis])
    func withoutEffect(type: RelationType) {
        let inForce = InForce(
            dates: [1: dates("2018"), 2: dates("2025")], relations: [relation(1, 2, type, 1)])
        let answer = inForce.status(of: 1, on: day("01/01/2026"))
        #expect(
            answer
                == InForce.Answer(status: .inForce, since: day("01/01/2018"), relation: nil, unconfirmed: []))
    }

    @Test("An amended document stays in force, together with what amends it")
    func amended() {
        let inForce = InForce(
            dates: [1: dates("2018"), 2: dates("01/03/2025"), 3: dates("01/09/2025")],
            relations: [relation(1, 2, .amends, 1), relation(2, 3, .corrects, 1)])
        #expect(inForce.status(of: 1, on: day("28/02/2025")).status == .inForce)
        let answer = inForce.status(of: 1, on: day("31/08/2025"))
        #expect(answer.status == .amended)
        #expect(answer.relation?.id == 1)
        #expect(answer.status.isUsable)
        #expect(inForce.status(of: 1, on: day("01/09/2025")).relation?.id == 2)
        #expect(inForce.amendments(of: 1, on: day("28/02/2025")).isEmpty)
        #expect(inForce.amendments(of: 1, on: day("01/03/2025")).map(\.subject) == [2])
    }

    @Test("A suspension with an end comes back the day after; one without an end does not")
    func suspension() {
        let inForce = InForce(
            dates: [1: dates("2018"), 2: dates("20/02/2025"), 3: dates("2018")],
            relations: [
                relation(1, 2, .suspends, 1, from: "01/03/2025", until: "31/03/2025"),
                relation(2, 2, .suspends, 3, from: "01/03/2025"),
            ])
        let statuses = ["28/02/2025", "01/03/2025", "31/03/2025", "01/04/2025"].map {
            inForce.status(of: 1, on: day($0)).status
        }
        #expect(statuses == [.inForce, .suspended, .suspended, .inForce])
        #expect(inForce.status(of: 3, on: day("01/01/2030")).status == .suspended)
        #expect(!InForce.Status.suspended.isUsable)
    }

    @Test("A document set to expire is in force through its last day")
    func expiry() {
        let inForce = InForce(dates: [1: dates("2020", to: "31/12/2025")], relations: [])
        #expect(inForce.status(of: 1, on: day("31/12/2025")).status == .inForce)
        let answer = inForce.status(of: 1, on: day("01/01/2026"))
        #expect(answer.status == .expired)
        #expect(answer.since == day("01/01/2026"))
        #expect(inForce.current(of: 1, on: day("01/01/2026")).isEmpty)
    }

    @Test("A repealed document has nothing in its place")
    func repealed() {
        let inForce = InForce(
            dates: [1: dates("2018"), 2: dates("01/03/2025")], relations: [relation(1, 2, .repeals, 1)])
        #expect(inForce.status(of: 1, on: day("01/03/2025")).status == .repealed)
        #expect(inForce.current(of: 1, on: day("28/02/2025")) == [1])
        #expect(inForce.current(of: 1, on: day("01/03/2025")).isEmpty)
    }

    @Test("One document may replace seven")
    func sevenAtOnce() {
        var all = [Int64(8): dates("30/05/2025")]
        for id in Int64(1)...7 { all[id] = dates("2016") }
        let inForce = InForce(dates: all, relations: (1...7).map { relation($0, 8, .replaces, $0) })
        let day = day("30/05/2025")
        #expect(
            (1...7).map { inForce.status(of: $0, on: day).status } == Array(repeating: .superseded, count: 7))
        #expect((1...7).flatMap { inForce.current(of: $0, on: day) } == Array(repeating: 8, count: 7))
        #expect(inForce.status(of: 8, on: day).status == .inForce)
    }

    @Test("In a chain of replacements each day has the one in force that day, also one that lived 109 days")
    func chain() {
        let inForce = InForce(
            dates: [1: dates("26/05/2025"), 2: dates("08/04/2026"), 3: dates("26/07/2026")],
            relations: [relation(1, 2, .replaces, 1), relation(2, 3, .replaces, 2)])
        #expect(inForce.current(of: 1, on: day("07/04/2026")) == [1])
        #expect(inForce.current(of: 1, on: day("08/04/2026")) == [2])
        #expect(inForce.current(of: 1, on: day("25/07/2026")) == [2])
        #expect(inForce.current(of: 1, on: day("26/07/2026")) == [3])
        let lived = (0..<365).filter { days in
            inForce.status(of: 2, on: day("01/01/2026").advanced(by: days)).status == .inForce
        }
        #expect(lived.count == 109)
    }

    @Test("Nothing comes back to life when its replacement is repealed, expires or is suspended")
    func noReturn() {
        let inForce = InForce(
            dates: [
                1: dates("2018"), 2: dates("2020"), 3: dates("2022"), 4: dates("2018"),
                5: dates("2020", to: "31/12/2021"), 6: dates("2018"), 7: dates("2020"),
            ],
            relations: [
                relation(1, 2, .replaces, 1), relation(2, 3, .repeals, 2), relation(3, 5, .replaces, 4),
                relation(4, 7, .replaces, 6), relation(5, 3, .suspends, 7),
            ])
        let day = day("01/06/2022")
        #expect(
            [1, 4, 6].map { inForce.status(of: $0, on: day).status } == [
                .superseded, .superseded, .superseded,
            ])
        #expect(
            [2, 5, 7].map { inForce.status(of: $0, on: day).status } == [.repealed, .expired, .suspended])
        #expect(inForce.current(of: 1, on: day).isEmpty)
        #expect(inForce.current(of: 4, on: day).isEmpty)
    }

    @Test("The earliest end decides, whatever is recorded after it")
    func earliestEnd() {
        let inForce = InForce(
            dates: [1: dates("2018", to: "31/12/2024"), 2: dates("01/03/2024"), 3: dates("01/02/2024")],
            relations: [relation(1, 2, .replaces, 1), relation(2, 3, .repeals, 1)])
        let answer = inForce.status(of: 1, on: day("01/01/2026"))
        #expect(answer.status == .repealed)
        #expect(answer.since == day("01/02/2024"))
    }

    @Test("What stands in a document's place is listed from its earliest replacement on")
    func orderOfReplacements() {
        let inForce = InForce(
            dates: [1: dates("2018"), 2: dates("01/05/2025"), 3: dates("01/06/2025")],
            relations: [relation(1, 3, .replaces, 1), relation(2, 2, .replaces, 1, from: "01/05/2025")])
        #expect(inForce.current(of: 1, on: day("01/07/2025")) == [2, 3])
        #expect(inForce.dayReplaced(1, by: 3) == day("01/06/2025"))
    }

    @Test("A document stands in for another from the earliest day that any chain leads to it")
    func shortestWay() {
        // 1 → 2 → 4 only from 2026, 1 → 3 → 4 from 2025.
        let inForce = InForce(
            dates: [1: dates("2018"), 2: dates("2020"), 3: dates("2021"), 4: dates("2022")],
            relations: [
                relation(1, 2, .replaces, 1), relation(2, 4, .replaces, 2, from: "01/01/2026"),
                relation(3, 3, .replaces, 1), relation(4, 4, .replaces, 3, from: "01/01/2025"),
            ])
        #expect(inForce.dayReplaced(1, by: 4) == day("01/01/2025"))
        #expect(inForce.dayReplaced(4, by: 1) == nil)
    }

    @Test("An unconfirmed relation changes no status but is listed while it could")
    func unconfirmed() {
        let inForce = InForce(
            dates: [1: dates("2018"), 2: dates("01/03/2025")],
            relations: [
                relation(1, 2, .replaces, 1, evidence: nil),
                relation(2, 2, .suspends, 1, from: "01/04/2025", until: "30/04/2025", evidence: nil),
            ])
        #expect(inForce.status(of: 1, on: day("28/02/2025")).unconfirmed.isEmpty)
        #expect(inForce.status(of: 1, on: day("01/03/2025")).status == .inForce)
        #expect(inForce.status(of: 1, on: day("01/03/2025")).unconfirmed.map(\.id) == [1])
        #expect(inForce.status(of: 1, on: day("30/04/2025")).unconfirmed.map(\.id) == [1, 2])
        #expect(inForce.status(of: 1, on: day("01/05/2025")).unconfirmed.map(\.id) == [1])
        #expect(inForce.current(of: 1, on: day("01/03/2025")) == [1])
        #expect(inForce.comingReplacements(of: 1, after: day("28/02/2025")).isEmpty)
    }
}

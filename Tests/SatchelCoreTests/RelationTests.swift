import TestSupport
import Testing

@testable import SatchelCore

@Suite("Relations in the register")
struct RelationTests {
    /// A desk with 09, 12, 42-HD/BTCTW of 2012, 2018, 2025 (ids 1, 2, 3) and one without a date (4).
    static func desk() throws -> Desk {
        let desk = try Desk()
        try desk.register.enter("09-HD/BTCTW", "02/03/2012")
        try desk.register.enter("12-HD/BTCTW", "06/07/2018")
        try desk.register.enter("42-HD/BTCTW", "28/10/2025")
        try desk.register.enter("50-HD/BTCTW", "?")
        return desk
    }

    @Test("A relation is kept with clause, place and evidence")
    func added() throws {
        let register = try RelationTests.desk().register
        let new = NewRelation(
            subject: 3, type: .replaces, object: 2, effectiveOn: day("01/11/2025"), scope: "Mục II",
            clause: "Hướng dẫn này thay thế Hướng dẫn số 12", clauseAt: "Mục V", evidence: "bản gốc")
        let id = try register.add(relations: [new], by: Actor(user: "lan"))[0]
        #expect(
            try register.relations() == [
                Relation(
                    id: id, subject: 3, type: .replaces, object: 2, effectiveOn: day("01/11/2025"),
                    scope: "Mục II",
                    clause: "Hướng dẫn này thay thế Hướng dẫn số 12", clauseAt: "Mục V", evidence: "bản gốc")
            ])
        #expect(try register.lastEvent()?.verb == "relation.add")
        #expect(try register.lastEvent()?.user == "lan")
    }

    @Test("A document cannot replace or amend itself", arguments: RelationType.allCases)
    func toItself(type: RelationType) throws {
        let register = try RelationTests.desk().register
        let error = try expectRefused(.relationToItself, leaving: register) {
            try register.relate(2, type, 2)
        }
        #expect(error?.arguments["document"] == "12-HD/BTCTW@06/07/2018")
    }

    @Test("A circle of replacements is refused and named, confirmed or not, in one go or two")
    func circle() throws {
        let register = try RelationTests.desk().register
        try register.relate(2, .replaces, 1)
        try register.relate(3, .replaces, 2, evidence: nil)
        let error = try expectRefused(.relationCircle, leaving: register) {
            try register.relate(1, .replaces, 3, evidence: nil)
        }
        let circle = error?.arguments["circle"] ?? ""
        #expect(circle.components(separatedBy: " → ").count == 4)
        for symbol in ["09-HD/BTCTW", "12-HD/BTCTW", "42-HD/BTCTW"] { #expect(circle.contains(symbol)) }
        let fresh = try RelationTests.desk().register
        try expectRefused(.relationCircle, leaving: fresh) {
            try fresh.add(
                relations: [
                    NewRelation(subject: 2, type: .replaces, object: 1),
                    NewRelation(subject: 1, type: .repeals, object: 2),
                ], by: tester)
        }
    }

    @Test("A relation cannot be entered twice, but can be again once it was taken back")
    func twice() throws {
        let register = try RelationTests.desk().register
        let id = try register.relate(3, .replaces, 2)
        try expectRefused(.relationTwice, leaving: register) {
            try register.relate(3, .replaces, 2, evidence: nil)
        }
        try register.relate(3, .replaces, 2, scope: "Mục II")
        try register.withdraw(relation: id, reason: "nhập nhầm", by: Actor(user: "lan"))
        #expect(try register.lastEvent()?.user == "lan")
        try register.relate(3, .replaces, 2)
        #expect(try register.relations().count == 2)
        try expectRefused(.relationUnknown, leaving: register) {
            try register.withdraw(relation: id, reason: "lần nữa", by: tester)
        }
    }

    @Test("An end before the beginning is refused")
    func endBeforeBeginning() throws {
        let register = try RelationTests.desk().register
        try expectRefused(.datesContradict, leaving: register) {
            try register.relate(3, .suspends, 2, from: "02/11/2025", until: "01/11/2025")
        }
        try expectRefused(.datesContradict, leaving: register) {
            try register.relate(3, .suspends, 2, until: "27/10/2025")
        }
    }

    @Test("A relation between documents that are not there is refused")
    func unknownDocument() throws {
        let register = try RelationTests.desk().register
        try expectRefused(.documentUnknown, leaving: register) { try register.relate(3, .replaces, 99) }
        try expectRefused(.documentUnknown, leaving: register) { try register.relate(99, .replaces, 3) }
    }

    @Test("A confirmed replacement needs a day it begins on; unconfirmed it may wait")
    func withoutDay() throws {
        let register = try RelationTests.desk().register
        try expectRefused(.relationDayUnknown, leaving: register) { try register.relate(4, .replaces, 3) }
        let id = try register.relate(4, .replaces, 3, evidence: nil)
        try expectRefused(.relationDayUnknown, leaving: register) {
            try register.confirm(relation: id, evidence: "bản gốc", by: tester)
        }
        try register.learn(dates: dates("05/2026"), of: 4, by: tester)
        try register.confirm(relation: id, evidence: "bản gốc", by: tester)
        #expect(try register.inForce().status(of: 3, on: day("01/05/2026")).status == .superseded)
        try register.relate(4, .guides, 2)
    }

    @Test("Confirming asks for evidence, a relation, and is done once")
    func confirming() throws {
        let register = try RelationTests.desk().register
        let id = try register.relate(3, .replaces, 2, evidence: nil)
        try expectRefused(.evidenceMissing, leaving: register) {
            try register.confirm(relation: id, evidence: " \u{A0}", by: tester)
        }
        try expectRefused(.relationUnknown, leaving: register) {
            try register.confirm(relation: id + 1, evidence: "bản gốc", by: tester)
        }
        try register.confirm(relation: id, evidence: "bản gốc", by: Actor(user: "lan"))
        #expect(try register.lastEvent()?.user == "lan")
        try expectRefused(.relationConfirmed, leaving: register) {
            try register.confirm(relation: id, evidence: "lần nữa", by: tester)
        }
    }

    @Test("A blank word of evidence confirms nothing", arguments: ["", "  "])
    func blankEvidence(evidence: String) throws {
        let register = try RelationTests.desk().register
        try register.relate(3, .replaces, 2, evidence: evidence)
        #expect(try register.relations().map(\.isConfirmed) == [false])
        #expect(try register.inForce().status(of: 2, on: day("01/01/2026")).status == .inForce)
    }

    @Test("A blank scope is no scope")
    func blankScope() throws {
        let register = try RelationTests.desk().register
        try register.relate(3, .replaces, 2, scope: " ")
        #expect(try register.inForce().status(of: 2, on: day("01/01/2026")).status == .superseded)
    }

    @Test("Asked as known before a confirmation, the answer stays as it was")
    func knownBeforeConfirmation() throws {
        let desk = try RelationTests.desk()
        let id = try desk.register.relate(3, .replaces, 2, evidence: nil)
        desk.clock.move(to: "02/06/2026")
        let before = try desk.register.known(at: desk.clock.now)
        desk.clock.move(to: "03/06/2026")
        try desk.register.confirm(relation: id, evidence: "bản gốc", by: tester)
        let confirmed = try desk.register.known(at: desk.clock.now)
        desk.clock.move(to: "04/06/2026")
        try desk.register.withdraw(relation: id, reason: "nhập nhầm", by: tester)
        let answers = try [before, confirmed, .now].map { known in
            try desk.register.inForce(known).status(of: 2, on: day("01/01/2026"))
        }
        #expect(answers.map(\.status) == [.inForce, .superseded, .inForce])
        #expect(answers.map(\.unconfirmed.count) == [1, 0, 0])
    }

    @Test("When one of several relations is refused, none is taken in")
    func allOrNone() throws {
        let register = try RelationTests.desk().register
        try expectRefused(.relationToItself, leaving: register) {
            try register.add(
                relations: [
                    NewRelation(subject: 2, type: .replaces, object: 1, evidence: "bản gốc"),
                    NewRelation(subject: 3, type: .replaces, object: 3),
                ], by: tester)
        }
    }
}

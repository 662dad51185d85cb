import Foundation
import GRDB
import Synchronization
import TestSupport
import Testing

@testable import SatchelCore

/// A board with two editions supplied to CB1, CB2 and CB3, and a desk for their receipts.
private struct Counter {
    let board: Board
    let desk: ReceiptDesk
    var register: Register { board.register }

    init() throws {
        board = try Board.withTwoEditions()
        board.clock.move(to: "10/11/2025")
        desk = ReceiptDesk(board.register)
        // So that today's holdings have been made, and follow.
        _ = try board.register.countToday(kit: "cap-thon")
    }

    func holder(_ recipient: Int64 = 1, _ edition: Int = 2) throws -> LinkHolder {
        let link = TransmittalLink(recipient: recipient, edition: edition, generation: 1)
        return try #require(try register.linkHolder(link))
    }

    func receipt(
        _ recipient: Int64 = 1, _ edition: Int = 2, _ proof: Proof = .acknowledged, request: String? = nil
    ) throws -> Receipt {
        Receipt(
            holder: try holder(recipient), recipient: recipient, kit: "cap-thon", edition: edition,
            proof: proof,
            request: request)
    }

    func evidence() throws -> [String] {
        try register.evidence(of: "cap-thon").map {
            "\($0.node) \($0.edition) \($0.copy.word) \($0.proof.word) \($0.medium.rawValue) \($0.happenedOn.office)"
        }
    }
}

@Suite("Recipients' own receipts")
struct ReceiptDeskTests {
    @Test("A receipt is a row of evidence with a line of its own in the log, and today's holdings follow")
    func recorded() throws {
        let counter = try Counter()
        try counter.desk.record(counter.receipt())
        try counter.desk.record(counter.receipt(1, 2, .filed))
        try counter.desk.record(counter.receipt(1, 2, .selfChecked))
        #expect(
            try counter.evidence() == [
                "CB1 2 electronic acknowledged web 10/11/2025", "CB1 2 paper filed web 10/11/2025",
                "CB1 2 electronic selfChecked web 10/11/2025",
            ])
        let row = try #require(try counter.register.evidence(of: "cap-thon").first)
        #expect(row.person == "Rơ Châm H'Lan" && row.recordedBy == "Rơ Châm H'Lan")
        let event = try #require(try counter.register.lastEvent())
        #expect(event.verb == "receipt.own" && event.subject == "cap-thon/2")
        #expect(event.detail?.contains("\"proof\":\"selfChecked\"") == true)
        #expect(try counter.register.countToday(kit: "cap-thon").total.latest == 2)
        #expect(try counter.register.holdingsAstray()?.count == 0)
    }

    @Test("The same receipt twice on a day, or under one key, counts once and is no error")
    func twice() throws {
        let counter = try Counter()
        try counter.desk.record(counter.receipt(request: "một"))
        let rows = try counter.register.dump()
        try counter.desk.record(counter.receipt(request: "một"))
        try counter.desk.record(counter.receipt())
        #expect(try counter.register.dump() == rows)
        counter.board.clock.move(to: "11/11/2025")
        try counter.desk.record(counter.receipt(request: "một"))
        #expect(try counter.evidence().count == 1)
        try counter.desk.record(counter.receipt())
        #expect(try counter.evidence().count == 2)
    }

    @Test("Nobody writes for others, for what was not supplied, or what only the board can say")
    func refused() throws {
        let counter = try Counter()
        func refuse(_ code: SatchelError.Code, _ change: (inout Receipt) -> Void) throws {
            var receipt = try counter.receipt()
            change(&receipt)
            try expectRefused(code, leaving: counter.register) { try counter.desk.record(receipt) }
        }
        try refuse(.foreignEdition) { $0.recipient = 2 }
        try refuse(.foreignEdition) { $0.recipient = 99 }
        try refuse(.foreignEdition) { $0.edition = 3 }
        try refuse(.foreignEdition) { $0.kit = "cap-khac" }
        for proof in Proof.allCases where ![.downloaded, .acknowledged, .filed, .selfChecked].contains(proof)
        {
            try refuse(.proofNotEntered) { $0.proof = proof }
        }
    }

    @Test("A person with several branches writes for each of them")
    func several() throws {
        let counter = try Counter()
        try counter.register.appoint(
            NewHolder(person: "Rơ Châm H'Lan", email: "lan@cb1.example"), at: "CB2", from: day("10/11/2025"),
            by: tester)
        var receipt = try counter.receipt()
        receipt.recipient = 2
        try counter.desk.record(receipt)
        #expect(try counter.evidence().last == "CB2 2 electronic acknowledged web 10/11/2025")
    }

    @Test("Of many at once each gets its own answer, and what is answered is on the disk")
    func together() throws {
        let counter = try Counter()
        let answers = Mutex<[Int: Bool]>([:])
        let receipts = try (0..<60).map { place in
            var receipt = try counter.receipt(Int64(place % 3 + 1), place / 3 % 2 + 1)
            if place % 5 == 4 { receipt.edition = 9 }
            return receipt
        }
        // Another connection sees what is answered.
        let other = try Register(
            path: "\(counter.board.office.folder)/register.sqlite", clock: counter.register.clock)
        let desk = counter.desk
        DispatchQueue.concurrentPerform(iterations: receipts.count) { place in
            let isDone = (try? desk.record(receipts[place])) != nil
            let isSeen = try? other.read { db in
                try Bool.fetchOne(
                    db,
                    sql:
                        "SELECT EXISTS (SELECT 1 FROM evidence WHERE recipient_id = ? AND edition_number = ?)",
                    arguments: [receipts[place].recipient, receipts[place].edition])
            }
            answers.withLock { $0[place] = isDone && isSeen == true }
        }
        let all = answers.withLock { $0 }
        for place in receipts.indices { #expect(all[place] == (place % 5 != 4), "\(place)") }
        #expect(try counter.evidence().count == 6)
        #expect(try counter.register.events(limit: 1000).count { $0.verb == "receipt.own" } == 6)
        #expect(try counter.register.holdingsAstray()?.count == 0)
    }

    @Test("Asynchronous callers wait without holding a thread")
    func asynchronous() async throws {
        let counter = try Counter()
        let receipts = try (1...3).flatMap { recipient in
            try [1, 2].map { try counter.receipt(Int64(recipient), $0) }
        }
        let desk = counter.desk
        try await withThrowingTaskGroup(of: Void.self) { group in
            for receipt in receipts { group.addTask { try await desk.record(receipt) } }
            try await group.waitForAll()
        }
        #expect(try counter.evidence().count == 6)
        let foreign = try counter.receipt(1, 9)
        await #expect(throws: SatchelError.self) { try await desk.record(foreign) }
    }

    @Test("One that the register refuses refuses only itself")
    func savepoint() throws {
        let counter = try Counter()
        try counter.register.writer.write { db in
            try db.execute(
                sql: """
                    CREATE TRIGGER broken BEFORE INSERT ON evidence WHEN NEW.recipient_id = 2
                    BEGIN SELECT RAISE(ABORT, 'satchel: no'); END
                    """)
        }
        let before = try counter.register.events(limit: 10_000).count
        let results = try counter.register.record([
            counter.receipt(1), counter.receipt(2), counter.receipt(3),
        ])
        #expect(results.map { (try? $0.get()) != nil } == [true, false, true])
        #expect(throws: SatchelError.self) { try results[1].get() }
        #expect(try counter.evidence().count == 2)
        #expect(try counter.register.events(limit: 10_000).count == before + 2)
    }

    @Test("What a branch says in its last days is inherited by the one that takes over")
    func inherited() throws {
        let counter = try Counter()
        try counter.register.reorganise(
            [
                NewReorganisation(
                    .merge, ["CB1", "CB2"], into: [.init("CB12", name: "Chi bộ 12")], decision: "01-QĐ/ĐU",
                    decidedOn: day("01/11/2025"), effectiveOn: day("12/11/2025"))
            ], by: tester)
        try counter.desk.record(counter.receipt())
        counter.board.clock.move(to: "12/11/2025")
        let rows = try counter.register.audit(kit: "cap-thon", on: day("12/11/2025")).rows
        #expect(rows.first { $0.node.code == "CB12" && $0.copy == .electronic }?.held == 2)
    }
}

import Foundation
import GRDB
import TestSupport
import Testing

@testable import SatchelCore

@Suite("Reviews")
struct ReviewTests {
    /// Two editions (01/03/2025 due 15/03, 05/11/2025 due 20/11; 12-HD is replaced from 28/10/2025) for CB1–CB3; the
    /// clock stands on 25/11/2025. CB1 holds edition 2 electronically and 1 on paper, CB2 edition 1 electronically.
    static func board() throws -> Board {
        let board = try Board.withTwoEditions()
        try board.record("CB1", 1, .downloaded, on: "02/03/2025")
        try board.record("CB1", 1, .handedOver, .paper, on: "03/03/2025")
        try board.record("CB2", 1, .acknowledged, on: "10/03/2025")
        board.clock.move(to: "25/11/2025")
        try board.record("CB1", 2, .downloaded, on: "06/11/2025")
        return board
    }

    private func paper(_ review: Review, _ board: Board, _ language: Language = .vi) throws -> String {
        ReviewPage(
            review, documents: try board.register.documents(of: review), clock: board.register.clock,
            language: language
        ).html
    }

    @Test("Reviews are numbered from 1 without gaps, also after one that was refused")
    func numbers() throws {
        let board = try ReviewTests.board()
        try board.save(on: "25/11/2025", title: " Đợt kiểm tra quý 4 ")
        try expectRefused(.nodeUnknown, leaving: board.register) { try board.save(under: "DX") }
        try board.save(on: "15/03/2025", under: "bp")
        try expectRefused(.kitUnknown, leaving: board.register) {
            try board.register.save(reviewOf: "cap-thom", on: day("25/11/2025"), office: "Ban", by: tester)
        }
        try board.save()
        let heads = try board.register.reviews().map(\.head)
        #expect(heads.map(\.number) == [1, 2, 3])
        #expect(heads.map(\.day.office) == ["25/11/2025", "15/03/2025", "25/11/2025"])
        #expect(heads.map(\.under) == [nil, "BP", nil])
        #expect(heads.map(\.title) == ["Đợt kiểm tra quý 4", nil, nil])
        #expect(heads.map(\.madeBy) == ["thu", "thu", "thu"])
        #expect(
            try board.register.events(limit: 100_000).filter { $0.verb == "review.save" }.map(\.subject) == [
                "1", "2", "3",
            ])
        for head in heads { #expect(try board.register.review(head.number).head == head) }
    }

    @Test("Saved at once from two programs, reviews still get one number each")
    func atOnce() async throws {
        let board = try ReviewTests.board()
        let others = try (0..<2).map { _ in
            try Register(path: "\(board.office.folder)/register.sqlite", clock: board.register.clock)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for register in others {
                group.addTask {
                    for _ in 0..<6 {
                        _ = try register.save(
                            reviewOf: "cap-thon", on: day("25/11/2025"), office: "Ban", by: tester)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try board.register.reviews().map(\.head.number) == Array(1...12))
    }

    @Test("What is saved is what the audit says, verdict by verdict")
    func sameAsAudit() throws {
        let board = try ReviewTests.board()
        let review = try board.save()
        let audit = try board.register.audit(kit: "cap-thon", on: day("25/11/2025"))
        #expect(try ReviewAnswer(audit) == review.answer)
        let rows = review.answer.rows
        #expect(
            rows.map { "\($0.code) \($0.copy.word)" } == audit.rows.map { "\($0.node.code) \($0.copy.word)" })
        #expect(rows.map(\.held) == [2, 1, 1, nil, nil, nil])
        #expect(rows.map(\.edition) == [.latest, .behind, .behind, .none, .none, .none])
        #expect(rows.map(\.verdict) == audit.rows.map(\.verdict))
        #expect(rows.map(\.turns) == [[], [.branch], [.branch], [.branch], [.branch], [.branch]])
        #expect(rows.map(\.daysLate) == [0, 5, 5, 5, 5, 5])
        #expect(rows.map(\.dueOn) == Array(repeating: day("20/11/2025"), count: 6))
        #expect(rows.map(\.parent) == ["DU", "DU", "DU", "DU", "BP", "BP"])
        let old = ReviewAnswer.Outdated(
            document: 1, status: .superseded, since: day("28/10/2025"), replacedBy: [2], turn: .branch)
        #expect(rows.map { review.answer.contents(of: $0)?.outdated } == [[], [old], [old], nil, nil, nil])
        #expect(review.latestName?.vi == "đợt 2 (11/2025)")
        #expect(review.kitName == KitManifest.Name(Text("Cặp chi bộ thôn", "Branch kit")))
        let total = review.answer.total
        let told = audit.total
        let counts: [Int] = [
            total.rows, total[.latest], total[.behind], total[.none], total[.outdated], total.branchsTurn,
            total.boardsTurn, total.late,
        ]
        let toldCounts: [Int] = [
            told.rows, told.latest, told.behind, told.none, told.outdated, told.branchsTurn, told.boardsTurn,
            told.late,
        ]
        #expect(counts == toldCounts)
        #expect(review.answer.committees.map(\.code) == ["DU", "BP"])
        #expect(review.answer.totals["DU"] == total)
        #expect(review.answer.totals["BP"]?[.none] == 2)
    }

    @Test("A review of a part tells of that part alone")
    func scope() throws {
        let board = try ReviewTests.board()
        let part = try board.save(under: "BP").answer
        #expect(part.rows.map(\.code) == ["CB3", "CB3"])
        #expect(part.scope?.name == "Chi bộ BP")
        #expect(part.committeesAsked.map(\.code) == ["BP"])
        #expect(part.total.rows == 2)
        let branch = try board.save(under: "CB1").answer
        #expect(branch.rows.count == 2)
        #expect(branch.committeesAsked.isEmpty)
        #expect(branch.names["DU"] == "Chi bộ DU")
    }

    @Test("Documents are kept by their ids alone: no name of one is in what is stored")
    func noNames() throws {
        let review = try ReviewTests.board().save()
        let json = String(decoding: try review.json(), as: UTF8.self)
        #expect(!json.contains("HD/BTCTW") && !json.contains("sinh hoạt"))
        #expect(json.contains(#""document":1"#) && json.contains(#""replacedBy":[2]"#))
    }

    @Test("Whatever is recorded, corrected, withdrawn or renamed later, a saved review stays byte for byte")
    func forever() throws {
        let board = try ReviewTests.board()
        let register = board.register
        let review = try board.save(title: "Quý 4")
        let papers = try Language.allCases.map { try paper(review, board, $0) }
        let json = try review.json()
        board.clock.move(to: "01/12/2025")
        try board.record("CB3", 2, .handedOver, .paper, on: "06/11/2025")
        try board.record("CB2", 2, .lost, on: "06/11/2025")
        let receipt = try #require(try register.evidence(of: "cap-thon", edition: 2, node: "CB1").first)
        try register.withdraw(evidence: receipt.id, reason: "nhầm", by: tester)
        try register.learn(dates: dates("27/10/2025"), of: 2, by: tester)
        let third = try board.enter("50-HD/BTCTW", "20/11/2025")
        try register.relate(third, .replaces, 2, from: "20/11/2025")
        try board.issue("02/12/2025")
        try register.withdraw(edition: 2, of: "cap-thon", on: day("03/11/2025"), instead: "đợt 3", by: tester)
        try board.rename("CB1", to: "Chi bộ đổi tên", under: "BP")
        try register.define(
            kit: Board.kit(documents: ["12-HD/BTCTW@06/07/2018"]).replacing(
                "Cặp chi bộ thôn", with: "Cặp khác"),
            file: "kit.yaml", by: tester)

        let again = try register.review(1)
        #expect(again == review)
        #expect(try again.json() == json)
        #expect(try Language.allCases.map { try paper(again, board, $0) } == papers)
        let now = try ReviewAnswer(register.audit(kit: "cap-thon", on: day("25/11/2025")))
        #expect(now != review.answer, "what came later must matter to an audit of today")
        let then = try register.known(at: review.head.knownAt)
        #expect(
            try ReviewAnswer(register.audit(kit: "cap-thon", on: day("25/11/2025"), then)) == review.answer)
    }

    @Test("Asked as known earlier, what was recorded since is not in it")
    func knownEarlier() throws {
        let board = try ReviewTests.board()
        let before = try #require(board.register.clock.instant(reading: "24/11/2025 17:00"))
        let review = try board.save(on: "20/11/2025", knownAt: before)
        #expect(review.answer.rows.map(\.held) == [1, 1, 1, nil, nil, nil])
        #expect(review.head.knownAt == before)
        #expect(try board.save(on: "20/11/2025").answer.rows[0].held == 2)
    }

    @Test("What is not known yet is not reviewed")
    func future() throws {
        let board = try ReviewTests.board()
        let register = board.register
        let clock = register.clock
        try expectRefused(.reviewInFuture, leaving: register) { try board.save(on: "26/11/2025") }
        try expectRefused(.knownInFuture, leaving: register) {
            try board.save(knownAt: Instant(milliseconds: clock.now.milliseconds + 1))
        }
        try expectRefused(.reviewInFuture, leaving: register) {
            try board.save(on: "25/11/2025", knownAt: clock.instant(of: day("24/11/2025"), hour: 23))
        }
        try expectRefused(.nodeUnknown, leaving: register) { try board.save(on: "31/12/2019", under: "DU") }
        _ = try board.save(knownAt: clock.now)
    }

    @Test("A number that was never given is told, with the last there is")
    func unknown() throws {
        let board = try ReviewTests.board()
        try board.save()
        for number in [0, -1, 2, Int.max] {
            let error = try expectRefused(.reviewUnknown, leaving: board.register) {
                try board.register.review(number)
            }
            #expect(error?.arguments["last"] == "1")
        }
    }

    @Test("The evidence behind a cell is what had happened by the day and was known then")
    func cell() throws {
        let board = try ReviewTests.board()
        let review = try board.save(on: "10/03/2025")
        board.clock.move(to: "26/11/2025")
        try board.record("CB1", 1, .filed, .paper, on: "04/03/2025")
        func behind(_ review: Review, _ code: String, _ copy: Copy? = nil) throws -> [String] {
            try board.register.evidence(behind: review, of: code, copy: copy).map {
                "\($0.edition) \($0.proof.word) \($0.copy.word)"
            }
        }
        #expect(try behind(review, "CB1") == ["1 downloaded electronic", "1 handedOver paper"])
        #expect(try behind(review, "cb1", .paper) == ["1 handedOver paper"])
        #expect(try behind(review, "CB3") == [])
        let later = try board.save(on: "26/11/2025")
        #expect(
            try behind(later, "CB1") == [
                "1 downloaded electronic", "1 handedOver paper", "2 downloaded electronic", "1 filed paper",
            ])
        let error = expectError(.reviewLacksNode) { try behind(review, "CB4") }
        #expect(error?.arguments["near"] == "CB1")
        expectError(.reviewLacksNode) { try behind(review, "DU") }
    }
}

extension Board {
    /// Saves a review of the kit, of today unless told otherwise.
    @discardableResult
    func save(
        on: String? = nil, knownAt: Instant? = nil, under: String? = nil, title: String? = nil
    ) throws -> Review {
        try register.save(
            reviewOf: "cap-thon", on: on.map { day($0) } ?? register.clock.today, knownAt: knownAt,
            under: under,
            title: title, office: "Ban Xây dựng Đảng xã Thử", by: tester)
    }

    /// Gives a node another name and another parent, as a correction of all its days.
    func rename(_ code: String, to name: String, under parent: String) throws {
        try register.change("test.rename", code, by: tester) { db, event in
            let find = "SELECT id FROM node WHERE code = ?"
            let node = try Int64.fetchOne(db, sql: find, arguments: [code])
            try db.execute(
                sql: "UPDATE node_version SET closed = ? WHERE node_id = ? AND closed IS NULL",
                arguments: [event, node])
            try db.execute(
                sql: """
                    INSERT INTO node_version (node_id, name, kind, parent_id, from_day, recorded)
                    SELECT node_id, ?, kind, (\(find)), from_day, ? FROM node_version WHERE closed = ?
                    """, arguments: [name, parent, event, event])
        }
    }
}

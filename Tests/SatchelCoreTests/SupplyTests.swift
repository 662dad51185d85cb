import GRDB
import TestSupport
import Testing

@testable import SatchelCore

@Suite("Supplementary supply")
struct SupplyTests {
    private let board: Board
    private var register: Register { board.register }

    init() throws {
        board = try Board.ready()
        try board.issue("01/03/2025", due: "15/03/2025")
        board.clock.move(to: "20/03/2025")
        try register.add(
            nodes: [
                NewNode(
                    code: "CB5", name: "Chi bộ 5", kind: .residential, parent: "DU", from: day("10/03/2025"),
                    secretary: NewHolder(person: "Kpă Mai", email: "mai@cb5.example"))
            ], by: tester)
    }

    @discardableResult
    private func supply(
        _ codes: [String], edition: Int? = nil, on text: String = "20/03/2025", due: String = "05/04/2025"
    ) throws -> [String] {
        try register.supply(
            edition: edition, of: "cap-thon", to: codes, on: day(text), due: day(due), by: Actor(user: "hoa")
        ).nodes.map(\.code)
    }

    @Test(
        "Late joiners get the next copy numbers, a due date and a notice of their own; the others hear nothing"
    )
    func supplied() throws {
        #expect(try supply(["cq1", "CB5", "CB5"]) == ["CB5", "CQ1"])
        let rows = try register.audit(kit: "cap-thon", on: day("20/03/2025")).rows
        let told = rows.filter { $0.copy == .electronic }.map {
            "\($0.node.code) \($0.copyNumber) \($0.suppliedOn?.iso ?? "") \($0.dueOn?.iso ?? "")"
        }
        #expect(
            told == [
                "CB1 1 2025-03-01 2025-03-15", "CB2 2 2025-03-01 2025-03-15", "CB3 3 2025-03-01 2025-03-15",
                "CB5 4 2025-03-20 2025-04-05", "CQ1 5 2025-03-20 2025-04-05",
            ])
        let notices = try register.notices(of: "cap-thon").filter { $0.copyNumber > 3 }
        #expect(
            notices.map { "\($0.kind) \($0.nodeCode) \($0.channel) \($0.dueOn?.iso ?? "")" } == [
                "newEdition CB5 mail 2025-04-05", "newEdition CQ1 telephone 2025-04-05",
            ])
        #expect(try register.notices(of: "cap-thon").count == 5)
        let event = try #require(try register.lastEvent())
        #expect(event.verb == "edition.supply" && event.subject == "cap-thon/1" && event.user == "hoa")
        let ways = try register.writer.read {
            try Int.fetchAll($0, sql: "SELECT way FROM transmittal ORDER BY recipient_id")
        }
        #expect(ways == [0, 0, 0, 1, 1])
        try board.record("CB5", 1, .downloaded, on: "20/03/2025")
        #expect(
            try register.audit(kit: "cap-thon", on: day("20/03/2025")).rows.first { $0.node.code == "CB5" }?
                .edition == .latest)
    }

    @Test("An older edition can be supplied by its number, and a next one keeps the copy numbers")
    func byNumber() throws {
        try supply(["CB5"], edition: 1)
        try board.revise("bien-ban", "mẫu 2")
        try board.issue("21/03/2025")
        let rows = try register.audit(kit: "cap-thon", on: day("21/03/2025")).rows
        #expect(rows.first { $0.node.code == "CB5" }?.copyNumber == 4)
        try supply(["CQ1"], edition: 1, on: "21/03/2025")
        try supply(["CQ1"], on: "21/03/2025")
        #expect(try register.audit(kit: "cap-thon", on: day("21/03/2025")).rows.last?.copyNumber == 5)
    }

    @Test("A supply is refused to whom it makes no sense, and on days that cannot be")
    func refused() throws {
        func refuse(
            _ code: SatchelError.Code, _ codes: [String], on text: String = "20/03/2025",
            due: String = "05/04/2025", edition: Int? = nil
        )
            throws
        {
            try expectRefused(code, leaving: register) {
                try supply(codes, edition: edition, on: text, due: due)
            }
        }
        try refuse(.suppliedAlready, ["CB5", "CB1"])
        try refuse(.nodeUnknown, ["CB9"])
        try refuse(.nodeNotYet, ["CB5"], on: "05/03/2025")
        try refuse(.dueBeforeIssue, ["CB5"], due: "19/03/2025")
        try refuse(.issueInFuture, ["CB5"], on: "21/03/2025")
        try refuse(.supplyBeforeIssue, ["CQ1"], on: "28/02/2025")
        try refuse(.editionUnknown, ["CB5"], edition: 2)
        try supply(["CB5"])
        try refuse(.suppliedAlready, ["CB5"])
        try register.withdraw(
            edition: 1, of: "cap-thon", on: day("20/03/2025"), instead: "chờ đợt 2", by: tester)
        try refuse(.editionWithdrawn, ["CQ1"], edition: 1)
        try refuse(.editionUnknown, ["CQ1"])
    }
}

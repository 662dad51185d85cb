import Foundation
import TestSupport
import Testing

@testable import SatchelCore

@Suite("Recall")
struct RecallTests {
    /// Both editions of the board, the second withdrawn on 25/11/2025; CB1 has mail, CB2 chat, CB3 a telephone.
    private func withdrawn() throws -> Board {
        let board = try Board.withTwoEditions()
        board.clock.move(to: "25/11/2025")
        try board.record("CB1", 2, .downloaded, on: "06/11/2025")
        try board.record("CB1", 2, .handedOver, .paper, on: "07/11/2025")
        try board.record("CB2", 2, .filed, .paper, on: "08/11/2025")
        try board.record("CB3", 1, .handedOver, .paper, on: "05/03/2025")
        try board.register.withdraw(
            edition: 2, of: "cap-thon", on: day("25/11/2025"), instead: "dùng lại đợt 1", by: tester)
        return board
    }

    private func told(_ board: Board, on text: String, _ known: Known = .now) throws -> [String] {
        try board.register.recall(edition: 2, of: "cap-thon", on: day(text), known).rows.map { row in
            "\(row.node) \(row.copy.word) \(row.state.word)\(row.state.day.map { " \($0.iso)" } ?? "")"
        }
    }

    @Test("Who holds a withdrawn edition is listed with person and phone, until it is back or lost")
    func listed() throws {
        let board = try withdrawn()
        #expect(
            try told(board, on: "25/11/2025") == [
                "CB1 electronic held 2025-11-06", "CB1 paper held 2025-11-07", "CB2 electronic noReceipt",
                "CB2 paper held 2025-11-08", "CB3 electronic noReceipt", "CB3 paper noReceipt",
            ])
        let before = try board.register.known(at: board.clock.now)
        board.clock.move(to: "30/11/2025")
        try board.record("CB1", 2, .returned, .paper, on: "28/11/2025")
        try board.record("CB2", 2, .lost, .paper, on: "29/11/2025")
        try board.record("CB1", 2, .returned, on: "30/11/2025")
        #expect(
            try told(board, on: "30/11/2025") == [
                "CB1 electronic returned 2025-11-30", "CB1 paper returned 2025-11-28",
                "CB2 electronic noReceipt", "CB2 paper lost 2025-11-29", "CB3 electronic noReceipt",
                "CB3 paper noReceipt",
            ])
        #expect(
            try Array(told(board, on: "28/11/2025").prefix(2)) == [
                "CB1 electronic held 2025-11-06", "CB1 paper returned 2025-11-28",
            ])
        #expect(try told(board, on: "30/11/2025", before)[1] == "CB1 paper held 2025-11-07")
        let recall = try board.register.recall(edition: 2, of: "cap-thon", on: day("28/11/2025"))
        #expect(recall.sum(.paper).vi == "cặp giấy: còn 1, đã trả 1, báo mất 0")
        #expect(recall.sum(.electronic).en == "electronic copy: 1 still out, 0 back, 0 lost")
        #expect(recall.rows[0].person == "Rơ Châm H'Lan" && recall.rows[4].phone == "0900 000 003")
    }

    @Test("An edition in use, or that never was, has no recall list")
    func refused() throws {
        let board = try withdrawn()
        expectError(.editionInUse) {
            try board.register.recall(edition: 1, of: "cap-thon", on: day("25/11/2025"))
        }
        expectError(.editionUnknown) {
            try board.register.recall(edition: 9, of: "cap-thon", on: day("25/11/2025"))
        }
        expectError(.kitUnknown) { try board.register.recall(edition: 2, of: "cap", on: day("25/11/2025")) }
    }

    @Test(
        "What became of a copy follows from its evidence",
        arguments: [
            ("", "noReceipt"), ("2 sent", "noReceipt"), ("2 downloaded", "held 1"),
            ("2 downloaded, 2 filed", "held 1"), ("2 filed, 2 returned", "returned 2"),
            ("2 filed, 2 returned, 2 handedOver", "held 1"), ("2 filed, 2 lost, 2 returned", "returned 3"),
            ("2 filed, 3 filed", "replaced"), ("2 filed, 3 filed, 3 returned", "held 1"),
            ("2 filed, 1 filed", "held 1"), ("3 filed", "noReceipt"),
            ("2 filed, 1 foundOtherwise", "replaced"),
            ("1 foundOtherwise, 2 filed", "held 2"), ("2 foundOtherwise", "held 1"),
            ("2 filed, 0 holderChanged", "held 1"), ("2 inherited", "held 1"),
            ("2 inherited, 2 returned, 3 sent", "returned 2"), ("2 filed, 2 returned, 3 filed", "returned 2"),
        ])
    func states(evidence: String, expected: String) {
        let facts = evidence.split(separator: ", ").enumerated().map { place, text in
            let parts = text.split(separator: " ").map(String.init)
            return RecallList.Fact(
                edition: Int(parts[0]) ?? -1, proof: Proof(word: parts[1]) ?? .sent,
                on: Day.first.advanced(by: place))
        }
        let state = RecallList.State(of: 2, facts)
        #expect("\(state.word)\(state.day.map { " \($0.day)" } ?? "")" == expected)
    }

    @Test("The printed list has a place to sign, tells what to do instead, and names those without a receipt")
    func page() throws {
        let board = try withdrawn()
        let recall = try board.register.recall(edition: 2, of: "cap-thon", on: day("25/11/2025"))
        func html(_ language: Language) -> String {
            RecallPage(
                recall, kit: Text("Cặp <thôn>", "Kit"), settings: board.office.settings, language: language
            ).html
        }
        let page = html(.vi)
        for words in [
            "Danh sách thu hồi cặp tài liệu", "Cặp &lt;thôn&gt;", "Ngừng dùng từ ngày 25/11/2025.",
            "<b>dùng lại đợt 1</b>", "Ký nộp lại", "nhận 07/11/2025; cần nộp lại",
            "nhận 06/11/2025; cần xóa tệp", "Cặp giấy: còn 2, đã trả 0, báo mất 0.",
            "(1); báo không dùng:</b> Chi bộ CB3 (CB3) 0900 000 003.",
        ] {
            let isThere = page.contains(words)
            #expect(isThere, "\(words)")
        }
        #expect(html(.en).contains("Recall list of a kit"))
        #expect(!html(.en).contains("Ký nộp lại"))
    }

    @Test("When everything is back, the page says that nobody holds a copy")
    func nothingLeft() throws {
        let board = try Board.withTwoEditions()
        try board.register.withdraw(
            edition: 2, of: "cap-thon", on: day("05/11/2025"), instead: "chờ đợt 3", by: tester)
        let recall = try board.register.recall(edition: 2, of: "cap-thon", on: day("05/11/2025"))
        let page = RecallPage(
            recall, kit: Text("Cặp", "Kit"), settings: board.office.settings, language: .vi
        ).html
        #expect(page.contains("Không nơi nào còn giữ, theo xác nhận đã ghi."))
        #expect(page.contains("(3); báo không dùng:"))
    }
}

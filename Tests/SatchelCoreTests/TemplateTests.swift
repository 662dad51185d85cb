import TestSupport
import Testing

@testable import SatchelCore

@Suite("Templates")
struct TemplateTests {
    @Test("Revisions are numbered; the newest counts and the others stay")
    func revisions() throws {
        let board = try Board()
        #expect(try board.revise("bien-ban", "một", madeOn: "01/01/2025") == 1)
        #expect(try board.revise("bien-ban", "hai", madeOn: "01/02/2025") == 2)
        #expect(try board.revise("quy-che", "một") == 1)
        let templates = try board.register.templates()
        #expect(templates.map(\.slug) == ["bien-ban", "quy-che"])
        #expect(templates.map(\.revision.number) == [2, 1])
        #expect(templates[0].reviewedOn == day("01/02/2025"))
        #expect(try board.store.bytes(of: templates[0].revision.blob) == Array("hai".utf8))
        #expect(try board.register.lastEvent()?.user == "thu")
    }

    @Test("The same bytes are no new revision; a document that is not there is nothing to rest on")
    func refused() throws {
        let board = try Board()
        try board.revise("bien-ban", "một")
        try expectRefused(.templateUnchanged, leaving: board.register, board.store) {
            try board.revise("bien-ban", "một", madeOn: "01/02/2025")
        }
        try expectRefused(.documentUnknown, leaving: board.register, board.store) {
            try board.revise("bien-ban", "hai", restsOn: [99])
        }
        let error = try expectRefused(.templateUnknown, leaving: board.register) {
            try board.register.review(template: "bien-bam", on: day("01/02/2025"), note: nil, by: tester)
        }
        #expect(error?.arguments["near"] == "bien-ban")
    }

    /// A template of 01/01/2025 that rests on a document replaced from 28/10/2025 on.
    private func resting() throws -> Board {
        let board = try Board(on: "01/03/2025")
        let old = try board.register.enter("12-HD/BTCTW", "06/07/2018")
        let new = try board.register.enter("42-HD/BTCTW", "28/10/2025")
        try board.register.relate(new, .replaces, old)
        try board.revise("bien-ban", "một", restsOn: [old])
        return board
    }

    private func doubts(_ board: Board, on text: String) throws -> [Int64] {
        try board.register.templates()[0].doubts(in: board.register.inForce(), on: day(text))
    }

    @Test("A template becomes doubtful on the day a document it rests on ends")
    func doubtful() throws {
        let board = try resting()
        #expect(try doubts(board, on: "27/10/2025") == [])
        #expect(try doubts(board, on: "28/10/2025") == [1])
        #expect(try doubts(board, on: "01/01/2030") == [1])
    }

    @Test("A review on or after that day settles it; an earlier one does not")
    func reviewed() throws {
        let board = try resting()
        try board.register.review(template: "bien-ban", on: day("27/10/2025"), note: nil, by: tester)
        #expect(try doubts(board, on: "28/10/2025") == [1])
        try board.register.review(
            template: "bien-ban", on: day("28/10/2025"), note: "đã xem", by: Actor(user: "lan"))
        #expect(try doubts(board, on: "28/10/2025") == [])
        #expect(try board.register.lastEvent()?.user == "lan")
    }

    @Test("A revision settles it, whatever it rests on then")
    func revised() throws {
        let board = try resting()
        try board.revise("bien-ban", "hai", restsOn: [2], madeOn: "30/10/2025")
        #expect(try doubts(board, on: "31/10/2025") == [])
        #expect(try board.register.templates()[0].restsOn == [2])
    }

    @Test(
        "Amending or suspending what it rests on, or an unconfirmed replacement, makes no template doubtful")
    func undoubted() throws {
        let board = try Board()
        let old = try board.register.enter("12-HD/BTCTW", "06/07/2018")
        let new = try board.register.enter("42-HD/BTCTW", "28/10/2025")
        try board.register.relate(new, .amends, old)
        try board.register.relate(new, .replaces, old, evidence: nil)
        try board.register.relate(new, .replaces, old, scope: "Mục II")
        try board.revise("bien-ban", "một", restsOn: [old])
        #expect(try doubts(board, on: "28/10/2025") == [])
    }
}

import TestSupport
import Testing

@testable import SatchelCore

@Suite("A document filed with its file and relations")
struct FilingTests {
    private let board: Board
    private let old: Int64

    init() throws {
        board = try Board()
        old = try board.register.add(
            documents: [newDocument("29-QĐ/TW", "25/07/2016")], by: tester)[0]
    }

    private func file(
        _ new: NewDocument, _ bytes: String = "%PDF-1.4 mới", looked: Bool = true,
        relations: (Int64) -> [NewRelation]
    ) throws -> Int64 {
        try board.register.add(
            document: new, files: [NewFile(name: "24.pdf", bytes: Array(bytes.utf8), kind: .signed)],
            everyPageLookedAt: looked, relations: relations, in: board.store, by: tester)
    }

    private func replacing(_ id: Int64) -> [NewRelation] {
        [NewRelation(subject: id, type: .replaces, object: old, evidence: "Điều 2")]
    }

    @Test("document, file and relation are there together, and the log tells of each")
    func whole() throws {
        let id = try file(newDocument("24-QĐ/TW", "30/07/2021"), relations: replacing)
        #expect(try board.register.files(of: id).map(\.name) == ["24.pdf"])
        #expect(try board.register.files(of: id).map(\.kind) == [.signed])
        #expect(try board.register.inForce().status(of: old, on: day("30/07/2021")).status == .superseded)
        #expect(
            try board.register.events().suffix(3).map(\.verb) == [
                "document.add", "document.file", "relation.add",
            ])
    }

    @Test("a relation that is refused leaves neither document nor file in the register")
    func refusedRelation() throws {
        try expectRefused(.relationDayUnknown, leaving: board.register) {
            try file(newDocument("24-QĐ/TW", "?"), relations: replacing)
        }
    }

    @Test("a secret document is refused before its bytes are kept")
    func secret() throws {
        var new = newDocument("24-QĐ/TW", "30/07/2021")
        new.access = "Tối mật"
        let before = board.store.hashes()
        try expectRefused(.secretRefused, leaving: board.register) { try file(new, relations: replacing) }
        #expect(board.store.hashes() == before)
    }

    @Test("a file whose pages nobody looked at is refused with everything else")
    func notLookedAt() throws {
        try expectRefused(.pagesNotLookedAt, leaving: board.register) {
            try file(newDocument("24-QĐ/TW", "30/07/2021"), looked: false, relations: replacing)
        }
    }

    @Test(
        "removed as a matter of urgency, it is named in no line of the log", arguments: ["24 – qđ/tw", nil])
    func removed(symbol: String?) throws {
        var new = newDocument("1-QĐ/TW", "30/07/2021")
        new.symbol = symbol
        new.title = "Về một việc không được có ở đây"
        let id = try file(new, relations: replacing)
        try board.office.remove(try board.register.document(id), because: "nhầm tài liệu", by: tester)
        for event in try board.register.events() {
            let text = VietnameseText.folded("\(event.subject) \(event.detail ?? "")")
            #expect(!text.contains("24-QD/TW") && !text.contains("24 - QD/TW"), "\(event.verb)")
            #expect(!text.contains("KHONG DUOC CO") && !text.contains("24.PDF"), "\(event.verb)")
        }
    }

    @Test("a document that is there already is refused with everything else")
    func twice() throws {
        try expectRefused(.documentTwice, leaving: board.register) {
            try file(newDocument("29-QĐ/TW", "2016"), relations: { _ in [] })
        }
    }
}

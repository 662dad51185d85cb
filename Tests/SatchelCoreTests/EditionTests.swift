import Foundation
import GRDB
import TestSupport
import Testing

@testable import SatchelCore

@Suite("Editions")
struct EditionTests {
    @Test("An edition is issued with items, recipients, copy numbers and its line in the log")
    func issued() throws {
        let board = try Board.ready()
        try board.register.delegate(
            NewDelegation(from: "hoa", to: "lan", from: day("01/03/2025"), to: day("31/03/2025")), by: tester)
        let edition = try board.register.issue(
            kit: "cap-thon", number: 1, on: day("01/03/2025"), due: day("15/03/2025"), office: board.office,
            by: Actor(user: "lan", onBehalfOf: "hoa"))
        #expect(edition.number == 1)
        #expect(edition.folder == "Cặp thôn - đợt 1 (03-2025)")
        #expect(edition.name.vi == "đợt 1 (03/2025)")
        let items = try board.register.items(of: edition)
        #expect(
            items.map(\.path) == [
                "A. Văn bản/A1 Hướng dẫn 12-HD-BTCTW (06-07-2018).pdf", "B. Mẫu/B1 Biên bản thường kỳ.docx",
                "Mục lục.html", "kit.json", "SHA256SUMS",
            ])
        let rows = try board.register.audit(kit: "cap-thon", on: day("01/03/2025")).rows
        #expect(rows.map(\.node.code) == ["CB1", "CB1", "CB2", "CB2", "CB3", "CB3"])
        #expect(rows.map(\.copyNumber) == [1, 1, 2, 2, 3, 3])
        #expect(rows.allSatisfy { $0.dueOn == day("15/03/2025") })
        let event = try #require(try board.register.lastEvent())
        #expect(
            [event.verb, event.subject, event.user, event.onBehalfOf] == [
                "edition.issue", "cap-thon/1", "lan", "hoa",
            ])
        #expect(
            try board.register.items(of: edition).last?.blob.map { try board.store.bytes(of: $0).count } ?? 0
                > 0)
    }

    @Test("An edition cannot be issued twice, out of order, unchanged, too early, or due before its day")
    func refused() throws {
        let board = try Board.withTwoEditions()
        let register = board.register
        board.clock.move(to: "06/11/2025")
        func issue(_ code: SatchelError.Code, number: Int? = nil, on text: String, due: String? = nil) throws
        {
            try expectRefused(code, leaving: register, board.store) {
                try register.issue(
                    kit: "cap-thon", number: number, on: day(text), due: due.map { day($0) },
                    office: board.office, by: tester)
            }
        }
        try issue(.editionTwice, number: 2, on: "06/11/2025")
        try issue(.editionTwice, number: 1, on: "06/11/2025")
        try issue(.editionOutOfOrder, number: 4, on: "06/11/2025")
        try issue(.editionUnchanged, on: "06/11/2025")
        try board.revise("bien-ban", "mẫu 2")
        try issue(.dueBeforeIssue, on: "06/11/2025", due: "05/11/2025")
        try issue(.issueBeforePrevious, on: "04/11/2025")
        try issue(.issueInFuture, on: "07/11/2025")
        try register.distribute(kit: "cap-thon", to: DistributionList(kinds: ["student"]), by: tester)
        try issue(.noRecipients, on: "06/11/2025")
        try expectRefused(.nodeUnknown, leaving: register) {
            try register.distribute(
                kit: "cap-thon", to: DistributionList(kinds: [], also: ["CB9"]), by: tester)
        }
        try expectRefused(.kitUnknown, leaving: register) {
            try register.issue(kit: "cap", on: day("06/11/2025"), due: nil, office: board.office, by: tester)
        }
    }

    @Test("An edition that is not there is refused; without a number the newest in use is meant")
    func asked() throws {
        let board = try Board.withTwoEditions()
        #expect(try board.register.edition(of: "cap-thon").number == 2)
        #expect(try board.register.edition(of: "cap-thon", number: 1).number == 1)
        expectError(.editionUnknown) { try board.register.edition(of: "cap-thon", number: 3) }
        expectError(.kitUnknown) { try board.register.edition(of: "cap", number: 1) }
        try board.register.withdraw(
            edition: 2, of: "cap-thon", on: day("06/11/2025"), instead: "dùng lại đợt 1",
            by: Actor(user: "lan"))
        #expect(try board.register.lastEvent()?.user == "lan")
        #expect(try board.register.edition(of: "cap-thon").number == 1)
        #expect(try board.register.edition(of: "cap-thon", number: 2).instead == "dùng lại đợt 1")
        for (number, instead, code) in [
            (2, "chờ đợt 3", SatchelError.Code.editionWithdrawn), (3, "x", .editionUnknown),
            (1, " ", .insteadMissing),
        ] {
            try expectRefused(code, leaving: board.register) {
                try board.register.withdraw(
                    edition: number, of: "cap-thon", on: day("07/11/2025"), instead: instead, by: tester)
            }
        }
    }

    @Test(
        "The database itself refuses to change or delete what is issued",
        arguments: [
            "UPDATE edition SET issued_on = 20250302", "UPDATE edition SET archive_sha256 = archive_sha256",
            "INSERT OR REPLACE INTO edition SELECT * FROM edition WHERE number = 1",
            "INSERT OR REPLACE INTO event SELECT id, 9e15, 'khác', NULL, verb, subject, detail FROM event",
            "DELETE FROM edition", "UPDATE edition_item SET path = 'x'", "DELETE FROM edition_item",
            "UPDATE transmittal SET due_on = NULL", "DELETE FROM transmittal", "DELETE FROM recipient",
            "UPDATE evidence SET happened_on = 20250101", "DELETE FROM evidence", "DELETE FROM blob",
            "UPDATE blob SET size = 1", "UPDATE event SET user = 'khác'", "DELETE FROM event",
            "UPDATE confirmation SET evidence = 'khác'", "DELETE FROM relation", "DELETE FROM kit_definition",
            "UPDATE document_dates SET issued_on = 0", "UPDATE template_revision SET number = 9",
            "DELETE FROM holder",
            "UPDATE node_version SET name = 'khác'", "DELETE FROM edition_withdrawal",
            "INSERT INTO event (at, user, verb, subject) VALUES (1, 'x', 'x', 'x')",
        ])
    func frozen(sql: String) throws {
        let board = try Board.withTwoEditions()
        try board.record("CB1", 2, .downloaded, on: "05/11/2025")
        try board.register.withdraw(
            edition: 1, of: "cap-thon", on: day("05/11/2025"), instead: "dùng đợt 2", by: tester)
        try expectRefused(.registerRefused, leaving: board.register) {
            try Register.naming("register") { try board.register.writer.write { try $0.execute(sql: sql) } }
        }
    }

    @Test("A row is closed once and never opened again")
    func closedOnce() throws {
        let desk = try RelationTests.desk()
        let id = try desk.register.relate(3, .replaces, 2)
        try desk.register.withdraw(relation: id, reason: "nhầm", by: tester)
        try expectRefused(.registerRefused, leaving: desk.register) {
            try Register.naming("register") {
                try desk.register.writer.write { try $0.execute(sql: "UPDATE relation SET closed = NULL") }
            }
        }
    }

    @Test("An archive is rebuilt to the same bytes after templates, documents and definitions changed")
    func rebuilt() throws {
        let board = try Board.withTwoEditions()
        let first = try board.register.edition(of: "cap-thon", number: 1)
        let path = "\(board.folder.path)/một.zip"
        try board.office.archive(of: first).write(to: path)
        let bytes = try PrivateFile.read(path)
        #expect(BlobStore.sha256(bytes) == first.archiveSHA256)
        #expect(UInt64(bytes.count) == first.archiveSize)
        board.clock.move(to: "01/01/2027")
        try board.revise("bien-ban", "mẫu 2")
        try board.addFile(to: 1, "bản đính chính")
        try board.register.learn(dates: dates("07/07/2018"), of: 1, by: tester)
        try board.register.define(
            kit: Board.kit(documents: ["42-HD/BTCTW"], folder: "Tên khác"), file: "kit.yaml", by: tester)
        let again = try Office.open(at: board.office.folder, time: { board.clock.now })
        let rebuilt = "\(board.folder.path)/lại.zip"
        try again.archive(of: try again.register.edition(of: "cap-thon", number: 1)).write(to: rebuilt)
        #expect(try PrivateFile.read(rebuilt) == bytes)
    }

    @Test("A file that is gone from the store, or altered, stops an archive and leaves none")
    func altered() throws {
        let board = try Board.ready()
        let edition = try board.issue("01/03/2025")
        let blob = try #require(try board.register.items(of: edition)[0].blob)
        let path = "\(board.folder.path)/kit.zip"
        var packed = try PrivateFile.read(board.store.path(of: blob.sha256))
        packed[packed.count - 1] ^= 1
        try PrivateFile.write(packed, to: board.store.path(of: blob.sha256))
        #expect(throws: SatchelError.self) { try board.office.archive(of: edition).write(to: path) }
        #expect(!FileManager.default.fileExists(atPath: path))
        unlink(board.store.path(of: blob.sha256))
        expectError(.blobMissing) { try board.office.archive(of: edition).write(to: path) }
        #expect(!FileManager.default.fileExists(atPath: path))
        try board.revise("bien-ban", "mẫu 2")
        try expectRefused(.blobMissing, leaving: board.register) { try board.issue("02/03/2025") }
    }

    @Test("The change list between editions reads as the register stood then")
    func changes() throws {
        let board = try Board.withTwoEditions()
        let editions = try board.register.editions(of: "cap-thon")
        let before = try board.office.changes(from: editions[0], to: editions[1])
        #expect(before.lines.map(\.kind) == [.replaced])
        #expect(before.lines[0].takeOut.map(\.documentID) == [1])
        #expect(before.lines[0].putIn.map(\.documentID) == [2])
        #expect(before.lines[0].from == day("28/10/2025"))
        try board.register.withdraw(relation: 1, reason: "nhầm", by: tester)
        #expect(try board.office.changes(from: editions[0], to: editions[1]) == before)
        #expect(try board.office.manifest(of: editions[1]).changes.map(\.kind) == ["replaced"])
    }

    @Test("Items are named by the citations of documents and the names of templates")
    func labels() throws {
        let labels = try Board.withTwoEditions().register.labels()
        #expect(labels["document:2"] == "Hướng dẫn 42-HD/BTCTW, ngày 28/10/2025")
        #expect(labels["template:bien-ban"] == "Biên bản thường kỳ")
        #expect(labels.count == 3)
    }

    @Test("A withdrawn edition may be followed by one with the same contents")
    func afterWithdrawal() throws {
        let board = try Board.withTwoEditions()
        try board.register.withdraw(
            edition: 2, of: "cap-thon", on: day("06/11/2025"), instead: "chờ đợt 3", by: tester)
        #expect(try board.issue("07/11/2025").number == 3)
    }
}

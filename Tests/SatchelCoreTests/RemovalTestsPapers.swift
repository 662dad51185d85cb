import Foundation
import GRDB
import TestSupport
import Testing

@testable import SatchelCore

@Suite("Removals: lists and papers")
struct RemovalTestsPapers {
    @Test("Who downloaded or received it is told with person, telephone and what became of the copy")
    func receivers() throws {
        let board = try RemovalBoard()
        try board.register.appoint(
            NewHolder(person: "Nay Mới", phone: "0900 000 009"), at: "CB2", from: day("04/12/2025"),
            by: tester)
        try board.board.record("CB1", 1, .returned, on: "04/12/2025")
        let report = try board.remove()
        let told = report.receivers.map { receiver in
            [
                "\(receiver.edition)", receiver.code, "\(receiver.copy)", "\(receiver.proof)",
                receiver.receivedOn.iso, receiver.person ?? "–", receiver.holder ?? "–",
                receiver.phone ?? "–",
                "\(receiver.state)",
            ].joined(separator: " ")
        }
        #expect(
            told == [
                "1 CB1 electronic downloaded 2025-03-02 Rơ Châm H'Lan – – returned",
                "1 CB2 paper filed 2025-03-03 Nay Hương Nay Mới 0900 000 009 held",
                "3 CB2 electronic downloaded 2025-12-02 Nay Hương Nay Mới 0900 000 009 held",
            ])
        // CB3 was sent edition 1, and CB1 and CB3 were supplied with edition 3, without a word from them.
        #expect(report.withoutProof == 3)
        #expect(try board.office.report(on: 1).receivers == report.receivers)
    }

    @Test("Backups recorded before it and copies beside the register are told, later ones are not")
    func copies() throws {
        let board = try RemovalBoard()
        func back(up path: String) throws {
            try board.register.change("backup", path, by: tester) { db, event in
                try db.execute(
                    sql: "INSERT INTO backup (path, backup_id, recorded) VALUES (?, ?, ?)",
                    arguments: [path, path, event])
            }
        }
        try back(up: "/media/usb/sao-luu-1")
        let copy = "\(board.office.folder)/register.sqlite.before-2"
        try board.register.writer.writeWithoutTransaction {
            try $0.execute(sql: "VACUUM INTO ?", arguments: [copy])
        }
        let report = try board.remove()
        try back(up: "/media/usb/sao-luu-2")
        try board.register.writer.writeWithoutTransaction {
            try $0.execute(
                sql: "VACUUM INTO ?", arguments: ["\(board.office.folder)/register.sqlite.before-3"])
        }
        let wanted = [
            RegisterCopy(path: "/media/usb/sao-luu-1", madeOn: day("05/12/2025")),
            RegisterCopy(path: copy, madeOn: nil),
        ]
        #expect(report.copies == wanted)
        #expect(try board.office.report(on: 1).copies == wanted)
    }

    @Test("Record and words of recall name nothing, in both languages", arguments: Language.allCases)
    func neutral(language: Language) throws {
        let board = try RemovalBoard()
        let report = try board.remove()
        let removal = try #require(report.removal)
        let sheet = RemovalSheet(
            removal, report, stamp: board.office.clock.stamp(removal.at), day: day("05/12/2025"),
            settings: board.office.settings, language: language
        ).html
        let texts = RecallTexts(report, settings: board.office.settings, language: language)
        let words = texts.text(language)
        for trace in RemovalBoard.traces {
            #expect(!sheet.contains(trace) && !words.contains(trace), "\(trace)")
        }
        let editions =
            language == .vi
            ? ["đợt 1 (03/2025)", "đợt 3 (12/2025)"] : ["edition 1 (03/2025)", "edition 3 (12/2025)"]
        for edition in editions {
            #expect(
                [texts.mail, texts.chat, texts.telephone].allSatisfy { $0.contains(edition) }, "\(edition)")
        }
        #expect(!words.contains(language == .vi ? "đợt 2" : "edition 2"))
        #expect(sheet.contains("05/12/2025 08:00") && sheet.contains("đưa vào nhầm"))
        #expect(sheet.contains("Rơ Châm H&#39;Lan") && sheet.contains("Nay Hương"))
        #expect(words.contains(language == .vi ? "Không chuyển tiếp" : "Never forward"))
    }

    @Test("A document that never went into an edition is removed too")
    func unissued() throws {
        let board = try Board(on: "01/03/2025")
        let id = try board.enter("05-HD/BTCTW", "01/02/2025", title: "Một văn bản không thuộc cặp nào")
        let report = try board.office.remove(try board.register.document(id), because: "nhầm", by: tester)
        #expect(report.places == [] && report.receivers == [] && report.withoutProof == 0)
        #expect(try board.register.documents() == [])
        let removal = try #require(report.removal)
        let sheet = RemovalSheet(
            removal, report, stamp: "", day: day("01/03/2025"), settings: board.office.settings, language: .vi
        )
        #expect(sheet.html.contains("Tài liệu chưa vào đợt nào"))
        // The same symbol may be entered again: another document can bear it.
        try board.register.enter("05-HD/BTCTW", "01/02/2025", title: "Văn bản đúng")
    }
}

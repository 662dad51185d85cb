import Foundation
import GRDB
import TestSupport
import Testing

@testable import SatchelCore

@Suite("Removals: what the database and the store hold to")
struct RemovalTestsSafety {
    @Test("Bytes that were removed are not taken in again, by any door")
    func refused() throws {
        let board = try RemovalBoard()
        let blob = try #require(try board.register.files(of: board.secret).first?.blob)
        try board.remove()
        let register = board.register
        let store = board.board.store
        try expectRefused(.bytesRemoved, leaving: register, store) {
            try register.add(
                file: RemovalBoard.bytes, named: "khac.pdf", kind: .copy, to: try register.document(1),
                everyPageLookedAt: true, in: store, by: tester)
        }
        try expectRefused(.bytesRemoved, leaving: register, store) {
            try register.revise(
                template: "moi", kind: .guide, name: Text("Mới", "New"), file: RemovalBoard.bytes,
                fileName: "moi.pdf", restsOn: [], madeOn: day("05/12/2025"), in: store, by: tester)
        }
        try expectRefused(.bytesRemoved, leaving: register, store) {
            try register.record(
                [
                    NewEvidence(
                        node: "CB1", proof: .handedOver, copy: .paper, medium: .paper,
                        happenedOn: day("04/12/2025"), scan: blob)
                ], of: "cap-thon", edition: 3, by: tester)
        }
        #expect(try register.removed(among: [RemovalBoard.sha256, "0"]) == [RemovalBoard.sha256])
    }

    @Test(
        "When the transaction fails everything is as before, the store too",
        arguments: ["removed_item", "kit_definition", "edition", "event", "blob"])
    func failing(table: String) throws {
        let board = try RemovalBoard()
        try board.register.writer.write { db in
            let moment = table == "blob" ? "DELETE" : table == "removed_item" ? "INSERT" : "UPDATE"
            try db.execute(
                sql: """
                    CREATE TRIGGER stop BEFORE \(moment) ON \(table)
                    BEGIN SELECT RAISE(ABORT, 'stop'); END
                    """)
        }
        try expectRefused(.registerRefused, leaving: board.register, board.board.store) { try board.remove() }
        try board.register.writer.write { try $0.execute(sql: "DROP TRIGGER stop") }
        #expect(try board.remove().removal?.number == 1)
    }

    @Test("A change of the register in between is noticed, and the removal begins again")
    func moved() throws {
        let board = try RemovalBoard()
        let plan = try board.register.removalPlan(of: board.secret)
        try board.board.record("CB3", 3, .downloaded, on: "05/12/2025")
        #expect(throws: Register.Moved.self) {
            try board.register.remove(plan, [], strays: [], because: "nhầm", by: tester)
        }
        #expect(try board.register.removals() == [])
    }

    @Test("A removal that stays open is not committed")
    func open() throws {
        let board = try RemovalBoard()
        try expectRefused(.registerRefused, leaving: board.register) {
            try Register.naming("register") {
                try board.register.writer.write { db in
                    try db.execute(
                        sql: """
                            INSERT INTO removal (document_id, reason, hashes, recorded, finished)
                            VALUES (1, 'x', '[]', 1, -1);
                            UPDATE event SET user = 'khác';
                            """)
                }
            }
        }
    }

    @Test(
        "With no removal open the database refuses to change or delete what never changes, and removals themselves",
        arguments: [
            "UPDATE event SET subject = 'x'", "DELETE FROM document_dates", "DELETE FROM confirmation",
            "UPDATE relation SET clause = 'x'", "DELETE FROM blob", "DELETE FROM document_file",
            "UPDATE kit_definition SET yaml = 'x'", "UPDATE edition SET archive_size = 1",
            "UPDATE edition_item SET path = 'x'", "UPDATE edition_withdrawal SET instead = 'x'",
            "UPDATE template_revision SET note = 'x'", "DELETE FROM template_revision",
            "UPDATE template_basis SET document_id = 1", "UPDATE evidence SET note = 'x'",
            "DELETE FROM evidence",
            "UPDATE removal SET reason = 'x'", "UPDATE removal SET finished = -1", "DELETE FROM removal",
            "UPDATE removal SET hashes = '[]'", "DELETE FROM removed_item",
            "UPDATE removed_item SET position = 0",
        ])
    func frozen(sql: String) throws {
        let board = try RemovalBoard()
        try board.remove()
        try expectRefused(.registerRefused, leaving: board.register) {
            try Register.naming("register") { try board.register.writer.write { try $0.execute(sql: sql) } }
        }
    }

    @Test("The triggers of frozen tables name every column, but for those that close a row")
    func columns() throws {
        let free: Set<String> = [
            "closed", "chosen", "finished", "cleaned", "transmittal.generation", "reorganisation.reason",
            "reorganisation.told", "account_password.hash", "notice.state", "notice.lead_id",
            "notice.attempts", "notice.first_at", "notice.next_at", "notice.leased_by", "notice.code",
            "notice.reply", "notice.finished_at",
        ]
        try Desk().register.read { db in
            let triggers = try Row.fetchAll(
                db,
                sql: "SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_stays'")
            #expect(triggers.count > 20)
            for row in triggers {
                let table: String = row[0]
                let named = (row[1] as String).components(separatedBy: "UPDATE OF ")[1]
                    .components(separatedBy: " ON ")[0].components(separatedBy: ", ")
                let columns = try db.columns(in: table).map(\.name)
                let missing = columns.filter {
                    !named.contains($0) && !free.contains($0) && !free.contains("\(table).\($0)")
                }
                #expect(missing == [], "\(table)")
                let strange = named.filter { !columns.contains($0) }
                #expect(strange == [], "\(table)")
            }
        }
    }

    @Test("Every text of the register is looked through, but for tables that speak of no document")
    func tables() throws {
        try Desk().register.read { db in
            let all = try String.fetchSet(
                db,
                sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
            let passedOver = all.subtracting(try RemovalTexts.tables(db))
            #expect(
                passedOver == [
                    "account", "account_password", "api_token", "backup", "distribution_list", "finding",
                    "grdb_migrations", "holder", "invitation", "kit_owner",
                    "node_version", "office", "recipient", "removal", "removed_item", "review", "transmittal",
                ])
        }
    }

    @Test("Stopped after the transaction, the next run clears away what is left")
    func interrupted() throws {
        let board = try Board(on: "01/03/2025")
        let id = try board.enter("05-HD/BTCTW", "01/02/2025", title: "Một văn bản không thuộc cặp nào")
        let plan = try board.register.removalPlan(of: id)
        let path = board.store.path(of: try #require(plan.hashes.first))
        try PrivateFile.write([1, 2, 3], to: "\(path).ABC.part")
        // As a process leaves it that is killed right after the transaction.
        _ = try board.register.remove(plan, [], strays: [], because: "nhầm", by: tester)
        #expect(FileManager.default.fileExists(atPath: path))
        #expect(try board.register.removals().map(\.isClean) == [false])
        #expect(try board.office.finishRemovals(by: tester) == 1)
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(!FileManager.default.fileExists(atPath: "\(path).ABC.part"))
        #expect(try board.register.removals().map(\.isClean) == [true])
        let rows = try board.register.dump()
        #expect(try board.office.finishRemovals(by: tester) == 0)
        #expect(try board.register.dump() == rows)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(board.office.folder)/register.sqlite"))
        #expect(bytes.range(of: Data("05-HD/BTCTW".utf8)) == nil)
    }

    @Test("While another program reads the register it is not clean yet; a second run makes it so")
    func busy() throws {
        let board = try RemovalBoard()
        let other = try DatabasePool(path: "\(board.office.folder)/register.sqlite")
        let snapshot = try other.makeSnapshot()
        _ = try snapshot.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM event") }
        let report = try board.remove()
        #expect(report.removal?.isClean == false)
        #expect(try !board.files(holding: RemovalBoard.title).isEmpty, "clearing away has nothing to do")
        #expect(try board.register.documents().map(\.id) == [1, 3])
        expectError(.registerBusy) { try board.office.finishRemovals(by: tester) }
        try snapshot.close()
        try other.close()
        try board.office.finishRemovals(by: tester)
        #expect(try board.register.removals().map(\.isClean) == [true])
        for trace in RemovalBoard.traces { #expect(try board.files(holding: trace) == [], "\(trace)") }
    }

    @Test("Pages of an issue that was broken off, and drafts, go too")
    func strays() throws {
        let board = try RemovalBoard()
        _ = try board.board.store.ingest(Array("<p>88-HD/BTCTW</p>".utf8), name: "trang.html")
        let kept = try board.board.store.ingest(Array("<p>12-HD/BTCTW</p>".utf8), name: "trang.html")
        try PrivateFile.makeFolder("\(board.office.folder)/drafts")
        try PrivateFile.write(RemovalBoard.bytes, to: "\(board.office.folder)/drafts/1-cap.zip")
        try board.remove()
        for trace in RemovalBoard.traces { #expect(try board.files(holding: trace) == [], "\(trace)") }
        #expect(FileManager.default.fileExists(atPath: board.board.store.path(of: kept.sha256)))
    }

    @Test("The same bytes go from other documents, templates and scans, which are told")
    func alike() throws {
        let board = try RemovalBoard()
        let store = board.board.store
        let twin = try board.register.document(1)
        try board.register.add(
            file: RemovalBoard.bytes, named: "ban-sao.pdf", kind: .scan, to: twin, everyPageLookedAt: true,
            in: store, by: tester)
        let blob = try #require(try board.register.files(of: board.secret).first?.blob)
        for slug in ["bien-ban", "rieng"] {
            try board.register.revise(
                template: slug, kind: .template, name: Text("Mẫu \(slug)", slug), file: RemovalBoard.bytes,
                fileName: "\(slug).pdf", restsOn: [], madeOn: day("04/12/2025"), in: store, by: tester)
        }
        try board.register.define(
            kit: Board.kit(documents: ["12-HD/BTCTW@06/07/2018"], templates: ["bien-ban", "rieng"]),
            file: "kit.yaml", by: tester)
        try board.board.issue("05/12/2025")
        try board.register.record(
            [
                NewEvidence(
                    node: "CB1", proof: .handedOver, copy: .paper, medium: .paper,
                    happenedOn: day("05/12/2025"),
                    scan: blob)
            ], of: "cap-thon", edition: 4, by: tester)
        let outlook = try board.office.outlook(onRemoving: try board.register.document(board.secret))
        #expect(outlook.alike == ["12-HD/BTCTW@06/07/2018", "bien-ban", "rieng", "scan: 1"])
        let report = try board.remove()
        #expect(report.places.map { "\($0.edition) \($0.slot)" } == ["1 A1", "3 A1", "4 B1", "4 B1"])
        #expect(try board.files(holding: RemovalBoard.sha256) == [])
        #expect(!FileManager.default.fileExists(atPath: store.path(of: RemovalBoard.sha256)))
        #expect(try board.register.templates().map { "\($0.slug) \($0.revision.number)" } == ["bien-ban 1"])
        #expect(try board.register.files(of: 1).map(\.name) == ["Bản ký.PDF"])
        let edition = try board.register.edition(of: "cap-thon", number: 4)
        try board.office.archive(of: edition).write(to: "\(board.board.folder.path)/4.zip")
        #expect(try board.register.preview(kit: "cap-thon", on: day("06/12/2025")).plan.items.count == 2)
    }

    @Test("A second removal leaves what the first one left, and both are listed")
    func second() throws {
        let board = try RemovalBoard()
        try board.remove()
        board.board.clock.move(to: "10/12/2025")
        let other = try board.register.document("99-HD/BTCTW")
        let report = try board.office.remove(
            other, because: "cũng nhầm", by: Actor(user: "lan", onBehalfOf: "hoa"))
        #expect(report.removal?.number == 2)
        #expect(report.places.map(\.edition) == [2, 3])
        #expect(try board.register.removals().map(\.reason) == ["đưa vào nhầm", "cũng nhầm"])
        #expect(try board.register.removal(1).places.map(\.edition) == [1, 3])
        for edition in try board.register.editions(of: "cap-thon") {
            try board.office.archive(of: edition).write(
                to: "\(board.board.folder.path)/\(edition.number).zip")
        }
        let third = try board.office.manifest(of: try board.register.edition(of: "cap-thon", number: 3))
        #expect(third.entries.compactMap(\.removedOn) == ["2025-12-10", "2025-12-05"])
        for trace in RemovalBoard.traces + ["99-HD/BTCTW"] {
            #expect(try board.files(holding: trace) == [], "\(trace)")
        }
        expectError(.removalUnknown) { try board.register.removal(3) }
    }
}

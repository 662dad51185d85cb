import Foundation
import GRDB
import TestSupport
import Testing

@testable import SatchelCore

@Suite("Migration")
struct MigrationTests {
    /// Rows as the first version wrote them: a kit issued once to one branch, its receipts and a notice.
    private static let rows = """
        INSERT INTO event (id, at, user, verb, subject) VALUES (1, 1000, 'thu', 'x', 'y');
        INSERT INTO node (id, code, recorded) VALUES (1, 'CB1', 1);
        INSERT INTO node_version (node_id, name, kind, from_day, recorded)
        VALUES (1, 'Chi bộ 1', 'residential', 20200101, 1);
        INSERT INTO holder (node_id, person, role, from_day, recorded) VALUES (1, 'Nay Hương', 'Bí thư', 20200101, 1);
        INSERT INTO kit (id, slug, recorded) VALUES (1, 'cap-thon', 1);
        INSERT INTO kit_definition (id, kit_id, yaml, recorded) VALUES (1, 1, :yaml, 1);
        INSERT INTO edition (id, kit_id, number, definition_id, issued_on, layout, folder, archive_sha256, archive_size,
            recorded) VALUES (1, 1, 1, 1, 20250301, 1, 'Cặp', :sum, 9, 1);
        INSERT INTO recipient (id, kit_id, node_id, copy_number, first_day, recorded) VALUES (1, 1, 1, 1, 20250301, 1);
        INSERT INTO transmittal (recipient_id, edition_number, supplied_on, due_on, generation, recorded)
        VALUES (1, 1, 20250301, 20250315, 3, 1);
        INSERT INTO evidence (id, recipient_id, edition_number, copy, proof, medium, happened_on, person, note, recorded)
        VALUES (7, 1, 1, 1, 5, 'paper', 20250310, 'Nay Hương', 'ghi chú', 1);
        INSERT INTO notice (id, kind, recipient_id, edition_number, channel, holder_id, recorded)
        VALUES (1, 'newEdition', 1, 1, 'telephone', 1, 1);
        INSERT INTO template (id, slug, kind, name_vi, name_en, recorded) VALUES (1, 'bien-ban', 'template', 'a', 'b', 1);
        INSERT INTO blob (sha256, size, crc32, stored_size, recorded) VALUES (:sum, 1, 1, 1, 1);
        INSERT INTO template_revision (template_id, number, sha256, file_name, made_on, recorded)
        VALUES (1, 1, :sum, 'a.docx', 20250101, 1);
        """

    @Test(
        "A register of the first version answers as before once it is brought up to date, and can be gone on with"
    )
    func fromFirst() throws {
        let folder = try TemporaryFolder()
        let clock = TestClock("20/03/2025")
        let path = "\(folder.path)/register.sqlite"
        let yaml = Board.kit(documents: ["12-HD/BTCTW@06/07/2018"])
        do {
            let old = try Register(path: path, clock: clock.office, steps: Array(Schema.steps.prefix(1)))
            try old.writer.write { db in
                let sum = String(repeating: "0", count: 64)
                for sql in MigrationTests.rows.split(separator: ";\n") {
                    let values = ["yaml": yaml, "sum": sum].filter { sql.contains(":\($0.key)") }
                    try db.execute(sql: String(sql), arguments: StatementArguments(values))
                }
            }
        }
        let register = try Register(path: path, clock: clock.office)
        #expect(FileManager.default.fileExists(atPath: "\(path).before-2"))
        let rows = try register.audit(kit: "cap-thon", on: day("15/03/2025")).rows
        #expect(rows.map(\.held) == [nil, 1])
        #expect(rows.map(\.dueOn) == [day("15/03/2025"), day("15/03/2025")])
        let evidence = try register.evidence(of: "cap-thon")
        #expect(evidence.map(\.id) == [7])
        #expect(evidence.first?.note == "ghi chú")
        #expect(try register.notices(of: "cap-thon").map(\.generation) == [3])
        let today = try register.countToday(kit: "cap-thon").total
        #expect(today.none == 1)
        let revision = try #require(register.templates().first?.revision)
        #expect(revision.blank == nil && revision.common == revision.blob)
        // The link of before leads to whom it was sent to, and what is said by it is recorded.
        let link = TransmittalLink(recipient: 1, edition: 1, generation: 3)
        let holder = try #require(try register.linkHolder(link))
        #expect(holder.person == "Nay Hương" && holder.nodes == [1])
        let receipt = Receipt(holder: holder, recipient: 1, kit: "cap-thon", edition: 1, proof: .acknowledged)
        #expect(try register.record([receipt]).map { (try? $0.get()) != nil } == [true])
        #expect(try register.evidence(of: "cap-thon").map(\.id) == [7, 8])
        #expect(try register.inviteFirst(Data(count: 32)))
        try register.appoint(NewHolder(person: "Kpă Lan"), at: "CB1", from: day("18/03/2025"), by: tester)
        #expect(
            try register.audit(kit: "cap-thon", on: day("20/03/2025")).rows.map(\.edition) == [
                .latest, .notHandedOver,
            ])
        #expect(try register.countToday(kit: "cap-thon").total.notHandedOver == 1)
        #expect(try register.linkHolder(link) == nil)
        #expect(throws: (any Error).self) {
            try register.writer.write { try $0.execute(sql: "DELETE FROM evidence") }
        }
        #expect(throws: (any Error).self) {
            try register.writer.write {
                try $0.execute(sql: "UPDATE template_revision SET blank_sha256 = sha256")
            }
        }
        try register.read { db in
            let broken = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check")
            #expect(broken.isEmpty)
            let answer = try String.fetchOne(db, sql: "PRAGMA integrity_check")
            #expect(answer == "ok")
        }
    }

    @Test("Notices of a register from before the outbox was kept keep their kinds, channels and states")
    func fromWeb() throws {
        let folder = try TemporaryFolder()
        let clock = TestClock("20/03/2025")
        let path = "\(folder.path)/register.sqlite"
        do {
            let old = try Register(path: path, clock: clock.office, steps: Array(Schema.steps.prefix(4)))
            try old.writer.write { db in
                let sum = String(repeating: "0", count: 64)
                let yaml = Board.kit(documents: ["12-HD/BTCTW@06/07/2018"])
                for sql in MigrationTests.rows.split(separator: ";\n") {
                    let values = ["yaml": yaml, "sum": sum].filter { sql.contains(":\($0.key)") }
                    try db.execute(sql: String(sql), arguments: StatementArguments(values))
                }
                try db.execute(
                    sql: """
                        INSERT INTO notice (id, kind, recipient_id, edition_number, channel, holder_id, state, recorded)
                        VALUES (2, 'reminder', 1, 1, 'mail', 1, 'done', 1), (3, 'escalation', 1, 1, 'chat', NULL, 'moved', 1),
                            (9, 'withdrawal', 1, 1, 'mail', 1, 'waiting', 1)
                        """)
            }
        }
        let register = try Register(path: path, clock: clock.office)
        #expect(FileManager.default.fileExists(atPath: "\(path).before-5"))
        // As they are taken over, before the first look closes what is not needed any more.
        let states = try register.writer.read {
            try Int.fetchAll($0, sql: "SELECT state FROM notice ORDER BY id")
        }
        #expect(states.map(Notice.State.at) == [.waiting, .done, .moved, .waiting])
        let notices = try register.notices()
        #expect(notices.map(\.id) == [1, 2, 3, 9])
        #expect(notices.map(\.kind) == [.newEdition, .reminder, .escalation, .withdrawal])
        #expect(notices.map(\.channel) == [.telephone, .mail, .chat, .mail])
        #expect(notices.map(\.course.state) == [.notNeeded, .done, .moved, .waiting])
        #expect(notices.map(\.isUrgent) == [false, false, false, true])
        #expect(notices.map(\.person) == ["Nay Hương", "Nay Hương", nil, "Nay Hương"])
        try register.writer.write { db in
            #expect(throws: (any Error).self) { try db.execute(sql: "DELETE FROM notice") }
            #expect(throws: (any Error).self) {
                try db.execute(sql: "UPDATE notice SET kind = 1 WHERE id = 1")
            }
            #expect(throws: (any Error).self) {
                try db.execute(sql: "UPDATE notice SET state = 0 WHERE id = 2")
            }
            let broken = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check")
            #expect(broken.isEmpty)
        }
        // The way they are looked for among many.
        let plan = try register.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    EXPLAIN QUERY PLAN SELECT id FROM notice WHERE state = 0 AND lead_id IS NULL AND channel = 0
                        AND is_urgent = 0 AND next_at <= 5 ORDER BY next_at, id LIMIT 5
                    """
            ).map { $0["detail"] as String }
        }
        #expect(plan.count == 1 && plan[0].contains("USING") && plan[0].contains("notice_waiting"), "\(plan)")
    }
}

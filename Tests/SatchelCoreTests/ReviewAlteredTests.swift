import Foundation
import GRDB
import TestSupport
import Testing

@testable import SatchelCore

@Suite("Altered reviews")
struct ReviewAlteredTests {
    /// Reads review 1 of a copy of a register with two reviews, altered by SQL.
    private func read(after sql: String, _ arguments: StatementArguments = []) throws -> Review {
        let board = try ReviewTests.board()
        try board.save(title: "Quý 4")
        try board.save(on: "15/03/2025")
        let path = "\(board.folder.path)/copy.sqlite"
        try board.register.writer.writeWithoutTransaction {
            try $0.execute(sql: "VACUUM INTO ?", arguments: [path])
        }
        let copy = try DatabaseQueue(path: path)
        try copy.write { db in
            try db.execute(
                sql: "DROP TRIGGER review_stays; DROP TRIGGER event_stays; DROP TRIGGER review_keeps")
            try db.execute(sql: sql, arguments: arguments)
            #expect(db.changesCount > 0 || sql == "SELECT 1")
        }
        try copy.close()
        return try Register(path: path, clock: board.register.clock).review(1)
    }

    @Test("A copy that nobody touched is read")
    func untouched() throws {
        #expect(try read(after: "SELECT 1").head.title == "Quý 4")
    }

    @Test(
        "Whatever of a stored review is altered, it is refused as damaged",
        arguments: [
            "answer = x'00'", "answer = x''", "answer = substr(answer, 1, length(answer) - 1)",
            "answer = CAST(substr(answer, 1, 40) || x'55' || substr(answer, 42) AS BLOB)",
            "answer = (SELECT answer FROM review WHERE number = 2)",
            "(answer, digest, size) = (SELECT answer, digest, size FROM review WHERE number = 2)",
            "digest = replace(digest, substr(digest, 1, 1), 'x')", "size = size + 1", "size = size - 1",
            "size = 9223372036854775807", "title = 'Quý 3'", "title = NULL", "day = 20251124",
            "known_event = known_event + 1", "known_at = known_at + 1", "node_id = 1",
        ])
    func altered(change: String) throws {
        let error = expectError(.reviewAltered) {
            try read(after: "UPDATE review SET \(change) WHERE number = 1")
        }
        #expect(error?.arguments["review"] == "1")
    }

    @Test("An answer altered in its own format, its size told rightly, has another digest")
    func rewritten() throws {
        let board = try ReviewTests.board()
        let json = try board.save(title: "Quý 4").json()
        let other = Array(
            String(decoding: json, as: UTF8.self).replacing("\"behind\"", with: "\"latest\"").utf8)
        #expect(other != json)
        expectError(.reviewAltered) {
            try read(
                after: "UPDATE review SET answer = ?, size = ? WHERE number = 1",
                [Data(try BlobStore.deflate(other)), other.count])
        }
    }

    @Test(
        "Another maker or time in the event log is noticed too", arguments: ["user = 'ai đó'", "at = at - 1"])
    func event(change: String) throws {
        expectError(.reviewAltered) {
            try read(
                after: "UPDATE event SET \(change) WHERE id = (SELECT recorded FROM review WHERE number = 1)")
        }
    }

    @Test("The database itself refuses to change or delete a review")
    func frozen() throws {
        let board = try ReviewTests.board()
        try board.save()
        for sql in ["UPDATE review SET title = 'x'", "DELETE FROM review"] {
            #expect(throws: DatabaseError.self) {
                try board.register.writer.write { try $0.execute(sql: sql) }
            }
        }
    }
}

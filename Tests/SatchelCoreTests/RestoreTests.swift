import Foundation
import GRDB
import TestSupport
import Testing
import Zip

@testable import SatchelCore

@Suite("Restoring")
struct RestoreTests {
    private let shelf: BackupShelf

    init() throws { shelf = try BackupShelf() }

    /// Makes a backup and gives the office's contents of that moment.
    private func backedUp(_ board: Board, to name: String = "a.zip") throws -> [String] {
        let before = try board.office.everything()
        try board.office.backUp(to: shelf(name), by: tester)
        return before
    }

    /// What an office holds that is closed again.
    private func everything(in folder: String) throws -> [String] {
        let office = try Office.open(at: folder)
        defer { try? (office.register.writer as? DatabasePool)?.close() }
        return try office.everything()
    }

    @Test("Over the same office: the present folder is moved aside, complete, and never removed")
    func over() throws {
        let board = try Board.atWork()
        let before = try backedUp(board)
        try (board.register.writer as? DatabasePool)?.close()
        var kept: [[String]] = []
        for number in 1...2 {
            let office = try Office.open(at: board.office.folder)
            try office.register.enter("\(number)-HD/BTCTW", "2024")
            kept.append(try office.everything())
            try (office.register.writer as? DatabasePool)?.close()
            let aside = try Restore(shelf("a.zip")).run(into: board.office.folder)
            #expect(aside == "\(board.office.folder).before-restore" + (number == 1 ? "" : "-2"))
            #expect(try everything(in: board.office.folder) == before)
        }
        let folders = ["", "-2"].map { "\(board.office.folder).before-restore\($0)" }
        #expect(try folders.map(everything) == kept)
        let names = try FileManager.default.contentsOfDirectory(atPath: board.folder.path).sorted()
        #expect(names == ["office", "office.before-restore", "office.before-restore-2"])
    }

    @Test("Not while somebody has the present office open")
    func inUse() throws {
        let board = try Board.ready()
        _ = try backedUp(board)
        try expectRefused(.registerBusy, leaving: board.register, board.store) {
            try Restore(shelf("a.zip")).run(into: board.office.folder)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: board.folder.path) == ["office"])
    }

    @Test("Into an empty folder, and through a link to one")
    func emptyFolder() throws {
        let before = try backedUp(try Board.ready())
        try PrivateFile.makeFolder(shelf("empty"))
        try Restore(shelf("a.zip")).run(into: shelf("empty") + "/")
        #expect(try Office.open(at: shelf("empty")).everything() == before)
        try PrivateFile.makeFolder(shelf("far/empty"))
        symlink(shelf("far/empty"), shelf("near"))
        try Restore(shelf("a.zip")).run(into: shelf("near"))
        #expect(try Office.open(at: shelf("far/empty")).everything() == before)
        #expect(try shelf.names() == ["a.zip", "empty", "far", "near"])
    }

    @Test("Never over another office, other files, a register nobody can read, or without a folder around it")
    func foreignFolders() throws {
        _ = try backedUp(try Board.ready())
        let other = try Board.ready()
        try (other.register.writer as? DatabasePool)?.close()
        try PrivateFile.makeFolder(shelf("files"))
        try PrivateFile.write([1], to: shelf("files/thư.txt"))
        try PrivateFile.makeFolder(shelf("broken"))
        try PrivateFile.write(Array(repeating: 7, count: 5000), to: shelf("broken/register.sqlite"))
        try PrivateFile.write([1], to: shelf("file"))
        let cases: [(SatchelError.Code, String)] = [
            (.restoreForeign, other.office.folder), (.restoreForeign, shelf("files")),
            (.restoreUnclear, shelf("broken")), (.restoreForeign, shelf("file")),
            (.fileMissing, shelf("không/có")),
        ]
        /// What lies there, but for what SQLite keeps beside an open register.
        func files(_ folder: String) -> [String]? {
            let names = try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            return names?.filter { !$0.hasPrefix("register.sqlite-") }
        }
        let names = try shelf.names()
        for (code, folder) in cases {
            let inside = files(folder)
            expectError(code) { try Restore(shelf("a.zip")).run(into: folder) }
            #expect(try shelf.names() == names)
            #expect(files(folder) == inside)
        }
        #expect(try Office.open(at: other.office.folder).register.documents().count == 1)
    }

    @Test("Cut short anywhere it is damaged, and nothing is restored")
    func cutShort() throws {
        _ = try backedUp(try Board.ready())
        let bytes = try PrivateFile.read(shelf("a.zip"))
        for share in [1, 10, 50, 90, 99] {
            let name = "cut\(share).zip"
            try PrivateFile.write(Array(bytes.prefix(bytes.count * share / 100)), to: shelf(name))
            expectError(.backupDamaged) { try shelf.restored(name) }
        }
        try PrivateFile.write(Array(bytes.dropLast()), to: shelf("cut.zip"))
        expectError(.backupDamaged) { try shelf.restored("cut.zip") }
        #expect(try shelf.names().contains { $0.contains("restored") } == false)
    }

    @Test("With any byte altered it is refused, or restores to what it was")
    func altered() throws {
        let before = try backedUp(try Board.ready())
        let bytes = try PrivateFile.read(shelf("a.zip"))
        var random = SplitMix(state: 4)
        var refused = 0
        for round in 0..<150 {
            var bytes = bytes
            let place = Int.random(in: 0..<bytes.count, using: &random)
            bytes[place] ^= UInt8(1 << Int.random(in: 0..<8, using: &random))
            try PrivateFile.write(bytes, to: shelf("b.zip"))
            do {
                let office = try shelf.restored("b.zip", as: "r\(round)")
                #expect(try office.everything() == before, "byte \(place)")
            } catch let error as SatchelError {
                refused += 1
                #expect([.backupDamaged, .notABackup].contains(error.code), "byte \(place): \(error)")
                #expect(try shelf.names().contains { $0.contains("r\(round)") } == false)
            }
        }
        #expect(refused > 140)
    }

    @Test(
        "An altered register, stored file, settings, key or list is named",
        arguments: ["register.sqlite", "store/", "settings.yaml", "keys/link.key", "backup.json"])
    func alteredPart(part: String) throws {
        _ = try backedUp(try Board.ready())
        let reader = try ZipReader(path: shelf("a.zip"))
        let entry = try #require(reader.entries.first { $0.name.hasPrefix(part) })
        var raw: [UInt8] = []
        try reader.readRaw(entry) { raw += $0 }
        var bytes = try PrivateFile.read(shelf("a.zip"))
        let start = try #require(bytes.indices.first { bytes[$0...].starts(with: raw) })
        bytes[start + raw.count / 2] ^= 0x10
        try PrivateFile.write(bytes, to: shelf("b.zip"))
        let error = expectError(.backupDamaged) { try shelf.restored("b.zip") }
        #expect(error?.arguments["entry"]?.hasPrefix(part) == true)
        #expect(error.map { ExitWord.of($0) }?.contains("b.zip") == true)
        #expect(try shelf.names() == ["a.zip", "b.zip"])
    }

    /// Packs an archive with some files of a good one replaced, added or (empty) left out; the list fits them or not.
    private func repacked(_ changes: [String: [UInt8]]) throws {
        let reader = try ZipReader(path: shelf("a.zip"))
        var files = try reader.entries.map { ($0.name, try reader.bytes(of: $0)) }.filter {
            changes[$0.0] == nil
        }
        for (name, bytes) in changes where !bytes.isEmpty { files.append((name, bytes)) }
        let items = try files.map { try BlobStore.item(named: $0.0, $0.1) }
        try ArchivePlan(items, stamp: (2025, 3, 1)).write(to: shelf("b.zip"))
    }

    private func list() throws -> String {
        let reader = try ZipReader(path: shelf("a.zip"))
        return String(decoding: try reader.bytes(of: reader.entries[0]), as: UTF8.self)
    }

    /// Another register, with the list that fits it.
    private func swapped(_ register: String) throws -> [String: [UInt8]] {
        var sums = FileSums()
        try sums.add(file: register)
        let own = try BackupArchive(shelf("a.zip")).manifest.register
        let text = try list().replacing(own.sha256, with: sums.sha256)
            .replacing("\"size\":\(own.size)}", with: "\"size\":\(sums.size)}")
        return ["register.sqlite": try PrivateFile.read(register), "backup.json": Array(text.utf8)]
    }

    @Test("A list that does not fit, a register of another office, something more or less: refused")
    func misfits() throws {
        let board = try Board.ready()
        _ = try backedUp(board)
        let list = try list()
        let blob = try #require(try board.register.currentFiles()[1]?.blob)
        let other = try Board.ready()
        let copy = shelf("copy.sqlite")
        try other.register.snapshot(to: copy)
        let later = shelf("later.sqlite")
        try board.register.snapshot(to: later)
        let sql = "DELETE FROM backup; INSERT INTO grdb_migrations (identifier) VALUES ('99 sau này')"
        #expect(try run(["sqlite3", later, "DROP TRIGGER backup_keeps; \(sql)"], in: "/").output == "")
        let cases: [(SatchelError.Code, [String: [UInt8]])] = [
            (.backupDamaged, ["register.sqlite": try PrivateFile.read(copy)]),
            (.backupDamaged, try swapped(copy)), (.backupNewer, try swapped(later)),
            (.backupDamaged, ["thừa.txt": [1]]),
            (.backupDamaged, ["keys/link.key": []]),
            (.backupDamaged, [BlobStore(folder: "store").path(of: blob.sha256): []]),
            (
                .backupDamaged,
                ["backup.json": Array(list.replacing("\"office\":\"", with: "\"office\":\"0").utf8)]
            ),
            (.backupDamaged, ["backup.json": Array(list.replacing("\"blobs\":", with: "\"blob\":").utf8)]),
            (
                .backupNewer,
                ["backup.json": Array(list.replacing("\"version\":1", with: "\"version\":2").utf8)]
            ),
            (.notABackup, ["backup.json": Array("{}".utf8)]),
            (.notABackup, ["backup.json": []]),
        ]
        for (code, changes) in cases {
            try repacked(changes)
            expectError(code) { try shelf.restored("b.zip") }
            #expect(try shelf.names() == ["a.zip", "b.zip", "copy.sqlite", "later.sqlite"])
        }
        try repacked([:])
        #expect(try shelf.restored("b.zip").register.documents().count == 1)
    }

    @Test("What is no backup at all is said to be none")
    func noBackup() throws {
        let board = try Board.atWork()
        try board.office.archive(of: try board.register.edition(of: "cap-thon")).write(to: shelf("kit.zip"))
        try PrivateFile.write(Array("xin chào".utf8), to: shelf("text.zip"))
        expectError(.notABackup) { try shelf.restored("kit.zip") }
        expectError(.notABackup) { try shelf.restored("text.zip") }
        expectError(.fileMissing) { try shelf.restored("không.zip") }
        expectError(.notABackup) {
            try board.office.backUp(to: shelf("x.zip"), since: shelf("kit.zip"), by: tester)
        }
        #expect(try shelf.names() == ["kit.zip", "text.zip"])
    }

    @Test("A register written by a newer Satchel is not restored")
    func newer() throws {
        let board = try Board.ready()
        try board.register.writer.write { db in
            try db.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('99 sau này')")
        }
        expectError(.registerNewer) { try board.office.backUp(to: shelf("a.zip"), by: tester) }
        #expect(try shelf.names() == [])
    }

    @Test("A full disk is told and leaves nothing behind", .enabled(if: TinyDisk.isPossible))
    func fullDisk() throws {
        _ = try backedUp(try Board.atWork())
        let disk = try TinyDisk(kibibytes: 256)
        expectError(.diskFull) { try Restore(shelf("a.zip")).run(into: "\(disk.folder.path)/office") }
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk.folder.path) == [])
    }
}

/// What a person is told.
private enum ExitWord {
    static func of(_ error: SatchelError) -> String {
        Language.allCases.map { error.message(in: $0) }.joined(separator: "\n")
    }
}

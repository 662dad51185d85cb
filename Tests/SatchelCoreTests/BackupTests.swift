import Foundation
import GRDB
import TestSupport
import Testing

@testable import SatchelCore

/// A folder for backups, and places to restore into.
struct BackupShelf {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The path of a name on it.
    func callAsFunction(_ name: String) -> String { "\(folder.path)/\(name)" }

    /// What lies on it, hidden files too.
    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    /// Restores into a new folder and opens what came of it.
    func restored(_ file: String, bases: [String] = [], as name: String = "restored") throws -> Office {
        try Restore(self(file), bases: bases.map { self($0) }).run(into: self(name))
        return try Office.open(at: self(name))
    }
}

extension Office {
    /// All that it knows and keeps: every row, every stored file, settings and keys.
    func everything() throws -> [String] {
        let files = try ["settings.yaml", "keys/link.key"].map { name in
            "\(name) \(try BlobStore.sha256(ofFile: "\(folder)/\(name)"))"
        }
        return try register.dump() + store.dump() + files
    }

    /// The audits on some days, as known now and at some instants.
    func audits() throws -> [String] {
        var known: [Known] = [.now]
        for day in ["20/03/2025", "04/11/2025"] {
            let instant = try #require(clock.instant(reading: day))
            known.append(try register.known(at: instant))
        }
        return try ["10/03/2025", "20/03/2025", "10/11/2025", "01/06/2026"].flatMap { on in
            try known.map { "\(try register.audit(kit: "cap-thon", on: day(on), $0).rows)" }
        }
    }

    /// The hashes of all editions, built anew.
    func builds() throws -> [String] {
        let out = try TemporaryFolder()
        return try register.editions(of: "cap-thon").map { edition in
            try archive(of: edition).write(to: "\(out.path)/\(edition.number).zip")
            return try BlobStore.sha256(ofFile: "\(out.path)/\(edition.number).zip")
        }
    }
}

extension Board {
    /// As `withTwoEditions`, with receipts.
    static func atWork() throws -> Board {
        let board = try Board.withTwoEditions()
        try board.record("CB1", 1, .downloaded, on: "05/11/2025")
        try board.record("CB2", 2, .downloaded, on: "05/11/2025")
        try board.record("CB2", 2, .filed, .paper, on: "05/11/2025")
        return board
    }
}

@Suite("Backups")
struct BackupTests {
    private let shelf: BackupShelf

    init() throws { shelf = try BackupShelf() }

    @Test("A restored office knows, keeps and answers what it did, and builds editions to the same bytes")
    func roundTrip() throws {
        let board = try Board.atWork()
        let before = try board.office.everything()
        let (audits, builds) = (try board.office.audits(), try board.office.builds())
        let made = try board.office.backUp(to: shelf("a.zip"), by: tester)
        let office = try shelf.restored("a.zip")
        #expect(try office.everything() == before)
        #expect(try office.audits() == audits)
        #expect(Set(audits).count > 4)
        #expect(try office.builds() == builds)
        #expect(builds.count == 2 && made.blobs.count == made.ownBlobs.count)
        #expect(try shelf.names() == ["a.zip", "restored"])
        let names = try FileManager.default.contentsOfDirectory(atPath: office.folder)
        #expect(names.contains { $0.hasPrefix("drafts") } == false)
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(board.office.folder)/drafts") == [])
        let own = ["a.zip", "restored", "restored/register.sqlite", "restored/keys/link.key"]
        let modes = try own.map { name in
            try FileManager.default.attributesOfItem(atPath: shelf(name))[.posixPermissions] as? Int
        }
        #expect(modes == [0o600, 0o700, 0o600, 0o600])
        // And it can be worked with.
        try office.register.enter("50-HD/BTCTW", "01/12/2025")
    }

    @Test("The register remembers each finished backup: where, when, by whom, on top of which")
    func remembered() throws {
        let board = try Board.atWork()
        board.clock.move(to: "06/11/2025")
        let first = try board.office.backUp(to: shelf("a.zip"), by: Actor(user: "lan"))
        board.clock.move(to: "07/11/2025")
        let second = try board.office.backUp(to: shelf("b.zip"), since: shelf("a.zip"), by: tester)
        let backups = try board.register.backups()
        #expect(backups.map(\.id) == [first.id, second.id])
        #expect(backups.map(\.base) == [nil, first.id])
        #expect(backups.map(\.madeBy) == ["lan", "thu"])
        #expect(backups.map { board.office.clock.day(of: $0.madeAt).iso } == ["2025-11-06", "2025-11-07"])
        #expect(backups.map { ($0.path as NSString).lastPathComponent } == ["a.zip", "b.zip"])
        let event = try #require(try board.register.lastEvent())
        #expect(event.verb == "backup.make" && event.id == backups[1].event)
        #expect(event.detail?.contains(first.id) == true)
    }

    @Test("In a chain of three each backup holds what was new, and each can be restored with those before it")
    func chain() throws {
        let board = try Board.ready()
        try board.issue("01/03/2025")
        let files = ["a.zip", "b.zip", "c.zip"]
        var states: [[String]] = []
        var counts: [Int] = []
        for (number, file) in files.enumerated() {
            if number > 0 { try board.enter("\(20 + number)-HD/BTCTW", "0\(number)/02/2025") }
            states.append(try board.office.everything())
            let since = number > 0 ? shelf(files[number - 1]) : nil
            counts.append(try board.office.backUp(to: shelf(file), since: since, by: tester).ownBlobs.count)
        }
        #expect(counts == [5, 1, 1])
        for (number, file) in files.enumerated() {
            let office = try shelf.restored(file, bases: Array(files[..<number]), as: "r\(number)")
            #expect(try office.everything() == states[number])
        }
    }

    @Test("Of the chain only those are asked for that hold something of it")
    func needed() throws {
        let board = try Board.ready()
        try board.office.backUp(to: shelf("a.zip"), by: tester)
        try board.office.backUp(to: shelf("b.zip"), since: shelf("a.zip"), by: tester)
        try board.enter("42-HD/BTCTW", "28/10/2024")
        let before = try board.office.everything()
        try board.office.backUp(to: shelf("c.zip"), since: shelf("b.zip"), by: tester)
        #expect(try shelf.restored("c.zip", bases: ["a.zip"]).everything() == before)
    }

    @Test("An incremental backup is not restored without those it builds on, nor with others")
    func bases() throws {
        let board = try Board.ready()
        try board.office.backUp(to: shelf("a.zip"), by: tester)
        try board.enter("42-HD/BTCTW", "28/10/2024")
        try board.office.backUp(to: shelf("b.zip"), since: shelf("a.zip"), by: tester)
        try board.office.backUp(to: shelf("other.zip"), by: tester)
        let foreign = try Board.ready()
        try foreign.office.backUp(to: shelf("foreign.zip"), by: tester)
        let names = try shelf.names()
        let missing = expectError(.backupBaseMissing) { try shelf.restored("b.zip") }
        #expect(missing?.arguments["bases"]?.hasPrefix("a.zip (") == true)
        expectError(.backupBaseWrong) { try shelf.restored("b.zip", bases: ["a.zip", "other.zip"]) }
        expectError(.backupForeign) { try shelf.restored("b.zip", bases: ["foreign.zip"]) }
        #expect(try shelf.names() == names)
        try expectRefused(.backupForeign, leaving: board.register) {
            try board.office.backUp(to: shelf("x.zip"), since: shelf("foreign.zip"), by: tester)
        }
        #expect(try shelf.names() == names)
    }

    @Test("A backup never replaces a file, never lies in the data folder, and needs a folder to lie in")
    func places() throws {
        let board = try Board.ready()
        try PrivateFile.write(Array("quan trọng".utf8), to: shelf("a.zip"))
        symlink("không có", shelf("link.zip"))
        symlink(board.office.folder, shelf("office"))
        let cases: [(SatchelError.Code, String)] = [
            (.backupExists, shelf("a.zip")), (.backupExists, shelf("link.zip")),
            (.backupInside, "\(board.office.folder)/a.zip"),
            (.backupInside, "\(board.office.folder)/store/a.zip"),
            (.backupInside, shelf("office/a.zip")), (.fileMissing, shelf("không/a.zip")),
        ]
        for (code, path) in cases {
            try expectRefused(code, leaving: board.register, board.store) {
                try board.office.backUp(to: path, by: tester)
            }
        }
        #expect(try shelf.names() == ["a.zip", "link.zip", "office"])
        #expect(try PrivateFile.read(shelf("a.zip")) == Array("quan trọng".utf8))
    }

    @Test("Backups made while others write hold a moment of it: every row, and every file those rows name")
    func whileWriting() throws {
        let board = try Board.ready()
        let isEnough = Signal()
        let writer = Thread { [office = board.office] in
            // As another process would: with connections of its own.
            guard let other = try? Office.open(at: office.folder) else { return isEnough.end() }
            var number = 100
            while !isEnough.isSet {
                guard let id = try? other.register.enter("\(number)-HD/BTCTW", "2024"),
                    let document = try? other.register.document(id)
                else { break }
                try? other.register.add(
                    file: Array("Văn bản \(number)".utf8), named: "a.pdf", kind: .signed, to: document,
                    everyPageLookedAt: true, in: other.store, by: tester)
                number += 1
            }
            isEnough.end()
        }
        writer.start()
        let made = try (0..<6).map { number in
            Thread.sleep(forTimeInterval: 0.1)
            return try board.office.backUp(to: shelf("\(number).zip"), verifying: true, by: tester)
        }
        isEnough.set()
        isEnough.waitForEnd()
        let events = try board.register.events(limit: 100_000)
        var documents: [Int] = []
        for (number, manifest) in made.enumerated() {
            let office = try shelf.restored("\(number).zip", as: "r\(number)")
            let own = try office.register.events(limit: 100_000)
            #expect(own.map(\.at) == events.prefix(own.count).map(\.at))
            #expect(own.last?.id == manifest.lastEvent)
            for file in try office.register.currentFiles().values {
                _ = try office.store.bytes(of: file.blob)
            }
            documents.append(try office.register.documents().count)
        }
        #expect(documents == documents.sorted() && documents[0] < documents[5])
    }

    @Test(
        "Any program opens it",
        arguments: [["unzip", "-tq"], ["7z", "t"], ["python3", "-m", "zipfile", "-t"]])
    func otherPrograms(command: [String]) throws {
        let board = try Board.atWork()
        try board.office.backUp(to: shelf("a.zip"), by: tester)
        let result = try run(command + [shelf("a.zip")], in: "/")
        #expect(result.status == 0, "\(result.output)")
    }

    @Test("What other programs unpack is the register and the office's files")
    func unpackedElsewhere() throws {
        let board = try Board.atWork()
        let lines = try board.register.events(limit: 10_000).count
        try board.office.backUp(to: shelf("a.zip"), by: tester)
        #expect(try run(["unzip", "-q", shelf("a.zip"), "-d", shelf("out")], in: "/").status == 0)
        let count = try run(["sqlite3", shelf("out/register.sqlite"), "SELECT count(*) FROM event"], in: "/")
        #expect(count.output == "\(lines)\n")
        let settings = try PrivateFile.read(shelf("out/settings.yaml"))
        #expect(settings == (try PrivateFile.read("\(board.office.folder)/settings.yaml")))
    }

    @Test("A stored file that is gone or shorter is told, and no backup is left")
    func damagedStore() throws {
        let board = try Board.ready()
        let blob = try #require(try board.register.currentFiles()[1]?.blob)
        let path = board.store.path(of: blob.sha256)
        let bytes = try PrivateFile.read(path)
        unlink(path)
        try expectRefused(.blobMissing, leaving: board.register) {
            try board.office.backUp(to: shelf("a.zip"), by: tester)
        }
        try PrivateFile.write(bytes.dropLast(), to: path)
        try expectRefused(.blobMissing, leaving: board.register) {
            try board.office.backUp(to: shelf("a.zip"), by: tester)
        }
        #expect(try shelf.names() == [])
    }

    @Test("A stored file that was altered is told when everything is read back, and when it is restored")
    func alteredStore() throws {
        let board = try Board.ready()
        let blob = try #require(try board.register.currentFiles()[1]?.blob)
        let path = board.store.path(of: blob.sha256)
        var bytes = try PrivateFile.read(path)
        bytes[bytes.count / 2] ^= 1
        try PrivateFile.write(bytes, to: path)
        try expectRefused(.backupDamaged, leaving: board.register) {
            try board.office.backUp(to: shelf("a.zip"), verifying: true, by: tester)
        }
        #expect(try shelf.names() == [])
        try board.office.backUp(to: shelf("a.zip"), by: tester)
        expectError(.backupDamaged) { try shelf.restored("a.zip") }
        #expect(try shelf.names() == ["a.zip"])
    }

    @Test("A backup during which something was removed urgently is not kept")
    func overtaken() throws {
        let board = try Board.ready()
        expectError(.backupOvertaken) {
            try board.office.backUp(to: shelf("a.zip"), by: tester) { _, _ in
                // In the middle: the register has been looked at, the archive is being written.
                _ = try? board.office.remove(
                    board.register.document(1), because: "đưa vào nhầm", by: tester)
            }
        }
        #expect(try board.register.lastEvent()?.verb == "document.remove.clean")
        #expect(try board.register.backups() == [])
        #expect(try shelf.names() == [])
    }

    @Test("What was removed urgently is in no later backup")
    func removed() throws {
        let board = try Board.ready()
        let blob = try #require(try board.register.currentFiles()[1]?.blob)
        try board.office.backUp(to: shelf("a.zip"), by: tester)
        let report = try board.office.remove(
            board.register.document(1), because: "đưa vào nhầm", by: tester)
        #expect(report.copies.contains { $0.path.hasSuffix("a.zip") })
        let made = try board.office.backUp(to: shelf("b.zip"), by: tester)
        #expect(made.blobs.contains { $0.sha256 == blob.sha256 } == false)
        let next = try board.office.backUp(to: shelf("c.zip"), since: shelf("a.zip"), by: tester)
        #expect(next.blobs.contains { $0.sha256 == blob.sha256 } == false)
        let office = try shelf.restored("b.zip")
        #expect(FileManager.default.fileExists(atPath: office.store.path(of: blob.sha256)) == false)
    }

    @Test("A full disk is told and no half backup is left", .enabled(if: TinyDisk.isPossible))
    func fullDisk() throws {
        let board = try Board.atWork()
        let disk = try TinyDisk(kibibytes: 128)
        try expectRefused(.diskFull, leaving: board.register, board.store) {
            try board.office.backUp(to: "\(disk.folder.path)/a.zip", by: tester)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk.folder.path) == [])
    }
}

/// Tells a thread to stop, and that it has.
private final class Signal: @unchecked Sendable {
    private let lock = NSLock()
    private var isOn = false
    private let ended = DispatchSemaphore(value: 0)

    var isSet: Bool { lock.withLock { isOn } }
    func set() { lock.withLock { isOn = true } }
    func end() { ended.signal() }
    func waitForEnd() { ended.wait() }
}

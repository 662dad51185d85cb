import Foundation
import TestSupport
import Testing

@testable import SatchelCore

/// A file system of a few hundred KiB, where the machine lets us mount one.
final class TinyDisk: Sendable {
    let folder: TemporaryFolder

    static let isPossible: Bool = {
        guard geteuid() == 0 else { return false }
        return (try? TinyDisk(kibibytes: 64)) != nil
    }()

    init(kibibytes: Int) throws {
        folder = try TemporaryFolder()
        let size = "size=\(kibibytes)k,mode=700"
        guard try run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder.path], in: "/").status == 0 else {
            throw SatchelError(.notPermitted)
        }
    }

    /// Fills what is left but so many KiB.
    func fill(leaving kibibytes: Int = 0) throws {
        _ = try run(["dd", "if=/dev/zero", "of=đầy", "bs=1k"], in: folder.path)
        if kibibytes > 0 { _ = try run(["truncate", "-s", "-\(kibibytes)K", "đầy"], in: folder.path) }
    }

    func empty() { unlink("\(folder.path)/đầy") }

    deinit { _ = try? run(["umount", "-l", folder.path], in: "/") }
}

@Suite("The store")
struct StoreTests {
    private let folder: TemporaryFolder
    private let store: BlobStore

    init() throws {
        folder = try TemporaryFolder()
        store = BlobStore(folder: folder.path)
    }

    @Test("Bytes come back as they were", arguments: [0, 1, 2, 1000, 300_000])
    func roundTrip(count: Int) throws {
        var random = SystemRandomNumberGenerator()
        let bytes = (0..<count).map {
            UInt8($0 % 7 == 0 ? Int.random(in: 0...255, using: &random) : $0 % 256)
        }
        let blob = try store.ingest(bytes, name: "x")
        #expect(blob.size == UInt64(count))
        #expect(blob.sha256 == BlobStore.sha256(bytes))
        #expect(try store.bytes(of: blob) == bytes)
        #expect(try store.dump().count { $0.contains(" ") } == 1)
    }

    @Test("The hash is the one everybody knows")
    func knownHash() throws {
        #expect(BlobStore.sha256([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        let blob = try store.ingest(Array("abc".utf8), name: "x")
        #expect(blob.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(blob.crc32 == 0x3524_41C2)
    }

    @Test("The same bytes are kept once and never written again")
    func once() throws {
        let blob = try store.ingest(Array("abc".utf8), name: "x")
        let before =
            try FileManager.default.attributesOfItem(atPath: store.path(of: blob.sha256))[.systemFileNumber]
            as? Int
        #expect(try store.ingest(Array("abc".utf8), name: "y") == blob)
        let after =
            try FileManager.default.attributesOfItem(atPath: store.path(of: blob.sha256))[.systemFileNumber]
            as? Int
        #expect(before == after)
    }

    @Test("Altered, shortened or missing files are told, not handed out")
    func altered() throws {
        let blob = try store.ingest(Array(repeating: 7, count: 5000) + Array("đuôi".utf8), name: "x")
        let path = store.path(of: blob.sha256)
        let packed = try PrivateFile.read(path)
        for place in [0, packed.count / 2, packed.count - 1] {
            var bytes = packed
            bytes[place] ^= 0xFF
            try PrivateFile.write(bytes, to: path)
            expectError(.blobAltered) { try store.bytes(of: blob) }
        }
        try PrivateFile.write(Array(packed.dropLast()), to: path)
        expectError(.blobAltered) { try store.bytes(of: blob) }
        expectError(.blobMissing) { try store.item(named: "x", blob) }
        unlink(path)
        expectError(.blobMissing) { try store.bytes(of: blob) }
        expectError(.blobMissing) { try store.item(named: "x", blob) }
    }

    @Test("A file of a document: every page looked at, never twice, the board's choice first")
    func documentFiles() throws {
        let board = try Board()
        let id = try board.register.enter("12-HD/BTCTW", "06/07/2018")
        let document = try board.register.document(id)
        func add(_ text: String, _ kind: DocumentFile.Kind, looked: Bool = true) throws {
            try board.register.add(
                file: Array(text.utf8), named: "\(text).pdf", kind: kind, to: document,
                everyPageLookedAt: looked,
                in: board.store, by: Actor(user: "lan"))
        }
        try expectRefused(.pagesNotLookedAt, leaving: board.register, board.store) {
            try add("ký", .signed, looked: false)
        }
        try add("quét", .scan)
        try add("ký", .signed)
        try add("sửa", .corrected)
        #expect(try board.register.lastEvent()?.detail?.contains("looked at by lan") == true)
        try expectRefused(.fileTwice, leaving: board.register, board.store) { try add("ký", .copy) }
        #expect(try board.register.files(of: id).map(\.name) == ["ký.pdf", "sửa.pdf", "quét.pdf"])
        #expect(try board.register.currentFiles()[id]?.kind == .signed)
        let scan = try #require(try board.register.files(of: id).last)
        try board.register.choose(file: scan.id, by: tester)
        #expect(try board.register.currentFiles()[id]?.name == "quét.pdf")
        #expect(scan.mediaType == "application/pdf")
        try expectRefused(.fileUnknown, leaving: board.register) {
            try board.register.choose(file: 99, by: tester)
        }
    }

    @Test("A full disk is told and leaves the store as it was", .enabled(if: TinyDisk.isPossible))
    func fullStore() throws {
        let disk = try TinyDisk(kibibytes: 256)
        let store = BlobStore(folder: "\(disk.folder.path)/store")
        let kept = try store.ingest(Array("giữ".utf8), name: "x")
        try disk.fill(leaving: 8)
        let before = try store.dump().filter { $0.contains(" ") }
        var random = SystemRandomNumberGenerator()
        let large = (0..<100_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        expectError(.diskFull) { try store.ingest(large, name: "lớn") }
        #expect(try store.dump().filter { $0.contains(" ") } == before)
        disk.empty()
        #expect(try store.bytes(of: kept) == Array("giữ".utf8))
        #expect(try store.bytes(of: store.ingest(large, name: "lớn")) == large)
    }

    @Test("A full disk is told and leaves the register whole", .enabled(if: TinyDisk.isPossible))
    func fullRegister() throws {
        let disk = try TinyDisk(kibibytes: 2048)
        let clock = TestClock("01/06/2026").office
        let path = "\(disk.folder.path)/register.sqlite"
        let register = try Register(path: path, clock: clock)
        try register.add(bodies: Desk.bodies, by: tester)
        try disk.fill(leaving: 64)
        let many = (1...3000).map {
            newDocument("\($0)-HD/BTCTW", "2018", title: String(repeating: "dài ", count: 40))
        }
        try expectRefused(.diskFull, leaving: register) { try register.add(documents: many, by: tester) }
        disk.empty()
        try register.add(documents: Array(many.prefix(10)), by: tester)
        #expect(try register.documents().count == 10)
        let check = try run(["sqlite3", path, "PRAGMA integrity_check"], in: "/")
        #expect(check.output == "ok\n")
    }

    @Test(
        "A full disk while an archive is written is told, and no half archive is left",
        .enabled(if: TinyDisk.isPossible))
    func fullArchive() throws {
        let board = try Board.ready()
        var random = SystemRandomNumberGenerator()
        let text = String(
            decoding: (0..<200_000).map { _ in UInt8.random(in: 33...126, using: &random) }, as: UTF8.self)
        try board.addFile(to: 1, text)
        let edition = try board.issue("01/03/2025")
        let disk = try TinyDisk(kibibytes: 128)
        expectError(.diskFull) {
            try board.office.archive(of: edition).write(to: "\(disk.folder.path)/kit.zip")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk.folder.path).isEmpty)
        expectError(.fileMissing) {
            try board.office.archive(of: edition).write(to: "\(disk.folder.path)/không/kit.zip")
        }
    }
}

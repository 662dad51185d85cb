import Foundation
import TestSupport
import Testing

@testable import SatchelCore

@Suite("Repairing the store")
struct RepairTests {
    private let checked: CheckedBoard
    private let blob: BlobStore.Blob
    private let shelf: String
    private var board: Board { checked.board }
    private var office: Office { checked.office }

    init() throws {
        checked = try CheckedBoard()
        blob = try checked.blob(ofDocument: 1)
        shelf = "\(checked.board.folder.path)/shelf"
        try PrivateFile.makeFolder(shelf)
    }

    private func repair(_ paths: String...) throws -> RepairReport {
        try office.repair(from: paths, by: tester)
    }

    private func build(_ edition: Int, to path: String) throws {
        try office.archive(of: try board.register.edition(of: "cap-thon", number: edition)).write(to: path)
    }

    private var original: [UInt8] { Array("\(citation) ".utf8) }
    private var citation: String { "Hướng dẫn 12-HD/BTCTW, ngày 06/07/2018" }

    @Test("An original file, found in a folder under any name, puts back what is missing or altered")
    func originals() throws {
        let packed = try PrivateFile.read(checked.path(blob))
        try PrivateFile.makeFolder("\(shelf)/sâu/hơn")
        try PrivateFile.write(original, to: "\(shelf)/sâu/hơn/gì đó")
        try PrivateFile.write(Array("khác".utf8), to: "\(shelf)/khac.pdf")
        for damage in [nil, [], Array(packed.dropLast()), packed.map { $0 ^ 1 }] as [[UInt8]?] {
            if let damage {
                try PrivateFile.write(damage, to: checked.path(blob))
            } else {
                unlink(checked.path(blob))
            }
            let report = try repair(shelf)
            #expect(report.mended == [.init(sha256: blob.sha256, source: "\(shelf)/sâu/hơn/gì đó")])
            #expect(report.left == [] && report.refused.isEmpty)
            #expect(try PrivateFile.read(checked.path(blob)) == packed)
        }
        #expect(try checked.found() == [])
        let event = try #require(try board.register.lastEvent())
        #expect(event.verb == "store.repair" && event.detail?.contains("\"mended\":\"1\"") == true)
    }

    @Test("A kit's archive and a backup put back the frozen bytes themselves")
    func archives() throws {
        let (kit, backup) = ("\(shelf)/cap.zip", "\(shelf)/sao-luu.zip")
        try build(1, to: kit)
        try office.backUp(to: backup, by: tester)
        let packed = try PrivateFile.read(checked.path(blob))
        for source in [kit, backup] {
            unlink(checked.path(blob))
            let report = try repair(source)
            #expect(report.mended == [.init(sha256: blob.sha256, source: source)] && report.left == [])
            #expect(try PrivateFile.read(checked.path(blob)) == packed)
        }
        for other in try board.register.blobs() { unlink(checked.path(other)) }
        #expect(try repair(kit, backup).left == [])
        #expect(try checked.found() == [])
    }

    @Test("Bytes that are whole but not as they were frozen are put back from an archive")
    func exact() throws {
        let kit = "\(shelf)/cap.zip"
        try build(2, to: kit)
        let edition = try board.register.edition(of: "cap-thon", number: 2)
        let held = Set(try board.register.items(of: edition).compactMap(\.blob))
        let spare = try #require(
            try held.sorted { $0.sha256 < $1.sha256 }.first { try checked.hasSpareBits($0) })
        var packed = try PrivateFile.read(checked.path(spare))
        packed[packed.count - 1] ^= 0x80
        try PrivateFile.write(packed, to: checked.path(spare))
        #expect(try repair().left.first?.kind == .edition)
        let report = try repair(kit)
        #expect(report.mended.map(\.sha256) == [spare.sha256] && report.left == [])
    }

    @Test("What does not compress to as many bytes as were frozen is not taken, and told")
    func inexact() throws {
        try checked.sql(
            "DROP TRIGGER blob_stays; UPDATE blob SET stored_size = stored_size + 3 WHERE sha256 = '\(blob.sha256)'"
        )
        unlink(checked.path(blob))
        try PrivateFile.write(original, to: "\(shelf)/a.pdf")
        let report = try repair(shelf)
        #expect(report.mended == [] && report.inexact == ["\(shelf)/a.pdf"])
        #expect(report.left.map(\.kind) == [.missing])
        #expect(!FileManager.default.fileExists(atPath: checked.path(blob)))
        expectError(.blobInexact) {
            try board.register.add(
                file: original, named: "x.pdf", kind: .copy, to: try board.register.document(2),
                everyPageLookedAt: true, in: board.store, by: tester)
        }
    }

    @Test("Links are not followed, special files not opened; an archive that breaks the rules is told")
    func untrusted() throws {
        unlink(checked.path(blob))
        let aside = "\(board.folder.path)/aside"
        try PrivateFile.makeFolder(aside)
        try PrivateFile.write(original, to: "\(aside)/a.pdf")
        #expect(symlink(aside, "\(shelf)/link") == 0 && symlink("\(aside)/a.pdf", "\(shelf)/a.pdf") == 0)
        #expect(mkfifo("\(shelf)/ống", 0o600) == 0)
        let kit = "\(shelf)/cap.zip"
        try build(2, to: kit)
        try PrivateFile.write(Array(try PrivateFile.read(kit).dropLast(30)), to: kit)
        let report = try repair(shelf)
        #expect(report.mended == [] && report.left.map(\.kind) == [.missing])
        #expect(report.refused.map(\.path) == [kit] && report.refused.first?.error.code == .archiveRefused)
        expectError(.fileMissing) { try repair("\(shelf)/ống") }
        expectError(.fileMissing) { try repair("\(shelf)/không có") }
    }

    @Test("Bytes of an urgent removal are not taken back, and told")
    func removed() throws {
        try PrivateFile.write(original, to: "\(shelf)/a.pdf")
        try office.remove(try board.register.document(1), because: "có độ mật", by: tester)
        let files = try board.store.dump()
        let report = try repair(shelf)
        #expect(report.removed == ["\(shelf)/a.pdf"] && report.mended == [] && report.left == [])
        #expect(try board.store.dump() == files)
    }

    @Test("Drafts older than a day go, younger ones and all else stay")
    func drafts() throws {
        let now = Double(board.clock.now.milliseconds) / 1000
        func leave(_ path: String, hours: Double) throws {
            try PrivateFile.makeFolder((path as NSString).deletingLastPathComponent)
            try PrivateFile.write([1, 2, 3], to: path)
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: now - hours * 3600)], ofItemAtPath: path)
        }
        let folder = checked.folder
        try leave("\(folder)/store/ab/cd.part", hours: 25)
        try leave("\(folder)/store/ab/ef.part", hours: 23)
        try leave("\(folder)/drafts/7-kit.zip", hours: 100)
        try leave("\(folder)/store/ab/\(String(repeating: "0", count: 62))", hours: 100)
        let report = try repair()
        #expect(report.drafts.count == 2 && report.drafts.bytes == 6)
        #expect(try office.check().findings.map(\.kind) == [.orphan, .draft])
        #expect(try board.register.lastEvent()?.verb == "store.repair")
        let rows = try board.register.dump()
        #expect(try repair().drafts.count == 0)
        #expect(try board.register.dump() == rows)
    }

    @Test("Only an administrator repairs")
    func role() throws {
        unlink(checked.path(blob))
        try PrivateFile.write(original, to: "\(shelf)/a.pdf")
        let accounts: [(String, Account.Role)] = [
            ("admin", .administrator), ("clerk", .clerk), ("issuer", .issuer),
        ]
        for (name, role) in accounts {
            try board.register.add(
                account: NewAccount(name: name, role: role, from: day("06/11/2025")),
                by: Actor(user: "admin"))
        }
        for name in ["clerk", "issuer"] {
            try expectRefused(.roleRefused, leaving: board.register, board.store) {
                try office.repair(from: [shelf], by: Actor(user: name))
            }
        }
        #expect(try office.repair(from: [shelf], by: Actor(user: "admin")).mended.count == 1)
    }
}

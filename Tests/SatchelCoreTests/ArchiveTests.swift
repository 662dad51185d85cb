import Foundation
import TestSupport
import Testing

@testable import SatchelCore

/// Kits as other programs see them.
@Suite("Archives of kits")
struct ArchiveTests {
    private static let check = """
        import sys, zipfile, unicodedata
        z = zipfile.ZipFile(sys.argv[1])
        assert z.testzip() is None
        names = z.namelist()
        assert names == sorted(names, key=lambda n: n.encode()), names
        for n in names:
            assert unicodedata.normalize('NFC', n) == n and len(n) <= 100, n
        assert len({n.split('/')[0] for n in names}) == 1
        assert {i.date_time[:3] for i in z.infolist()} == {(2025, 11, 5)}, z.infolist()
        z.extractall(sys.argv[2])
        """

    @Test("unzip, Python and sha256sum accept an archive, and its folder is whole")
    func otherPrograms() throws {
        let board = try Board.withTwoEditions()
        let edition = try board.register.edition(of: "cap-thon")
        let zip = "\(board.folder.path)/kit.zip"
        try board.office.archive(of: edition).write(to: zip)
        let unzip = try run(["unzip", "-t", "-q", "kit.zip"], in: board.folder.path)
        #expect(unzip.status == 0, "\(unzip.output)")
        let python = try run(["python3", "-c", ArchiveTests.check, "kit.zip", "ra"], in: board.folder.path)
        #expect(python.status == 0, "\(python.output)")
        let folder = "\(board.folder.path)/ra/\(edition.folder)"
        let sums = try run(["sha256sum", "-c", "--strict", "SHA256SUMS"], in: folder)
        #expect(sums.status == 0, "\(sums.output)")
        #expect(sums.output.split(separator: "\n").count == 4)
        #expect(try ArchiveCheck(folder).isWhole)
        #expect(try ArchiveCheck(zip).isWhole)
        try PrivateFile.write(Array("khác".utf8), to: "\(folder)/Mục lục.html")
        #expect(try ArchiveCheck(folder).altered == ["Mục lục.html"])
    }

    @Test("An update kit holds only what changed and its sums pass")
    func update() throws {
        let board = try Board.withTwoEditions()
        let editions = try board.register.editions(of: "cap-thon")
        let zip = "\(board.folder.path)/update.zip"
        try board.office.updateArchive(from: editions[0], to: editions[1]).write(to: zip)
        let python = try run(
            ["python3", "-c", ArchiveTests.check, "update.zip", "ra"], in: board.folder.path)
        #expect(python.status == 0, "\(python.output)")
        let top = try #require(
            try FileManager.default.contentsOfDirectory(atPath: "\(board.folder.path)/ra").first)
        let folder = "\(board.folder.path)/ra/\(top)"
        let files = try run(["find", ".", "-type", "f"], in: folder).output.split(separator: "\n").sorted()
        #expect(
            files
                == [
                    "./A. Văn bản/A1 Hướng dẫn 42-HD-BTCTW (28-10-2025).pdf", "./Mục lục.html",
                    "./SHA256SUMS", "./kit.json",
                ].sorted())
        let sums = try run(["sha256sum", "-c", "--strict", "SHA256SUMS"], in: folder)
        #expect(sums.status == 0, "\(sums.output)")
        let check = try ArchiveCheck(zip)
        #expect(check.isWhole)
        #expect(check.manifest.updateFrom == 1)
        #expect(check.manifest.edition == 2)
        expectError(.updateBackwards) {
            try board.office.updateArchive(from: editions[1], to: editions[1]).write(to: zip)
        }
    }

    @Test("An update holds new bytes of the same things, and not what stayed")
    func updateOfTemplate() throws {
        let board = try Board.ready()
        let first = try board.issue("01/03/2025")
        try board.revise("bien-ban", "mẫu 2")
        let second = try board.issue("02/03/2025")
        let zip = "\(board.folder.path)/update.zip"
        try board.office.updateArchive(from: first, to: second).write(to: zip)
        let check = try ArchiveCheck(zip)
        #expect(check.isWhole)
        let names = try run(["unzip", "-Z1", "update.zip"], in: board.folder.path).output
        #expect(names.split(separator: "\n").count == 4)
        #expect(try board.office.changes(from: first, to: second).lines.map(\.kind) == [.corrected])
    }

    @Test("The same register in two folders, later and in another zone and language, gives the same bytes")
    func sameBytes() async throws {
        let here = try ArchiveTests.archive()
        let result = await #expect(
            processExitsWith: .success, observing: [\.standardOutputContent]
        ) {
            setenv("TZ", "America/New_York", 1)
            setenv("LANG", "tr_TR.UTF-8", 1)
            setenv("LC_ALL", "tr_TR.UTF-8", 1)
            tzset()
            print("sha256=\(try ArchiveTests.archive())")
        }
        let output = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
        let there = output.split(separator: "\n").first { $0.hasPrefix("sha256=") }?.dropFirst(7)
        #expect(there.map(String.init) == here)
    }

    /// The hashes of both editions and the update of a fresh board.
    private static func archive() throws -> String {
        let board = try Board.withTwoEditions()
        let editions = try board.register.editions(of: "cap-thon")
        let path = "\(board.folder.path)/update.zip"
        try board.office.updateArchive(from: editions[0], to: editions[1]).write(to: path)
        return (editions.map(\.archiveSHA256) + [try BlobStore.sha256(ofFile: path)]).joined(separator: ",")
    }
}

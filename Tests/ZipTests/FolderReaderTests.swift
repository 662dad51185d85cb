import Foundation
import Testing

@testable import Zip

/// Folders from outside, as hostile as a file system lets them be.
struct FolderReaderTests {
    @Test("A folder's files are read whole, under their names in NFC, folder by folder")
    func sound() throws {
        let scratch = try Scratch()
        let decomposed = "Phụ lục".decomposedStringWithCanonicalMapping
        #expect(mkdir(scratch(decomposed), 0o700) == 0)
        _ = try scratch.put(Array("nội dung".utf8), "\(decomposed)/a.txt")
        _ = try scratch.put([UInt8](repeating: 7, count: 200_000), "b")
        let reader = try FolderReader(path: scratch.path)
        #expect(reader.entries.map { Array($0.name.utf8) } == ["Phụ lục/a.txt", "b"].map { Array($0.utf8) })
        #expect(try reader.bytes(of: reader.entries[0]) == Array("nội dung".utf8))
        #expect(try reader.bytes(of: reader.entries[1]) == [UInt8](repeating: 7, count: 200_000))
    }

    @Test("A link, a pipe or a socket below the top is refused by name and never opened")
    func special() throws {
        for make in ["file", "folder", "dangling", "pipe", "socket"] {
            let scratch = try Scratch()
            #expect(mkdir(scratch("d"), 0o700) == 0)
            let place = scratch("d/x")
            switch make {
            case "file": #expect(symlink("/etc/passwd", place) == 0)
            case "folder": #expect(symlink("/etc", place) == 0)
            case "dangling": #expect(symlink("nowhere", place) == 0)
            case "pipe": #expect(mkfifo(place, 0o600) == 0)
            default: #expect(mknod(place, S_IFSOCK | 0o600, 0) == 0)
            }
            let error = #expect(throws: ZipError.self) { try FolderReader(path: scratch.path) }
            #expect(error?.rule == .symlinkOrSpecial, "\(make)")
            #expect(error?.entry == "d/x", "\(make)")
        }
    }

    @Test("A link to a folder is followed at the top, where the caller named it")
    func linkAtTop() throws {
        let scratch = try Scratch()
        #expect(mkdir(scratch("d"), 0o700) == 0)
        _ = try scratch.put([1], "d/a")
        #expect(symlink("d", scratch("l")) == 0)
        #expect(try FolderReader(path: scratch("l")).entries.map(\.name) == ["a"])
    }

    @Test("What takes a file's place after the judging is not read")
    func swapped() throws {
        let scratch = try Scratch()
        #expect(mkdir(scratch("d"), 0o700) == 0)
        for name in ["d/a", "d/b", "d/c", "e"] { _ = try scratch.put([1, 2, 3], name) }
        let reader = try FolderReader(path: scratch.path)
        #expect(unlink(scratch("d/a")) == 0 && symlink("/etc/passwd", scratch("d/a")) == 0)
        #expect(unlink(scratch("d/b")) == 0 && mkfifo(scratch("d/b"), 0o600) == 0)
        _ = try scratch.put([1, 2, 3, 4], "d/c")
        _ = try scratch.put([1, 2], "e")
        let rules = try reader.entries.map { entry in try rule { _ = try reader.bytes(of: entry) } }
        #expect(rules == [.symlinkOrSpecial, .symlinkOrSpecial, .sizeMismatch, .sizeMismatch])
        #expect(rename(scratch("d"), scratch("f")) == 0 && symlink("f", scratch("d")) == 0)
        #expect(try rule { _ = try reader.bytes(of: reader.entries[2]) } == .symlinkOrSpecial)
    }

    @Test("Sizes and numbers beyond the limits are refused before anything is read")
    func limits() throws {
        let scratch = try Scratch()
        #expect(mkdir(scratch("d"), 0o700) == 0)
        for name in ["a", "d/b"] { _ = try scratch.put([1, 2, 3], name) }
        func broken(_ limits: ZipLimits) throws -> ZipError.Rule? {
            try rule { _ = try FolderReader(path: scratch.path, limits: limits) }
        }
        #expect(try broken(ZipLimits(fileBytes: 3, totalBytes: 6, entries: 3)) == nil)
        #expect(try broken(ZipLimits(fileBytes: 2)) == .fileTooLarge)
        #expect(try broken(ZipLimits(totalBytes: 5)) == .archiveTooLarge)
        #expect(try broken(ZipLimits(entries: 2)) == .tooManyEntries)
        // A file with a hole: as large as it says, without taking room.
        #expect(truncate(scratch("a"), 257 << 20) == 0)
        #expect(try broken(.standard) == .fileTooLarge)
    }

    @Test("Folders nested deeper than 64 levels are refused")
    func deep() throws {
        let scratch = try Scratch()
        var path = scratch.path
        for _ in 0..<63 {
            path += "/d"
            #expect(mkdir(path, 0o700) == 0)
        }
        try Data([1]).write(to: URL(filePath: "\(path)/a"))
        #expect(try FolderReader(path: scratch.path).entries.count == 1)
        #expect(mkdir("\(path)/d", 0o700) == 0)
        try Data([1]).write(to: URL(filePath: "\(path)/d/a"))
        #expect(try rule { _ = try FolderReader(path: scratch.path) } == .nameTooLong)
    }

    @Test("Names that are no UTF-8, or equal in NFC, are refused")
    func names() throws {
        let scratch = try Scratch()
        let raw = (Array("\(scratch.path)/".utf8) + [0xff, 0xfe, 0]).map(CChar.init(bitPattern:))
        let descriptor = open(raw, O_CREAT | O_WRONLY, 0o600)
        #expect(descriptor >= 0 && close(descriptor) == 0)
        #expect(try rule { _ = try FolderReader(path: scratch.path) } == .nameNotUTF8)
        let other = try Scratch()
        _ = try other.put([1], "ế".precomposedStringWithCanonicalMapping)
        _ = try other.put([1], "ế".decomposedStringWithCanonicalMapping)
        #expect(try other.names().count == 2)
        #expect(try rule { _ = try FolderReader(path: other.path) } == .namesEqual)
    }

    @Test("The folder that holds a file is found at the top or right inside it, never through a link")
    func holding() throws {
        let scratch = try Scratch()
        #expect(mkdir(scratch("d"), 0o700) == 0)
        _ = try scratch.put([1], "d/kit.json")
        #expect(try FolderReader.folder(at: scratch.path, holding: "kit.json") == scratch("d"))
        #expect(try FolderReader.folder(at: scratch("d"), holding: "kit.json") == scratch("d"))
        #expect(symlink("d", scratch("e")) == 0)
        #expect(try FolderReader.folder(at: scratch.path, holding: "kit.json") == scratch("d"))
        #expect(mkdir(scratch("f"), 0o700) == 0)
        _ = try scratch.put([1], "f/kit.json")
        #expect(try FolderReader.folder(at: scratch.path, holding: "kit.json") == nil)
    }
}

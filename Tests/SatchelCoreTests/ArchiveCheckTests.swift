import Foundation
import TestSupport
import Testing
import Zip

@testable import SatchelCore

@Suite("Kits from outside, checked")
struct ArchiveCheckTests {
    private let board: Board
    private let zip: String
    private let top: String

    init() throws {
        board = try Board.withTwoEditions()
        let edition = try board.register.edition(of: "cap-thon")
        zip = "\(board.folder.path)/kit.zip"
        try board.office.archive(of: edition).write(to: zip)
        _ = try Archive.unpack(zip, into: "\(board.folder.path)/ra")
        top = "\(board.folder.path)/ra/\(edition.folder)"
    }

    /// Changes a list of the unpacked kit.
    private func change(_ name: String, _ body: (String) -> String) throws {
        let text = String(decoding: try PrivateFile.read("\(top)/\(name)"), as: UTF8.self)
        try PrivateFile.write(Array(body(text).utf8), to: "\(top)/\(name)")
    }

    /// What another program makes of a folder, without compressing.
    private func packed(_ what: String, in folder: String) throws -> String {
        let path = "\(board.folder.path)/\(UUID().uuidString).zip"
        let result = try run(["7z", "a", "-tzip", "-mx0", "-bso0", path, what], in: folder)
        #expect(result.status == 0, "\(result.output)")
        return path
    }

    @Test("A link, a pipe or a folder of links in an unpacked kit is refused by name, and nothing blocks")
    func special() throws {
        for make in ["link", "folder", "pipe"] {
            switch make {
            case "link": #expect(symlink("/etc/passwd", "\(top)/x") == 0)
            case "folder": #expect(symlink("/etc", "\(top)/x") == 0)
            default: #expect(mkfifo("\(top)/x", 0o600) == 0)
            }
            let error = expectError(.archiveRefused) { try ArchiveCheck(top) }
            #expect(error?.arguments["rule"] == "symlinkOrSpecial" && error?.arguments["entry"] == "x")
            let words = Language.allCases.map { error?.message(in: $0) ?? "" }
            #expect(words[0] == "Không nhận \(top): mục “x” không phải tệp thường (liên kết, thiết bị).")
            #expect(words[1] == "\(top) is refused: entry “x” is a link or special file.")
            unlink("\(top)/x")
        }
        unlink("\(top)/kit.json")
        #expect(symlink("/dev/zero", "\(top)/kit.json") == 0)
        expectError(.archiveRefused) { try ArchiveCheck(top) }
    }

    @Test("Too large a file, too many files and too large a list are refused before they are read")
    func sizes() throws {
        // Files with holes: as large as they say, without taking room.
        #expect(truncate("\(top)/SHA256SUMS", (8 << 20) + 1) == 0)
        let error = expectError(.notAKit) { try ArchiveCheck(top) }
        #expect(error?.arguments["fault"] == "tooLarge" && error?.arguments["file"] == "SHA256SUMS")
        #expect(truncate("\(top)/SHA256SUMS", 257 << 20) == 0)
        #expect(expectError(.archiveRefused) { try ArchiveCheck(top) }?.arguments["rule"] == "fileTooLarge")
        #expect(truncate("\(top)/SHA256SUMS", 0) == 0)
        #expect(mkdir("\(top)/d", 0o700) == 0)
        for number in 0..<10_000 { close(open("\(top)/d/\(number)", O_CREAT | O_WRONLY, 0o600)) }
        let many = expectError(.archiveRefused) { try ArchiveCheck(top) }
        #expect(many?.arguments["rule"] == "tooManyEntries")
        #expect(many?.message(in: .en).contains("has more than 10,000 entries") == true)
    }

    @Test("A large list inside a zip is refused too")
    func largeListInZip() throws {
        try change("kit.json") { $0 + String(repeating: " ", count: 8 << 20) }
        let path = try packed(".", in: "\(board.folder.path)/ra")
        let error = expectError(.notAKit) { try ArchiveCheck(path) }
        #expect(error?.arguments["fault"] == "tooLarge" && error?.arguments["file"] == "kit.json")
    }

    @Test("What is not in one folder, or lacks a list, is no kit, with the reason")
    func noKit() throws {
        func reason(_ path: String) -> String? {
            let error = expectError(.notAKit) { try ArchiveCheck(path) }
            return error.map { "\($0.arguments["file"] ?? "") \($0.arguments["fault"] ?? "")" }
        }
        #expect(reason(try packed(".", in: top)) == " topFolder")
        unlink("\(top)/SHA256SUMS")
        #expect(reason(top) == "SHA256SUMS missing")
        #expect(reason(try packed(".", in: "\(board.folder.path)/ra")) == "SHA256SUMS missing")
        unlink("\(top)/kit.json")
        #expect(reason(top) == "kit.json missing")
        expectError(.fileMissing) { try ArchiveCheck("\(top)/nothing") }
    }

    @Test(
        "A kit.json of other types, with numbers beyond all bounds or no JSON at all is refused with the field",
        arguments: [
            ("\"edition\" : 2", "\"edition\" : 1e999", ""),
            ("\"edition\" : 2", "\"edition\" : 9223372036854775808", ""),
            ("\"edition\" : 2", "\"edition\" : -9223372036854775808", "edition"),
            ("\"edition\" : 2", "\"edition\" : 2.5", ""),
            ("\"edition\" : 2", "\"edition\" : \"2\"", "edition"),
            ("\"edition\" : 2", "\"edition\" : null", "edition"),
            ("\"edition\" : 2,", "", "edition"),
            ("\"version\" : 1", "\"version\" : -1", "version"),
            ("\"size\" : ", "\"size\" : -1", ""),
            ("\"entries\" : [", "\"entries\" : [ 7,", "entries.0"),
        ])
    func kitJSON(old: String, new: String, field: String) throws {
        try change("kit.json") { $0.replacing(old, with: new, maxReplacements: 1) }
        let error = expectError(.notAKit) { try ArchiveCheck(top) }
        #expect(error?.arguments["field"] == field)
        #expect(error?.arguments["file"] == "kit.json")
        let words = "kit.json thiếu mục hoặc có mục sai" + (field.isEmpty ? "." : " (\(field)).")
        #expect(error?.message(in: .vi).hasSuffix(words) == true)
    }

    @Test("Nested brackets, cut JSON and bytes that are no text are no JSON")
    func noJSON() throws {
        let deep = String(repeating: "[", count: 1 << 20)
        for text in [deep, "", "{", "{\"format\":\"satchel-kit\"", "nul", "{\"a\":\(deep)"] {
            try PrivateFile.write(Array(text.utf8), to: "\(top)/kit.json")
            #expect(expectError(.notAKit) { try ArchiveCheck(top) }?.arguments["fault"] == "notJSON")
        }
        try PrivateFile.write([0x7b, 0xff, 0x7d], to: "\(top)/kit.json")
        #expect(expectError(.notAKit) { try ArchiveCheck(top) }?.arguments["fault"] == "notJSON")
        try PrivateFile.write(Array("{\"format\":\"x\",\"version\":1}".utf8), to: "\(top)/kit.json")
        #expect(expectError(.notAKit) { try ArchiveCheck(top) }?.arguments["fault"] == "format")
        let newer = "{\"format\":\"satchel-kit\",\"version\":2,\"kit\":{}}"
        try PrivateFile.write(Array(newer.utf8), to: "\(top)/kit.json")
        expectError(.manifestNewer) { try ArchiveCheck(top) }
    }

    @Test("Malformed lines of SHA256SUMS are told with their numbers, and the kit is not whole")
    func malformed() throws {
        try change("SHA256SUMS") { "# ghi chú\n" + $0 + "\nabc  d\n" }
        let check = try ArchiveCheck(top)
        #expect(check.malformed.map(\.line) == [1, 6, 7])
        #expect(check.malformed.allSatisfy { $0.list == "SHA256SUMS" })
        #expect(check.missing.isEmpty && check.altered.isEmpty && !check.isWhole)
    }

    @Test("Paths in SHA256SUMS that lead elsewhere, or stand twice, are refused by rule")
    func paths() throws {
        let sum = String(repeating: "0", count: 64)
        for (path, rule) in [
            ("../../etc/passwd", "nameParent"), ("a/../b", "nameParent"), ("/etc/passwd", "nameAbsolute"),
            ("./a", "nameParent"), ("C:\\x", "nameAbsolute"), ("a\\b", "nameBackslashColonControl"),
            ("a\u{1b}[2J", "nameBackslashColonControl"), ("kit.json", "namesEqual"),
        ] {
            let lines = try PrivateFile.read("\(top)/SHA256SUMS")
            try change("SHA256SUMS") { $0 + "\(sum)  \(path)\n" }
            let error = expectError(.archiveRefused) { try ArchiveCheck(top) }
            #expect(error?.arguments["rule"] == rule, "\(path)")
            try PrivateFile.write(lines, to: "\(top)/SHA256SUMS")
        }
    }

    @Test("Other ways to write the same lines are read: capital digits, and the mark of binary files")
    func sameLines() throws {
        try change("SHA256SUMS") { text in
            text.split(separator: "\n").map { "\($0.prefix(64).uppercased()) *\($0.dropFirst(66))\n" }
                .joined()
        }
        let check = try ArchiveCheck(top)
        #expect(check.isWhole && check.extra.isEmpty)
        let sums = try run(["sha256sum", "-c", "--strict", "SHA256SUMS"], in: top)
        #expect(sums.status == 0, "\(sums.output)")
    }

    @Test("A kit unpacked where names are kept decomposed is whole")
    func decomposed() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: top) {
            let other = name.decomposedStringWithCanonicalMapping
            if !name.utf8.elementsEqual(other.utf8) {
                #expect(rename("\(top)/\(name)", "\(top)/\(other)") == 0)
            }
        }
        let check = try ArchiveCheck(top)
        #expect(check.isWhole && check.extra.isEmpty)
    }
}

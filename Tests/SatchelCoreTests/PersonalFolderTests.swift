import Foundation
import TestSupport
import Testing
import Zip

@testable import SatchelCore

/// An unpacked kit of the first edition, with a branch's own folder in it, and what checking it finds.
private struct PersonalKit {
    let board: Board
    let top: String
    let personal: String

    init(ascii: Bool = false, manifest: PersonalManifest? = nil) throws {
        board = try Board.withTwoEditions()
        let edition = try board.register.edition(of: "cap-thon")
        let zip = "\(board.folder.path)/kit.zip"
        try board.office.archive(of: edition).write(to: zip)
        _ = try Archive.unpack(zip, into: "\(board.folder.path)/ra")
        top = "\(board.folder.path)/ra/\(edition.folder)"
        personal = "\(top)/\(PersonalManifest.folder(ascii: ascii))"
        try PrivateFile.makeFolder(personal)
        try PrivateFile.write(Array("biên bản".utf8), to: "\(personal)/Biên bản.txt")
        let own = PersonalManifest(
            kit: "cap-thon", edition: edition.number, branch: "CB1", branchName: "Chi bộ CB1", copy: 3)
        try PrivateFile.write((manifest ?? own).json(), to: "\(personal)/personal.json")
        try list(["Biên bản.txt", "personal.json"])
    }

    /// Writes the folder's own list anew.
    func list(_ names: [String]) throws {
        let lines = try names.map { "\(try BlobStore.sha256(ofFile: "\(personal)/\($0)"))  \($0)\n" }
        try PrivateFile.write(Array(lines.joined().utf8), to: "\(personal)/SHA256SUMS")
    }
}

@Suite("The folder of a branch's own files")
struct PersonalFolderTests {
    @Test(
        "A personal kit is whole, tells whose copy it is, and its own list passes sha256sum",
        arguments: [true, false])
    func whole(ascii: Bool) throws {
        let kit = try PersonalKit(ascii: ascii)
        let check = try ArchiveCheck(kit.top)
        #expect(check.isWhole && check.extra.isEmpty)
        #expect(check.personal?.branch == "CB1")
        #expect(check.personal?.branchName == "Chi bộ CB1")
        #expect(check.personal?.copy == 3)
        let sums = try run(["sha256sum", "-c", "--strict", "SHA256SUMS"], in: kit.personal)
        #expect(sums.status == 0, "\(sums.output)")
    }

    @Test("A common kit has no personal part")
    func common() throws {
        let kit = try PersonalKit()
        try FileManager.default.removeItem(atPath: kit.personal)
        let check = try ArchiveCheck(kit.top)
        #expect(check.isWhole && check.personal == nil && !check.isPersonalForeign)
    }

    @Test("Files of the personal folder are missing, altered or extra like any others")
    func damage() throws {
        let kit = try PersonalKit()
        try PrivateFile.write([1], to: "\(kit.personal)/thêm.txt")
        try PrivateFile.write([1], to: "\(kit.personal)/Biên bản.txt")
        var check = try ArchiveCheck(kit.top)
        #expect(check.altered == ["Dành riêng/Biên bản.txt"])
        #expect(check.extra == ["Dành riêng/thêm.txt"])
        unlink("\(kit.personal)/Biên bản.txt")
        check = try ArchiveCheck(kit.top)
        #expect(check.missing == ["Dành riêng/Biên bản.txt"] && !check.isWhole)
        unlink("\(kit.personal)/SHA256SUMS")
        check = try ArchiveCheck(kit.top)
        #expect(check.missing == ["Dành riêng/SHA256SUMS"] && !check.isWhole)
        #expect(check.personal == nil)
        #expect(check.extra == ["Dành riêng/personal.json", "Dành riêng/thêm.txt"])
    }

    @Test("A personal.json that no list names is an extra file, and says nothing")
    func unlisted() throws {
        let kit = try PersonalKit()
        try kit.list(["Biên bản.txt"])
        let check = try ArchiveCheck(kit.top)
        #expect(check.personal == nil && check.extra == ["Dành riêng/personal.json"])
    }

    @Test(
        "The personal folder of another kit or edition is told",
        arguments: [("cap-khac", 2), ("cap-thon", 1)])
    func foreign(kit: String, edition: Int) throws {
        let other = PersonalManifest(kit: kit, edition: edition, branch: "CB1", branchName: "Chi bộ", copy: 1)
        let personal = try PersonalKit(manifest: other)
        let check = try ArchiveCheck(personal.top)
        #expect(check.isPersonalForeign && !check.isWhole)
        #expect(check.altered.isEmpty && check.missing.isEmpty)
    }

    @Test("A personal.json that is none is refused with the file and the field")
    func broken() throws {
        let kit = try PersonalKit()
        let sound = String(decoding: try PrivateFile.read("\(kit.personal)/personal.json"), as: UTF8.self)
        for (old, new, fault, field) in [
            ("\"copy\" : 3", "\"copy\" : 0", "field", "copy"),
            ("\"copy\" : 3", "\"copy\" : 99999999999999999999999999", "field", ""),
            ("\"copy\" : 3", "\"copy\" : \"3\"", "field", "copy"),
            ("satchel-personal", "satchel-kit", "format", ""), ("{", "", "notJSON", ""),
        ] {
            try PrivateFile.write(
                Array(sound.replacing(old, with: new).utf8), to: "\(kit.personal)/personal.json")
            let error = expectError(.notAKit) { try ArchiveCheck(kit.top) }
            #expect(error?.arguments["fault"] == fault, "\(new)")
            #expect(error?.arguments["field"] == field, "\(new)")
            #expect(error?.arguments["file"] == "Dành riêng/personal.json")
        }
        try PrivateFile.write(
            Array(sound.replacing("\"version\" : 1", with: "\"version\" : 2").utf8),
            to: "\(kit.personal)/personal.json")
        expectError(.manifestNewer) { try ArchiveCheck(kit.top) }
    }

}

import Foundation
import Testing

@testable import Zip

struct ExtractionTests {
    @Test func everythingIsUnpackedIntoANewFolder() throws {
        let scratch = try Scratch()
        let archive = RawArchive(["x/", "x/y/", "x/y/tệp.txt", "z/w"].map { RawArchive.Entry($0) })
        try ZipReader(path: scratch.put(archive.bytes)).extract(into: scratch("out/"))
        #expect(try contents(scratch("out/x/y/tệp.txt")) == Array("text".utf8))
        #expect(try contents(scratch("out/z/w")) == Array("text".utf8))
        #expect(try scratch.names() == ["a.zip", "out"])
    }

    @Test func aBadLastEntryLeavesNothing() throws {
        let scratch = try Scratch()
        let bad = RawArchive.Entry("d/c").with { $0.crc32 ^= 1 }
        let archive = RawArchive([RawArchive.Entry("a"), RawArchive.Entry("d/b"), bad])
        let reader = try ZipReader(path: scratch.put(archive.bytes))
        do {
            try reader.extract(into: scratch("out"))
            Issue.record("unpacked")
        } catch let error as ZipError {
            #expect(error.rule == .crc)
            #expect(error.entry == "d/c")
        }
        #expect(try scratch.names() == ["a.zip"])
    }

    @Test func anExistingFolderIsLeftAlone() throws {
        let scratch = try Scratch()
        let reader = try ZipReader(path: scratch.put(RawArchive([RawArchive.Entry("a")]).bytes))
        try FileManager.default.createDirectory(atPath: scratch("out"), withIntermediateDirectories: false)
        #expect(try rule { try reader.extract(into: scratch("out")) } == .exists)
        #expect(try rule { try reader.extract(into: scratch("a.zip")) } == .exists)
        #expect(symlink(scratch("nowhere"), scratch("link")) == 0)
        #expect(try rule { try reader.extract(into: scratch("link")) } == .exists)
        #expect(try rule { try reader.extract(into: scratch("no/out")) } == .io)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch("out")) == [])
        #expect(try scratch.names() == ["a.zip", "link", "out"])
    }
}

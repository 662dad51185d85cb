import Foundation
import Testing

@testable import Zip

/// Public archives with what is expected of each, in the folder that `SATCHEL_CORPORA` names.
enum Corpus {
    static let folder = ProcessInfo.processInfo.environment["SATCHEL_CORPORA"] ?? ""
    static let isPresent = FileManager.default.fileExists(atPath: "\(folder)/INDEX.tsv")

    /// The lines of a table, cut into fields, without the header.
    static func table(_ name: String) throws -> [[String]] {
        let text = String(decoding: try contents("\(folder)/\(name)"), as: UTF8.self)
        return text.split(separator: "\n").dropFirst().map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// The archives of which `verdict` is expected.
    static func archives(_ verdict: String) throws -> [String] {
        try table("INDEX.tsv").filter { $0[0].hasPrefix("zip/") && $0[2] == verdict }.map { $0[0] }
    }

    /// Opens the archive and reads all of it, then unpacks it into `scratch`.
    static func unpack(_ archive: String, into scratch: Scratch) throws -> [ZipReader.Entry] {
        let reader = try ZipReader(path: "\(folder)/\(archive)")
        for entry in reader.entries { try reader.read(entry) { _ in } }
        try reader.extract(into: scratch("out"))
        return reader.entries
    }
}

@Suite(.enabled(if: Corpus.isPresent))
struct CorpusTests {
    @Test func everyBadArchiveIsRefusedAndLeavesNothing() throws {
        let scratch = try Scratch()
        for archive in try Corpus.archives("reject") {
            #expect(throws: ZipError.self, "\(archive)") { try Corpus.unpack(archive, into: scratch) }
            #expect(try scratch.names() == [], "\(archive)")
        }
    }

    @Test func everyGoodArchiveIsReadExactly() throws {
        let expected = Dictionary(grouping: try Corpus.table("CONTENTS.tsv"), by: { $0[0] })
        for archive in try Corpus.archives("accept") {
            let scratch = try Scratch()
            let entries = try #require(try? Corpus.unpack(archive, into: scratch), "\(archive)")
            let lines = expected[archive] ?? []
            let found = entries.map { [hex($0.name), "\($0.size)", String(format: "%08x", $0.crc32)] }
            #expect(Set(found) == Set(lines.map { Array($0[1...3]) }), "\(archive)")
            #expect(found.count == lines.count, "\(archive)")
            #expect(try hashes(of: entries, in: scratch) == wantedHashes(lines), "\(archive)")
        }
    }

    @Test func everyDoubtfulArchiveIsReadOrRefusedWithoutHarm() throws {
        for archive in try Corpus.archives("either") {
            let scratch = try Scratch()
            let isRead = try rule { _ = try Corpus.unpack(archive, into: scratch) } == nil
            #expect(try scratch.names() == (isRead ? ["out"] : []), "\(archive)")
        }
    }

    private func hex(_ name: String) -> String {
        name.utf8.map { String(format: "%02x", $0) }.joined()
    }

    private func wantedHashes(_ lines: [[String]]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: lines.filter { !$0[1].hasSuffix("2f") }.map { ($0[1], $0[4]) })
    }

    /// What `sha256sum` says of the unpacked files, by the hex form of their names.
    private func hashes(of entries: [ZipReader.Entry], in scratch: Scratch) throws -> [String: String] {
        let files = entries.filter { !$0.isFolder }
        guard !files.isEmpty else { return [:] }
        let paths = files.map { scratch("out/\($0.name)") }
        let output = try #require(try run(["sha256sum", "-z"] + paths)).output
        let sums = output.split(separator: "\0").map { String($0.prefix(64)) }
        return Dictionary(uniqueKeysWithValues: zip(files.map { hex($0.name) }, sums))
    }
}

import Foundation
import Testing

@testable import SatchelCore

/// Who may know whom, read from the sources.
@Suite struct HouseTests {
    private static let sources = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources")

    /// Each Swift file below a folder of Sources, with its lines.
    private func files(_ folder: String) throws -> [(name: String, lines: [Substring])] {
        let path = HouseTests.sources.appendingPathComponent(folder).path
        let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".swift") }.map { name in
            (name, try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8).split(separator: "\n"))
        }
    }

    @Test(
        "a part of the house knows only those below it",
        arguments: [
            ("Zip", ["SatchelCore", "GRDB", "ArgumentParser", "Yams", "Crypto"]),
            ("Sending", ["SatchelCore", "GRDB", "ArgumentParser", "Yams", "Hummingbird", "NIOCore"]),
            ("SatchelCore", ["CLibZip", "CLibCurl", "ArgumentParser", "Hummingbird", "Mustache"]),
            ("Multipart", ["SatchelCore", "Foundation", "Hummingbird", "NIOCore"]),
            (
                "SatchelWeb",
                ["CLibZip", "CLibCurl", "GRDB", "ArgumentParser", "Yams", "CLibXLSXWriter", "CLibQREncode"]
            ),
            ("satchel", ["CLibZip", "GRDB", "Zip", "Yams", "Hummingbird"]),
            ("SatchelBench", ["CLibZip", "GRDB", "Hummingbird", "ArgumentParser"]),
        ])
    func imports(folder: String, forbidden: [String]) throws {
        let files = try files(folder)
        #expect(!files.isEmpty)
        for (name, lines) in files {
            for line in lines where line.hasPrefix("import ") {
                #expect(!forbidden.contains(String(line.dropFirst(7))), "\(folder)/\(name): \(line)")
            }
        }
    }

    @Test("SQL stands in Register/ alone, and so does the database library")
    func sql() throws {
        for (name, lines) in try files("SatchelCore") where !name.hasPrefix("Register/") {
            for line in lines {
                #expect(line != "import GRDB", "\(name)")
                let hasSQL =
                    line.contains("SELECT ") || line.contains("INSERT INTO ") || line.contains("UPDATE ")
                #expect(!hasSQL, "\(name): \(line)")
            }
        }
    }

    @Test("the clock is read in one place")
    func clock() throws {
        for (name, lines) in try files("SatchelCore") where name != "Instant.swift" {
            for line in lines { #expect(!line.contains("Date()"), "\(name): \(line)") }
        }
    }

    @Test("every verb that changes the register stands in the table of roles, and the table has no other")
    func verbs() throws {
        let call = /\bchange\(\s*"(?<verb>[^"]+)"/
        let made = /^(?<head>[a-z.A-Z]*)\\\(/
        var found: Set<String> = []
        for (name, lines) in try files("SatchelCore") where name.hasPrefix("Register/") {
            for match in lines.joined(separator: "\n").matches(of: call) {
                let verb = String(match.verb)
                if let head = verb.firstMatch(of: made)?.head {
                    let meant = Account.Role.least.keys.filter { $0.hasPrefix(head) }
                    #expect(!meant.isEmpty, "\(name): \(verb)")
                    found.formUnion(meant)
                } else {
                    #expect(Account.Role.least[verb] != nil, "\(name): \(verb)")
                    found.insert(verb)
                }
            }
        }
        #expect(found.count > 25)
        // Given to a shared step by their names.
        let handed: Set = ["edition.approve", "edition.return", "review.save"]
        #expect(Set(Account.Role.least.keys).subtracting(found).subtracting(handed).isEmpty)
    }

    @Test("every verb that needs no account stands in the list of those, and the list has no other")
    func openVerbs() throws {
        let call = /\bchangeOpen\(\s*"(?<verb>[^"]+)"/
        var found: Set<String> = []
        for (name, lines) in try files("SatchelCore") where name.hasPrefix("Register/") {
            for match in lines.joined(separator: "\n").matches(of: call) {
                #expect(Account.Role.open.contains(String(match.verb)), "\(name): \(match.verb)")
                found.insert(String(match.verb))
            }
        }
        // Written many at once.
        #expect(found.union(["receipt.own"]) == Account.Role.open)
        #expect(Account.Role.open.isDisjoint(with: Account.Role.least.keys))
    }
}

import Foundation
import TestSupport
import Testing

@testable import SatchelCore

/// A disk whose files can share blocks (XFS in a file), where the machine lets us mount one.
private final class SharingDisk {
    let folder: TemporaryFolder
    var path: String { "\(folder.path)/disk" }

    static let isPossible: Bool = {
        guard geteuid() == 0 else { return false }
        return (try? SharingDisk()) != nil
    }()

    init() throws {
        folder = try TemporaryFolder()
        let commands = [
            ["truncate", "-s", "320M", "image"], ["mkfs.xfs", "-q", "image"], ["mkdir", "disk"],
            ["mount", "-o", "loop", "image", "disk"],
        ]
        for command in commands {
            guard try run(command, in: folder.path).status == 0 else { throw SatchelError(.notPermitted) }
        }
    }

    /// The KiB in use.
    func used() throws -> Int {
        let words = try run(["df", "-k", "--output=used", path], in: "/").output.split(
            whereSeparator: \.isWhitespace)
        return try #require(words.last.flatMap { Int($0) })
    }

    deinit { _ = try? run(["umount", "-l", path], in: "/") }
}

/// A personal kit for every recipient, written into a folder.
@Suite("Personal kits for all")
struct PersonalWritingTests {
    private let board: Board
    private let edition: Edition
    private let recipients: [KitRecipient]

    init() throws {
        board = try Board.withForms()
        edition = try board.register.edition(of: "cap-thon")
        recipients = try board.register.recipients(of: edition, on: board.clock.office.today)
    }

    @Test("One whole kit each, by code and name, as it is made alone")
    func all() throws {
        let folder = "\(board.folder.path)/ra/cặp"
        let kits = try board.office.personalKits(of: edition)
        var told: [Int] = []
        let names = try kits.write(for: recipients, into: folder) { done, total in
            #expect(total == 3)
            told.append(done)
        }
        #expect(told == [1, 2, 3])
        #expect(names == ["CB1 Chi bộ CB1.zip", "CB2 Chi bộ CB2.zip", "CB3 Chi bộ CB3.zip"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == names)
        for (name, recipient) in zip(names, recipients) {
            #expect(try BlobStore.sha256(ofFile: "\(folder)/\(name)") == kits.archive(for: recipient).sha256)
            #expect(try ArchiveCheck("\(folder)/\(name)").personal?.branch == recipient.code)
        }
    }

    @Test(
        "Where blocks can be shared, what all have alike is on the disk once",
        .enabled(if: SharingDisk.isPossible))
    func sharing() throws {
        var random = SystemRandomNumberGenerator()
        let large = String(
            decoding: (0..<20_000_000).map { _ in UInt8.random(in: 33...126, using: &random) }, as: UTF8.self)
        try board.addFile(to: 2, large, kind: .corrected)
        try board.register.choose(
            file: try #require(try board.register.files(of: 2).first { $0.kind == .corrected }).id, by: tester
        )
        let edition = try board.issue("06/11/2025")
        let kits = try board.office.personalKits(of: edition)
        let disk = try SharingDisk()
        let before = try disk.used()
        let many = (1...40).map {
            KitRecipient(
                code: "CB\($0)", name: "Chi bộ \($0)", committee: nil, secretary: nil, copyNumber: $0,
                dueOn: nil)
        }
        // Forty kits of more than 16 MB each, on a disk of 320.
        #expect(kits.base.length > 16_000_000)
        let names = try kits.write(for: many, into: disk.path)
        #expect(try disk.used() - before < 40_000)
        for (name, recipient) in zip(names, many) {
            #expect(
                try BlobStore.sha256(ofFile: "\(disk.path)/\(name)") == kits.archive(for: recipient).sha256)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path).sorted() == names.sorted())
    }

    @Test("A disk that is too small is told before anything is written", .enabled(if: TinyDisk.isPossible))
    func tooSmall() throws {
        let disk = try TinyDisk(kibibytes: 200)
        let kits = try board.office.personalKits(of: edition)
        let many = (1...20).map {
            KitRecipient(
                code: "CB\($0)", name: "Chi bộ \($0)", committee: nil, secretary: nil, copyNumber: $0,
                dueOn: nil)
        }
        let error = expectError(.spaceMissing) { try kits.write(for: many, into: disk.folder.path) }
        #expect(error?.arguments["needed"]?.isEmpty == false)
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk.folder.path).isEmpty)
    }
}

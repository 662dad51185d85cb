import Foundation
import TestSupport
import Testing

@testable import SatchelCore

/// The own kits of all recipients in one archive, of which nothing is written before it is read.
@Suite("Own kits in one archive")
struct KitBundleTests {
    private let board: Board
    private let recipients: [KitRecipient]
    private let kits: PersonalKits

    init() throws {
        board = try Board.withForms()
        let edition = try board.register.edition(of: "cap-thon")
        recipients = try board.register.recipients(of: edition, on: board.clock.office.today)
        kits = try board.office.personalKits(of: edition)
    }

    @Test("It opens with other programs, and each kit in it is the one made alone")
    func opens() throws {
        let bundle = try KitBundle(kits, for: recipients)
        #expect(bundle.fileName == "cap-thon-dot-\(kits.base.edition.number)-cap-rieng.zip")
        #expect(bundle.count == 3)
        let folder = board.folder.path
        try bundle.plan.write(to: "\(folder)/tat-ca.zip")
        let test = try Command.tool("unzip", ["-tq", "tat-ca.zip"], in: folder)
        #expect(test.status == 0, "\(test.output)\(test.errors)")
        _ = try Command.tool("unzip", ["-q", "tat-ca.zip", "-d", "ra"], in: folder)
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/ra").sorted()
        #expect(names == ["CB1 Chi bộ CB1.zip", "CB2 Chi bộ CB2.zip", "CB3 Chi bộ CB3.zip"])
        for (name, recipient) in zip(names, recipients) {
            #expect(
                try BlobStore.sha256(ofFile: "\(folder)/ra/\(name)") == kits.archive(for: recipient).sha256)
        }
    }

    @Test("Any part of it reads as the whole does, in any order; the same names and days give the same bytes")
    func parts() throws {
        let bundle = try KitBundle(kits, for: recipients)
        let whole = try bundle.plan.bytes()
        #expect(try KitBundle(kits, for: recipients).plan.bytes() == whole)
        #expect(try KitBundle(kits, for: recipients).digest == bundle.digest)
        var random = SplitMix(state: 7)
        for _ in 0..<200 {
            let start = Int.random(in: 0..<whole.count, using: &random)
            let count = min(Int.random(in: 1...9_000, using: &random), whole.count - start)
            let part = try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                filled = try bundle.plan.read(at: UInt64(start), into: UnsafeMutableRawBufferPointer(buffer))
            }
            #expect(part == Array(whole[start..<start + count]))
        }
        let fewer = try KitBundle(kits, for: Array(recipients.dropLast()))
        #expect(fewer.digest != bundle.digest)
    }

    @Test("Nobody to make one for is told")
    func nobody() throws {
        expectError(.noRecipients) { try KitBundle(kits, for: []) }
    }
}

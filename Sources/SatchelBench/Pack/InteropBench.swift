import Foundation
import SatchelCore
import Zip

/// One kit of each sort: for all, what changed since the first edition, and one branch's own.
struct SampleKits {
    let all: [KitArchive]

    init(_ pack: PackOffice) throws {
        let office = try pack.open()
        let register = office.register
        let edition = try register.edition(of: PackOffice.slug)
        let first = try register.edition(of: PackOffice.slug, number: 1)
        let recipients = try register.recipients(of: edition, on: edition.issuedOn)
        all = [
            try office.archive(of: edition), try office.updateArchive(from: first, to: edition),
            try office.personalKits(of: edition).archive(for: recipients[recipients.count / 3]),
        ]
    }
}

/// Whether other programs test and unpack kits, with the same names and bytes.
enum InteropBench {
    /// A program: how it tests an archive, and how it unpacks one into a folder.
    private struct Program: Sendable {
        let name: String
        let testing: @Sendable (_ archive: String) -> [String]
        let unpacking: @Sendable (_ archive: String, _ folder: String) -> [String]
    }

    private static let programs = [
        Program(
            name: "unzip", testing: { ["-tqq", $0] }, unpacking: { ["-qq", $0, "-d", $1] }),
        Program(name: "7z", testing: { ["t", $0] }, unpacking: { ["x", $0, "-o\($1)"] }),
        Program(
            name: "python3", testing: { ["-m", "zipfile", "-t", $0] },
            unpacking: { ["-m", "zipfile", "-e", $0, $1] }),
        Program(name: "bsdtar", testing: { ["-tf", $0] }, unpacking: { ["-xf", $0, "-C", $1] }),
    ]

    static func figure(_ pack: PackOffice) throws -> Figure {
        Console.progress("testing and unpacking with other programs")
        // unzip writes names beyond ASCII only where the locale has them.
        setenv("LC_ALL", "C.UTF-8", 1)
        let isMeasured = programs.allSatisfy { Child.exists($0.name) }
        var failures = 0
        for kit in try SampleKits(pack).all where isMeasured {
            let archive = "\(pack.folder)/\(kit.fileName)"
            try kit.write(to: archive)
            let ours = "\(pack.folder)/ours"
            try ZipReader(path: archive).extract(into: ours)
            let wanted = try contents(ours)
            for program in programs {
                let theirs = "\(pack.folder)/theirs"
                try FileManager.default.createDirectory(atPath: theirs, withIntermediateDirectories: true)
                let isTested = try Child.run(program.name, program.testing(archive)).status == 0
                let isUnpacked = try Child.run(program.name, program.unpacking(archive, theirs)).status == 0
                let isSame = try contents(theirs) == wanted
                if !isTested || !isUnpacked || !isSame { failures += 1 }
                try FileManager.default.removeItem(atPath: theirs)
            }
            try FileManager.default.removeItem(atPath: ours)
        }
        return Figure(
            "`unzip`, `7z`, Python and `bsdtar` on three kits: not whole, or other names or bytes",
            isMeasured ? Double(failures) : nil, "", goal: 0)
    }

    /// The sha256 of every file below a folder, by its path.
    private static func contents(_ folder: String) throws -> [String: String] {
        let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        var contents: [String: String] = [:]
        for path in paths {
            let type = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(path)")[.type]
            guard type as? FileAttributeType == .typeRegular else { continue }
            contents[path] = try BlobStore.sha256(ofFile: "\(folder)/\(path)")
        }
        return contents
    }
}

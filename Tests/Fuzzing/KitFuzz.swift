import Foundation
import SatchelCore
import Zip

/// Any bytes as the lists that Satchel reads in a kit; cut at `---` lines, as an unpacked personal kit.
enum KitFuzz {
    private static let scratch = FuzzScratch()
    private static let places = [
        "kit.json", "SHA256SUMS", "\(folder)/personal.json", "\(folder)/SHA256SUMS", "a",
    ]
    private static let folder = PersonalManifest.folder(ascii: true)
    private static let cut = Array("\n---\n".utf8)

    /// What is read survives being written and read again; what is refused is told in words that steer no terminal.
    static func run(_ bytes: [UInt8]) {
        let parts = parts(of: bytes)
        // Wording takes longer than reading.
        let isTold = bytes.count % 8 == 0
        for part in parts {
            tried(isTold) { try manifest(part) }
            tried(isTold) { try personal(part) }
            tried(isTold) { try sums(part) }
        }
        if parts.count > 1 { tried(isTold) { try check(parts) } }
    }

    private static func parts(of bytes: [UInt8]) -> [[UInt8]] {
        var parts: [[UInt8]] = []
        var rest = bytes[...]
        while parts.count < places.count - 1, let place = start(of: cut, in: rest) {
            parts.append(Array(rest[..<place]))
            rest = rest[(place + cut.count)...]
        }
        return parts + [Array(rest)]
    }

    private static func start(of wanted: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        var rest = bytes
        while let place = rest.firstIndex(of: wanted[0]) {
            if rest[place...].starts(with: wanted) { return place }
            rest = rest[(place + 1)...]
        }
        return nil
    }

    private static func tried(_ isTold: Bool, _ body: () throws -> Void) {
        do {
            try body()
        } catch let error as SatchelError {
            guard isTold else { return }
            for language in Language.allCases { plain(error.message(in: language)) }
        } catch let error as ZipError {
            if isTold { plain("\(error)") }
        } catch {
            fatalError("\(error)")
        }
    }

    private static func plain(_ message: String) {
        must(!message.isEmpty && message.unicodeScalars.allSatisfy { $0 == "\n" || $0.value > 31 }, message)
    }

    private static func manifest(_ bytes: [UInt8]) throws {
        let manifest = try KitManifest(reading: bytes, of: "k")
        let again = try KitManifest(reading: manifest.json(), of: "k")
        must(again == manifest, "kit.json changed")
    }

    private static func personal(_ bytes: [UInt8]) throws {
        let personal = try PersonalManifest(reading: bytes, of: "k")
        let again = try PersonalManifest(reading: personal.json(), of: "k")
        must(again == personal, "personal.json changed")
    }

    private static func sums(_ bytes: [UInt8]) throws {
        let list = try SumsList(bytes)
        must(list.sums.keys.allSatisfy { ZipName.fault(in: $0) == nil }, "a bad path")
        must(list.sums.values.allSatisfy { $0.utf8.count == 64 }, "a bad sum")
        let again = try SumsList(Array(list.sums.map { "\($0.value)  \($0.key)\n" }.joined().utf8))
        must(again.sums == list.sums && again.malformedLines.isEmpty, "the list changed")
    }

    private static func check(_ parts: [[UInt8]]) throws {
        defer { scratch.empty() }
        mkdir("\(scratch.folder)/\(folder)", 0o700)
        for (place, part) in zip(places, parts) {
            try Data(part).write(to: URL(fileURLWithPath: "\(scratch.folder)/\(place)"))
        }
        let check = try ArchiveCheck(scratch.folder)
        let found = Set(places.prefix(parts.count))
        must(found.isDisjoint(with: check.missing), "missing, but there: \(check.missing)")
        must(found.isSuperset(of: check.altered), "altered, but not there: \(check.altered)")
        must(Set(check.extra).isDisjoint(with: check.altered), "extra and altered: \(check.extra)")
    }
}

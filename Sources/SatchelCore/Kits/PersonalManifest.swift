import Foundation

/// `personal.json`, whose copy of a kit an archive is. Format `satchel-personal`, version 1.
///
/// A personal kit is a common kit plus one more folder inside the top folder, last in the archive. It holds the
/// branch's own files, this file, and a `SHA256SUMS` of its own that lists every other file of the folder by its path
/// below the folder, so that `sha256sum -c` works inside it.
package struct PersonalManifest: Codable, Sendable, Equatable {
    /// The file's name inside the folder.
    package static let file = "personal.json"
    static let format = "satchel-personal"

    package let format: String
    package let version: Int
    /// The kit's slug.
    package let kit: String
    /// The edition's number, from 1.
    package let edition: Int
    /// The branch's code.
    package let branch: String
    package let branchName: String
    /// The number of the copy, from 1.
    package let copy: Int

    /// Whose copy of an edition it is.
    package init(kit: String, edition: Int, branch: String, branchName: String, copy: Int) {
        format = PersonalManifest.format
        version = 1
        self.kit = kit
        self.edition = edition
        self.branch = branch
        self.branchName = branchName
        self.copy = copy
    }

    /// The folder inside the top folder, by how the kit names its files.
    package static func folder(ascii: Bool) -> String { ascii ? "Danh rieng" : "Dành riêng" }

    /// Reads a `personal.json` from outside; `path` is the archive's, `file` its name there.
    /// - Throws: `notAKit` with the reason, `manifestNewer`.
    package init(reading bytes: [UInt8], of path: String, file: String = file) throws {
        let reading = ListReading(path: path, file: file, format: PersonalManifest.format)
        self = try reading.decode(PersonalManifest.self, from: bytes)
        guard edition > 0 else { throw reading.broken(field: "edition") }
        guard copy > 0 else { throw reading.broken(field: "copy") }
    }

    /// The bytes of the file: same manifest, same bytes.
    package func json() throws -> [UInt8] {
        let encoder = JSONEncoder.stable
        encoder.outputFormatting.insert(.prettyPrinted)
        return [UInt8](try encoder.encode(self)) + [10]
    }

    /// Whether it belongs to the kit and edition of `manifest`.
    func isOf(_ manifest: KitManifest) -> Bool { kit == manifest.kit && edition == manifest.edition }
}

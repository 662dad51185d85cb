import Crypto
import Foundation
import Zip

/// Whether an archive, or the folder it was unpacked into, is whole: every file of `SHA256SUMS` there and unaltered.
package struct ArchiveCheck: Sendable {
    package let manifest: KitManifest
    package let missing: [String]
    package let altered: [String]
    /// Files that no list names.
    package let extra: [String]

    package var isWhole: Bool { missing.isEmpty && altered.isEmpty }

    /// Checks a zip file or a folder (the top folder of a kit, or the folder that holds it).
    /// - Throws: `fileMissing`, `archiveRefused`, `notAKit`, `manifestNewer`.
    package init(_ path: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw SatchelError(.fileMissing, ["path": path])
        }
        try self.init(isFolder.boolValue ? KitFiles(folder: path) : KitFiles(archive: path), path)
    }

    private init(_ files: KitFiles, _ path: String) throws {
        guard let json = try files.bytes("kit.json"), let sums = try files.bytes("SHA256SUMS") else {
            throw SatchelError(.notAKit, ["path": path])
        }
        guard let manifest = try? JSONDecoder().decode(KitManifest.self, from: Data(json)),
            manifest.format == "satchel-kit"
        else { throw SatchelError(.notAKit, ["path": path]) }
        guard manifest.version == 1 else { throw SatchelError(.manifestNewer, ["path": path]) }
        self.manifest = manifest
        let wanted = ArchiveCheck.sums(sums)
        var missing: [String] = []
        var altered: [String] = []
        for (name, sum) in wanted.sorted(by: { $0.key < $1.key }) {
            guard files.names.contains(name) else {
                missing.append(name)
                continue
            }
            if try files.sha256(name) != sum { altered.append(name) }
        }
        self.missing = missing
        self.altered = altered
        extra = files.names.filter { wanted[$0] == nil && $0 != "SHA256SUMS" }.sorted()
    }

    /// The lines of a `SHA256SUMS` file (as `sha256sum` writes it): path → hex.
    private static func sums(_ bytes: [UInt8]) -> [String: String] {
        var sums: [String: String] = [:]
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") where line.count > 66 {
            sums[String(line.dropFirst(66))] = String(line.prefix(64))
        }
        return sums
    }
}

/// The files of a kit below its top folder, in an archive or unpacked.
private struct KitFiles {
    let names: Set<String>
    /// The paths of an unpacked kit by name in NFC: other systems write names in NFD.
    private let paths: [String: String]
    private let reader: ZipReader?
    private let entries: [String: ZipReader.Entry]

    init(archive path: String) throws {
        let reader = try SatchelError.wrapping(path) { try ZipReader(path: path) }
        let files = reader.entries.filter { !$0.isFolder }
        let tops = Set(files.map { $0.name.prefix { $0 != "/" } })
        guard tops.count == 1, let top = tops.first, files.allSatisfy({ $0.name.contains("/") }) else {
            throw SatchelError(.notAKit, ["path": path])
        }
        self.reader = reader
        paths = [:]
        entries = Dictionary(
            uniqueKeysWithValues: files.map { (String($0.name.dropFirst(top.count + 1)), $0) })
        names = Set(entries.keys)
    }

    init(folder path: String) throws {
        let manager = FileManager.default
        var top = path
        if !manager.fileExists(atPath: "\(path)/kit.json") {
            let inside = (try? manager.contentsOfDirectory(atPath: path)) ?? []
            let kits = inside.filter { manager.fileExists(atPath: "\(path)/\($0)/kit.json") }
            guard kits.count == 1 else { throw SatchelError(.notAKit, ["path": path]) }
            top = "\(path)/\(kits[0])"
        }
        var found: [String: String] = [:]
        for case let name as String in manager.enumerator(atPath: top) ?? .init() {
            var isFolder: ObjCBool = false
            if manager.fileExists(atPath: "\(top)/\(name)", isDirectory: &isFolder), !isFolder.boolValue {
                found[name.precomposedStringWithCanonicalMapping] = "\(top)/\(name)"
            }
        }
        names = Set(found.keys)
        paths = found
        reader = nil
        entries = [:]
    }

    func bytes(_ name: String) throws -> [UInt8]? {
        guard names.contains(name) else { return nil }
        if let path = paths[name] { return try PrivateFile.read(path) }
        guard let reader, let entry = entries[name] else { return nil }
        return try SatchelError.wrapping(name) { try reader.bytes(of: entry) }
    }

    func sha256(_ name: String) throws -> String {
        if let path = paths[name] { return try BlobStore.sha256(ofFile: path) }
        guard let reader, let entry = entries[name] else { return "" }
        var hash = SHA256()
        try SatchelError.wrapping(name) { try reader.read(entry) { hash.update(bufferPointer: $0) } }
        return BlobStore.hex(hash.finalize())
    }
}

/// Any archive from outside.
package enum Archive {
    /// Unpacks an archive that keeps the reader's rules into a new folder, whole or not at all.
    /// - Returns: how many files. - Throws: `archiveRefused` with entry and rule.
    package static func unpack(_ path: String, into folder: String) throws -> Int {
        try SatchelError.wrapping(path) {
            let reader = try ZipReader(path: path)
            try reader.extract(into: folder)
            return reader.entries.count { !$0.isFolder }
        }
    }
}

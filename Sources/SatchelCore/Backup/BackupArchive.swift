import Foundation
import Zip

/// A backup on disk, opened and judged: all that its list names is there, in the sizes the list says, and nothing else.
///
/// The bytes themselves are checked as they are read.
package struct BackupArchive: Sendable {
    private static let longestManifest: UInt64 = 256 << 20

    package let path: String
    package let manifest: BackupManifest
    private let reader: ZipReader
    private let entries: [String: ZipReader.Entry]

    /// Opens the backup at a path.
    /// - Throws: `fileMissing`, `notPermitted`, `notABackup`, `backupNewer`, `backupDamaged`.
    package init(_ path: String) throws {
        self.path = path
        reader = try BackupArchive.naming(path) { try ZipReader(path: path, limits: .none) }
        entries = Dictionary(reader.entries.map { ($0.name, $0) }) { first, _ in first }
        guard let entry = entries[BackupManifest.name], entry.size <= BackupArchive.longestManifest else {
            throw SatchelError(.notABackup, ["path": path])
        }
        let json = try BackupArchive.naming(path) { [reader] in Data(try reader.bytes(of: entry)) }
        manifest = try BackupArchive.manifest(json, path)
        try checkEntries()
    }

    /// The blob's deflated bytes, once they are known to inflate to what its sha256 says.
    /// - Throws: `backupDamaged`, `storeFailed`.
    func packed(_ blob: BlobStore.Blob) throws -> [UInt8] {
        let name = BlobStore(folder: "store").path(of: blob.sha256)
        guard let entry = entries[name], entry.isDeflated, entry.compressedSize == blob.storedSize else {
            throw damaged(name)
        }
        var packed: [UInt8] = []
        packed.reserveCapacity(Int(entry.compressedSize))
        try BackupArchive.naming(path) { try reader.readRaw(entry) { packed += $0 } }
        guard BlobStore.isWhole(packed, blob) else { throw damaged(name) }
        return packed
    }

    /// Hands over the bytes of the register or another file in pieces; they count only once this returns.
    /// - Throws: `backupDamaged`, and what `body` throws.
    func read(_ file: BackupManifest.File, _ body: ([UInt8]) throws -> Void) throws {
        guard let entry = entries[file.path], entry.size == file.size else { throw damaged(file.path) }
        var sums = FileSums()
        func take(_ bytes: [UInt8]) throws {
            sums.add(bytes)
            try body(bytes)
        }
        try BackupArchive.naming(path) {
            // A stored file may be larger than what the checking stream takes.
            if entry.isDeflated {
                try reader.read(entry) { try take([UInt8]($0)) }
            } else {
                try reader.readRaw(entry, take)
            }
        }
        guard sums.sha256 == file.sha256 else { throw damaged(file.path) }
    }

    /// Reads everything that is in this archive back and compares it with the list.
    /// - Throws: `backupDamaged`.
    func readBack(blobs: Bool, progress: (UInt64) -> Void = { _ in }) throws {
        for file in manifest.files + [manifest.register] { try read(file) { _ in } }
        guard blobs else { return }
        for blob in manifest.ownBlobs {
            _ = try packed(blob.stored)
            progress(blob.storedSize)
        }
    }

    private func checkEntries() throws {
        for wanted in manifest.entries {
            guard let entry = entries[wanted.path], !entry.isFolder, entry.size == wanted.size,
                wanted.crc32 ?? entry.crc32 == entry.crc32,
                wanted.storedSize ?? entry.compressedSize == entry.compressedSize
            else { throw damaged(wanted.path) }
        }
        let names = Set(manifest.entries.map(\.path) + [BackupManifest.name])
        if let other = reader.entries.first(where: { !names.contains($0.name) }) { throw damaged(other.name) }
    }

    private func damaged(_ entry: String) -> SatchelError {
        SatchelError(.backupDamaged, ["path": path, "entry": entry, "rule": ZipError.Rule.crc.rawValue])
    }

    private static func manifest(_ json: Data, _ path: String) throws -> BackupManifest {
        struct Head: Decodable {
            let format: String
            let version: Int
        }
        let decoder = JSONDecoder()
        guard let head = try? decoder.decode(Head.self, from: json), head.format == BackupManifest.format
        else { throw SatchelError(.notABackup, ["path": path]) }
        guard head.version <= BackupManifest.version else {
            throw SatchelError(.backupNewer, ["path": path])
        }
        guard let manifest = try? decoder.decode(BackupManifest.self, from: json), manifest.isSound else {
            throw SatchelError(
                .backupDamaged,
                [
                    "path": path, "entry": BackupManifest.name,
                    "rule": ZipError.Rule.corruptData.rawValue,
                ])
        }
        return manifest
    }

    /// Runs a step of `Zip` and says of an archive that breaks a rule that the backup is damaged.
    private static func naming<Value>(_ path: String, _ step: () throws -> Value) throws -> Value {
        do {
            return try SatchelError.wrapping(path, step)
        } catch let error as SatchelError where error.code == .archiveRefused {
            let isOther = error.arguments["rule"] == ZipError.Rule.notAZip.rawValue
            var arguments = error.arguments
            if arguments["entry"] == "" { arguments["entry"] = (path as NSString).lastPathComponent }
            throw SatchelError(isOther ? .notABackup : .backupDamaged, arguments, cause: error.cause)
        }
    }
}

import Foundation

/// `backup.json`, the list of what a backup holds. Format `satchel-backup`, version 1.
///
/// Beside it lie `register.sqlite`, `settings.yaml`, `keys/…` and `store/<2 hex>/<62 hex>`, the last deflated as in the
/// office's own store. Sizes in bytes, sha256 in lower-case hex, instants in UTC milliseconds since 1970.
package struct BackupManifest: Codable, Sendable, Equatable {
    /// A backup that this one builds on.
    package struct Link: Codable, Sendable, Equatable {
        package let id: String
        package let madeAt: Int64
        /// Its file's name when this one was made.
        package let name: String
    }

    /// A file that is no blob: settings, keys, the register.
    package struct File: Codable, Sendable, Equatable {
        package let path: String
        package let size: UInt64
        package let sha256: String
    }

    /// A blob the register names.
    package struct Blob: Codable, Sendable, Equatable {
        package let sha256: String
        package let size: UInt64
        package let crc32: UInt32
        package let storedSize: UInt64
        /// The id of the backup in the chain that holds it; nil when it is in this one.
        package let heldBy: String?
    }

    static let format = "satchel-backup"
    static let version = 1
    static let name = "backup.json"
    static let register = "register.sqlite"

    package private(set) var format = BackupManifest.format
    package private(set) var version = BackupManifest.version
    /// The id of the office.
    package let office: String
    /// The backup's own id.
    package let id: String
    package let madeAt: Int64
    package let madeBy: String
    /// The last line of the event log that is in it.
    package let lastEvent: Int64
    /// The backups it builds on, oldest first; empty for a whole one.
    package let chain: [Link]
    package let register: File
    package let files: [File]
    package let blobs: [Blob]

    /// The backup it was made on top of.
    package var base: Link? { chain.last }

    /// The blobs that are in this very backup.
    package var ownBlobs: [Blob] { blobs.filter { $0.heldBy == nil } }

    /// The backups of the chain that hold something of this one.
    var holders: [Link] {
        let ids = Set(blobs.compactMap(\.heldBy))
        return chain.filter { ids.contains($0.id) }
    }

    /// What each entry of the archive but `backup.json` must be like.
    var entries: [Entry] {
        [Entry(path: register.path, size: register.size)]
            + files.map { Entry(path: $0.path, size: $0.size) }
            + ownBlobs.map {
                Entry(path: $0.path, size: $0.size, crc32: $0.crc32, storedSize: $0.storedSize)
            }
    }

    /// An entry by its name and what is known of it beforehand.
    struct Entry {
        let path: String
        let size: UInt64
        var crc32: UInt32?
        var storedSize: UInt64?
    }

    /// Whether it agrees with itself: ids, hashes and names have their form, and who is named as holder is in the chain.
    var isSound: Bool {
        let ids = Set(chain.map(\.id))
        let hashes = Set(blobs.map(\.sha256))
        return ids.count == chain.count && !ids.contains(id) && hashes.count == blobs.count
            && register.path == BackupManifest.register
            && files.allSatisfy { $0.path == "settings.yaml" || $0.path.hasPrefix("keys/") }
            && blobs.allSatisfy { blob in
                blob.sha256.utf8.count == 64 && blob.size <= BlobStore.largest
                    && blob.heldBy.map(ids.contains) ?? true
            }
    }
}

extension BackupManifest.Blob {
    /// The blob's name in an archive.
    var path: String { BlobStore(folder: "store").path(of: sha256) }

    /// The blob as the register has it.
    var stored: BlobStore.Blob {
        BlobStore.Blob(sha256: sha256, size: size, crc32: crc32, storedSize: storedSize)
    }
}

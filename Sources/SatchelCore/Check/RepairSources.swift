import Foundation
import Zip

/// Files that may hold what is missing from a store: given one by one, or found in folders.
enum RepairSources {
    /// Every file below some paths, in order; what lies in folders without following symbolic links, and without
    /// special files.
    /// - Throws: `fileMissing`, `notPermitted`.
    static func files(_ paths: [String]) throws -> [String] {
        try paths.flatMap { path -> [String] in
            var status = stat()
            guard stat(path, &status) == 0 else { throw PrivateFile.failure(path) }
            if status.st_mode & S_IFMT == S_IFREG { return [path] }
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw SatchelError(.fileMissing, ["path": path])
            }
            guard let names = FileManager.default.enumerator(atPath: path) else {
                throw SatchelError(.notPermitted, ["path": path])
            }
            return names.compactMap { $0 as? String }.sorted().map { "\(path)/\($0)" }.filter {
                lstat($0, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
            }
        }
    }

    /// The bytes of a file that may be a blob of one of these sizes; nil for any other.
    static func bytes(_ path: String, ofSizes sizes: Set<UInt64>) throws -> [UInt8]? {
        guard let length = BlobStore.length(ofFile: path), length <= UInt64(BlobStore.largest),
            sizes.contains(length)
        else { return nil }
        return try PrivateFile.read(path)
    }

    /// Whether a file begins as a zip does (APPNOTE 4.3.7).
    static func isArchive(_ path: String) -> Bool {
        guard let handle = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? handle.close() }
        return (try? handle.read(upToCount: 4))?.elementsEqual([0x50, 0x4B, 3, 4]) ?? false
    }
}

/// A kit's archive or a backup, opened by the reader's rules, in which frozen bytes are looked for.
struct RepairArchive {
    private let path: String
    private let reader: ZipReader

    /// - Throws: `archiveRefused`, `notPermitted`.
    init(_ path: String) throws {
        self.path = path
        // A backup may hold more than a kit; nothing larger than a blob is read.
        reader = try SatchelError.wrapping(path) { try ZipReader(path: path, limits: .none) }
    }

    /// The entries that may be a blob: equal in size and CRC.
    func candidates(for blob: BlobStore.Blob) -> [ZipReader.Entry] {
        reader.entries.filter { !$0.isFolder && $0.size == blob.size && $0.crc32 == blob.crc32 }
    }

    /// The bytes of an entry as they were frozen, if they are those of a blob exactly.
    func packed(_ entry: ZipReader.Entry, as blob: BlobStore.Blob) throws -> [UInt8]? {
        guard entry.isDeflated, entry.compressedSize == blob.storedSize else { return nil }
        var packed: [UInt8] = []
        packed.reserveCapacity(Int(entry.compressedSize))
        try SatchelError.wrapping(path) { try reader.readRaw(entry) { packed += $0 } }
        return BlobStore.isWhole(packed, blob) ? packed : nil
    }

    /// The contents of an entry.
    func bytes(_ entry: ZipReader.Entry) throws -> [UInt8] {
        try SatchelError.wrapping(path) { try reader.bytes(of: entry) }
    }
}

import Foundation

/// How a blob's file is found.
enum BlobState: Sendable {
    case whole, missing, altered
}

/// A file that lies in the store's folder or among the drafts.
struct StrayFile: Sendable {
    /// Below the data folder.
    let path: String
    let bytes: UInt64
    let changedAt: Instant
    /// The hash that its place says; nil for what was being written and for what has no business there.
    let sha256: String?

    var isDraft: Bool { path.hasPrefix("drafts/") || path.hasSuffix(".part") }
}

extension BlobStore.Blob {
    fileprivate var isLarge: Bool { size > UInt64(BlobStore.large) }
}

extension BlobStore {
    /// Reads a blob's file whole: there, as long as it should be, and inflating to what its hashes say.
    func state(of blob: Blob) -> BlobState {
        let path = path(of: blob.sha256)
        var status = stat()
        guard lstat(path, &status) == 0 else { return errno == ENOENT ? .missing : .altered }
        guard status.st_mode & S_IFMT == S_IFREG, UInt64(status.st_size) == blob.storedSize,
            let packed = try? PrivateFile.read(path), BlobStore.isWhole(packed, blob)
        else { return .altered }
        return .whole
    }

    /// Reads the files of many blobs, two at a time, and gives how each is found. `progress` hears of the bytes of
    /// each that is done, one call at a time.
    func states(of blobs: [Blob], progress: @Sendable (UInt64) -> Void) throws -> [BlobState] {
        try TwoAtATime.map(blobs, isAlone: \.isLarge) { blob in
            let state = state(of: blob)
            progress(blob.storedSize)
            return state
        }
    }
}

extension Office {
    /// The files in the store and among the drafts, symbolic links not followed; folders left out.
    func storedFiles() -> [StrayFile] {
        ["store", "drafts"].flatMap { part in
            let names = FileManager.default.enumerator(atPath: "\(folder)/\(part)")
            let paths = names?.compactMap { $0 as? String }.sorted() ?? []
            return paths.compactMap { storedFile("\(part)/\($0)") }
        }
    }

    private func storedFile(_ path: String) -> StrayFile? {
        var status = stat()
        guard lstat("\(folder)/\(path)", &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { return nil }
        let changed = Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec / 1_000_000)
        return StrayFile(
            path: path, bytes: UInt64(status.st_size), changedAt: Instant(milliseconds: changed),
            sha256: Office.hash(ofStored: path))
    }

    /// The hash that a place in the store stands for.
    private static func hash(ofStored path: String) -> String? {
        let parts = path.split(separator: "/")
        guard parts.count == 3, parts[0] == "store", parts[1].count == 2, parts[2].count == 62 else {
            return nil
        }
        return String(parts[1] + parts[2])
    }
}

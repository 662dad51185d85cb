import CLinux
import Foundation
import Synchronization
import Zip

/// Files that are whole or absent, and that only their owner reads.
package enum PrivateFile {
    /// Writes bytes to a temporary file beside `path`, syncs it, and renames it into place.
    /// - Throws: `notPermitted`, `diskFull`, `storeFailed`.
    package static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o600) throws {
        try PendingFile(bytes, for: path, mode: mode, isDurable: true).place()
        try syncFolder(of: path)
    }

    /// Makes everything on the file system of a folder durable: for many files at once.
    /// - Throws: `storeFailed`, `fileMissing`.
    static func syncFileSystem(of folder: String) throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(folder) }
        defer { close(descriptor) }
        guard syncfs(descriptor) == 0 else { throw failure(folder) }
    }

    /// Writes a new file in a folder that is a draft as a whole, in pieces; not durable before `syncAll`.
    /// - Throws: `notPermitted`, `diskFull`, `storeFailed`, and what `body` throws.
    static func create(_ path: String, _ body: (_ write: ([UInt8]) throws -> Void) throws -> Void) throws {
        // Not while drafts are being removed: it would outlive its folder's removal.
        let descriptor = Drafts.unbroken {
            open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        }
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        try body { try writeAll($0, to: descriptor, path: path) }
        // Begins writing to the disk, so that syncing it later costs next to nothing.
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
    }

    /// Makes everything below a folder durable, and its name.
    static func syncAll(_ folder: String) throws {
        let inside = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        for path in inside.map({ "\(folder)/\($0)" }) + [folder] {
            let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
            guard descriptor >= 0 else { throw failure(path) }
            defer { close(descriptor) }
            guard fsync(descriptor) == 0 else { throw failure(path) }
        }
        try syncFolder(of: folder)
    }

    /// Makes the rename of a file in a folder durable.
    package static func syncFolder(of path: String) throws {
        let folder = (path as NSString).deletingLastPathComponent
        let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(folder) }
    }

    /// Makes a folder (and those above it) with mode 0700, or keeps the one that is there.
    package static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            let isFull = (error as? CocoaError)?.code == .fileWriteOutOfSpace
            throw SatchelError(isFull ? .diskFull : .notPermitted, ["path": path], cause: error)
        }
    }

    /// The most that is read whole: the largest file there is, as it is kept when it cannot be compressed.
    private static let largest = BlobStore.largest + BlobStore.largest / 64

    /// The bytes of a whole file.
    /// - Throws: `fileMissing`, `notPermitted`, `fileTooLarge` before more than a document may have is read.
    package static func read(_ path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let isMissing = errno == ENOENT || errno == ENOTDIR
            throw SatchelError(isMissing ? .fileMissing : .notPermitted, ["path": path])
        }
        defer { close(descriptor) }
        var status = stat()
        let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
        var bytes: [UInt8] = []
        guard size <= largest else { throw tooLarge(path) }
        bytes.reserveCapacity(size)
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { piece.deallocate() }
        while true {
            let count = Foundation.read(descriptor, piece.baseAddress, piece.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw SatchelError(.notPermitted, ["path": path]) }
            if count == 0 { return bytes }
            // What is no regular file has no size of its own.
            guard bytes.count + count <= largest else { throw tooLarge(path) }
            bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: piece[..<count]))
        }
    }

    private static func tooLarge(_ path: String) -> SatchelError {
        SatchelError(.fileTooLarge, ["file": (path as NSString).lastPathComponent, "limit": "256 MiB"])
    }

    fileprivate static func writeAll(_ bytes: [UInt8], to descriptor: Int32, path: String) throws {
        try bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let count = Foundation.write(descriptor, buffer.baseAddress! + done, buffer.count - done)
                guard count >= 0 else {
                    if errno == EINTR { continue }
                    throw failure(path)
                }
                done += count
            }
        }
    }

    /// The error of a failed system call, from `errno`.
    package static func failure(_ path: String) -> SatchelError {
        let number = errno
        return SatchelError(
            SatchelError.Code(systemError: number), ["path": path, "why": String(cString: strerror(number))])
    }
}

/// A private file that is written, under another name, and not in its place yet; removed when let go before that.
final class PendingFile: Sendable {
    private let path: String
    private let draft: String
    private let isPlaced = Mutex(false)

    /// Writes bytes beside `path`.
    /// - Parameter isDurable: whether to wait until they are on the disk; otherwise the disk only begins.
    /// - Throws: `notPermitted`, `diskFull`, `storeFailed`.
    init(_ bytes: [UInt8], for path: String, mode: mode_t = 0o600, isDurable: Bool) throws {
        let draft = "\(path).\(UUID().uuidString).part"
        self.path = path
        self.draft = draft
        let descriptor = Drafts.begin(draft) {
            open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        }
        guard descriptor >= 0 else { throw PrivateFile.failure(path) }
        defer { close(descriptor) }
        try PrivateFile.writeAll(bytes, to: descriptor, path: path)
        if !isDurable {
            posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
        } else if fsync(descriptor) != 0 {
            throw PrivateFile.failure(path)
        }
    }

    deinit {
        if !isPlaced.withLock({ $0 }) { unlink(draft) }
        Drafts.end(draft)
    }

    /// Puts the file in its place, where one may be already.
    /// - Throws: `notPermitted`, `diskFull`, `storeFailed`.
    func place() throws {
        guard rename(draft, path) == 0 else { throw PrivateFile.failure(path) }
        isPlaced.withLock { $0 = true }
    }
}

extension SatchelError.Code {
    /// What an `errno` means to a person.
    init(systemError number: Int32) {
        self =
            switch number {
            case EACCES, EPERM, EROFS: .notPermitted
            case ENOSPC, EDQUOT, EFBIG: .diskFull
            case ENOENT, ENOTDIR: .fileMissing
            default: .storeFailed
            }
    }
}

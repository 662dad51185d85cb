import Foundation
import Zip

/// Files that are whole or absent, and that only their owner reads.
package enum PrivateFile {
    /// Writes bytes to a temporary file beside `path`, syncs it, and renames it into place.
    /// - Throws: `notPermitted`, `diskFull`, `storeFailed`.
    package static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o600) throws {
        let temporary = "\(path).\(UUID().uuidString).part"
        let descriptor = Drafts.begin(temporary) {
            open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        }
        defer { Drafts.end(temporary) }
        guard descriptor >= 0 else { throw failure(path) }
        do {
            defer { close(descriptor) }
            try writeAll(bytes, to: descriptor, path: path)
            guard fsync(descriptor) == 0 else { throw failure(path) }
            guard rename(temporary, path) == 0 else { throw failure(path) }
        } catch {
            unlink(temporary)
            throw error
        }
        try syncFolder(of: path)
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

    /// The bytes of a whole file.
    /// - Throws: `fileMissing`, `notPermitted`.
    package static func read(_ path: String) throws -> [UInt8] {
        guard FileManager.default.fileExists(atPath: path) else {
            throw SatchelError(.fileMissing, ["path": path])
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SatchelError(.notPermitted, ["path": path])
        }
        return [UInt8](data)
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32, path: String) throws {
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

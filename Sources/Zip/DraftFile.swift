import CLinux
import Foundation

/// A file being written beside its final place, which it takes whole or not at all.
///
/// Removed when let go without `commit()`. Left behind only if the process is killed, under a name that starts
/// with a dot and ends in `.part`.
final class DraftFile {
    /// How much is written before the disk is told to begin with it.
    private static let batchLength: UInt64 = 16 << 20
    /// FICLONE of <linux/fs.h>.
    private static let clones: UInt = 0x4004_9409
    private let path: String
    let draftPath: String
    private let descriptor: Int32
    private var isCommitted = false
    /// Up to where the disk has been told to write.
    private var batchStart: UInt64 = 0
    private var length: UInt64 = 0

    /// Creates the draft of the file at `path`, with a mode that the umask narrows; throws `io`.
    init(of path: String, mode: mode_t = 0o666) throws {
        self.path = path
        (draftPath, descriptor) = try DraftPath.make(beside: path) { draft in
            open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        }
    }

    deinit {
        close(descriptor)
        if !isCommitted { unlink(draftPath) }
        Drafts.end(draftPath)
    }

    /// Sets so many bytes of the disk aside, where the file system can: a full disk is told before anything is
    /// written, and writing has less to do. Throws `io`.
    func reserve(_ length: UInt64) throws {
        guard fallocate(descriptor, 0, 0, Int(length)) != 0 else { return }
        guard errno == EOPNOTSUPP || errno == ENOSYS || errno == EINTR else {
            throw ZipError.system("fallocate")
        }
    }

    /// Takes over the contents of another draft without copying them (ioctl FICLONE), to be appended to; false where
    /// the file system cannot share blocks. Throws `io`.
    func clone(_ other: DraftFile) throws -> Bool {
        guard ioctl(descriptor, Self.clones, other.descriptor) == 0 else {
            if [EOPNOTSUPP, ENOTTY, EINVAL, EXDEV, ENOSYS].contains(errno) { return false }
            throw ZipError.system("ioctl FICLONE")
        }
        guard lseek(descriptor, 0, SEEK_END) >= 0 else { throw ZipError.system("lseek") }
        length = other.length
        return true
    }

    /// Writes `bytes` at the end; throws `io`.
    func append(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while !rest.isEmpty {
            let count = write(descriptor, rest.baseAddress, rest.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw ZipError.system("write") }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        length += UInt64(bytes.count)
    }

    /// Has the disk begin while the rest is still being copied, so that the syncing at the end has little left to do:
    /// what POSIX_FADV_DONTNEED does to pages not yet written.
    func startBatch() {
        guard length - batchStart >= Self.batchLength else { return }
        posix_fadvise(descriptor, off_t(batchStart), off_t(length - batchStart), POSIX_FADV_DONTNEED)
        batchStart = length
    }

    /// Makes everything written, and the file's length, durable; throws `io`.
    func sync() throws {
        guard fdatasync(descriptor) == 0 else { throw ZipError.system("fdatasync") }
    }

    /// Puts the file in its place; throws `io`, and the draft is removed.
    func commit(isDurable: Bool = true) throws {
        guard rename(draftPath, path) == 0 else { throw ZipError.system("rename") }
        isCommitted = true
        if isDurable { try DraftPath.sync(folderOf: path) }
    }
}

/// Names for drafts beside their final place, and the folder they share.
enum DraftPath {
    private static let mostAttempts = 1000

    /// Calls `create` with names beside `path` until one is free, that is until it does not fail with EEXIST;
    /// gives that name and what `create` returned. Throws `io`.
    static func make(beside path: String, _ create: (String) -> Int32) throws -> (String, Int32) {
        let (folder, name) = split(path)
        // Room for the rest in a component of 255 bytes.
        let stem = String(decoding: name.utf8.prefix(200), as: UTF8.self)
        for attempt in 0..<mostAttempts {
            let draft = "\(folder)/.\(stem).\(getpid()).\(attempt).part"
            let result = Drafts.begin(draft) { create(draft) }
            if result >= 0 { return (draft, result) }
            guard errno == EEXIST else { throw ZipError.system("create") }
        }
        throw ZipError(.io, "too many unfinished files beside the destination")
    }

    /// Makes the renaming of `path` durable; throws `io`.
    static func sync(folderOf path: String) throws {
        try sync(folder: split(path).folder)
    }

    /// Makes the names in `folder` durable; throws `io`.
    static func sync(folder: String) throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ZipError.system("open folder") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw ZipError.system("fsync folder") }
    }

    private static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
        let folder = String(path[..<slash])
        return (folder.isEmpty ? "/." : folder, String(path[path.utf8.index(after: slash)...]))
    }
}

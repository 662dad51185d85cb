import Foundation

/// A file being written beside its final place, which it takes whole or not at all.
///
/// Removed when let go without `commit()`. Left behind only if the process is killed, under a name that starts
/// with a dot and ends in `.part`.
final class DraftFile {
    private static let bufferLength = 1 << 20
    /// How much is written before the disk is told to begin with it.
    private static let batchLength: UInt64 = 16 << 20
    private let path: String
    let draftPath: String
    private let descriptor: Int32
    private var isCommitted = false
    private var buffer: [UInt8] = []
    private var bufferStart: UInt64 = 0
    /// Up to where the disk has been told to write.
    private var batchStart: UInt64 = 0
    /// Where the next bytes go.
    private(set) var position: UInt64 = 0

    /// Creates the draft of the file at `path`, with a mode that the umask narrows; throws `io`.
    init(of path: String, mode: mode_t = 0o666) throws {
        self.path = path
        (draftPath, descriptor) = try DraftPath.make(beside: path) { draft in
            open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        }
        buffer.reserveCapacity(Self.bufferLength)
    }

    deinit {
        close(descriptor)
        if !isCommitted { unlink(draftPath) }
        Drafts.end(draftPath)
    }

    /// Goes to `offset`, which is at most the end of what has been written.
    func seek(to offset: UInt64) throws {
        guard offset <= bufferStart + UInt64(buffer.count) else { throw ZipError(.io, "seek past the end") }
        position = offset
    }

    /// Writes `bytes` at the position, over what is there.
    func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes[...]
        if position < bufferStart {
            let early = rest.prefix(Int(min(bufferStart - position, UInt64(rest.count))))
            try store(UnsafeRawBufferPointer(rebasing: early), at: position)
            position += UInt64(early.count)
            rest = rest.dropFirst(early.count)
        }
        guard !rest.isEmpty else { return }
        let offset = Int(position - bufferStart)
        let over = min(rest.count, buffer.count - offset)
        if over > 0 { buffer.replaceSubrange(offset..<offset + over, with: rest.prefix(over)) }
        buffer.append(contentsOf: rest.dropFirst(over))
        position += UInt64(rest.count)
        if buffer.count >= Self.bufferLength { try flush() }
    }

    /// Makes everything written durable; throws `io`.
    func sync() throws {
        try flush()
        guard fsync(descriptor) == 0 else { throw ZipError.system("fsync") }
    }

    /// Puts the file, which is durable, in its place; throws `io`, and the draft is removed.
    func commit() throws {
        guard rename(draftPath, path) == 0 else { throw ZipError.system("rename") }
        isCommitted = true
        try DraftPath.sync(folderOf: path)
    }

    private func flush() throws {
        try buffer.withUnsafeBytes { try store($0, at: bufferStart) }
        bufferStart += UInt64(buffer.count)
        buffer.removeAll(keepingCapacity: true)
        startBatch()
    }

    /// Has the disk begin while the rest is still being copied, so that the syncing at the end has little left to do:
    /// what POSIX_FADV_DONTNEED does to pages not yet written.
    private func startBatch() {
        let length = bufferStart - batchStart
        guard length >= Self.batchLength else { return }
        posix_fadvise(descriptor, off_t(batchStart), off_t(length), POSIX_FADV_DONTNEED)
        batchStart = bufferStart
    }

    private func store(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws {
        var stored = 0
        while stored < bytes.count, let base = bytes.baseAddress {
            let count = pwrite(descriptor, base + stored, bytes.count - stored, off_t(offset) + off_t(stored))
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw ZipError.system("write") }
            stored += count
        }
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

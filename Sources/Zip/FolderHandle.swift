import Foundation

/// An open folder, from which names inside are reached without following links.
final class FolderHandle: Sendable {
    private static let pieceLength = 64 << 10

    /// What a name inside a folder stands for.
    enum Kind: Equatable {
        case file(size: UInt64)
        case folder
        /// A link, pipe, socket or device.
        case other

        var isFolder: Bool { self == .folder }

        /// Reads the kind from what lstat(2) or fstat(2) said.
        init(_ status: stat) {
            switch status.st_mode & S_IFMT {
            case S_IFREG where status.st_size >= 0: self = .file(size: UInt64(status.st_size))
            case S_IFDIR: self = .folder
            default: self = .other
            }
        }
    }

    private let descriptor: Int32

    /// Opens the folder at `path`, which may be a link to one; throws `io`.
    init(path: String) throws {
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ZipError.system("open") }
    }

    /// Opens the folder `name` inside `folder`; throws `symlinkOrSpecial` when it is something else, `io`.
    init(_ name: String, in folder: FolderHandle) throws {
        descriptor = openat(
            folder.descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure("open") }
    }

    deinit {
        close(descriptor)
    }

    /// What `name` inside is, itself and not what it links to; nil when there is nothing. Throws `io`.
    func kind(of name: String) throws -> Kind? {
        var status = stat()
        guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            if errno == ENOENT { return nil }
            throw ZipError.system("stat")
        }
        return Kind(status)
    }

    /// The names inside, but for `.` and `..`; throws `nameNotUTF8`, `tooManyEntries` as soon as there are more than
    /// `most`, `io`.
    func names(atMost most: Int) throws -> [String] {
        // A descriptor of its own, as reading moves it and the stream closes it.
        let own = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard own >= 0, let stream = fdopendir(own) else {
            let error = ZipError.system("open folder")
            if own >= 0 { close(own) }
            throw error
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let raw = try Self.next(of: stream) {
            if raw == [0x2e] || raw == [0x2e, 0x2e] { continue }
            guard let name = String(validating: raw, as: UTF8.self) else {
                throw ZipError(.nameNotUTF8, entry: String(decoding: raw, as: UTF8.self))
            }
            guard names.count < most else { throw ZipError(.tooManyEntries, "more than the limit") }
            names.append(name)
        }
        return names
    }

    /// Hands over the contents of the file `name`, exactly `size` bytes; throws `symlinkOrSpecial` when it is something
    /// else, `sizeMismatch`, `io`, and whatever `body` throws.
    func read(_ name: String, size: UInt64, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        // Without O_NONBLOCK the opening of a named pipe would wait for a writer.
        let file = openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { throw Self.failure("open") }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw ZipError.system("fstat") }
        guard case .file = Kind(status) else { throw ZipError(.symlinkOrSpecial) }
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceLength, alignment: 16)
        defer { piece.deallocate() }
        var delivered: UInt64 = 0
        while true {
            let count = Foundation.read(file, piece.baseAddress, piece.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw ZipError.system("read") }
            if count == 0 { break }
            delivered += UInt64(count)
            guard delivered <= size else { throw ZipError(.sizeMismatch, "more than \(size) bytes") }
            try body(UnsafeRawBufferPointer(rebasing: piece[..<count]))
        }
        guard delivered == size else { throw ZipError(.sizeMismatch, "\(delivered) of \(size) bytes") }
    }

    /// The bytes of the next name of `stream`; nil at the end.
    private static func next(of stream: OpaquePointer) throws -> [UInt8]? {
        errno = 0
        guard let entry = readdir(stream) else {
            guard errno == 0 else { throw ZipError.system("read folder") }
            return nil
        }
        // The record is only as long as its name, so it must not be copied as a whole `dirent`.
        let start = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
        let name = UnsafeRawPointer(entry).advanced(by: start).assumingMemoryBound(to: CChar.self)
        return [UInt8](UnsafeRawBufferPointer(start: name, count: strlen(name)))
    }

    /// The error of an opening that may have met a link.
    private static func failure(_ call: String) -> ZipError {
        let isOther = errno == ELOOP || errno == ENOTDIR || errno == ENXIO
        return ZipError.system(call, rule: isOther ? .symlinkOrSpecial : .io)
    }
}

import Foundation

/// A regular file open for reading at any offset, closed with its owner, or bytes in memory read the same way; safe
/// to share between threads.
package final class InputFile: Sendable {
    /// Of the open file; −1 for bytes in memory.
    private let descriptor: Int32
    private let memory: [UInt8]
    /// The length in bytes when the file was opened.
    package let length: UInt64

    /// Reads from `bytes`.
    init(bytes: [UInt8]) {
        descriptor = -1
        memory = bytes
        length = UInt64(bytes.count)
    }

    /// Opens the regular file at `path`; throws `io` for anything else.
    package init(path: String) throws {
        // Without O_NONBLOCK the opening of a named pipe would wait for a writer.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw ZipError.system("open") }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let error = ZipError.system("fstat")
            close(descriptor)
            throw error
        }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size >= 0 else {
            close(descriptor)
            throw ZipError(.io, "not a regular file")
        }
        memory = []
        length = UInt64(status.st_size)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// The `count` bytes at `offset`; throws `truncated` when the file has fewer.
    func bytes(at offset: UInt64, count: Int) throws -> Bytes {
        guard offset <= length, UInt64(count) <= length - offset else {
            throw ZipError(.truncated, "\(count) bytes at \(offset) of \(length)")
        }
        let raw = try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = try read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
        }
        guard raw.count == count else { throw ZipError(.truncated, "the file became shorter") }
        return Bytes(raw)
    }

    /// Fills `buffer` from `offset` and gives the number of bytes read, fewer only at the end of the file.
    package func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard let base = buffer.baseAddress, offset <= UInt64(Int64.max) else { return 0 }
        guard descriptor >= 0 else {
            let piece = memory.dropFirst(Int(offset)).prefix(buffer.count)
            buffer.copyBytes(from: piece)
            return piece.count
        }
        var filled = 0
        while filled < buffer.count {
            let got = pread(descriptor, base + filled, buffer.count - filled, off_t(offset) + off_t(filled))
            if got < 0 && errno == EINTR { continue }
            guard got >= 0 else { throw ZipError.system("read") }
            if got == 0 { break }
            filled += got
        }
        return filled
    }
}

/// Bytes with little-endian numbers in them, as archives have it. Offsets must lie inside.
struct Bytes: Sendable {
    let raw: [UInt8]

    /// The numbers in `raw`.
    init(_ raw: [UInt8]) {
        self.raw = raw
    }

    /// How many bytes there are.
    var count: Int { raw.count }

    /// The 16-bit number at `offset`.
    func u16(_ offset: Int) -> UInt16 {
        UInt16(raw[offset]) | UInt16(raw[offset + 1]) << 8
    }

    /// The 32-bit number at `offset`.
    func u32(_ offset: Int) -> UInt32 {
        UInt32(u16(offset)) | UInt32(u16(offset + 2)) << 16
    }

    /// The 64-bit number at `offset`.
    func u64(_ offset: Int) -> UInt64 {
        UInt64(u32(offset)) | UInt64(u32(offset + 4)) << 32
    }
}

/// The signatures of the records an archive is made of (APPNOTE 4.3).
enum Signature {
    static let local: UInt32 = 0x0403_4b50
    static let descriptor: UInt32 = 0x0807_4b50
    static let central: UInt32 = 0x0201_4b50
    static let end: UInt32 = 0x0605_4b50
    static let end64: UInt32 = 0x0606_4b50
    static let locator64: UInt32 = 0x0706_4b50
}

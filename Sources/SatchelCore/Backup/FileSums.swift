import CLibDeflate
import Crypto
import Foundation

/// Size, CRC-32 and sha256 of bytes that come in pieces.
struct FileSums {
    private(set) var size: UInt64 = 0
    private(set) var crc32: UInt32 = 0
    private var hash = SHA256()

    /// Adds a whole file.
    /// - Throws: `fileMissing`, `storeFailed`.
    mutating func add(file path: String) throws {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw SatchelError(.fileMissing, ["path": path])
        }
        defer { try? handle.close() }
        while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty { add([UInt8](piece)) }
    }

    /// Adds the next piece.
    mutating func add(_ bytes: [UInt8]) {
        size += UInt64(bytes.count)
        bytes.withUnsafeBytes {
            crc32 = libdeflate_crc32(crc32, $0.baseAddress, $0.count)
            hash.update(bufferPointer: $0)
        }
    }

    /// Lower-case hex.
    var sha256: String { BlobStore.hex(hash.finalize()) }
}

import CLibDeflate
import Foundation

// Raw deflate (RFC 1951) by libdeflate.
extension BlobStore {
    /// A file counts as incompressible when its samples shrink by less than this share: 3 %.
    private static let leastGain = 0.03
    /// Samples are taken of files larger than all samples together: 64 KiB.
    private static let samples = (count: 8, size: 8 << 10)

    /// Bytes as raw deflate the way they are frozen: at level 6, or in stored blocks where compressing would gain next
    /// to nothing, as with scans. Same bytes, same result.
    static func pack(_ bytes: [UInt8]) throws -> [UInt8] {
        try deflate(bytes, level: isIncompressible(bytes) ? 0 : 6)
    }

    /// Bytes as raw deflate of exactly the length that a blob was frozen with, by any of the ways there have been.
    /// - Throws: `blobInexact` when none gives that length.
    static func pack(_ bytes: [UInt8], as blob: Blob) throws -> [UInt8] {
        let first = try pack(bytes)
        if UInt64(first.count) == blob.storedSize { return first }
        for level in [6, 0] as [Int32] {
            let packed = try deflate(bytes, level: level)
            if UInt64(packed.count) == blob.storedSize { return packed }
        }
        throw SatchelError(.blobInexact, ["sha256": blob.sha256])
    }

    /// Whether a few samples, spread over the bytes, say that compressing is not worth it.
    static func isIncompressible(_ bytes: [UInt8]) throws -> Bool {
        let (count, size) = samples
        guard bytes.count > count * size else { return false }
        guard let compressor = libdeflate_alloc_compressor(1) else { throw SatchelError(.storeFailed) }
        defer { libdeflate_free_compressor(compressor) }
        let bound = libdeflate_deflate_compress_bound(compressor, size)
        let packed = withUnsafeTemporaryAllocation(byteCount: bound, alignment: 1) { output in
            bytes.withUnsafeBytes { all in
                (0..<count).reduce(0) { sum, number in
                    // From within: how a file begins and ends says little about the rest.
                    let start = (all.count - size) / (2 * count) * (2 * number + 1)
                    return sum
                        + libdeflate_deflate_compress(
                            compressor, all.baseAddress! + start, size, output.baseAddress, bound)
                }
            }
        }
        return Double(packed) > Double(count * size) * (1 - leastGain)
    }

    /// Bytes as raw deflate.
    static func deflate(_ bytes: [UInt8], level: Int32 = 6) throws -> [UInt8] {
        guard let compressor = libdeflate_alloc_compressor(level) else { throw SatchelError(.storeFailed) }
        defer { libdeflate_free_compressor(compressor) }
        let bound = libdeflate_deflate_compress_bound(compressor, bytes.count)
        return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            count = bytes.withUnsafeBytes {
                libdeflate_deflate_compress(compressor, $0.baseAddress, $0.count, output.baseAddress, bound)
            }
        }
    }

    /// Raw deflate as the bytes it was made of, whose count is known.
    /// - Throws: `storeFailed` when it is not that, or more follows it.
    static func inflate(_ packed: [UInt8], size: Int) throws -> [UInt8] {
        var isDone = false
        let bytes = try [UInt8](unsafeUninitializedCapacity: max(size, 1)) { output, count in
            isDone = try inflate(packed, into: UnsafeMutableRawBufferPointer(output), size: size)
            count = isDone ? size : 0
        }
        guard isDone else { throw SatchelError(.storeFailed, ["why": "inflate"]) }
        return bytes
    }

    /// Whether raw deflate inflates to exactly these bytes.
    static func isDeflate(_ packed: [UInt8], of bytes: [UInt8]) throws -> Bool {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes.count, 1), alignment: 16)
        defer { buffer.deallocate() }
        guard try inflate(packed, into: buffer, size: bytes.count), let start = buffer.baseAddress else {
            return false
        }
        return bytes.withUnsafeBytes { $0.isEmpty || memcmp($0.baseAddress!, start, $0.count) == 0 }
    }

    /// Inflates into a buffer; false unless all of `packed` gives `size` bytes.
    private static func inflate(
        _ packed: [UInt8], into buffer: UnsafeMutableRawBufferPointer, size: Int
    ) throws -> Bool {
        guard let decompressor = libdeflate_alloc_decompressor() else { throw SatchelError(.storeFailed) }
        defer { libdeflate_free_decompressor(decompressor) }
        var read = 0
        let result = packed.withUnsafeBytes {
            libdeflate_deflate_decompress_ex(
                decompressor, $0.baseAddress, $0.count, buffer.baseAddress, size, &read, nil)
        }
        return result == LIBDEFLATE_SUCCESS && read == packed.count
    }

    /// Whether deflated bytes are those of a blob: so many, and inflating to what its hashes say.
    static func isWhole(_ packed: [UInt8], _ blob: Blob) -> Bool {
        guard UInt64(packed.count) == blob.storedSize, blob.size <= UInt64(largest),
            let bytes = try? inflate(packed, size: Int(blob.size))
        else { return false }
        return crc32(bytes) == blob.crc32 && sha256(bytes) == blob.sha256
    }

    /// CRC-32 as in zip archives (APPNOTE 4.4.7).
    static func crc32(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBytes { libdeflate_crc32(0, $0.baseAddress, $0.count) }
    }
}

import CLibZ

/// Pieces of raw deflate (RFC 1951) that end on a byte and refer to nothing outside, so that they may be put together
/// in any way.
enum DeflateBlocks {
    /// What ends a stream: a last block that is empty.
    static let end: [UInt8] = [0x03, 0x00]
    /// The most bytes a stored block takes (RFC 1951, 3.2.4).
    private static let longest = 65_535

    /// Bytes compressed as a piece of their own (zlib, level 9, full flush).
    /// - Throws: `storeFailed` when there is no memory for it.
    static func compressed(_ bytes: [UInt8]) throws -> [UInt8] {
        guard !bytes.isEmpty else { return [] }
        var stream = z_stream()
        let version = ZLIB_VERSION
        guard
            deflateInit2_(
                &stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY, version,
                Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { throw SatchelError(.storeFailed, ["why": "deflate"]) }
        defer { deflateEnd(&stream) }
        // A full flush adds an empty stored block to what the bound reckons with.
        let bound = Int(deflateBound(&stream, UInt(bytes.count))) + 16
        var input = bytes
        var result = Z_OK
        let output = input.withUnsafeMutableBufferPointer { input in
            [UInt8](unsafeUninitializedCapacity: bound) { output, count in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(bound)
                result = deflate(&stream, Z_FULL_FLUSH)
                count = bound - Int(stream.avail_out)
            }
        }
        guard result == Z_OK, stream.avail_in == 0, stream.avail_out > 0 else {
            throw SatchelError(.storeFailed, ["why": "deflate"])
        }
        return output
    }

    /// Appends bytes as they are, in as many stored blocks as they need.
    static func store(_ bytes: [UInt8], in output: inout [UInt8]) {
        var start = 0
        while start < bytes.count {
            let count = min(longest, bytes.count - start)
            let low = UInt8(truncatingIfNeeded: count)
            let high = UInt8(truncatingIfNeeded: count >> 8)
            output += [0, low, high, ~low, ~high]
            output += bytes[start..<start + count]
            start += count
        }
    }

    /// How many bytes `store` appends for so many.
    static func storedSize(_ count: Int) -> Int { count + (count + longest - 1) / longest * 5 }
}

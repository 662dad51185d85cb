/// One file to write into an archive, its contents compressed already.
package struct ZipItem: Sendable {
    /// Where the raw deflate bytes are (RFC 1951, no zlib or gzip frame).
    package enum Payload: Sendable {
        /// `length` bytes at `offset` of the file at `path`.
        case deflated(path: String, offset: UInt64, length: UInt64)
        /// The bytes themselves.
        case deflatedBytes([UInt8])

        /// The number of compressed bytes.
        package var length: UInt64 {
            switch self {
            case .deflated(_, _, let length): length
            case .deflatedBytes(let bytes): UInt64(bytes.count)
            }
        }
    }

    /// The name in the archive, by the rules of `ZipName`.
    package let name: String
    package let payload: Payload
    /// The number of bytes the payload inflates to.
    package let size: UInt64
    /// The CRC-32 of those bytes.
    package let crc32: UInt32

    /// An item as described; nothing is checked before it is written.
    package init(name: String, payload: Payload, size: UInt64, crc32: UInt32) {
        self.name = name
        self.payload = payload
        self.size = size
        self.crc32 = crc32
    }
}

/// One file to lay out in an archive, its contents compressed already or to be kept as they are.
package struct ZipItem: Sendable {
    /// Where the bytes are; deflated ones are raw deflate (RFC 1951, no zlib or gzip frame).
    package enum Payload: Sendable {
        /// `length` bytes at `offset` of the file at `path`.
        case deflated(path: String, offset: UInt64, length: UInt64)
        /// The bytes themselves.
        case deflatedBytes([UInt8])
        /// All `length` bytes of the file at `path`, to be stored uncompressed.
        case stored(path: String, length: UInt64)
        /// `length` bytes that are made anew each time they are asked for, to be stored uncompressed.
        case storedWhenRead(length: UInt64, read: ArchivePlan.Reading)

        /// The number of bytes it takes in the archive.
        package var length: UInt64 {
            switch self {
            case .deflated(_, _, let length): length
            case .deflatedBytes(let bytes): UInt64(bytes.count)
            case .stored(_, let length), .storedWhenRead(let length, _): length
            }
        }

        /// Its part of the archive, as contents of `entry`.
        func segment(of entry: String) -> ArchivePlan.Segment {
            switch self {
            case .deflated(let path, let offset, let length):
                .file(path: path, offset: offset, length: length, entry: entry)
            case .deflatedBytes(let bytes): .bytes(bytes)
            case .stored(let path, let length): .file(path: path, offset: 0, length: length, entry: entry)
            case .storedWhenRead(let length, let read): .made(length: length, entry: entry, read: read)
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

    /// Whether its bytes are kept uncompressed.
    var isStored: Bool {
        switch payload {
        case .stored, .storedWhenRead: true
        case .deflated, .deflatedBytes: false
        }
    }

    /// An item as described; nothing is checked before it is laid out.
    package init(name: String, payload: Payload, size: UInt64, crc32: UInt32) {
        self.name = name
        self.payload = payload
        self.size = size
        self.crc32 = crc32
    }
}

import CLibDeflate

/// A form filled in for one recipient: the file, and the same bytes ready to be an entry of an archive.
package struct FilledFile: Sendable, Hashable {
    /// The whole file.
    package let bytes: [UInt8]
    /// The file as raw deflate (RFC 1951).
    package let deflated: [UInt8]
    /// The CRC-32 of the file.
    package let crc32: UInt32

    /// A file with its deflated form, which the caller knows to belong together.
    init(bytes: [UInt8], deflated: [UInt8], crc32: UInt32) {
        self.bytes = bytes
        self.deflated = deflated
        self.crc32 = crc32
    }

    /// A file that is compressed in itself: its deflated form holds it as it is.
    init(stored bytes: [UInt8]) {
        self.bytes = bytes
        var deflated: [UInt8] = []
        deflated.reserveCapacity(DeflateBlocks.storedSize(bytes.count) + DeflateBlocks.end.count)
        DeflateBlocks.store(bytes, in: &deflated)
        deflated += DeflateBlocks.end
        self.deflated = deflated
        crc32 = FilledFile.crc32(0, bytes)
    }

    /// The CRC-32 of what had `start` followed by `bytes`.
    static func crc32(_ start: UInt32, _ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBytes { libdeflate_crc32(start, $0.baseAddress, $0.count) }
    }
}

import CLibZ
import Foundation
import Zip

/// A stored blob inflated piece by piece, for those who want its bytes in order; one reader at a time.
///
/// It holds about 50 KiB. Whoever reads to the end has bytes of the right CRC-32, or an error instead of the last of
/// them.
package final class InflatingFile: @unchecked Sendable {
    private let blob: BlobStore.Blob
    private let handle: FileHandle
    /// zlib keeps its address.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private var input: [UInt8] = []
    private var checksum: UInt = 0
    /// Bytes read so far.
    package private(set) var offset: UInt64 = 0

    /// As much of the file as is read at a time, in bytes.
    private static let inputLength = 16 << 10

    /// Opens the file of a blob.
    /// - Throws: `blobMissing`, `storeFailed`.
    package init(_ blob: BlobStore.Blob, in store: BlobStore) throws {
        guard let handle = FileHandle(forReadingAtPath: store.path(of: blob.sha256)) else {
            throw SatchelError(.blobMissing, ["sha256": blob.sha256])
        }
        self.blob = blob
        self.handle = handle
        stream.initialize(to: z_stream())
        // Raw deflate has no header.
        guard
            inflateInit2_(stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { throw SatchelError(.storeFailed, ["why": "inflateInit2"]) }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        try? handle.close()
    }

    /// Fills a buffer with the next bytes; gives their number, fewer only at the end.
    /// - Throws: `blobAltered`.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let wanted = Int(min(UInt64(buffer.count), blob.size - offset))
        guard wanted > 0, let base = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
        var filled = 0
        while filled < wanted { filled += try inflate(into: base + filled, wanted - filled) }
        checksum = crc32(checksum, base, UInt32(wanted))
        offset += UInt64(wanted)
        if offset == blob.size, checksum != UInt(blob.crc32) { throw altered }
        return wanted
    }

    /// Passes over bytes.
    /// - Throws: `blobAltered`.
    package func skip(to place: UInt64) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
        defer { buffer.deallocate() }
        while offset < place {
            let part = buffer.prefix(Int(min(UInt64(buffer.count), place - offset)))
            guard try read(into: UnsafeMutableRawBufferPointer(rebasing: part)) > 0 else { return }
        }
    }

    private func inflate(into output: UnsafeMutablePointer<UInt8>, _ count: Int) throws -> Int {
        if input.isEmpty {
            input = [UInt8](try handle.read(upToCount: InflatingFile.inputLength) ?? Data())
            if input.isEmpty { throw altered }
        }
        var left = 0
        let result = input.withUnsafeMutableBufferPointer { bytes in
            stream.pointee.next_in = bytes.baseAddress
            stream.pointee.avail_in = UInt32(bytes.count)
            stream.pointee.next_out = output
            stream.pointee.avail_out = UInt32(count)
            let result = CLibZ.inflate(stream, Z_NO_FLUSH)
            left = Int(stream.pointee.avail_in)
            return result
        }
        let made = count - Int(stream.pointee.avail_out)
        guard result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR && made > 0,
            made > 0 || left < input.count
        else { throw altered }
        if result == Z_STREAM_END, made < count { throw altered }
        input.removeFirst(input.count - left)
        return made
    }

    private var altered: SatchelError { SatchelError(.blobAltered, ["sha256": blob.sha256]) }
}

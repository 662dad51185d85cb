import NIOCore
import SatchelCore
import Zip

/// Where the bytes of a download come from.
enum ByteSource: Sendable {
    case archive(KitArchive)
    case bundle(KitBundle)
    case blob(BlobStore.Blob, BlobStore)
    case bytes(ByteBuffer)
    /// A file of the disk, opened once: one that is put in its place meanwhile does not mix with it.
    case file(InputFile)

    /// In bytes.
    var length: UInt64 {
        switch self {
        case .archive(let archive): archive.length
        case .bundle(let bundle): bundle.length
        case .blob(let blob, _): blob.size
        case .bytes(let buffer): UInt64(buffer.readableBytes)
        case .file(let file): file.length
        }
    }
}

/// Reads a source from front to back; its calls block and come one after another.
final class ByteReader: @unchecked Sendable {
    private let source: ByteSource
    private let range: Range<UInt64>
    private var offset: UInt64
    private var file: InflatingFile?

    init(_ source: ByteSource, _ range: Range<UInt64>) {
        self.source = source
        self.range = range
        offset = range.lowerBound
    }

    /// The next bytes, as many as `most`; nil when there are no more.
    /// - Throws: what reading the source throws.
    func next(most: Int) throws -> ByteBuffer? {
        guard offset < range.upperBound else { return nil }
        let count = Int(min(UInt64(most), range.upperBound - offset))
        defer { offset += UInt64(count) }
        if case .bytes(let buffer) = source {
            return buffer.getSlice(at: buffer.readerIndex + Int(offset), length: count)
        }
        var buffer = ByteBufferAllocator().buffer(capacity: count)
        let filled = try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { space in
            try fill(UnsafeMutableRawBufferPointer(rebasing: space[..<count]))
        }
        guard filled == count else { throw DownloadError.tooShort }
        return buffer
    }

    private func fill(_ space: UnsafeMutableRawBufferPointer) throws -> Int {
        switch source {
        case .archive(let archive):
            return try archive.reading(for: archive.fileName) {
                try archive.plan.read(at: offset, into: space)
            }
        case .bundle(let bundle): return try bundle.plan.read(at: offset, into: space)
        case .blob(let blob, let store):
            let file = try file ?? InflatingFile(blob, in: store)
            self.file = file
            try file.skip(to: offset)
            return try file.read(into: space)
        case .file(let file): return try file.read(at: offset, into: space)
        case .bytes: return 0
        }
    }
}

/// Why a download broke off; the connection ends with it.
enum DownloadError: Error {
    case tooShort
}

import CLibZip

/// Hands an item's bytes to libzip as they are; its stat says how they are compressed already.
final class PackedSource: LibZipSource {
    static var callback: zip_source_callback { { PackedSource.forward($0, $1, $2, $3) } }

    private let item: ZipItem
    private let faults: WriteFaults
    private var file: InputFile?
    private var window = ReadWindow()
    private var position: UInt64 = 0

    /// A source of `item` that notes in `faults` why it failed.
    init(_ item: ZipItem, _ faults: WriteFaults) {
        self.item = item
        self.faults = faults
    }

    func perform(_ command: zip_source_cmd_t, _ data: UnsafeMutableRawPointer?, _ length: UInt64) -> Int64 {
        switch command {
        case ZIP_SOURCE_OPEN: return faults.noting(item.name) { try open() }
        case ZIP_SOURCE_READ:
            let buffer = UnsafeMutableRawBufferPointer(start: data, count: Int(length))
            return faults.noting(item.name) { try read(into: buffer) }
        case ZIP_SOURCE_CLOSE:
            file = nil
            window = ReadWindow()
            return 0
        case ZIP_SOURCE_STAT: return describe(data)
        case ZIP_SOURCE_SUPPORTS: return LibZip.mask(LibZip.readable)
        case ZIP_SOURCE_ERROR: return LibZip.report(ZIP_ER_READ, to: data, length)
        default: return -1
        }
    }

    private func describe(_ data: UnsafeMutableRawPointer?) -> Int64 {
        guard let stat = data?.assumingMemoryBound(to: zip_stat_t.self) else { return -1 }
        zip_stat_init(stat)
        stat.pointee.size = item.size
        stat.pointee.comp_size = item.payload.length
        stat.pointee.crc = item.crc32
        stat.pointee.comp_method = UInt16(item.isStored ? ZIP_CM_STORE : ZIP_CM_DEFLATE)
        stat.pointee.valid = UInt64(
            ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD)
        return Int64(MemoryLayout<zip_stat_t>.size)
    }

    private func open() throws -> Int64 {
        position = 0
        faults.begun(item)
        guard let (path, offset, length) = item.payload.place else { return 0 }
        let file = try InputFile(path: path)
        guard offset <= file.length, length <= file.length - offset else {
            throw ZipError(.sizeMismatch, "\(length) bytes at \(offset) of a file of \(file.length)")
        }
        self.file = file
        return 0
    }

    private func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int64 {
        let left = item.payload.length - position
        let part = UnsafeMutableRawBufferPointer(
            rebasing: buffer.prefix(Int(min(UInt64(buffer.count), left))))
        if case .deflatedBytes(let bytes) = item.payload {
            part.copyBytes(from: bytes[Int(position)...].prefix(part.count))
        } else if let (_, offset, length) = item.payload.place {
            guard let file else { return -1 }
            try window.copy(from: file, at: offset + position, end: offset + length, into: part)
        }
        position += UInt64(part.count)
        return Int64(part.count)
    }
}

/// A piece of a file kept in memory, as libzip asks for 8 KiB at a time.
private struct ReadWindow {
    private static let length: UInt64 = 1 << 20
    private var bytes: [UInt8] = []
    private var start: UInt64 = 0

    /// Fills `buffer` from `offset` of `file`, reading ahead up to `end`; throws `truncated` or `io`.
    mutating func copy(
        from file: InputFile, at offset: UInt64, end: UInt64, into buffer: UnsafeMutableRawBufferPointer
    ) throws {
        if offset < start || offset + UInt64(buffer.count) > start + UInt64(bytes.count) {
            let ahead = min(max(Self.length, UInt64(buffer.count)), end - offset)
            bytes = try file.bytes(at: offset, count: Int(ahead)).raw
            start = offset
        }
        buffer.copyBytes(from: bytes[Int(offset - start)...].prefix(buffer.count))
    }
}

/// Keeps the first error of the callbacks of one archive, as libzip passes on a number only.
final class WriteFaults {
    private(set) var first: ZipError?
    /// Told of each item whose writing begins.
    let begun: (ZipItem) -> Void

    /// No error yet.
    init(_ begun: @escaping (ZipItem) -> Void) { self.begun = begun }

    /// The result of `body`, or −1 once its error is kept; `name` is the entry concerned, if one is.
    func noting(_ name: String? = nil, _ body: () throws -> Int64) -> Int64 {
        do {
            return try body()
        } catch {
            let fault = error as? ZipError ?? ZipError(.io, "\(error)")
            if first == nil { first = name.map(fault.about) ?? fault }
            return -1
        }
    }
}

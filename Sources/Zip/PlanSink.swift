import CLibZip

/// What libzip lays an archive out into: it keeps the headers and notes where contents belong.
///
/// Leans on libzip reading a source and writing what it read by turns; a write that does not fit this fails.
final class PlanSink: LibZipSource {
    static var callback: zip_source_callback { { PlanSink.forward($0, $1, $2, $3) } }

    private static let commands =
        LibZip.readable + [
            ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_BEGIN_WRITE, ZIP_SOURCE_COMMIT_WRITE,
            ZIP_SOURCE_ROLLBACK_WRITE, ZIP_SOURCE_WRITE, ZIP_SOURCE_SEEK_WRITE, ZIP_SOURCE_TELL_WRITE,
            ZIP_SOURCE_REMOVE,
        ]
    private var expected: ZipItem?
    /// Everything up to `openStart`.
    private var closed: [ArchivePlan.Segment] = []
    /// Where the last header that is closed lies among the segments, and in the archive.
    private var lastHeader: (index: Int, start: UInt64)?
    /// The bytes from `openStart` to the end.
    private var open: [UInt8] = []
    private var openStart: UInt64 = 0
    private var position: UInt64 = 0
    private var end: UInt64 { openStart + UInt64(open.count) }

    /// The next byte written stands for the contents of `item`.
    func expect(_ item: ZipItem) { expected = item }

    func perform(_ command: zip_source_cmd_t, _ data: UnsafeMutableRawPointer?, _ length: UInt64) -> Int64 {
        switch command {
        case ZIP_SOURCE_WRITE: return write(UnsafeRawBufferPointer(start: data, count: Int(length)))
        case ZIP_SOURCE_SEEK_WRITE:
            let target = zip_source_seek_compute_offset(position, end, data, length, nil)
            guard target >= 0 else { return -1 }
            position = UInt64(target)
            return 0
        case ZIP_SOURCE_TELL_WRITE: return Int64(position)
        case ZIP_SOURCE_STAT: return describe(data)
        case ZIP_SOURCE_SUPPORTS: return LibZip.mask(Self.commands)
        case ZIP_SOURCE_ERROR: return LibZip.report(ZIP_ER_WRITE, to: data, length)
        case ZIP_SOURCE_OPEN, ZIP_SOURCE_BEGIN_WRITE, ZIP_SOURCE_COMMIT_WRITE, ZIP_SOURCE_ROLLBACK_WRITE,
            ZIP_SOURCE_CLOSE:
            return 0
        default: return -1
        }
    }

    /// The parts of the archive, once libzip has closed it; entries to be stored are marked so.
    func finish(_ items: [ZipItem]) throws -> [ArchivePlan.Segment] {
        guard expected == nil, closed.count == 2 * items.count else {
            throw ZipError(.io, "libzip laid out other entries")
        }
        if items.contains(where: \.isStored) { markStored(items) }
        return closed + [.bytes(open)]
    }

    private func write(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        if let item = expected {
            guard bytes.count == 1, position == end else { return -1 }
            expected = nil
            place(item)
        } else if position == end {
            open.append(contentsOf: bytes)
            position += UInt64(bytes.count)
        } else if position >= openStart, position < end {
            overwrite(&open, at: Int(position - openStart), with: bytes)
            position += UInt64(bytes.count)
        } else {
            guard rewriteHeader(bytes) else { return -1 }
        }
        return Int64(bytes.count)
    }

    private func place(_ item: ZipItem) {
        lastHeader = (closed.count, openStart)
        closed.append(.bytes(open))
        closed.append(item.payload.segment(of: item.name))
        openStart = end + item.payload.length
        open = []
        position = openStart
    }

    /// The header before the contents placed last, once more, with what libzip learnt since.
    private func rewriteHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let (index, start) = lastHeader, position >= start, case .bytes(var header) = closed[index],
            position - start + UInt64(bytes.count) <= UInt64(header.count)
        else { return false }
        overwrite(&header, at: Int(position - start), with: bytes)
        closed[index] = .bytes(header)
        position += UInt64(bytes.count)
        return true
    }

    private func overwrite(_ place: inout [UInt8], at offset: Int, with bytes: UnsafeRawBufferPointer) {
        let over = min(bytes.count, place.count - offset)
        if over > 0 { place.replaceSubrange(offset..<offset + over, with: bytes.prefix(over)) }
        place.append(contentsOf: bytes.dropFirst(over))
    }

    /// Writes method 0 into both headers of entries that are kept as they are (APPNOTE 4.4.5).
    private func markStored(_ items: [ZipItem]) {
        var central = 0
        for (place, item) in items.enumerated() {
            if item.isStored, case .bytes(var local) = closed[2 * place] {
                local.replaceSubrange(8..<10, with: [0, 0])
                closed[2 * place] = .bytes(local)
                open.replaceSubrange(central + 10..<central + 12, with: [0, 0])
            }
            let lengths = [28, 30, 32].map { Int(open[central + $0]) | Int(open[central + $0 + 1]) << 8 }
            central += CentralHeader.fixedLength + lengths.reduce(0, +)
        }
    }

    private func describe(_ data: UnsafeMutableRawPointer?) -> Int64 {
        guard let stat = data?.assumingMemoryBound(to: zip_stat_t.self) else { return -1 }
        zip_stat_init(stat)
        stat.pointee.valid = UInt64(ZIP_STAT_SIZE)
        stat.pointee.size = end
        return Int64(MemoryLayout<zip_stat_t>.size)
    }
}

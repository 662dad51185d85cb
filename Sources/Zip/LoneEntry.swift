import CLibZip

/// The private archive of one entry that libzip inflates from: headers of our own making around its data.
///
/// A deflate stream gets empty stored blocks in front, so many that its last byte starts one of libzip's reads,
/// and bytes behind that no stream can end in.
final class LoneEntry: LibZipSource {
    /// libzip reads compressed data in pieces of this many bytes.
    private static let readLength: UInt64 = 8192
    private static let emptyBlock: [UInt8] = [0, 0, 0, 0xff, 0xff]
    /// The inverse of the empty block's length modulo `readLength`: any remainder can be reached.
    private static let inverse: UInt64 = 3277
    /// All ones: a stored block takes them as contents, a Huffman code decodes them to more bytes or to an end
    /// of block, and the next block header then is invalid. Longer than the longest code description.
    private static let afterlife = [UInt8](repeating: 0xff, count: 1024)

    static var callback: zip_source_callback { { LoneEntry.forward($0, $1, $2, $3) } }

    private let file: InputFile
    private let entry: ZipReader.Entry
    private let head: [UInt8]
    private let tail: [UInt8]
    private let bodyEnd: UInt64
    private let length: UInt64
    private var position: UInt64 = 0

    /// Whether the last byte of the data has been read since this was last set to false.
    var isLastByteWanted = false
    /// Why the file could not be read, if so.
    private(set) var error: ZipError?

    /// Wraps the data of `entry` in `file`.
    init(_ file: InputFile, _ entry: ZipReader.Entry) {
        self.file = file
        self.entry = entry
        var padding: [UInt8] = []
        if entry.isDeflated {
            let remainder = (Self.readLength + 1 - entry.compressedSize % Self.readLength) % Self.readLength
            for _ in 0..<(remainder * Self.inverse % Self.readLength) { padding += Self.emptyBlock }
        }
        let after = entry.isDeflated ? Self.afterlife : []
        let dataLength = UInt64(padding.count) + entry.compressedSize + UInt64(after.count)
        let local = Self.header(Signature.local, entry, dataLength) + Self.name
        head = local + padding
        bodyEnd = UInt64(head.count) + entry.compressedSize
        let directoryOffset = UInt64(local.count) + dataLength
        let central = Self.header(Signature.central, entry, dataLength) + Self.name
        tail = after + central + Self.end(directoryOffset, length: central.count)
        length = bodyEnd + UInt64(tail.count)
    }

    func perform(_ command: zip_source_cmd_t, _ data: UnsafeMutableRawPointer?, _ length: UInt64) -> Int64 {
        switch command {
        case ZIP_SOURCE_OPEN:
            position = 0
            return 0
        case ZIP_SOURCE_READ:
            return read(into: UnsafeMutableRawBufferPointer(start: data, count: Int(length)))
        case ZIP_SOURCE_SEEK:
            let target = zip_source_seek_compute_offset(position, self.length, data, length, nil)
            guard target >= 0 else { return -1 }
            position = UInt64(target)
            return 0
        case ZIP_SOURCE_TELL: return Int64(position)
        case ZIP_SOURCE_STAT:
            guard let stat = data?.assumingMemoryBound(to: zip_stat_t.self) else { return -1 }
            zip_stat_init(stat)
            stat.pointee.valid = UInt64(ZIP_STAT_SIZE)
            stat.pointee.size = self.length
            return Int64(MemoryLayout<zip_stat_t>.size)
        case ZIP_SOURCE_SUPPORTS: return LibZip.mask(LibZip.readable + [ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL])
        case ZIP_SOURCE_ERROR: return LibZip.report(ZIP_ER_READ, to: data, length)
        case ZIP_SOURCE_CLOSE: return 0
        default: return -1
        }
    }

    private func read(into buffer: UnsafeMutableRawBufferPointer) -> Int64 {
        var filled = 0
        while filled < buffer.count, position < length {
            let space = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = step(into: space)
            guard count > 0 else { return -1 }
            filled += count
            position += UInt64(count)
        }
        return Int64(filled)
    }

    /// Copies from the part of the archive that `position` lies in; 0 when the file cannot be read.
    private func step(into space: UnsafeMutableRawBufferPointer) -> Int {
        if position < UInt64(head.count) { return Self.copy(head[Int(position)...], into: space) }
        if position >= bodyEnd { return Self.copy(tail[Int(position - bodyEnd)...], into: space) }
        let left = bodyEnd - position
        let part = UnsafeMutableRawBufferPointer(rebasing: space.prefix(Int(min(UInt64(space.count), left))))
        do {
            let count = try file.read(at: entry.dataOffset + (position - UInt64(head.count)), into: part)
            if UInt64(count) == left { isLastByteWanted = true }
            if count == 0 { error = ZipError(.truncated, "the file became shorter") }
            return count
        } catch {
            self.error = error as? ZipError
            return 0
        }
    }

    private static func copy(_ bytes: ArraySlice<UInt8>, into space: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(bytes.count, space.count)
        space.copyBytes(from: bytes.prefix(count))
        return count
    }
}

extension LoneEntry {
    private static let name: [UInt8] = [UInt8(ascii: "e")]

    /// The fixed part of a local or central header for a name of one byte.
    private static func header(_ signature: UInt32, _ entry: ZipReader.Entry, _ dataLength: UInt64) -> [UInt8]
    {
        let isCentral = signature == Signature.central
        var bytes = little(signature)
        if isCentral { bytes += little(UInt16(20)) }
        bytes += little(UInt16(20)) + little(UInt16(0)) + little(UInt16(entry.isDeflated ? 8 : 0))
        bytes += little(UInt32(0x0021_0000)) + little(entry.crc32)
        bytes +=
            little(UInt32(truncatingIfNeeded: dataLength)) + little(UInt32(truncatingIfNeeded: entry.size))
        bytes += little(UInt16(name.count)) + little(UInt16(0))
        if isCentral { bytes += [UInt8](repeating: 0, count: 14) }
        return bytes
    }

    private static func end(_ directoryOffset: UInt64, length: Int) -> [UInt8] {
        little(Signature.end) + little(UInt32(0)) + little(UInt16(1)) + little(UInt16(1))
            + little(UInt32(length)) + little(UInt32(truncatingIfNeeded: directoryOffset)) + little(UInt16(0))
    }

    private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }
}

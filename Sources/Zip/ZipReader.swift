/// An archive from outside, judged from its headers when opened, before anything is inflated.
///
/// Accepted are: methods stored and deflate; no encryption; plain files and folders only; names by the rules of
/// `ZipName`, none equal after case folding, a Unicode-path field (0x7075) only if it says the same; local and
/// central headers that agree; entries that fill the file up to the directory without overlap or gap; exactly
/// one end record, whose comment ends the file and holds no second one; sizes within `ZipLimits`. Zip64, data
/// descriptors and folders are fine when consistent. Names without the UTF-8 flag are taken as UTF-8 if valid.
///
/// libzip checks hardly any of this and is only given the data of one entry at a time, to inflate.
/// A reader may be shared between threads.
package final class ZipReader: Sendable {
    /// One entry, in the order of the directory.
    package struct Entry: Sendable, Equatable {
        /// The name as in the archive; a folder's ends in `/`.
        package let name: String
        package let isFolder: Bool
        /// The number of bytes it unpacks to.
        package let size: UInt64
        /// The number of bytes it takes in the archive.
        package let compressedSize: UInt64
        package let crc32: UInt32
        /// Whether it is compressed, with deflate.
        package let isDeflated: Bool
        let dataOffset: UInt64
    }

    /// The entries in the order of the directory.
    package let entries: [Entry]
    let file: InputFile

    /// Opens and judges the archive at `path`; throws a `ZipError` that names the rule and the entry.
    package init(path: String, limits: ZipLimits = .standard) throws {
        file = try InputFile(path: path)
        entries = try Self.judged(file, limits)
    }

    /// Judges the archive that `bytes` are, as if they were a file; throws a `ZipError`.
    package init(bytes: [UInt8], limits: ZipLimits = .standard) throws {
        file = InputFile(bytes: bytes)
        entries = try Self.judged(file, limits)
    }

    /// The contents of `entry`; throws unless size and CRC are as declared.
    package func bytes(of entry: Entry) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(clamping: entry.size))
        try read(entry) { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// Hands over the contents of `entry` in pieces; they may be trusted only once this returns, as the CRC comes
    /// last. Throws `sizeMismatch`, `crc`, `corruptData`, `unexplainedBytes`, `io` and whatever `body` throws.
    package func read(_ entry: Entry, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        do {
            try EntryStream(file, entry).read(body)
        } catch let error as ZipError {
            throw error.about(entry.name)
        }
    }

    /// Hands over the bytes of `entry` as they lie in the archive, in pieces of up to 1 MiB. Nothing is inflated and
    /// nothing checked: that is the caller's. Throws `truncated`, `io` and whatever `body` throws.
    package func readRaw(_ entry: Entry, _ body: ([UInt8]) throws -> Void) throws {
        var offset: UInt64 = 0
        while offset < entry.compressedSize {
            let count = Int(min(1 << 20, entry.compressedSize - offset))
            let piece: [UInt8]
            do {
                piece = try file.bytes(at: entry.dataOffset + offset, count: count).raw
            } catch let error as ZipError {
                throw error.about(entry.name)
            }
            try body(piece)
            offset += UInt64(count)
        }
    }
}

extension ZipReader {
    private static func judged(_ file: InputFile, _ limits: ZipLimits) throws -> [Entry] {
        let end = try EndRecord(of: file)
        try ZipTally.check(count: end.entryCount, limits)
        let headers = try directory(of: file, end, limits)
        return try layout(of: file, headers, end)
    }

    /// The headers of the directory, each fine by itself and all names apart.
    private static func directory(
        of file: InputFile, _ end: EndRecord, _ limits: ZipLimits
    ) throws -> [(header: CentralHeader, name: String)] {
        var headers: [(CentralHeader, String)] = []
        var names = NameTree()
        var tally = ZipTally(limits)
        var offset = end.directoryOffset
        for _ in 0..<end.entryCount {
            let header = try CentralHeader(of: file, at: offset, end: end.directoryEnd)
            let name = try header.checkedName()
            try naming(name) { try header.checkKind() }
            try names.insert(header.isFolder ? String(name.dropLast()) : name, isFolder: header.isFolder)
            try tally.add(name, size: header.size, compressedSize: header.compressedSize)
            headers.append((header, name))
            offset = header.next
        }
        guard offset == end.directoryEnd else {
            throw ZipError(.endRecord, "more in the directory than the end record counts")
        }
        return headers
    }

    /// The entries, once header, data and descriptor of each are known to follow one another without a gap.
    private static func layout(
        of file: InputFile, _ headers: [(header: CentralHeader, name: String)], _ end: EndRecord
    ) throws -> [Entry] {
        var entries: [Entry] = []
        for (header, name) in headers {
            let local = try naming(name) {
                try LocalHeader(of: file, for: header, directoryOffset: end.directoryOffset)
            }
            entries.append(
                Entry(
                    name: name, isFolder: header.isFolder, size: header.size,
                    compressedSize: header.compressedSize, crc32: header.crc32,
                    isDeflated: header.method == 8,
                    dataOffset: local.dataOffset))
        }
        try checkExtents(of: file, zip(headers, entries).map { ($0.header, $1) }, end)
        return entries
    }

    private static func checkExtents(
        of file: InputFile, _ pairs: [(header: CentralHeader, entry: Entry)], _ end: EndRecord
    ) throws {
        let sorted = pairs.sorted { $0.header.localOffset < $1.header.localOffset }
        let first = sorted.first?.header.localOffset ?? end.directoryOffset
        guard first == 0 else { throw ZipError(.unexplainedBytes, "\(first) bytes before the first entry") }
        for (index, pair) in sorted.enumerated() {
            let dataEnd = pair.entry.dataOffset + pair.entry.compressedSize
            let isLast = index == sorted.count - 1
            let next = isLast ? end.directoryOffset : sorted[index + 1].header.localOffset
            try naming(pair.entry.name) {
                guard dataEnd <= next else { throw ZipError(.overlap, "with the entry at \(next)") }
                try LocalHeader.checkDescriptor(
                    of: file, at: dataEnd, length: next - dataEnd, for: pair.header)
            }
        }
    }

    private static func naming<Value>(_ name: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as ZipError {
            throw error.about(name)
        }
    }
}

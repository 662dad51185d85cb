import CLibZip

/// An archive laid out and not yet written: headers as bytes, contents as stretches of the files that hold them.
///
/// The same items and stamp give the same bytes, whatever time zone, locale and umask. Nothing is copied by laying
/// out; `read`, `forEachPiece` and `write` fetch what they need when they need it.
package struct ArchivePlan: Sendable {
    /// Fills a buffer with bytes from an offset on and gives their number, fewer only at the end.
    package typealias Reading =
        @Sendable (_ offset: UInt64, _ buffer: UnsafeMutableRawBufferPointer) throws -> Int

    /// A part of an archive.
    package enum Segment: Sendable {
        case bytes([UInt8])
        /// `length` bytes at `offset` of the file at `path`: contents of `entry`.
        case file(path: String, offset: UInt64, length: UInt64, entry: String)
        /// `length` bytes of `entry` that are made when they are read.
        case made(length: UInt64, entry: String, read: Reading)

        /// In bytes.
        var length: UInt64 {
            switch self {
            case .bytes(let bytes): UInt64(bytes.count)
            case .file(_, _, let length, _), .made(let length, _, _): length
            }
        }
    }

    /// In the order of the archive; the last one is the directory with its end record.
    package let segments: [Segment]
    /// Where each segment begins.
    let starts: [UInt64]
    /// The length of the archive in bytes.
    package let length: UInt64
    let names: NameTree
    let tally: ZipTally

    /// Where the directory begins: up to here an archive with more entries is the same.
    package var directoryStart: UInt64 { starts.last ?? 0 }

    /// Lays out `items` in the given order, each dated noon of the day `stamp`.
    ///
    /// Throws what a reader would refuse (names, equal names, sizes), `empty` and `stamp`. Payloads are trusted to
    /// inflate to `size` and `crc32`, and to be where they are said to be.
    package init(
        _ items: [ZipItem], stamp: (year: Int, month: Int, day: Int), limits: ZipLimits = .standard
    ) throws {
        let date = try DOSDate(stamp)
        guard !items.isEmpty else { throw ZipError(.empty, "an archive needs at least one entry") }
        var names = NameTree(capacity: items.count + 16)
        var tally = ZipTally(limits)
        try ArchivePlan.check(items, &names, &tally)
        let sink = PlanSink()
        let archive = try LibZip.open(sink, flags: ZIP_CREATE | ZIP_TRUNCATE)
        do {
            for item in items { try AnnouncedSource.add(item, to: archive, sink, date) }
            guard zip_close(archive) == 0 else { throw LibZip.failure(zip_get_error(archive)) }
        } catch {
            zip_discard(archive)
            throw error
        }
        self.init(try sink.finish(items), names, tally)
    }

    init(_ segments: [Segment], _ names: NameTree, _ tally: ZipTally) {
        self.segments = segments
        self.names = names
        self.tally = tally
        var end: UInt64 = 0
        starts = segments.map { segment in
            defer { end += segment.length }
            return end
        }
        length = end
    }

    static func check(_ items: [ZipItem], _ names: inout NameTree, _ tally: inout ZipTally) throws {
        for item in items {
            if let rule = ZipName.fault(in: item.name) { throw ZipError(rule, entry: item.name) }
            guard item.payload.length > 0 else {
                throw ZipError(.sizeMismatch, entry: item.name, "no compressed bytes; an empty file has two")
            }
            try names.insert(item.name, isFolder: false)
            try tally.add(item.name, size: item.size, compressedSize: item.payload.length)
        }
    }
}

/// A day as archives have it (APPNOTE 4.4.6).
struct DOSDate {
    let number: UInt16
    /// Noon.
    let time: UInt16 = 12 << 11

    /// Throws `stamp` for what is no day between 1980 and 2107.
    init(_ stamp: (year: Int, month: Int, day: Int)) throws {
        let isLeap = stamp.year % 4 == 0 && (stamp.year % 100 != 0 || stamp.year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1980...2107).contains(stamp.year), (1...12).contains(stamp.month),
            (1...lengths[stamp.month - 1]).contains(stamp.day)
        else { throw ZipError(.stamp, "\(stamp.year)-\(stamp.month)-\(stamp.day)") }
        number = UInt16((stamp.year - 1980) << 9 | stamp.month << 5 | stamp.day)
    }
}

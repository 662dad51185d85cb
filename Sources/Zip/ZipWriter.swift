import CLibZip
import Foundation

/// Writes archives: the same items and stamp give the same bytes, whatever time zone, locale and umask.
package enum ZipWriter {
    /// A plain file that all may read and its owner may write.
    private static let attributes: UInt32 = 0o100644 << 16

    /// Writes `items` in the given order to `path`, each dated noon of the day `stamp`: whole or not at all, and
    /// durable on return. An existing file is replaced on success and untouched otherwise.
    ///
    /// `begun` hears of each item as it is written. `finish` is given the whole and durable archive under its draft
    /// name, to look at, and puts it in its place by calling what it is given; otherwise it is removed.
    /// Throws what a reader would refuse (names, equal names, sizes), `empty`, `stamp`, `sizeMismatch` for a
    /// payload that its file does not hold, `io` and whatever `finish` throws. Payloads are trusted to inflate to
    /// `size` and `crc32`.
    package static func write(
        _ items: [ZipItem], to path: String, stamp: (year: Int, month: Int, day: Int),
        limits: ZipLimits = .standard, mode: mode_t = 0o666, begun: @escaping (ZipItem) -> Void = { _ in },
        finish: (_ draft: String, _ place: () throws -> Void) throws -> Void = { _, place in try place() }
    ) throws {
        let date = try dosDate(stamp)
        try check(items, limits)
        let draft = try DraftFile(of: path, mode: mode)
        let faults = WriteFaults(begun)
        let archive = try LibZip.open(ArchiveSink(draft, faults), flags: ZIP_CREATE | ZIP_TRUNCATE)
        do {
            for item in items { try add(item, to: archive, date, faults) }
            guard zip_close(archive) == 0 else { throw LibZip.failure(zip_get_error(archive)) }
        } catch {
            zip_discard(archive)
            throw faults.first ?? error
        }
        try draft.sync()
        try finish(draft.draftPath) { try draft.commit() }
    }

    private static func check(_ items: [ZipItem], _ limits: ZipLimits) throws {
        guard !items.isEmpty else { throw ZipError(.empty, "an archive needs at least one entry") }
        var names = NameTree()
        var tally = ZipTally(limits)
        for item in items {
            if let rule = ZipName.fault(in: item.name) { throw ZipError(rule, entry: item.name) }
            guard item.payload.length > 0 else {
                throw ZipError(.sizeMismatch, entry: item.name, "no compressed bytes; an empty file has two")
            }
            try names.insert(item.name, isFolder: false)
            try tally.add(item.name, size: item.size, compressedSize: item.payload.length)
        }
    }

    private static func add(
        _ item: ZipItem, to archive: OpaquePointer, _ date: UInt16, _ faults: WriteFaults
    ) throws {
        let source = Unmanaged.passRetained(PackedSource(item, faults))
        guard let raw = zip_source_function(archive, PackedSource.callback, source.toOpaque()) else {
            source.release()
            throw LibZip.failure(zip_get_error(archive)).about(item.name)
        }
        let index = zip_file_add(archive, item.name, raw, UInt32(ZIP_FL_ENC_UTF_8))
        guard index >= 0 else {
            zip_source_free(raw)
            throw LibZip.failure(zip_get_error(archive)).about(item.name)
        }
        let noon: UInt16 = 12 << 11
        let isMarked =
            !item.isStored || zip_set_file_compression(archive, UInt64(index), ZIP_CM_STORE, 0) == 0
        guard isMarked,
            zip_file_set_dostime(archive, UInt64(index), noon, date, 0) == 0,
            zip_file_set_external_attributes(
                archive, UInt64(index), 0, UInt8(ZIP_OPSYS_UNIX), attributes) == 0
        else { throw LibZip.failure(zip_get_error(archive)).about(item.name) }
    }

    /// The date as DOS has it; throws `stamp` for what is no day between 1980 and 2107.
    private static func dosDate(_ stamp: (year: Int, month: Int, day: Int)) throws -> UInt16 {
        let isLeap = stamp.year % 4 == 0 && (stamp.year % 100 != 0 || stamp.year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1980...2107).contains(stamp.year), (1...12).contains(stamp.month),
            (1...lengths[stamp.month - 1]).contains(stamp.day)
        else { throw ZipError(.stamp, "\(stamp.year)-\(stamp.month)-\(stamp.day)") }
        return UInt16((stamp.year - 1980) << 9 | stamp.month << 5 | stamp.day)
    }
}

import CLibZip

/// An entry that libzip believes to read: it says how large it is and delivers one byte, which the sink takes for all
/// of them.
///
/// Only what is deflated already passes libzip untouched, so everything is announced as that.
final class AnnouncedSource: LibZipSource {
    static var callback: zip_source_callback { { AnnouncedSource.forward($0, $1, $2, $3) } }

    /// A plain file that all may read and its owner may write.
    private static let attributes: UInt32 = 0o100644 << 16
    private let item: ZipItem
    private let sink: PlanSink
    private var isDelivered = false

    private init(_ item: ZipItem, _ sink: PlanSink) {
        self.item = item
        self.sink = sink
    }

    /// Adds `item` to an archive that writes to `sink`.
    static func add(_ item: ZipItem, to archive: OpaquePointer, _ sink: PlanSink, _ date: DOSDate) throws {
        let source = Unmanaged.passRetained(AnnouncedSource(item, sink))
        guard let raw = zip_source_function(archive, callback, source.toOpaque()) else {
            source.release()
            throw LibZip.failure(zip_get_error(archive)).about(item.name)
        }
        let index = zip_file_add(archive, item.name, raw, UInt32(ZIP_FL_ENC_UTF_8))
        guard index >= 0 else {
            zip_source_free(raw)
            throw LibZip.failure(zip_get_error(archive)).about(item.name)
        }
        guard zip_file_set_dostime(archive, UInt64(index), date.time, date.number, 0) == 0,
            zip_file_set_external_attributes(
                archive, UInt64(index), 0, UInt8(ZIP_OPSYS_UNIX), attributes) == 0
        else { throw LibZip.failure(zip_get_error(archive)).about(item.name) }
    }

    func perform(_ command: zip_source_cmd_t, _ data: UnsafeMutableRawPointer?, _ length: UInt64) -> Int64 {
        switch command {
        case ZIP_SOURCE_OPEN:
            isDelivered = false
            return 0
        case ZIP_SOURCE_READ: return deliver(data, length)
        case ZIP_SOURCE_CLOSE: return 0
        case ZIP_SOURCE_STAT: return describe(data)
        case ZIP_SOURCE_SUPPORTS: return LibZip.mask(LibZip.readable)
        case ZIP_SOURCE_ERROR: return LibZip.report(ZIP_ER_READ, to: data, length)
        default: return -1
        }
    }

    private func deliver(_ data: UnsafeMutableRawPointer?, _ length: UInt64) -> Int64 {
        guard !isDelivered, item.payload.length > 0, length > 0, let data else { return 0 }
        isDelivered = true
        data.storeBytes(of: 0, as: UInt8.self)
        sink.expect(item)
        return 1
    }

    private func describe(_ data: UnsafeMutableRawPointer?) -> Int64 {
        guard let stat = data?.assumingMemoryBound(to: zip_stat_t.self) else { return -1 }
        zip_stat_init(stat)
        stat.pointee.size = item.size
        stat.pointee.comp_size = item.payload.length
        stat.pointee.crc = item.crc32
        stat.pointee.comp_method = UInt16(ZIP_CM_DEFLATE)
        stat.pointee.valid = UInt64(
            ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD)
        return Int64(MemoryLayout<zip_stat_t>.size)
    }
}

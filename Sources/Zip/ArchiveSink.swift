import CLibZip

/// What libzip writes a new archive to: a draft file, in large pieces.
final class ArchiveSink: LibZipSource {
    static var callback: zip_source_callback { { ArchiveSink.forward($0, $1, $2, $3) } }

    private static let commands =
        LibZip.readable + [
            ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_BEGIN_WRITE, ZIP_SOURCE_COMMIT_WRITE,
            ZIP_SOURCE_ROLLBACK_WRITE, ZIP_SOURCE_WRITE, ZIP_SOURCE_SEEK_WRITE, ZIP_SOURCE_TELL_WRITE,
            ZIP_SOURCE_REMOVE,
        ]
    private let draft: DraftFile
    private let faults: WriteFaults
    private var length: UInt64 = 0

    /// A sink into `draft`, which stays the caller's to commit; errors are noted in `faults`.
    init(_ draft: DraftFile, _ faults: WriteFaults) {
        self.draft = draft
        self.faults = faults
    }

    func perform(_ command: zip_source_cmd_t, _ data: UnsafeMutableRawPointer?, _ length: UInt64) -> Int64 {
        switch command {
        case ZIP_SOURCE_WRITE: return write(UnsafeRawBufferPointer(start: data, count: Int(length)))
        case ZIP_SOURCE_SEEK_WRITE: return seek(data, length)
        case ZIP_SOURCE_TELL_WRITE: return Int64(draft.position)
        case ZIP_SOURCE_STAT: return describe(data)
        case ZIP_SOURCE_SUPPORTS: return LibZip.mask(Self.commands)
        case ZIP_SOURCE_ERROR: return LibZip.report(ZIP_ER_WRITE, to: data, length)
        case ZIP_SOURCE_OPEN, ZIP_SOURCE_BEGIN_WRITE, ZIP_SOURCE_COMMIT_WRITE, ZIP_SOURCE_ROLLBACK_WRITE,
            ZIP_SOURCE_CLOSE:
            return 0
        default: return -1
        }
    }

    private func write(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        faults.noting {
            try draft.write(bytes)
            length = max(length, draft.position)
            return Int64(bytes.count)
        }
    }

    private func seek(_ data: UnsafeMutableRawPointer?, _ size: UInt64) -> Int64 {
        let target = zip_source_seek_compute_offset(draft.position, length, data, size, nil)
        guard target >= 0 else { return -1 }
        return faults.noting {
            try draft.seek(to: UInt64(target))
            return 0
        }
    }

    private func describe(_ data: UnsafeMutableRawPointer?) -> Int64 {
        guard let stat = data?.assumingMemoryBound(to: zip_stat_t.self) else { return -1 }
        zip_stat_init(stat)
        stat.pointee.valid = UInt64(ZIP_STAT_SIZE)
        stat.pointee.size = length
        return Int64(MemoryLayout<zip_stat_t>.size)
    }
}

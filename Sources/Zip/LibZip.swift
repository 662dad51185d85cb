import CLibZip
import Foundation

/// libzip's return codes and sources, turned into Swift in one place.
enum LibZip {
    /// Announces that a source can do `commands`, in the form `ZIP_SOURCE_SUPPORTS` asks for.
    static func mask(_ commands: [zip_source_cmd_t]) -> Int64 {
        commands.reduce(0) { $0 | (1 << Int64($1.rawValue)) }
    }

    /// What every source that is read can do.
    static let readable = [
        ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
        ZIP_SOURCE_FREE,
        ZIP_SOURCE_SUPPORTS,
    ]

    /// Answers `ZIP_SOURCE_ERROR` with `code` and the current errno.
    static func report(_ code: Int32, to data: UnsafeMutableRawPointer?, _ length: UInt64) -> Int64 {
        let codes = [code, errno]
        let space = UnsafeMutableRawBufferPointer(start: data, count: Int(length))
        return codes.withUnsafeBytes { bytes in
            guard space.count >= bytes.count else { return -1 }
            space.copyMemory(from: bytes)
            return Int64(bytes.count)
        }
    }

    /// The error that libzip keeps at `error`.
    static func failure(_ error: UnsafeMutablePointer<zip_error_t>?) -> ZipError {
        guard let error else { return ZipError(.io, "libzip") }
        let text = String(cString: zip_error_strerror(error))
        return switch zip_error_code_zip(error) {
        case ZIP_ER_CRC: ZipError(.crc, text)
        case ZIP_ER_COMPRESSED_DATA, ZIP_ER_ZLIB: ZipError(.corruptData, text)
        case ZIP_ER_INCONS, ZIP_ER_EOF: ZipError(.sizeMismatch, text)
        default:
            ZipError(
                .io, text,
                systemError: zip_error_system_type(error) == ZIP_ET_SYS ? zip_error_code_system(error) : nil)
        }
    }

    /// An archive over `source`, which it owns from then on; `context` is released with it.
    static func open<Context: LibZipSource>(_ context: Context, flags: Int32) throws -> OpaquePointer {
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        let retained = Unmanaged.passRetained(context)
        guard let source = zip_source_function_create(Context.callback, retained.toOpaque(), &error) else {
            retained.release()
            throw failure(&error)
        }
        guard let archive = zip_open_from_source(source, flags, &error) else {
            zip_source_free(source)
            throw failure(&error)
        }
        return archive
    }
}

/// A Swift object that libzip reads from or writes to.
protocol LibZipSource: AnyObject {
    /// The C function that finds the object again and calls it.
    static var callback: zip_source_callback { get }
    /// Carries out `command`; the result is libzip's, −1 on failure.
    func perform(
        _ command: zip_source_cmd_t, _ data: UnsafeMutableRawPointer?, _ length: UInt64
    ) -> Int64
}

extension LibZipSource {
    /// Forwards to the object behind `state`, and releases it when libzip is done.
    static func forward(
        _ state: UnsafeMutableRawPointer?, _ data: UnsafeMutableRawPointer?, _ length: UInt64,
        _ command: zip_source_cmd_t
    ) -> Int64 {
        guard let state else { return -1 }
        let object = Unmanaged<Self>.fromOpaque(state)
        if command == ZIP_SOURCE_FREE {
            object.release()
            return 0
        }
        return object.takeUnretainedValue().perform(command, data, length)
    }
}

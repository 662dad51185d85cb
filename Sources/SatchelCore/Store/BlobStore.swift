import CLibDeflate
import Crypto
import Foundation
import Zip

/// The bytes of documents, each kept once under its sha256, compressed when taken in and frozen from then on.
///
/// A blob file is raw deflate (RFC 1951), ready to be packed; it lies at `<folder>/<2 hex>/<62 hex>`.
package struct BlobStore: Sendable {
    package let folder: String

    package init(folder: String) { self.folder = folder }

    /// What the register keeps of a blob. Sizes in bytes; `sha256` in lower-case hex.
    package struct Blob: Sendable, Hashable {
        package let sha256: String
        package let size: UInt64
        package let crc32: UInt32
        package let storedSize: UInt64
    }

    /// The largest file taken in: 256 MiB, as readers of kits accept no larger one.
    package static let largest = 256 << 20

    package func path(of sha256: String) -> String {
        "\(folder)/\(sha256.prefix(2))/\(sha256.dropFirst(2))"
    }

    /// Takes bytes in: compressed (libdeflate, level 6), inflated again to compare, then written whole.
    /// Bytes that are already there are left as they are.
    /// - Throws: `fileTooLarge`, `storeFailed`, `diskFull`, `notPermitted`.
    package func ingest(_ bytes: [UInt8], name: String) throws -> Blob {
        guard bytes.count <= BlobStore.largest else {
            throw SatchelError(.fileTooLarge, ["file": name, "limit": "256 MiB"])
        }
        let sha256 = BlobStore.sha256(bytes)
        let crc32 = bytes.withUnsafeBytes { libdeflate_crc32(0, $0.baseAddress, $0.count) }
        let path = path(of: sha256)
        if let stored = BlobStore.fileSize(path) {
            return Blob(sha256: sha256, size: UInt64(bytes.count), crc32: crc32, storedSize: stored)
        }
        let packed = try BlobStore.deflate(bytes)
        guard try BlobStore.inflate(packed, size: bytes.count) == bytes else {
            throw SatchelError(.storeFailed, ["path": path, "why": "inflate"])
        }
        try PrivateFile.makeFolder((path as NSString).deletingLastPathComponent)
        try PrivateFile.write(packed, to: path)
        return Blob(sha256: sha256, size: UInt64(bytes.count), crc32: crc32, storedSize: UInt64(packed.count))
    }

    /// The original bytes of a blob, checked against its sha256.
    /// - Throws: `blobMissing`, `blobAltered`.
    package func bytes(of blob: Blob) throws -> [UInt8] {
        let path = path(of: blob.sha256)
        guard let packed = FileManager.default.contents(atPath: path) else {
            throw SatchelError(.blobMissing, ["sha256": blob.sha256])
        }
        guard let bytes = try? BlobStore.inflate([UInt8](packed), size: Int(blob.size)),
            BlobStore.sha256(bytes) == blob.sha256
        else { throw SatchelError(.blobAltered, ["sha256": blob.sha256]) }
        return bytes
    }

    /// The hashes of all bytes that are in the store, or were being written to it.
    func hashes() -> Set<String> {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return Set(
            folders.filter { $0.count == 2 }.flatMap { part in
                let files = try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(part)")
                return (files ?? []).filter { $0.count >= 62 }.map { part + $0.prefix(62) }
            })
    }

    /// Stored bytes of which only the hash is known, as text; nil when they are none, or more than a page has.
    func text(of sha256: String) -> String? {
        guard let packed = FileManager.default.contents(atPath: path(of: sha256)), packed.count < 4 << 20,
            let decompressor = libdeflate_alloc_decompressor()
        else { return nil }
        defer { libdeflate_free_decompressor(decompressor) }
        let bytes = [UInt8](unsafeUninitializedCapacity: 16 << 20) { output, count in
            let result = packed.withUnsafeBytes {
                libdeflate_deflate_decompress(
                    decompressor, $0.baseAddress, $0.count, output.baseAddress, output.count, &count)
            }
            if result != LIBDEFLATE_SUCCESS { count = 0 }
        }
        return bytes.isEmpty ? nil : String(validating: bytes, as: UTF8.self)
    }

    /// Takes bytes out of the store, with what an interrupted writing of them left.
    func erase(_ sha256: String) {
        let place = path(of: sha256)
        let folder = (place as NSString).deletingLastPathComponent
        let name = (place as NSString).lastPathComponent
        for file in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        where file.hasPrefix(name) {
            unlink("\(folder)/\(file)")
        }
        rmdir(folder)
        try? PrivateFile.syncFolder(of: place)
    }

    /// Whether deflated bytes are those of a blob: so many, and inflating to what its sha256 says.
    static func isWhole(_ packed: [UInt8], _ blob: Blob) -> Bool {
        guard UInt64(packed.count) == blob.storedSize, blob.size <= UInt64(largest),
            let bytes = try? inflate(packed, size: Int(blob.size))
        else { return false }
        return sha256(bytes) == blob.sha256
    }

    /// The blob as an entry of an archive: its frozen bytes, read when the archive is written.
    /// - Throws: `blobMissing` when the file is gone or has another length.
    package func item(named name: String, _ blob: Blob) throws -> ZipItem {
        let path = path(of: blob.sha256)
        guard BlobStore.fileSize(path) == blob.storedSize else {
            throw SatchelError(.blobMissing, ["sha256": blob.sha256])
        }
        return ZipItem(
            name: name, payload: .deflated(path: path, offset: 0, length: blob.storedSize), size: blob.size,
            crc32: blob.crc32)
    }

    /// Bytes that are in no store as an entry of an archive.
    package static func item(named name: String, _ bytes: [UInt8]) throws -> ZipItem {
        ZipItem(
            name: name, payload: .deflatedBytes(try deflate(bytes)), size: UInt64(bytes.count),
            crc32: bytes.withUnsafeBytes { libdeflate_crc32(0, $0.baseAddress, $0.count) })
    }

    /// sha256 (FIPS 180-4) in lower-case hex.
    package static func sha256(_ bytes: [UInt8]) -> String { hex(SHA256.hash(data: bytes)) }

    /// sha256 of a file, read in pieces of 1 MiB.
    package static func sha256(ofFile path: String) throws -> String {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw SatchelError(.fileMissing, ["path": path])
        }
        defer { try? handle.close() }
        var hash = SHA256()
        while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty { hash.update(data: piece) }
        return hex(hash.finalize())
    }

    /// Bytes as lower-case hex.
    package static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func fileSize(_ path: String) -> UInt64? {
        var status = stat()
        return stat(path, &status) == 0 ? UInt64(status.st_size) : nil
    }

    /// Bytes as raw deflate.
    static func deflate(_ bytes: [UInt8]) throws -> [UInt8] {
        guard let compressor = libdeflate_alloc_compressor(6) else { throw SatchelError(.storeFailed) }
        defer { libdeflate_free_compressor(compressor) }
        let bound = libdeflate_deflate_compress_bound(compressor, bytes.count)
        return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            count = bytes.withUnsafeBytes {
                libdeflate_deflate_compress(compressor, $0.baseAddress, $0.count, output.baseAddress, bound)
            }
        }
    }

    /// Raw deflate as the bytes it was made of, whose count is known.
    /// - Throws: `storeFailed` when it is not that.
    static func inflate(_ packed: [UInt8], size: Int) throws -> [UInt8] {
        guard let decompressor = libdeflate_alloc_decompressor() else { throw SatchelError(.storeFailed) }
        defer { libdeflate_free_decompressor(decompressor) }
        var result = LIBDEFLATE_BAD_DATA
        let bytes = [UInt8](unsafeUninitializedCapacity: max(size, 1)) { output, count in
            result = packed.withUnsafeBytes {
                libdeflate_deflate_decompress(
                    decompressor, $0.baseAddress, $0.count, output.baseAddress, size, nil)
            }
            count = result == LIBDEFLATE_SUCCESS ? size : 0
        }
        guard result == LIBDEFLATE_SUCCESS else { throw SatchelError(.storeFailed, ["why": "inflate"]) }
        return bytes
    }
}

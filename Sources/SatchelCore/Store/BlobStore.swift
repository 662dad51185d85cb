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

    /// The original bytes of a blob, checked against its sha256.
    /// - Throws: `blobMissing`, `blobAltered`.
    package func bytes(of blob: Blob) throws -> [UInt8] {
        guard let packed = FileManager.default.contents(atPath: path(of: blob.sha256)) else {
            throw SatchelError(.blobMissing, ["sha256": blob.sha256])
        }
        guard let bytes = try? BlobStore.inflate([UInt8](packed), size: Int(blob.size)),
            BlobStore.sha256(bytes) == blob.sha256
        else { throw SatchelError(.blobAltered, ["sha256": blob.sha256]) }
        return bytes
    }

    /// The blob as an entry of an archive: its frozen bytes, read when the archive is written.
    /// - Throws: `blobMissing` when the file is gone or has another length.
    package func item(named name: String, _ blob: Blob) throws -> ZipItem {
        let path = path(of: blob.sha256)
        guard BlobStore.length(ofFile: path) == blob.storedSize else {
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

    /// The CRC-32 of a part of an archive, going on from that of what comes before it.
    static func crc32(of plan: ArchivePlan, in range: Range<UInt64>, after start: UInt32 = 0) throws -> UInt32
    {
        var crc32 = start
        try plan.forEachPiece(in: range) { crc32 = libdeflate_crc32(crc32, $0.baseAddress, $0.count) }
        return crc32
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
}

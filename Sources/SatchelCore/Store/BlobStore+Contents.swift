import CLibDeflate
import Foundation

// What lies in the store's folder, by its names there.
extension BlobStore {
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
}

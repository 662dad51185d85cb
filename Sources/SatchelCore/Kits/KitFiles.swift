import Crypto
import Foundation
import Zip

/// The files of a kit below its top folder, in an archive or unpacked, by name in NFC.
struct KitFiles {
    /// The most that a list Satchel itself reads (`kit.json`, `SHA256SUMS`, `personal.json`) may hold, in bytes.
    static let longestList: UInt64 = 8 << 20

    private enum Source {
        case archive(ZipReader, [String: ZipReader.Entry])
        case folder(FolderReader, [String: FolderReader.Entry])
    }

    let path: String
    let names: Set<String>
    private let source: Source

    /// Opens a zip file or a folder (the top folder of a kit, or the folder that holds it) and judges all of it.
    /// - Throws: `fileMissing`, `notPermitted`, `storeFailed`, `archiveRefused`, `notAKit`.
    init(_ path: String) throws {
        var status = stat()
        guard stat(path, &status) == 0 else { throw PrivateFile.failure(path) }
        try self.init(path, status.st_mode & S_IFMT == S_IFDIR ? Self.folder(path) : Self.archive(path))
    }

    private init(_ path: String, _ source: Source) {
        self.path = path
        self.source = source
        switch source {
        case .archive(_, let entries): names = Set(entries.keys)
        case .folder(_, let entries): names = Set(entries.keys)
        }
    }

    private static func archive(_ path: String) throws -> Source {
        let reader = try SatchelError.wrapping(path) { try ZipReader(path: path) }
        let slash = UInt8(ascii: "/")
        let files = reader.entries.filter { !$0.isFolder }
        let tops = Set(files.map { Array($0.name.utf8.prefix { $0 != slash }) })
        guard tops.count == 1, let top = tops.first, files.allSatisfy({ $0.name.utf8.contains(slash) }) else {
            throw SatchelError.notAKit(path, .topFolder)
        }
        let named = files.map { (String(decoding: $0.name.utf8.dropFirst(top.count + 1), as: UTF8.self), $0) }
        return .archive(reader, Dictionary(named) { first, _ in first })
    }

    private static func folder(_ path: String) throws -> Source {
        try SatchelError.wrapping(path) {
            guard let top = try FolderReader.folder(at: path, holding: "kit.json") else {
                throw SatchelError.notAKit(path, .missing, file: "kit.json")
            }
            let reader = try FolderReader(path: top)
            return .folder(reader, Dictionary(reader.entries.map { ($0.name, $0) }) { first, _ in first })
        }
    }

    /// The bytes of a list that Satchel itself reads; nil when it is not there.
    /// - Throws: `notAKit` when it is larger than `longestList`, before it is read; `archiveRefused`, `storeFailed`.
    func list(_ name: String) throws -> [UInt8]? {
        guard let size = size(of: name) else { return nil }
        guard size <= Self.longestList else { throw SatchelError.notAKit(path, .tooLarge, file: name) }
        var bytes: [UInt8] = []
        try read(name) { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// sha256 of a file that is there, in lower-case hex.
    /// - Throws: `archiveRefused`, `storeFailed`.
    func sha256(_ name: String) throws -> String {
        var hash = SHA256()
        try read(name) { hash.update(bufferPointer: $0) }
        return BlobStore.hex(hash.finalize())
    }

    private func size(of name: String) -> UInt64? {
        switch source {
        case .archive(_, let entries): entries[name]?.size
        case .folder(_, let entries): entries[name]?.size
        }
    }

    private func read(_ name: String, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        try SatchelError.wrapping(path) {
            switch source {
            case .archive(let reader, let entries): try entries[name].map { try reader.read($0, body) }
            case .folder(let reader, let entries): try entries[name].map { try reader.read($0, body) }
            }
        }
    }
}

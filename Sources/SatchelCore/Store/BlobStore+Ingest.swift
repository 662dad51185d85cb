import Foundation

extension BlobStore {
    /// Something to take in: what it is called, how many bytes it has, and how they are got.
    package struct Source: Sendable {
        package let name: String
        package let size: Int
        var isLarge: Bool { size > BlobStore.large }
        /// Called off the caller's thread, for two sources at once.
        package let read: @Sendable () throws -> [UInt8]

        package init(name: String, size: Int, read: @escaping @Sendable () throws -> [UInt8]) {
            self.name = name
            self.size = size
            self.read = read
        }

        /// Bytes that are at hand.
        package init(name: String, bytes: [UInt8]) { self.init(name: name, size: bytes.count) { bytes } }

        /// The file at a path.
        /// - Throws: `fileMissing`.
        package init(file path: String) throws {
            guard let length = BlobStore.length(ofFile: path) else {
                throw SatchelError(.fileMissing, ["path": path])
            }
            self.init(name: (path as NSString).lastPathComponent, size: Int(clamping: length)) {
                try PrivateFile.read(path)
            }
        }
    }

    /// A larger file is taken in while no other such one is: 64 MiB.
    static let large = 64 << 20

    /// Takes bytes in: compressed (libdeflate), inflated again to compare, then written whole and made durable.
    /// What is there already stays as it is, once it is known to be those bytes; what is damaged is written anew.
    /// - Parameter known: what the register says of these bytes; the file gets that length or is not touched.
    /// - Throws: `fileTooLarge`, `storeFailed`, `diskFull`, `notPermitted`, `blobInexact`.
    package func ingest(_ bytes: [UInt8], name: String, known: Blob? = nil) throws -> Blob {
        let (blob, file) = try pending(bytes, name: name, isDurable: true) { _ in known }
        try file?.place()
        try sync(blob)
        return blob
    }

    /// Takes the files at some paths in, as `ingest(_:)` does.
    /// - Throws: `fileMissing`, and what `ingest(_:)` throws.
    package func ingest(files paths: [String]) throws -> [Blob] {
        try ingest(try paths.map { try Source(file: $0) })
    }

    /// Takes many in, two at a time, and gives their blobs in the order asked; all are durable on return.
    /// - Parameter known: what the register says of some bytes, by their sha256.
    /// - Throws: of the faults met the first in that order, with none begun after it; what `ingest(_:name:)` throws.
    package func ingest(_ sources: [Source], known: [String: Blob] = [:]) throws -> [Blob] {
        guard !sources.isEmpty else { return [] }
        let all = try TwoAtATime.map(sources, isAlone: \.isLarge) { source in
            guard source.size <= BlobStore.largest else { throw BlobStore.tooLarge(source.name) }
            return try pending(try source.read(), name: source.name, isDurable: false) { known[$0] }
        }
        // Twice for all of them instead of twice for each: the bytes first, so that no name leads to half of them.
        try PrivateFile.syncFileSystem(of: folder)
        for file in all.compactMap(\.file) { try file.place() }
        try PrivateFile.syncFileSystem(of: folder)
        return all.map(\.blob)
    }

    /// Writes the bytes of a blob beside their place; nothing when they are there already.
    private func pending(
        _ bytes: [UInt8], name: String, isDurable: Bool, known: (_ sha256: String) -> Blob?
    ) throws -> (blob: Blob, file: PendingFile?) {
        guard bytes.count <= BlobStore.largest else { throw BlobStore.tooLarge(name) }
        let sha256 = BlobStore.sha256(bytes)
        let known = known(sha256)
        let path = path(of: sha256)
        func blob(_ storedSize: UInt64) -> Blob {
            Blob(
                sha256: sha256, size: UInt64(bytes.count), crc32: BlobStore.crc32(bytes),
                storedSize: storedSize)
        }
        if let present = try BlobStore.present(path, bytes, known) { return (blob(present), nil) }
        let packed = try known.map { try BlobStore.pack(bytes, as: $0) } ?? BlobStore.pack(bytes)
        guard try BlobStore.isDeflate(packed, of: bytes) else {
            throw SatchelError(.storeFailed, ["path": path, "why": "inflate"])
        }
        return (blob(UInt64(packed.count)), try pending(packed, at: path, isDurable: isDurable))
    }

    /// Puts back the frozen bytes of a blob themselves, durably.
    /// - Throws: `blobAltered` when they are not its own; `storeFailed`, `diskFull`, `notPermitted`.
    func restore(_ packed: [UInt8], as blob: Blob) throws {
        guard BlobStore.isWhole(packed, blob) else {
            throw SatchelError(.blobAltered, ["sha256": blob.sha256])
        }
        try pending(packed, at: path(of: blob.sha256), isDurable: true).place()
        try sync(blob)
    }

    private func pending(_ packed: [UInt8], at path: String, isDurable: Bool) throws -> PendingFile {
        let folder = (path as NSString).deletingLastPathComponent
        try PrivateFile.makeFolder(folder)
        do {
            return try PendingFile(packed, for: path, isDurable: isDurable)
        } catch let error as SatchelError where error.code == .fileMissing {
            // A removal took the folder away when it was empty.
            try PrivateFile.makeFolder(folder)
            return try PendingFile(packed, for: path, isDurable: isDurable)
        }
    }

    /// The length of the file at a path if it holds these bytes, and is as long as the register says.
    private static func present(_ path: String, _ bytes: [UInt8], _ known: Blob?) throws -> UInt64? {
        guard let length = length(ofFile: path), length <= 2 * UInt64(bytes.count) + 4096,
            known.map({ $0.storedSize == length }) ?? true,
            let packed = try? PrivateFile.read(path), try isDeflate(packed, of: bytes)
        else { return nil }
        return UInt64(packed.count)
    }

    /// Makes the name of a blob durable, also where another process has just put it.
    private func sync(_ blob: Blob) throws {
        try PrivateFile.syncFolder(of: path(of: blob.sha256))
        try PrivateFile.syncFolder(of: "\(folder)/.")
    }

    private static func tooLarge(_ name: String) -> SatchelError {
        SatchelError(.fileTooLarge, ["file": name, "limit": "256 MiB"])
    }

    /// The length of a file in bytes; nil when there is none.
    static func length(ofFile path: String) -> UInt64? {
        var status = stat()
        return stat(path, &status) == 0 ? UInt64(status.st_size) : nil
    }
}

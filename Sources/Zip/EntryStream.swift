import CLibZip

/// Reads one entry through libzip, which sees a private archive of that entry alone, with headers made here.
///
/// The limits of libzip, and how they are met: it takes what a deflate stream delivers, however much or little
/// was declared (bytes are counted here); it does not mind a stream without end (what follows it here makes
/// every such stream fail or deliver too much) nor bytes after its end (the last byte of the stream comes first
/// in a read of its own, and must be asked for).
struct EntryStream {
    private static let pieceLength = 64 << 10
    /// What fits the private archive without zip64.
    private static let longest: UInt64 = 0xfff0_0000
    private let file: InputFile
    private let entry: ZipReader.Entry

    /// A stream over the data of `entry` in `file`.
    init(_ file: InputFile, _ entry: ZipReader.Entry) {
        self.file = file
        self.entry = entry
    }

    /// Hands over the contents in pieces, never more than declared; throws as `ZipReader.read` says.
    func read(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard max(entry.size, entry.compressedSize) <= Self.longest else {
            throw ZipError(.fileTooLarge, "\(entry.size) bytes")
        }
        let source = LoneEntry(file, entry)
        let archive = try LibZip.open(source, flags: ZIP_RDONLY | ZIP_CHECKCONS)
        defer { zip_discard(archive) }
        guard let stream = zip_fopen_index(archive, 0, 0) else {
            throw LibZip.failure(zip_get_error(archive))
        }
        defer { zip_fclose(stream) }
        source.isLastByteWanted = false
        try deliver(stream, source, body)
        guard source.isLastByteWanted || !entry.isDeflated else {
            throw ZipError(.unexplainedBytes, "bytes after the end of the compressed data")
        }
    }

    private func deliver(
        _ stream: OpaquePointer, _ source: LoneEntry, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceLength, alignment: 16)
        defer { piece.deallocate() }
        var delivered: UInt64 = 0
        while true {
            let count = zip_fread(stream, piece.baseAddress, UInt64(piece.count))
            if let error = source.error { throw error }
            guard count >= 0 else { throw LibZip.failure(zip_file_get_error(stream)) }
            if count == 0 { break }
            delivered += UInt64(count)
            guard delivered <= entry.size else {
                throw ZipError(.sizeMismatch, "more than the \(entry.size) bytes declared")
            }
            try body(UnsafeRawBufferPointer(rebasing: piece[..<Int(count)]))
        }
        guard delivered == entry.size else {
            throw ZipError(.sizeMismatch, "\(delivered) bytes, \(entry.size) declared")
        }
    }
}

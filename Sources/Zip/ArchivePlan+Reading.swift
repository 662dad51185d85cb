/// Any part of the archive, fetched when it is asked for.
extension ArchivePlan {
    /// As much as is read, written or hashed at a time, in bytes.
    package static let pieceLength = 256 << 10

    /// Fills `buffer` with the archive's bytes from `offset` and gives their number, fewer only at its end.
    /// Throws `sizeMismatch` about the entry whose file is shorter than planned, and `io`.
    package func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard offset < length else { return 0 }
        var index = segment(at: offset)
        var filled = 0
        while filled < buffer.count, index < segments.count {
            let space = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            filled += try segments[index].read(at: offset + UInt64(filled) - starts[index], into: space)
            index += 1
        }
        return filled
    }

    /// Hands over the bytes of `range`, the whole archive when none is given, in pieces of at most 256 KiB that lie on
    /// multiples of that. What of the range is past the end is left out. Throws as `read`, and what `body` throws.
    package func forEachPiece(
        in range: Range<UInt64>? = nil, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var offset = range?.lowerBound ?? 0
        let end = min(range?.upperBound ?? length, length)
        guard offset < end else { return }
        let whole = UInt64(Self.pieceLength)
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: Int(min(whole, end - offset)), alignment: 4096)
        defer { buffer.deallocate() }
        while offset < end {
            let count = min(whole - offset % whole, end - offset, UInt64(buffer.count))
            let piece = UnsafeMutableRawBufferPointer(rebasing: buffer[..<Int(count)])
            _ = try read(at: offset, into: piece)
            try body(UnsafeRawBufferPointer(piece))
            offset += count
        }
    }

    /// The whole archive, for one that is small. Throws as `read`.
    package func bytes() throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
            count = try read(at: 0, into: UnsafeMutableRawBufferPointer(buffer))
        }
    }

    /// The index of the segment that holds the byte at `offset`.
    private func segment(at offset: UInt64) -> Int {
        var (low, high) = (0, starts.count)
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return low - 1
    }
}

extension ArchivePlan.Segment {
    /// Fills `buffer` from `offset` of the segment, as far as it goes; gives the number of bytes.
    fileprivate func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let part = UnsafeMutableRawBufferPointer(
            rebasing: buffer.prefix(Int(min(UInt64(buffer.count), length - offset))))
        switch self {
        case .bytes(let bytes):
            bytes.withUnsafeBytes {
                part.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[Int(offset)...].prefix(part.count)))
            }
        case .made(let length, let entry, let read):
            let count = try read(offset, part)
            guard count == part.count else {
                throw ZipError(.sizeMismatch, "fewer than \(length) bytes").about(entry)
            }
        case .file(let path, let start, let length, let entry):
            do {
                let count = try InputFile(path: path).read(at: start + offset, into: part)
                guard count == part.count else {
                    throw ZipError(.sizeMismatch, "fewer than \(length) bytes at \(start)")
                }
            } catch let error as ZipError {
                throw error.about(entry)
            }
        }
        return part.count
    }
}

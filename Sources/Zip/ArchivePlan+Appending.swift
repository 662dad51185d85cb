/// Archives that are alike but for their last entries: only these, and the directory, are made for each.
extension ArchivePlan {
    /// The same archive with more entries after its own, byte for byte what laying all of them out anew gives.
    /// The archive as it is, when there are none.
    ///
    /// Throws what a reader would refuse, as laying out does, and `archiveTooLarge` beyond what plain zip counts
    /// (65,535 entries, 4 GiB).
    package func appending(_ items: [ZipItem]) throws -> ArchivePlan {
        guard !items.isEmpty else { return self }
        var (names, tally) = (names, tally)
        try ArchivePlan.check(items, &names, &tally)
        guard case .bytes(var directory) = segments.last, var end = PlainEnd(removedFrom: &directory),
            !items.contains(where: \.isStored)
        else { throw ZipError(.archiveTooLarge, "more than plain zip counts") }
        let model = EntryModel(Array(directory.prefix(CentralHeader.fixedLength)))
        var segments = Array(segments.dropLast())
        segments.reserveCapacity(segments.count + 2 * items.count + 1)
        var offset = directoryStart
        for item in items {
            let local = model.local(item)
            directory += model.central(item, at: UInt32(truncatingIfNeeded: offset))
            segments += [.bytes(local), item.payload.segment(of: item.name)]
            offset += UInt64(local.count) + item.payload.length
        }
        try end.count(items.count, directory: directory.count, at: offset)
        segments.append(.bytes(directory + end.bytes))
        return ArchivePlan(segments, names, tally)
    }
}

/// An end record without zip64 (APPNOTE 4.3.16).
private struct PlainEnd {
    private static let length = 22
    private(set) var bytes: [UInt8]

    /// Takes the end record off a directory; nil when it is not plain.
    init?(removedFrom directory: inout [UInt8]) {
        guard directory.count >= Self.length else { return nil }
        bytes = Array(directory.suffix(Self.length))
        let record = Bytes(bytes)
        guard record.u32(0) == Signature.end, record.u16(10) < .max, record.u32(12) < .max,
            record.u32(16) < .max, Int(record.u32(12)) == directory.count - Self.length
        else { return nil }
        directory.removeLast(Self.length)
    }

    /// Counts more entries and a directory elsewhere; throws `archiveTooLarge`.
    mutating func count(_ more: Int, directory: Int, at offset: UInt64) throws {
        let entries = Int(Bytes(bytes).u16(10)) + more
        guard entries < UInt16.max, offset + UInt64(directory) < UInt32.max else {
            throw ZipError(.archiveTooLarge, "more than plain zip counts")
        }
        for place in [8, 10] { bytes.put(UInt16(entries), at: place) }
        bytes.put(UInt32(directory), at: 12)
        bytes.put(UInt32(offset), at: 16)
    }
}

/// What the headers of all entries of a plan have alike, taken from its first (APPNOTE 4.3.7, 4.3.12).
private struct EntryModel {
    /// Bit 11 of the flags: the name is UTF-8.
    private static let isUTF8: UInt16 = 1 << 11
    private let header: [UInt8]

    init(_ header: [UInt8]) { self.header = header }

    func local(_ item: ZipItem) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: LocalHeader.fixedLength)
        bytes.put(Signature.local, at: 0)
        // From the version needed to the date, in both headers alike.
        bytes.replaceSubrange(4..<14, with: header[6..<16])
        describe(item, in: &bytes, flags: 6, method: 8, sums: 14)
        return bytes + item.name.utf8
    }

    func central(_ item: ZipItem, at offset: UInt32) -> [UInt8] {
        var bytes = header
        describe(item, in: &bytes, flags: 8, method: 10, sums: 16)
        bytes.put(offset, at: 42)
        return bytes + item.name.utf8
    }

    private func describe(_ item: ZipItem, in bytes: inout [UInt8], flags: Int, method: Int, sums: Int) {
        let isASCII = item.name.utf8.allSatisfy { $0 < 0x80 }
        bytes.put(Bytes(header).u16(8) & ~Self.isUTF8 | (isASCII ? 0 : Self.isUTF8), at: flags)
        bytes.put(UInt16(8), at: method)
        bytes.put(item.crc32, at: sums)
        bytes.put(UInt32(truncatingIfNeeded: item.payload.length), at: sums + 4)
        bytes.put(UInt32(truncatingIfNeeded: item.size), at: sums + 8)
        bytes.put(UInt16(item.name.utf8.count), at: sums + 12)
        bytes.put(UInt16(0), at: sums + 14)
    }
}

extension [UInt8] {
    /// Writes `number` at `offset`, low byte first.
    fileprivate mutating func put<Number: FixedWidthInteger>(_ number: Number, at offset: Int) {
        for place in 0..<(Number.bitWidth / 8) {
            self[offset + place] = UInt8(truncatingIfNeeded: number >> (8 * place))
        }
    }
}

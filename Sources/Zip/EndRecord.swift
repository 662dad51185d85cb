/// What the end of an archive says about its directory (APPNOTE 4.3.14 to 4.3.16), zip64 included.
struct EndRecord {
    private static let length = 22
    private static let locatorLength: UInt64 = 20
    private static let zip64Length: UInt64 = 56

    let entryCount: UInt64
    let directoryOffset: UInt64
    let directoryEnd: UInt64

    /// Finds the only end record of `file`; throws `notAZip`, `truncated`, `unexplainedBytes` or `endRecord`.
    init(of file: InputFile) throws {
        let tailLength = min(file.length, UInt64(Self.length + 0xffff))
        let tailOffset = file.length - tailLength
        let tail = try file.bytes(at: tailOffset, count: Int(tailLength))
        let place = try Self.find(in: tail, startsLikeZip: Self.startsLikeZip(file))
        let position = tailOffset + UInt64(place)
        let end = Fields(tail, at: place)
        let zip64 = try Self.zip64(of: file, before: position, agreeingWith: end)
        entryCount = zip64?.fields.entryCount ?? end.entryCount
        directoryOffset = zip64?.fields.directoryOffset ?? end.directoryOffset
        directoryEnd = zip64?.position ?? position
        try Self.check(zip64?.fields ?? end, directoryEnd: directoryEnd)
    }

    private static func startsLikeZip(_ file: InputFile) -> Bool {
        guard let head = try? file.bytes(at: 0, count: 4) else { return false }
        return head.u32(0) == Signature.local
    }

    /// The offset of the one record whose comment ends the file and holds no second record.
    private static func find(in tail: Bytes, startsLikeZip: Bool) throws -> Int {
        let places = signatures(in: tail)
        guard let last = places.last else {
            throw ZipError(startsLikeZip ? .truncated : .notAZip, "no end-of-directory record")
        }
        let fitting = places.filter { place in
            place + length <= tail.count && place + length + Int(tail.u16(place + 20)) == tail.count
        }
        guard let place = fitting.first else {
            let isShort = last + length > tail.count || last + length + Int(tail.u16(last + 20)) > tail.count
            throw isShort
                ? ZipError(.truncated, "the file ends inside the end-of-directory record or its comment")
                : ZipError(.unexplainedBytes, "bytes after the end-of-directory record")
        }
        guard place == last else {
            throw ZipError(.endRecord, "more than one end-of-directory record")
        }
        return place
    }

    private static func signatures(in tail: Bytes) -> [Int] {
        guard tail.count >= 4 else { return [] }
        return (0...tail.count - 4).filter { tail.raw[$0] == 0x50 && tail.u32($0) == Signature.end }
    }

    private static func zip64(
        of file: InputFile, before position: UInt64, agreeingWith end: Fields
    ) throws -> (fields: Fields, position: UInt64)? {
        guard position >= locatorLength else { return nil }
        let locator = try file.bytes(at: position - locatorLength, count: Int(locatorLength))
        guard locator.u32(0) == Signature.locator64 else { return nil }
        guard locator.u32(4) == 0, locator.u32(16) <= 1 else {
            throw ZipError(.endRecord, "zip64: several disks")
        }
        let record = locator.u64(8)
        guard position >= locatorLength + zip64Length, record == position - locatorLength - zip64Length else {
            throw ZipError(.endRecord, "zip64: no record right before the locator")
        }
        let bytes = try file.bytes(at: record, count: Int(zip64Length))
        guard bytes.u32(0) == Signature.end64, bytes.u64(4) == zip64Length - 12 else {
            throw ZipError(.endRecord, "zip64: no record where the locator says, or of another length")
        }
        let fields = Fields(zip64: bytes)
        guard fields.agrees(with: end) else {
            throw ZipError(.endRecord, "zip64: the two end records disagree")
        }
        return (fields, record)
    }

    private static func check(_ fields: Fields, directoryEnd: UInt64) throws {
        guard fields.isSingleDisk, fields.entryCount == fields.entryCountHere else {
            throw ZipError(.endRecord, "several disks")
        }
        let end = fields.directoryOffset.addingReportingOverflow(fields.directorySize)
        guard !end.overflow, end.partialValue <= directoryEnd else {
            throw ZipError(.truncated, "the directory should end at \(end.partialValue), not \(directoryEnd)")
        }
        guard end.partialValue == directoryEnd else {
            throw ZipError(
                .unexplainedBytes,
                "\(directoryEnd - end.partialValue) bytes before the archive or its end record")
        }
    }
}

extension EndRecord {
    /// The fields that both forms of the record have.
    private struct Fields {
        let disks: [UInt32]
        let entryCountHere: UInt64
        let entryCount: UInt64
        let directorySize: UInt64
        let directoryOffset: UInt64

        /// The fields of the plain record at `place`.
        init(_ bytes: Bytes, at place: Int) {
            disks = [UInt32(bytes.u16(place + 4)), UInt32(bytes.u16(place + 6))]
            entryCountHere = UInt64(bytes.u16(place + 8))
            entryCount = UInt64(bytes.u16(place + 10))
            directorySize = UInt64(bytes.u32(place + 12))
            directoryOffset = UInt64(bytes.u32(place + 16))
        }

        /// The fields of the zip64 record.
        init(zip64 bytes: Bytes) {
            disks = [bytes.u32(16), bytes.u32(20)]
            entryCountHere = bytes.u64(24)
            entryCount = bytes.u64(32)
            directorySize = bytes.u64(40)
            directoryOffset = bytes.u64(48)
        }

        /// Whether the archive is whole on one disk.
        var isSingleDisk: Bool { disks.allSatisfy { $0 == 0 } }

        /// Whether every field of the plain record `end` is the same here, or its "see zip64" mark.
        func agrees(with end: Fields) -> Bool {
            let narrow = zip(disks, end.disks).allSatisfy { $1 == 0xffff || $0 == $1 }
            return narrow && (end.entryCountHere == 0xffff || end.entryCountHere == entryCountHere)
                && (end.entryCount == 0xffff || end.entryCount == entryCount)
                && (end.directorySize == 0xffff_ffff || end.directorySize == directorySize)
                && (end.directoryOffset == 0xffff_ffff || end.directoryOffset == directoryOffset)
        }
    }
}

/// The header right before an entry's data (APPNOTE 4.3.7), and the descriptor right after it (4.3.9).
struct LocalHeader {
    static let fixedLength = 30

    /// Where in the file the entry's data starts.
    let dataOffset: UInt64

    /// Reads the header that `central` points at; throws `headersDisagree` unless it says the same,
    /// `overlap` when header or data run into the directory at `directoryOffset`.
    init(of file: InputFile, for central: CentralHeader, directoryOffset: UInt64) throws {
        let fixedLength = UInt64(Self.fixedLength)
        let offset = central.localOffset
        guard offset < directoryOffset, directoryOffset - offset >= fixedLength else {
            throw ZipError(.overlap, "local header at \(offset), directory at \(directoryOffset)")
        }
        let fixed = try file.bytes(at: offset, count: Self.fixedLength)
        guard fixed.u32(0) == Signature.local else {
            throw ZipError(.headersDisagree, "no local header at \(offset)")
        }
        let nameLength = Int(fixed.u16(26))
        let length = nameLength + Int(fixed.u16(28))
        dataOffset = offset + fixedLength + UInt64(length)
        guard dataOffset <= directoryOffset, central.compressedSize <= directoryOffset - dataOffset else {
            throw ZipError(.overlap, "the data runs into the directory")
        }
        let variable = try file.bytes(at: offset + fixedLength, count: length).raw
        guard variable.prefix(nameLength).elementsEqual(central.name) else {
            let other = ZipError.printable(String(decoding: variable.prefix(nameLength), as: UTF8.self))
            throw ZipError(.headersDisagree, "the local header says “\(other)”")
        }
        let extra = try ExtraFields(variable.dropFirst(nameLength))
        try extra.checkUnicodePath(is: central.name[...])
        try Self.check(fixed, extra, against: central)
    }

    private static func check(_ fixed: Bytes, _ extra: ExtraFields, against central: CentralHeader) throws {
        guard fixed.u16(6) == central.flags, fixed.u16(8) == central.method, fixed.u32(10) == central.stamp
        else {
            throw ZipError(.headersDisagree, "flags, method or time")
        }
        let sizes = try extra.widened([fixed.u32(22), fixed.u32(18)])
        let local = [UInt64(fixed.u32(14)), sizes[0], sizes[1]]
        let declared = [UInt64(central.crc32), central.size, central.compressedSize]
        // A streaming writer does not know them yet and puts zero.
        let agrees = zip(local, declared).allSatisfy { $0 == $1 || central.hasDescriptor && $0 == 0 }
        guard agrees else { throw ZipError(.headersDisagree, "CRC or sizes") }
    }

    /// Judges the `length` bytes at `offset` between an entry's data and the next header: nothing, or the
    /// entry's data descriptor. Throws `unexplainedBytes` or `headersDisagree`.
    static func checkDescriptor(
        of file: InputFile, at offset: UInt64, length: UInt64, for central: CentralHeader
    ) throws {
        guard central.hasDescriptor else {
            guard length == 0 else { throw ZipError(.unexplainedBytes, "\(length) bytes after the data") }
            return
        }
        guard [12, 16, 20, 24].contains(length) else {
            throw length < 12
                ? ZipError(.headersDisagree, "the data descriptor is missing")
                : ZipError(.unexplainedBytes, "\(length) bytes after the data")
        }
        let bytes = try file.bytes(at: offset, count: Int(length))
        let hasSignature = length == 16 || length == 24
        let start = hasSignature ? 4 : 0
        let sizes =
            length < 20
            ? [UInt64(bytes.u32(start + 4)), UInt64(bytes.u32(start + 8))]
            : [bytes.u64(start + 4), bytes.u64(start + 12)]
        guard !hasSignature || bytes.u32(0) == Signature.descriptor, bytes.u32(start) == central.crc32,
            sizes == [central.compressedSize, central.size]
        else { throw ZipError(.headersDisagree, "the data descriptor says something else") }
    }
}

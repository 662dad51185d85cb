/// One header of the central directory (APPNOTE 4.3.12), zip64 values already in place.
struct CentralHeader {
    static let fixedLength = 46

    /// Where in the file the next header starts.
    let next: UInt64
    let host: UInt8
    let versionNeeded: UInt8
    let flags: UInt16
    let method: UInt16
    /// DOS time and date, as they are.
    let stamp: UInt32
    let crc32: UInt32
    let size: UInt64
    let compressedSize: UInt64
    let localOffset: UInt64
    let attributes: UInt32
    /// The name's bytes, the slash that ends a folder's name included.
    let name: [UInt8]

    /// Reads the header at `offset` of a directory that ends at `end`; throws `endRecord` where there is none,
    /// and what is wrong with its extra fields.
    init(of file: InputFile, at offset: UInt64, end: UInt64) throws {
        let fixedLength = UInt64(Self.fixedLength)
        guard offset <= end, end - offset >= fixedLength else {
            throw ZipError(.endRecord, "fewer entries than the end record counts")
        }
        let fixed = try file.bytes(at: offset, count: Self.fixedLength)
        guard fixed.u32(0) == Signature.central else {
            throw ZipError(.endRecord, "no directory header at \(offset)")
        }
        let lengths = [28, 30, 32].map { Int(fixed.u16($0)) }
        next = offset + fixedLength + UInt64(lengths.reduce(0, +))
        guard next <= end else { throw ZipError(.endRecord, "an entry overruns the directory") }
        let variable = try file.bytes(at: offset + fixedLength, count: lengths[0] + lengths[1]).raw
        name = Array(variable.prefix(lengths[0]))
        host = fixed.raw[5]
        versionNeeded = fixed.raw[6]
        flags = fixed.u16(8)
        method = fixed.u16(10)
        stamp = fixed.u32(12)
        crc32 = fixed.u32(16)
        attributes = fixed.u32(38)
        do {
            guard fixed.u16(34) == 0 else { throw ZipError(.endRecord, "several disks") }
            let extra = try ExtraFields(variable.dropFirst(lengths[0]))
            try extra.checkUnicodePath(is: name[...])
            let wide = try extra.widened([fixed.u32(24), fixed.u32(20), fixed.u32(42)])
            size = wide[0]
            compressedSize = wide[1]
            localOffset = wide[2]
        } catch let error as ZipError {
            throw error.about(String(decoding: name, as: UTF8.self))
        }
    }

    /// Whether sizes and CRC come after the data (bit 3).
    var hasDescriptor: Bool { flags & 0x0008 != 0 }

    /// Whether the name is that of a folder.
    var isFolder: Bool { name.last == UInt8(ascii: "/") }

    /// The name, checked by the rules of `ZipName`; throws the rule it breaks.
    func checkedName() throws -> String {
        guard let text = String(validating: name, as: UTF8.self) else {
            throw ZipError(.nameNotUTF8, entry: String(decoding: name, as: UTF8.self))
        }
        let bare = isFolder ? String(decoding: name.dropLast(), as: UTF8.self) : text
        if let rule = ZipName.fault(in: bare) { throw ZipError(rule, entry: text) }
        return text
    }

    /// Throws `encrypted`, `method`, `symlinkOrSpecial`, `headersDisagree` or `sizeMismatch`: what the header
    /// alone shows to be out of bounds.
    func checkKind() throws {
        guard flags & 0x2041 == 0, method != 99 else { throw ZipError(.encrypted) }
        guard method == 0 || method == 8 else { throw ZipError(.method, "method \(method)") }
        // Bits 1 and 2 tell the level, 3 a data descriptor, 11 a UTF-8 name; version 6.3 is the last known.
        guard flags & ~0x080e == 0, versionNeeded <= 63 else {
            throw ZipError(.method, "flags 0x\(String(flags, radix: 16)), version \(versionNeeded)")
        }
        try checkAttributes()
        guard method == 8 || size == compressedSize else {
            throw ZipError(.sizeMismatch, "stored: \(compressedSize) bytes for \(size)")
        }
        guard !isFolder || size == 0 else { throw ZipError(.sizeMismatch, "a folder with contents") }
    }

    /// Unix modes are judged whatever the host says, as readers differ in that.
    private func checkAttributes() throws {
        let mode = attributes >> 16
        switch mode & 0o170000 {
        case 0: break
        case 0o040000 where isFolder: break
        case 0o100000 where !isFolder: break
        default: throw ZipError(.symlinkOrSpecial, "mode \(String(mode, radix: 8))")
        }
        let isWindows = host == 0 || host == 10 || host == 14
        // Volume label, device and reparse point; a folder whose name does not say so.
        let special: UInt32 = isFolder ? 0x0448 : 0x0458
        guard !isWindows || attributes & special == 0 else {
            throw ZipError(.symlinkOrSpecial, "attributes 0x\(String(attributes, radix: 16))")
        }
    }
}

/// The extra fields of one header (APPNOTE 4.5), cut into their blocks.
struct ExtraFields {
    private static let zip64: UInt16 = 0x0001
    private static let unicodePath: UInt16 = 0x7075

    private var blocks: [UInt16: ArraySlice<UInt8>] = [:]

    /// Cuts `raw`; throws `extraField` unless the blocks fill it exactly and the ones that matter come once.
    init(_ raw: ArraySlice<UInt8>) throws {
        var rest = raw
        while !rest.isEmpty {
            let head = Bytes(Array(rest.prefix(4)))
            guard head.count == 4, rest.count - 4 >= Int(head.u16(2)) else {
                throw ZipError(.extraField, "cut short")
            }
            let id = head.u16(0)
            let isRead = id == Self.zip64 || id == Self.unicodePath
            guard blocks[id] == nil || !isRead else {
                throw ZipError(.extraField, "block 0x\(String(id, radix: 16)) twice")
            }
            blocks[id] = rest.dropFirst(4).prefix(Int(head.u16(2)))
            rest = rest.dropFirst(4 + Int(head.u16(2)))
        }
    }

    /// Throws `unicodePath` if a Unicode-path block gives another name than `name`.
    func checkUnicodePath(is name: ArraySlice<UInt8>) throws {
        guard let block = blocks[Self.unicodePath] else { return }
        guard block.count >= 5, block.dropFirst(5).elementsEqual(name) else {
            let other = ZipError.printable(String(decoding: block.dropFirst(5), as: UTF8.self))
            throw ZipError(.unicodePath, "it says “\(other)”")
        }
    }

    /// The 64-bit values for those of `fields` that are marked `0xffffffff`, the others as they are.
    ///
    /// Throws `extraField` when the zip64 block is missing or too short. A block that some writers add without
    /// need must repeat the fields; one that says more or otherwise is refused as `headersDisagree`.
    func widened(_ fields: [UInt32]) throws -> [UInt64] {
        guard let block = blocks[Self.zip64] else {
            guard !fields.contains(UInt32.max) else { throw ZipError(.extraField, "zip64 block missing") }
            return fields.map(UInt64.init)
        }
        let bytes = Bytes(Array(block))
        let marked = fields.filter { $0 == UInt32.max }.count
        guard bytes.count >= marked * 8, bytes.count % 8 == 0 else {
            throw ZipError(.extraField, "zip64 block of \(bytes.count) bytes")
        }
        let values = (0..<bytes.count / 8).map { bytes.u64($0 * 8) }
        var wide = values[...]
        let result = fields.map { $0 == UInt32.max ? wide.popFirst() ?? 0 : UInt64($0) }
        guard wide.isEmpty || values.elementsEqual(result.prefix(values.count)) else {
            throw ZipError(.headersDisagree, "the zip64 block says something else than the header")
        }
        return result
    }
}

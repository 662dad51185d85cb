/// A text with slots, prepared once so that filling it only moves bytes: what stands between the slots is compressed
/// already.
struct FormText<Key: Hashable & Sendable>: Sendable {
    /// Where a value goes.
    struct Slot: Sendable {
        let key: Key
        /// Whether the value comes in capitals.
        let isCapital: Bool
        let escaping: FormEscaping
    }

    /// A text in the making, from its start to its end.
    struct Draft {
        fileprivate var literals: [[UInt8]] = [[]]
        fileprivate(set) var slots: [Slot] = []

        /// Adds text that stays.
        mutating func append(_ bytes: some Sequence<UInt8>) { literals[slots.count] += bytes }

        /// Adds a slot.
        mutating func append(_ slot: Slot) {
            slots.append(slot)
            literals.append([])
        }
    }

    /// A filled text as raw deflate (RFC 1951), with its size in bytes and its CRC-32.
    struct Packed {
        let deflated: [UInt8]
        let size: Int
        let crc32: UInt32
    }

    private struct Literal: Sendable {
        let bytes: [UInt8]
        let packed: [UInt8]
    }

    let slots: [Slot]
    /// One more than there are slots: before, between and after them.
    private let literals: [Literal]
    private let size: Int
    private let packedSize: Int

    /// Prepares a text.
    /// - Throws: `storeFailed` when there is no memory to compress it.
    init(_ draft: Draft) throws {
        slots = draft.slots
        literals = try draft.literals.map { Literal(bytes: $0, packed: try DeflateBlocks.compressed($0)) }
        size = literals.reduce(0) { $0 + $1.bytes.count }
        packedSize = literals.reduce(DeflateBlocks.end.count) { $0 + $1.packed.count }
    }

    /// The bytes of all slots' values, in the order of the slots.
    func values(_ value: (Key) -> String) -> [[UInt8]] {
        slots.map { slot in
            let text = value(slot.key)
            return slot.escaping.bytes(of: slot.isCapital ? text.uppercased() : text)
        }
    }

    /// The text with `values` in its slots, compressed.
    func packed(_ values: [[UInt8]]) -> Packed {
        var deflated: [UInt8] = []
        deflated.reserveCapacity(values.reduce(packedSize) { $0 + DeflateBlocks.storedSize($1.count) })
        var crc32: UInt32 = 0
        for (index, literal) in literals.enumerated() {
            deflated += literal.packed
            crc32 = FilledFile.crc32(crc32, literal.bytes)
            guard index < values.count else { break }
            DeflateBlocks.store(values[index], in: &deflated)
            crc32 = FilledFile.crc32(crc32, values[index])
        }
        deflated += DeflateBlocks.end
        return Packed(deflated: deflated, size: values.reduce(size) { $0 + $1.count }, crc32: crc32)
    }

    /// The text with `values` in its slots.
    func bytes(_ values: [[UInt8]]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(values.reduce(size) { $0 + $1.count })
        for (index, literal) in literals.enumerated() {
            bytes += literal.bytes
            if index < values.count { bytes += values[index] }
        }
        return bytes
    }
}

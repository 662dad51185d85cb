/// Bytes that may be a delimiter, or data that begins like one.
struct HeldBytes: Sendable {
    /// What another byte makes of them.
    enum Verdict {
        case undecided
        /// They are data; the byte itself is still to be looked at.
        case none
        case delimiter(isLast: Bool)
    }

    /// How many bytes of the delimiter were met.
    var matched = 0
    /// What followed the delimiter.
    private var tail: [UInt8] = []
    /// Of the delimiter's bytes, how many stand before the data.
    private var isAfterLineBreak = false

    /// Blanks allowed between a boundary and its line break (RFC 2046, 5.1.1, transport-padding).
    private static let padding = 16

    init() {}

    /// The start of data, where the delimiter's line break counts as met.
    init(isAfterLineBreak: Bool) {
        self.isAfterLineBreak = isAfterLineBreak
        matched = isAfterLineBreak ? 2 : 0
    }

    /// How many bytes of the body are held.
    var count: Int { matched + tail.count - (isAfterLineBreak ? 2 : 0) }

    /// The bytes of the body that are held.
    func bytes(_ delimiter: [UInt8]) -> [UInt8] { delimiter[(isAfterLineBreak ? 2 : 0)..<matched] + tail }

    /// Takes another byte.
    mutating func take(_ byte: UInt8, _ delimiter: [UInt8]) -> Verdict {
        if matched < delimiter.count {
            guard byte == delimiter[matched] else { return .none }
            matched += 1
            return .undecided
        }
        let (hyphen, carriage, line) = (UInt8(ascii: "-"), UInt8(ascii: "\r"), UInt8(ascii: "\n"))
        switch (tail.last, byte) {
        case (hyphen, hyphen): return .delimiter(isLast: true)
        case (carriage, line): return .delimiter(isLast: false)
        case (hyphen, _), (carriage, _): return .none
        case (nil, hyphen), (_, carriage): break
        case (_, 0x20), (_, 0x09):
            if tail.count == HeldBytes.padding { return .none }
        default: return .none
        }
        tail.append(byte)
        return .undecided
    }
}

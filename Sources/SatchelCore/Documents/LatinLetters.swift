import Foundation

/// What each Latin letter folds to, in one table, so that 10,000 rows are folded without asking Unicode each
/// time.
struct LatinLetters: Sendable {
    /// Properties of one letter.
    struct Flags: OptionSet, Sendable {
        let rawValue: UInt8
        static let letter = Flags(rawValue: 1)
        static let upperCase = Flags(rawValue: 2)
        /// Carries a Vietnamese tone mark; codes such as `TWĐTN` never do.
        static let toned = Flags(rawValue: 4)
        /// Part of white space or of a line break.
        static let space = Flags(rawValue: 8)
        static let lineBreak = Flags(rawValue: 16)
    }

    static let table = LatinLetters()

    private let folds: [UInt8]
    private let flags: [UInt8]
    private static let lowEnd: UInt32 = 0x250
    private static let highStart: UInt32 = 0x1E00
    private static let highEnd: UInt32 = 0x1F00

    private init() {
        var folds: [UInt8] = []
        var flags: [UInt8] = []
        for value in Array(0..<Self.lowEnd) + Array(Self.highStart..<Self.highEnd) {
            let (fold, flag) = Unicode.Scalar(value).map(Self.describe) ?? (0, [])
            folds.append(fold)
            flags.append(flag.rawValue)
        }
        self.folds = folds
        self.flags = flags
    }

    /// The upper-case ASCII byte a scalar folds to, a plain ASCII character for dashes and spaces; 0 for the
    /// rest.
    func fold(_ scalar: Unicode.Scalar) -> UInt8 {
        let value = scalar.value
        if value < Self.lowEnd { return folds[Int(value)] }
        if value >= Self.highStart, value < Self.highEnd {
            return folds[Int(value - Self.highStart + Self.lowEnd)]
        }
        return Self.foldPunctuation(value)
    }

    /// The properties of a scalar; empty for what is no letter and no space.
    func flags(_ scalar: Unicode.Scalar) -> Flags {
        let value = scalar.value
        if value < Self.lowEnd { return Flags(rawValue: flags[Int(value)]) }
        if value >= Self.highStart, value < Self.highEnd {
            return Flags(rawValue: flags[Int(value - Self.highStart + Self.lowEnd)])
        }
        if scalar.properties.isAlphabetic { return .letter }
        guard Self.foldPunctuation(value) == 0x20 else { return [] }
        return value == 0x2028 || value == 0x2029 ? [.space, .lineBreak] : .space
    }

    private static func foldPunctuation(_ value: UInt32) -> UInt8 {
        switch value {
        case 0x2010...0x2015, 0x2212: UInt8(ascii: "-")
        case 0x2018, 0x2019: UInt8(ascii: "'")
        case 0x201C, 0x201D: UInt8(ascii: "\"")
        case 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: 0x20
        default: 0
        }
    }

    private static func describe(_ scalar: Unicode.Scalar) -> (UInt8, Flags) {
        switch scalar.value {
        case 0x0A, 0x0B, 0x0C, 0x85: return (0x20, [.space, .lineBreak])
        // A carriage return stands beside a line feed: counted as a space, so that CRLF is one line break.
        case 0x09, 0x0D, 0x20, 0xA0: return (0x20, .space)
        case 0xD0, 0x110: return (UInt8(ascii: "D"), [.letter, .upperCase])
        case 0xF0, 0x111: return (UInt8(ascii: "D"), .letter)
        default: break
        }
        let properties = scalar.properties
        guard properties.isAlphabetic else {
            return (scalar.isASCII ? UInt8(truncatingIfNeeded: scalar.value) : 0, [])
        }
        let parts = String(Character(scalar)).decomposedStringWithCanonicalMapping.unicodeScalars
        var flags: Flags = properties.isUppercase ? [.letter, .upperCase] : .letter
        if parts.contains(where: { [0x300, 0x301, 0x303, 0x309, 0x323].contains($0.value) }) {
            flags.insert(.toned)
        }
        guard let base = parts.first, base.isASCII else { return (0, flags) }
        let byte = UInt8(truncatingIfNeeded: base.value)
        return (byte >= UInt8(ascii: "a") ? byte - 0x20 : byte, flags)
    }
}

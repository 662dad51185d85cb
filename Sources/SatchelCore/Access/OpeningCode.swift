/// A code that opens a recipient's page, to be typed from paper: 13 digits of 5 bits in Crockford's base 32 and a check
/// digit, `XXXXX-XXXXX-XXXX`.
///
/// Small letters, O for 0, I and L for 1, and hyphens and blanks left out or put elsewhere are forgiven.
package struct OpeningCode: Sendable, Hashable {
    /// The 14 digits together.
    let digits: String

    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    private static let values: [UInt8?] = {
        var values = [UInt8?](repeating: nil, count: 128)
        for (value, letter) in alphabet.enumerated() {
            values[Int(letter)] = UInt8(value)
            if letter >= 0x41 { values[Int(letter) + 32] = UInt8(value) }
        }
        for letter in "Oo".utf8 { values[Int(letter)] = 0 }
        for letter in "IiLl".utf8 { values[Int(letter)] = 1 }
        return values
    }()

    /// The powers of 2 in GF(32) (x⁵ + x² + 1): as weights they tell every wrong digit, and every two exchanged.
    private static let powers: [UInt8] = {
        var powers: [UInt8] = []
        var power: UInt8 = 1
        for _ in 0..<31 {
            powers.append(power)
            power = power & 16 == 0 ? power << 1 : (power << 1 & 31) ^ 5
        }
        return powers
    }()

    /// Reads what somebody typed; nil when it has another length, a strange letter or a wrong check digit.
    package init?(_ text: String) {
        var found: [UInt8] = []
        for scalar in text.unicodeScalars where !OpeningCode.isBetween(scalar) {
            guard scalar.value < 128, let value = OpeningCode.values[Int(scalar.value)], found.count < 14
            else {
                return nil
            }
            found.append(value)
        }
        guard found.count == 14, OpeningCode.check(found.dropLast()) == found.last else { return nil }
        digits = OpeningCode.text(found)
    }

    /// Whether a text is an opening code, right or wrong: grouped as one, or right however it is written.
    package static func isMeant(by text: String) -> Bool {
        if OpeningCode(text) != nil { return true }
        let word = text.trimmingPrefix(while: \.isWhitespace)
        let form = /[0-9A-Za-z]{5}[ -][0-9A-Za-z]{5}[ -][0-9A-Za-z]{4}\s*/
        return word.wholeMatch(of: form) != nil && word.contains { $0.isLetter && !"OoIiLl".contains($0) }
    }

    /// Takes the first 65 of some bits.
    init(bits bytes: UnsafeRawBufferPointer) {
        var found: [UInt8] = []
        found.reserveCapacity(14)
        for place in 0..<13 {
            let bit = place * 5
            let pair = UInt16(bytes[bit / 8]) << 8 | UInt16(bytes[bit / 8 + 1])
            found.append(UInt8(pair >> (11 - bit % 8) & 31))
        }
        found.append(OpeningCode.check(found[...]))
        digits = OpeningCode.text(found)
    }

    /// As it is printed, in groups.
    package var text: String {
        let digits = Array(digits)
        return [digits[0..<5], digits[5..<10], digits[10..<14]].map { String($0) }.joined(separator: "-")
    }

    private static func text(_ values: [UInt8]) -> String {
        String(decoding: values.map { alphabet[Int($0)] }, as: UTF8.self)
    }

    /// Blanks, and hyphens of every kind.
    private static func isBetween(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20, 0x2D, 0x09, 0x0A, 0x0D, 0xA0, 0x2010...0x2015, 0x2212: true
        default: false
        }
    }

    /// The sum of the digits in GF(32), each times a power of 2 of its own.
    private static func check(_ values: ArraySlice<UInt8>) -> UInt8 {
        values.enumerated().reduce(0) { sum, digit in
            guard digit.element != 0, let log = powers.firstIndex(of: digit.element) else { return sum }
            return sum ^ powers[(log + digit.offset + 1) % 31]
        }
    }
}

/// A code that tells over the telephone that an edition was received: it stands on the slip inside a kit, records a
/// receipt and opens nothing.
///
/// Decimal digits: the recipient's id, three for the edition, four of proof, two to check them all by ISO 7064,
/// MOD 97-10, which tells every wrong digit and every two neighbours exchanged. Written in groups of four from the left.
package struct ReceiptCode: Sendable, Hashable {
    package let recipient: Int64
    package let edition: Int
    /// 0 to 9999: only the office can tell which is right.
    let proof: Int

    /// Nil where the numbers have no place in a code.
    init?(recipient: Int64, edition: Int, proof: Int) {
        guard recipient > 0, (1...999).contains(edition), (0...9_999).contains(proof) else { return nil }
        self.recipient = recipient
        self.edition = edition
        self.proof = proof
    }

    /// Reads what somebody typed: blanks, hyphens and points are left out, full-width digits are digits, O stands for 0
    /// and I and l for 1. Nil when it is
    /// none, or its digits do not agree with each other.
    package init?(_ text: String) {
        guard let digits = ReceiptCode.digits(in: text), (10...27).contains(digits.count) else { return nil }
        func number(_ part: ArraySlice<Int>) -> Int64? {
            part.reduce(0 as Int64?) { sum, digit in
                guard let (high, over) = sum?.multipliedReportingOverflow(by: 10), !over else { return nil }
                return high.addingReportingOverflow(Int64(digit)).overflow ? nil : high + Int64(digit)
            }
        }
        let (end, count) = (digits.dropLast(2), digits.count)
        guard digits[0] != 0, digits.suffix(2) == ReceiptCode.check(end)[...],
            let recipient = number(digits[..<(count - 9)]),
            let edition = number(digits[(count - 9)..<(count - 6)]),
            let proof = number(digits[(count - 6)..<(count - 2)])
        else { return nil }
        self.init(recipient: recipient, edition: Int(edition), proof: Int(proof))
    }

    /// Whether a text is made of digits and what may stand between them: a code, right or wrong, and no name.
    package static func isMeant(by text: String) -> Bool {
        guard let digits = digits(in: text), !digits.isEmpty else { return false }
        return text.count { !$0.isLetter && $0.isWholeNumber } * 2 > digits.count
    }

    /// As it is written: `4711 0048 2931 7`.
    package var text: String {
        let digits = Array(digits)
        return stride(from: 0, to: digits.count, by: 4).map { String(digits[$0..<min($0 + 4, digits.count)]) }
            .joined(separator: " ")
    }

    private var digits: String {
        func padded(_ number: Int, _ width: Int) -> String {
            String(repeating: "0", count: width - "\(number)".count) + "\(number)"
        }
        let payload = "\(recipient)\(padded(edition, 3))\(padded(proof, 4))"
        return payload
            + ReceiptCode.check(payload.compactMap(\.wholeNumberValue)[...]).map(String.init).joined()
    }

    /// The two digits after which the whole number leaves 1 when divided by 97.
    private static func check(_ payload: ArraySlice<Int>) -> [Int] {
        let rest = (payload + [0, 0]).reduce(0) { ($0 * 10 + $1) % 97 }
        return [(98 - rest) / 10, (98 - rest) % 10]
    }

    private static func digits(in text: String) -> [Int]? {
        var digits: [Int] = []
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x30...0x39: digits.append(Int(scalar.value) - 0x30)
            case 0xFF10...0xFF19: digits.append(Int(scalar.value) - 0xFF10)
            case 0x4F, 0x6F: digits.append(0)
            case 0x49, 0x69, 0x6C: digits.append(1)
            case _
            where scalar.properties.isWhitespace || scalar.properties.generalCategory == .dashPunctuation:
                continue
            case 0x2E, 0x2C, 0x2212, 0x200B: continue
            default: return nil
            }
        }
        return digits
    }
}

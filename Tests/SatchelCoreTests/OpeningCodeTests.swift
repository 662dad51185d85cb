import Foundation
import TestSupport
import Testing

@testable import SatchelCore

@Suite("Opening codes")
struct OpeningCodeTests {
    private static func code(_ number: UInt64) -> OpeningCode {
        withUnsafeBytes(of: (number.bigEndian, number.byteSwapped &* 31)) { OpeningCode(bits: $0) }
    }

    private let code = OpeningCodeTests.code(0x0123_4567_89AB_CDEF)

    @Test("A code is printed in groups and read again however people type it")
    func typing() throws {
        let text = code.text
        #expect(
            text.wholeMatch(of: /[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{4}/) != nil)
        // 0x0123456789ABCDEF from its first bit, five at a time.
        #expect(text.hasPrefix("04HMA-SW9NF-6Y"))
        let typed = [
            text, text.lowercased(), text.replacing("-", with: ""), text.replacing("-", with: " "),
            "  " + text.replacing("-", with: " – ") + "\n", text.replacing("0", with: "O"),
            text.replacing("0", with: "o").replacing("-", with: "\u{2011}"),
        ]
        for one in typed { #expect(OpeningCode(one) == code, "\(one)") }
        let ones = OpeningCodeTests.code(0x0842_1084_2108_4210)
        #expect(ones.text.hasPrefix("11111-11111-11"))
        for letter in ["I", "i", "L", "l"] {
            #expect(OpeningCode(ones.text.replacing("1", with: letter)) == ones)
        }
    }

    @Test("Every single wrong digit and every two neighbours exchanged are noticed")
    func check() throws {
        var random = SplitMix(state: 5)
        for _ in 0..<40 {
            let digits = Array(OpeningCodeTests.code(random.next()).digits)
            for place in digits.indices {
                for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" where other != digits[place] {
                    var wrong = digits
                    wrong[place] = other
                    #expect(OpeningCode(String(wrong)) == nil)
                }
                guard place + 1 < 13, digits[place] != digits[place + 1] else { continue }
                var wrong = digits
                wrong.swapAt(place, place + 1)
                #expect(OpeningCode(String(wrong)) == nil)
            }
        }
    }

    @Test(
        "What is no code is not read",
        arguments: [
            "", "-", "04HMA", "UUUUU-UUUUU-UUUU", "đđđđđ-đđđđđ-đđđđ", String(repeating: "0", count: 15),
            "0\u{0}",
        ])
    func broken(text: String) { #expect(OpeningCode(text) == nil) }
}

/// Telling text of the old fonts (TCVN3 `.VnTime`, VNI) from Unicode.
extension VietnameseText {
    /// Whether a text looks like TCVN3 or VNI bytes read as Latin-1 (`Uû ban nh©n d©n`, `Quyeát ñònh`).
    /// A text with one true Vietnamese letter (đ, ơ, ệ …) never does; a word without any tell-tale sign
    /// cannot be told.
    package static func isLegacyEncoded(_ text: String) -> Bool {
        if isASCII(text) { return false }
        var score = 0
        var before: UInt32 = 0x20
        var here: UInt32 = 0x20
        for scalar in text.unicodeScalars {
            guard scalar.value < 0x100 || !isVietnameseOnly(scalar.value) else { return false }
            score += legacyWeight(of: here, after: before, before: scalar.value)
            (before, here) = (here, scalar.value)
        }
        return score + legacyWeight(of: here, after: before, before: 0x20) >= 2
    }

    private static func isVietnameseOnly(_ value: UInt32) -> Bool {
        switch value {
        case 0x102...0x103, 0x110...0x111, 0x128...0x129, 0x168...0x169, 0x1A0...0x1A1, 0x1AF...0x1B0,
            0x300...0x303, 0x309, 0x31B, 0x323, 0x1EA0...0x1EF9:
            true
        default: false
        }
    }

    /// 2 for a sign that Unicode text hardly ever shows, 1 for one that a foreign name may show.
    private static func legacyWeight(of here: UInt32, after before: UInt32, before after: UInt32) -> Int {
        switch here {
        case 0xA1...0xBF:
            // A symbol inside a word (nh©n), or TCVN3's đ and Đ at the head of one.
            let startsWord = here == 0xAE || here == 0xA7
            return isWordLike(after) && (startsWord || isWordLike(before)) ? 2 : 0
        case 0xDE, 0xFE, 0xC6, 0xE6, 0xF8:
            return isWordLike(before) || isWordLike(after) ? 2 : 0
        case 0xC0...0xDD where isLowerASCII(before):
            return 2
        case 0xD1, 0xF1:
            return isWordLike(before) ? 1 : (isWordLike(after) ? 2 : 0)
        case 0xC0...0xFF:
            return vniWeight(of: here, after: before)
        default:
            return 0
        }
    }

    private static func vniWeight(of here: UInt32, after before: UInt32) -> Int {
        guard let letter = Unicode.Scalar(before), letter.isASCII else { return 0 }
        let isForeign = [0xE4, 0xE5, 0xEB, 0xEF, 0xF6, 0xFB, 0xFC].contains(here | 0x20)
        let isMark = [0xF9, 0xF8, 0xFB, 0xF5, 0xEF].contains(here | 0x20)
        // No syllable has a marked vowel behind a or e: VNI writes the mark of the first as a letter of its
        // own.
        if "aeAE".unicodeScalars.contains(letter) { return 2 }
        let isPair = isMark && "ouyOUY".unicodeScalars.contains(letter)
        return (isForeign && isWordLike(before) ? 1 : 0) + (isPair ? 1 : 0)
    }

    private static func isWordLike(_ value: UInt32) -> Bool {
        switch value {
        case 0x41...0x5A, 0x61...0x7A, 0xA1...0xBF, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0xFF: true
        default: false
        }
    }

    private static func isLowerASCII(_ value: UInt32) -> Bool { (0x61...0x7A).contains(value) }
}

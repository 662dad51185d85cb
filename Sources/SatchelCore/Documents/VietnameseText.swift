import Foundation

/// Vietnamese as it arrives and as it is compared: one encoding, look-up keys, near misses.
package enum VietnameseText {
    /// The text in NFC with one kind of Đ, of space and of hyphen, `…` as three dots, and without zero-width
    /// marks.
    /// Letters keep their case and their diacritics; line breaks stay.
    package static func normalised(_ text: String) -> String {
        if isASCII(text) || !text.unicodeScalars.contains(where: needsNormalising) { return text }
        var result = String.UnicodeScalarView()
        let composed = text.unicodeScalars.contains(where: needsComposing)
        let source = composed ? text.precomposedStringWithCanonicalMapping : text
        for scalar in source.unicodeScalars { append(scalar, to: &result) }
        return String(result)
    }

    /// A text as the register keeps it: normalised and trimmed; nil when nothing is left.
    static func kept(_ text: String?) -> String? {
        guard let kept = text.map({ normalised($0).trimmed }), !kept.isEmpty else { return nil }
        return kept
    }

    /// The look-up key of a text: no diacritics (Đ and Ð are D), upper case, white space collapsed and
    /// trimmed.
    /// `khoá` and `khóa`, `ủy` and `uỷ` give the same key; so do NFC and NFD.
    package static func folded(_ text: some StringProtocol) -> String {
        let table = LatinLetters.table
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var hasGap = false
        for scalar in text.unicodeScalars where !isIgnorable(scalar.value) {
            let fold = table.fold(scalar)
            if fold == 0x20 {
                hasGap = true
                continue
            }
            if hasGap, !bytes.isEmpty { bytes.append(0x20) }
            hasGap = false
            if fold != 0 {
                bytes.append(fold)
            } else if scalar.value == 0x2026 {
                bytes.append(contentsOf: "...".utf8)
            } else {
                bytes.append(contentsOf: scalar.properties.uppercaseMapping.utf8)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// How many single-letter changes (insert, delete, replace, swap of neighbours) lead from one text to
    /// the other.
    package static func editDistance(_ first: String, _ second: String) -> Int {
        let a = Array(first.unicodeScalars)
        let b = Array(second.unicodeScalars)
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 1...a.count {
            var row = [i]
            row.reserveCapacity(b.count + 1)
            for j in 1...b.count {
                var cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    cost = min(cost, beforeLast[j - 2] + 1)
                }
                row.append(cost)
            }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }

    /// The candidate nearest to a text, compared folded, for "did you mean"; nil when a third of it would
    /// have to change.
    package static func suggestion(for text: String, among candidates: some Sequence<String>) -> String? {
        let key = folded(text)
        let limit = max(1, (key.unicodeScalars.count - 1) / 3)
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            let other = folded(candidate)
            guard abs(other.utf8.count - key.utf8.count) <= limit else { continue }
            let distance = editDistance(key, other)
            if distance <= limit, distance < best?.distance ?? Int.max { best = (candidate, distance) }
        }
        return best?.candidate
    }

    /// Whether a text holds nothing but ASCII.
    static func isASCII(_ text: some StringProtocol) -> Bool {
        text.utf8.allSatisfy { $0 < 0x80 }
    }

    /// Whether a scalar is a mark or a zero-width character that no look-up sees.
    static func isIgnorable(_ value: UInt32) -> Bool {
        switch value {
        case 0x0300...0x036F, 0xAD, 0x200B, 0x2060, 0xFEFF: true
        default: false
        }
    }

    private static func needsNormalising(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xA0, 0xAD, 0xD0, 0xF0: true
        case 0..<0x300, 0x1EA0...0x1EF9, 0x2018...0x201D: false
        default: true
        }
    }

    private static func needsComposing(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x300, 0x1EA0...0x1EF9, 0x2000...0x2026, 0x2212: false
        default: true
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to result: inout String.UnicodeScalarView) {
        switch scalar.value {
        case 0xD0: result.append("Đ")
        case 0xF0: result.append("đ")
        case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: result.append(" ")
        case 0x2010...0x2015, 0x2212: result.append("-")
        case 0x2026: result.append(contentsOf: "...".unicodeScalars)
        case 0xAD, 0x200B, 0x2060, 0xFEFF: break
        default: result.append(scalar)
        }
    }
}

import Foundation

/// How many lines a text fills when it is printed in Times New Roman, or in Liberation Serif, whose letters are as
/// wide: an estimate that rather has a line too many.
struct PrintedText {
    enum Face { case plain, bold, typewriter }

    /// In points.
    let size: Double
    var face = Face.plain

    /// - Parameter width: of a line, in points.
    func lines(_ text: String, across width: Double) -> Int {
        let space = 0.25 * size
        var (count, used) = (1, 0.0)
        for word in text.split(whereSeparator: \.isWhitespace) {
            let wide = self.width(word)
            if used == 0 {
                used = wide
            } else if used + space + wide <= width {
                used += space + wide
            } else {
                count += 1
                used = wide
            }
            while used > width {
                count += 1
                used -= width
            }
        }
        return count
    }

    private func width(_ word: Substring) -> Double {
        switch face {
        case .typewriter: return Double(word.count) * 0.602 * size
        case .plain: return word.reduce(0) { $0 + PrintedText.ems($1) } * size
        case .bold: return word.reduce(0) { $0 + PrintedText.ems($1) } * 1.09 * size
        }
    }

    /// The width of a letter, whatever signs it bears, in its own size.
    private static func ems(_ letter: Character) -> Double {
        let bare = String(letter).decomposedStringWithCanonicalMapping.unicodeScalars.first ?? "n"
        switch bare {
        case ".", ",", " ": return 0.25
        case "i", "j", "l", "t", ":", ";", "/", "|": return 0.28
        case "f", "r", "I", "(", ")", "-", "‘", "’": return 0.335
        case "s", "J": return 0.39
        case "a", "c", "e", "z", "“", "”": return 0.445
        case "w": return 0.725
        case "m": return 0.78
        case "M", "W", "…": return 0.95
        case "A"..."Z", "Đ": return 0.7
        default: return bare.isASCII || bare == "đ" ? 0.5 : 0.56
        }
    }
}

/// A name between double braces in a text: `{{chi bộ}}`.
struct BracedName {
    /// What stands between the braces.
    let name: String
    /// Where it stands in the text, braces included.
    let range: Range<Int>

    /// All of them in a text (UTF-8), in order.
    /// Braces that are never closed or have nothing between them are text as any other.
    static func all(in text: [UInt8]) -> [BracedName] {
        let open = UInt8(ascii: "{")
        let close = UInt8(ascii: "}")
        var names: [BracedName] = []
        var start: Int?
        var index = 0
        while index + 1 < text.count {
            if text[index] == open, text[index + 1] == open {
                start = index
                index += 1
            } else if let from = start, text[index] == close, text[index + 1] == close {
                let name = String(decoding: text[from + 2..<index], as: UTF8.self)
                if !name.allSatisfy(\.isWhitespace) {
                    names.append(BracedName(name: name, range: from..<index + 2))
                }
                start = nil
                index += 2
            } else {
                index += 1
            }
        }
        return names
    }
}

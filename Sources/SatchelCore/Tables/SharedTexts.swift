/// Gathers the text of a string item (ECMA-376-1, 18.4.8): its runs joined, how it is pronounced left out.
struct ItemText {
    private(set) var text = ""
    private var isText = false
    private var phonetic = 0

    /// Takes what stands within the item.
    mutating func take(_ event: XMLEvent) {
        switch event {
        case .start(let element, _, _):
            if element.local == "rPh" { phonetic += 1 }
            isText = element.local == "t" && phonetic == 0
        case .end(let element):
            if element.local == "rPh" { phonetic -= 1 }
            isText = false
        case .text(let bytes, _, _):
            if isText { text += String(decoding: bytes, as: UTF8.self) }
        }
    }

    /// The text with `_xHHHH_` as the character it stands for (ECMA-376-1, 22.9.2.19).
    var plain: String { ItemText.plain(text) }

    static func plain(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "_")), text.contains("_x") else { return text }
        return text.replacing(/_x([0-9A-Fa-f]{4})_/) { match in
            UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) }
                ?? String(match.0)
        }
    }
}

/// The texts of a workbook that its cells name by number (ECMA-376-1, 18.4.9).
enum SharedTexts {
    /// Reads the list.
    /// - Throws: `WorkbookFault`.
    static func read(_ xml: [UInt8], _ part: String) throws -> [String] {
        var texts: [String] = []
        var item: ItemText?
        try WorkbookParts.scan(xml, part) { event in
            switch event {
            case .start(let element, _, _) where element.local == "si": item = ItemText()
            case .end(let element) where element.local == "si":
                texts.append(item?.plain ?? "")
                item = nil
            default: item?.take(event)
            }
        }
        return texts
    }
}

/// How the numbers of a workbook are shown, by the style of their cells (ECMA-376-1, 18.8.45, 18.8.30).
struct CellStyles {
    /// What a number under a format is to people.
    enum Meaning: Hashable {
        case number
        /// A number of digits with zeros in front: a telephone number, a code.
        case digits(Int)
        /// A moment, shown with some of its parts.
        case moment(MomentParts)
    }

    /// What of a moment is shown.
    struct MomentParts: OptionSet, Hashable {
        let rawValue: Int
        static let day = MomentParts(rawValue: 1)
        static let month = MomentParts(rawValue: 2)
        static let year = MomentParts(rawValue: 4)
        static let time = MomentParts(rawValue: 8)
    }

    private var meanings: [Meaning] = []

    /// No styles: every number is a number.
    init() {}

    /// Reads the styles.
    /// - Throws: `WorkbookFault`.
    init(_ xml: [UInt8], _ part: String) throws {
        var own: [Int: Meaning] = [:]
        var formats: [Int] = []
        var isCellList = false
        try WorkbookParts.scan(xml, part) { event in
            switch event {
            case .start(let element, let attributes, _):
                switch element.local {
                case "numFmt":
                    guard let id = attributes["numFmtId"].flatMap({ Int($0) }) else { return }
                    own[id] = CellStyles.meaning(of: attributes["formatCode"] ?? "")
                case "cellXfs": isCellList = true
                case "xf" where isCellList: formats.append(attributes["numFmtId"].flatMap { Int($0) } ?? 0)
                default: break
                }
            case .end(let element) where element.local == "cellXfs": isCellList = false
            default: break
            }
        }
        meanings = formats.map { own[$0] ?? CellStyles.builtIn($0) }
    }

    /// What numbers in a style mean.
    subscript(style: Int) -> Meaning { meanings.indices.contains(style) ? meanings[style] : .number }

    /// The formats every workbook has without listing them; those of East Asia are days as well.
    private static func builtIn(_ id: Int) -> Meaning {
        switch id {
        case 14, 15, 27...31, 36, 50...54, 57, 58: .moment([.day, .month, .year])
        case 16: .moment([.day, .month])
        case 17, 55, 56: .moment([.month, .year])
        case 18...21, 32...35, 45, 47: .moment(.time)
        case 22: .moment([.day, .month, .year, .time])
        default: .number
        }
    }

    /// What a format code means, by its first section without what is written out (18.8.31).
    static func meaning(of code: String) -> Meaning {
        var bare = ""
        var rest = code[...]
        while let character = rest.popFirst(), character != ";" {
            switch character {
            case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
            case "[":
                // `[h]` counts hours on: a length, no moment. Others are colours, conditions and languages.
                if let next = rest.first, "hms".contains(next.lowercased()) {
                    let inner = rest.prefix { $0 != "]" }
                    if inner.allSatisfy({ $0 == next }) { return .number }
                }
                rest = rest.drop { $0 != "]" }.dropFirst()
            case "\\", "_", "*": rest = rest.dropFirst()
            default: bare.append(character)
            }
        }
        if bare.lowercased() == "general" { return .number }
        if !bare.isEmpty, bare.allSatisfy({ $0 == "0" }) {
            return bare.count > 1 ? .digits(bare.count) : .number
        }
        return moment(bare.lowercased())
    }

    private static func moment(_ code: String) -> Meaning {
        var parts: MomentParts = []
        if code.contains("d") { parts.insert(.day) }
        if code.contains("y") { parts.insert(.year) }
        if code.contains("h") || code.contains("s") { parts.insert(.time) }
        // `m` is minutes only beside hours or seconds, where a day or year tells of months too.
        if code.contains("m"), !parts.contains(.time) || parts.contains(.day) || parts.contains(.year) {
            parts.insert(.month)
        }
        return parts.isEmpty ? .number : .moment(parts)
    }
}

/// What names one state of a resource's bytes (RFC 9110, 8.8.3).
package struct EntityTag: Sendable, Hashable {
    /// Without its quotes.
    package let opaque: String
    package let isWeak: Bool

    package init(_ opaque: String, isWeak: Bool = false) {
        self.opaque = opaque
        self.isWeak = isWeak
    }

    /// The strong tag of bytes by their sha256 in lower-case hex.
    package static func sha256(_ hex: String) -> EntityTag { EntityTag("sha256:\(hex)") }

    /// As a header has it.
    package var text: String { "\(isWeak ? "W/" : "")\"\(opaque)\"" }

    /// Whether both are strong and the same (RFC 9110, 8.8.3.2).
    package func isStrongly(_ other: EntityTag) -> Bool {
        !isWeak && !other.isWeak && opaque == other.opaque
    }

    /// Whether both are the same, strong or weak.
    package func isWeakly(_ other: EntityTag) -> Bool { opaque == other.opaque }

    /// What If-Match and If-None-Match hold.
    package enum List: Sendable, Hashable {
        case any
        case tags([EntityTag])

        /// Nil for what is neither `*` nor a list of tags.
        package init?(_ text: String) {
            var rest = text.utf8[...]
            skip(&rest, alsoCommas: false)
            if rest.elementsEqual("*".utf8) {
                self = .any
                return
            }
            var tags: [EntityTag] = []
            while true {
                skip(&rest, alsoCommas: tags.isEmpty)
                if rest.isEmpty { break }
                guard let tag = EntityTag(taking: &rest) else { return nil }
                tags.append(tag)
                let left = rest.count
                skip(&rest, alsoCommas: true)
                // Between two there is a comma.
                let passed =
                    rest.count == left
                    || !text.utf8[..<rest.startIndex].suffix(left - rest.count)
                        .contains(UInt8(ascii: ","))
                if !rest.isEmpty && passed { return nil }
            }
            if tags.isEmpty { return nil }
            self = .tags(tags)
        }
    }

    /// The one tag that a text is; nil for anything else, a date for one.
    package init?(header text: String) {
        var rest = text.utf8[...]
        skip(&rest, alsoCommas: false)
        self.init(taking: &rest)
        skip(&rest, alsoCommas: false)
        if !rest.isEmpty { return nil }
    }

    private init?(taking rest: inout Substring.UTF8View) {
        isWeak = rest.starts(with: "W/".utf8)
        if isWeak { rest = rest.dropFirst(2) }
        guard rest.popFirst() == UInt8(ascii: "\"") else { return nil }
        let inside = rest.prefix { $0 == 0x21 || $0 >= 0x23 && $0 != 0x7F }
        rest = rest[inside.endIndex...]
        guard rest.popFirst() == UInt8(ascii: "\"") else { return nil }
        opaque = String(Substring(inside))
    }
}

private func skip(_ rest: inout Substring.UTF8View, alsoCommas: Bool) {
    rest = rest.drop { $0 == 0x20 || $0 == 0x09 || alsoCommas && $0 == UInt8(ascii: ",") }
}

import Foundation

/// A text laid out for scanning: normalised letters, their folded bytes, and where each stands in the
/// original.
/// White space is collapsed to one place; a blank line becomes a paragraph break.
struct ScannedText {
    /// Upper-case ASCII of each place; `space`, `paragraph`, or 0 for what has no ASCII form.
    private(set) var folds: [UInt8] = []
    /// The letters as written, in NFC, with one kind of Đ and of hyphen.
    private(set) var scalars: [Unicode.Scalar] = []
    private(set) var flags: [LatinLetters.Flags] = []
    private var starts: [String.Index] = []
    private let end: String.Index

    static let space = UInt8(ascii: " ")
    static let paragraph = UInt8(ascii: "\n")

    init(_ text: String) {
        end = text.endIndex
        let capacity = text.utf8.count
        folds.reserveCapacity(capacity)
        scalars.reserveCapacity(capacity)
        flags.reserveCapacity(capacity)
        starts.reserveCapacity(capacity)
        let view = text.unicodeScalars
        var index = view.startIndex
        while index < view.endIndex {
            let next = view.index(after: index)
            if next < view.endIndex, view[next].value >= 0x300, VietnameseText.isIgnorable(view[next].value) {
                index = appendComposed(view, from: index)
            } else {
                append(view[index], at: index)
                index = next
            }
        }
    }

    var count: Int { folds.count }

    /// The folded byte at a place; 0 outside the text.
    subscript(place: Int) -> UInt8 { folds.indices.contains(place) ? folds[place] : 0 }

    /// The part of the original text that a range of places came from.
    func originalRange(_ range: Range<Int>) -> Range<String.Index> {
        let lower = range.lowerBound < count ? starts[range.lowerBound] : end
        let upper = range.upperBound < count ? starts[range.upperBound] : end
        return lower..<max(lower, upper)
    }

    /// The normalised text of a range of places.
    func string(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }

    /// The folded text of a range of places; for letters and digits only.
    func foldedString(_ range: Range<Int>) -> String { String(decoding: folds[range], as: UTF8.self) }

    private mutating func appendComposed(
        _ view: String.UnicodeScalarView, from start: String.Index
    ) -> String.Index {
        var index = view.index(after: start)
        while index < view.endIndex, VietnameseText.isIgnorable(view[index].value) {
            index = view.index(after: index)
        }
        let composed = String(view[start..<index]).precomposedStringWithCanonicalMapping
        for scalar in composed.unicodeScalars { append(scalar, at: start) }
        return index
    }

    private mutating func append(_ scalar: Unicode.Scalar, at index: String.Index) {
        if VietnameseText.isIgnorable(scalar.value) { return }
        let table = LatinLetters.table
        let flag = table.flags(scalar)
        if flag.contains(.space) {
            appendSpace(flag, at: index)
        } else if scalar.value == 0x2026 {
            for _ in 0..<3 { push(UInt8(ascii: "."), ".", [], index) }
        } else {
            let fold = table.fold(scalar)
            push(fold, Self.unified(scalar, fold), flag, index)
        }
    }

    private mutating func appendSpace(_ flag: LatinLetters.Flags, at index: String.Index) {
        guard let last = flags.last, last.contains(.space) else {
            push(Self.space, " ", flag, index)
            return
        }
        guard flag.contains(.lineBreak) else { return }
        if last.contains(.lineBreak) { folds[count - 1] = Self.paragraph }
        flags[count - 1].insert(.lineBreak)
    }

    private mutating func push(
        _ fold: UInt8, _ scalar: Unicode.Scalar, _ flag: LatinLetters.Flags, _ index: String.Index
    ) {
        folds.append(fold)
        scalars.append(scalar)
        flags.append(flag)
        starts.append(index)
    }

    private static func unified(_ scalar: Unicode.Scalar, _ fold: UInt8) -> Unicode.Scalar {
        switch scalar.value {
        case 0xD0: "Đ"
        case 0xF0: "đ"
        case 0x2010...0x2015, 0x2212: "-"
        default: scalar
        }
    }
}

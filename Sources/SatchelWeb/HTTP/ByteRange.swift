import HTTPTypes

/// The ranges of bytes that a Range header asks for (RFC 9110, 14.1.2).
package struct ByteRanges: Sendable, Hashable {
    package enum Spec: Sendable, Hashable {
        /// From a place to another, both included; to the end when there is none.
        case from(UInt64, to: UInt64?)
        /// So many bytes at the end.
        case last(UInt64)

        /// The bytes there are of it; nil when there are none.
        func range(in length: UInt64) -> Range<UInt64>? {
            switch self {
            case .from(let first, let last):
                guard first < length else { return nil }
                return first..<min(last.map { $0 == .max ? .max : $0 + 1 } ?? length, length)
            case .last(let count):
                guard count > 0, length > 0 else { return nil }
                return (length - min(count, length))..<length
            }
        }
    }

    package let specs: [Spec]

    /// More than this in one header nobody needs.
    private static let most = 100

    /// Nil for another unit, what is malformed, and more than 100 ranges: those are ignored (RFC 9110, 14.2).
    package init?(header text: String) {
        let halves = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, halves[0].lowercased() == "bytes" else { return nil }
        var specs: [Spec] = []
        for part in halves[1].utf8.split(separator: UInt8(ascii: ",")) {
            let trimmed = ByteRanges.trimmed(part)
            if trimmed.isEmpty { continue }
            guard specs.count < ByteRanges.most, let spec = ByteRanges.spec(trimmed) else { return nil }
            specs.append(spec)
        }
        if specs.isEmpty { return nil }
        self.specs = specs
    }

    private static func trimmed(_ part: Substring.UTF8View) -> Substring.UTF8View {
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        var part = part.drop(while: isBlank)
        while let last = part.last, isBlank(last) { part.removeLast() }
        return part
    }

    private static func spec(_ text: Substring.UTF8View) -> Spec? {
        let ends = text.split(
            separator: UInt8(ascii: "-"), maxSplits: 1, omittingEmptySubsequences: false)
        guard ends.count == 2 else { return nil }
        if ends[0].isEmpty { return number(ends[1]).map(Spec.last) }
        guard let first = number(ends[0]) else { return nil }
        if ends[1].isEmpty { return .from(first, to: nil) }
        guard let last = number(ends[1]), first <= last else { return nil }
        return .from(first, to: last)
    }

    /// Digits alone; what is larger than any file counts as the largest number.
    private static func number(_ digits: Substring.UTF8View) -> UInt64? {
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return UInt64(Substring(digits)) ?? .max
    }
}

/// What of some bytes a request gets (RFC 9110, 13.2.2 and 14.2).
package enum Portion: Sendable, Hashable {
    /// 200.
    case whole
    /// 206.
    case part(Range<UInt64>)
    /// 416: no byte of what was asked for is there.
    case unsatisfiable
    /// 304.
    case notModified
    /// 412: If-Match names other bytes.
    case failed

    /// What the headers of a GET, or a HEAD, ask of `length` bytes that a strong tag names.
    ///
    /// Several ranges give one part where they touch, else the whole. Without Last-Modified no date ever matches.
    package init(of length: UInt64, tag: EntityTag, for headers: HTTPFields, isHead: Bool = false) {
        if let text = headers[.ifMatch], !Portion.isMatched(text, tag) {
            self = .failed
        } else if let text = headers[.ifNoneMatch], Portion.isHeld(text, tag) {
            self = .notModified
        } else if !isHead, let text = headers[.range], let ranges = ByteRanges(header: text),
            headers[.ifRange].map({ EntityTag(header: $0)?.isStrongly(tag) ?? false }) ?? true
        {
            self.init(ranges.specs, of: length)
        } else {
            self = .whole
        }
    }

    private static func isMatched(_ text: String, _ tag: EntityTag) -> Bool {
        switch EntityTag.List(text) {
        case .any: true
        case .tags(let tags): tags.contains { $0.isStrongly(tag) }
        case nil: false
        }
    }

    private static func isHeld(_ text: String, _ tag: EntityTag) -> Bool {
        switch EntityTag.List(text) {
        case .any: true
        case .tags(let tags): tags.contains { $0.isWeakly(tag) }
        case nil: false
        }
    }

    private init(_ specs: [ByteRanges.Spec], of length: UInt64) {
        // The end of nothing is all of it.
        if length == 0, specs.contains(where: { if case .last(1...) = $0 { true } else { false } }) {
            self = .whole
            return
        }
        let ranges = specs.compactMap { $0.range(in: length) }.sorted { $0.lowerBound < $1.lowerBound }
        guard var joined = ranges.first else {
            self = .unsatisfiable
            return
        }
        for range in ranges.dropFirst() {
            guard range.lowerBound <= joined.upperBound else {
                self = .whole
                return
            }
            joined = joined.lowerBound..<max(joined.upperBound, range.upperBound)
        }
        self = .part(joined)
    }
}

/// A page Satchel makes, with `{{branch}}` and the other English names of placeholders where a value belongs.
package struct TextForm: Sendable {
    /// What the page is written in.
    package enum Escaping: Sendable { case xml, json }

    private let text: FormText<Placeholder>

    /// Prepares the page; double braces around anything else are text as any other.
    /// - Throws: `storeFailed` when there is no memory to compress it.
    package init(_ text: String, escaping: Escaping) throws {
        let bytes = Array(text.utf8)
        var draft = FormText<Placeholder>.Draft()
        var done = 0
        for braced in BracedName.all(in: bytes) {
            guard let key = Placeholder(rawValue: braced.name) else { continue }
            draft.append(bytes[done..<braced.range.lowerBound])
            draft.append(.init(key: key, isCapital: false, escaping: escaping == .xml ? .xml : .json))
            done = braced.range.upperBound
        }
        draft.append(bytes[done...])
        self.text = try FormText(draft)
    }

    /// The page with values where they are known and blanks where not.
    package func filled(_ values: [Placeholder: String]) -> FilledFile {
        let values = text.values { values[$0] ?? $0.blank }
        let packed = text.packed(values)
        return FilledFile(bytes: text.bytes(values), deflated: packed.deflated, crc32: packed.crc32)
    }
}

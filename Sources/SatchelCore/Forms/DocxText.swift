import Zip

/// A Word file whose names between double braces stand for values, prepared once so that filling it for one recipient
/// moves bytes only.
///
/// Everything outside the names stays byte for byte; the parts with names in them lie last in the filled file.
struct DocxText<Key: Hashable & Sendable>: Sendable {
    private struct Part: Sendable {
        let name: String
        let text: FormText<Key>
    }

    private let name: String
    private let parts: [Part]
    private let untouched: ArchivePlan

    /// What the names in it stand for.
    let keys: Set<Key>

    /// Prepares a file. `key` says what a name stands for, nil where it stays as it is, and may throw.
    /// - Throws: `formRefused`, `storeFailed` and what `key` throws.
    init(_ bytes: [UInt8], name: String, key: (String) throws -> Key?) throws {
        let package = try DocxPackage(bytes, name: name)
        var parts: [Part] = []
        var items: [ZipItem] = []
        for entry in package.entries {
            let text = try package.text(of: entry).flatMap { xml in
                try package.naming(entry.name) { try DocxText.prepared(xml, key) }
            }
            if let text {
                parts.append(Part(name: entry.name, text: text))
            } else {
                items.append(try package.item(entry))
            }
        }
        self.name = name
        self.parts = parts
        keys = Set(parts.flatMap { $0.text.slots.map(\.key) })
        // The day Office itself stamps the parts of its files with.
        untouched = try package.naming("") {
            try ArchivePlan(items, stamp: (year: 1980, month: 1, day: 1))
        }
    }

    /// The file with values in the places of the names.
    /// - Throws: `formRefused` when the values make it larger than an archive may be.
    func filled(_ value: (Key) -> String) throws -> FilledFile {
        let items = parts.map { part in
            let packed = part.text.packed(part.text.values(value))
            return ZipItem(
                name: part.name, payload: .deflatedBytes(packed.deflated), size: UInt64(packed.size),
                crc32: packed.crc32)
        }
        return try DocxPackage.naming(name, "") {
            FilledFile(stored: try untouched.appending(items).bytes())
        }
    }

    /// A part cut at its names; nil when it has none.
    private static func prepared(_ xml: [UInt8], _ key: (String) throws -> Key?) throws -> FormText<Key>? {
        let cuts = try cuts(in: WordText(xml), xml, key)
        guard !cuts.isEmpty else { return nil }
        var draft = FormText<Key>.Draft()
        var done = 0
        for cut in cuts {
            draft.append(xml[done..<cut.range.lowerBound])
            switch cut.replacement {
            case .slot(let slot): draft.append(slot)
            case .bytes(let bytes): draft.append(bytes)
            }
            done = cut.range.upperBound
        }
        draft.append(xml[done...])
        return try FormText(draft)
    }

    private struct Cut {
        enum Replacement {
            case slot(FormText<Key>.Slot)
            case bytes([UInt8])
        }
        let range: Range<Int>
        let replacement: Replacement
    }

    /// What changes in a part, in order: a name's first piece becomes a slot, its others go, and the elements they
    /// stand in keep their white space.
    private static func cuts(
        in text: WordText, _ xml: [UInt8], _ key: (String) throws -> Key?
    ) throws -> [Cut] {
        var cuts: [Cut] = []
        var touched: Set<Int> = []
        for line in text.lines {
            for braced in BracedName.all(in: line.text) {
                guard let key = try key(braced.name) else { continue }
                let pieces = line.pieces(of: braced.range)
                for (index, (scrap, source)) in pieces.enumerated() {
                    let slot = FormText<Key>.Slot(
                        key: key, isCapital: Placeholder.isCapital(braced.name),
                        escaping: scrap.isCDATA ? .cdata : .xml)
                    cuts.append(Cut(range: source, replacement: index == 0 ? .slot(slot) : .bytes([])))
                    touched.insert(scrap.element)
                }
                if let last = pieces.last, !last.scrap.isCDATA,
                    let cut = notEndingCDATA(last.source.upperBound, xml)
                {
                    cuts.append(cut)
                }
            }
        }
        for element in touched {
            if let cut = keepingSpace(text.elements[element], xml) { cuts.append(cut) }
        }
        return cuts.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// What keeps a value or nothing before a `>` from making it `]]>`, which XML 1.0 (2.4) forbids in a text.
    private static func notEndingCDATA(_ end: Int, _ xml: [UInt8]) -> Cut? {
        guard end < xml.count, xml[end] == UInt8(ascii: ">") else { return nil }
        return Cut(range: end..<end + 1, replacement: .bytes(Array("&gt;".utf8)))
    }

    /// What makes a `w:t` keep its white space; nil where it does.
    private static func keepingSpace(_ element: WordText.Element, _ xml: [UInt8]) -> Cut? {
        let attribute = Array(" xml:space=\"preserve\"".utf8)
        switch element.space {
        case "preserve": return nil
        case nil:
            let ends: Set<UInt8> = [0x09, 0x0A, 0x0D, 0x20, UInt8(ascii: ">"), UInt8(ascii: "/")]
            let end = xml[element.at...].firstIndex(where: ends.contains) ?? xml.endIndex
            return Cut(range: end..<end, replacement: .bytes(attribute))
        default:
            guard let value = valueOfSpace(in: xml[element.at...]) else { return nil }
            return Cut(range: value, replacement: .bytes(Array("preserve".utf8)))
        }
    }

    /// Where the value of `xml:space` stands in a tag that has it.
    private static func valueOfSpace(in tag: ArraySlice<UInt8>) -> Range<Int>? {
        let name = Array("xml:space".utf8)
        var start = tag.startIndex
        while let open = tag[start...].firstIndex(where: {
            $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'")
        }),
            let close = tag[(open + 1)...].firstIndex(of: tag[open])
        {
            let before = tag[start..<open].split { [0x09, 0x0A, 0x0D, 0x20, UInt8(ascii: "=")].contains($0) }
            if before.last.map({ $0.elementsEqual(name) }) ?? false { return open + 1..<close }
            start = close + 1
        }
        return nil
    }
}

/// The text of one part of a Word document (ECMA-376-1, 17.3), in lines that no paragraph, tab or break parts.
struct WordText {
    /// A piece of a line's text, and the bytes it stands as.
    struct Scrap {
        /// Where it starts in the text of the line.
        let start: Int
        let source: Range<Int>
        /// Whether the source is the text itself, byte for byte; otherwise it is a reference or a line end.
        let isPlain: Bool
        let isCDATA: Bool
        /// Which of `elements` it stands in.
        let element: Int
    }

    /// Text that is read as one, out of any number of runs.
    struct Line {
        fileprivate(set) var text: [UInt8] = []
        fileprivate(set) var scraps: [Scrap] = []
    }

    /// A `w:t` element: where its tag starts, and whether it says already what becomes of white space.
    struct Element {
        let at: Int
        let space: String?
    }

    /// The lines with text in them, inner ones (text boxes) before those they are in.
    private(set) var lines: [Line] = []
    private(set) var elements: [Element] = []
    /// The lines being read, innermost last.
    private var open: [Line] = [Line()]
    private var depth = 0
    /// The depth of the `w:t` being read.
    private var textDepth: Int?

    /// Reads a part.
    /// - Throws: `FormFault`.
    init(_ part: [UInt8]) throws {
        var reading = WordText()
        try XMLScan.read(part) { reading.take($0) }
        reading.flush()
        self = reading
    }

    private init() {}

    /// Transitional and strict (ECMA-376-1, ECMA-376-4).
    private static let word: Set<Substring> = [
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ]
    /// Elements whose text is read by itself; a choice and its fallback are two forms of one thing.
    private static let containers: Set<XMLName> = [
        XMLName(namespace: "http://schemas.openxmlformats.org/markup-compatibility/2006", local: "Choice"),
        XMLName(namespace: "http://schemas.openxmlformats.org/markup-compatibility/2006", local: "Fallback"),
    ]
    private static let wordContainers: Set<Substring> = ["p", "txbxContent"]
    /// What stands in a run and parts the text before it from the text after it.
    private static let breaks: Set<Substring> = [
        "tab", "ptab", "br", "cr", "noBreakHyphen", "softHyphen", "sym", "fldChar", "fldSimple",
        "footnoteReference", "endnoteReference", "annotationRef", "pgNum", "instrText",
    ]

    private mutating func take(_ event: XMLEvent) {
        switch event {
        case .start(let name, let attributes, let at):
            depth += 1
            if Self.isContainer(name) { return open.append(Line()) }
            guard Self.word.contains(name.namespace) else { return }
            if name.local == "t" {
                textDepth = depth
                let space = attributes["http://www.w3.org/XML/1998/namespace\(XMLScan.separator)space"]
                elements.append(Element(at: at, space: space))
            } else if Self.breaks.contains(name.local) {
                flush()
            }
        case .end(let name):
            if textDepth == depth { textDepth = nil }
            depth -= 1
            if Self.isContainer(name) {
                flush()
                open.removeLast()
            }
        case .text(let text, let source, let isCDATA):
            guard textDepth == depth else { return }
            add(text, source, isCDATA)
        }
    }

    private static func isContainer(_ name: XMLName) -> Bool {
        word.contains(name.namespace) ? wordContainers.contains(name.local) : containers.contains(name)
    }

    private mutating func add(_ text: UnsafeRawBufferPointer, _ source: Range<Int>, _ isCDATA: Bool) {
        let last = open.count - 1
        open[last].scraps.append(
            Scrap(
                start: open[last].text.count, source: source, isPlain: source.count == text.count,
                isCDATA: isCDATA, element: elements.count - 1))
        open[last].text += text
    }

    /// Ends the innermost line; another begins.
    private mutating func flush() {
        let line = open[open.count - 1]
        guard !line.text.isEmpty else { return }
        lines.append(line)
        open[open.count - 1] = Line()
    }
}

extension WordText.Line {
    /// The pieces a stretch of the text stands as, in order.
    func pieces(of range: Range<Int>) -> [(scrap: WordText.Scrap, source: Range<Int>)] {
        var low = 0
        var high = scraps.count
        while low < high {
            let middle = (low + high) / 2
            if end(of: middle) <= range.lowerBound { low = middle + 1 } else { high = middle }
        }
        var pieces: [(WordText.Scrap, Range<Int>)] = []
        while low < scraps.count, scraps[low].start < range.upperBound {
            let scrap = scraps[low]
            let from = max(range.lowerBound, scrap.start) - scrap.start
            let to = min(range.upperBound, end(of: low)) - scrap.start
            let start = scrap.source.lowerBound
            pieces.append((scrap, scrap.isPlain ? start + from..<start + to : scrap.source))
            low += 1
        }
        return pieces
    }

    private func end(of index: Int) -> Int {
        index + 1 < scraps.count ? scraps[index + 1].start : text.count
    }
}

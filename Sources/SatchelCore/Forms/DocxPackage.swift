import Zip

/// A Word file (.docx) from outside, opened: an archive by the rules of `ZipReader` whose content types (ECMA-376-2,
/// 7.2) say that it holds a Word document without macros.
struct DocxPackage {
    /// The most bytes of XML looked into; what else is in the file keeps the limits of archives.
    static let largestPart: UInt64 = 16 << 20
    private static let types = "[Content_Types].xml"
    private static let namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
    private static let word = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    private static let document = word + "document.main+xml"
    private static let header = word + "header+xml"
    private static let footer = word + "footer+xml"

    /// The name of the file, for messages.
    let name: String
    /// The files in it, the content types first and then as they lie; each was read whole and is sound.
    let entries: [ZipReader.Entry]
    private let reader: ZipReader
    /// The names of the parts that hold text: the document, headers and footers. In lower case, as they are compared.
    private let texts: Set<String>

    /// Opens a file.
    /// - Throws: `formRefused`.
    init(_ bytes: [UInt8], name: String) throws {
        self.name = name
        reader = try DocxPackage.naming(name, "") { try ZipReader(bytes: bytes) }
        let files = reader.entries.filter { !$0.isFolder }
        entries = files.filter { $0.name == Self.types } + files.filter { $0.name != Self.types }
        for entry in entries {
            try DocxPackage.naming(name, entry.name) { [reader] in try reader.read(entry) { _ in } }
        }
        guard let types = entries.first, types.name == Self.types else {
            throw DocxPackage.refusal(name, Self.types, FormRule.notWord.rawValue)
        }
        texts = try DocxPackage.naming(name, Self.types) { [reader, entries] in
            try DocxPackage.texts(try DocxPackage.xml(types, reader), among: entries)
        }
    }

    /// The XML of an entry that holds text, nil for any other.
    /// - Throws: `formRefused`.
    func text(of entry: ZipReader.Entry) throws -> [UInt8]? {
        guard texts.contains(entry.name.lowercased()) else { return nil }
        return try naming(entry.name) { try DocxPackage.xml(entry, reader) }
    }

    /// The entry as one of another archive, with the bytes it is compressed to already.
    /// - Throws: `formRefused`.
    func item(_ entry: ZipReader.Entry) throws -> ZipItem {
        try naming(entry.name) {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(Int(entry.compressedSize))
            try reader.readRaw(entry) { bytes += $0 }
            let deflated = entry.isDeflated ? bytes : FilledFile(stored: bytes).deflated
            return ZipItem(
                name: entry.name, payload: .deflatedBytes(deflated), size: entry.size, crc32: entry.crc32)
        }
    }

    /// Runs a step that concerns an entry; what it finds wrong is told with the file and the entry.
    func naming<Value>(_ entry: String, _ step: () throws -> Value) throws -> Value {
        try DocxPackage.naming(name, entry, step)
    }

    /// The same for a file by its name.
    static func naming<Value>(
        _ file: String, _ entry: String, _ step: () throws -> Value
    ) throws -> Value {
        do {
            return try step()
        } catch let fault as FormFault {
            throw refusal(file, entry, fault.rule.rawValue)
        } catch let error as ZipError {
            throw refusal(file, error.entry ?? entry, error.rule.rawValue, cause: error)
        }
    }

    private static func refusal(
        _ file: String, _ entry: String, _ rule: String, cause: (any Error)? = nil
    ) -> SatchelError {
        SatchelError(
            .formRefused, ["file": file, "entry": entry.isEmpty ? file : entry, "rule": rule], cause: cause)
    }

    private static func xml(_ entry: ZipReader.Entry, _ reader: ZipReader) throws -> [UInt8] {
        guard entry.size <= largestPart else { throw FormFault(rule: .partTooLarge) }
        return try reader.bytes(of: entry)
    }

    /// Those of some entries that a list of content types makes the document, a header or a footer.
    private static func texts(_ list: [UInt8], among entries: [ZipReader.Entry]) throws -> Set<String> {
        var byPart: [String: String] = [:]
        var byEnding: [String: String] = [:]
        try XMLScan.read(list) { event in
            guard case .start(let element, let attributes, _) = event, element.namespace == namespace,
                let type = attributes["ContentType"]
            else { return }
            if element.local == "Override", let part = attributes["PartName"], part.hasPrefix("/") {
                byPart[part.dropFirst().lowercased()] = type
            } else if element.local == "Default", let ending = attributes["Extension"] {
                byEnding[ending.lowercased()] = type
            }
        }
        let types = entries.map { entry in
            let name = entry.name.lowercased()
            return (name, byPart[name] ?? byEnding[MediaType.fileEnding(of: name)])
        }
        guard types.contains(where: { $0.1 == document }) else { throw FormFault(rule: .notWord) }
        let wanted = [document, header, footer]
        return Set(types.filter { type in type.1.map(wanted.contains) ?? false }.map(\.0))
    }
}

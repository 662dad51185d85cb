import Zip

/// The parts of an Office file and how they lead to one another (ECMA-376-2, 9).
struct WorkbookParts {
    /// What a part names another as.
    struct Relation {
        /// The last word of its type: `worksheet`, `styles`, …
        let kind: Substring
        /// The name of the other part in the archive.
        let part: String
    }

    static let relationSpaces = [
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ]

    private let reader: ZipReader
    private let entries: [String: ZipReader.Entry]

    /// Opens the archive.
    /// - Throws: `ZipError`.
    init(_ bytes: [UInt8]) throws {
        let most = UInt64(WorkbookRule.mostBytes)
        // Sheets of many like rows shrink a hundredfold; a small bomb is none.
        reader = try ZipReader(
            bytes: bytes,
            limits: ZipLimits(fileBytes: most, totalBytes: most, ratioFloor: 4 << 20))
        entries = Dictionary(
            reader.entries.filter { !$0.isFolder }.map { ($0.name.lowercased(), $0) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Whether it is an OpenDocument file, by OpenDocument 1.3 part 2, 3.3.
    var isOpenDocument: Bool {
        guard let entry = entries["mimetype"], entry.size < 200, let bytes = try? reader.bytes(of: entry)
        else { return false }
        return bytes.starts(with: Array("application/vnd.oasis.opendocument".utf8))
    }

    /// The XML of a part.
    /// - Throws: `WorkbookFault`, `ZipError`.
    func xml(_ part: String) throws -> [UInt8] {
        guard let entry = entries[part.lowercased()] else { throw WorkbookFault(.partLacking, in: part) }
        return try reader.bytes(of: entry)
    }

    /// The parts of this archive that a part names, by the ids it gives them; the empty name means the whole file.
    /// - Throws: `WorkbookFault`, `ZipError`.
    func related(to part: String) throws -> [String: Relation] {
        let folder = part.lastIndex(of: "/").map { String(part[...$0]) } ?? ""
        let list = "\(folder)_rels/\(part.dropFirst(folder.count)).rels"
        guard entries[list.lowercased()] != nil else { return [:] }
        var relations: [String: Relation] = [:]
        try WorkbookParts.scan(try xml(list), list) { event in
            guard case .start(let element, let attributes, _) = event, element.local == "Relationship",
                attributes["TargetMode"] != "External", let id = attributes["Id"],
                let kind = attributes["Type"]?.split(separator: "/").last,
                let target = attributes["Target"]
            else { return }
            relations[id] = Relation(kind: kind, part: WorkbookParts.resolved(target, in: folder))
        }
        return relations
    }

    /// A reference from a part in a folder (RFC 3986, 5.2, as far as parts use it).
    private static func resolved(_ target: String, in folder: String) -> String {
        let whole = target.hasPrefix("/") ? target : folder + target
        var names: [Substring] = []
        for name in whole.split(separator: "/") where name != "." {
            if name == ".." { _ = names.popLast() } else { names.append(name) }
        }
        return names.joined(separator: "/")
    }

    /// Hands over what stands in a part.
    /// - Throws: `WorkbookFault`.
    static func scan(_ xml: [UInt8], _ part: String, _ handle: (XMLEvent) -> Void) throws {
        do {
            try XMLScan.read(xml, handle)
        } catch let fault as FormFault {
            throw WorkbookFault(fault, in: part)
        }
    }
}

import CLibExpat

/// What stands in an XML document, in order, with the places of its bytes.
enum XMLEvent {
    /// An element begins; its tag starts at byte `at`.
    case start(XMLName, XMLAttributes, at: Int)
    case end(XMLName)
    /// Text as it is meant, and the bytes it was written as: the same, or a reference or line end.
    case text(UnsafeRawBufferPointer, from: Range<Int>, isCDATA: Bool)
}

/// The name of an element with its namespace.
struct XMLName: Hashable {
    let namespace: Substring
    let local: Substring
}

/// The attributes of an element, readable until the event is over.
struct XMLAttributes {
    fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?

    /// The value of the attribute `name`, whose namespace stands before it and `XMLScan.separator`.
    subscript(name: String) -> String? {
        guard let pairs else { return nil }
        var index = 0
        while let key = pairs[index], let value = pairs[index + 1] {
            if String(cString: key) == name { return String(cString: value) }
            index += 2
        }
        return nil
    }
}

/// Reads untrusted XML with expat: UTF-8 only, no document type (so no entities), bounded depth.
final class XMLScan {
    /// Stands between namespace and local name.
    static let separator: Character = "\n"
    /// The most elements within one another.
    static let deepest = 256

    private let parser: XML_Parser
    private let handle: (XMLEvent) -> Void
    private var depth = 0
    private var isCDATA = false
    private var fault: FormRule?

    /// Hands over what stands in `bytes`, in order.
    /// - Throws: `FormFault`.
    static func read(_ bytes: [UInt8], _ handle: (XMLEvent) -> Void) throws {
        try withoutActuallyEscaping(handle) { try XMLScan($0).run(bytes) }
    }

    private init(_ handle: @escaping (XMLEvent) -> Void) throws {
        // Named, the encoding is that, whatever the document declares; what it declares is looked at below.
        guard let parser = XML_ParserCreateNS("UTF-8", XML_Char(Self.separator.asciiValue ?? 10))
        else { throw SatchelError(.storeFailed, ["why": "expat"]) }
        self.parser = parser
        self.handle = handle
    }

    deinit { XML_ParserFree(parser) }

    private func run(_ bytes: [UInt8]) throws {
        // expat finds out UTF-16 by itself, which has a zero byte in every mark-up.
        guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil else {
            throw FormFault(rule: .notUTF8)
        }
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        setHandlers()
        let status = bytes.withUnsafeBytes { bytes in
            XML_Parse(
                parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: bytes.count),
                1)
        }
        if let fault { throw FormFault(rule: fault) }
        guard status == XML_STATUS_OK else { throw FormFault(rule: .notXML) }
    }

    private func setHandlers() {
        XML_SetElementHandler(
            parser, { XMLScan.of($0)?.start($1, $2) }, { data, name in XMLScan.of(data)?.end(name) })
        XML_SetCharacterDataHandler(parser) { XMLScan.of($0)?.text($1, Int($2)) }
        XML_SetCdataSectionHandler(
            parser, { XMLScan.of($0)?.isCDATA = true }, { XMLScan.of($0)?.isCDATA = false })
        XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in XMLScan.of(data)?.stop(.documentType) }
        XML_SetXmlDeclHandler(parser) { data, _, encoding, _ in
            guard let encoding, String(cString: encoding).uppercased() != "UTF-8" else { return }
            XMLScan.of(data)?.stop(.notUTF8)
        }
    }

    private static func of(_ data: UnsafeMutableRawPointer?) -> XMLScan? {
        data.map { Unmanaged<XMLScan>.fromOpaque($0).takeUnretainedValue() }
    }

    private func stop(_ rule: FormRule) {
        if fault == nil { fault = rule }
        XML_StopParser(parser, XML_Bool(0))
    }

    private func start(
        _ name: UnsafePointer<CChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?
    ) {
        guard fault == nil else { return }
        depth += 1
        guard depth <= Self.deepest else { return stop(.tooDeep) }
        handle(
            .start(
                Self.name(name), XMLAttributes(pairs: attributes), at: Int(XML_GetCurrentByteIndex(parser))))
    }

    private func end(_ name: UnsafePointer<CChar>?) {
        guard fault == nil else { return }
        depth -= 1
        handle(.end(Self.name(name)))
    }

    private func text(_ text: UnsafePointer<CChar>?, _ count: Int) {
        guard fault == nil else { return }
        let start = Int(XML_GetCurrentByteIndex(parser))
        let length = Int(XML_GetCurrentByteCount(parser))
        handle(
            .text(
                UnsafeRawBufferPointer(start: text, count: count), from: start..<start + length,
                isCDATA: isCDATA))
    }

    private static func name(_ full: UnsafePointer<CChar>?) -> XMLName {
        guard let full else { return XMLName(namespace: "", local: "") }
        let parts = String(cString: full).split(separator: separator, maxSplits: 1)
        return parts.count == 2
            ? XMLName(namespace: parts[0], local: parts[1]) : XMLName(namespace: "", local: parts[0])
    }
}

import Foundation
import FoundationXML

/// An element of an XML document with what is in it.
final class Element: NSObject, XMLParserDelegate {
    let name: String
    private(set) var text = ""
    private(set) var children: [Element] = []
    private var open: [Element] = []

    init(_ name: String) { self.name = name }

    func all(_ name: String) -> [Element] { children.filter { $0.name == name } }

    /// The document's own element; nil when it is not well-formed.
    static func read(_ bytes: [UInt8]) throws -> Element? {
        let root = Element("")
        root.open = [root]
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = root
        return parser.parse() ? root.children.first : nil
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        let element = Element(name)
        open.last?.children.append(element)
        open.append(element)
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        open.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { open.last?.text += string }
}

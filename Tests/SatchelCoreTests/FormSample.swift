import Foundation
import TestSupport
import Testing
import Zip

@testable import SatchelCore

/// Small Word files made here, and what a filled one says when Python, which knows nothing of ours, reads it.
enum FormSample {
    static let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    private static let types = "application/vnd.openxmlformats-officedocument.wordprocessingml."

    /// A Word file with this body, and other parts.
    static func docx(
        _ body: String, parts: [(name: String, bytes: [UInt8])] = [], namespace: String = word,
        main: String = "document.main+xml"
    ) throws -> [UInt8] {
        try docx(
            document: Array(
                #"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="\#(namespace)"><w:body>\#(body)</w:body></w:document>"#
                    .utf8), parts: parts, main: main)
    }

    /// A Word file whose document is these bytes.
    static func docx(
        document: [UInt8], parts: [(name: String, bytes: [UInt8])] = [], main: String = "document.main+xml"
    ) throws -> [UInt8] {
        let headers = parts.filter { $0.name.contains("header") }.map {
            #"<Override PartName="/\#($0.name)" ContentType="\#(types)header+xml"/>"#
        }
        let list =
            #"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#
            + #"<Override PartName="/word/document.xml" ContentType="\#(types)\#(main)"/>"#
            + headers.joined() + "</Types>"
        let all = [("[Content_Types].xml", Array(list.utf8)), ("word/document.xml", document)] + parts
        let items = try all.map { try BlobStore.item(named: $0.0, $0.1) }
        return try ArchivePlan(items, stamp: (year: 2026, month: 1, day: 1)).bytes()
    }

    /// A paragraph of runs.
    static func paragraph(_ runs: [String]) -> String {
        "<w:p>" + runs.map { "<w:r><w:t>\($0)</w:t></w:r>" }.joined() + "</w:p>"
    }

    /// A part of a Word file as it lies in it.
    static func part(_ name: String, of docx: [UInt8]) throws -> String {
        let reader = try ZipReader(bytes: docx)
        let entry = try #require(reader.entries.first { $0.name == name })
        return String(decoding: try reader.bytes(of: entry), as: UTF8.self)
    }

    /// The text of a document, each paragraph on its line, with nothing but its marks taken out.
    static func text(_ docx: [UInt8]) throws -> String {
        try part("word/document.xml", of: docx).replacing("</w:p>", with: "\n")
            .replacing(/<[^>]*>/, with: "")
            .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }

    /// The text of each paragraph of each Word file in a folder, read by Python's zipfile and ElementTree.
    static func readByPython(_ folder: String) throws -> CommandResult {
        let script = """
            import sys, zipfile, glob, xml.etree.ElementTree as E
            w = '{\(word)}'
            for path in sorted(glob.glob(sys.argv[1] + '/*.docx')):
                z = zipfile.ZipFile(path)
                assert z.testzip() is None and z.namelist()[0] == '[Content_Types].xml'
                for name in z.namelist():
                    if name.endswith('.xml') or name.endswith('.rels'): E.fromstring(z.read(name))
                for p in E.fromstring(z.read('word/document.xml')).iter(w + 'p'):
                    print(''.join(t.text or '' for r in p.findall(w + 'r') for t in r.findall(w + 't')))
            """
        return try Command.tool("python3", ["-c", script, folder])
    }
}

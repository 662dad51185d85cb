import Foundation
import Zip

/// Names inside archives: Vietnamese, NFC, safe on Windows, at most 100 characters a path.
package enum KitPath {
    /// The longest path, in characters, top folder included.
    package static let longest = 100

    /// `A. Văn bản/A5 Hướng dẫn 12-HD-BTCTW (06-07-2018).docx`.
    static func path(
        section: KitDefinition.Section, slot: KitDefinition.Slot, name: String, ending: String,
        under definition: KitDefinition
    ) -> String {
        let folder = "\(section.id). \(section.name.vi)"
        let tail = ending.isEmpty ? "" : ".\(ending.lowercased())"
        // " - đợt 123 (12-2025)/" follows the kit's folder name.
        let used = definition.folder.count + 22 + folder.count + 1 + tail.count
        let base = shortened("\(slot.id) \(safe(name))", to: max(12, longest - used))
        let path = "\(folder)/\(base)\(tail)"
        return definition.fileNames == .ascii ? ascii(path) : path.precomposedStringWithCanonicalMapping
    }

    /// The name of a file in a folder of its own: the last part of its path, as short as it has to be there.
    static func own(_ path: String, under folder: String) -> String {
        let name = (path as NSString).lastPathComponent
        let ending = MediaType.fileEnding(of: name)
        let tail = ending.isEmpty ? "" : ".\(ending)"
        let base = String(name.dropLast(tail.count))
        return shortened(base, to: max(12, longest - folder.count - 1 - tail.count)) + tail
    }

    /// A name as that of a file on anybody's disk, at most 100 characters long.
    static func fileName(_ name: String, ending: String) -> String {
        let base = shortened(safe(name), to: longest - ending.count - 1).precomposedStringWithCanonicalMapping
        return "\(base).\(ending)"
    }

    /// A document's name as a file name without ending.
    static func name(of document: Document) -> String {
        let head = document.symbol.map { "\(document.type) \($0)" } ?? document.title
        return document.dates.issuedOn == .unknown ? head : "\(head) (\(document.dates.issuedOn.office))"
    }

    /// A name cut to a number of characters, between words.
    private static func shortened(_ name: String, to limit: Int) -> String {
        guard name.count > limit else { return name }
        let cut = name.prefix(limit - 1)
        let whole = cut.lastIndex(of: " ").map { cut[..<$0] } ?? cut
        return (whole.count > limit / 2 ? String(whole) : String(cut)).trimmed + "…"
    }

    /// A text with the characters Windows refuses in names replaced.
    static func safe(_ text: String) -> String {
        let text = text.replacing(": ", with: " – ")
        let replaced = text.map { "/\\:*?\"<>|".contains($0) || $0.isNewline ? "-" : $0 }
        var name = String(replaced).trimmed
        while name.last == "." || name.last == " " { name.removeLast() }
        return name
    }

    /// Vietnamese letters written in plain ASCII; everything else outside ASCII becomes `_`.
    package static func ascii(_ text: String) -> String {
        let bare = text.replacing("đ", with: "d").replacing("Đ", with: "D")
            .decomposedStringWithCanonicalMapping
        let marks = CharacterSet.nonBaseCharacters
        return String(
            String.UnicodeScalarView(
                bare.unicodeScalars.filter { !marks.contains($0) }.map {
                    $0.isASCII ? $0 : $0 == "–" ? "-" : "_"
                }))
    }

    /// - Throws: `pathTwice`, `pathRefused` with the rule of archives that is broken.
    static func refuseClashes(_ paths: [String], under folder: String) throws {
        var seen: [String: String] = [:]
        var folders: [String: Substring] = [:]
        for path in paths {
            let whole = "\(folder)/\(path)"
            if let rule = ZipName.fault(in: whole) {
                throw SatchelError(.pathRefused, ["path": whole, "rule": rule.rawValue])
            }
            if let bad = whole.first(where: { "<>\"|?*".contains($0) }) {
                throw SatchelError(.pathRefused, ["path": whole, "rule": "\(bad)"])
            }
            // Folder, section and file: a further slash came from a name.
            if whole.count(where: { $0 == "/" }) != 2 {
                throw SatchelError(.pathRefused, ["path": whole, "rule": "/"])
            }
            if whole.count > longest {
                throw SatchelError(.pathRefused, ["path": whole, "rule": "nameTooLong"])
            }
            if let other = seen.updateValue(path, forKey: ZipName.folded(path)) {
                throw SatchelError(.pathTwice, ["path": path, "other": other])
            }
            let section = path.prefix { $0 != "/" }
            let other = folders.updateValue(section, forKey: ZipName.folded(String(section)))
            if let other, other != section {
                throw SatchelError(.pathTwice, ["path": String(section), "other": String(other)])
            }
        }
    }
}

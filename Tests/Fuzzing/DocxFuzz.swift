import SatchelCore
import Zip

/// Any bytes as a Word form, as a whole file when they begin like an archive and else as the text part of a sound one;
/// filled in with values made to break it.
enum DocxFuzz {
    private static let types = """
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override \
        PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.\
        wordprocessingml.document.main+xml"/></Types>
        """
    private static let values = [
        "", "Chi bộ <thôn> & \"Plei\" 'Kdăm'", "]]>", "<![CDATA[", "-->", "&#0;&amp",
        "\u{0}\u{1}\u{1b}\u{7f}",
        "\u{fffe}\u{ffff}\u{feff}\u{202e}", "{{chi bộ}}", "}}{{", "\r\n\t ", "ế\u{301}\u{1F600}",
    ]
    /// Longer than a stored block of deflate (RFC 1951, 3.2.4).
    private static let long = String(repeating: "ệ&", count: 20_000)

    /// A form fills to the same bytes each time, to a file that opens again and whose compressed form is the same.
    static func run(_ bytes: [UInt8]) {
        let form: DocxForm
        do {
            form = try DocxForm(file(bytes), name: "f.docx")
        } catch let error as SatchelError {
            if bytes.count % 8 == 0 { must(!error.message(in: .vi).isEmpty, "no words") }
            return
        } catch {
            fatalError("\(error)")
        }
        must(filled(form, [:]) == form.blank, "filled with nothing, not the blank form")
        let values = values(bytes.count &+ Int(bytes.last ?? 0))
        guard let once = filled(form, values), let twice = filled(form, values) else { return }
        must(once == twice, "filled twice, not the same")
        check(once)
    }

    private static func file(_ bytes: [UInt8]) throws -> [UInt8] {
        if bytes.starts(with: "PK".utf8) { return bytes }
        let items = [
            try BlobStore.item(named: "[Content_Types].xml", Array(types.utf8)),
            try BlobStore.item(named: "word/document.xml", bytes),
        ]
        return try archive(items)
    }

    private static func archive(_ items: [ZipItem]) throws -> [UInt8] {
        try ArchivePlan(items, stamp: (year: 2025, month: 1, day: 1)).bytes()
    }

    private static func values(_ seed: Int) -> [Placeholder: String] {
        var values: [Placeholder: String] = [:]
        for (place, key) in Placeholder.allCases.enumerated() {
            values[key] = self.values[(seed &+ place * 5) % self.values.count]
        }
        if seed % 16 == 0 { values[.branch] = long }
        return values
    }

    private static func filled(_ form: DocxForm, _ values: [Placeholder: String]) -> FilledFile? {
        do {
            return try form.filled(values)
        } catch let error as SatchelError where [.archiveRefused, .formRefused].contains(error.code) {
            return nil
        } catch {
            fatalError("\(error)")
        }
    }

    private static func check(_ file: FilledFile) {
        do {
            let item = ZipItem(
                name: "a", payload: .deflatedBytes(file.deflated), size: UInt64(file.bytes.count),
                crc32: file.crc32)
            let reader = try ZipReader(bytes: archive([item]))
            must(try reader.bytes(of: reader.entries[0]) == file.bytes, "its compressed form is another")
        } catch {
            fatalError("its compressed form: \(error)")
        }
        do {
            _ = try DocxForm(file.bytes, name: "f.docx")
        } catch let error as SatchelError {
            // A value may read like a name between braces; and it may make a part too large.
            let isTooLarge = error.arguments["rule"] == "partTooLarge"
            must(error.code == .placeholderUnknown || isTooLarge, "filled, it no longer opens: \(error)")
        } catch {
            fatalError("\(error)")
        }
    }
}

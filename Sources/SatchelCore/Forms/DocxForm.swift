/// A Word form (.docx): filled in for each recipient where it has placeholders between double braces.
package struct DocxForm: Sendable {
    private let text: DocxText<Placeholder>
    /// The form with nothing known: what everyone gets.
    package let blank: FilledFile

    /// What it has filled in; nothing, when it is no form but a Word file as any other.
    package var placeholders: Set<Placeholder> { text.keys }

    /// Opens a file from outside; `name` is for messages.
    /// - Throws: `formRefused` when it is no sound Word file, `placeholderUnknown`, `storeFailed`.
    package init(_ bytes: [UInt8], name: String) throws {
        text = try DocxText(bytes, name: name) { written in
            guard let known = Placeholder(named: written) else {
                throw DocxForm.unknown(written, in: name)
            }
            return known
        }
        blank = try text.filled(\.blank)
    }

    /// The form in a file of any kind; nil when it is none: no Word file, or one without placeholders.
    /// - Throws: as above, for an archive that is called `.docx`. One under a password, or of Word before 2007, is no
    ///   archive and cannot be looked into.
    package init?(ifAny bytes: [UInt8], name: String) throws {
        guard MediaType.fileEnding(of: name).lowercased() == "docx",
            bytes.starts(with: [0x50, 0x4B])
        else { return nil }
        self = try DocxForm(bytes, name: name)
        if placeholders.isEmpty { return nil }
    }

    /// The form with values where they are known and blanks where not: the same bytes for the same values.
    /// - Throws: `formRefused` when the values make it larger than an archive may be.
    package func filled(_ values: [Placeholder: String]) throws -> FilledFile {
        try text.filled { values[$0] ?? $0.blank }
    }

    private static func unknown(_ written: String, in file: String) -> SatchelError {
        let names = Placeholder.names
        return SatchelError(
            .placeholderUnknown,
            [
                "file": file, "name": String(written.prefix(60)),
                "near": VietnameseText.suggestion(for: written, among: names) ?? "",
                "known": names.joined(separator: ", "),
            ])
    }
}

import Crypto
import Zip

/// The kits of one edition with each branch's own files: what all have alike is laid out and hashed once, a branch's
/// own last entries are made when its kit is asked for, and nothing of them is stored.
///
/// The same names and days give the same bytes.
package struct PersonalKits: Sendable {
    private struct Form: Sendable {
        let path: String
        let form: DocxForm
    }

    /// The archive without anybody's own files.
    package let base: KitArchive
    /// The folder of the branch's own files, below the top folder.
    private let folder: String
    private let forms: [Form]
    private let slip: (path: String, form: TextForm)
    private let common: [Placeholder: String]
    private let key: LinkKey
    /// After all bytes before the directory.
    private let hash: SHA256

    /// - Throws: `archiveDiffers` when the store no longer has what was issued, `storeFailed`.
    init(
        _ base: KitArchive, manifest: KitManifest, forms: [(path: String, form: DocxForm)], hasDueDay: Bool,
        key: LinkKey
    ) throws {
        self.base = base
        self.key = key
        let edition = base.edition
        let folder = "\(edition.folder)/\(PersonalManifest.folder(ascii: edition.isASCII))"
        let files = forms.map { form in
            Form(path: KitPath.own(form.path, under: folder), form: form.form)
        }
        self.folder = folder
        self.forms = files
        let page = PersonalSlip(
            manifest, forms: files.map(\.path),
            contents: "../\(KitBuilder.contentsPath(ascii: edition.isASCII))", hasDueDay: hasDueDay)
        slip = (
            edition.isASCII ? "Phieu giao nhan.html" : "Phiếu giao nhận.html",
            try TextForm(page.html, escaping: .xml)
        )
        common = [
            .kit: manifest.name.vi, .edition: edition.name.vi, .issued: edition.issuedOn.office,
            .office: manifest.office,
        ]
        hash = try PersonalKits.hash(of: base)
    }

    /// The archive of one recipient: the common one with the branch's own files after everything else.
    /// - Throws: `archiveRefused` when names or sizes break the rules of archives, `storeFailed`.
    package func archive(for recipient: KitRecipient) throws -> KitArchive {
        let items = try files(for: recipient).map { file in
            ZipItem(
                name: "\(folder)/\(file.path)", payload: .deflatedBytes(file.file.deflated),
                size: UInt64(file.file.bytes.count), crc32: file.file.crc32)
        }
        let plan = try SatchelError.wrapping(base.edition.folder) { try base.plan.appending(items) }
        var hash = hash
        try plan.forEachPiece(in: base.plan.directoryStart..<plan.length) { hash.update(bufferPointer: $0) }
        return KitArchive(
            base.edition, base.content, recipient: recipient.code, plan,
            sha256: BlobStore.hex(hash.finalize()))
    }

    /// The branch's own files in the order in which they lie in its folder: by the bytes of their names.
    private func files(for recipient: KitRecipient) throws -> [(path: String, file: FilledFile)] {
        let values = values(for: recipient)
        var files = try forms.map { ($0.path, try $0.form.filled(values)) }
        files.append((slip.path, slip.form.filled(values)))
        let manifest = PersonalManifest(
            kit: base.edition.kit, edition: base.edition.number, branch: recipient.code,
            branchName: recipient.name, copy: recipient.copyNumber)
        files.append((PersonalManifest.file, FilledFile(stored: try manifest.json())))
        files.sort { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
        let sums = files.map { "\(BlobStore.sha256($0.1.bytes))  \($0.0)\n" }.joined()
        let place = files.firstIndex { !$0.0.utf8.lexicographicallyPrecedes("SHA256SUMS".utf8) }
        files.insert(("SHA256SUMS", FilledFile(stored: Array(sums.utf8))), at: place ?? files.count)
        return files.map { (path: $0.0, file: $0.1) }
    }

    private func values(for recipient: KitRecipient) -> [Placeholder: String] {
        var values = common
        values[.branch] = recipient.name
        values[.committee] = recipient.committee
        values[.partyBase] = recipient.committee.map(Placeholder.partyBase(ledBy:))
        values[.secretary] = recipient.secretary
        values[.copy] = "\(recipient.copyNumber)"
        values[.due] = recipient.dueOn?.office
        values[.receipt] = recipient.id.flatMap {
            key.receiptCode(recipient: $0, edition: base.edition.number)?.text
        }
        return values
    }

    /// The hash of what all have alike; that the archive they come from is the one issued is seen on the way.
    private static func hash(of base: KitArchive) throws -> SHA256 {
        var hash = SHA256()
        let start = base.plan.directoryStart
        try base.reading(for: base.edition.folder) {
            try base.plan.forEachPiece(in: 0..<start) { hash.update(bufferPointer: $0) }
        }
        var whole = hash
        try base.plan.forEachPiece(in: start..<base.length) { whole.update(bufferPointer: $0) }
        guard BlobStore.hex(whole.finalize()) == base.sha256 else { throw base.differs() }
        return hash
    }
}

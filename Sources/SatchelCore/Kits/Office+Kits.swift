import Foundation

extension Office {
    /// Writes the archive of an issued edition: the bytes it was issued with, checked against its hash.
    /// - Throws: `kitUnknown`, `editionUnknown`, `blobMissing`, `archiveDiffers`, and what writing throws.
    package func build(edition: Edition, to path: String) throws {
        try KitBuilder(store: store).write(
            try register.items(of: edition), folder: edition.folder, day: edition.issuedOn, to: path)
        guard try BlobStore.sha256(ofFile: path) == edition.archiveSHA256 else {
            try? FileManager.default.removeItem(atPath: path)
            throw SatchelError(.archiveDiffers, ["kit": edition.kit, "edition": "\(edition.number)"])
        }
    }

    /// Writes the update kit: what changed from an earlier edition to a later one, with its own contents page.
    /// - Throws: as `build(edition:to:)`; `updateBackwards`.
    package func buildUpdate(from old: Edition, to new: Edition, at path: String) throws {
        guard old.number < new.number else {
            throw SatchelError(.updateBackwards, ["from": "\(old.number)", "to": "\(new.number)"])
        }
        let changes = try changes(from: old, to: new)
        let items = changes.lines.flatMap(\.putIn)
        let manifest = try manifest(of: new).update(
            from: old.number, changes: changes, labels: try register.labels())
        let isASCII = new.folder.allSatisfy(\.isASCII)
        try KitBuilder(store: store).write(
            items, pages: try KitBuilder.pages(for: manifest, items: items, ascii: isASCII),
            folder: new.folder, day: new.issuedOn, to: path)
    }

    /// The change list between two editions, as the register stood when the later one was issued.
    package func changes(from old: Edition, to new: Edition) throws -> ChangeList {
        let inForce = try register.inForce(new.known)
        return ChangeList(
            from: try register.items(of: old), to: try register.items(of: new), issuedOn: new.issuedOn
        ) { inForce.dayReplaced($0, by: $1) }
    }

    /// `kit.json` of an issued edition, from the store.
    /// - Throws: `blobMissing`, `blobAltered`.
    package func manifest(of edition: Edition) throws -> KitManifest {
        guard let blob = try register.items(of: edition).first(where: { $0.path == "kit.json" })?.blob else {
            throw SatchelError(.blobMissing, ["sha256": "kit.json"])
        }
        return try JSONDecoder().decode(KitManifest.self, from: Data(try store.bytes(of: blob)))
    }
}

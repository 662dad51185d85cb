import Foundation
import Zip

extension Office {
    /// The archive of an issued edition, or, when that is much smaller, of what changed since an earlier one: an update
    /// that would save less than a fifth of the bytes is not worth the confusion.
    /// - Throws: `blobMissing`, `blobAltered`, `updateBackwards`.
    package func archive(of edition: Edition, since old: Edition? = nil) throws -> KitArchive {
        let plan = try KitBuilder(store: store).plan(
            try register.items(of: edition), folder: edition.folder, day: edition.issuedOn)
        let full = KitArchive(edition, .full, plan, sha256: edition.archiveSHA256)
        guard let old else { return full }
        let update = try updateArchive(from: old, to: edition)
        return update.length * 5 > full.length * 4 ? full : update
    }

    /// The archive of what changed from an earlier edition to a later one, with its own contents page.
    /// - Throws: as `archive(of:since:)`.
    package func updateArchive(from old: Edition, to new: Edition) throws -> KitArchive {
        guard old.number < new.number else {
            throw SatchelError(.updateBackwards, ["from": "\(old.number)", "to": "\(new.number)"])
        }
        let changes = try changes(from: old, to: new)
        let items = changes.lines.flatMap(\.putIn)
        let manifest = try manifest(of: new).update(
            from: old.number, changes: changes, labels: try register.labels())
        let plan = try KitBuilder(store: store).plan(
            items, pages: try KitBuilder.pages(for: manifest, items: items, ascii: new.isASCII),
            folder: new.folder, day: new.issuedOn)
        return try SatchelError.wrapping(new.folder) {
            KitArchive(new, .update(from: old.number), plan, sha256: try plan.sha256())
        }
    }

    /// The kits of an edition (or updates since an earlier one) with each branch's own files in them.
    /// - Throws: as `archive(of:since:)`; `archiveDiffers` when the store no longer has what was issued.
    package func personalKits(of edition: Edition, since old: Edition? = nil) throws -> PersonalKits {
        let forms = try register.forms(of: edition).compactMap { item, source in
            try item.path.map { (path: $0, form: try DocxForm(try store.bytes(of: source), name: $0)) }
        }
        return try PersonalKits(
            try archive(of: edition, since: old), manifest: try manifest(of: edition), forms: forms,
            hasDueDay: try register.hasDueDay(edition), key: try LinkKey(folder: folder))
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

import Foundation
import Zip

/// Turns the items of an edition into an archive: same items, same bytes, wherever and whenever it is built.
package struct KitBuilder: Sendable {
    /// The layout of archives; an edition remembers the one it was issued with.
    package static let layout = 1

    /// A file Satchel makes for an archive: contents page, `kit.json`, `SHA256SUMS`.
    package struct Page: Sendable, Hashable {
        package let path: String
        package let bytes: [UInt8]
    }

    let store: BlobStore

    package init(store: BlobStore) { self.store = store }

    /// The pages of an archive with these items.
    package static func pages(for manifest: KitManifest, items: [EditionItem], ascii: Bool) throws -> [Page] {
        let pages = [
            Page(
                path: contentsPath(ascii: ascii), bytes: Array(ContentsPage(manifest).html.utf8)),
            Page(path: "kit.json", bytes: try manifest.json()),
        ]
        var sums = items.compactMap { item in
            item.path.flatMap { path in item.blob.map { (path, $0.sha256) } }
        }
        sums += pages.map { ($0.path, BlobStore.sha256($0.bytes)) }
        sums.sort { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
        let lines = sums.map { "\($0.1)  \($0.0)\n" }.joined()
        return pages + [Page(path: "SHA256SUMS", bytes: Array(lines.utf8))]
    }

    /// Where the contents page lies in an archive.
    static func contentsPath(ascii: Bool) -> String { ascii ? "Muc luc.html" : "Mục lục.html" }

    /// Takes pages into the store and so freezes them.
    package func frozen(_ pages: [Page]) throws -> [EditionItem] {
        try pages.map { page in
            EditionItem(
                slot: "", kind: .generated, identity: "page:\(page.path)", path: page.path,
                blob: try store.ingest(page.bytes, name: page.path))
        }
    }

    /// Lays out the archive of items (and pages that are not in the store) under one top folder, stamped with a day.
    /// Entries lie in the order of their paths' bytes.
    /// - Throws: `blobMissing`, `archiveRefused`.
    package func plan(
        _ items: [EditionItem], pages: [Page] = [], folder: String, day: Day
    ) throws -> ArchivePlan {
        var entries = try items.compactMap { item -> ZipItem? in
            guard let path = item.path, let blob = item.blob else { return nil }
            return try store.item(named: "\(folder)/\(path)", blob)
        }
        entries += try pages.map { try BlobStore.item(named: "\(folder)/\($0.path)", $0.bytes) }
        entries.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        return try SatchelError.wrapping(folder) {
            try ArchivePlan(entries, stamp: (year: day.year, month: day.month, day: day.day))
        }
    }
}

extension SatchelError {
    /// Runs a step of `Zip` and words its errors as ours, once.
    package static func wrapping<Value>(_ path: String, _ step: () throws -> Value) throws -> Value {
        do {
            return try step()
        } catch let error as ZipError {
            if error.rule == .io {
                let code = error.systemError.map(Code.init(systemError:)) ?? .storeFailed
                throw SatchelError(code, ["path": path, "why": error.detail], cause: error)
            }
            throw SatchelError(
                .archiveRefused,
                ["path": path, "entry": error.entry ?? "", "rule": error.rule.rawValue, "why": error.detail],
                cause: error)
        }
    }
}

/// What those who hold one edition are told has changed.
package struct PlannedDigest: Sendable {
    /// The edition held; nil for those who hold none.
    package let held: Int?
    package let label: Text
    package let changes: [ChangeWords]

    /// `Giữ đợt 3 (11/2023): 17 thay đổi`.
    package var title: Text {
        let count = changes.count
        return Text(
            "\(PageWords.capital(label.vi)): \(count) thay đổi",
            "\(PageWords.capital(label.en)): \(count) \(count == 1 ? "change" : "changes")")
    }
}

extension Office {
    /// The changes that notices of a plan will tell of, counted once from each edition that their readers hold, the
    /// newest first.
    /// - Throws: `editionUnknown`, `blobMissing`.
    package func digests(of lines: [PlannedLine], in kit: KitNotices) throws -> [PlannedDigest] {
        try digests(for: lines.filter { $0.notice.kind == .reminder }.compactMap(\.need), in: kit)
    }

    /// The same for any needs of the kit's newest edition.
    package func digests(for needs: [BranchNeed], in kit: KitNotices) throws -> [PlannedDigest] {
        if needs.isEmpty { return [] }
        let manifest = try manifest(of: kit.edition)
        let editions = try register.editions(of: kit.kit)
        return try Set(needs.map(\.held)).sorted { ($0 ?? 0) > ($1 ?? 0) }.map { number in
            guard let old = editions.first(where: { $0.number == number }) else {
                return PlannedDigest(
                    held: nil, label: Text("chưa giữ đợt nào", "holds none"),
                    changes: manifest.changesFrom == nil ? [] : manifest.changes.map { ChangeWords($0) })
            }
            let label = PageWords.edition(old.number, old.issuedOn)
            let changes =
                old.number < kit.edition.number ? try changes(since: old, in: manifest, of: kit.edition) : []
            return PlannedDigest(
                held: number, label: Text("giữ \(label.vi)", "holds \(label.en)"),
                changes: changes.map { ChangeWords($0) })
        }
    }
}

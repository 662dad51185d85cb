import SatchelCore

// What was found otherwise than recorded, and what an earlier holder has not handed over.
extension AuditText {
    /// The names of what was found too many, or missing, in a row's copy.
    func found(
        _ row: ReviewRow, _ items: KeyPath<ReviewAnswer.Contents, [String]>
    ) -> Listing.Cell {
        .list(answer.contents(of: row)?[keyPath: items].map { name($0) } ?? [])
    }

    /// How many copies were found to lack, or to hold besides, which document; how many are with an earlier holder.
    var foundLines: [String] {
        let held = answer.rows.compactMap(answer.contents(of:))
        let missing = AuditText.counts(held.flatMap(\.missing).map { name($0) })
        let extra = AuditText.counts(held.flatMap(\.extra).map { name($0) })
        let withheld = AuditText.counts(answer.rows.compactMap(\.withheld))
        return missing.map { name, count in
            AuditText.found(
                Text("Đối chiếu thấy thiếu {what}: {n} bản", "Found missing: {what}, in {n} copies"), name,
                count)
        }
            + extra.map { name, count in
                AuditText.found(
                    Text("Đối chiếu thấy thừa {what}: {n} bản", "Found extra: {what}, in {n} copies"), name,
                    count)
            }
            + withheld.map { edition, count in
                AuditText.found(
                    Text(
                        "Người trước còn giữ đợt {what}, chưa bàn giao: {n} bản",
                        "Edition {what} is with an earlier holder, not handed over: {n} copies"),
                    "\(edition)",
                    count)
            }
    }

    private static func counts<Item: Hashable & Comparable>(_ items: [Item]) -> [(Item, Int)] {
        Dictionary(grouping: items, by: \.self).map { ($0.key, $0.value.count) }.sorted { $0.0 < $1.0 }
    }

    private static func found(_ text: Text, _ what: String, _ count: Int) -> String {
        "  " + Style.warning("! ") + text.chosen(["what": what, "n": "\(count)"])
    }
}

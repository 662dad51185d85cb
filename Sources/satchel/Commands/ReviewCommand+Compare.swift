import ArgumentParser
import SatchelCore

extension ReviewCommand {
    /// `satchel review compare`: what changed between two reviews of one kit.
    struct Compare: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "compare",
                abstract: Text(
                    "So hai bảng của một cặp: nơi nào tốt hơn, kém hơn, mới, không còn.",
                    "Two reviews of one kit: who improved, fell behind, is new, is gone."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions
        @Argument(help: ArgumentHelp(Text("Số của bảng trước.", "The first one.").chosen)) var first: Int
        @Argument(help: ArgumentHelp(Text("Số của bảng sau.", "The second one.").chosen)) var second: Int

        func run() throws {
            let register = try global.office().register
            let reviews = (try register.review(first), try register.review(second))
            let comparison = try ReviewComparison(from: reviews.0, to: reviews.1)
            if listing.format == .table { print(Compare.counts(comparison)) }
            let committees = reviews.0.answer.names.merging(reviews.1.answer.names) { $1 }
            let list = Compare.rows(comparison, committees)
            if listing.format != .table || !list.rows.isEmpty { list.print(listing.format) }
        }

        private static func counts(_ comparison: ReviewComparison) -> String {
            let (first, second) = (comparison.first, comparison.second)
            var lines = [
                Style.bold(
                    Text(
                        "So sánh {kit}: bảng số {a} (ngày {on}) → bảng số {b} (ngày {then})",
                        "Comparison of {kit}: review {a} ({on}) → review {b} ({then})"
                    ).chosen([
                        "kit": first.kit, "a": "\(first.number)", "on": first.day.office,
                        "b": "\(second.number)", "then": second.day.office,
                    ]))
            ]
            if !comparison.under.isEmpty {
                let under = comparison.under.joined(separator: ", ")
                lines.append(
                    Text("  Chỉ so phần chung: dưới {under}", "  Compared below {under} only").chosen([
                        "under": under
                    ]))
            }
            let parts = ReviewComparison.Kind.allCases.compactMap { kind -> String? in
                let count = comparison.count(kind)
                return count == 0 ? nil : "\(count) \(kind.text.chosen)"
            }
            let same = Text("{n} không đổi", "{n} unchanged").chosen(["n": "\(comparison.unchanged)"])
            lines.append("  " + (parts + [same]).joined(separator: " + "))
            return (lines + moves(comparison)).joined(separator: "\n")
        }

        /// How many moved from which verdict to which.
        private static func moves(_ comparison: ReviewComparison) -> [String] {
            ReviewComparison.Kind.allCases.flatMap { kind -> [String] in
                let words = comparison.changes.filter { $0.kind == kind }.map { change in
                    [(change.before, change.contentsBefore), (change.after, change.contentsAfter)].map {
                        row, contents in
                        guard let row else { return "–" }
                        let old = Text(", giữ văn bản hết hiệu lực", ", holds what is out of force").chosen
                        return row.edition.text.chosen + (contents?.outdated.isEmpty ?? true ? "" : old)
                    }.joined(separator: " → ")
                }
                let counts = Dictionary(grouping: words) { $0 }.mapValues(\.count)
                return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
                    "    \(kind.text.chosen): \($0.value) \($0.key)"
                }
            }
        }

        private static func rows(_ comparison: ReviewComparison, _ committees: [String: String]) -> Listing {
            var list = Listing([
                .init("change", "Thay đổi", "Change"), .init("code", "Mã", "Code"),
                .init("node", "Tổ chức", "Node"), .init("parent", "Cấp trên", "Parent"),
                .init("copyNumber", "Bản số", "Copy no."), .init("copy", "Bản", "Copy"),
                .init("before", "Trước", "Before"), .init("after", "Sau", "After"),
                .init("heldBefore", "Giữ đợt (trước)", "Held before"),
                .init("heldAfter", "Giữ đợt (sau)", "Holds"),
                .init("outdatedBefore", "Hết hiệu lực (trước)", "Out of force before"),
                .init("outdatedAfter", "Hết hiệu lực (sau)", "Out of force"),
                .init("turn", "Phần việc của", "Whose turn"),
            ])
            for change in comparison.changes {
                guard let row = change.row else { continue }
                let turns = change.after?.turns ?? []
                list.rows.append([
                    .word(change.kind.rawValue, change.kind.text), .text(row.code), .text(row.name),
                    .optional(row.parent.flatMap { committees[$0] }), .number(row.copyNumber),
                    .word(row.copy.word, row.copy.text), verdict(change.before), verdict(change.after),
                    .optional(change.before?.held), .optional(change.after?.held),
                    .optional(change.before == nil ? nil : change.contentsBefore?.outdated.count ?? 0),
                    .optional(change.after == nil ? nil : change.contentsAfter?.outdated.count ?? 0),
                    .parts(
                        turns.map { ["who": $0.rawValue] }, turns.map(\.text.chosen).joined(separator: "; ")),
                ])
            }
            return list
        }

        private static func verdict(_ row: ReviewRow?) -> Listing.Cell {
            row.map { .word($0.edition.rawValue, $0.edition.text) } ?? .none
        }
    }
}

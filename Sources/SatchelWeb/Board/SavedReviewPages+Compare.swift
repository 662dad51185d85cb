import SatchelCore

extension SavedReviewPages {
    /// Two reviews of one kit: who improved, fell behind, is new, is gone.
    @Sendable static func compare(_ visit: Visit) throws -> Answer {
        guard let first = try visit.number("a"), let second = try visit.number("b") else {
            throw SatchelError(
                .fieldMissing, ["column": visit.say("Bảng trước, bảng sau", "First and second review")])
        }
        let reviews = (try visit.register.review(first), try visit.register.review(second))
        let comparison = try ReviewComparison(from: reviews.0, to: reviews.1)
        let kind = visit.query["change"].flatMap(ReviewComparison.Kind.init(rawValue:))
        let asked = comparison.changes.filter { change in kind.map { $0 == change.kind } ?? true }
        let title = visit.say(
            "So sánh bảng số \(first) và số \(second)", "Reviews \(first) and \(second) compared")
        let under: HTML? =
            comparison.under.isEmpty
            ? nil
            : "<p>\(visit.say("Chỉ so phần chung: dưới", "Compared only below")) \(comparison.under.joined(separator: ", "))</p>"
        return visit.page(
            title, at: .review,
            """
            <h1>\(title)</h1>
            <p class="soft">\(visit.say(reviews.0.kitName.vi, reviews.0.kitName.en)): \
            <a href="/reviews/\(first)">\(visit.say("ngày", "on")) \(comparison.first.day.office)</a> → \
            <a href="/reviews/\(second)">\(visit.say("ngày", "on")) \(comparison.second.day.office)</a></p>
            \(under)
            \(visit.card(visit.say("Thay đổi", "Changes"), counts(visit, comparison)))
            \(asked.isEmpty ? nil : visit.card(visit.say("Từng nơi", "Names"), "\(table(visit, Array(visit.paged(asked)), reviews).html)\(visit.pager(asked.count))"))
            """)
    }

    private static func counts(_ visit: Visit, _ comparison: ReviewComparison) -> HTML {
        let marks: [ReviewComparison.Kind: Mark] = [
            .improved: .ok, .fellBehind: .bad, .otherContents: .late, .new: .none, .gone: .none,
        ]
        let items = ReviewComparison.Kind.allCases.filter { comparison.count($0) > 0 }.map { kind -> HTML in
            let address = visit.address(setting: [("change", kind.rawValue)])
            return
                "<a class=\"mark \(marks[kind]?.rawValue ?? "none")\" href=\"\(address)\">\(comparison.count(kind)) \(visit.say(kind.text))</a>"
        }
        let same = "\(comparison.unchanged) \(visit.say("không đổi", "unchanged"))"
        return "<p class=\"row\">\(items)<span>\(same)</span></p>"
    }

    private static func table(
        _ visit: Visit, _ changes: [ReviewComparison.Change], _ reviews: (Review, Review)
    ) -> Table {
        let committees = reviews.0.answer.names.merging(reviews.1.answer.names) { $1 }
        return Table(
            [
                .init(visit.say("Tổ chức", "Node")), .init(visit.say("Bản", "Copy")),
                .init(visit.say("Thay đổi", "Change")), .init(visit.say("Trước", "Before")),
                .init(visit.say("Sau", "After")),
            ],
            rows: changes.compactMap { change in
                guard let row = change.row else { return nil }
                let parent: HTML? = row.parent.flatMap { committees[$0] }.map {
                    "<br><span class=\"soft small\">\($0)</span>"
                }
                return [
                    "\(row.name)\(parent)",
                    "\(visit.say(row.copy.text)), \(visit.say("số", "no.")) \(row.copyNumber)",
                    .text(visit.say(change.kind.text)),
                    state(visit, change.before, change.contentsBefore, reviews.0),
                    state(visit, change.after, change.contentsAfter, reviews.1),
                ]
            })
    }

    private static func state(
        _ visit: Visit, _ row: ReviewRow?, _ contents: ReviewAnswer.Contents?, _ review: Review
    ) -> HTML {
        guard let row else { return "–" }
        let held = row.held.map { visit.say("đợt \($0), ", "edition \($0), ") } ?? ""
        let old = contents?.outdated.count ?? 0
        let trouble: HTML? =
            old > 0
            ? "<br><span class=\"small\">\(visit.say("\(old) văn bản hết hiệu lực", "\(old) out of force"))</span>"
            : nil
        let address = "/reviews/\(review.head.number)/cell?node=\(Fields.encoded(row.code))"
        return "<a href=\"\(address)\">\(held)\(visit.say(row.edition.text))</a>\(trouble)"
    }
}

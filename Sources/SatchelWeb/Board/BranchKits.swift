import SatchelCore

/// The kits of one branch: what it holds of each copy, how that is known, and what was sent to it.
struct BranchKits {
    private let history: NodeHistory
    private let visit: Visit
    private let names: [String: Text]
    private let notices: [Notice]

    init(of history: NodeHistory, _ visit: Visit) throws {
        self.history = history
        self.visit = visit
        let kits = try visit.register.kits()
        names = Dictionary(uniqueKeysWithValues: kits.map { ($0.definition.slug, $0.definition.name) })
        notices = try visit.register.notices(NoticeSearch(node: history.code))
        var evidence: [String: [Evidence]] = [:]
        for slug in Set(history.held.map(\.kit)) {
            evidence[slug] = try visit.register.evidence(of: slug, node: history.code)
        }
        self.evidence = evidence
    }

    private let evidence: [String: [Evidence]]

    var html: HTML {
        var slugs: [String] = []
        for held in history.held where !slugs.contains(held.kit) { slugs.append(held.kit) }
        guard slugs.isEmpty else { return "\(slugs.map(card))" }
        let none = visit.say(
            "Chưa được cấp cặp tài liệu nào.", "No kit has been supplied here.")
        return visit.card(visit.say("Cặp tài liệu", "Kits"), "<p class=\"soft\">\(none)</p>")
    }

    private func card(_ slug: String) -> HTML {
        let held = history.held.filter { $0.kit == slug }
        let rows = evidence[slug] ?? []
        let number = held.first.map { "\($0.copyNumber)" } ?? ""
        let title = visit.say(
            Text("{kit}, bản số {n}", "{kit}, copy {n}"),
            ["kit": names[slug].map { visit.say($0) } ?? slug, "n": number])
        let code = Fields.encoded(history.code)
        let record: HTML? =
            visit.mayUse("evidence.record")
            ? visit.action(
                "/receipts/new?kit=\(Fields.encoded(slug))&q=\(code)",
                visit.say("Ghi xác nhận thay chi bộ", "Record a receipt for them"))
            : nil
        return visit.card(
            title, end: record,
            """
            \(visit.facts(held.map { ($0.copy.text(visit.language), state($0, rows)) }))
            \(proofs(rows, of: slug))\(BranchNotices(notices.filter { $0.kit == slug }, visit).html)
            """)
    }

    private func state(_ held: NodeHistory.Held, _ rows: [Evidence]) -> HTML {
        let hasEnded = history.endedOn.map { $0 <= visit.today } ?? false
        if let at = held.nowAt {
            return "\(Mark.none(visit.say("nay nơi khác giữ", "held elsewhere now"))) \(visit.node(at))"
        }
        if let day = held.endedOn {
            return Mark.none(
                visit.say("đã nộp lại hoặc báo mất \(day.office)", "returned or lost \(day.office)"))
        }
        guard let edition = held.edition else {
            return held.withheld == nil
                ? Mark.none(visit.say("chưa có xác nhận đã nhận", "no receipt"))
                : Mark.late(
                    visit.say("người trước giữ, chưa bàn giao", "with the former holder, not handed over"))
        }
        if hasEnded { return Mark.bad(visit.say("phải thu hồi", "to be recalled")) }
        let proof = rows.showing(held.copy, of: edition)
        return """
            <b>\(visit.say("đợt \(edition)", "edition \(edition)"))</b>\
            \(proof.map { ", \($0.proof.text(visit.language)) \($0.happenedOn.office)" } ?? "")
            """
    }

    /// Every row of evidence, newest first; the first few at once.
    private func proofs(_ rows: [Evidence], of slug: String) -> HTML? {
        if rows.isEmpty { return nil }
        let columns = [
            Table.Column(visit.say("Ngày", "Day")), .init(visit.say("Việc", "What")),
            .init(visit.say("Bản", "Copy")), .init(visit.say("Cách", "How")),
            .init(visit.say("Người", "Person")), .init(visit.say("Ghi vào sổ", "Recorded")),
        ]
        let title = visit.say("Lịch sử xác nhận (\(rows.count))", "All evidence (\(rows.count))")
        let all = "/receipts?kit=\(Fields.encoded(slug))&node=\(Fields.encoded(history.code))"
        let rest: HTML? =
            rows.count > 60
            ? "<p><a href=\"\(all)\">\(visit.say("Xem tất cả xác nhận", "See all evidence"))</a></p>" : nil
        return """
            <details\(rows.count <= 8 ? HTML.raw(" open") : nil)><summary>\(title)</summary>
            \(Table(columns, rows: rows.reversed().prefix(60).map(row)).html)\(rest)</details>
            """
    }

    private func row(_ evidence: Evidence) -> [HTML] {
        let edition: HTML? =
            evidence.edition > 0
            ? ", \(visit.say("đợt \(evidence.edition)", "edition \(evidence.edition)"))" : nil
        let from: HTML? = evidence.inheritedFrom.map {
            "<br><span class=\"soft\">\(visit.say("từ", "from")) \(visit.node($0))</span>"
        }
        let note: HTML? = evidence.note.map { "<br><span class=\"soft\">\($0)</span>" }
        let behalf: HTML? = evidence.onBehalfOf.map {
            "<br><span class=\"soft\">\(visit.say("thay \($0)", "for \($0)"))</span>"
        }
        let scan: HTML? =
            evidence.scan == nil
            ? nil
            : "<br><a href=\"/receipts/\("\(evidence.id)")/scan\">\(visit.say("bản chụp xác nhận số \(evidence.id)", "scan of receipt \(evidence.id)"))</a>"
        return [
            visit.whole(.text(evidence.happenedOn.office)),
            "\(evidence.proof.text(visit.language))\(edition)\(from)\(note)\(scan)",
            .text(evidence.copy.text(visit.language)), .text(evidence.medium.text(visit.language)),
            "\(evidence.person ?? "")\(behalf)",
            """
            <span class="w">\(visit.register.clock.stamp(evidence.recordedAt))</span><br><span class="soft">\(evidence.recordedBy)</span>
            """,
        ]
    }
}

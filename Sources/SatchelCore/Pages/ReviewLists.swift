/// The two lists of a review that are never mixed: who has not updated, and what the board has not supplied.
struct ReviewLists {
    private let answer: ReviewAnswer
    private let names: ReviewNames
    private let language: Language

    init(_ answer: ReviewAnswer, _ names: ReviewNames, _ language: Language) {
        self.answer = answer
        self.names = names
        self.language = language
    }

    var html: HTML {
        """
        \(documents)\
        <section><h2>\(Text("Nơi chưa cập nhật", "Who has not updated")(language))</h2>\(branches)</section>
        <section><h2>\(Text("Phần việc của ban: chưa cấp", "What the board has not supplied")(language))</h2>\(board)</section>

        """
    }

    private var documents: HTML? {
        let held = answer.outdated
        if held.isEmpty { return nil }
        let rows = held.enumerated().map { place, line -> HTML in
            let next = line.document.replacedBy.map(names.citation).joined(separator: "; ")
            let status = line.document.status.text(language)
            return """
                <tr>\(labelled("n", heads[0], "\(place + 1)"))<td>\(PageWords.name(names.citation(line.document.document)))</td>\
                \(labelled("", heads[2], line.document.since.office))\(labelled("", heads[3], next.isEmpty ? status : next))\
                \(labelled("", heads[4], line.document.turn.text(language)))\(labelled("n", heads[5], "\(line.copies[.electronic] ?? 0)"))\
                \(labelled("n", heads[6], "\(line.copies[.paper] ?? 0)"))</tr>

                """
        }
        let head = heads.enumerated().map { place, head -> HTML in
            "<th class=\"\([0, 5, 6].contains(place) ? "n" : "")\" scope=\"col\">\(head(language))</th>"
        }
        return """
            <section><h2>\(Text("Văn bản hết hiệu lực còn được giữ", "What is out of force, but held")(language))</h2>
            <table class="folding old"><thead><tr>\(head)</tr></thead><tbody>
            \(rows)</tbody></table></section>

            """
    }

    private var heads: [Text] {
        [
            Text("Số", "No."), Text("Văn bản", "Document"), Text("Hết hiệu lực từ", "Out of force since"),
            Text("Nay áp dụng", "What applies now"), Text("Phần việc của", "Whose turn"),
            Text("Bản điện tử", "Electronic copies"), Text("Cặp giấy", "Paper folders"),
        ]
    }

    private func labelled(_ kind: String, _ label: Text, _ content: String) -> HTML {
        "<td class=\"\(kind)\" data-label=\"\(label(language)):\">\(PageWords.name(content))</td>"
    }

    /// Whose turn it is to act among the recipients, by committee.
    private var branches: HTML {
        let waiting = answer.rows.filter { $0.turns.contains(.branch) }
        if waiting.isEmpty { return "<p>\(Text("Không có.", "Nobody.")(language))</p>" }
        let byCommittee = Dictionary(grouping: waiting) { $0.parent ?? "" }
        let known = answer.committees.map(\.code)
        let others = byCommittee.keys.filter { !known.contains($0) }.sorted()
        let lines = (known + others).compactMap { code -> HTML? in
            guard let rows = byCommittee[code] else { return nil }
            let places = recipients(rows)
            let name = names.committees[code] ?? Text("Không có cấp trên trong sổ", "Nothing above")(language)
            return """
                <p><b>\(name) (\(places.count)):</b> \(HTML.joined(places.map(place), by: "; ")).</p>

                """
        }
        let count = Text(
            "\(recipients(waiting).count) nơi nhận, \(waiting.count) bản.",
            "\(recipients(waiting).count) recipients, \(waiting.count) copies.")
        return "<p class=\"count\">\(count(language))</p><div class=\"names\">\(lines)</div>"
    }

    /// The rows of each recipient, which stand together.
    private func recipients(_ rows: [ReviewRow]) -> [[ReviewRow]] {
        rows.reduce(into: []) { groups, row in
            if groups.last?.first?.code == row.code {
                groups[groups.count - 1].append(row)
            } else {
                groups.append([row])
            }
        }
    }

    private func place(_ rows: [ReviewRow]) -> HTML {
        let copies = rows.map { row in
            let held =
                row.held.map { Text("đợt \($0)", "edition \($0)")(language) } ?? row.edition.text(language)
            return "\(row.copy.text(language)) \(held)"
        }
        let late = rows.map(\.daysLate).max() ?? 0
        let tail = late > 0 ? [Text("trễ \(late) ngày", "\(late) days late")(language)] : []
        return "\(rows[0].name) (\(rows[0].code)): \((copies + tail).joined(separator: ", "))"
    }

    /// What the board has to supply, with how many copies wait for it; no recipient is named.
    private var board: HTML {
        let waiting = answer.rows.filter { $0.turns.contains(.board) }
        if waiting.isEmpty { return "<p>\(Text("Không có.", "Nothing.")(language))</p>" }
        let documents = answer.outdated.filter { $0.document.turn == .board }.map { line -> Text in
            let count = line.copies.values.reduce(0, +)
            let name = names.citation(line.document.document)
            return Text(
                "\(name), hết hiệu lực từ \(line.document.since.office), vẫn có trong đợt mới nhất: \(count) bản đang giữ.",
                "\(name), out of force since \(line.document.since.office), is in the latest edition too: \(count) copies hold it."
            )
        }
        let withdrawn = waiting.count { $0.edition == .withdrawn && $0.supplied == nil }
        let unsupplied = waiting.count { $0.edition == .notRecipient }
        let others = [
            (
                withdrawn,
                Text(
                    "Đợt đang giữ đã ngừng dùng, chưa cấp đợt khác: \(withdrawn) bản.",
                    "The edition held was withdrawn and no other supplied: \(withdrawn) copies.")
            ),
            (
                unsupplied,
                Text(
                    "Giữ văn bản hết hiệu lực nhưng chưa được cấp đợt mới nhất: \(unsupplied) bản.",
                    "Holding what is out of force, not supplied with the latest edition: \(unsupplied) copies."
                )
            ),
        ].filter { $0.0 > 0 }.map(\.1)
        let lines = (documents + others).map { "<li>\(PageWords.name($0(language)))</li>" as HTML }
        return "<ul>\(lines)</ul>"
    }
}

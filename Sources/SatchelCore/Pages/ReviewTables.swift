/// Totals of a review by committee.
struct ReviewTotalsTable {
    let html: HTML

    init(_ answer: ReviewAnswer, _ language: Language) {
        let total = answer.total
        let verdicts = HoldingsAudit.EditionVerdict.allCases.filter { total[$0] > 0 }
        let columns: [(Text, (ReviewTotals) -> Int)] =
            [(Text("Số bản", "Copies"), { $0.rows })]
            + verdicts.map { verdict in
                (
                    Text(PageWords.capital(verdict.text.vi), PageWords.capital(verdict.text.en)),
                    { $0[verdict] }
                )
            }
            + [
                (Text("Giữ văn bản hết hiệu lực", "Holds what is out of force"), { $0[.outdated] }),
                (Text("Chi bộ chưa cập nhật", "Branch's turn"), { $0.branchsTurn }),
                (Text("Ban chưa cấp", "Board's turn"), { $0.boardsTurn }),
                (Text("Quá hạn", "Overdue"), { $0.late }),
            ]
        let heads = columns.map { "<th class=\"n\" scope=\"col\">\($0.0(language))</th>" as HTML }
        func line(_ name: HTML, _ totals: ReviewTotals, _ attributes: HTML) -> HTML {
            let cells = columns.map { column -> HTML in
                "<td class=\"n\" data-label=\"\(column.0(language)):\">\(column.1(totals))</td>"
            }
            return "<tr\(attributes)><td>\(name)</td>\(cells)</tr>\n"
        }
        let totals = answer.totals
        let depths = ReviewTotalsTable.depths(answer.committeesAsked)
        let lines = answer.committeesAsked.map { committee in
            line(
                "\(committee.name) (\(committee.code))", totals[committee.code] ?? ReviewTotals(),
                " class=\"d\(min(6, depths[committee.code] ?? 0))\"")
        }
        // One committee above all of them says the same.
        let isToldAlready = answer.committeesAsked.contains { totals[$0.code] == total }
        let all =
            isToldAlready ? nil : line("\(Text("Cộng", "Total")(language))", total, " class=\"all\"")
        html = """
            <section><h2>\(Text("Tổng hợp theo tổ chức đảng", "Totals by committee")(language))</h2>
            <table class="folding sums"><thead><tr><th scope="col">\(Text("Tổ chức đảng", "Committee")(language))</th>\(heads)</tr></thead>
            <tbody>\(lines)\(all)</tbody></table></section>

            """
    }

    private static func depths(_ committees: [ReviewAnswer.Committee]) -> [String: Int] {
        var depths: [String: Int] = [:]
        for committee in committees {
            depths[committee.code] = committee.parent.flatMap { depths[$0] }.map { $0 + 1 } ?? 0
        }
        return depths
    }
}

/// Every recipient of a review, a table for each committee.
struct ReviewTables {
    private let answer: ReviewAnswer
    private let names: ReviewNames
    private let language: Language
    private let copies: [Copy]
    /// What copies hold otherwise than they should, by its place in the answer.
    private let contents: [HTML?]

    init(_ answer: ReviewAnswer, _ names: ReviewNames, _ language: Language) {
        self.answer = answer
        self.names = names
        self.language = language
        let held = Set(answer.rows.map(\.copy))
        copies = Copy.allCases.filter(held.contains)
        contents = answer.contents.map { ReviewTables.amiss($0, names, language) }
    }

    var html: HTML {
        let recipients = Dictionary(grouping: answer.rows, by: \.code)
        let order = answer.rows.map(\.code).reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
        let byCommittee = Dictionary(grouping: order) { recipients[$0]?.first?.parent ?? "" }
        let known = answer.committees.map(\.code)
        let others = byCommittee.keys.filter { !known.contains($0) }.sorted()
        let tables = (known + others).compactMap { code in
            byCommittee[code].map { table(code, $0.compactMap { recipients[$0] }) }
        }
        return """
            <section><h2>\(Text("Từng nơi nhận", "Every recipient")(language))</h2>
            \(tables)</section>

            """
    }

    private func table(_ committee: String, _ recipients: [[ReviewRow]]) -> HTML {
        let name = names.committees[committee].map { "\($0) (\(committee))" }
        let none = Text("Không có cấp trên trong sổ", "Nothing above it in the register")(language)
        let count = Text("\(recipients.count) nơi nhận", "\(recipients.count) recipients")(language)
        return """
            <h3>\(name ?? none) – \(count)</h3>
            <table class="folding rows"><thead><tr>\(heads)</tr></thead><tbody>
            \(recipients.enumerated().map { row($0 + 1, $1) })</tbody></table>

            """
    }

    private var heads: [HTML] {
        let held = copies.map { copy in
            (
                "held",
                Text("\(PageWords.capital(copy.text.vi)): đợt", "\(PageWords.capital(copy.text.en)): edition")
            )
        }
        let columns: [(String, Text)] =
            [
                ("n", Text("Số", "No.")), ("who", Text("Nơi nhận", "Recipient")),
                ("n", Text("Bản số", "Copy no.")),
            ] + held + [
                (
                    "docs",
                    Text(
                        "Văn bản hết hiệu lực đang giữ", "Out of force, but held")
                ),
                ("turn", Text("Phần việc của", "Whose turn")), ("due", Text("Hạn", "Due")),
                ("n days", Text("Trễ (ngày)", "Days late")),
            ]
        return columns.map { "<th class=\"\($0.0)\" scope=\"col\">\($0.1(language))</th>" }
    }

    private func row(_ number: Int, _ rows: [ReviewRow]) -> HTML {
        guard let first = rows.first else { return .empty }
        let held = copies.map { copy -> HTML in
            let cell = rows.first { $0.copy == copy }.map { edition($0) } ?? .empty
            return "<td class=\"held\" data-label=\"\(PageWords.capital(copy.text(language))):\">\(cell)</td>"
        }
        let late = rows.map(\.daysLate).max() ?? 0
        let due = rows.lazy.compactMap(\.dueOn).first?.office
        return """
            <tr><td class="n">\(number)</td><td class="who">\(first.name) <span class="code">(\(first.code))</span></td>\
            <td class="n" data-label="\(Text("Bản số:", "Copy no.:")(language))">\(first.copyNumber)</td>\(held)\
            \(cell("docs", Text("Văn bản hết hiệu lực đang giữ:", "Out of force, but held:"), parted(rows, amiss)))\
            \(cell("turn", Text("Phần việc của:", "Whose turn:"), parted(rows, turns)))\
            \(cell("due", Text("Hạn:", "Due:"), due.map(HTML.text)))\
            \(cell("n days", Text("Trễ (ngày):", "Days late:"), late > 0 ? "\(late)" : nil))</tr>

            """
    }

    private func cell(_ kind: String, _ label: Text, _ content: HTML?) -> HTML {
        guard let content, content != .empty else { return "<td class=\"\(kind) blank\"></td>" }
        return "<td class=\"\(kind)\" data-label=\"\(label(language))\">\(content)</td>"
    }

    private func edition(_ row: ReviewRow) -> HTML {
        let withheld = row.withheld.map {
            Text("người giữ trước: đợt \($0)", "the holder before: edition \($0)")(language)
        }
        let verdict = row.edition == .latest ? nil : row.edition.text(language)
        let more = [verdict, withheld].compactMap { $0 }.joined(separator: "; ")
        guard let held = row.held else { return .text(more) }
        return more.isEmpty ? "\(held)" : "\(held) (\(more))"
    }

    /// What is said of each copy, once where it is the same of all.
    private func parted(_ rows: [ReviewRow], _ content: (ReviewRow) -> HTML?) -> HTML {
        let told = rows.map { ($0.copy, content($0)) }
        if let first = told.first?.1, told.allSatisfy({ $0.1 == first }) { return first }
        let parts = told.compactMap { copy, content -> HTML? in
            content.map { "<p><i>\(PageWords.capital(copy.text(language))):</i> \($0)</p>" }
        }
        return "\(parts)"
    }

    private func turns(_ row: ReviewRow) -> HTML? {
        row.turns.isEmpty ? nil : .text(row.turns.map { $0.text(language) }.joined(separator: "; "))
    }

    private func amiss(_ row: ReviewRow) -> HTML? {
        row.contents.flatMap { contents.indices.contains($0) ? contents[$0] : nil }
    }

    /// So many documents are named in a row; of more, their numbers in the list are told.
    private static let named = 3

    private static func amiss(
        _ contents: ReviewAnswer.Contents, _ names: ReviewNames, _ language: Language
    ) -> HTML? {
        func found(_ items: [String], _ word: Text) -> [HTML] {
            items.isEmpty ? [] : ["\(word(language)) \(items.map(names.item).joined(separator: ", "))"]
        }
        let all =
            outdated(contents, names, language) + found(contents.extra, Text("thừa:", "too many:"))
            + found(contents.missing, Text("thiếu:", "missing:"))
        return all.isEmpty ? nil : HTML.joined(all, by: "; ")
    }

    private static func outdated(
        _ contents: ReviewAnswer.Contents, _ names: ReviewNames, _ language: Language
    ) -> [HTML] {
        if contents.outdated.count > named {
            let list = ranges(contents.outdated.compactMap { names.numbers[$0] })
            let count = contents.outdated.count
            let text = Text("\(count) văn bản: số \(list) ở mục II", "\(count) documents: no. \(list) in II")
            return [.text(text(language))]
        }
        // Whose turn it is stands in a column of its own; only where both have theirs is it said of each document.
        let isMixed = Set(contents.outdated.map(\.turn)).count > 1
        return contents.outdated.map { old -> HTML in
            let next = old.replacedBy.map { names.document($0) }.joined(separator: ", ")
            let since = Text("từ \(old.since.office)", "since \(old.since.office)")(language)
            let status = old.status.text(language)
            let now = next.isEmpty ? status : Text("nay là \(next)", "now \(next)")(language)
            let turn = isMixed && old.turn == .board ? "; " + old.turn.text(language) : ""
            return "\(PageWords.name(names.document(old.document))) (\(since), \(PageWords.name(now))\(turn))"
        }
    }

    /// Numbers in order, runs of them shortened: `1–4, 7`.
    static func ranges(_ numbers: [Int]) -> String {
        var runs: [ClosedRange<Int>] = []
        for number in numbers.sorted() {
            if let last = runs.last, last.upperBound + 1 == number {
                runs[runs.count - 1] = last.lowerBound...number
            } else {
                runs.append(number...number)
            }
        }
        return runs.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
            .joined(separator: ", ")
    }
}

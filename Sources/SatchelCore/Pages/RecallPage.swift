/// The recall list of a withdrawn edition (danh sách thu hồi): who still holds a copy, with a place to sign for what is
/// handed back.
package struct RecallPage: Sendable {
    package let html: String

    package init(_ recall: RecallList, kit: Text, settings: Settings, language: Language) {
        let title = Text("Danh sách thu hồi cặp tài liệu", "Recall list of a kit")(language)
        let edition = recall.edition.name(language)
        let body: HTML = """
            <main>
            \(PaperParts.letterhead(settings.office, date: .text(PageWords.longDate(recall.day)(language))))
            <div class="head"><p class="eyebrow">\(title)</p><h1>\(kit(language))</h1>\
            <p><b>\(PageWords.capital(edition))</b></p></div>
            \(RecallPage.order(recall, language))
            \(RecallPage.table(recall, language))
            \(RecallPage.unknown(recall, language))
            \(RecallPage.foot(settings, language))
            </main>
            """
        html =
            PageShell(
                title: "\(title): \(kit(language)), \(edition)", language: language,
                styles: [PageStyle.base, PageStyle.foldingTables, RecallPage.style], body: body
            ).html
    }

    /// What is withdrawn, and what to do.
    private static func order(_ recall: RecallList, _ language: Language) -> HTML {
        let since = recall.edition.withdrawnOn?.office ?? ""
        let stop = Text("Ngừng dùng từ ngày \(since).", "Not to be used from \(since) on.")
        let instead = Text("Làm thay: ", "Instead: ")
        let paper = Text(
            "Bản giấy nộp lại, không hủy tại chi bộ; bản điện tử xóa khỏi máy, điện thoại, USB.",
            "Paper is handed back, not destroyed by the branch; files are deleted from computers, telephones and USB sticks."
        )
        return """
            <section class="order"><p>\(stop(language)) \(instead(language))<b>\(recall.edition.instead ?? "")</b>.</p>
            <p>\(paper(language))</p>
            <p>\(sum(recall, .paper, language)) \(sum(recall, .electronic, language))</p></section>
            """
    }

    private static func sum(_ recall: RecallList, _ copy: Copy, _ language: Language) -> String {
        guard recall.rows.contains(where: { $0.copy == copy }) else { return "" }
        return PageWords.capital(recall.sum(copy)(language)) + "."
    }

    private static func table(_ recall: RecallList, _ language: Language) -> HTML {
        let recipients = recall.recipients.filter { $0.contains(where: \.isToTell) }
        if recipients.isEmpty {
            return
                "<p>\(Text("Không nơi nào còn giữ, theo xác nhận đã ghi.", "Nobody holds a copy, by the receipts recorded.")(language))</p>"
        }
        let heads = [
            Text("Tổ chức đảng", "Branch or committee"), Text("Người giữ", "Holder"),
            Text("Cặp giấy", "Paper folder"), Text("Bản điện tử", "Electronic copy"),
        ]
        return """
            <table class="folding recall"><thead><tr><th class="n" scope="col">\(Text("Bản số", "Copy")(language))</th>\
            \(heads.map { "<th scope=\"col\">\($0(language))</th>" as HTML })\
            <th scope="col" class="sign">\(Text("Ký nộp lại", "Signed, handed back")(language))</th></tr></thead>
            <tbody>
            \(recipients.map { row($0, heads, language) })</tbody></table>
            """
    }

    private static func row(_ copies: [RecallList.Row], _ heads: [Text], _ language: Language) -> HTML {
        guard let first = copies.first else { return .empty }
        func state(_ copy: Copy) -> HTML {
            guard let row = copies.first(where: { $0.copy == copy }) else { return .empty }
            let words = row.state.text(copy)(language)
            return row.isOut ? "<b>\(words)</b>" : .text(words)
        }
        let phone: HTML = first.phone.map { "<br><span class=\"w\">\($0)</span>" } ?? .empty
        return """
            <tr><td class="n">\(first.copyNumber)</td>\
            <td data-label="\(heads[0](language))">\(first.nodeName) <span class="w">(\(first.node))</span></td>\
            <td data-label="\(heads[1](language))">\(first.person ?? "–")\(phone)</td>\
            <td data-label="\(heads[2](language))">\(state(.paper))</td>\
            <td data-label="\(heads[3](language))">\(state(.electronic))</td><td class="blank sign"></td></tr>

            """
    }

    /// Those nobody knows to hold it: they are told not to use it all the same.
    private static func unknown(_ recall: RecallList, _ language: Language) -> HTML? {
        let others = recall.recipients.filter { copies in
            !copies.contains(where: \.isToTell) && copies.contains { $0.state == .noReceipt }
        }.compactMap(\.first)
        if others.isEmpty { return nil }
        let title = Text(
            "Đã cấp nhưng chưa có xác nhận đã nhận (\(others.count)); báo không dùng:",
            "Supplied, but without a receipt (\(others.count)); tell them not to use it:")
        let names = others.map { row in
            [row.nodeName, "(\(row.node))", row.phone ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        }
        return "<section><p><b>\(title(language))</b> \(names.joined(separator: "; ")).</p></section>"
    }

    private static func foot(_ settings: Settings, _ language: Language) -> HTML {
        let contact = Text("Có việc chưa rõ, gọi:", "Questions:")
        return """
            <p>\(contact(language)) \(PaperParts.contact(officer: settings.officer, phone: settings.phone, office: settings.office))</p>
            \(PaperParts.signatures([Text("Người lập danh sách", "Drawn up by"), Text("Người nhận lại", "Received by")], language))
            """
    }

    private static let style: HTML = """
        .order{display:grid;gap:6px}.recall td:nth-child(2){width:30%}.recall .sign{width:16%}.recall tbody tr{height:3.2rem}
        @media screen and (max-width:620px){.recall td:nth-child(n){width:auto}.recall tbody tr{height:auto}}
        @media print{.recall tbody tr{height:13mm}}

        """
}

extension RecallList {
    /// The copies of each recipient.
    fileprivate var recipients: [[Row]] {
        var recipients: [[Row]] = []
        for row in rows {
            if recipients.last?.first?.copyNumber == row.copyNumber {
                recipients[recipients.count - 1].append(row)
            } else {
                recipients.append([row])
            }
        }
        return recipients
    }

    /// How the copies of one kind stand, in words.
    package func sum(_ copy: Copy) -> Text {
        let parts = (out(copy), returned(copy), lost(copy))
        return Text(
            "\(copy.text.vi): còn \(parts.0), đã trả \(parts.1), báo mất \(parts.2)",
            "\(copy.text.en): \(parts.0) still out, \(parts.1) back, \(parts.2) lost")
    }
}

extension RecallList.Row {
    /// Whether the copy is out, came back or was lost: what a recall list shows.
    package var isToTell: Bool {
        switch state {
        case .held, .returned, .lost: true
        case .replaced, .takenOver, .noReceipt: false
        }
    }
}

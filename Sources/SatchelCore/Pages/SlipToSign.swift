/// The slip to sign (phiếu trình) before an edition is issued: contents, changes and why, what to look at, recipients.
package struct SlipToSign: Sendable {
    package let html: String

    /// - Parameter submission: what was submitted, and the moment as the office writes it; nil for a draft.
    package init(
        _ preview: KitPreview, submission: (Submission, at: String)? = nil, settings: Settings,
        language: Language
    ) {
        let manifest = KitManifest(
            preview.plan, changes: preview.changes, from: preview.previous?.number, settings: settings)
        let edition = PageWords.edition(preview.plan.number, preview.plan.day)
        let title = Text("Phiếu trình cấp phát cặp tài liệu", "Slip to sign before issuing a kit")
        let body: HTML = """
            <main>
            \(PaperParts.letterhead(settings.office, date: PaperParts.openDate(language)))
            <div class="head"><p class="eyebrow">\(title(language))</p><h1>\(manifest.name.text(language))</h1>\
            <p><b>\(PageWords.capital(edition(language)))</b></p></div>
            \(SlipFacts(preview, submission, language).html)
            \(SlipToSign.changes(preview, manifest, language))
            \(SlipToSign.warnings(preview, language))
            \(SlipToSign.decision(language))
            \(SlipToSign.recipients(preview, language))
            \(SlipToSign.contents(manifest, language))
            </main>
            """
        html =
            PageShell(
                title: "\(title(language)): \(manifest.name.text(language)), \(edition(language))",
                language: language,
                styles: [PageStyle.base, PageStyle.foldingTables, PageStyle.changes, SlipToSign.style],
                body: body
            ).html
    }

    private static func changes(_ preview: KitPreview, _ manifest: KitManifest, _ language: Language) -> HTML
    {
        guard let previous = preview.previous else {
            let first = Text(
                "Đợt đầu: mọi tài liệu trong cặp đều mới.", "First edition: everything in the kit is new.")
            return section(Text("Thay đổi", "Changes"), "<p>\(first(language))</p>", language)
        }
        let label = PageWords.edition(previous.number, previous.issuedOn)
        let table = ChangeTable(
            changes: manifest.changes.map { ChangeWords($0) }, language: language,
            reasons: preview.changes.lines.map { SlipReason($0, preview.plan).text?(language) })
        let content: HTML =
            manifest.changes.isEmpty
            ? "<p>\(Text("Không có thay đổi.", "Nothing changes.")(language))</p>" : table.html
        return section(
            Text("Thay đổi so với \(label.vi) và căn cứ", "Changes since \(label.en), and why"), content,
            language)
    }

    private static func warnings(_ preview: KitPreview, _ language: Language) -> HTML {
        let groups = SlipWarnings(preview.plan).groups.map { group -> HTML in
            """
            <div><h3>\(group.title(language)) (\(group.lines.count))</h3>\
            <ul>\(group.lines.map { "<li>\($0(language))</li>" as HTML })</ul></div>
            """
        }
        let nothing: HTML = "<p>\(Text("Không có.", "Nothing.")(language))</p>"
        return section(
            Text("Điều cần xem trước khi duyệt", "To look at before approving"),
            groups.isEmpty ? nothing : "\(groups)", language)
    }

    private static func recipients(_ preview: KitPreview, _ language: Language) -> HTML {
        let byKind = NodeKind.allCases.compactMap { kind -> HTML? in
            let nodes = preview.recipients.filter { $0.kind == kind }
            if nodes.isEmpty { return nil }
            let names = nodes.map { "\($0.name) (\($0.code))" }.joined(separator: "; ")
            return "<p><b>\(nodes.count) \(kind.text(language)):</b> \(names).</p>"
        }
        let title = Text("Danh sách nơi nhận", "Recipients by name")
        return annex(title, 1, "<div class=\"names\">\(byKind)</div>", language)
    }

    private static func contents(_ manifest: KitManifest, _ language: Language) -> HTML {
        let rows = manifest.entries.enumerated().map { place, entry -> HTML in
            let title = entry.name.vi.hasPrefix(entry.title) ? "" : entry.title
            let status = entry.document?.statusName.text(language) ?? entry.note?.text(language) ?? ""
            return """
                <tr><td class="n">\(place + 1)</td><td class="slot">\(entry.slot)</td>\
                <td>\(PageWords.name(entry.name.text(language)))\(title.isEmpty ? nil : "<br><span class=\"soft\">\(title)</span>")</td>\
                <td>\(status)</td></tr>

                """
        }
        let table: HTML = """
            <table class="folding list"><thead><tr><th class="n" scope="col">\(Text("Số", "No.")(language))</th>\
            <th scope="col">\(Text("Ngăn", "Slot")(language))</th><th scope="col">\(Text("Tài liệu", "Paper")(language))</th>\
            <th scope="col">\(Text("Tình trạng", "Status")(language))</th></tr></thead>
            <tbody>\(rows)</tbody></table>
            """
        return annex(Text("Tài liệu trong cặp", "What the kit holds"), 2, table, language)
    }

    private static func decision(_ language: Language) -> HTML {
        let yes = Text("Đồng ý cấp phát", "Approved for issue")
        let no = Text("Trả lại, lý do:", "Returned, because:")
        return """
            <div class="decision"><p><span class="box"></span>\(yes(language))</p>\
            <p><span class="box"></span>\(no(language)) <span class="fill wide"></span></p>
            \(PaperParts.signatures([Text("Người trình", "Submitted by"), Text("Người duyệt", "Approved by")], language))</div>
            """
    }

    private static func annex(_ title: Text, _ number: Int, _ content: HTML, _ language: Language) -> HTML {
        let head = Text("Phụ lục \(number). \(title.vi)", "Annex \(number). \(title.en)")(language)
        return "<section class=\"annex\"><h2>\(head)</h2>\(content)</section>\n"
    }

    private static func section(_ title: Text, _ content: HTML, _ language: Language) -> HTML {
        "<section><h2>\(title(language))</h2>\(content)</section>\n"
    }

    private static let style: HTML = """
        main{counter-reset:part}section{display:grid;gap:10px;grid-template-columns:minmax(0,1fr)}h2{font-size:1.12rem}section:not(.annex) h2::before{counter-increment:part;content:counter(part) ". "}
        h3{font-size:1rem}ul{padding-left:1.3rem}.facts{display:grid;grid-template-columns:minmax(9rem,28%) 1fr;gap:4px 16px}.facts dt{color:var(--soft)}
        .names{display:grid;gap:6px}.list td:last-child{width:24%}.list .slot{width:4rem}
        .decision{break-inside:avoid;display:grid;gap:10px;border-top:1px solid var(--line);padding-top:18px}.decision .signs{margin-top:14px}.fill.wide{min-width:min(24rem,60%)}
        @media screen and (max-width:620px){.facts{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:8px}.list td:nth-child(n){width:auto}.list td.slot{display:none}}
        @media print{.annex:nth-last-child(2){break-before:page}.names p+p{margin-top:4pt}.decision>*+*{margin-top:8pt}h2{font-size:13pt}h3{font-size:13pt;font-style:italic;font-weight:400}.names,.list{font-size:11.5pt}.list th,.list td{padding:2pt 5pt}ul{padding-left:14pt}}

        """
}

extension KitManifest.Name {
    /// The name in a language.
    func text(_ language: Language) -> String { language == .vi ? vi : en }
}

/// The facts at the head of a slip to sign.
private struct SlipFacts {
    let html: HTML

    init(_ preview: KitPreview, _ submission: (Submission, at: String)?, _ language: Language) {
        let items = preview.plan.items
        let kinds = [EditionItem.Kind.document, .template, .sample, .outline, .guide].compactMap {
            kind -> String? in
            let count = items.count { $0.item.kind == kind }
            let word = Template.Kind(rawValue: kind.rawValue)?.text ?? Text("văn bản", "documents")
            return count == 0 ? nil : "\(count) \(word(language))"
        }
        let paperOnly = items.count { $0.item.path == nil }
        let size = PageWords.size(preview.size, language)
        let packed = PageWords.size(preview.packedSize, language)
        let contents = Text(
            "\(items.count) (\(kinds.joined(separator: ", "))); \(paperOnly) chỉ có bản giấy",
            "\(items.count) (\(kinds.joined(separator: ", "))); \(paperOnly) on paper only")
        let before = preview.previous.map { PageWords.edition($0.number, $0.issuedOn) }
        let rows: [(Text, String)] = [
            (Text("Ngày cấp phát dự kiến", "Day of issue, planned"), preview.plan.day.office),
            (Text("Đợt trước", "Edition before"), before?(language) ?? Text("chưa có", "none")(language)),
            (Text("Tài liệu", "Papers"), contents(language)),
            (
                Text("Dung lượng", "Size"),
                Text("\(size), tệp nén khoảng \(packed)", "\(size), archive about \(packed)")(language)
            ),
            (
                Text("Nơi nhận", "Recipients"),
                SlipFacts.recipients(preview, language)
            ),
        ]
        let all = SlipFacts.submitted(submission) + rows
        html = "<dl class=\"facts\">\(all.map { "<dt>\($0.0(language))</dt><dd>\($0.1)</dd>" as HTML })</dl>"
    }

    /// Who submitted it when, and what else the submission says.
    private static func submitted(_ submission: (Submission, at: String)?) -> [(Text, String)] {
        guard let (submission, at) = submission else { return [] }
        var rows = [
            (Text("Phiếu trình số", "Submission"), "\(submission.id)"),
            (Text("Người trình", "Submitted by"), "\(submission.by.user), \(at)"),
        ]
        if let note = submission.note { rows.append((Text("Ghi chú", "Note"), note)) }
        if let due = submission.dueOn { rows.append((Text("Hạn cập nhật", "Due date"), due.office)) }
        return rows
    }

    /// How many recipients of each kind.
    private static func recipients(_ preview: KitPreview, _ language: Language) -> String {
        let kinds = NodeKind.allCases.compactMap { kind -> String? in
            let count = preview.recipients.count { $0.kind == kind }
            return count == 0 ? nil : "\(count) \(kind.text(language))"
        }
        let list = kinds.joined(separator: ", ")
        return kinds.count == 1 ? list : "\(preview.recipients.count): \(list)"
    }
}

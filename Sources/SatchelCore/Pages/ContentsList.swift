/// The sections of a contents page: every slot with what fills it, numbered through as in the paper folder.
struct ContentsList {
    let html: HTML
    /// How many things it holds; what was removed is not counted.
    let count: Int
    let paperOnly: Int
    let removed: Int

    init(_ manifest: KitManifest) {
        let rows = ContentsRow.rows(of: manifest)
        removed = rows.count { $0.entry.removedOn != nil }
        count = rows.count - removed
        paperOnly = rows.count { $0.entry.path == nil } - removed
        let day = Day(manifest.issuedOn)?.office ?? manifest.issuedOn
        html = "\(manifest.sections.map { ContentsList.section($0, rows, day) })"
    }

    private static func section(_ name: KitManifest.Name, _ rows: [ContentsRow], _ day: String) -> HTML {
        let mine = rows.filter { name.vi.hasPrefix("\($0.entry.section). ") }
        let title: HTML = "<h2>\(PageWords.both(name.vi, name.en))</h2>"
        if mine.isEmpty {
            return
                "<section>\(title)<p>\(PageWords.both(Text("Chưa có tài liệu.", "Nothing yet.")))</p></section>\n"
        }
        return """
            <section>\(title)
            <table class="folding contents"><thead><tr><th class="n" scope="col">Số</th>\
            <th scope="col">\(PageWords.both(Text("Tên, trích yếu", "Name and title")))</th>\
            <th scope="col">\(PageWords.both(Text("Cơ quan ban hành", "Issued by")))</th>\
            <th scope="col">\(PageWords.both(Text("Tình trạng ngày \(day)", "Status on that day")))</th></tr></thead>
            <tbody>
            \(slots(mine))</tbody></table></section>

            """
    }

    private static func slots(_ rows: [ContentsRow]) -> [HTML] {
        var slot: String?
        return rows.map { row in
            defer { slot = row.entry.slot }
            if slot == row.entry.slot { return row.html }
            let name = row.entry.slotName
            return """
                <tr class="slot"><th colspan="4" scope="colgroup">\(row.entry.slot). \(PageWords.both(name.vi, name.en))</th></tr>
                \(row.html)
                """
        }
    }

    static let style: HTML = """
        section{display:grid;gap:12px;grid-template-columns:minmax(0,1fr)}h2{font-size:1.2rem}footer{display:grid;gap:6px}
        .notice{background:var(--late-tint);border-left:4px solid var(--late);padding:12px 16px;border-radius:0 8px 8px 0}
        .contents td:nth-child(3){width:21%}.contents td:nth-child(4){width:25%}.contents .name{font-weight:600}
        .slot th{background:var(--none-tint);font-weight:600}.contents td .en{display:block}
        .contents td p+p{margin-top:3px}.file{color:var(--soft);font-size:.88rem}
        @media screen and (max-width:620px){.contents td:nth-child(n){width:auto}.folding tr.slot{padding:16px 0 0;border:0}.folding tr.slot th{background:none;color:var(--soft);font-size:.95rem}.folding tr.slot+tr{border:0;padding-top:6px}
        .contents td.n{display:block;float:left;width:2.2rem;text-align:left;color:var(--soft)}.contents td:not(.n){margin-left:2.2rem}}
        @media print{.contents{font-size:11pt}.contents td .en{display:inline}.slot{break-after:avoid}h2{font-size:13pt}.notice{border:.6pt solid #000;padding:4pt 6pt;border-radius:0}.file{display:none}}

        """
}

/// One line of a contents page.
struct ContentsRow {
    let number: Int
    let entry: KitManifest.Entry
    /// An update kit does not hold it: it stays as it is in the folder in use.
    let isUnchanged: Bool

    static func rows(of manifest: KitManifest) -> [ContentsRow] {
        let isUpdate = manifest.updateFrom != nil
        let inside = Set(manifest.updatePaths ?? [])
        let onPaper = Set(manifest.changes.flatMap(\.putIn))
        return manifest.entries.enumerated().map { place, entry in
            ContentsRow(
                number: place + 1, entry: entry,
                isUnchanged: isUpdate && entry.removedOn == nil
                    && !(entry.path.map(inside.contains) ?? onPaper.contains(entry.name.vi)))
        }
    }

    var html: HTML {
        """
        <tr><td class="n">\(number)</td><td>\(name)\(title)\(file)</td>\
        <td class="soft">\(maker)</td><td>\(marks)\(note)</td></tr>

        """
    }

    private var name: HTML {
        let vi = PageWords.name(entry.name.vi)
        let isTranslated = entry.name.en != entry.name.vi && !entry.name.en.isEmpty
        let en: HTML? = isTranslated ? " <span class=\"en\" lang=\"en\">\(entry.name.en)</span>" : nil
        guard let path = entry.path, !isUnchanged else { return "<p class=\"name\">\(vi)\(en)</p>" }
        return "<p class=\"name\"><a href=\"\(HTML.reference(toPath: path))\">\(vi)</a>\(en)</p>"
    }

    private var title: HTML? {
        entry.title.isEmpty || entry.name.vi.hasPrefix(entry.title) ? nil : "<p>\(entry.title)</p>"
    }

    private var file: HTML? {
        guard let path = entry.path, let size = entry.size, !isUnchanged else { return nil }
        let ending = path.split(separator: "/").last.flatMap { name -> String? in
            name.contains(".") ? name.split(separator: ".").last.map { $0.uppercased() + ", " } : nil
        }
        return "<p class=\"file\">\(ending ?? "")\(PageWords.size(size, .vi))</p>"
    }

    /// The issuing body of a document, the kind and revision of a template.
    private var maker: HTML {
        if entry.removedOn != nil { return "" }
        if let document = entry.document { return "<p>\(document.body)</p>" }
        let kind = Template.Kind(rawValue: entry.kind)?.text ?? Text(entry.kind, entry.kind)
        let revision = entry.revision.map { Text(", sửa lần \($0)", ", revision \($0)") } ?? Text("", "")
        let words = Text(PageWords.capital(kind.vi) + revision.vi, kind.en + revision.en)
        return "<p>\(PageWords.both(words))</p>"
    }

    private var marks: [HTML] {
        if entry.removedOn != nil { return [mark(Text("đã gỡ", "removed"), "none")] }
        var marks: [HTML] = []
        if let document = entry.document {
            let status = Text(document.statusName.vi, document.statusName.en)
            marks.append(mark(status, style(document.status)))
            if !document.isVerified {
                marks.append(mark(Text("chưa xác minh", "not verified"), "late"))
            }
        }
        if isUnchanged {
            marks.append(mark(Text("giữ nguyên trong cặp đang dùng", "unchanged in your folder"), "none"))
        } else if entry.path == nil {
            marks.append(mark(Text("chỉ có bản giấy", "on paper only"), "none"))
        }
        return marks
    }

    private func mark(_ words: Text, _ style: String) -> HTML {
        "<p><span class=\"mark \(style)\">\(words.vi)</span> <span class=\"en\" lang=\"en\">\(words.en)</span></p>"
    }

    private var note: HTML? {
        entry.note.map { "<p class=\"small\">\(PageWords.both($0.vi, $0.en))</p>" }
    }

    private func style(_ status: String) -> String {
        switch InForce.Status(rawValue: status) {
        case .inForce, .amended: "ok"
        case .notYetInForce, .partlySuperseded, .suspended: "late"
        case .superseded, .repealed, .expired: "bad"
        case nil: "none"
        }
    }
}

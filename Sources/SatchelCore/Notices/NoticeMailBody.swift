/// The two bodies of a mail.
enum NoticeMailBody {
    static func text(_ texts: NoticeTexts, _ language: Language) -> String { text([texts], language) }

    static func html(_ texts: NoticeTexts, _ language: Language) -> String { html([texts], language) }

    /// What each part says, under one greeting.
    static func text(_ parts: [NoticeTexts], _ language: Language) -> String {
        guard let first = parts.first else { return "" }
        let told = ["\(first.greeting),"] + parts.flatMap { blocks($0, language) }
        return (told + [first.contact, first.office]).joined(separator: "\n\n") + "\n"
    }

    private static func blocks(_ texts: NoticeTexts, _ language: Language) -> [String] {
        var blocks = texts.body
        if !texts.branches.isEmpty {
            let lines = texts.branches.enumerated().map { "\($0 + 1). \($1.line(language))" }
            blocks.append(lines.joined(separator: "\n"))
        }
        blocks.append(texts.request)
        if let link = texts.link {
            blocks.append(
                [texts.linkTitle, link, texts.codeNote?.line, texts.linkNote].compactMap { $0 }
                    .joined(separator: "\n"))
        }
        if let title = texts.changesTitle {
            let lines = texts.changes.enumerated().map { place, change in
                "\(place + 1). " + (change.lines(language) + change.about).joined(separator: "\n   ")
            }
            blocks.append(([title + ":"] + lines).joined(separator: "\n"))
        }
        return blocks + [texts.exchange?.note(language)].compactMap { $0 }
    }

    static func html(_ parts: [NoticeTexts], _ language: Language) -> String {
        guard let first = parts.first else { return "" }
        let sections = parts.map { section($0, language) }
        let page: HTML = """
            <!doctype html>
            <html lang="\(language.rawValue)"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>\(first.subject)</title></head>
            <body style="margin:0;padding:20px;font:16px/1.5 'Segoe UI',Roboto,Arial,sans-serif"><div style="max-width:620px">
            \(paragraph(first.greeting + ","))\(sections)\(paragraph(first.contact))<p style="margin:0"><b>\(first.office)</b></p>
            </div></body></html>

            """
        return page.markup
    }

    private static func paragraph(_ text: String) -> HTML { "<p style=\"margin:0 0 14px\">\(text)</p>\n" }

    private static func section(_ texts: NoticeTexts, _ language: Language) -> HTML {
        """
        \(texts.body.map(paragraph))\(branches(texts, language))\(paragraph(texts.request))\(link(texts))\(changes(texts, language))\(texts.exchange.map { paragraph($0.note(language)) })
        """
    }

    /// The branches of a digest, a row each.
    private static func branches(_ texts: NoticeTexts, _ language: Language) -> HTML? {
        if texts.branches.isEmpty { return nil }
        let cell: HTML = "style=\"text-align:left;vertical-align:top;padding:4px 10px 4px 0\""
        func row(_ words: [String], _ tag: HTML) -> HTML {
            "<tr>\(words.map { "<\(tag) \(cell)>\($0)</\(tag)>" as HTML })</tr>\n"
        }
        let heads = [
            "", Text("Tổ chức đảng", "Branch")(language), Text("Còn thiếu", "Missing")(language),
            Text("Đang dùng", "In use")(language),
            Text("Hạn", "Due")(language),
        ]
        let rows = texts.branches.enumerated().map { place, branch in
            row(
                [
                    "\(place + 1)", branch.named, branch.missing ?? "–", branch.held ?? "–",
                    branch.dueOn?.office ?? "–",
                ], "td")
        }
        return """
            <table style="border-collapse:collapse;margin:0 0 14px">
            \(row(heads, "th"))\(rows)</table>

            """
    }

    private static func link(_ texts: NoticeTexts) -> HTML? {
        guard let link = texts.link else { return nil }
        let code = texts.codeNote.map {
            "\($0.words) <b style=\"white-space:nowrap\">\($0.code)</b><br>" as HTML
        }
        return """
            <p style="margin:0 0 14px">\(texts.linkTitle)<br><a href="\(link)" style="overflow-wrap:anywhere">\(link)</a><br>\(code)<small>\(texts.linkNote)</small></p>

            """
    }

    private static func changes(_ texts: NoticeTexts, _ language: Language) -> HTML? {
        guard let title = texts.changesTitle else { return nil }
        let items = texts.changes.map { change -> HTML in
            let about = change.about.map { "<small style=\"opacity:.75\">\($0)</small>" as HTML }
            let lines = change.lines(language).map { HTML.text($0) } + about
            return "<li style=\"margin:0 0 8px\">\(HTML.joined(lines, by: "<br>"))</li>\n"
        }
        return """
            <p style="margin:0 0 6px"><b>\(title)</b></p>
            <ol style="margin:0 0 14px;padding-left:24px">
            \(items)</ol>

            """
    }
}

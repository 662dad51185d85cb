/// Printed letters: one A4 page a person, with what to exchange, the due date and a receipt to tear off and sign.
package struct LetterPage: Sendable {
    /// One person's letter: what every notice to that person says, one for each kit.
    package struct Letter: Sendable {
        let parts: [(notice: Notice, texts: NoticeTexts, facts: EditionFacts)]
    }

    package let html: String

    package init(_ letters: [Letter], settings: Settings, on day: Day, language: Language) {
        let title = Text("Thư gửi các tổ chức đảng", "Letters to branches and committees")
        let body: HTML =
            "<main>\(letters.map { LetterSheet(letter: $0, settings: settings, day: day, language: language).html })</main>"
        html =
            PageShell(
                title: title(language), language: language,
                styles: [PageStyle.base, PageStyle.foldingTables, PageStyle.changes, LetterSheet.style],
                body: body
            ).html
    }
}

/// One sheet: the letter above, the receipt below.
private struct LetterSheet {
    let letter: LetterPage.Letter
    let settings: Settings
    let day: Day
    let language: Language

    private var kind: Notice.Kind { letter.parts.first?.notice.kind ?? .newEdition }

    private var contact: HTML {
        PaperParts.contact(officer: settings.officer, phone: settings.phone, office: settings.office)
    }

    var html: HTML {
        """
        <article class="letter">
        \(PaperParts.letterhead(settings.office, date: .text(PageWords.longDate(day)(language))))
        <div class="head"><h1>\(PageWords.capital(kind.letterTitle(language)))</h1></div>
        <p class="to"><b>\(letter.parts.first?.texts.greeting ?? "")</b></p>
        \(kind == .escalation && letter.parts.count > 1 ? branches : "\(letter.parts.map(part))")
        <p>\(Text("Có việc chưa rõ, gọi", "Questions:")(language)) \(contact).</p>
        \(receipt)
        </article>

        """
    }

    private func part(_ part: (notice: Notice, texts: NoticeTexts, facts: EditionFacts)) -> HTML {
        let texts = part.texts
        return """
            <section><p class="prose">\(texts.body.joined(separator: " "))</p><p class="prose">\(texts.request)</p>
            \(changes(texts))\(link(texts))</section>

            """
    }

    /// One letter about all branches below a committee.
    private var branches: HTML {
        let due = Text("Hạn", "Due")
        let inUse = Text("Đang dùng", "In use")
        func cell(_ label: Text, _ text: String?) -> HTML {
            text.map { "<td data-label=\"\(label(language))\">\($0)</td>" } ?? "<td class=\"blank\">–</td>"
        }
        let rows = letter.parts.enumerated().map { place, part -> HTML in
            """
            <tr><td class="n">\(place + 1)</td><td><b>\(part.notice.nodeName)</b> (\(part.notice.nodeCode))</td>\
            <td>\(part.facts.name(language))</td>\(cell(due, part.notice.dueOn?.office))\(cell(inUse, part.texts.held))</tr>

            """
        }
        let intro = Text(
            "Đến ngày \(day.office), \(settings.office) chưa có xác nhận những nơi sau đây đã nhận cặp tài liệu:",
            "By \(day.office), \(settings.office) has no receipt from these:")
        let heads = [
            Text("Số", "No."), Text("Tổ chức đảng", "Branch"), Text("Cặp tài liệu", "Kit"), due, inUse,
        ].map { "<th scope=\"col\">\($0(language))</th>" as HTML }
        return """
            <p class="prose">\(intro(language))</p>
            <table class="folding branches"><thead><tr>\(heads)</tr></thead><tbody>
            \(rows)</tbody></table>
            <p class="prose">\(letter.parts.first?.texts.request ?? "")</p>
            """
    }

    /// As many changes as one sheet has room for; the rest stand in the list that goes with it.
    private func changes(_ texts: NoticeTexts) -> HTML? {
        guard let title = texts.changesTitle else { return nil }
        var room = 13 / max(1, letter.parts.count)
        let shown = texts.changes.prefix { change in
            room -= LetterSheet.height(of: change)
            return room >= 0
        }
        let rest = texts.changes.count - shown.count
        let more = Text(
            "Còn \(rest) thay đổi nữa, ghi trong bảng kê kèm theo.",
            "\(rest) more stand in the list that goes with this letter.")
        return """
            <p><b>\(title):</b></p>
            \(shown.isEmpty ? nil : ChangeTable(changes: Array(shown), language: language).html)\(rest == 0 ? nil : "<p><i>\(more(language))</i></p>")
            """
    }

    /// Lines a change takes in the table: some 30 letters fit a cell's line.
    private static func height(of change: ChangeWords) -> Int {
        let lines = { (names: [String]) in names.map { ($0.count + 29) / 30 }.reduce(0, +) }
        return max(lines(change.takeOut), lines(change.putIn), lines([change.note?.vi ?? ""]), 1)
    }

    private func link(_ texts: NoticeTexts) -> HTML? {
        guard let link = texts.link else { return nil }
        let picture = (try? QRCode(link))?.svg(size: 88, label: Text("Mã QR", "QR code")(language))
        let code = texts.codeNote.map { "<br>\($0.words) <b class=\"code\">\($0.code)</b>" as HTML }
        return "<p class=\"link\">\(picture)\(texts.linkTitle)<br><b>\(link)</b>\(code)</p>"
    }

    /// What the recipient signs and the office keeps.
    private var receipt: HTML? {
        guard kind == .newEdition || kind == .reminder, let first = letter.parts.first?.notice else {
            return nil
        }
        let lines = letter.parts.map { part -> HTML in
            let name = part.facts.name
            let due =
                part.notice.dueOn.map { Text("; hạn \($0.office)", "; due \($0.office)") } ?? Text("", "")
            return
                "<p>\(Text("\(name.vi), bản số \(part.notice.copyNumber)\(due.vi)", "\(name.en), copy \(part.notice.copyNumber)\(due.en)")(language))</p>"
        }
        let title = Text("Phiếu nhận", "Receipt")
        let cut = Text(
            "cắt theo đường này, gửi lại \(settings.office)", "cut here and return to \(settings.office)")
        let files = Text("Đã nhận cặp tài liệu, ngày", "Received on")
        let filed = Text("Đã thay xong trong cặp giấy; số bản nộp lại:", "Papers exchanged; handed back:")
        let sign = Text("Người nhận", "Received by")
        return """
            <div class="receipt"><p class="cut"><span>\(cut(language))</span></p>
            <div class="slip"><div><h2>\(title(language))</h2><p><b>\(first.nodeName)</b> (\(first.nodeCode))</p>\(lines)\
            <p><span class="box"></span>\(files(language)) <span class="fill"></span></p>\
            <p><span class="box"></span>\(filed(language)) <span class="fill short"></span></p></div>\
            <div class="sign"><b>\(sign(language))</b><i>\(Text("(ký, ghi rõ họ tên)", "(signature and name)")(language))</i></div></div></div>
            """
    }

    static let style: HTML = """
        main{max-width:820px;gap:40px}.letter{display:grid;gap:14px;grid-template-columns:minmax(0,1fr);background:var(--card);border:1px solid var(--line);border-radius:10px;padding:32px}
        .letter section{display:grid;gap:8px;grid-template-columns:minmax(0,1fr)}.letter .head h1{text-transform:uppercase;font-size:1.25rem}.prose{text-align:justify}
        .link b{font-family:ui-monospace,"Liberation Mono",Consolas,monospace;font-weight:400;font-size:.9em;overflow-wrap:anywhere}.link .code{font-size:1.05em;font-weight:700;white-space:nowrap}.link svg{float:right;margin-left:10px}
        .receipt{margin-top:6px}.cut{border-top:1.5px dashed var(--soft);text-align:center;line-height:1;margin-bottom:14px}.cut span{position:relative;top:-.6em;background:var(--card);padding:0 10px;color:var(--soft);font-size:.82rem}
        .slip{display:grid;grid-template-columns:minmax(0,1fr) 11rem;gap:20px}.slip>div{display:grid;gap:5px;align-content:start}.slip h2{text-transform:uppercase;font-size:1rem}
        .sign{text-align:center;padding-bottom:5rem}.sign i{display:block;font-size:.92em}.sign b{text-transform:uppercase}.fill.short{min-width:4rem}
        @media screen and (max-width:620px){.letter{padding:18px}.slip{grid-template-columns:1fr}.sign{text-align:left;padding-bottom:2rem}.prose{text-align:left}.letter .head{justify-items:center;text-align:center}}
        @media print{main{display:block}.letter{border:0;padding:0;border-radius:0;display:flex;flex-direction:column;gap:8pt;min-height:266mm;margin:0!important;break-after:page;break-inside:avoid}.letter:last-child{break-after:auto}
        .letter .slip{gap:12pt}.letter .sign{padding-bottom:20mm}.letter table{font-size:11.5pt}.letter .head h1{font-size:14pt}.receipt{margin-top:auto}.letter .cut span{background:#fff}}@page{margin:18mm 15mm 12mm 30mm;@top-center{content:none}}

        """
}

extension Notice.Kind {
    /// The heading of a letter of this kind.
    var letterTitle: Text {
        switch self {
        case .newEdition: Text("Thư báo cấp phát cặp tài liệu", "A new edition of your kit")
        case .reminder: Text("Thư nhắc cập nhật cặp tài liệu", "A reminder about your kit")
        case .escalation: Text("Thư báo cấp trên", "A word to the committee")
        case .withdrawal: Text("Thư báo ngừng dùng cặp tài liệu", "An edition is withdrawn")
        case .effective: Text("Thư nhắc ngày dùng tài liệu mới", "A change takes effect")
        }
    }
}

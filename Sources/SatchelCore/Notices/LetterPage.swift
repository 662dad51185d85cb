/// Printed letters: one A4 page a person, with what to exchange, the due date and a receipt to tear off and sign; after
/// a letter that has no room for all changes, the list of them.
package struct LetterPage: Sendable {
    /// One person's letter: what every notice to that person says, one for each kit.
    package struct Letter: Sendable {
        package typealias Part = (notice: Notice, texts: NoticeTexts, facts: EditionFacts)

        let parts: [Part]
    }

    package let html: String

    package init(_ letters: [Letter], settings: Settings, on day: Day, language: Language) {
        let title = Text("Thư gửi các tổ chức đảng", "Letters to branches and committees")
        let sheets = letters.map { letter -> HTML in
            let sheet = LetterSheet(letter: letter, settings: settings, day: day, language: language)
            return "\(sheet.html)\(sheet.left.compactMap { LetterPage.list($0, settings, language) })"
        }
        let none: HTML = """
            <p>\(Text("Không có thư nào chờ chuyển.", "No letter waits to be handed on.")(language))</p>
            """
        html =
            PageShell(
                title: title(language), language: language,
                styles: [
                    PageStyle.base, PageStyle.foldingTables, PageStyle.changes, ChangeListPage.style,
                    LetterPage.style,
                ],
                body: "<main>\(sheets.isEmpty ? none : HTML.joined(sheets, by: ""))</main>"
            ).html
    }

    /// The list of all changes of a kit, for whoever got the letter before it.
    private static func list(
        _ part: Letter.Part, _ settings: Settings, _ language: Language
    ) -> HTML? {
        part.texts.exchange.map { exchange in
            let page = exchange.page(
                settings, language, reader: part.texts.reader, node: part.texts.node.name)
            return "<article class=\"letter list\">\(page.sheet)</article>\n"
        }
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
        .letter.list{display:block;min-height:0;break-inside:auto}.letter.list>*+*{margin-top:12pt}.letter .signs div{padding-bottom:22mm}
        .letter .slip{gap:12pt}.letter .sign{padding-bottom:20mm}.letter table{font-size:11.5pt}.letter .head h1{font-size:14pt}.receipt{margin-top:auto}.letter .cut span{background:#fff}}@page{margin:18mm 15mm 12mm 30mm;@top-center{content:none}}

        """
}

extension LetterPage.Letter {
    /// The heading of the letter.
    var title: Text {
        let kinds = Set(parts.map(\.notice.kind))
        if kinds.count == 1, let kind = kinds.first { return kind.letterTitle }
        return Text("Thư về các cặp tài liệu", "A letter about your kits")
    }
}

extension Notice.Kind {
    /// The heading of a letter of this kind.
    fileprivate var letterTitle: Text {
        switch self {
        case .newEdition: Text("Thư báo cấp phát cặp tài liệu", "A new edition of your kit")
        case .reminder: Text("Thư nhắc cập nhật cặp tài liệu", "A reminder about your kit")
        case .escalation:
            Text("Thông báo tình hình cập nhật cặp tài liệu", "How the branches keep their kits up to date")
        case .withdrawal: Text("Thư báo ngừng dùng cặp tài liệu", "An edition is withdrawn")
        case .effective: Text("Thư nhắc ngày áp dụng tài liệu mới", "A change takes effect")
        }
    }
}

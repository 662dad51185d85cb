/// The paper that recipients of an edition sign (bảng ký nhận): one line each, by committee.
package struct SigningSheetPage: Sendable {
    package let html: String

    package init(_ sheet: SigningSheet, settings: Settings, language: Language) {
        let title = Text("Bảng ký nhận", "Signing sheet")
        let kit = sheet.kit.name(language)
        let edition = PageWords.capital(sheet.edition.name(language))
        let body: HTML = """
            <main>
            \(PaperParts.letterhead(settings.office, date: PaperParts.openDate(language)))
            <div class="head"><p class="eyebrow">\(title(language))</p><h1>\(kit)</h1><p><b>\(edition)</b></p></div>
            \(SigningTable(sheet: sheet, language: language).html)
            \(SigningSheetPage.foot(sheet, settings, language))
            </main>
            """
        html =
            PageShell(
                title: "\(title(language)): \(kit), \(sheet.edition.name(language))", language: language,
                styles: [PageStyle.base, SigningTable.style], body: body
            ).html
    }

    private static func foot(_ sheet: SigningSheet, _ settings: Settings, _ language: Language) -> HTML {
        let count = sheet.lines.count
        let sum = Text("Cộng: \(count) nơi nhận; đã ký:", "In all: \(count) recipients; signed:")
        let left = Text("chưa ký:", "not signed:")
        let contact = Text("Có việc chưa rõ, gọi:", "Questions:")
        return """
            <section class="sum"><p>\(sum(language)) <span class="fill short"></span> \(left(language)) <span class="fill short"></span></p>
            <p>\(contact(language)) \(PaperParts.contact(officer: settings.officer, phone: settings.phone, office: settings.office))</p>
            \(PaperParts.signatures([Text("Người giao", "Handed out by"), Text("Người lập bảng", "Sheet made by")], language))
            </section>
            """
    }
}

/// The table to sign; its head stands on every page and says what it is of.
private struct SigningTable {
    let sheet: SigningSheet
    let language: Language

    private var columns: [(style: HTML, text: Text)] {
        [
            ("n", Text("Bản số", "Copy no.")), ("name", Text("Chi bộ, đảng ủy", "Branch or committee")),
            ("who", Text("Người nhận", "Received by")), ("boxes", Text("Nhận bản", "Copies")),
            ("day", Text("Ngày", "Day")), ("sign", Text("Ký nhận", "Signature")),
        ]
    }

    var html: HTML {
        let heads = columns.map { column -> HTML in
            "<th scope=\"col\">\(column.text(language))</th>"
        }
        let running = "\(sheet.kit.name(language)), \(sheet.edition.name(language))"
        return """
            <div class="wide"><table class="signing"><colgroup>\(columns.map { "<col class=\"\($0.style)\">" as HTML })</colgroup>
            <thead><tr class="running"><td colspan="6">\(running)</td></tr><tr>\(heads)</tr></thead>
            \(sheet.groups.map(group))</table></div>
            """
    }

    private func group(_ group: SigningSheet.Group) -> HTML {
        let head = group.committee.map { committee -> HTML in
            let count = Text("\(group.lines.count) nơi nhận", "\(group.lines.count) recipients")
            return """
                <tr class="group"><th colspan="6" scope="rowgroup">\(committee.name) <span>(\(count(language)))</span></th></tr>

                """
        }
        return "<tbody>\(head)\(group.lines.map(line))</tbody>\n"
    }

    private func line(_ line: SigningSheet.Line) -> HTML {
        let boxes = [(Copy.paper, Text("Giấy", "Paper")), (.electronic, Text("USB", "USB"))]
            .filter { sheet.kit.copies.contains($0.0) }
            .map { "<p><span class=\"box\"></span>\($0.1(language))</p>" as HTML }
        return """
            <tr><td class="n">\(line.copyNumber)</td><td>\(line.node.name) <span class="code">\(line.node.code)</span></td>\
            <td>\(line.person ?? "")</td><td class="boxes">\(boxes)</td><td></td><td></td></tr>

            """
    }

    static let style: HTML = """
        main{max-width:1000px}.signing{table-layout:fixed}.signing td{height:3.4rem;vertical-align:middle}
        col.n{width:4.2rem}col.who{width:21%}col.boxes{width:6.2rem}col.day{width:7rem}col.sign{width:19%}
        .signing td.n{width:auto}.signing td.boxes p+p{margin-top:2px}.boxes p{white-space:nowrap}.code{display:block;color:var(--soft);font-size:.86em}
        .group th{background:var(--none-tint)}.group span{font-weight:400}.signing .running td{display:none}
        .sum{display:grid;gap:10px}.fill.short{min-width:4rem}
        @media screen{.wide{overflow-x:auto}.signing{min-width:46rem}}
        @page{margin:18mm 15mm 18mm 20mm}
        @media print{.signing .running td{display:table-cell;height:auto;border:0;padding:0 0 3pt;font-style:italic;text-align:center}
        .signing td{height:12.5mm}.signing td.n{width:auto}col.n{width:13mm}col.who{width:38mm}col.boxes{width:19mm}col.day{width:23mm}col.sign{width:34mm}
        .signing thead th{text-align:center;vertical-align:middle;font-size:11.5pt}.group{break-after:avoid}.group th{padding:4pt 4.5pt}.sum{break-inside:avoid}.sum .signs{margin-top:14pt}.sum .signs div{padding-bottom:18mm}}

        """
}

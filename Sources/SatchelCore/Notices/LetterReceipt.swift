/// The slip at the foot of a letter: what was received, to sign and to give back.
struct LetterReceipt {
    let block: LetterBlock

    /// - Parameter first: whose branch signs.
    init(_ parts: [LetterPage.Letter.Part], of first: Notice, office: String, language: Language) {
        let received = parts.map { LetterReceipt.line($0, language) }
        let node = "\(first.nodeName) (\(first.nodeCode))"
        let title = Text("Phiếu nhận", "Receipt")(language)
        let cut = Text("cắt theo đường này, gửi lại \(office)", "cut here and return to \(office)")(language)
        let files = Text("Đã nhận cặp tài liệu, ngày", "Received on")(language)
        let filed = Text("Đã thay xong trong cặp giấy; số bản nộp lại:", "Papers exchanged; handed back:")(
            language)
        let sign = Text("Người nhận", "Received by")(language)
        let how = Text("(ký, ghi rõ họ tên)", "(signature and name)")(language)
        let html: HTML = """
            <div class="receipt"><p class="cut"><span>\(cut)</span></p>
            <div class="slip"><div><h2>\(title)</h2><p><b>\(first.nodeName)</b> (\(first.nodeCode))</p>\(received.map { "<p>\($0)</p>" as HTML })\
            <p><span class="box"></span>\(files) <span class="fill"></span></p>\
            <p><span class="box"></span>\(filed) <span class="fill short"></span></p></div>\
            <div class="sign"><b>\(sign)</b><i>\(how)</i></div></div></div>
            """
        block = LetterBlock(html, height: LetterReceipt.height([node] + received + [files, filed]))
    }

    private static func line(_ part: LetterPage.Letter.Part, _ language: Language) -> String {
        let name = part.facts.name
        let copy = part.notice.copyNumber
        let due = part.notice.dueOn.map { Text("; hạn \($0.office)", "; due \($0.office)") } ?? Text("", "")
        return Text("\(name.vi), bản số \(copy)\(due.vi)", "\(name.en), copy \(copy)\(due.en)")(language)
    }

    /// The line to cut along, then beside the place to sign a heading and these, the last two with a place to fill in.
    private static func height(_ lines: [String]) -> Double {
        let across = LetterBlock.width - 155
        let rows = lines.enumerated().map { place, text in
            let fill = place >= lines.count - 2 ? 70.0 : 0
            return PrintedText(size: 13, face: place == 0 ? .bold : .plain).lines(text, across: across - fill)
        }
        let left = Double(rows.reduce(1, +)) * LetterBlock.line + Double(lines.count) * 4
        return 27 + max(left, 2 * LetterBlock.line + 64)
    }
}

/// The branches a committee is told of, as a table.
struct LetterBranches {
    let html: HTML
    let height: Double

    init(_ branches: [NoticeTexts.Branch], language: Language) {
        let columns = LetterBranches.columns.filter { column in
            branches.contains { column.value($0) != nil }
        }
        let heads = [Text("Số", "No."), Text("Tổ chức đảng", "Branch")] + columns.map(\.name)
        let rows = branches.enumerated().map { place, branch -> HTML in
            let cells = columns.map { column -> HTML in
                column.value(branch).map { "<td data-label=\"\(column.name(language))\">\($0)</td>" }
                    ?? "<td class=\"blank\">–</td>"
            }
            return """
                <tr><td class="n">\(place + 1)</td><td><b>\(branch.name)</b> (\(branch.code))</td>\(cells)</tr>

                """
        }
        html = """
            <table class="folding branches"><thead><tr>\(heads.map { "<th scope=\"col\">\($0(language))</th>" as HTML })</tr></thead><tbody>
            \(rows)</tbody></table>
            """
        let across = (LetterBlock.width - 40) / Double(columns.count + 1) - 9
        height = branches.reduce(38) { sum, branch in
            let cells = [branch.name + branch.code] + columns.compactMap { $0.value(branch) }
            let lines = cells.map { PrintedText(size: 11.5).lines($0, across: across) }.max() ?? 1
            return sum + Double(lines) * 15.53 + 5.8
        }
    }

    private static let columns: [(name: Text, value: @Sendable (NoticeTexts.Branch) -> String?)] = [
        (Text("Cặp tài liệu", "Kit"), { $0.lacks }),
        (Text("Còn thiếu", "Missing"), { $0.missing }),
        (Text("Đang dùng", "In use"), { $0.held }),
        (Text("Hạn", "Due"), { $0.dueOn?.office }),
    ]
}

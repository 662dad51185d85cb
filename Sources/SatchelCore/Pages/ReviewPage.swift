/// The printed table (bảng rà soát số …) of a saved review, A4 across, to be signed and cited.
package struct ReviewPage: Sendable {
    package let html: String

    /// - Parameter documents: by their ids, as they were known to the review.
    package init(_ review: Review, documents: [Int64: Document], clock: OfficeClock, language: Language) {
        let head = review.head
        let names = ReviewNames(review.answer, documents, language)
        let title = Text("Bảng rà soát số \(head.number)", "Review no. \(head.number)")(language)
        let name = review.kitName.text(language)
        let day = Text("ngày \(head.day.office)", "on \(head.day.office)")(language)
        let made = HTML.text(PageWords.longDate(clock.day(of: head.madeAt))(language))
        let body: HTML = """
            <main>
            \(PaperParts.letterhead(review.office, date: made))
            <div class="head"><p class="eyebrow">\(title)</p><h1>\(name)</h1><p><b>\(PageWords.capital(day))</b></p>\
            \(head.title.map { "<p>\($0)</p>" as HTML })</div>
            \(ReviewPage.facts(review, clock, language))
            \(ReviewTotalsTable(review.answer, language).html)
            \(ReviewLists(review.answer, names, language).html)
            \(ReviewTables(review.answer, names, language).html)
            <div class="close">\(ReviewPage.notes(review, names, language))
            \(PaperParts.signatures([Text("Người lập bảng", "Made by"), Text("Lãnh đạo ban", "For the board")], language))
            \(ReviewPage.foot(review, language))</div>
            </main>
            """
        html =
            PageShell(
                title: "\(title): \(name), \(day)", language: language,
                styles: [
                    PageStyle.base, PageStyle.foldingTables, ReviewPage.style,
                    ReviewPage.pageFoot(review, title),
                ],
                body: body
            ).html
    }

    private static func facts(_ review: Review, _ clock: OfficeClock, _ language: Language) -> HTML {
        let (head, answer) = (review.head, review.answer)
        let places = Set(answer.rows.map(\.code)).count
        let maker = head.onBehalfOf.map {
            Text("\(head.madeBy), thay \($0)", "\(head.madeBy) for \($0)")(language)
        }
        let scope = answer.scope.map {
            Text("\($0.name) (\($0.code)) và cấp dưới", "\($0.name) (\($0.code)) and below")(language)
        }
        let facts: [(Text, String)] = [
            (
                Text("Đợt mới nhất", "Latest edition"),
                review.latestName?(language) ?? Text("chưa có đợt nào đang dùng", "none in use")(language)
            ),
            (
                Text("Phạm vi", "Scope"),
                (scope ?? Text("mọi nơi nhận", "all recipients")(language))
                    + Text(
                        ": \(places) nơi nhận, \(answer.rows.count) bản",
                        ": \(places) recipients, \(answer.rows.count) copies")(
                        language)
            ),
            (
                Text("Lập lúc", "Saved"),
                Text("\(clock.stamp(head.madeAt)), người lập: ", "\(clock.stamp(head.madeAt)) by ")(language)
                    + (maker ?? head.madeBy)
            ),
            (Text("Theo dữ liệu nhập đến", "Data recorded up to"), clock.stamp(head.knownAt)),
        ]
        return
            "<dl class=\"facts\">\(facts.map { "<dt>\($0.0(language))</dt><dd>\($0.1)</dd>" as HTML })</dl>"
    }

    private static func notes(_ review: Review, _ names: ReviewNames, _ language: Language) -> HTML {
        var notes = [
            Text(
                "“Đợt đang giữ” là đợt mới nhất có xác nhận đã nhận (đã tải về, đã ký nhận hoặc rõ hơn) tính đến hết ngày rà soát; “đã gửi” không phải là đã nhận.",
                "“Holds” is the newest edition with proof of receipt (downloaded, signed for or better) by the end of the day; “sent” is no receipt."
            ),
            Text(
                "Bản điện tử và cặp giấy tính riêng. Đợt đang giữ và văn bản hết hiệu lực đang giữ là hai việc, không gộp làm một.",
                "The electronic copy and the paper folder are told apart; so are the edition held and what in it is out of force."
            ),
            Text(
                "“Chi bộ chưa cập nhật”: đã được cấp bản tốt hơn mà chưa có xác nhận đã nhận. “Ban chưa cấp”: đợt mới nhất vẫn có văn bản ấy, nơi nhận không có lỗi.",
                "“The branch has not updated”: it was supplied with better. “The board has not supplied”: the latest edition has the document too; no branch is at fault."
            ),
            Text(
                "Số ngày trễ tính từ hạn của đợt được cấp đến ngày rà soát.",
                "Days late count from the due date of what was supplied to the day of the review."),
        ]
        let unverified = Set(review.answer.contents.flatMap(\.unverified)).sorted()
        if !unverified.isEmpty {
            let list = unverified.map { names.document($0) }.joined(separator: "; ")
            notes.append(
                Text(
                    "Có quan hệ cần xác minh nên chưa tính là hết hiệu lực: \(list).",
                    "Not counted as out of force, since a relation is to be verified: \(list)."))
        }
        let title = Text("Cách đọc", "How to read it")(language)
        return """
            <section class="notes"><h2>\(title)</h2><ul>\(notes.map { "<li>\(PageWords.name($0(language)))</li>" as HTML })</ul></section>
            """
    }

    private static func foot(_ review: Review, _ language: Language) -> HTML {
        let text = Text(
            "Mã kiểm tra \(review.checkCode): 12 ký tự đầu của mã lưu trong sổ. Bản in có mã khác là bản in của nội dung khác.",
            "Check code \(review.checkCode): the first 12 characters of the digest in the register. A print with another code prints something else."
        )
        return "<p class=\"check small\">\(text(language))</p>"
    }

    /// What stands at the foot of every sheet.
    private static func pageFoot(_ review: Review, _ title: String) -> HTML {
        "@page{@bottom-right{content:\"\(title) · \(review.head.day.office) · \(review.checkCode)\"}}\n"
    }

    private static let style: HTML = """
        main{max-width:1180px;counter-reset:part}section,.close{display:grid;gap:10px;grid-template-columns:minmax(0,1fr)}.close{gap:28px}h2{font-size:1.12rem}h3{font-size:1rem}ul{margin:0;padding-left:1.3rem}
        h2::before{counter-increment:part;content:counter(part,upper-roman) ". "}
        .facts{display:grid;grid-template-columns:minmax(11rem,22%) 1fr;gap:4px 16px}.facts dt{color:var(--soft)}
        .d1{--depth:1}.d2{--depth:2}.d3{--depth:3}.d4{--depth:4}.d5{--depth:5}.d6{--depth:6}.sums td:first-child{padding-left:calc(10px + var(--depth,0)*18px)}.sums .all td{font-weight:650}.sums td.n,.sums th.n,.old td.n,.old th.n{width:auto}
        .names{display:grid;gap:6px}.code{color:var(--soft)}.docs p+p{margin-top:3px}.rows th{overflow-wrap:normal}
        .rows{table-layout:fixed}.rows th,.rows td{font-size:.92rem}.rows .n{width:3.6rem}.rows .who{width:16%}.rows .held{width:9%}.rows .turn{width:11%}.rows .due{width:7.2rem}
        @media screen and (max-width:620px){.facts{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:8px}.folding td:nth-child(n),.folding td.n[data-label]{width:auto;text-align:left}.folding td.n[data-label]{display:block}
        .sums td:first-child{padding-left:calc(var(--depth,0)*12px);font-weight:600}.folding td:not(.docs)[data-label]::before{display:inline;margin-right:.5em}.folding td.who{font-weight:600}}
        @page{size:A4 landscape;margin:18mm 15mm 16mm 20mm;@bottom-right{font:10pt "Times New Roman",serif}}
        @media print{h2{font-size:13pt}h3{font-size:12pt}ul{padding-left:14pt}.facts{font-size:12pt}.names p+p{margin-top:3pt}.names,.notes,.sums,.old{font-size:11pt}.rows th,.rows td{font-size:10.5pt;padding:1.5pt 4pt}.docs p+p{margin:0}
        .rows .n{width:12mm}.rows .who{width:42mm}.rows .held{width:23mm}.rows .turn{width:29mm}.rows .due{width:21mm}.rows .days{width:15mm}.sums td:first-child{padding-left:calc(4.5pt + var(--depth,0)*10pt)}.rows+h3{margin-top:8pt}
        .sums .all{break-before:avoid}.count{break-after:avoid}.close{display:block;break-inside:avoid}.signs{margin-top:14pt}.check{font-size:10pt}}

        """
}

/// Names of documents in one review: symbols, with the date where two documents share one.
struct ReviewNames {
    let committees: [String: String]
    /// The places of what is out of force in the list of it, from 1.
    let numbers: [ReviewAnswer.Outdated: Int]
    private let documents: [Int64: Document]
    private let twice: Set<String>
    private let language: Language

    init(_ answer: ReviewAnswer, _ documents: [Int64: Document], _ language: Language) {
        committees = answer.names
        numbers = Dictionary(
            uniqueKeysWithValues: answer.outdated.enumerated().map { ($1.document, $0 + 1) })
        self.documents = documents
        self.language = language
        let names = documents.values.map(\.name)
        twice = Set(Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys)
    }

    /// `22-QĐ/TW`; the number in the register where the name is no longer there.
    func document(_ id: Int64) -> String {
        guard let document = documents[id] else {
            return Text("văn bản #\(id)", "document #\(id)")(language)
        }
        return twice.contains(document.name) ? document.key : document.name
    }

    /// A document with type and date.
    func citation(_ id: Int64) -> String { documents[id]?.citation ?? document(id) }

    /// What an identity of an edition's item names.
    func item(_ identity: String) -> String {
        let parts = identity.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, parts[0] == "document", let id = Int64(parts[1]) else { return identity }
        return document(id)
    }
}

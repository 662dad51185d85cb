import SatchelCore

/// Reviews saved under a number: the list, each exactly as it was saved, the evidence behind a cell, its print, and two
/// of one kit compared.
enum SavedReviewPages {
    static let routes: [Route] = [
        .get("/reviews", .account, list), .get("/reviews/compare", .account, compare),
        .get("/reviews/{number}", .account, show),
        .get("/reviews/{number}/print", .account, paper),
        .get("/reviews/{number}/cell", .account, cell),
    ]

    @Sendable private static func list(_ visit: Visit) throws -> Answer {
        let all = Array(try visit.register.reviews().reversed())
        let kits = try names(of: visit)
        let clock = visit.office.clock
        let rows = visit.paged(all).map { saved -> [HTML] in
            let head = saved.head
            return [
                "<a href=\"/reviews/\(head.number)\">\(visit.say("Bảng số", "Review")) \(head.number)</a>",
                .text(kits[head.kit] ?? head.kit), "\(head.day.office)",
                .text(head.under ?? visit.say("tất cả", "all")), .text(head.title ?? ""),
                "\(clock.stamp(head.madeAt)) <span class=\"soft small\">\(head.madeBy)</span>",
            ]
        }
        let table = Table(
            [
                .init(visit.say("Số", "No.")), .init(visit.say("Cặp tài liệu", "Kit")),
                .init(visit.say("Tính đến ngày", "On the day")), .init(visit.say("Phạm vi", "Scope")),
                .init(visit.say("Tên gọi", "Called")), .init(visit.say("Lập lúc", "Saved")),
            ], rows: rows)
        let body: HTML =
            all.isEmpty
            ? "<p>\(visit.say("Chưa lập bảng nào. Mở trang rà soát, chọn ngày và cặp, rồi lập bảng.", "None yet. Open the review, choose day and kit, then save it."))</p>"
            : "\(table.html)\(visit.pager(all.count))"
        return visit.page(
            visit.say("Các bảng rà soát đã lập", "Saved reviews"), at: .review,
            """
            <div class="row"><h1>\(visit.say("Các bảng rà soát đã lập", "Saved reviews"))</h1>\
            <a class="end" href="/review">\(visit.say("Trang rà soát", "To the review"))</a></div>
            \(visit.card(nil, body))
            \(compareForm(visit, all))
            """)
    }

    private static func names(of visit: Visit) throws -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: try visit.register.kits().map {
                ($0.definition.slug, visit.say($0.definition.name))
            })
    }

    private static func compareForm(_ visit: Visit, _ all: [SavedReview]) -> HTML? {
        if all.count < 2 { return nil }
        let fields: HTML = """
            \(Field.text("a", visit.say("Bảng trước, số", "First review, no."), visit.query["a"] ?? "", kind: "number", size: 6))
            \(Field.text("b", visit.say("Bảng sau, số", "Second review, no."), visit.query["b"] ?? "", kind: "number", size: 6))
            """
        return visit.card(
            visit.say("So hai bảng của một cặp", "Compare two reviews of one kit"),
            visit.search(to: "/reviews/compare", visit.say("So sánh", "Compare"), fields))
    }

    /// The review that the address names.
    private static func review(_ visit: Visit) throws -> Review {
        guard let number = Int(visit.part("number")) else {
            throw SatchelError(.numberBroken, ["text": visit.part("number")])
        }
        return try visit.register.review(number)
    }

    // MARK: One review

    @Sendable private static func show(_ visit: Visit) throws -> Answer {
        let review = try review(visit)
        let title = visit.say("Bảng rà soát số \(review.head.number)", "Review no. \(review.head.number)")
        return visit.page(
            title, at: .review,
            """
            <div class="row"><h1>\(title)</h1><span class="end row noprint">\
            <a href="/reviews/\(review.head.number)/print">\(visit.say("Bản in để ký", "Paper to sign"))</a>\
            \(visit.exports(.review(review.head.number), visit.say("Cả bảng", "All rows")))\
            <a href="/reviews">\(visit.say("Các bảng đã lập", "Saved reviews"))</a></span></div>
            \(visit.told(["saved": Text("Đã lập bảng số \(review.head.number).", "Saved as review \(review.head.number).")]))
            \(facts(visit, review))
            \(totals(visit, review))
            \(try rows(visit, review))
            """)
    }

    private static func facts(_ visit: Visit, _ review: Review) -> HTML {
        let head = review.head
        let clock = visit.office.clock
        let scope = review.answer.scope.map { "\($0.name) (\($0.code))" }
        let made = head.onBehalfOf.map { visit.say("\(head.madeBy), thay \($0)", "\(head.madeBy) for \($0)") }
        return visit.card(
            visit.say(review.kitName.vi, review.kitName.en),
            visit.facts([
                (visit.say("Tên gọi", "Called"), head.title.map { .text($0) }),
                (visit.say("Tính đến ngày", "On the day"), .text(head.day.office)),
                (visit.say("Theo dữ liệu nhập đến", "Data recorded up to"), .text(clock.stamp(head.knownAt))),
                (visit.say("Phạm vi", "Scope"), .text(scope ?? visit.say("mọi nơi nhận", "all recipients"))),
                (
                    visit.say("Đợt mới nhất", "Latest edition"),
                    .text(
                        review.latestName.map { visit.say($0) }
                            ?? visit.say("chưa có đợt nào đang dùng", "none in use"))
                ),
                (visit.say("Lập lúc", "Saved"), .text("\(clock.stamp(head.madeAt)), \(made ?? head.madeBy)")),
                (visit.say("Mã kiểm tra", "Check code"), .text(review.checkCode)),
            ]))
    }

    private static func totals(_ visit: Visit, _ review: Review) -> HTML {
        let answer = review.answer
        let tallies = tallies(of: answer)
        let total = answer.rows.reduce(into: Tally()) { add($1, to: &$0) }
        let found = answer.committeesAsked.compactMap { committee in
            tallies[committee.code].map { (committee, $0) }
        }
        let rows = found.prefix(20).map { committee, tally -> [HTML] in
            let address = "/reviews/\(review.head.number)?under=\(Fields.encoded(committee.code))#names"
            return [
                "<a href=\"\(address)\">\(committee.name)</a>", tally.bar(visit), "\(tally.recipients)",
                "\(tally.updated)", "\(tally.behind)", "\(tally.silent)", "\(tally.board)",
            ]
        }
        let table = Table(
            [
                .init(visit.say("Đơn vị", "Committee")), .init(visit.say("Tình hình", "How it stood")),
                .init(visit.say("Số bản", "Copies"), isNumber: true),
                .init(visit.say("Đã cập nhật", "Up to date"), isNumber: true),
                .init(visit.say("Chi bộ chưa cập nhật", "Branch not updated"), isNumber: true),
                .init(visit.say("Chưa có xác nhận", "No receipt"), isNumber: true),
                .init(visit.say("Ban chưa cấp", "Board not supplied"), isNumber: true),
            ], rows: rows)
        let rest = found.count - rows.count
        let more: HTML? =
            rest > 0
            ? "<p class=\"soft\">\(visit.say("Còn \(rest) đơn vị: xem bản in hoặc CSV.", "\(rest) more: see the paper or the CSV."))</p>"
            : nil
        return visit.card(
            visit.say("Tình hình", "How it stood"),
            "\(total.bar(visit))\(legend(visit, review, total))\(rows.isEmpty ? nil : table.html)\(more)")
    }

    private static func legend(_ visit: Visit, _ review: Review, _ tally: Tally) -> HTML {
        let items = Stand.allCases.filter { tally[$0] > 0 }.map { stand -> HTML in
            let address = "/reviews/\(review.head.number)?stand=\(stand.rawValue)#names"
            return
                "<a class=\"mark \(stand.mark.rawValue)\" href=\"\(address)\">\(tally[stand]) \(visit.say(stand.text))</a>"
        }
        return "<p class=\"row\">\(items)</p>"
    }

    private static func add(_ row: ReviewRow, to tally: inout Tally) {
        tally.add(Stand(row.edition, row.turns), outdated: row.verdict == .outdated, late: row.daysLate > 0)
    }

    /// What stands at and below each committee, by its code.
    private static func tallies(of answer: ReviewAnswer) -> [String: Tally] {
        let parents = Dictionary(
            answer.committees.map { ($0.code, $0.parent) }, uniquingKeysWith: { first, _ in first })
        var direct: [String: Tally] = [:]
        for row in answer.rows {
            if let parent = row.parent { add(row, to: &direct[parent, default: Tally()]) }
        }
        var sums: [String: Tally] = [:]
        for (code, tally) in direct {
            var next: String? = code
            while let here = next, let above = parents[here] {
                sums[here, default: Tally()].add(tally)
                next = above
            }
        }
        return sums
    }

    private static func rows(_ visit: Visit, _ review: Review) throws -> HTML {
        let answer = review.answer
        let stand = visit.query["stand"].flatMap(Stand.init(rawValue:))
        let asked = answer.rows(under: visit.query["under"]).filter { row in
            stand.map { $0 == Stand(row.edition, row.turns) } ?? true
        }
        let committees = answer.names
        let lines = visit.paged(asked).map { row in
            ReviewLine(
                row, of: answer, committees: committees,
                address: "/reviews/\(review.head.number)/cell?node=\(Fields.encoded(row.code))")
        }
        let names = try ReviewDocuments(visit, lines.flatMap(\.documents), review.head.known, hasItems: true)
        let isNarrowed = stand != nil || visit.query["under"] != nil
        let all: HTML? =
            isNarrowed
            ? "<a href=\"/reviews/\(review.head.number)\">\(visit.say("Bỏ lọc", "Show all"))</a>" : nil
        let body: HTML =
            lines.isEmpty
            ? "<p>\(visit.say("Không có nơi nào như vậy.", "Nobody is like that."))</p>"
            : "\(ReviewLineTable(visit: visit, names: names, lines: lines).html)\(visit.pager(asked.count))"
        let title = "\(visit.say("Từng nơi", "Names")): \(asked.count) \(visit.say("bản", "copies"))"
        return "<div id=\"names\"></div>\(visit.card(title, end: all, body))"
    }

    // MARK: Paper, cell

    /// The paper to print and sign, A4 across.
    @Sendable private static func paper(_ visit: Visit) throws -> Answer {
        let review = try review(visit)
        let documents = try visit.register.documents(of: review)
        return visit.paper(
            ReviewPage(review, documents: documents, clock: visit.office.clock, language: visit.language).html
        )
    }

    /// What a review says of one node, and the evidence known when it was saved.
    @Sendable private static func cell(_ visit: Visit) throws -> Answer {
        let review = try review(visit)
        let rows = try review.rows(of: visit.query["node"] ?? "")
        let committees = review.answer.names
        let lines = rows.map { ReviewLine($0, of: review.answer, committees: committees, address: "") }
        let names = try ReviewDocuments(visit, lines.flatMap(\.documents), review.head.known, hasItems: true)
        let evidence = try visit.register.evidence(behind: review, of: rows[0].code)
        let parts = zip(rows, lines).map { row, line in
            visit.card(
                PageWords.capital(visit.say(line.copy.text))
                    + visit.say(", bản số \(line.copyNumber)", ", copy no. \(line.copyNumber)"),
                "\(supply(row, visit))\(ReviewPages.full(line, visit, names))")
        }
        let number = review.head.number
        return visit.page(
            rows[0].name, at: .review,
            """
            <p class="eyebrow"><a href="/reviews/\(number)">\(visit.say("Bảng rà soát số", "Review no.")) \(number)</a>, \
            \(visit.say("ngày", "on")) \(review.head.day.office)</p>
            <h1>\(rows[0].name)</h1><p class="soft">\(rows[0].code)</p>
            \(parts)
            \(visit.card(visit.say("Căn cứ đã biết khi lập bảng", "Evidence known when it was saved"), EvidenceTable(visit, evidence, kit: review.head.kit).html))
            """)
    }

    private static func supply(_ row: ReviewRow, _ visit: Visit) -> HTML {
        guard let supplied = row.supplied else {
            return "<p>\(visit.say("Chưa được cấp đợt nào.", "Not supplied."))</p>"
        }
        let day = row.suppliedOn.map { visit.say(" ngày ", " on ") + $0.office } ?? ""
        return "<p>\(visit.say("Được cấp đợt", "Supplied with edition")) \(supplied)\(day)</p>"
    }
}

import SatchelCore

/// The review: who holds what on a day, as known at an instant; from every number to the names behind it, from a name
/// to the documents and the evidence.
enum ReviewPages {
    static let routes: [Route] = [
        .get("/review", .account, show), .get("/review/committees", .account, committees),
        .get("/review/evidence", .account, evidence),
        .get("/review/editions", .account, overEditions), .get("/review/csv", .account, csv),
        .post("/review/save", .account, shownAgain: show, save),
    ]

    @Sendable private static func show(_ visit: Visit) throws -> Answer {
        let reading = try ReviewReading(ReviewQuestion(visit), visit.register)
        let title = visit.say("Rà soát", "Review")
        return visit.page(
            title, at: .review,
            """
            <div class="row"><h1>\(visit.say("Rà soát cặp tài liệu", "Review of kits"))</h1><span class="end row noprint">\
            <a href="\(visit.narrowed("/review/editions", to: [("day", nil), ("known", nil), ("under", nil)]))">\(visit.say("Qua các đợt", "Over the editions"))</a>\
            <a href="/reviews">\(visit.say("Các bảng đã lập", "Saved reviews"))</a>\
            <a href="\(visit.address("/review/csv", setting: []))">\(visit.say("Tải CSV", "Download CSV"))</a></span></div>
            \(ReviewForm(visit, reading).html)
            \(summary(visit, reading))
            \(reading.question.isNarrowed ? nil : committeesCard(visit, reading))
            \(reading.question.isNarrowed ? nil : try documentsCard(visit, reading))
            \(try linesCard(visit, reading))
            \(exports(visit, reading.question))
            \(ReviewForm(visit, reading).save)
            """)
    }

    /// All rows of one kit, as known now, below the node asked about.
    private static func exports(_ visit: Visit, _ question: ReviewQuestion) -> HTML? {
        guard question.kits.count == 1, let kit = question.kits.first, question.knownAt == nil else {
            return nil
        }
        let day = question.day == visit.today ? nil : question.day
        let list = Export.audit(kit: kit.definition.slug, on: day, under: question.under)
        return "<p>\(visit.exports(list, visit.say("Cả bảng, không lọc", "All rows, unfiltered")))</p>"
    }

    // MARK: Totals

    private static func summary(_ visit: Visit, _ reading: ReviewReading) -> HTML {
        let place =
            reading.scope?.name ?? visit.register.sight?.name
            ?? visit.say("mọi nơi nhận", "all recipients")
        let day = visit.say("ngày", "on") + " " + reading.question.day.office
        let known = reading.question.knownAt.map {
            visit.say("; theo dữ liệu nhập đến ", "; data recorded up to ") + visit.office.clock.stamp($0)
        }
        let groups: [(String, [HTML])] = [
            (
                visit.say("Phần việc của", "Whose turn"),
                HoldingsAudit.Turn.allCases.compactMap { turn in
                    chip(
                        visit, reading.turns[turn], turn == .branch ? .bad : .late, turn.text,
                        ("turn", turn.rawValue))
                }
            ),
            (
                visit.say("Theo đợt", "By edition"),
                HoldingsAudit.EditionVerdict.allCases.compactMap { verdict in
                    chip(
                        visit, reading.editions[verdict], mark(verdict), verdict.text,
                        ("edition", verdict.rawValue))
                }
            ),
            (
                visit.say("Theo nội dung", "By contents"),
                ReviewQuestion.Contents.allCases.compactMap { contents in
                    chip(
                        visit, reading.contents[contents.verdict], mark(contents), contents.verdict.text,
                        ("contents", contents.rawValue))
                }
            ),
        ]
        let facts = groups.filter { !$0.1.isEmpty }.map {
            ($0.0, Optional("<span class=\"row\">\($0.1)</span>" as HTML))
        }
        return visit.card(
            "\(visit.say("Tình hình", "How it stands")): \(place), \(day)\(known ?? "")",
            """
            <p><b>\(reading.total.recipients)</b> \(visit.say("bản", "copies"))</p>
            \(reading.total.bar(visit))
            \(legend(visit, reading.total))
            \(visit.facts(facts))
            """)
    }

    /// What the colours of the bars mean, with the counts, each leading to its names.
    static func legend(_ visit: Visit, _ tally: Tally) -> HTML {
        let items = Stand.allCases.compactMap { stand in
            chip(visit, tally[stand], stand.mark, stand.text, ("stand", stand.rawValue))
        }
        return "<p class=\"row\">\(items)</p>"
    }

    private static func chip(
        _ visit: Visit, _ count: Int?, _ mark: Mark, _ text: Text, _ filter: (String, String)
    ) -> HTML? {
        guard let count, count > 0 else { return nil }
        let address = visit.narrowed("/review", to: [(filter.0, filter.1)])
        return "<a class=\"mark \(mark.rawValue)\" href=\"\(address)#names\">\(count) \(visit.say(text))</a>"
    }

    private static func mark(_ verdict: HoldingsAudit.EditionVerdict) -> Mark {
        switch verdict {
        case .latest, .ahead: .ok
        case .behind: .late
        case .withdrawn: .bad
        case .none, .notHandedOver, .notRecipient: .none
        }
    }

    private static func mark(_ contents: ReviewQuestion.Contents) -> Mark {
        switch contents {
        case .clean: .ok
        case .outdated, .incomplete: .bad
        case .needsVerification: .late
        case .nothingHeld: .none
        }
    }

    // MARK: Committees

    /// How many committees are told beside the names.
    private static let committeesTold = 12

    private static func committeesCard(_ visit: Visit, _ reading: ReviewReading) -> HTML? {
        let found = reading.committees().sorted {
            ($1.tally.waiting, $0.node.code) < ($0.tally.waiting, $1.node.code)
        }
        if found.isEmpty { return nil }
        let rest = found.count - committeesTold
        let all: HTML =
            "<a href=\"\(visit.narrowed("/review/committees", to: []))\">\(visit.say("Mọi cấp, theo thứ tự trong sổ", "All levels, in order"))</a>"
        let more: HTML? =
            rest > 0
            ? "<p class=\"soft\">\(visit.say("Còn \(rest) đơn vị ít việc hơn; xem ở trang mọi cấp.", "\(rest) more with less to do: see all levels."))</p>"
            : nil
        return visit.card(
            visit.say("Theo cấp trên", "By committee"), end: all,
            "\(committeeTable(visit, found.prefix(committeesTold).map { ($0.node, $0.tally, 0) }))\(more)")
    }

    private static func committeeTable(
        _ visit: Visit, _ rows: [(node: OrganisationNode, tally: Tally, depth: Int)]
    ) -> HTML {
        Table(
            [
                .init(visit.say("Đơn vị", "Committee")), .init(visit.say("Tình hình", "How it stands")),
                .init(visit.say("Số bản", "Copies"), isNumber: true),
                .init(visit.say("Đã cập nhật", "Up to date"), isNumber: true),
                .init(visit.say("Chi bộ chưa cập nhật", "Branch not updated"), isNumber: true),
                .init(visit.say("Chưa có xác nhận", "No receipt"), isNumber: true),
                .init(visit.say("Ban chưa cấp", "Board not supplied"), isNumber: true),
            ],
            rows: rows.map { node, tally, depth in
                let address = { (stand: Stand?) in
                    visit.narrowed("/review", to: [("under", node.code), ("stand", stand?.rawValue)])
                }
                func number(_ stand: Stand) -> HTML {
                    tally[stand] == 0
                        ? "0" : "<a href=\"\(address(stand))#names\">\(tally[stand])</a>"
                }
                let indent = String(repeating: "– ", count: depth)
                return [
                    "\(indent)<a href=\"\(address(nil))\">\(node.name)</a>", tally.bar(visit),
                    "\(tally.recipients)",
                    number(.updated), number(.behind), number(.silent), number(.board),
                ]
            }
        ).html
    }

    @Sendable private static func committees(_ visit: Visit) throws -> Answer {
        let reading = try ReviewReading(ReviewQuestion(visit), visit.register)
        let tree = reading.matrix.tree
        let all = reading.committees(all: true)
        let shown = visit.paged(all, size: 40).map {
            (node: $0.node, tally: $0.tally, depth: tree.ancestors(of: $0.node.id).count)
        }
        return visit.page(
            visit.say("Rà soát theo cấp", "Review by level"), at: .review,
            """
            <h1>\(visit.say("Rà soát theo cấp, ngày", "Review by level, on")) \(reading.question.day.office)</h1>
            <p><a href="\(visit.narrowed("/review", to: []))">\(visit.say("Về bảng rà soát", "Back to the review"))</a></p>
            \(committeeTable(visit, shown))
            \(visit.pager(all.count, size: 40))
            """)
    }

    // MARK: Documents

    private static func documentsCard(_ visit: Visit, _ reading: ReviewReading) throws -> HTML? {
        if reading.outdated.isEmpty { return nil }
        let shown = reading.outdated.prefix(15)
        let names = try ReviewDocuments(
            visit, shown.flatMap { [$0.document.document] + $0.document.replacedBy }, reading.question.known)
        let rows = shown.map { old, count -> [HTML] in
            let address = visit.narrowed("/review", to: [("document", "\(old.document)")])
            let next = HTML.joined(old.replacedBy.map(names.link), by: ", ")
            let turn: HoldingsAudit.Turn = old.isBoardsTurn ? .board : .branch
            return [
                names.link(old.document), "\(old.since.office)",
                old.replacedBy.isEmpty ? .text(visit.say(old.status.text)) : next,
                (old.isBoardsTurn ? Mark.late : .bad)(visit.say(turn.text)),
                "<a href=\"\(address)#names\">\(count)</a>",
            ]
        }
        let rest = reading.outdated.count - shown.count
        let more: HTML? =
            rest > 0
            ? "<p class=\"soft\">\(visit.say("và \(rest) văn bản nữa", "and \(rest) more documents"))</p>"
            : nil
        return visit.card(
            visit.say("Văn bản hết hiệu lực còn được giữ", "What is out of force, but held"),
            """
            \(Table([
                .init(visit.say("Văn bản", "Document")), .init(visit.say("Hết hiệu lực từ", "Out of force since")),
                .init(visit.say("Nay áp dụng", "What applies now")), .init(visit.say("Phần việc của", "Whose turn")),
                .init(visit.say("Số bản đang giữ", "Copies"), isNumber: true),
            ], rows: rows).html)\(more)
            """)
    }

    // MARK: Names

    private static func linesCard(_ visit: Visit, _ reading: ReviewReading) throws -> HTML {
        let last = max(1, (reading.count + 49) / 50)
        let start = (min(visit.pageNumber, last) - 1) * 50
        let isOne = reading.question.kits.count == 1
        let lines = reading.lines(start..<min(start + 50, reading.count)).map { place in
            let kit = reading.matrix.sheets[place.sheet].kit
            return ReviewLine(
                place, in: reading.matrix, kit: isOne ? nil : kit.name,
                address: evidenceAddress(visit, kit: kit.slug, node: place.node.code))
        }
        let names = try ReviewDocuments(
            visit, lines.flatMap(\.documents), reading.question.known,
            hasItems: lines.contains { $0.contents.map { !$0.missing.isEmpty } ?? false })
        let all: HTML? =
            reading.question.isNarrowed
            ? "<a href=\"\(visit.narrowed("/review", to: []))\">\(visit.say("Bỏ lọc", "Show all"))</a>" : nil
        let body: HTML =
            lines.isEmpty
            ? "<p>\(visit.say("Không có nơi nào như vậy.", "Nobody is like that."))</p>"
            : "\(ReviewLineTable(visit: visit, names: names, lines: lines).html)\(visit.pager(reading.count))"
        let stand = reading.question.stand.map { ", \(visit.say($0.text))" } ?? ""
        let title =
            "\(visit.say("Từng nơi", "Names")): \(reading.count) \(visit.say("bản", "copies"))\(stand)"
        return
            "<div id=\"names\"></div>\(visit.card(title, end: all, "\(ReviewForm(visit, reading).narrowing)\(body)"))"
    }

    static func evidenceAddress(_ visit: Visit, kit: String, node: String) -> String {
        var fields = Fields()
        fields.add("kit", kit)
        fields.add("node", node)
        for name in ["day", "known"] { if let value = visit.query[name] { fields.add(name, value) } }
        return "/review/evidence?" + fields.urlEncoded
    }

    /// Saves the review under the office's next number.
    @Sendable private static func save(_ visit: Visit) throws -> Answer {
        let knownAt = try visit.form["known"].map { text in
            guard let instant = visit.office.clock.instant(reading: text) else {
                throw SatchelError(.dateBroken, ["text": text])
            }
            return instant
        }
        let review = try visit.register.save(
            reviewOf: try visit.required("kit", visit.say("Cặp tài liệu", "Kit")),
            on: try visit.day("day") ?? visit.today, knownAt: knownAt, under: visit.form["under"],
            title: visit.form["title"], office: visit.office.settings.office, by: try visit.actor())
        return .seeOther("/reviews/\(review.head.number)?done=saved")
    }

    /// The lines asked for as a table for a spreadsheet.
    @Sendable private static func csv(_ visit: Visit) throws -> Answer {
        let reading = try ReviewReading(ReviewQuestion(visit), visit.register)
        let all = reading.lines(0..<reading.count)
        let bytes = try ReviewTable.csv(
            visit, known: reading.question.known,
            all.map { place in
                let sheet = reading.matrix.sheets[place.sheet]
                return (
                    sheet.kit.slug, sheet[place.line].supplied,
                    ReviewLine(place, in: reading.matrix, kit: nil, address: "")
                )
            })
        return .file(bytes, named: "ra-soat-\(reading.question.day.iso).csv", as: "text/csv; charset=utf-8")
    }
}

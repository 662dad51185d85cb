import SatchelCore

/// What is due to be told today, before it is written into the outbox.
enum DueNoticePages {
    static let routes: [Route] = [
        .get("/notices/due", .account, show),
        .post("/notices/due", shownAgain: show, write),
    ]

    /// How many notices of one kit are named on the page.
    private static let shown = 200

    @Sendable private static func show(_ visit: Visit) throws -> Answer {
        let plan = try visit.register.noticePlan(calendar: visit.office.settings.calendar())
        let title = visit.say("Thư đến hạn hôm nay", "Notices due today")
        let kits = try plan.kits.filter { !$0.notices.isEmpty }.map { try card($0, visit) }
        return visit.page(
            title, at: .notices,
            """
            \(visit.trail([("/notices", visit.say("Thư báo", "Notices"))]))
            <h1>\(title)</h1>
            \(visit.told(["written": Text("Đã soạn {n} thư vào hộp thư đi.", "Wrote {n} notices into the outbox.")]))
            \(summary(plan, visit))\(kits)\(try debts(plan, visit))
            """)
    }

    private static func summary(_ plan: NoticePlan, _ visit: Visit) -> HTML {
        let day = plan.day.office
        if !plan.isWorkingDay {
            let rest = Text(
                "{day} không phải ngày làm việc: thư dời sang ngày làm việc sau.",
                "{day} is no working day: all of it waits for the next.")
            return visit.card(nil, "<p>\(visit.say(rest, ["day": day]))</p>")
        }
        if plan.count == 0 {
            return visit.card(
                nil,
                "<p>\(Mark.ok(visit.say("Hôm nay không còn thư nào đến hạn.", "Nothing is due today.")))</p>")
        }
        let sum = visit.say(
            Text(
                "{n} thư đến hạn ngày {day}. Soạn xong, thư nằm trong hộp thư đi; soạn lại lần nữa không thêm thư nào.",
                "{n} notices are due on {day}. Writing them puts them into the outbox; doing so again adds none."
            ),
            ["n": "\(plan.count)", "day": day])
        let button =
            visit.mayUse("notice.write")
            ? visit.button(to: "/notices/due", visit.say("Soạn tất cả", "Write them all")) : nil
        return visit.card(nil, "<p>\(sum)</p>\(button)")
    }

    private static func card(_ kit: KitNotices, _ visit: Visit) throws -> HTML {
        let counts = kit.counts.map { one -> HTML in
            let way = one.way
            return
                "<li>\(one.count) \(visit.say(way.text)), \(visit.say(way.channel.text))</li>"
        }
        let columns = [
            Table.Column(visit.say("Tổ chức", "Branch")), .init(visit.say("Việc", "About")),
            .init(visit.say("Vì sao", "Why")), .init(visit.say("Hạn", "Due")),
            .init(visit.say("Gửi cho", "To")),
        ]
        let lines = try visit.register.lines(of: kit.notices.prefix(shown), in: kit)
        let rows = lines.map { line -> [HTML] in
            let way = PlannedCount.Way(line.notice)
            let to = [line.person, visit.say(way.channel.text), line.address].compactMap { $0 }
                .joined(separator: ", ")
            return [
                visit.node(line.nodeCode, line.nodeName), .text(visit.say(way.text)),
                .text(why(line, visit)), .text(line.dueOn?.office ?? "–"), .text(to),
            ]
        }
        let rest = kit.notices.count - rows.count
        let more: HTML? =
            rest > 0
            ? "<p class=\"soft\">\(visit.say(Text("và {n} thư nữa", "and {n} more"), ["n": "\(rest)"]))</p>"
            : nil
        let digests = try visit.office.digests(of: lines, in: kit).compactMap { changes($0, visit) }
        let name = visit.say(PageWords.edition(kit.edition.number, kit.edition.issuedOn))
        return visit.card(
            "\(visit.say(kit.name)), \(name)",
            "<ul class=\"plain\">\(counts)</ul>\(Table(columns, rows: rows).html)\(more)\(digests)")
    }

    private static func why(_ line: PlannedLine, _ visit: Visit) -> String {
        if let day = line.notice.effectiveOn {
            return visit.say(
                Text("dùng tài liệu mới từ {day}", "a change takes effect on {day}"), ["day": day.office])
        }
        let held =
            line.need?.held.map { visit.say(Text(" (đợt {n})", " (edition {n})"), ["n": "\($0)"]) } ?? ""
        return visit.say(line.need?.reason.text ?? Text("", "")) + held
    }

    /// What those who hold one edition are told has changed.
    private static func changes(_ digest: PlannedDigest, _ visit: Visit) -> HTML? {
        if digest.changes.isEmpty { return nil }
        let items = digest.changes.map {
            "<li>\($0.lines(visit.language).joined(separator: ". "))</li>" as HTML
        }
        return "<details><summary>\(visit.say(digest.title))</summary><ol>\(items)</ol></details>"
    }

    /// What the board owes stands apart: no branch is told of it.
    private static func debts(_ plan: NoticePlan, _ visit: Visit) throws -> HTML? {
        if plan.debts.isEmpty { return nil }
        let ids = plan.debts.flatMap { debt in
            debt.documents.flatMap { [$0.document] + $0.replacedBy } + debt.doubtful.flatMap(\.documents)
        }
        let names = try visit.register.documents(withIDs: Set(ids)).mapValues(\.citation)
        let items = plan.debts.map { debt -> HTML in
            let lines = owed(debt, names, visit).map { "<li>\($0)</li>" as HTML }
            return
                "<li><b>\(visit.say(debt.name))</b>, \(visit.say("đợt", "edition")) \(debt.edition)<ul>\(lines)</ul></li>"
        }
        return visit.card(
            visit.say("Ban còn phải cấp (không gửi chi bộ nào)", "What the board owes (no branch is told)"),
            "<ul class=\"plain\">\(items)</ul>")
    }

    /// What one kit's newest edition still holds or lacks, a line each.
    private static func owed(_ debt: BoardDebt, _ names: [Int64: String], _ visit: Visit) -> [String] {
        let documents = debt.documents.map { document in
            let name = names[document.document] ?? "–"
            let by = document.replacedBy.compactMap { names[$0] }.joined(separator: "; ")
            let since = document.since.office
            return by.isEmpty
                ? visit.say("\(name): hết hiệu lực từ \(since)", "\(name): not in force since \(since)")
                : visit.say(
                    "\(name): từ \(since) thay bằng \(by)", "\(name): since \(since) replaced by \(by)")
        }
        let templates = debt.doubtful.map { template, rests in
            let basis = rests.compactMap { names[$0] }.joined(separator: "; ")
            let name = visit.say(template.name)
            return visit.say(
                "Mẫu “\(name)” phải soạn lại: dựa trên \(basis), đã hết hiệu lực",
                "The template “\(name)” is to be revised: it rests on \(basis), which is not in force")
        }
        let copies =
            debt.unsupplied == 0
            ? []
            : [
                visit.say(
                    "\(debt.unsupplied) bản giữ đợt đã ngừng dùng, chưa được cấp đợt khác",
                    "\(debt.unsupplied) copies hold a withdrawn edition and were supplied with nothing else")
            ]
        return documents + templates + copies
    }

    @Sendable private static func write(_ visit: Visit) throws -> Answer {
        let counts = try visit.register.writeDueNotices(
            calendar: visit.office.settings.calendar(), by: try visit.actor())
        return .seeOther("/notices/due?done=written&n=\(counts.reduce(0) { $0 + $1.count })")
    }
}

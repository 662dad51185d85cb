import SatchelCore
import Synchronization

/// The board's first page: what must I do, who is behind, what went out.
enum HomePage {
    static let routes: [Route] = [.get("/", .account, show)]

    @Sendable private static func show(_ visit: Visit) throws -> Answer {
        let desk = try DeskMemory.desk(of: visit.office)
        let tasks = try HomeTasks(visit, desk).html
        return visit.page(
            visit.say("Hôm nay", "Today"), at: .today,
            """
            <h1>\(visit.say("Hôm nay", "Today")), \(visit.today.office)</h1>
            <div class="columns">
            \(visit.card(visit.say("Cần làm", "To do"), tasks))\
            \(visit.card(visit.say("Đã gửi", "Sent out"), end: noticesLink(visit), notices(visit, desk)))</div>
            \(holdings(visit, desk))
            """)
    }

    private static func noticesLink(_ visit: Visit) -> HTML {
        "<a href=\"/notices\">\(visit.say("Mở thư báo", "Open the notices"))</a>"
    }

    // MARK: What went out

    private static func notices(_ visit: Visit, _ desk: TodaysDesk) -> HTML {
        if desk.notices.isEmpty {
            return "<p class=\"soft\">\(visit.say("Chưa có thư báo nào.", "No notices yet."))</p>"
        }
        let lines = Notice.Kind.allCases.compactMap { kind -> HTML? in
            let all = desk.notices.filter { $0.kind == kind }
            let count = all.reduce(0) { $0 + $1.count }
            if count == 0 { return nil }
            let calls = sum(all) { $0.channel == .telephone && $0.state == .waiting }
            let waiting = sum(all) { $0.channel != .telephone && $0.state == .waiting }
            let marks = [
                mark(
                    .ok, sum(all) { $0.channel != .telephone && $0.state == .done },
                    visit.say("đã gửi", "sent")),
                mark(
                    .ok, sum(all) { $0.channel == .telephone && $0.state == .done },
                    visit.say("đã gọi", "called")),
                mark(.late, waiting, visit.say("chờ gửi", "waiting to be sent")),
                mark(.bad, sum(all) { $0.state == .failed }, visit.say("không gửi được", "not delivered")),
                mark(.none, calls, visit.say("cần gọi điện", "to telephone")),
            ]
            return """
                <li><span class="row"><b>\(count)</b> \(visit.say(kind.text))<span class="end row">\(marks.compactMap(\.self))</span></span></li>

                """
        }
        return "<ul class=\"plain\">\(lines)</ul>"
    }

    private static func sum(
        _ counts: [TodaysDesk.NoticeCount], _ isMeant: (TodaysDesk.NoticeCount) -> Bool
    ) -> Int {
        counts.filter(isMeant).reduce(0) { $0 + $1.count }
    }

    private static func mark(_ mark: Mark, _ count: Int, _ text: String) -> HTML? {
        count == 0 ? nil : mark("\(count) \(text)")
    }

    // MARK: Who is behind

    private static func holdings(_ visit: Visit, _ desk: TodaysDesk) -> HTML {
        let kits = desk.kits.filter { $0.latest != nil }
        if kits.isEmpty {
            return visit.card(
                visit.say("Nơi chưa cập nhật tài liệu", "Who is not up to date"),
                "<p>\(visit.say("Chưa cấp phát cặp tài liệu nào.", "No kit has been issued yet."))</p>")
        }
        let lines = kits.map { kit -> [HTML] in
            let tally = tally(of: kit.count.groups)
            let address = "/review?kit=\(kit.kit.slug)"
            return [
                "<a href=\"\(address)\">\(visit.say(kit.kit.name))</a> <span class=\"soft\">\(kit.latest.map { visit.say($0.name) } ?? "")</span>",
                tally.bar(visit), number(tally.recipients), number(tally.behind, "\(address)&stand=behind"),
                number(tally.silent, "\(address)&stand=silent"),
                number(tally.board, "\(address)&stand=board"),
            ]
        }
        let all = kits.reduce(into: Tally()) { $0.add(tally(of: $1.count.groups)) }
        return visit.card(
            visit.say("Nơi chưa cập nhật tài liệu", "Who is not up to date"),
            end: "<a href=\"/review\">\(visit.say("Mở bảng rà soát", "Open the review"))</a>",
            """
            <p><a class="big" href="/review?turn=branch">\(all.waiting)</a> \(visit.say(Text("trong {n} bản chưa cập nhật hoặc chưa có xác nhận đã nhận", "of {n} copies are not up to date or not confirmed"), ["n": "\(all.recipients)"]))</p>
            \(Table(columns(visit, visit.say("Cặp tài liệu", "Kit")), rows: lines).html)
            \(committees(visit, desk))
            """)
    }

    private static func columns(_ visit: Visit, _ first: String) -> [Table.Column] {
        [
            .init(first), .init(visit.say("Tình hình", "How it stands")),
            .init(visit.say("Số bản", "Copies"), isNumber: true),
            .init(visit.say("Chi bộ chưa cập nhật", "Branch not updated"), isNumber: true),
            .init(visit.say("Chưa có xác nhận", "No receipt"), isNumber: true),
            .init(visit.say("Ban chưa cấp", "Board not supplied"), isNumber: true),
        ]
    }

    /// How many committees are shown before the link to all of them.
    private static let shown = 12

    private static func committees(_ visit: Visit, _ desk: TodaysDesk) -> HTML? {
        let tallies = desk.committees.map { ($0.node, tally(of: $0.groups)) }.filter { $0.1.recipients > 0 }
            .sorted { ($1.1.waiting, $0.0?.code ?? "") < ($0.1.waiting, $1.0?.code ?? "") }
        if tallies.count < 2 { return nil }
        let rows = tallies.prefix(shown).map { node, tally -> [HTML] in
            let address = "/review" + (node.map { "?under=\(Fields.encoded($0.code))" } ?? "")
            let name = node?.name ?? visit.say("Không có cấp trên", "Nothing above")
            return [
                "<a href=\"\(address)\">\(name)</a>", tally.bar(visit), number(tally.recipients),
                number(tally.behind, node.map { _ in "\(address)&stand=behind" }),
                number(tally.silent, node.map { _ in "\(address)&stand=silent" }),
                number(tally.board, node.map { _ in "\(address)&stand=board" }),
            ]
        }
        let more: HTML? =
            tallies.count > shown
            ? "<p><a href=\"/review/committees\">\(visit.say(Text("Tất cả {n} cấp trên trực tiếp", "All {n} committees"), ["n": "\(tallies.count)"]))</a></p>"
            : nil
        return """
            <h3>\(visit.say("Theo cấp trên trực tiếp, nơi còn nhiều việc đứng trước", "By the committee above, most to do first"))</h3>
            \(Table(columns(visit, visit.say("Cấp trên trực tiếp", "Committee")), rows: rows).html)\(more)
            """
    }

    private static func number(_ count: Int, _ address: String? = nil) -> HTML {
        guard count > 0, let address else { return "\(count)" }
        return "<a href=\"\(address)\">\(count)</a>"
    }

    private static func tally(of groups: [HoldingsCount.Group]) -> Tally {
        groups.reduce(into: Tally()) { $0.add($1.judgement, $1.count) }
    }
}

/// The desk as it was last counted: counted anew only when something was recorded since, or another day has come.
enum DeskMemory {
    private static let desks = Mutex<[String: TodaysDesk]>([:])

    static func desk(of office: Office) throws -> TodaysDesk {
        let event = try office.register.newestEvent()
        let place = "\(office.folder) \(office.register.sight?.code ?? "")"
        let known = desks.withLock { $0[place] }
        if let known, known.event == event, known.day == office.clock.today { return known }
        let desk = try office.register.deskToday()
        desks.withLock { $0[place] = desk }
        return desk
    }
}

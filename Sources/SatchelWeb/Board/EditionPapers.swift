import Hummingbird
import SatchelCore

/// Lists that follow an issue: what to print for the folders, what to recall.
enum EditionPapers {
    static let routes: [Route] = [
        .get("/kits/{kit}/editions/{edition}/print-run", .account, printRun),
        .get("/kits/{kit}/editions/{edition}/recall", .account, recall),
        .get("/kits/{kit}/editions/{edition}/recall/paper", .account, recallPaper),
    ]

    /// How many of each paper the folders need that do not hold this edition yet: what changed since theirs.
    @Sendable private static func printRun(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let edition = try desk.edition()
        let run = try PrintRun(desk, edition)
        return desk.page(
            visit.say(
                "Số bản cần in, \(visit.say(edition.name))", "What to print, \(visit.say(edition.name))"),
            above: SupplyPages.above(desk, edition), run.html)
    }

    @Sendable private static func recall(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let edition = try desk.edition()
        let recall = try visit.register.recall(edition: edition.number, of: desk.slug, on: visit.today)
        let rows = visit.paged(recall.rows.filter(\.isToTell)).map { row -> [HTML] in
            let phone: HTML? = row.phone.map { "<a href=\"tel:\($0.filter { !$0.isWhitespace })\">\($0)</a>" }
            return [
                "\(row.nodeName) <span class=\"small soft\">\(row.node)</span>", .text("\(row.copyNumber)"),
                .text(row.person ?? ""), phone ?? "", .text(visit.say(row.copy.text)),
                .text(visit.say(row.state.text(row.copy))),
            ]
        }
        let table = Table(
            [
                .init(visit.say("Nơi nhận", "Recipient")),
                .init(visit.say("Bản số", "Copy no."), isNumber: true),
                .init(visit.say("Người giữ", "Holder")), .init(visit.say("Điện thoại", "Telephone")),
                .init(visit.say("Bản", "Copy")), .init(visit.say("Tình trạng", "State")),
            ], rows: rows)
        let sums = desk.kit.definition.copies.map { "<p>\(visit.say(recall.sum($0)))</p>" as HTML }
        let count = recall.rows.count { $0.isToTell }
        return desk.page(
            visit.say("Thu hồi \(visit.say(edition.name))", "Recall of \(visit.say(edition.name))"),
            above: SupplyPages.above(desk, edition),
            """
            <p><a class="button" href="\(desk.path(edition: edition.number))/recall/paper">\(visit.say("Danh sách để in, ký nộp lại", "The list to print and sign"))</a></p>
            \(visit.card(nil, "\(sums)\(table.html)\(visit.pager(count))"))
            """)
    }

    @Sendable private static func recallPaper(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let edition = try desk.edition()
        let recall = try visit.register.recall(edition: edition.number, of: desk.slug, on: visit.today)
        let page = RecallPage(
            recall, kit: desk.kit.definition.name, settings: visit.office.settings, language: visit.language)
        return visit.paper(page.html)
    }
}

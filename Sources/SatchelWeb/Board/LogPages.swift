import Foundation
import SatchelCore

/// The event log: who did what, and when.
enum LogPages {
    static let routes: [Route] = [.get("/log", .account, show), .get("/log.csv", .account, csv)]

    private static func search(_ visit: Visit) throws -> EventSearch {
        EventSearch(
            user: visit.query["user"], verb: visit.query["verb"], text: visit.query["text"],
            from: try visit.day("from"), to: try visit.day("to"))
    }

    @Sendable private static func show(_ visit: Visit) throws -> Answer {
        let search = try search(visit)
        let size = 50
        let found = try visit.register.events(
            search, limit: size, offset: (visit.pageNumber - 1) * size)
        let columns = [
            Table.Column(visit.say("Lúc", "When")), .init(visit.say("Ai", "Who")),
            .init(visit.say("Việc", "What")), .init(visit.say("Về", "Of")),
            .init(visit.say("Chi tiết", "Detail")),
        ]
        let none: HTML = "<p>\(visit.say("Không có dòng nào.", "There are no lines."))</p>"
        let address = "/log.csv?" + visit.query.setting("page", to: nil).setting("lang", to: nil).urlEncoded
        return visit.page(
            visit.say("Nhật ký", "Log"), at: .log,
            """
            <div class="row"><h1>\(visit.say("Nhật ký", "Log"))</h1><span class="end noprint">\
            <a href="\(address)" download>\(visit.say("Tải bảng CSV", "Download as CSV"))</a></span></div>
            \(filters(visit))
            <p>\(visit.exports(.events, visit.say("Cả nhật ký", "The whole log")))</p>
            \(visit.card(nil, found.events.isEmpty ? none : "\(Table(columns, rows: found.events.map { row($0, visit) }).html)\(visit.pager(found.total))"))
            """)
    }

    private static func filters(_ visit: Visit) -> HTML {
        let verbs = VerbTexts.all.map { ($0.key, PageWords.capital(visit.say($0.value))) }
            .sorted { VietnameseText.folded($0.1) < VietnameseText.folded($1.1) }
        return visit.search(
            to: "/log", visit.say("Lọc", "Filter"),
            """
            \(Field.text("user", visit.say("Ai", "Who"), visit.query["user"] ?? "", size: 14))
            \(Field.choice("verb", visit.say("Việc", "What"), [("", visit.say("mọi việc", "everything"))] + verbs, chosen: visit.query["verb"] ?? ""))
            \(Field.text("text", visit.say("Về, chi tiết có chữ", "With the words"), visit.query["text"] ?? "", size: 16))
            \(Field.day("from", visit.say("Từ ngày", "From"), visit.query["from"] ?? ""))
            \(Field.day("to", visit.say("Đến ngày", "To"), visit.query["to"] ?? ""))
            """)
    }

    private static func row(_ event: Event, _ visit: Visit) -> [HTML] {
        let behalf: HTML? = event.onBehalfOf.map {
            "<br><span class=\"soft\">\(visit.say("thay \($0)", "for \($0)"))</span>"
        }
        let all = EventDetail(event).words(visit.language)
        let detail = all.count > 240 ? String(all.prefix(240)) + "…" : all
        return [
            "<span class=\"w\">\(visit.register.clock.stamp(event.instant))</span><br><span class=\"soft small\">\(visit.say("dòng \(event.id)", "line \(event.id)"))</span>",
            "\(event.user)\(behalf)", .text(visit.say(VerbTexts.text(event.verb))),
            subject(event), detail.isEmpty ? .empty : "<span class=\"small\">\(detail)</span>",
        ]
    }

    /// What it was about; a link where that is one node.
    private static func subject(_ event: Event) -> HTML {
        let isNode =
            event.verb.hasPrefix("holder.")
            || ["organisation.dissolve", "organisation.rename", "organisation.move", "organisation.split"]
                .contains(event.verb)
        if isNode, !event.subject.isEmpty, !event.subject.contains(" ") {
            return "<a href=\"\(NodePath.of(event.subject))\">\(event.subject)</a>"
        }
        return .text(event.subject)
    }

    /// The same lines as a table, with the columns `satchel log --csv` has.
    @Sendable private static func csv(_ visit: Visit) throws -> Answer {
        let events = try visit.register.events(try search(visit)).events
        var table = CSVWriter()
        table.add([
            visit.say("Số", "No."), visit.say("Lúc", "When"), visit.say("Ai", "Who"),
            visit.say("Thay mặt", "For"), visit.say("Việc", "What"), visit.say("Về", "Of"),
            visit.say("Chi tiết", "Detail"),
        ])
        for event in events.reversed() {
            table.add([
                .number(Int(event.id)), .text(visit.register.clock.stamp(event.instant)), .text(event.user),
                .text(event.onBehalfOf ?? ""), .text(event.verb), .text(event.subject),
                .text(event.detail ?? ""),
            ])
        }
        let name = visit.say("nhat-ky", "log") + "-\(visit.today.iso).csv"
        return .file(table.bytes, named: name, as: "text/csv; charset=utf-8")
    }
}

/// The detail of an event as people read it.
struct EventDetail {
    private let pairs: [(name: String, value: String)]

    init(_ event: Event) {
        let object = event.detail.flatMap {
            try? JSONDecoder().decode([String: String].self, from: Data($0.utf8))
        }
        pairs = (object ?? [:]).filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }.map {
            ($0.key, $0.value)
        }
    }

    /// `quyết định: 15-QĐ/ĐU; từ: 15/11/2025`.
    func words(_ language: Language) -> String {
        pairs.map { name, value in
            let word = VerbTexts.details[name].map { $0(language) } ?? name
            let shown =
                name == "role"
                ? Account.Role(rawValue: value).map { $0.text(language) } ?? value
                : value.count > 40 && value.allSatisfy(\.isHexDigit)
                    ? String(value.prefix(12)) + "…" : Day(value).map(\.office) ?? value
            return "\(word): \(shown)"
        }.joined(separator: "; ")
    }
}

import Hummingbird
import SatchelCore

/// The kits of the office, and a new one.
enum KitPages {
    static let routes: [Route] =
        [
            .get("/kits", .account, list),
            .get("/kits/{kit}", .account, KitPage.show),
        ] + NewKitPages.routes + SlotPages.routes + KitFilePages.routes + RecipientPages.routes
        + SignOffPages.routes + EditionPages.routes + ComparePages.routes

    @Sendable private static func list(_ visit: Visit) throws -> Answer {
        let editions = Dictionary(grouping: try visit.register.editions(), by: \.kit)
        let standings = try visit.register.kits().map {
            try KitStanding($0, editions[$0.definition.slug] ?? [], visit.register)
        }
        let mayDefine = visit.mayUse("kit.define")
        let new: HTML? =
            mayDefine
            ? "<a class=\"button\(standings.isEmpty ? nil : HTML.raw(" second"))\" href=\"/kits/new\">\(visit.say("Cặp mới", "New kit"))</a>"
            : nil
        let body: HTML =
            standings.isEmpty
            ? visit.card(nil, "<p>\(visit.say("Chưa có cặp tài liệu nào.", "There are no kits yet."))</p>")
            : visit.card(nil, table(standings, visit))
        return visit.page(
            visit.say("Cặp tài liệu", "Kits"), at: .kits,
            """
            <div class="row"><h1>\(visit.say("Cặp tài liệu", "Kits"))</h1><span class="end">\(new)</span></div>
            \(Acts.told(visit))\(body)
            """)
    }

    private static func table(_ standings: [KitStanding], _ visit: Visit) -> HTML {
        Table(
            [
                .init(visit.say("Cặp tài liệu", "Kit")), .init(visit.say("Đợt đang dùng", "In use")),
                .init(visit.say("Nơi nhận đã có", "Who has it")),
                .init(visit.say("Sẽ thay đổi", "Would change")),
                .init(visit.say("Trình, duyệt", "Sign-off")),
            ], rows: standings.map { row($0, visit) }
        ).html
    }

    private static func row(_ standing: KitStanding, _ visit: Visit) -> [HTML] {
        let path = KitDesk.path(standing.kit.definition.slug)
        let edition: HTML? = standing.latest.map { edition in
            "<a href=\"\(path)/editions/\(edition.number)\">\(PageWords.capital(visit.say(edition.name)))</a>"
        }
        let bars = standing.kit.definition.copies.compactMap { standing.bar($0, visit.language) }
        let recipients: HTML? = standing.preview.map { preview in
            "<span class=\"small soft\">\(visit.say("danh sách nhận", "on the list")): \(preview.recipients.count)</span>"
        }
        return [
            """
            <a href="\(path)">\(standing.kit.definition.name(visit.language))</a> \
            <span class="small soft">\(standing.owners.isEmpty ? nil : .text("(\(standing.owners.joined(separator: ", ")))"))</span>
            """,
            edition ?? "<span class=\"soft\">\(visit.say("chưa cấp phát", "none yet"))</span>",
            "\(bars)\(recipients)", changes(standing, path, visit), standing.mark(visit.language) ?? "",
        ]
    }

    private static func changes(_ standing: KitStanding, _ path: String, _ visit: Visit) -> HTML {
        guard let preview = standing.preview else {
            return Mark.bad(visit.say("có chỗ cần sửa", "needs mending"))
        }
        if preview.previous == nil {
            return
                "<a href=\"\(path)/next\">\(preview.plan.items.count) \(visit.say("tài liệu, đợt đầu", "papers, first edition"))</a>"
        }
        if standing.waiting == 0 { return .text(visit.say("không", "nothing")) }
        return "<a href=\"\(path)/next\">\(standing.waiting) \(visit.say("thay đổi", "changes"))</a>"
    }
}

import SatchelCore

extension ReviewPages {
    /// So many editions are looked back on.
    private static let lookedBack = 8

    /// How far each edition of a kit had come before the next one was issued, and the newest today.
    @Sendable static func overEditions(_ visit: Visit) throws -> Answer {
        let subject = try ReceiptSubject(visit)
        let issued = Array(subject.editions.suffix(lookedBack))
        let nexts = issued.dropFirst().map { $0.issuedOn.advanced(by: -1) } + [visit.today]
        let stages = try zip(issued, nexts).map { edition, last in
            // Two editions of one day: the first had no day of its own.
            let day = max(last, edition.issuedOn)
            let count = try visit.register.count(kit: subject.slug, on: day, .now)
            return (
                edition: edition, day: day, latest: count.total.latest,
                tally: count.groups.reduce(into: Tally()) { $0.add($1.judgement, $1.count) }
            )
        }
        let shares = stages.map { Double($0.latest) / Double(max(1, $0.tally.recipients)) }
        let percents = shares.map { "\(Int(($0 * 100).rounded())) %" }
        let title = visit.say("Cập nhật qua các đợt", "Updates over the editions")
        let rows = zip(stages, percents).map { stage, percent -> [HTML] in
            let address = "/review?kit=\(subject.slug)&day=\(stage.day.office)"
            return [
                "<a href=\"\(address)\">\(PageWords.capital(visit.say(stage.edition.name)))</a>",
                "\(stage.day.office)", stage.tally.bar(visit), "\(stage.tally.recipients)", .text(percent),
            ]
        }
        let table = Table(
            [
                .init(visit.say("Đợt", "Edition")), .init(visit.say("Tính đến ngày", "Counted on")),
                .init(visit.say("Tình hình", "How it stood")),
                .init(visit.say("Số bản", "Copies"), isNumber: true),
                .init(visit.say("Đã nhận đợt mới nhất", "Had the latest"), isNumber: true),
            ], rows: rows)
        let spark = Spark.html(
            shares,
            label: visit.say("Tỷ lệ qua các đợt: ", "Shares over the editions: ")
                + percents.joined(separator: ", "))
        let empty: HTML =
            "<p>\(visit.say("Cặp này chưa cấp phát đợt nào.", "No edition of this kit was issued."))</p>"
        return visit.page(
            title, at: .review,
            """
            <h1>\(title)</h1>
            \(visit.search(to: "/review/editions", visit.say("Chọn", "Choose"), Field.choice("kit", visit.say("Cặp tài liệu", "Kit"), subject.kits.map { ($0.definition.slug, visit.say($0.definition.name)) }, chosen: subject.slug)))
            <p class="soft">\(visit.say("Mỗi đợt tính đến ngày trước khi có đợt sau; đợt mới nhất tính đến hôm nay.", "Each edition on the day before the next was issued; the newest today."))</p>
            \(visit.card(subject.name, stages.isEmpty ? empty : "\(shares.count > 1 ? spark : nil)\(table.html)"))
            """)
    }
}

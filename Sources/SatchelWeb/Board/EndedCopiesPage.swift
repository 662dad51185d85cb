import SatchelCore

/// The copies of nodes that ended: who has them now, and which have to come back. Printed as a list to sign.
enum EndedCopiesPage {
    /// What one node had of a kit under one number, and where it all is.
    private struct Place: Hashable {
        let from: String
        let kit: String
        let number: Int
        let to: String?
    }

    @Sendable static func show(_ visit: Visit) throws -> Answer {
        let day = try visit.day("on") ?? visit.today
        let copies = try visit.register.copiesOfEndedNodes(on: day)
        let out = copies.count { $0.to == nil }
        let sum = visit.say(
            Text(
                "{n} bản phải thu hồi, {m} bản đã theo sang nơi mới.",
                "{n} copies to recall, {m} went along."),
            ["n": "\(out)", "m": "\(copies.count - out)"])
        let groups = EndedCopiesPage.groups(copies)
        let shown = Array(visit.paged(groups))
        let title = visit.say("Cặp của tổ chức đã kết thúc", "Copies of nodes that ended")
        return visit.page(
            title, at: .organisation,
            """
            \(visit.trail([("/organisation", visit.say("Tổ chức đảng", "Organisation")), ("/reorganisations", visit.say("Sắp xếp tổ chức", "Reorganisations"))]))
            <h1>\(title), \(day.office)</h1>
            \(visit.search(to: "/reorganisations/recall", visit.say("Xem", "Show"), Field.day("on", visit.say("Tính đến ngày", "Up to"), day.office)))
            \(visit.card(nil, "<p>\(sum)</p>\(shown.isEmpty ? nil : try table(shown, visit))\(visit.pager(groups.count))"))
            """)
    }

    /// Those to recall first, in the order of the kits and their numbers.
    private static func groups(
        _ copies: [ReorganisationOutcome.MovedCopy]
    ) -> [[ReorganisationOutcome.MovedCopy]] {
        var places: [Place: Int] = [:]
        var groups: [[ReorganisationOutcome.MovedCopy]] = []
        for copy in copies.filter({ $0.to == nil }) + copies.filter({ $0.to != nil }) {
            let place = Place(from: copy.from, kit: copy.kit, number: copy.copyNumber, to: copy.to)
            if let known = places[place] {
                groups[known].append(copy)
            } else {
                places[place] = groups.count
                groups.append([copy])
            }
        }
        return groups
    }

    private static func table(
        _ groups: [[ReorganisationOutcome.MovedCopy]], _ visit: Visit
    ) throws -> HTML {
        let codes = Set(groups.flatMap { $0 }.flatMap { [$0.from, $0.to].compactMap { $0 } })
        let names = try visit.register.lastNames(of: codes)
        let kits = try KitNames(visit)
        let columns = [
            Table.Column(visit.say("Của tổ chức", "Of")), .init(visit.say("Cặp", "Kit")),
            .init(visit.say("Bản số", "Copy no."), isNumber: true), .init(visit.say("Giữ", "Held")),
            .init(visit.say("Nay", "Now")), .init(visit.say("Ký nộp lại", "Signed, handed back")),
        ]
        let rows = groups.map { group -> [HTML] in
            let first = group[0]
            let held = group.map {
                "\($0.copy.text(visit.language)) \(visit.say("đợt \($0.edition)", "edition \($0.edition)"))"
            }
            let now: HTML =
                first.to.map { "\(visit.say("theo sang", "went to")) \(visit.node($0, names[$0]))" }
                ?? visit.whole(Mark.bad(visit.say("phải thu hồi", "to be recalled")))
            return [
                visit.node(first.from, names[first.from]), .text(kits(first.kit)), "\(first.copyNumber)",
                .text(held.joined(separator: "; ")), now, .empty,
            ]
        }
        return Table(columns, rows: rows).html
    }
}

import SatchelCore

/// Relations between documents: what waits to be confirmed, what contradicts itself, one relation.
enum RelationPages {
    static let routes: [Route] = [
        .get("/relations", .account, list),
        .get("/relations/{relation}", .account, show),
        .post("/relations/{relation}/confirm", shownAgain: show, confirm),
        .post("/relations/{relation}/withdraw", shownAgain: show, withdraw),
    ]

    /// All that waits, and all that contradicts itself.
    @Sendable private static func list(_ visit: Visit) throws -> Answer {
        let shelf = try RegisterShelf(visit, on: visit.today)
        let all = try visit.register.relations()
        let waiting = all.filter { !$0.isConfirmed }
        let contradictions = shelf.inForce.contradictions
        let isAll = visit.query["show"] == "all"
        let shown = isAll ? all : waiting
        var table = Table([
            .init(visit.say("Quan hệ", "Relation")), .init(visit.say("Từ ngày", "From")),
            .init(visit.say("Phạm vi, điều khoản", "Scope, clause")),
            .init(visit.say("Xác nhận", "Confirmed")),
        ])
        table.rows = visit.paged(shown).map { row($0, shelf) }
        let other: HTML =
            isAll
            ? "<a href=\"/relations\">\(visit.say("Chỉ quan hệ cần xác minh", "Only those to be verified"))</a>"
            : "<a href=\"/relations?show=all\">\(visit.say("Tất cả quan hệ", "All relations"))</a>"
        let head = visit.say(
            Text(
                "{n} quan hệ, {waiting} cần xác minh. Quan hệ chưa xác minh chưa đổi tình trạng văn bản nào.",
                "{n} relations, {waiting} to be verified. One that is not verified changes no status."),
            ["n": "\(all.count)", "waiting": "\(waiting.count)"])
        return visit.page(
            visit.say("Quan hệ giữa các văn bản", "Relations between documents"), at: .documents,
            """
            <h1>\(visit.say("Quan hệ giữa các văn bản", "Relations between documents"))</h1>
            \(visit.told(["withdrawn": Text("Đã rút lại quan hệ.", "The relation was taken back.")]))
            <p>\(head) \(other)</p>
            \(contradictions.isEmpty ? nil : contradictionCard(contradictions, shelf))
            \(shown.isEmpty ? nil : visit.card(nil, "\(table.html)\(visit.pager(shown.count))"))
            <p class="row">\(visit.exports(.relations, visit.say("Mọi quan hệ", "All relations")))\(visit.importLink(.relations))</p>
            """)
    }

    private static func row(_ relation: Relation, _ shelf: RegisterShelf) -> [HTML] {
        let day = shelf.inForce.begins(relation)?.office ?? shelf.visit.say("chưa rõ", "not known")
        let address = "/relations/\(relation.id)"
        let look: HTML =
            relation.isConfirmed
            ? .text(shelf.visit.say("xem", "look")) : .text(shelf.visit.say("xác minh", "verify"))
        return [
            shelf.sentence(relation), .text(day), clause(relation),
            "\(shelf.confirmation(relation)) <a href=\"\(address)\">\(look)<span class=\"hide\"> \(relationName(relation, shelf))</span></a>",
        ]
    }

    private static func relationName(_ relation: Relation, _ shelf: RegisterShelf) -> String {
        let subject = shelf.byID[relation.subject].map { RegisterShelf.name($0, shelf.visit) } ?? ""
        let object = shelf.byID[relation.object].map { RegisterShelf.name($0, shelf.visit) } ?? ""
        return "\(subject) \(shelf.visit.say(relation.type.text)) \(object)"
    }

    /// The part it touches, and the clause that says so.
    static func clause(_ relation: Relation) -> HTML {
        let quoted = relation.clause.map { "“\($0)”" as HTML }
        let parts = [relation.scope.map(HTML.text), quoted, relation.clauseAt.map(HTML.text)]
        return HTML.joined(parts.compactMap(\.self), by: "<br>")
    }

    /// What cannot all be true: listed, never repaired by itself.
    static func contradictionCard(
        _ contradictions: [Contradiction], _ shelf: RegisterShelf, most: Int = 200
    ) -> HTML {
        let visit = shelf.visit
        let names = shelf.byID.mapValues { RegisterShelf.name($0, visit) }
        let items = contradictions.prefix(most).map { contradiction -> HTML in
            let about = contradiction.documents.map(shelf.link)
            return """
                <li><span>\(visit.say(contradiction.text(names)))</span><span class="small">\(HTML.joined(about, by: " · "))</span></li>

                """
        }
        let more: HTML? =
            contradictions.count > most
            ? "<p><a href=\"/relations\">\(visit.say("Xem tất cả", "See all"))</a></p>" : nil
        let title = visit.say(
            Text("Mâu thuẫn trong sổ: {n}", "Contradictions: {n}"), ["n": "\(contradictions.count)"])
        return visit.card(title, "<ul class=\"plain\">\(items)</ul>\(more)")
    }

    private static func relation(_ visit: Visit) throws -> Relation {
        let id = try visit.id("relation")
        guard let relation = try visit.register.relations().first(where: { $0.id == id }) else {
            throw SatchelError(.relationUnknown, ["relation": "\(id)"])
        }
        return relation
    }

    /// One relation: what it says, and the forms to confirm it or to take it back.
    @Sendable private static func show(_ visit: Visit) throws -> Answer {
        let relation = try relation(visit)
        let shelf = try RegisterShelf(visit, on: visit.today)
        let begins = shelf.inForce.begins(relation)?.office ?? visit.say("chưa rõ", "not known")
        let ticks: HTML = """
            \(visit.told([
                "added": Text("Đã ghi quan hệ.", "The relation was recorded."),
                "confirmed": Text("Đã xác nhận quan hệ.", "The relation was confirmed."),
            ]))
            """
        return visit.page(
            visit.say("Quan hệ", "Relation"), at: .documents, isNarrow: true,
            """
            <h1>\(visit.say("Quan hệ", "Relation")): \(relationName(relation, shelf))</h1>
            \(ticks)
            <p>\(shelf.sentence(relation)) \(shelf.confirmation(relation))</p>
            \(titles(relation, shelf))
            \(visit.facts([
                (visit.say("Từ ngày", "From"), .text(begins)),
                (visit.say("Đến hết ngày", "Until"), relation.until.map { .text($0.office) }),
                (visit.say("Phạm vi", "Scope"), relation.scope.map { .text($0) }),
                (visit.say("Điều khoản", "Clause"), relation.clause.map { .text("“\($0)”") }),
                (visit.say("Ở đâu", "Where"), relation.clauseAt.map { .text($0) }),
                (visit.say("Đã đối chiếu với", "Checked against"), relation.evidence.map { .text($0) }),
            ]))
            \(forms(relation, visit))
            """)
    }

    private static func titles(_ relation: Relation, _ shelf: RegisterShelf) -> HTML {
        let items = [relation.subject, relation.object].compactMap { shelf.byID[$0] }.map {
            document -> HTML in
            "<li><span>\(shelf.line(document))</span></li>\n"
        }
        return "<ul class=\"plain\">\(items)</ul>"
    }

    private static func forms(_ relation: Relation, _ visit: Visit) -> HTML {
        var cards: [HTML] = []
        if !relation.isConfirmed, visit.mayUse("relation.confirm") {
            let field = Field.text(
                "evidence", visit.say("Đã đối chiếu với đâu", "What it was checked against"),
                visit.entered("evidence"),
                hint: visit.say(
                    "Ví dụ: Điều 12 của bản gốc, đọc ngày 21/11/2025",
                    "Such as: article 12 of the original, read on 21/11/2025"),
                isRequired: true)
            cards.append(
                visit.card(
                    visit.say("Xác nhận", "Confirm"),
                    visit.form(
                        to: "/relations/\(relation.id)/confirm", visit.say("Xác nhận quan hệ", "Confirm it"),
                        field)))
        }
        if visit.mayUse("relation.withdraw") {
            let field = Field.text(
                "reason", visit.say("Lý do", "Reason"), visit.entered("reason"),
                hint: visit.say(
                    "Quan hệ ghi sai; những gì đã biết trước đây vẫn xem lại được.",
                    "For one entered wrongly; what was known before can still be asked."),
                isRequired: true)
            cards.append(
                visit.card(
                    visit.say("Rút lại", "Take back"),
                    visit.form(
                        to: "/relations/\(relation.id)/withdraw",
                        visit.say("Rút lại quan hệ", "Take it back"), style: "second",
                        field)))
        }
        return "\(cards)"
    }

    @Sendable private static func confirm(_ visit: Visit) throws -> Answer {
        let relation = try relation(visit)
        let evidence = try visit.required(
            "evidence", visit.say("Đã đối chiếu với đâu", "What it was checked against"))
        try visit.register.confirm(relation: relation.id, evidence: evidence, by: visit.actor())
        return .seeOther("/relations/\(relation.id)?done=confirmed")
    }

    @Sendable private static func withdraw(_ visit: Visit) throws -> Answer {
        let relation = try relation(visit)
        let reason = try visit.required("reason", visit.say("Lý do", "Reason"))
        try visit.register.withdraw(relation: relation.id, reason: reason, by: visit.actor())
        return .seeOther("/documents/\(relation.subject)?done=withdrawn")
    }
}

extension Contradiction {
    /// The documents it is about.
    var documents: [Int64] {
        switch self {
        case .circle(let ids): ids
        case .endedTwice(let document, let first, let second): [document, first.subject, second.subject]
        case .olderActsOnNewer(let relation), .dayUnknown(let relation): [relation.subject, relation.object]
        case .actsOnEnded(let relation, _): [relation.subject, relation.object]
        }
    }
}

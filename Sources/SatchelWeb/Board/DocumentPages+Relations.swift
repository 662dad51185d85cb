import SatchelCore

/// What a document does to others and others to it: as a picture, as a table, and the form to add more.
extension DocumentPage {
    /// The chain of its supersession, and what amends or suspends it.
    var timeline: HTML? {
        let ids = family
        guard ids.count > 1 else { return nil }
        let places = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($0.element, $0.offset) })
        let acts = shelf.inForceActs(among: ids).compactMap { relation -> Timeline.Act? in
            guard let subject = places[relation.subject], let object = places[relation.object],
                let day = shelf.inForce.begins(relation)
            else { return nil }
            return Timeline.Act(subject: subject, object: object, day: day, isConfirmed: relation.isConfirmed)
        }
        let bars = ids.compactMap { shelf.byID[$0] }.map(bar)
        let title = say("Các văn bản nối nhau theo thời gian", "The chain of documents in time")
        let picture = Timeline(
            bars, acts, today: shelf.day, title: title, todayWord: say("ngày", "on"))
        return visit.card(title, picture.html)
    }

    private func bar(_ document: Document) -> Timeline.Bar {
        let end = shelf.inForce.end(of: document.id)
        let from = document.dates.inForceFrom
        let since =
            from.map { "\(say("từ", "from")) \($0.office)" }
            ?? say("chưa rõ từ ngày nào", "from an unknown day")
        let until = end.map { " \(say("đến hết", "to")) \($0.day.advanced(by: -1).office)" } ?? ""
        let by = end?.relation.map { relation -> HTML in
            "; \(shelf.link(relation.subject)) \(visit.say(relation.type.text))"
        }
        let name: HTML =
            document.id == self.document.id
            ? "<b>\(RegisterShelf.title(document, visit))</b>" : shelf.link(document.id)
        return Timeline.Bar(
            name: RegisterShelf.name(document, visit), from: from, end: end?.day,
            isHere: document.id == self.document.id, words: "<span>\(name): \(since)\(until)\(by)</span>")
    }

    /// The document with those it replaced and that replaced it, near ones first, at most a dozen; by their days.
    private var family: [Int64] {
        var found: [Int64] = [document.id]
        var next = 0
        while next < found.count, found.count < 12 {
            let here = found[next]
            for relation in shelf.inForceActs(touching: here) where isDrawn(relation, at: here) {
                for id in [relation.subject, relation.object]
                where !found.contains(id) && shelf.byID[id] != nil && found.count < 12 {
                    found.append(id)
                }
            }
            next += 1
        }
        return found.sorted {
            (shelf.byID[$0]?.dates.inForceFrom ?? .first, $0) < (
                shelf.byID[$1]?.dates.inForceFrom ?? .first, $1
            )
        }
    }

    private func isDrawn(_ relation: Relation, at id: Int64) -> Bool {
        relation.type == .replaces || relation.type == .repeals || id == document.id
    }

    var relationCard: HTML {
        var table = Table([
            .init(say("Quan hệ", "Relation")), .init(say("Từ ngày", "From")),
            .init(say("Phạm vi, điều khoản", "Scope, clause")), .init(say("Xác nhận", "Confirmed")),
        ])
        table.rows = relations.map { relation in
            let evidence: HTML? = relation.evidence.map { "<br><span class=\"small soft\">\($0)</span>" }
            let look =
                relation.isConfirmed
                ? say("xem, rút lại", "look, take back") : say("xác minh", "verify")
            return [
                "<span>\(shelf.sentence(relation, at: document.id))</span>",
                .text(shelf.inForce.begins(relation)?.office ?? say("chưa rõ", "not known")),
                RelationPages.clause(relation),
                """
                \(shelf.confirmation(relation))\(evidence)<br><a class="small" href="/relations/\(Int(relation.id))">\(look)<span class="hide"> (\(say("quan hệ", "relation")) \(Int(relation.id)))</span></a>
                """,
            ]
        }
        let none: HTML = "<p class=\"soft\">\(say("Chưa ghi quan hệ nào.", "None recorded."))</p>"
        return visit.card(
            say("Quan hệ với văn bản khác", "Relations"),
            "\(relations.isEmpty ? none : table.html)\(relationForm)")
    }

    private var relationForm: HTML? {
        guard visit.mayUse("relation.add") else { return nil }
        let directions = [
            ("out", say("văn bản này tác động đến văn bản kia", "this document acts on the other")),
            ("in", say("văn bản kia tác động đến văn bản này", "the other acts on this document")),
        ]
        let form = visit.form(
            to: "\(address)/relations", say("Ghi quan hệ", "Record the relation"), style: "second",
            """
            \(Field.radio("direction", say("Chiều", "Direction"), directions, chosen: visit.entered("direction", "out")))
            \(Field.choice("relation", say("Quan hệ", "Relation"), RelationFields.kinds(visit), chosen: visit.entered("relation", "replaces")))
            \(DocumentChoice(shelf, say("Văn bản kia", "The other document"), but: document.id).html)
            \(RelationFields.html(visit))
            """)
        return visit.folded(say("Thêm quan hệ", "Add a relation"), isOpen: visit.form.has("relation"), form)
    }
}

extension RegisterShelf {
    /// The relations that change statuses and touch a document.
    func inForceActs(touching id: Int64) -> [Relation] {
        inForce.touching(id).filter { byID[$0.subject] != nil && byID[$0.object] != nil }
    }

    /// The relations that change statuses among some documents.
    func inForceActs(among ids: [Int64]) -> [Relation] {
        let all = Set(ids)
        return ids.flatMap { inForce.touching($0) }
            .filter { all.contains($0.subject) && all.contains($0.object) }
            .reduce(into: [Relation]()) { found, relation in
                if !found.contains(where: { $0.id == relation.id }) { found.append(relation) }
            }
    }
}

extension DocumentPages {
    @Sendable static func relate(_ visit: Visit) throws -> Answer {
        if DocumentChoice.isAsking(visit) { return try show(visit) }
        let document = try visit.register.document(visit.id("id"))
        let others = try DocumentChoice.chosen(visit)
        if others.isEmpty {
            throw SatchelError(.fieldMissing, ["column": visit.say("Văn bản kia", "The other document")])
        }
        let isOut = visit.form["direction"] != "in"
        let relations = try others.map { other in
            try RelationFields.entered(
                visit, subject: isOut ? document.id : other, object: isOut ? other : document.id)
        }
        try visit.register.add(relations: relations, by: visit.actor())
        return .seeOther(RegisterShelf.address(document.id) + "?done=related")
    }
}

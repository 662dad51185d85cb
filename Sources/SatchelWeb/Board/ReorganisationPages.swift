import SatchelCore

/// The decisions that changed the organisation: what was entered, what follows from it, taking one back.
enum ReorganisationPages {
    static let routes: [Route] = [
        .get("/reorganisations", .account, list),
        .get("/reorganisations/new", .account, ReorganisationForm.show),
        .post(
            "/reorganisations/new", shownAgain: ReorganisationForm.show, ReorganisationForm.preview),
        .post("/reorganisations/record", shownAgain: ReorganisationForm.show, ReorganisationForm.record),
        .get("/reorganisations/recall", .account, EndedCopiesPage.show),
        .get("/reorganisations/{number}", .account, show),
        .post("/reorganisations/{number}/take-back", shownAgain: show, takeBack),
    ]

    @Sendable private static func list(_ visit: Visit) throws -> Answer {
        let all = Array(try visit.register.reorganisations().reversed())
        let columns = [
            Table.Column(visit.say("Số", "No.")), .init(visit.say("Việc", "Change")),
            .init(visit.say("Quyết định", "Decision")), .init(visit.say("Hiệu lực", "Effective")),
            .init(visit.say("Ghi vào sổ", "Recorded")), .init(visit.say("Tình trạng", "State")),
        ]
        let none: HTML = "<p>\(visit.say("Chưa ghi quyết định nào.", "None recorded yet."))</p>"
        let new: HTML? =
            visit.mayUse("organisation.merge")
            ? visit.action(
                "/reorganisations/new", visit.say("Ghi quyết định", "Enter a decision"), isMain: true)
            : nil
        return visit.page(
            visit.say("Sắp xếp tổ chức", "Reorganisations"), at: .organisation,
            """
            \(visit.trail([("/organisation", visit.say("Tổ chức đảng", "Organisation"))]))
            <div class="row"><h1>\(visit.say("Sắp xếp tổ chức", "Reorganisations"))</h1><span class="end row noprint">\
            \(visit.action("/reorganisations/recall", visit.say("Cặp phải thu hồi", "Copies to recall")))\(new)</span></div>
            \(visit.told(told))
            \(visit.card(nil, all.isEmpty ? none : "\(Table(columns, rows: visit.paged(all).map { row($0, visit) }).html)\(visit.pager(all.count))"))
            """)
    }

    private static let told = [
        "recorded": Text("Đã ghi {n} việc sắp xếp.", "Recorded {n} changes."),
        "takenBack": Text(
            "Đã hủy việc sắp xếp số {n}; mọi nơi như trước đó.",
            "Took back reorganisation {n}; everything is as before it."),
    ]

    private static func row(_ change: Reorganisation, _ visit: Visit) -> [HTML] {
        let entered = change.entered
        let state: HTML =
            change.takenBackAt != nil
            ? Mark.none(visit.say("đã hủy", "taken back"))
            : entered.effectiveOn > visit.today
                ? Mark.late(visit.say("sắp có hiệu lực", "still to come"))
                : Mark.ok(visit.say("có hiệu lực", "in effect"))
        return [
            visit.whole(
                "<a href=\"/reorganisations/\("\(change.id)")\">\(visit.say("Số \(change.id)", "No. \(change.id)"))</a>"
            ),
            .text(DecisionWords(entered, visit.language).text), .text(entered.decision),
            .text(entered.effectiveOn.office),
            """
            <span class="w">\(visit.register.clock.stamp(change.recordedAt))</span><br>\
            <span class="soft">\(change.recordedBy)</span>
            """, visit.whole(state),
        ]
    }

    private static func find(_ visit: Visit) throws -> Reorganisation {
        let number = visit.part("number")
        guard let change = try visit.register.reorganisations().first(where: { "\($0.id)" == number }) else {
            throw SatchelError(.reorganisationUnknown, ["number": number])
        }
        return change
    }

    @Sendable private static func show(_ visit: Visit) throws -> Answer {
        let change = try find(visit)
        let entered = change.entered
        let title = visit.say("Việc sắp xếp số \(change.id)", "Reorganisation no. \(change.id)")
        let facts = visit.facts([
            (visit.say("Quyết định", "Decision"), .text(entered.decision)),
            (visit.say("Ký ngày", "Made on"), .text(entered.decidedOn.office)),
            (visit.say("Hiệu lực từ", "Effective from"), .text(entered.effectiveOn.office)),
            (visit.say("Tổ chức", "Nodes"), HTML.joined(entered.codes.map { visit.node($0) }, by: ", ")),
            (
                visit.say("Thành", "Into"),
                entered.successors.isEmpty
                    ? nil : HTML.joined(entered.successors.map { visit.node($0.code, $0.name) }, by: ", ")
            ),
            (
                visit.say("Ghi vào sổ", "Recorded"),
                .text("\(visit.register.clock.stamp(change.recordedAt)), \(change.recordedBy)")
            ),
            (
                visit.say("Đã hủy", "Taken back"),
                change.takenBackAt.map {
                    .text("\(visit.register.clock.stamp($0)): \(change.reason ?? "")")
                }
            ),
        ])
        return visit.page(
            title, at: .organisation, isNarrow: true,
            """
            \(visit.trail([("/organisation", visit.say("Tổ chức đảng", "Organisation")), ("/reorganisations", visit.say("Sắp xếp tổ chức", "Reorganisations"))]))
            <h1>\(title)</h1><p>\(DecisionWords(entered, visit.language).text)</p>
            \(visit.card(nil, facts))\(takingBack(change, visit))
            """)
    }

    private static func takingBack(_ change: Reorganisation, _ visit: Visit) -> HTML? {
        guard change.takenBackAt == nil, visit.mayUse("organisation.takeBack") else { return nil }
        return visit.card(
            visit.say("Hủy vì ghi nhầm", "Take back what was entered wrongly"),
            """
            <p>\(visit.say("Mọi nơi trở lại như trước; nhật ký vẫn giữ việc này. Việc đã thật sự xảy ra rồi đổi khác thì ghi quyết định mới, đừng hủy.", "Everything is as it was before; the log keeps it. What really happened and changed later is entered as a new decision, not taken back."))</p>
            \(visit.form(
                to: "/reorganisations/\(change.id)/take-back", visit.say("Hủy việc này", "Take it back"),
                style: "danger",
                Field.text("reason", visit.say("Lý do", "Reason"), visit.value("reason"), isRequired: true)))
            """)
    }

    @Sendable private static func takeBack(_ visit: Visit) throws -> Answer {
        let change = try find(visit)
        let reason = try visit.required("reason", visit.say("Lý do", "Reason"))
        try visit.register.takeBack(reorganisation: change.id, reason: reason, by: try visit.actor())
        return .seeOther("/reorganisations?done=takenBack&n=\(change.id)")
    }
}

/// A change of the organisation in one line.
struct DecisionWords {
    let text: String

    init(_ entered: NewReorganisation, _ language: Language) {
        let successors = entered.successors.map { successor in
            successor.name.map { "\($0) (\(successor.code))" } ?? successor.code
        }
        let from = entered.codes.joined(separator: ", ")
        let into = successors.joined(separator: ", ")
        let kind = PageWords.capital(entered.kind.text(language))
        var parts = [kind, from].filter { !$0.isEmpty }.joined(separator: " ")
        switch entered.kind {
        case .setUp: parts = "\(kind) \(into)"
        case .rename: parts += " → \(entered.successors.first?.name ?? "")"
        case .move, .dissolve: break
        case .merge, .split, .endLevel: if !into.isEmpty { parts += " → \(into)" }
        }
        if let parent = entered.parent {
            parts += Text(", về \(parent)", ", under \(parent)")(language)
        }
        text = parts
    }
}

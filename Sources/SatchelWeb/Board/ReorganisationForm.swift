import Foundation
import SatchelCore

/// Entering a decision: one change after another, all told before any is recorded.
enum ReorganisationForm {
    typealias Kind = NewReorganisation.Kind

    /// Step one: the kind of change, and its fields; changes already entered of the same decision go along.
    @Sendable static func show(_ visit: Visit) throws -> Answer {
        let entered = try Entered(visit)
        let fields = ReorganisationFields(visit: visit, last: entered.changes.last)
        let kind = fields.kind
        let kinds = Kind.allCases.map { one -> HTML in
            let name = PageWords.capital(one.text(visit.language))
            return one == kind
                ? "<b aria-current=\"true\">\(name)</b>"
                : entered.changes.isEmpty
                    ? "<a href=\"/reorganisations/new?kind=\(one.rawValue)\">\(name)</a>"
                    : "\(visit.button(to: "/reorganisations/new", name, style: "link", hidden: entered.hidden + [("act", "more"), ("kind", one.rawValue)]))"
        }
        let carried = entered.hidden.map { Field.hidden($0.0, $0.1) }
        return page(
            visit,
            """
            \(entered.changes.isEmpty ? nil : visit.card(visit.say("Đã có trong quyết định này", "Already in this decision"), entered.list(visit)))
            \(visit.card(
                visit.say("Việc gì?", "What kind of change?"),
                "<div class=\"row\">\(kinds)</div><p class=\"soft\">\(fields.explanation)</p>"))
            \(visit.card(
                PageWords.capital(kind.text(visit.language)),
                visit.form(
                    to: "/reorganisations/new", visit.say("Xem trước", "Preview"),
                    "\(carried)\(Field.hidden("kind", kind.rawValue))\(fields.html)")))
            """)
    }

    private static func page(_ visit: Visit, _ body: HTML) -> Answer {
        let title = visit.say("Ghi quyết định sắp xếp tổ chức", "Enter a decision")
        return visit.page(
            title, at: .organisation, isNarrow: true,
            """
            \(visit.trail([("/organisation", visit.say("Tổ chức đảng", "Organisation")), ("/reorganisations", visit.say("Sắp xếp tổ chức", "Reorganisations"))]))
            <h1>\(title)</h1>
            \(body)
            """)
    }

    /// Step two: what would follow from all changes entered; nothing is recorded yet.
    @Sendable static func preview(_ visit: Visit) throws -> Answer {
        if visit.form["act"] == "more" { return try show(visit) }
        var entered = try Entered(visit)
        if let place = try visit.number("drop") {
            if entered.changes.indices.contains(place) { entered.changes.remove(at: place) }
            if entered.changes.isEmpty { return .seeOther("/reorganisations/new") }
        } else {
            entered.changes.append(try ReorganisationFields.change(in: visit))
        }
        let outcomes = try visit.register.preview(entered.changes, by: try visit.actor())
        let results = zip(entered.changes, outcomes).enumerated().map { place, pair -> HTML in
            let drop = visit.button(
                to: "/reorganisations/new", visit.say("Bỏ việc này", "Leave this one out"), style: "link",
                hidden: entered.hidden + [("drop", "\(place)")])
            return visit.card(
                DecisionWords(pair.0, visit.language).text,
                "\(OutcomeList(outcome: pair.1, visit: visit).html)<p>\(drop)</p>")
        }
        let first = entered.changes[0]
        let head = visit.say(
            Text(
                "Chưa ghi gì. Theo {decision} ngày {made}, hiệu lực từ {day}:",
                "Nothing is recorded yet. By {decision} of {made}, effective from {day}:"),
            [
                "decision": first.decision, "made": first.decidedOn.office, "day": first.effectiveOn.office,
            ])
        let carried = entered.hidden.map { Field.hidden($0.0, $0.1) }
        return page(
            visit,
            """
            <div class="note"><p>\(head)</p></div>
            \(results)
            <div class="row">\(visit.form(to: "/reorganisations/record", visit.say("Ghi vào sổ", "Record it"), "\(carried)"))
            \(visit.button(to: "/reorganisations/new", visit.say("Thêm việc trong cùng quyết định", "Add a change of the same decision"), hidden: entered.hidden + [("act", "more")]))
            <a href="/reorganisations/new">\(visit.say("Bỏ, làm lại từ đầu", "Start again"))</a></div>
            """)
    }

    /// Step three: all of it is recorded, or nothing.
    @Sendable static func record(_ visit: Visit) throws -> Answer {
        let changes = try Entered(visit).changes
        guard !changes.isEmpty else { throw SatchelError(.formForged) }
        try visit.register.reorganise(changes, by: try visit.actor())
        return .seeOther("/reorganisations?done=recorded&n=\(changes.count)")
    }
}

/// The changes of a decision entered so far; the form carries them along.
private struct Entered {
    var changes: [NewReorganisation]

    /// - Throws: `formForged` for what this site did not write.
    init(_ visit: Visit) throws {
        changes = try visit.form.all("entered").map { text in
            guard
                let change = try? JSONDecoder().decode(NewReorganisation.self, from: Data(text.utf8))
            else { throw SatchelError(.formForged) }
            return change
        }
    }

    var hidden: [(String, String)] {
        changes.compactMap { change in
            (try? JSONEncoder.stable.encode(change)).map { ("entered", String(decoding: $0, as: UTF8.self)) }
        }
    }

    func list(_ visit: Visit) -> HTML {
        "<ul>\(changes.map { "<li>\(DecisionWords($0, visit.language).text)</li>" as HTML })</ul>"
    }
}

/// What follows from one change.
private struct OutcomeList {
    let outcome: ReorganisationOutcome
    let visit: Visit

    var html: HTML {
        let duties = outcome.duties.map { duty in
            let due = duty.dueOn.map { visit.say(", hạn \($0.office)", ", due \($0.office)") } ?? ""
            return visit.say("\(duty.to): đợt \(duty.edition)", "\(duty.to): edition \(duty.edition)") + due
        }
        let waiting = outcome.notices > 0 ? ["\(outcome.notices)"] : []
        let rows: [(String, HTML?)] = [
            row(Text("Kết thúc", "Ending"), outcome.ended), row(Text("Bắt đầu", "Beginning"), outcome.begun),
            row(Text("Đổi cấp trên", "Under another node"), outcome.moved),
            row(Text("Nhận lại cặp", "Copies taken over"), outcome.inherited.map(copy)),
            row(Text("Phải thu hồi", "Copies to recall"), outcome.recalled.map(copy), .bad),
            row(Text("Còn phải cập nhật", "Still to be updated"), duties, .late),
            row(Text("Thư chờ chuyển theo", "Waiting notices"), waiting),
            row(Text("Thôi giữ cặp", "Holders whose office ends"), outcome.holders),
            row(Text("Tài khoản chuyển theo", "Accounts that move"), outcome.accounts),
            row(Text("Cặp đổi nơi phụ trách", "Kits that change hands"), outcome.kits),
            row(Text("Trùng tên", "Names that clash"), outcome.clashes, .bad),
        ]
        guard rows.contains(where: { $0.1 != nil }) else {
            return "<p>\(visit.say("Không kéo theo việc gì khác.", "Nothing else follows."))</p>"
        }
        return visit.facts(rows)
    }

    private func row(_ text: Text, _ items: [String], _ mark: Mark? = nil) -> (String, HTML?) {
        if items.isEmpty { return ("", nil) }
        let shown = items.prefix(60).map(HTML.text)
        let rest: HTML? = items.count > 60 ? " … (\(items.count))" : nil
        let count: HTML? = mark.map { "\($0("\(items.count)")) " }
        return (visit.say(text), "\(count)\(HTML.joined(shown, by: "; "))\(rest)")
    }

    private func copy(_ copy: ReorganisationOutcome.MovedCopy) -> String {
        let what = visit.say(
            Text(
                "{from} bản số {n} ({copy}) đợt {edition}", "{from} copy {n} ({copy}) edition {edition}"),
            [
                "from": copy.from, "n": "\(copy.copyNumber)", "copy": copy.copy.text(visit.language),
                "edition": "\(copy.edition)",
            ])
        return copy.to.map { "\(what) → \($0)" } ?? what
    }
}

/// Why a line stands in a change list: the relation and its clause, the revision, the end of a document.
package struct SlipReason {
    package let text: Text?

    package init(_ line: ChangeList.Line, _ plan: KitPlan) {
        switch line.kind {
        case .replaced: text = SlipReason.replacement(line, plan)
        case .corrected: text = SlipReason.revision(line, plan)
        case .removed: text = SlipReason.end(line, plan)
        case .added, .moved: text = nil
        }
    }

    private static func replacement(_ line: ChangeList.Line, _ plan: KitPlan) -> Text? {
        let inForce = plan.sources.inForce
        let new = Set(line.putIn.compactMap(\.documentID))
        let old = line.takeOut.compactMap(\.documentID)
        let relations = old.flatMap { inForce.replacements(of: $0, by: .last) }
        guard let relation = relations.first(where: { new.contains($0.subject) }) else {
            return Text("Thay thế qua văn bản ở giữa", "Replaced by way of a document in between")
        }
        let clause = relation.clause.map { "“\($0)”" } ?? relation.evidence
        let place = relation.clauseAt.map { " (\($0))" } ?? ""
        return clause.map { Text("Căn cứ: \($0)\(place)", "Because: \($0)\(place)") }
    }

    private static func revision(_ line: ChangeList.Line, _ plan: KitPlan) -> Text? {
        let identities = Set(line.putIn.map(\.identity))
        guard let template = plan.items.first(where: { identities.contains($0.item.identity) })?.template
        else {
            return Text("Tệp của văn bản đã đổi", "The document's file changed")
        }
        let revision = template.revision
        let until = revision.oldUntil.map {
            Text("; mẫu cũ dùng đến \($0.office)", "; the old one until \($0.office)")
        }
        return Text(
            "Sửa lần \(revision.number), ngày \(revision.madeOn.office)\(until?.vi ?? "")",
            "Revision \(revision.number), \(revision.madeOn.office)\(until?.en ?? "")")
    }

    private static func end(_ line: ChangeList.Line, _ plan: KitPlan) -> Text? {
        guard let id = line.takeOut.compactMap(\.documentID).first else { return nil }
        let answer = plan.sources.inForce.status(of: id, on: plan.day)
        if answer.status.isUsable {
            return Text("Không còn trong danh mục của cặp", "No longer named by the kit")
        }
        let since = answer.since.map { Text(" từ \($0.office)", " since \($0.office)") } ?? Text("", "")
        let status = answer.status.text
        return Text(PageWords.capital(status.vi) + since.vi, PageWords.capital(status.en) + since.en)
    }
}

/// What somebody should look at before an edition is issued, grouped as an officer reads it.
package struct SlipWarnings {
    package struct Group {
        package let title: Text
        package var lines: [Text]
    }

    package let groups: [Group]

    package init(_ plan: KitPlan) {
        var groups = SlipWarnings.titles.map { Group(title: $0, lines: []) }
        for warning in plan.warnings {
            let (place, line) = SlipWarnings.worded(warning, plan)
            groups[place].lines.append(line)
        }
        self.groups = groups.filter { !$0.lines.isEmpty }
    }

    private static let titles = [
        Text("Quan hệ văn bản chưa xác nhận", "Relations nobody has confirmed"),
        Text(
            "Mẫu cần xem lại, vì văn bản làm căn cứ đã thôi hiệu lực",
            "Templates resting on what is no longer in force"),
        Text("Dùng từ ngày sau ngày cấp phát", "For use from a later day"),
        Text("Giữ lại dù không còn hiệu lực", "Kept though not in force"),
        Text("Bỏ ra, chưa có văn bản thay", "Left out, with nothing in its place"),
        Text("Chưa xác minh", "Not verified"),
        Text("Chỉ có bản giấy, chưa có tệp", "On paper only, no file"),
        Text("Đang tạm ngưng hiệu lực", "Suspended"),
    ]

    private static func worded(_ warning: KitPlan.Warning, _ plan: KitPlan) -> (place: Int, line: Text) {
        func name(_ id: Int64) -> String { plan.sources.documents[id]?.citation ?? "?" }
        switch warning {
        case .unconfirmed(let document, let relation):
            return (0, unconfirmed(name(relation.subject), relation, name(document)))
        case .doubtful(let template, let bases):
            let title = plan.sources.templates[template]?.name ?? Text(template, template)
            let list = bases.map(name).joined(separator: "; ")
            return (1, Text("\(title.vi): \(list)", "\(title.en): \(list)"))
        case .coming(let document, let from):
            let note = Text(
                "\(name(document)): dùng từ \(from.office); chưa rút văn bản cũ trước ngày đó",
                "\(name(document)): for use from \(from.office); the old one stays until then")
            return (2, note)
        case .kept(let document, let reason):
            return (3, Text("\(name(document)): \(reason)", "\(name(document)): \(reason)"))
        case .dropped(let document, let status):
            return (4, Text("\(name(document)): \(status.text.vi)", "\(name(document)): \(status.text.en)"))
        case .notVerified(let document): return (5, Text(name(document), name(document)))
        case .noFile(let document): return (6, Text(name(document), name(document)))
        case .suspended(let document): return (7, Text(name(document), name(document)))
        }
    }

    private static func unconfirmed(_ subject: String, _ relation: Relation, _ object: String) -> Text {
        let clause = relation.clause.map { " “\($0)”" } ?? ""
        return Text(
            "\(subject) \(relation.type.text.vi) \(object)\(clause): cần xác minh",
            "\(subject) \(relation.type.text.en) \(object)\(clause): to be verified")
    }
}

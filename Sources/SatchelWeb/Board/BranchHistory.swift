import SatchelCore

/// A node through all its days: names and places, whom it follows and who follows it.
struct BranchHistory {
    let history: NodeHistory
    let tree: OrganisationTree
    let visit: Visit

    var html: HTML {
        let columns = [
            Table.Column(visit.say("Thời gian", "Days")), .init(visit.say("Tên", "Name")),
            .init(visit.say("Loại hình", "Kind")), .init(visit.say("Cấp trên", "Above it")),
        ]
        return visit.card(
            visit.say("Quá trình tổ chức", "Through the years"),
            """
            \(Table(columns, rows: history.versions.reversed().map(row)).html)
            \(kin(visit.say("Hình thành từ", "Formed from"), history.predecessors))
            \(kin(visit.say("Nơi kế thừa", "Followed by"), history.successors))
            """)
    }

    private func row(_ version: OrganisationNode) -> [HTML] {
        let parent = version.parentID.flatMap { id in
            tree[id] ?? (try? visit.register.organisation(on: version.from))?[id]
        }
        return [
            .text(visit.span(version.from, version.to)), .text(version.name),
            .text(visit.say(version.kind.text)), parent.map { visit.node($0.code, $0.name) } ?? .empty,
        ]
    }

    private func kin(_ title: String, _ kin: [NodeHistory.Kin]) -> HTML? {
        if kin.isEmpty { return nil }
        let items = kin.map { one -> HTML in
            let decision = one.decision.map { visit.say(", theo \($0)", ", by \($0)") } ?? ""
            let keeps: HTML? =
                one.takesCopies ? nil : ", \(visit.say("không nhận lại cặp", "takes no copies over"))"
            return """
                <li><span>\(visit.node(one.code, one.name))</span><span class="soft small">\
                \(visit.say("từ \(one.on.office)", "from \(one.on.office)"))\(decision)\(keeps)</span></li>
                """
        }
        return "<h3>\(title)</h3><ul class=\"plain\">\(items)</ul>"
    }
}

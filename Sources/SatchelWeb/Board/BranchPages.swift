import SatchelCore

/// One committee or branch: what it is, who is to be called, what it holds and how that is known.
enum BranchPages {
    static let routes: [Route] = [
        .get("/organisation/{code}", .account, show),
        .get("/organisation/{code}/appoint", .account, HolderPages.appointing),
        .post("/organisation/{code}/appoint", shownAgain: HolderPages.appointing, HolderPages.appoint),
        .get("/organisation/{code}/contact", .account, HolderPages.reaching),
        .post("/organisation/{code}/contact", shownAgain: HolderPages.reaching, HolderPages.reach),
        .get("/organisation/{code}/handover", .account, HolderPages.handing),
        .post(
            "/organisation/{code}/handover", limit: Route.uploadLimit, shownAgain: HolderPages.handing,
            HolderPages.handOver),
    ]

    @Sendable private static func show(_ visit: Visit) throws -> Answer {
        let history = try visit.register.history(of: visit.part("code"))
        let tree = try visit.register.organisation(on: visit.today)
        guard let node = history.versions.last(where: { $0.from <= visit.today }) ?? history.versions.first
        else { throw SatchelError(.nodeUnknown, ["code": visit.part("code"), "near": ""]) }
        let kits = try BranchKits(of: history, visit)
        return visit.page(
            node.name, at: .organisation,
            """
            \(trail(node, tree, visit))
            <div class="row"><h1>\(node.name)</h1>\(state(history, visit))</div>
            \(visit.told(told))
            <div class="columns">\(facts(node, tree, visit))\(people(history, visit))</div>
            \(kits.html)
            \(try below(node, tree, visit))
            \(BranchHistory(history: history, tree: tree, visit: visit).html)
            """)
    }

    private static let told = [
        "added": Text("Đã thêm tổ chức này.", "This node was added."),
        "appointed": Text(
            "Đã ghi người giữ cặp mới. Đường dẫn đã gửi trước đây không dùng được nữa; cặp của người trước chờ bàn giao.",
            "The new holder is recorded. Links sent before no longer work; the kit waits to be handed over."),
        "reached": Text(
            "Đã đổi cách liên lạc. Đường dẫn đã gửi trước đây không dùng được nữa.",
            "The contacts are changed. Links sent before no longer work."),
        "handed": Text("Đã ghi bàn giao {n} bản.", "Recorded the handover of {n} copies."),
    ]

    private static func trail(_ node: OrganisationNode, _ tree: OrganisationTree, _ visit: Visit) -> HTML {
        let above = tree.ancestors(of: node.id).reversed().map { (NodePath.of($0.code), $0.name) }
        return visit.trail([("/organisation", visit.say("Tổ chức đảng", "Organisation"))] + above)
    }

    private static func state(_ history: NodeHistory, _ visit: Visit) -> HTML? {
        guard let ended = history.endedOn else { return nil }
        return ended <= visit.today
            ? Mark.none(visit.say("đã kết thúc từ \(ended.office)", "ended on \(ended.office)"))
            : Mark.late(visit.say("kết thúc từ \(ended.office)", "ends on \(ended.office)"))
    }

    private static func facts(_ node: OrganisationNode, _ tree: OrganisationTree, _ visit: Visit) -> HTML {
        let parent = node.parentID.flatMap { tree[$0] }
        return visit.card(
            visit.say("Tổ chức", "The node"),
            visit.facts([
                (visit.say("Mã", "Code"), .text(node.code)),
                (visit.say("Loại hình", "Kind"), .text(visit.say(node.kind.text))),
                (visit.say("Cấp trên", "Above it"), parent.map { visit.node($0.code, $0.name) }),
                (visit.say("Mã chính thức", "Official code"), node.officialCode.map(HTML.text)),
                (visit.say("Thời gian", "Days"), .text(visit.span(node.from, node.to))),
            ]))
    }

    /// Who holds kits here now, and who did.
    private static func people(_ history: NodeHistory, _ visit: Visit) -> HTML {
        let day = min(history.versions.last?.to ?? visit.today, visit.today)
        let terms = history.holders.terms
        let present = terms.filter { $0.from <= day && ($0.to.map { day <= $0 } ?? true) }
        let coming = terms.filter { $0.from > day }
        let past = terms.filter { $0.to.map { $0 < day } ?? false }
        let nobody: HTML = "<p>\(Mark.late(visit.say("chưa ghi người giữ cặp", "no holder recorded")))</p>"
        let before: HTML? =
            past.isEmpty
            ? nil
            : """
            <details><summary>\(visit.say("Người giữ trước đây (\(past.count))", "Holders before (\(past.count))"))</summary>
            <ul class="plain">\(past.reversed().map { person($0, visit) })</ul></details>
            """
        return visit.card(
            visit.say("Người giữ cặp", "Holder of the kits"),
            """
            \(present.isEmpty ? nobody : "<ul class=\"plain\">\((present + coming).map { person($0, visit) })</ul>")
            \(before)\(acts(history, present, visit))
            """)
    }

    private static func person(_ holder: Holder, _ visit: Visit) -> HTML {
        let mail: HTML? = holder.email.map { "<a href=\"mailto:\($0)\">\($0)</a>" }
        let ways = [visit.telephone(holder.phone), mail, holder.chat.map(HTML.text)].compactMap { $0 }
        return """
            <li><span><b>\(holder.person)</b> <span class="soft">\(holder.role), \(visit.span(holder.from, holder.to))</span></span>
            <span class="row">\(HTML.joined(ways, by: " "))</span></li>
            """
    }

    private static func acts(_ history: NodeHistory, _ present: [Holder], _ visit: Visit) -> HTML? {
        guard visit.mayUse("holder.appoint"), history.endedOn.map({ $0 > visit.today }) ?? true else {
            return nil
        }
        func act(_ page: String, _ text: String) -> HTML {
            visit.action(NodePath.of(history.code, page), text)
        }
        let isWaiting = history.held.contains { $0.edition == nil && $0.withheld != nil }
        let reach: HTML? =
            present.isEmpty ? nil : act("contact", visit.say("Đổi cách liên lạc", "Change contacts"))
        let hand: HTML? = isWaiting ? act("handover", visit.say("Ghi bàn giao", "Record the handover")) : nil
        return """
            <div class="row noprint">\(act("appoint", visit.say("Ghi người mới", "Appoint")))\(reach)\(hand)</div>
            """
    }

    /// What stands directly below a committee.
    private static func below(_ node: OrganisationNode, _ tree: OrganisationTree, _ visit: Visit) throws
        -> HTML?
    {
        let children = tree.children(of: node.id)
        if children.isEmpty { return nil }
        let table = NodeTable(
            tree: tree, holders: try visit.register.holders(on: visit.today), visit: visit)
        let add: HTML? =
            visit.mayUse("organisation.add")
            ? "<a href=\"/organisation-new?under=\(Fields.encoded(node.code))\">\(visit.say("Thêm tổ chức trực thuộc", "Add one below"))</a>"
            : nil
        return """
            <div id="below">\(visit.card(
                visit.say("Trực thuộc (\(children.count))", "Below it (\(children.count))"), end: add,
                "\(table.html(visit.paged(children)))\(visit.pager(children.count))"))</div>
            """
    }
}

import SatchelCore

/// The organisation on a day: its committees, and what to look for in it.
enum OrganisationPages {
    static let routes: [Route] = [
        .get("/organisation", .account, show),
        .get("/organisation-new", .account, NewNodePage.show),
        .post("/organisation-new", shownAgain: NewNodePage.show, NewNodePage.add),
    ]

    /// Up to so many nodes the whole tree stands on one page.
    private static let wholeTree = 120

    @Sendable private static func show(_ visit: Visit) throws -> Answer {
        let day = try visit.day("on") ?? visit.today
        let tree = try visit.register.organisation(on: day)
        let found: HTML =
            try visit.query["q"].map { try list(of: $0, tree, day, visit) } ?? whole(tree, visit)
        return visit.page(
            visit.say("Tổ chức đảng", "Organisation"), at: .organisation,
            """
            \(head(visit))\(visit.told(told))
            \(search(day, visit))
            \(found)
            \(exports(day, visit))
            """)
    }

    private static let told = [
        "added": Text("Đã thêm tổ chức.", "The node was added."),
        "imported": Text("Đã nhập {n} tổ chức.", "{n} nodes were taken in."),
    ]

    private static func head(_ visit: Visit) -> HTML {
        let isClerk = visit.mayUse("organisation.add")
        let add: HTML? =
            isClerk ? visit.action("/organisation-new", visit.say("Thêm tổ chức", "Add a node")) : nil
        let tables: HTML? =
            isClerk ? visit.action("/import", visit.say("Nhập từ bảng", "Import a table")) : nil
        return """
            <div class="row"><h1>\(visit.say("Tổ chức đảng", "Organisation"))</h1><span class="end row noprint">\
            \(visit.action("/reorganisations", visit.say("Sắp xếp tổ chức", "Reorganisations")))\(add)\(tables)</span></div>
            """
    }

    private static func exports(_ day: Day, _ visit: Visit) -> HTML {
        let asked = day == visit.today ? nil : day
        return """
            <p class="row">\(visit.exports(.organisation(on: asked), visit.say("Tổ chức và bí thư, ngày \(day.office)", "Nodes and secretaries, on \(day.office)")))
            \(visit.exports(.holders(on: asked), visit.say("Danh sách bí thư", "List of holders")))</p>
            """
    }

    private static func search(_ day: Day, _ visit: Visit) -> HTML {
        visit.search(
            to: "/organisation", visit.say("Tìm", "Search"),
            """
            \(Field.text("q", visit.say("Tên, mã hoặc bí thư (không cần dấu)", "Name, code or secretary (accents may be left out)"), visit.query["q"] ?? "", kind: "search"))
            \(Field.day("on", visit.say("Trong ngày", "On"), day.office))
            """)
    }

    /// The nodes whose name, code or secretary has all words looked for.
    private static func list(of text: String, _ tree: OrganisationTree, _ day: Day, _ visit: Visit) throws
        -> HTML
    {
        let words = VietnameseText.folded(text).split(separator: " ")
        let holders = try visit.register.holders(on: day)
        let found = tree.nodes.filter { node in
            let persons = (holders[node.id] ?? []).map(\.person)
            let folded = VietnameseText.folded(([node.code, node.name] + persons).joined(separator: " "))
            return words.allSatisfy { folded.contains($0) }
        }
        let count = visit.say(
            Text("{n} tổ chức có “{text}”.", "{n} nodes with “{text}”."),
            ["n": "\(found.count)", "text": text])
        guard !found.isEmpty else {
            return visit.card(
                nil,
                """
                <p>\(count)</p><p><a href="/organisation">\(visit.say("Xem cả cây tổ chức", "See the whole tree"))</a></p>
                """)
        }
        let table = NodeTable(tree: tree, holders: holders, visit: visit, showsParent: true)
        return visit.card(
            nil, "<p>\(count)</p>\(table.html(visit.paged(found)))\(visit.pager(found.count))")
    }

    private static func whole(_ tree: OrganisationTree, _ visit: Visit) -> HTML {
        guard !tree.nodes.isEmpty else {
            return visit.card(
                nil,
                "<p>\(visit.say("Chưa có tổ chức nào trong ngày này.", "There are no nodes on this day."))</p>"
            )
        }
        let counts = BranchCounts(tree)
        let drawn = DrawnTree(
            tree: tree, counts: counts, isWhole: tree.nodes.count <= wholeTree, visit: visit)
        let sums = visit.say(
            Text("{all} tổ chức, trong đó {leaves} chi bộ.", "{all} nodes, {leaves} of them branches."),
            ["all": "\(tree.nodes.count)", "leaves": "\(tree.roots.reduce(0) { $0 + counts[$1.id] })"])
        let card = visit.card(
            nil, "<p class=\"soft\">\(sums)</p>\(drawn.html(visit.paged(tree.roots)))")
        return "\(card)\(visit.pager(tree.roots.count))"
    }
}

/// How many nodes without others below stand at or below each node.
struct BranchCounts {
    private var counts: [Int64: Int] = [:]

    init(_ tree: OrganisationTree) {
        for node in tree.nodes where tree.children(of: node.id).isEmpty {
            counts[node.id, default: 0] += 1
            for above in tree.ancestors(of: node.id) { counts[above.id, default: 0] += 1 }
        }
    }

    subscript(id: Int64) -> Int { counts[id] ?? 0 }
}

/// The tree to fold and unfold: committees with their totals, and the branches themselves where there are few.
private struct DrawnTree {
    let tree: OrganisationTree
    let counts: BranchCounts
    let isWhole: Bool
    let visit: Visit

    func html(_ nodes: some Collection<OrganisationNode>) -> HTML {
        "<ul class=\"tree\">\(nodes.map { "<li>\(branch($0))</li>\n" as HTML })</ul>"
    }

    private func branch(_ node: OrganisationNode) -> HTML {
        let children = tree.children(of: node.id)
        if children.isEmpty { return visit.node(node.code, node.name) }
        let committees = children.filter { !tree.children(of: $0.id).isEmpty }
        let count = visit.say(
            Text("{n} chi bộ", "{n} branches"), ["n": "\(counts[node.id])"])
        let shown = isWhole ? children : committees
        let leaves = children.count - committees.count
        let rest: HTML? =
            isWhole || leaves == 0
            ? nil
            : """
            <p><a href="\(NodePath.of(node.code))#below">\(visit.say(
                Text("Xem {n} chi bộ trực thuộc {name}", "See {n} branches of {name}"),
                ["n": "\(leaves)", "name": node.name]))</a></p>
            """
        let isOpen: HTML? = node.parentID.map { tree[$0] == nil } ?? true ? " open" : nil
        return """
            <details\(isOpen)><summary>\(node.name) <span class="soft small">\(node.code) · \(count)</span></summary>
            <p><a href="\(NodePath.of(node.code))">\(visit.say("Trang của \(node.name)", "Page of \(node.name)"))</a></p>
            \(shown.isEmpty ? nil : html(shown))\(rest)</details>
            """
    }
}

/// Nodes with what they are and who is to be called there.
struct NodeTable {
    let tree: OrganisationTree
    let holders: [Int64: [Holder]]
    let visit: Visit
    var showsParent = false

    func html(_ nodes: some Collection<OrganisationNode>) -> HTML {
        var columns = [Table.Column(visit.say("Tổ chức", "Node")), .init(visit.say("Loại hình", "Kind"))]
        if showsParent { columns.append(.init(visit.say("Cấp trên", "Above it"))) }
        columns += [.init(visit.say("Bí thư", "Secretary")), .init(visit.say("Điện thoại", "Telephone"))]
        return Table(columns, rows: nodes.map(row)).html
    }

    private func row(_ node: OrganisationNode) -> [HTML] {
        let holder = holders[node.id]?.first
        var cells = [visit.node(node.code, node.name), HTML.text(visit.say(node.kind.text))]
        if showsParent {
            cells.append(
                node.parentID.flatMap { tree[$0] }.map { visit.node($0.code, $0.name) } ?? .empty)
        }
        let person: HTML =
            holder.map { .text($0.person) } ?? Mark.late(visit.say("chưa ghi", "not recorded"))
        return cells + [person, visit.telephone(holder?.phone) ?? .empty]
    }
}

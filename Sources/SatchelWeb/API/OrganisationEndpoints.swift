import SatchelCore

/// The organisation: nodes, who holds kits for them, and decisions that change it.
enum OrganisationEndpoints {
    static let all: [Endpoint] = nodes + decisions

    /// A node with its place and its holders on a day.
    struct NodeView: Sendable {
        let node: OrganisationNode
        let tree: OrganisationTree
        let holders: [Holder]
    }

    static let node = Record<NodeView>(
        "Node",
        [
            .text("code", \.node.code), .text("name", \.node.name), .word("kind", \.node.kind),
            .textIfAny("parent") { view in view.node.parentID.flatMap { view.tree[$0]?.code } },
            .textIfAny("officialCode", \.node.officialCode), .day("from", \.node.from),
            .dayIfAny("to", \.node.to),
            .many("holders", holder, \.holders),
        ])

    private static let holder = Record<Holder>(
        "Holder",
        [
            .text("person", \.person), .text("role", \.role), .textIfAny("phone", \.phone),
            .textIfAny("email", \.email), .textIfAny("chat", \.chat), .day("from", \.from),
            .dayIfAny("to", \.to),
        ])

    private static let nodes: [Endpoint] = [
        .list(
            "/nodes", Text("Tổ chức đảng trong ngày.", "The organisation on a day."),
            with: [.on, .knownAt, .under], node, by: \.node.code
        ) { call in
            let known = try call.known()
            let tree = try call.register.organisation(on: call.day(), known)
            let holders = try call.register.holders(on: call.day(), known)
            let below = try call.textIfAny("under").map { tree.subtree(of: try tree.node(code: $0).id) }
            return tree.nodes.filter { below?.contains($0.id) ?? true }.map {
                NodeView(node: $0, tree: tree, holders: holders[$0.id] ?? [])
            }
        },
        .get(
            "/nodes/{code}", Text("Một tổ chức qua mọi ngày của nó.", "A node through all its days."), history
        ) {
            try $0.register.history(of: $0.text("code"))
        },
        .act("/nodes", Text("Thêm tổ chức.", "Add a node."), NodeSent.self, history, status: .created) {
            call, sent in
            try call.register.add(nodes: [try sent.new(call)], by: try call.actor())
            return try call.register.history(of: sent.code)
        },
        .act(
            "/nodes/{code}/holder", Text("Ghi người giữ cặp mới.", "Record who holds kits there."),
            HolderSent.self, history
        ) { call, sent in
            try call.register.appoint(
                sent.new, at: call.text("code"), from: sent.from ?? call.visit.today, by: try call.actor())
            return try call.register.history(of: call.text("code"))
        },
        .act(
            "/nodes/{code}/contact",
            Text(
                "Đổi cách liên lạc; liên kết cũ hết hiệu lực.",
                "Change how the holder is reached; old links are revoked."), ContactSent.self, history
        ) { call, sent in
            try sent.refuseContradiction()
            try call.register.reach(
                holderAt: call.text("code"), phone: sent.value(sent.phone, of: "phone"),
                email: sent.value(sent.email, of: "email"), chat: sent.value(sent.chat, of: "chat"),
                from: sent.from ?? call.visit.today, by: try call.actor())
            return try call.register.history(of: call.text("code"))
        },
        .act(
            "/nodes/{code}/handover",
            Text("Ghi bàn giao cặp cho người mới.", "Record that the new holder took over."),
            HandoverSent.self, copies
        ) { call, sent in
            try call.register.handOver(
                at: call.text("code"), on: sent.on ?? call.visit.today, note: sent.note, by: try call.actor())
        },
        .form(
            "/nodes/{code}/handover-with-scan",
            Text("Ghi bàn giao cặp kèm biên bản quét.", "Record a handover with its scanned minutes."),
            HandoverSent.self, files: [.init(name: "scan", isRequired: true)], copies, status: .ok
        ) { call, sent in
            try call.register.handOver(
                at: call.text("code"), on: sent.on ?? call.visit.today, note: sent.note,
                scan: try call.scan("scan"), in: call.office.store, by: try call.actor())
        },
        .get(
            "/copies-of-ended-nodes", Text("Cặp của tổ chức đã kết thúc.", "Copies of nodes that ended."),
            with: [.on], copies
        ) {
            try $0.register.copiesOfEndedNodes(on: $0.day())
        },
    ]

    private static let decisions: [Endpoint] = [
        .list(
            "/reorganisations", Text("Các quyết định sắp xếp.", "The reorganisations."), reorganisation,
            by: \.id
        ) {
            try $0.register.reorganisations()
        },
        .act(
            "/reorganisations/preview",
            Text("Điều sẽ xảy ra; không ghi gì.", "What would follow; nothing is recorded."),
            ReorganisationSent.self, outcome
        ) { call, sent in
            try call.register.preview(try sent.new(), by: try call.actor())
        },
        .act(
            "/reorganisations", Text("Ghi quyết định sắp xếp.", "Enter a reorganisation."),
            ReorganisationSent.self, outcome, status: .created
        ) { call, sent in
            try call.register.reorganise([try sent.new()], by: try call.actor()).first.unwrapped()
        },
        .act(
            "/reorganisations/{id}/take-back",
            Text("Hủy quyết định ghi nhầm.", "Take a reorganisation back."), ReasonSent.self
        ) { call, sent in
            try call.register.takeBack(reorganisation: call.id(), reason: sent.reason, by: try call.actor())
        },
    ]

    private static let history = Record<NodeHistory>(
        "NodeHistory",
        [
            .text("code", \.code), .many("versions", version, \.versions),
            .many("predecessors", kin, \.predecessors),
            .many("successors", kin, \.successors), .many("holders", holder, \.holders),
            .many("held", held, \.held), .dayIfAny("endedOn", \.endedOn),
        ])

    private static let version = Record<OrganisationNode>(
        "NodeVersion",
        [
            .text("name", \.name), .word("kind", \.kind), .textIfAny("officialCode", \.officialCode),
            .day("from", \.from), .dayIfAny("to", \.to),
        ])

    private static let kin = Record<NodeHistory.Kin>(
        "Kin",
        [
            .text("code", \.code), .text("name", \.name), .day("on", \.on),
            .textIfAny("decision", \.decision),
            .flag("takesCopies", \.takesCopies),
        ])

    private static let held = Record<NodeHistory.Held>(
        "HeldCopy",
        [
            .text("kit", \.kit), .whole("copyNumber", \.copyNumber), .copy("copy", \.copy),
            .wholeIfAny("edition", \.edition), .wholeIfAny("withheld", \.withheld),
            .textIfAny("nowAt", \.nowAt),
            .dayIfAny("endedOn", \.endedOn),
        ])

    private static let copies = Record<[ReorganisationOutcome.MovedCopy]>(
        "Copies", [.many("items", copy, \.self)])

    private static let copy = Record<ReorganisationOutcome.MovedCopy>(
        "MovedCopy",
        [
            .text("kit", \.kit), .copy("copy", \.copy), .whole("copyNumber", \.copyNumber),
            .whole("edition", \.edition), .text("from", \.from), .textIfAny("to", \.to),
        ])

    private static let outcome = Record<ReorganisationOutcome>(
        "Outcome",
        [
            .texts("ended", \.ended), .texts("begun", \.begun), .texts("moved", \.moved),
            .many("copies", copy, \.copies), .many("duties", duty, \.duties), .whole("notices", \.notices),
            .texts("holders", \.holders), .texts("accounts", \.accounts), .texts("kits", \.kits),
            .texts("clashes", \.clashes),
        ])

    private static let duty = Record<ReorganisationOutcome.Duty>(
        "Duty",
        [.text("kit", \.kit), .whole("edition", \.edition), .text("to", \.to), .dayIfAny("dueOn", \.dueOn)])

    private static let reorganisation = Record<Reorganisation>(
        "Reorganisation",
        [
            .whole("id", \.id), .word("kind", \.entered.kind), .texts("codes", \.entered.codes),
            .texts("successors") { $0.entered.successors.map(\.code) },
            .textIfAny("parent", \.entered.parent),
            .text("decision", \.entered.decision), .day("decidedOn", \.entered.decidedOn),
            .day("effectiveOn", \.entered.effectiveOn), .instant("recordedAt", \.recordedAt),
            .text("recordedBy", \.recordedBy), .instantIfAny("takenBackAt", \.takenBackAt),
            .textIfAny("reason", \.reason),
        ])
}

import SatchelCore

/// Kits: what they are to hold, whom they are for, whose they are.
enum KitEndpoints {
    static let all: [Endpoint] = [
        .list("/kits", Text("Các cặp tài liệu.", "The kits."), with: [.on], kit, by: \.kit.definition.slug) {
            call in
            let editions = Dictionary(grouping: try call.register.editions(), by: \.kit)
            return try call.register.kits().map { kit in
                try view(kit, editions[kit.definition.slug] ?? [], call)
            }
        },
        .get("/kits/{kit}", Text("Một cặp.", "A kit."), with: [.on], kit) { try found($0.text("kit"), $0) },
        .act(
            "/kits",
            Text("Nhận kit.yaml: cặp mới, hoặc sửa cặp đã có.", "Take in a kit.yaml, new or changed."),
            KitSent.self, kit, status: .created
        ) { call, sent in
            let definition = try call.register.define(kit: sent.yaml, file: "kit.yaml", by: try call.actor())
            return try found(definition.slug, call)
        },
        .act(
            "/kit-check", Text("Soát kit.yaml mà không nhận.", "Check a kit.yaml without taking it in."),
            KitSent.self, checked
        ) { _, sent in try KitDefinition(yaml: sent.yaml, file: "kit.yaml") },
        .file(
            "/kits/{kit}/definition", Text("kit.yaml của cặp.", "The kit's kit.yaml."),
            as: ["application/yaml"]
        ) {
            call in
            let yaml = try call.register.kit(call.text("kit")).yaml
            return .file(Array(yaml.utf8), named: "kit.yaml", as: "application/yaml")
        },
        .list(
            "/kits/{kit}/recipients", Text("Nơi nhận của cặp trong ngày.", "Whom the kit is for on a day."),
            with: [.on],
            OrganisationEndpoints.node, by: \.node.code
        ) { call in
            let tree = try call.register.organisation(on: call.day())
            return try call.register.recipients(of: call.text("kit"), on: call.day()).map {
                OrganisationEndpoints.NodeView(node: $0, tree: tree, holders: [])
            }
        },
        .get("/kits/{kit}/distribution", Text("Danh sách nhận.", "The distribution list."), list) { call in
            try call.register.kit(call.text("kit")).audience
        },
        .act(
            "/kits/{kit}/distribution", Text("Đặt danh sách nhận.", "Set the distribution list."),
            DistributionSent.self, list
        ) { call, sent in
            try call.register.distribute(kit: call.text("kit"), to: sent.list, by: try call.actor())
            return try call.register.kit(call.text("kit")).audience
        },
        .act(
            "/kits/{kit}/owners",
            Text("Giao cặp cho tổ chức phụ trách.", "Give the kit to the nodes that own it."),
            OwnersSent.self, kit
        ) { call, sent in
            try call.register.give(
                kit: call.text("kit"), to: sent.codes, from: sent.from ?? call.visit.today,
                by: try call.actor())
            return try found(call.text("kit"), call)
        },
    ]

    /// A kit with what is asked of it on a day.
    struct View: Sendable {
        let kit: Kit
        let latest: Edition?
        let recipients: Int
        let owners: [String]
    }

    private static func view(_ kit: Kit, _ editions: [Edition], _ call: Call) throws -> View {
        let slug = kit.definition.slug
        return View(
            kit: kit, latest: editions.last { $0.withdrawnOn == nil },
            // A list that names a node that is no more counts nobody; its own page tells why.
            recipients: (try? call.register.recipients(of: slug, on: call.day()).count) ?? 0,
            owners: try call.register.owners(of: slug, on: call.day()))
    }

    private static func found(_ slug: String, _ call: Call) throws -> View {
        try view(try call.register.kit(slug), try call.register.editions(of: slug), call)
    }

    private static let kit = Record<View>(
        "Kit",
        [
            .text("kit", \.kit.definition.slug), .both("name", \.kit.definition.name),
            .texts("copies") { $0.kit.definition.copies.map(\.word) },
            .many("sections", section, \.kit.definition.sections), .whole("recipients", \.recipients),
            .texts("owners", \.owners), .oneIfAny("latest", EditionEndpoints.edition, \.latest),
        ])

    private static let checked = Record<KitDefinition>(
        "KitDefinition",
        [
            .text("kit", \.slug), .both("name", \.name), .texts("copies") { $0.copies.map(\.word) },
            .many("sections", section, \.sections),
        ])

    private static let section = Record<KitDefinition.Section>(
        "Section", [.text("id", \.id), .both("name", \.name), .many("slots", slot, \.slots)])

    private static let slot = Record<KitDefinition.Slot>(
        "Slot", [.text("id", \.id), .both("name", \.name), .many("entries", entry, \.entries)])

    private static let entry = Record<KitDefinition.Entry>(
        "Entry",
        [
            .textIfAny("document") {
                if case .document(let reference, _) = $0.content { reference } else { nil }
            },
            .textIfAny("keptBecause") {
                if case .document(_, let reason) = $0.content { reason } else { nil }
            },
            .textIfAny("template") { if case .template(let slug, _) = $0.content { slug } else { nil } },
        ])

    private static let list = Record<DistributionList>(
        "DistributionList",
        [
            .texts("kinds", \.kinds), .textIfAny("under", \.under), .texts("also", \.also),
            .texts("except", \.except),
        ])
}

/// A kit.yaml as it stands.
struct KitSent: Input {
    let yaml: String

    static let properties: [Schema.Property] = [.needed("yaml", .text(longest: 200_000))]
}

/// Whom a kit is for; nodes by code.
struct DistributionSent: Input {
    let kinds: [String]
    let under: String?
    let also: [String]?
    let except: [String]?

    static let properties: [Schema.Property] = [
        .needed("kinds", .list(.word(NodeKind.self), most: 50)), .maybe("under", .text),
        .maybe("also", .list(.text, most: 5_000)), .maybe("except", .list(.text, most: 5_000)),
    ]

    var list: DistributionList {
        DistributionList(kinds: kinds, under: under, also: also ?? [], except: except ?? [])
    }
}

/// Whose a kit is from a day on; nodes by code.
struct OwnersSent: Input {
    let codes: [String]
    let from: Day?

    static let properties: [Schema.Property] = [
        .needed("codes", .list(.text, most: 100)), .maybe("from", .day),
    ]
}

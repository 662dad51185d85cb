import Hummingbird
import SatchelCore

/// A new kit: from nothing, or from a `kit.yaml` that came from elsewhere.
enum NewKitPages {
    static let routes: [Route] = [
        .get("/kits/new", .account, show),
        .post("/kits/new", .account, shownAgain: show, make),
        .post("/kits/import", .account, limit: 4 << 20, shownAgain: show, takeIn),
    ]

    @Sendable private static func show(_ visit: Visit) throws -> Answer {
        let kinds = Acts.isRefused(visit, "new") ? visit.form.all("kinds") : []
        func value(_ name: String) -> String { Acts.value(visit, "new", name) }
        let fields: HTML = """
            \(Field.hidden("act", "new"))
            \(Field.text("vi", visit.say("Tên cặp", "Name (Vietnamese)"), value("vi"), hint: visit.say("Ví dụ: Cặp tài liệu bí thư chi bộ thôn", "For example: Cặp tài liệu bí thư chi bộ thôn"), isRequired: true))
            \(Field.text("en", visit.say("Tên tiếng Anh", "Name in English"), value("en"), hint: visit.say("Để trống: như tên tiếng Việt", "Blank: as in Vietnamese")))
            \(Field.text("slug", visit.say("Mã cặp", "Slug"), value("slug"), hint: visit.say("Chữ thường không dấu, số, gạch nối; để trống: theo tên. Không đổi được về sau", "Small letters, digits, hyphens; blank: from the name. It cannot be changed later")))
            \(Field.group(visit.say("Dành cho", "For"), NodeKind.allCases.map { Field.tick("kinds", PageWords.capital(visit.say($0.text)), value: $0.rawValue, isTicked: kinds.contains($0.rawValue)) }))
            \(Field.text("under", visit.say("Chỉ dưới tổ chức có mã", "Only below the node with the code"), value("under"), hint: visit.say("Để trống: mọi nơi", "Blank: everywhere")))
            \(Field.text("owner", visit.say("Nơi phụ trách (mã tổ chức)", "Owner (the node's code)"), value("owner")))
            """
        let upload = visit.form(
            to: "/kits/import", visit.say("Nhận tệp", "Take in"), style: "second", takesFiles: true,
            Field.file(
                "file", "kit.yaml", accept: ".yaml,.yml",
                hint: visit.say(
                    "Tệp do Satchel xuất ra, hoặc tự soạn. Nếu có lỗi thì báo từng dòng, không nhận gì.",
                    "Written by Satchel or by hand. Mistakes are told line by line and nothing is taken in."),
                isRequired: true))
        return visit.page(
            visit.say("Cặp mới", "New kit"), at: .kits,
            """
            <div><p class="eyebrow"><a href="/kits">\(visit.say("Cặp tài liệu", "Kits"))</a></p><h1>\(visit.say("Cặp mới", "New kit"))</h1></div>
            <div class="columns">\(visit.card(visit.say("Lập từ đầu", "From nothing"), visit.form(to: "/kits/new", visit.say("Lập cặp", "Make the kit"), fields)))
            \(visit.card(visit.say("Từ tệp kit.yaml", "From kit.yaml"), upload))</div>
            """)
    }

    @Sendable private static func make(_ visit: Visit) throws -> Answer {
        let vi = try visit.required("vi", visit.say("Tên cặp", "Name"))
        let slug = visit.form["slug"] ?? self.slug(vi)
        try refuse(slug)
        let kinds = NodeKind.allCases.map(\.rawValue).filter { visit.form.all("kinds").contains($0) }
        if kinds.isEmpty {
            throw SatchelError(.fieldMissing, ["column": visit.say("Dành cho", "For")])
        }
        let tree = try visit.register.organisation(on: visit.today)
        let under = try visit.form["under"].map { try tree.node(code: $0).code }
        let owner = try visit.form["owner"].map { try tree.node(code: $0).code }
        let kit = KitDefinition(
            slug: slug, name: Text(vi, visit.form["en"] ?? vi), folder: vi,
            audience: DistributionList(kinds: kinds, under: under),
            sections: [
                .init(id: "A", name: Text("Văn bản", "Documents")),
                .init(id: "B", name: Text("Mẫu", "Templates")),
                .init(id: "C", name: Text("Tham khảo", "Reference")),
            ])
        let page = "\(KitDesk.path(slug))/slots?done=defined"
        return try Acts.once(visit, then: page) { actor in
            try visit.register.define(kit: try kit.yaml(), file: "kit.yaml", replacing: 0, by: actor)
            if let owner {
                try visit.register.give(kit: slug, to: [owner], from: visit.today, by: actor)
            }
        }
    }

    /// Refuses a slug that no file could have, and those that are addresses of other pages.
    private static func refuse(_ slug: String) throws {
        let isPlain = slug.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
        if slug.isEmpty || !isPlain || ["new", "import"].contains(slug) {
            throw SatchelError(.slugBroken, ["slug": slug])
        }
    }

    /// A slug for a name: `cap-bi-thu-chi-bo`.
    static func slug(_ name: String) -> String {
        VietnameseText.folded(name).lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
            .joined(separator: "-")
    }

    @Sendable private static func takeIn(_ visit: Visit) throws -> Answer {
        let (yaml, name) = try KitFilePages.text(visit)
        let slug = try KitDefinition(yaml: yaml, file: name).slug
        return try Acts.once(visit, then: "\(KitDesk.path(slug))?done=defined") { actor in
            try visit.register.define(kit: yaml, file: name, replacing: 0, by: actor)
        }
    }
}

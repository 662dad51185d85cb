import Hummingbird
import SatchelCore

/// Whom a kit is for, and whose it is.
enum RecipientPages {
    static let routes: [Route] = [
        .get("/kits/{kit}/recipients", .account, show),
        .post("/kits/{kit}/recipients", .account, shownAgain: show, distribute),
        .post("/kits/{kit}/owner", .account, shownAgain: show, give),
    ]

    @Sendable private static func show(_ visit: Visit) throws -> Answer { try page(visit, nil) }

    /// - Parameter looked: what a list that is not saved would reach.
    private static func page(_ visit: Visit, _ looked: HTML?) throws -> Answer {
        let desk = try KitDesk(visit)
        let recipients = try visit.register.recipients(of: desk.slug, on: visit.today)
        let tree = try visit.register.organisation(on: visit.today)
        let change: HTML? =
            desk.may("kit.distribute")
            ? "<div class=\"columns\">\(list(desk, isLooked: looked != nil))\(try owner(desk))</div>" : nil
        return desk.page(
            visit.say("Danh sách nhận", "Distribution list"),
            """
            \(looked)\(change)
            \(visit.card(visit.say("Nơi nhận hôm nay", "Recipients today") + " (\(recipients.count))", "\(table(visit.paged(recipients), tree, visit))\(visit.pager(recipients.count))"))
            """)
    }

    private static func table(
        _ nodes: some Sequence<OrganisationNode>, _ tree: OrganisationTree, _ visit: Visit
    ) -> HTML {
        let rows = nodes.map { node -> [HTML] in
            [
                "<a href=\"/organisation/\(Fields.encoded(node.code))\">\(node.name)</a>", .text(node.code),
                .text(visit.say(node.kind.text)), .text(node.parentID.flatMap { tree[$0]?.name } ?? ""),
            ]
        }
        if rows.isEmpty { return "<p>\(visit.say("Chưa có nơi nào.", "Nobody."))</p>" }
        return Table(
            [
                .init(visit.say("Tên", "Name")), .init(visit.say("Mã", "Code")),
                .init(visit.say("Loại hình", "Kind")), .init(visit.say("Cấp trên", "Parent")),
            ], rows: rows
        ).html
    }

    private static func list(_ desk: KitDesk, isLooked: Bool) -> HTML {
        let visit = desk.visit
        let isAgain = isLooked || Acts.isRefused(visit, "distribute")
        let known = desk.kit.audience
        func value(_ name: String, _ known: String) -> String {
            isAgain ? visit.form.raw(name) ?? "" : known
        }
        let kinds = isAgain ? visit.form.all("kinds") : known.kinds
        let codes = visit.say(
            "Mã tổ chức, cách nhau bằng dấu phẩy hoặc xuống dòng", "Codes, with commas or line breaks between"
        )
        let fields: HTML = """
            \(Field.hidden("act", "distribute"))
            \(Field.group(visit.say("Loại hình", "Kinds"), NodeKind.allCases.map { Field.tick("kinds", PageWords.capital(visit.say($0.text)), value: $0.rawValue, isTicked: kinds.contains($0.rawValue)) }))
            \(Field.text("under", visit.say("Chỉ dưới tổ chức có mã", "Only below the node with the code"), value("under", known.under ?? ""), hint: visit.say("Để trống: mọi nơi", "Blank: everywhere")))
            \(Field.area("also", visit.say("Thêm bằng tay", "Added by hand"), value("also", known.also.joined(separator: ", ")), hint: codes))
            \(Field.area("except", visit.say("Bỏ ra bằng tay", "Left out by hand"), value("except", known.except.joined(separator: ", ")), hint: codes))
            """
        let look: HTML =
            "<button class=\"second\" name=\"look\" value=\"1\">\(visit.say("Xem trước", "Preview"))</button>"
        return visit.card(
            visit.say("Ai được nhận", "Who is on it"),
            visit.form(to: "\(desk.path)/recipients", visit.say("Lưu", "Save"), second: look, fields))
    }

    private static func owner(_ desk: KitDesk) throws -> HTML {
        let visit = desk.visit
        let owners = try visit.register.owners(of: desk.slug, on: visit.today).joined(separator: ", ")
        let fields: HTML = """
            \(Field.hidden("act", "give"))
            \(Field.text("codes", visit.say("Nơi phụ trách (mã tổ chức)", "Owner (code)"), Acts.value(visit, "give", "codes", owners), hint: visit.say("Nhiều nơi thì cách nhau bằng dấu phẩy", "Several with commas between"), isRequired: true))
            \(Field.day("from", visit.say("Từ ngày", "From"), Acts.value(visit, "give", "from", visit.today.office)))
            """
        return visit.card(
            visit.say("Nơi phụ trách", "Owner"),
            visit.form(to: "\(desk.path)/owner", visit.say("Ghi", "Record"), style: "second", fields))
    }

    /// Codes as people list them.
    static func codes(_ text: String?) -> [String] {
        var seen: Set<String> = []
        return (text ?? "").split { $0 == "," || $0 == ";" || $0.isNewline }.map { String($0).trimmed }
            .filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    @Sendable private static func distribute(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let list = DistributionList(
            kinds: NodeKind.allCases.map(\.rawValue).filter { visit.form.all("kinds").contains($0) },
            under: visit.form["under"], also: codes(visit.form["also"]), except: codes(visit.form["except"]))
        if visit.form.isTicked("look") { return try page(visit, try looked(desk, list)) }
        return try Acts.once(visit, then: "\(desk.path)/recipients?done=distributed") { actor in
            try visit.register.distribute(kit: desk.slug, to: list, by: actor)
        }
    }

    /// What a list would reach that the saved one does not, and the other way round.
    private static func looked(_ desk: KitDesk, _ list: DistributionList) throws -> HTML {
        let visit = desk.visit
        let tree = try visit.register.organisation(on: visit.today)
        let new = try list.expanded(in: tree)
        let old = try visit.register.recipients(of: desk.slug, on: visit.today)
        let (before, after) = (Set(old.map(\.id)), Set(new.map(\.id)))
        func names(_ nodes: [OrganisationNode]) -> HTML {
            let shown = nodes.prefix(50).map { "\($0.name) (\($0.code))" }.joined(separator: "; ")
            let rest =
                nodes.count > 50
                ? visit.say(" và \(nodes.count - 50) nơi nữa", " and \(nodes.count - 50) more") : ""
            return .text(nodes.isEmpty ? visit.say("không", "none") : "\(nodes.count): \(shown)\(rest)")
        }
        return visit.card(
            visit.say("Nếu lưu: \(new.count) nơi nhận", "If saved: \(new.count) recipients"),
            visit.facts([
                (visit.say("Thêm", "Added"), names(new.filter { !before.contains($0.id) })),
                (visit.say("Bớt", "Left out"), names(old.filter { !after.contains($0.id) })),
            ]))
    }

    @Sendable private static func give(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let day = try visit.day("from") ?? visit.today
        let codes = codes(try visit.required("codes", visit.say("Nơi phụ trách", "Owner")))
        return try Acts.once(visit, then: "\(desk.path)/recipients?done=given") { actor in
            try visit.register.give(kit: desk.slug, to: codes, from: day, by: actor)
        }
    }
}

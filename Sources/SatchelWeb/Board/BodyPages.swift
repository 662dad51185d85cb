import SatchelCore

/// Issuing bodies: their names, which of them have ended, and who carries on.
enum BodyPages {
    static let routes: [Route] = [
        .get("/bodies", .account, list),
        .post("/bodies", shownAgain: list, add),
        .get("/bodies/{body}", .account, show),
        .post("/bodies/{body}/end", shownAgain: show, end),
    ]

    private static let done: [String: Text] = [
        "added": Text("Đã thêm cơ quan.", "The body was added."),
        "ended": Text("Đã ghi cơ quan kết thúc hoạt động.", "The end of the body was recorded."),
    ]

    @Sendable private static func list(_ visit: Visit) throws -> Answer {
        let wanted = VietnameseText.folded(visit.query["q"] ?? "")
        let bodies = try visit.register.bodies().filter { body in
            wanted.isEmpty
                || ([body.name, body.code ?? ""] + body.aliases).contains {
                    VietnameseText.folded($0).contains(wanted)
                }
        }
        let counts = Dictionary(grouping: try visit.register.documents(), by: \.bodyID).mapValues(\.count)
        var table = Table([
            .init(visit.say("Tên cơ quan", "Name")), .init(visit.say("Ký hiệu", "Code")),
            .init(visit.say("Tên gọi khác", "Other names")), .init(visit.say("Hoạt động", "Active")),
            .init(visit.say("Văn bản", "Documents"), isNumber: true),
        ])
        table.rows = visit.paged(bodies).map { body in
            let ended: HTML? = body.activeTo.map { day in
                let words = visit.say(Text("đến {day}", "to {day}"), ["day": day.office])
                let next: HTML? = body.successor.map { "<br>\(visit.say("kế thừa", "successor")): \($0)" }
                return "\(body.hasEnded(by: visit.today) ? Mark.none(words) : .text(words))\(next)"
            }
            let count = counts[body.id] ?? 0
            let found: HTML =
                count == 0
                ? "0"
                : "<a href=\"/documents?body=\(Fields.encoded(body.name))\">\(count)<span class=\"hide\"> \(visit.say("văn bản của", "documents of")) \(body.name)</span></a>"
            return [
                "<a href=\"/bodies/\(Int(body.id))\">\(body.name)</a>", .text(body.code ?? ""),
                .text(names(body, visit)), ended ?? "", found,
            ]
        }
        let search = visit.search(
            to: "/bodies", visit.say("Tìm", "Search"),
            Field.text(
                "q", visit.say("Tên hoặc ký hiệu", "Name or code"), visit.query["q"] ?? "", kind: "search"))
        let total = visit.say(Text("{n} cơ quan", "{n} bodies"), ["n": "\(bodies.count)"])
        return visit.page(
            visit.say("Cơ quan ban hành", "Issuing bodies"), at: .documents,
            """
            <div><p class="eyebrow"><a href="/documents">\(visit.say("Văn bản", "Documents"))</a></p>
            <h1>\(visit.say("Cơ quan ban hành", "Issuing bodies"))</h1></div>
            \(visit.told(done))\(search)
            \(visit.card(nil, "<p><b>\(total)</b></p>\(table.html)\(visit.pager(bodies.count))"))
            <p class="row">\(visit.exports(.bodies, visit.say("Mọi cơ quan", "All bodies")))\(visit.importLink(.bodies))</p>
            \(addCard(visit))
            """)
    }

    /// The first other names; its own page has them all.
    private static func names(_ body: IssuingBody, _ visit: Visit) -> String {
        let first = body.aliases.prefix(2).joined(separator: "; ")
        let rest = body.aliases.count - 2
        return rest > 0
            ? visit.say(
                Text("{names} và {n} tên khác", "{names} and {n} more"), ["names": first, "n": "\(rest)"])
            : first
    }

    private static func addCard(_ visit: Visit) -> HTML? {
        guard visit.mayUse("body.add") else { return nil }
        let form = visit.form(
            to: "/bodies", visit.say("Thêm", "Add"),
            """
            \(Field.text("name", visit.say("Tên cơ quan", "Name"), visit.entered("name"), hint: visit.say("Ghi đủ như trên văn bản", "In full, as on its documents"), isRequired: true))
            \(Field.text("code", visit.say("Ký hiệu", "Code"), visit.entered("code"), hint: visit.say("Ví dụ: BTCTW", "Such as: BTCTW")))
            \(Field.area("aliases", visit.say("Tên gọi khác, mỗi dòng một tên", "Other names, one a line"), visit.entered("aliases")))
            """)
        return visit.card(visit.say("Thêm cơ quan", "Add a body"), form)
    }

    @Sendable private static func add(_ visit: Visit) throws -> Answer {
        let name = try visit.required("name", visit.say("Tên cơ quan", "Name"))
        let aliases = (visit.form.raw("aliases") ?? "").split(separator: "\n")
            .map { VietnameseText.normalised($0.trimmed) }.filter { !$0.isEmpty }
        try visit.register.add(
            bodies: [NewBody(name: name, code: visit.form["code"], aliases: aliases)], by: visit.actor())
        return .seeOther("/bodies?done=added")
    }

    private static func body(_ visit: Visit) throws -> IssuingBody {
        let id = try visit.id("body")
        guard let body = try visit.register.bodies().first(where: { $0.id == id }) else {
            throw SatchelError(.pageMissing, ["path": String(visit.path.prefix(100))])
        }
        return body
    }

    @Sendable private static func show(_ visit: Visit) throws -> Answer {
        let body = try body(visit)
        let others = try visit.register.bodies().filter { $0.id != body.id && !$0.hasEnded(by: visit.today) }
        let end: HTML? =
            visit.mayUse("body.end")
            ? visit.card(
                visit.say("Cơ quan kết thúc hoạt động", "The body ends"),
                visit.form(
                    to: "/bodies/\(body.id)/end", visit.say("Ghi kết thúc", "Record the end"),
                    style: "second",
                    """
                    <p class="soft">\(visit.say("Văn bản của cơ quan vẫn còn hiệu lực cho đến khi được thay thế hoặc bãi bỏ.", "Its documents stay in force until they are replaced or repealed."))</p>
                    \(Field.day("last", visit.say("Ngày hoạt động cuối cùng", "Its last day"), visit.entered("last", body.activeTo?.office), isRequired: true))
                    \(Field.text("successor", visit.say("Cơ quan kế thừa", "Successor"), visit.entered("successor", body.successor), hint: visit.say("Để trống nếu chưa rõ", "Blank when it is not known"), autocomplete: "off", suggestions: others.map(\.name)))
                    """)) : nil
        let link = "/documents?body=\(Fields.encoded(body.name))"
        return visit.page(
            body.name, at: .documents, isNarrow: true,
            """
            <div><p class="eyebrow"><a href="/bodies">\(visit.say("Cơ quan ban hành", "Issuing bodies"))</a></p><h1>\(body.name)</h1></div>
            \(visit.told(done))
            \(visit.facts([
                (visit.say("Ký hiệu", "Code"), body.code.map { .text($0) }),
                (visit.say("Tên gọi khác", "Other names"), body.aliases.isEmpty ? nil : .text(body.aliases.joined(separator: "; "))),
                (visit.say("Cơ quan chủ trì", "Lead body"), body.lead.map { .text($0) }),
                (visit.say("Hoạt động từ", "Active from"), body.activeFrom.map { .text($0.office) }),
                (visit.say("Hoạt động đến", "Active to"), body.activeTo.map { .text($0.office) }),
                (visit.say("Kế thừa", "Successor"), body.successor.map { .text($0) }),
                (visit.say("Văn bản", "Documents"), "<a href=\"\(link)\">\(visit.say("xem văn bản của cơ quan này", "see its documents"))</a>"),
            ]))
            \(end)
            """)
    }

    @Sendable private static func end(_ visit: Visit) throws -> Answer {
        let body = try body(visit)
        guard let last = try visit.day("last") else {
            throw SatchelError(
                .fieldMissing, ["column": visit.say("Ngày hoạt động cuối cùng", "Its last day")])
        }
        try visit.register.end(
            body: body.name, on: last, successor: visit.form["successor"], by: visit.actor())
        return .seeOther("/bodies/\(body.id)?done=ended")
    }
}

import Hummingbird
import SatchelCore

/// The definition of a kit as a file: to look at, to keep, to check and to put in place of the one there is.
enum KitFilePages {
    static let routes: [Route] = [
        .get("/kits/{kit}/file", .account, show),
        .post("/kits/{kit}/file", .account, limit: 4 << 20, shownAgain: show, takeIn),
        .get("/kits/{kit}/kit.yaml", .account, download),
    ]

    @Sendable private static func download(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        return .file(Array(desk.kit.yaml.utf8), named: "kit.yaml", as: "application/yaml")
    }

    @Sendable private static func show(_ visit: Visit) throws -> Answer { try page(visit, nil) }

    /// - Parameter checked: what a check of the text came to.
    private static func page(_ visit: Visit, _ checked: HTML?) throws -> Answer {
        let desk = try KitDesk(visit)
        let isAgain = visit.refusal != nil || checked != nil
        let yaml = isAgain ? visit.form.raw("yaml") ?? desk.kit.yaml : desk.kit.yaml
        let fields: HTML = """
            \(KitSaving.shown(desk))
            \(Field.file("file", visit.say("Tệp kit.yaml khác", "Another kit.yaml"), accept: ".yaml,.yml", hint: visit.say("Nếu không chọn tệp thì nhận phần chữ dưới đây", "Without a file, the text below is taken in")))
            <div class="field"><label for="f-yaml">kit.yaml</label><textarea id="f-yaml" name="yaml" rows="24" spellcheck="false">
            \(yaml)</textarea></div>
            """
        let check: HTML =
            "<button class=\"second\" name=\"check\" value=\"1\">\(visit.say("Soát, chưa nhận", "Check only"))</button>"
        let form = visit.form(
            to: "\(desk.path)/file", visit.say("Nhận", "Take in"), takesFiles: true, second: check, fields)
        let save: HTML =
            "<p><a class=\"button second\" href=\"\(desk.path)/kit.yaml\">\(visit.say("Tải kit.yaml", "Download kit.yaml"))</a></p>"
        return desk.page(
            visit.say("Tệp kit.yaml", "The file kit.yaml"),
            """
            \(checked)\(try KitSaving.conflict(desk))
            \(visit.card(nil, save))
            \(desk.may("kit.define") ? visit.card(visit.say("Thay định nghĩa của cặp", "Replace the definition"), form) : visit.card(nil, "<pre>\(yaml)</pre>"))
            """)
    }

    /// The text that came as a file or in the field, with a name for its mistakes.
    /// - Throws: `fieldMissing`; what reading the file throws.
    static func text(_ visit: Visit) throws -> (yaml: String, name: String) {
        if let upload = visit.upload("file"), upload.size > 0 {
            return (String(decoding: try upload.bytes(), as: UTF8.self), upload.name)
        }
        guard let yaml = visit.form.raw("yaml"), !yaml.isEmpty else {
            throw SatchelError(.fieldMissing, ["column": "kit.yaml"])
        }
        return (yaml, "kit.yaml")
    }

    @Sendable private static func takeIn(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let (yaml, name) = try text(visit)
        let kit = try KitDefinition(yaml: yaml, file: name)
        guard kit.slug == desk.slug else {
            throw SatchelError(.kitSlugDiffers, ["slug": kit.slug, "kit": desk.slug])
        }
        if visit.form.isTicked("check") { return try page(visit, told(desk, kit)) }
        guard let shown = try visit.number("definition") else { throw SatchelError(.formForged) }
        return try Acts.once(visit, then: "\(desk.path)?done=defined") { actor in
            try visit.register.define(kit: yaml, file: name, replacing: Int64(shown), by: actor)
        }
    }

    private static func told(_ desk: KitDesk, _ kit: KitDefinition) -> HTML {
        let visit = desk.visit
        let change = KitDifference(from: desk.kit.definition, to: kit, visit.language)
        return """
            <div class="note ok" role="status"><p>\(visit.say("Không có lỗi, \(kit.slots.count) ngăn. Nếu nhận thì khác như sau:", "No mistakes, \(kit.slots.count) slots. Taking it in would change:"))</p>\(change.html)</div>

            """
    }
}

import SatchelCore

/// What can be put into a slot: documents found in the register, and the office's own papers.
struct SlotChoice {
    private let desk: KitDesk
    private let slot: KitDefinition.Slot
    private let found: [Document]
    private let templates: [Template]
    private var visit: Visit { desk.visit }

    init(_ desk: KitDesk, _ slot: KitDefinition.Slot) throws {
        self.desk = desk
        self.slot = slot
        let words = VietnameseText.folded(desk.visit.query["q"] ?? "").split(separator: " ")
        found =
            words.isEmpty
            ? []
            : try desk.visit.register.documents().filter { document in
                let text = VietnameseText.folded("\(document.citation) \(document.title) \(document.body)")
                return words.allSatisfy { text.contains($0) }
            }.sorted { $0.dates.issuedOn.number > $1.dates.issuedOn.number }
        let here = Set(slot.entries.map { SlotEntry.key($0.content) })
        templates = try desk.visit.register.templates().filter {
            !here.contains("\($0.kind.rawValue):\($0.slug)")
        }
    }

    var html: HTML {
        let search = visit.search(
            to: "\(desk.path)/slots/\(Fields.encoded(slot.id))", visit.say("Tìm", "Search"),
            Field.text(
                "q", visit.say("Số, ký hiệu hoặc tên văn bản", "Symbol or title"), visit.query["q"] ?? "",
                kind: "search", hint: visit.say("Không cần dấu", "Diacritics are not needed")))
        return visit.card(
            visit.say("Đưa vào ngăn", "Put into the slot"), "\(search)\(results)\(own)")
    }

    private var results: HTML? {
        guard visit.query["q"] != nil else { return nil }
        if found.isEmpty {
            return
                "<p>\(visit.say("Không có văn bản nào như vậy.", "No document like that."))</p>"
        }
        let items = found.prefix(20).map { document -> HTML in
            """
            <li><div><b>\(PageWords.name(document.citation))</b> <span class="small soft">\(document.body)</span>\
            <p class="small soft">\(document.title)</p></div><div class="row">\(put("document:\(document.id)", document.citation))</div></li>

            """
        }
        let more: HTML? =
            found.count > 20
            ? "<p class=\"soft\">\(visit.say("Còn \(found.count - 20) văn bản nữa: ghi rõ hơn.", "\(found.count - 20) more: be more precise."))</p>"
            : nil
        return "<ul class=\"plain\">\(items)</ul>\(more)"
    }

    private func put(_ entry: String, _ name: String) -> HTML {
        Acts.button(
            visit, visit.say("Đưa vào", "Put in"), about: name, style: "second",
            [
                ("act", "entry.add"), ("slot", slot.id), ("entry", entry),
                ("definition", "\(desk.kit.definitionID)"),
            ])
    }

    /// Templates, samples, outlines and guides that are not in the slot yet.
    private var own: HTML? {
        if templates.isEmpty { return nil }
        let options = Template.Kind.allCases.flatMap { kind in
            templates.filter { $0.kind == kind }.map { template in
                (
                    value: "\(kind.rawValue):\(template.slug)",
                    text: "\(PageWords.capital(visit.say(kind.text))): \(template.name(visit.language))"
                )
            }
        }
        let fields: HTML = """
            \(Field.hidden("act", "entry.add"))\(Field.hidden("slot", slot.id))\(KitSaving.shown(desk))
            \(Field.choice("entry", visit.say("Mẫu, bản mẫu, đề cương, hướng dẫn", "Template, sample, outline or guide"), options))
            """
        return visit.form(to: visit.path, visit.say("Đưa vào", "Put in"), style: "second", fields)
    }
}

import Hummingbird
import SatchelCore

/// One slot: what is put into it, in which order, and what really fills it today.
enum SlotPage {
    @Sendable static func show(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        if let conflict = try KitSaving.conflict(desk) { return PartForm.conflicted(desk, conflict) }
        guard let section = desk.kit.definition.sections.first(where: { has($0, visit.part("slot")) }),
            let place = section.slots.firstIndex(where: { $0.id == visit.part("slot") })
        else { throw SatchelError(.kitPartMissing, ["part": visit.part("slot")]) }
        let slot = section.slots[place]
        let known = place == 0 ? "first:\(section.id)" : "after:\(section.slots[place - 1].id)"
        let mayDefine = desk.may("kit.define")
        let choice = try SlotChoice(desk, slot)
        return desk.page(
            "\(slot.id) \(slot.name(visit.language))", above: PartForm.slots(desk),
            """
            \(try SlotEntries(desk, slot, mayDefine: mayDefine).card)
            \(mayDefine ? choice.html : nil)
            \(mayDefine ? settings(desk, slot, known) : nil)
            """)
    }

    private static func has(_ section: KitDefinition.Section, _ id: String) -> Bool {
        section.slots.contains { $0.id == id }
    }

    private static func settings(_ desk: KitDesk, _ slot: KitDefinition.Slot, _ known: String) -> HTML {
        let visit = desk.visit
        let fields: HTML = """
            \(Field.hidden("act", "slot.change"))\(Field.hidden("slot", slot.id))\(KitSaving.shown(desk))
            \(PartForm.id(visit, "slot.change", slot.id))\(PartForm.names(visit, "slot.change", slot.name))
            \(PartForm.slotPlace(desk, "slot.change", except: slot.id, known: known))
            """
        let isOpen: HTML? = Acts.isRefused(visit, "slot.change") ? " open" : nil
        let form = visit.form(to: visit.path, visit.say("Lưu", "Save"), style: "second", fields)
        return """
            \(visit.card(nil, "<details\(isOpen)><summary>\(visit.say("Đổi tên, chuyển chỗ", "Rename or move"))</summary>\(form)</details>"))
            \(PartForm.removal(desk, "slot", slot.id, visit.say("Bỏ ngăn này", "Remove this slot"), count: slot.entries.count))
            """
    }
}

/// What is in a slot, each with what it leads to today and what can be done with it.
struct SlotEntries {
    private let desk: KitDesk
    private let slot: KitDefinition.Slot
    private let mayDefine: Bool
    private let templates: [String: Template]
    private let documents: [Int64: Document]
    private let inForce: InForce
    private var visit: Visit { desk.visit }

    init(_ desk: KitDesk, _ slot: KitDefinition.Slot, mayDefine: Bool) throws {
        let register = desk.visit.register
        self.desk = desk
        self.slot = slot
        self.mayDefine = mayDefine
        templates = Dictionary(uniqueKeysWithValues: try register.templates().map { ($0.slug, $0) })
        documents = Dictionary(uniqueKeysWithValues: try register.documents().map { ($0.id, $0) })
        inForce = try register.inForce()
    }

    var card: HTML {
        let title = visit.say("Trong ngăn", "In the slot")
        if slot.entries.isEmpty {
            return visit.card(title, "<p class=\"soft\">\(visit.say("Chưa có gì.", "Nothing yet."))</p>")
        }
        return visit.card(title, "<ul class=\"plain\">\(slot.entries.indices.map(item))</ul>")
    }

    private func item(_ place: Int) -> HTML {
        let content = slot.entries[place].content
        switch content {
        case .document(let reference, let reason):
            return "<li>\(document(reference, reason))\(buttons(place, content, reason))</li>\n"
        case .template(let slug, let kind):
            let template = templates[slug]
            let name = template?.name(visit.language) ?? slug
            let isDoubtful = template?.doubts(in: inForce, on: visit.today).isEmpty == false
            let doubt: HTML? = isDoubtful ? Mark.late(visit.say("cần xem lại", "doubtful")) : nil
            return """
                <li><div><b>\(name)</b> <span class="small soft">\(visit.say(kind.text))</span> \(doubt)</div>\(buttons(place, content, nil))</li>

                """
        }
    }

    /// A document as it was named, how it stands today, and what is put in instead.
    private func document(_ reference: String, _ reason: String?) -> HTML {
        guard let document = try? visit.register.document(reference) else {
            return
                "<div><b>\(reference)</b> \(Mark.bad(visit.say("không tìm thấy trong sổ", "not in the register")))</div>"
        }
        let status = inForce.status(of: document.id, on: visit.today)
        let text = visit.say(status.status.text)
        let mark = status.status.isUsable ? Mark.ok(text) : Mark.late(text)
        let name: HTML =
            "<a href=\"/documents/\(Int(document.id))\">\(PageWords.name(document.citation))</a>"
        let current = inForce.current(of: document.id, on: visit.today).filter { $0 != document.id }
        let instead = current.compactMap { documents[$0]?.citation }.joined(separator: "; ")
        let kept: HTML? = reason.map {
            "<p class=\"small\">\(visit.say("Cố ý giữ lại", "Kept on purpose")): \($0)</p>"
        }
        let follows: HTML? =
            reason != nil || instead.isEmpty
            ? nil : "<p class=\"small\">\(visit.say("Đang đưa vào", "Put in today")): \(instead)</p>"
        return
            "<div><b>\(name)</b> \(mark)<p class=\"small soft\">\(document.title)</p>\(kept)\(follows)</div>"
    }

    private func buttons(_ place: Int, _ content: KitDefinition.Content, _ reason: String?) -> HTML? {
        guard mayDefine else { return nil }
        let key = SlotEntry.key(content)
        let groups = slot.entries.map { SlotEntry.group($0.content) }
        let group = groups[place]
        func button(_ act: String, _ text: String) -> HTML {
            Acts.button(
                visit, text, about: String(key.drop { $0 != ":" }.dropFirst()), style: "link",
                [
                    ("act", act), ("slot", slot.id), ("entry", key),
                    ("definition", "\(desk.kit.definitionID)"),
                ])
        }
        let up = groups[..<place].contains(group) ? button("entry.up", visit.say("Lên", "Up")) : nil
        let down =
            groups[(place + 1)...].contains(group) ? button("entry.down", visit.say("Xuống", "Down")) : nil
        let remove = button("entry.remove", visit.say("Rút ra", "Take out"))
        return """
            <div class="row small">\(up)\(down)\(remove)</div>\(group == "document" ? keeping(place, key, reason) : nil)
            """
    }

    /// Keeping a document though it is superseded, with the reason; or following it again.
    private func keeping(_ place: Int, _ key: String, _ reason: String?) -> HTML {
        let isOurs = Acts.isRefused(visit, "entry.keep") && visit.form["entry"] == key
        let id = "f-reason-\(place)"
        let follow: HTML? =
            reason == nil
            ? nil
            : "<button class=\"second\" name=\"follow\" value=\"1\" formnovalidate>\(visit.say("Lại theo văn bản thay thế", "Follow its successors again"))</button>"
        let fields: HTML = """
            \(Field.hidden("act", "entry.keep"))\(Field.hidden("slot", slot.id))\(Field.hidden("entry", key))\(KitSaving.shown(desk))
            <div class="field"><label for="\(id)">\(visit.say("Lý do giữ", "Why it is kept"))</label><input id="\(id)" name="reason" value="\(isOurs ? visit.form.raw("reason") ?? "" : reason ?? "")" required></div>
            """
        let isOpen: HTML? = isOurs ? " open" : nil
        return """
            <details\(isOpen)><summary class="small">\(visit.say("Giữ dù đã bị thay thế", "Keep though superseded"))</summary>\
            \(visit.form(to: visit.path, visit.say("Giữ", "Keep"), style: "second", second: follow, fields))</details>
            """
    }
}

import Hummingbird
import SatchelCore

/// The fields that sections and slots have alike: their id, their names, their place.
enum PartForm {
    /// A page with one form that changes the definition.
    static func page(
        _ desk: KitDesk, _ title: String, _ act: String, _ fields: HTML, below: HTML? = nil
    ) throws -> Answer {
        if let conflict = try KitSaving.conflict(desk) { return conflicted(desk, conflict) }
        let visit = desk.visit
        let form = visit.form(
            to: visit.path, visit.say("Lưu", "Save"),
            "\(Field.hidden("act", act))\(KitSaving.shown(desk))\(fields)")
        return desk.page(title, above: slots(desk), "\(visit.card(nil, form))\(below)")
    }

    /// The page that tells that another was quicker.
    static func conflicted(_ desk: KitDesk, _ conflict: HTML) -> Answer {
        desk.page(desk.visit.say("Chưa lưu", "Not saved"), above: slots(desk), conflict)
    }

    /// The way back to the sections and slots.
    static func slots(_ desk: KitDesk) -> (path: String, text: String) {
        ("\(desk.path)/slots", "\(desk.name): \(desk.visit.say("các mục, ngăn", "sections and slots"))")
    }

    static func id(_ visit: Visit, _ act: String, _ known: String) -> HTML {
        Field.text(
            "id", visit.say("Mã", "Id"), Acts.value(visit, act, "id", known),
            hint: visit.say(
                "Đứng trước tên trong cặp, ví dụ A01; không trùng nhau",
                "Stands before the name, for example A01; each only once"), isRequired: true, size: 8)
    }

    static func names(_ visit: Visit, _ act: String, _ known: Text? = nil) -> HTML {
        """
        \(Field.text("vi", visit.say("Tên", "Name (Vietnamese)"), Acts.value(visit, act, "vi", known?.vi), isRequired: true))
        \(Field.text("en", visit.say("Tên tiếng Anh", "Name in English"), Acts.value(visit, act, "en", known?.en), hint: visit.say("Để trống: như tên tiếng Việt", "Blank: as in Vietnamese")))
        """
    }

    static func sectionPlace(_ desk: KitDesk, _ act: String, except: String?, known: String?) -> HTML {
        let visit = desk.visit
        let others = desk.kit.definition.sections.filter { $0.id != except }
        let options =
            [(value: "", text: visit.say("đầu tiên", "first"))]
            + others.map { section in
                (
                    value: section.id,
                    text: visit.say("sau", "after") + " \(section.id). \(section.name(visit.language))"
                )
            }
        return Field.choice(
            "place", visit.say("Vị trí", "Place"), options, chosen: Acts.value(visit, act, "place", known))
    }

    /// All places a slot can have, section by section.
    static func slotPlace(_ desk: KitDesk, _ act: String, except: String?, known: String) -> HTML {
        let visit = desk.visit
        let options = desk.kit.definition.sections.flatMap { section -> [(value: String, text: String)] in
            let first = (
                value: "first:\(section.id)",
                text: visit.say("đầu mục", "first in") + " \(section.id). \(section.name(visit.language))"
            )
            let rest = section.slots.filter { $0.id != except }.map { slot in
                (
                    value: "after:\(slot.id)",
                    text: "\(section.id): " + visit.say("sau", "after")
                        + " \(slot.id) \(slot.name(visit.language))"
                )
            }
            return [first] + rest
        }
        return Field.choice(
            "place", visit.say("Vị trí", "Place"), options, chosen: Acts.value(visit, act, "place", known))
    }

    static func places(in section: KitDefinition.Section) -> [String] {
        ["first:\(section.id)"] + section.slots.map { "after:\($0.id)" }
    }

    static func place(last section: KitDefinition.Section) -> String {
        places(in: section).last ?? "first:\(section.id)"
    }

    /// The last place of a section, as part of an address.
    static func last(in section: KitDefinition.Section) -> String { Fields.encoded(place(last: section)) }

    /// The next letter or number after those there are: `D` after `C`, `A09` after `A08`.
    static func nextID(_ ids: [String], in section: String = "") -> String {
        guard let last = ids.last else { return section.isEmpty ? "A" : "\(section)01" }
        let digits = String(last.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
        if let number = Int(digits) {
            let next = "\(number + 1)"
            let zeros = String(repeating: "0", count: max(0, digits.count - next.count))
            return last.dropLast(digits.count) + zeros + next
        }
        guard last.count == 1, let letter = last.unicodeScalars.first, letter.isASCII,
            let next = Unicode.Scalar(letter.value + 1)
        else { return "" }
        return String(next)
    }

    /// A form that removes a section or slot, with a tick when it is not empty.
    static func removal(_ desk: KitDesk, _ part: String, _ id: String, _ title: String, count: Int) -> HTML {
        let visit = desk.visit
        let sure: HTML? =
            count == 0
            ? nil
            : Field.tick(
                "sure",
                visit.say(
                    "Bỏ cả \(count) thứ ở trong khỏi đợt tới",
                    "Also the \(count) things in it, from the next edition on"))
        let fields: HTML = """
            \(Field.hidden("act", "\(part).remove"))\(Field.hidden(part, id))\(KitSaving.shown(desk))\(sure)
            """
        let isOpen: HTML? = Acts.isRefused(visit, "\(part).remove") ? " open" : nil
        return visit.card(
            nil,
            "<details\(isOpen)><summary>\(title)</summary>\(visit.form(to: visit.path, title, style: "danger", fields))</details>"
        )
    }
}

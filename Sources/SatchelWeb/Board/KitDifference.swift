import SatchelCore

/// What differs between two definitions of a kit, slot by slot.
struct KitDifference {
    private var lines: [String] = []
    private let language: Language

    init(from old: KitDefinition, to new: KitDefinition, _ language: Language) {
        self.language = language
        if old.name != new.name {
            lines.append("\(old.name(language)) → \(new.name(language))")
        }
        compare(old.sections.map { ($0.id, $0.name) }, new.sections.map { ($0.id, $0.name) })
        compare(old.slots.map { ($0.id, $0.name) }, new.slots.map { ($0.id, $0.name) })
        let before = Dictionary(old.slots.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for slot in new.slots { compare(before[slot.id]?.entries.map(\.content) ?? [], slot) }
        if lines.isEmpty, old != new {
            lines.append(say("Thứ tự hoặc thiết lập khác.", "Order or settings."))
        }
    }

    private func say(_ vi: String, _ en: String) -> String { Text(vi, en)(language) }

    /// Parts that came, went or were renamed.
    private mutating func compare(_ old: [(id: String, name: Text)], _ new: [(id: String, name: Text)]) {
        let before = Dictionary(old.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let after = Set(new.map(\.id))
        for (id, name) in new {
            if let known = before[id] {
                if known != name { lines.append("\(id): \(known(language)) → \(name(language))") }
            } else {
                lines.append(say("Thêm", "Added") + ": \(id) \(name(language))")
            }
        }
        for (id, name) in old where !after.contains(id) {
            lines.append(say("Bỏ", "Removed") + ": \(id) \(name(language))")
        }
    }

    private mutating func compare(_ old: [KitDefinition.Content], _ slot: KitDefinition.Slot) {
        let new = slot.entries.map(\.content)
        for content in new where !old.contains(content) {
            lines.append("\(slot.id): " + say("đưa vào", "put in") + " \(KitDifference.name(content))")
        }
        for content in old where !new.contains(content) {
            lines.append("\(slot.id): " + say("rút ra", "took out") + " \(KitDifference.name(content))")
        }
    }

    private static func name(_ content: KitDefinition.Content) -> String {
        switch content {
        case .document(let reference, let reason): reference + (reason.map { " (\($0))" } ?? "")
        case .template(let slug, _): slug
        }
    }

    var isEmpty: Bool { lines.isEmpty }

    var html: HTML {
        if lines.isEmpty { return "<p>\(say("Không có gì khác.", "Nothing differs."))</p>" }
        return "<ul>\(lines.map { "<li>\($0)</li>" as HTML })</ul>"
    }
}

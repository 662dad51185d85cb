import SatchelCore

/// What would fill the slots of a kit on a day, section by section, with what to look at.
struct KitContents {
    private let desk: KitDesk
    private let preview: KitPreview
    private let items: [String: [KitPlan.Item]]
    private let doubtful: Set<String>

    init(_ desk: KitDesk, _ preview: KitPreview) {
        self.desk = desk
        self.preview = preview
        items = Dictionary(grouping: preview.plan.items, by: \.item.slot)
        doubtful = Set(
            preview.plan.warnings.compactMap { warning in
                if case .doubtful(let slug, _) = warning { slug } else { nil }
            })
    }

    var html: HTML {
        let visit = desk.visit
        let tables = preview.kit.definition.sections.map { section -> HTML in
            let rows = section.slots.map { slot -> [HTML] in
                [
                    .text(slot.id),
                    "<a href=\"\(desk.path)/slots/\(Fields.encoded(slot.id))\">\(slot.name(visit.language))</a>",
                    lines(slot.id),
                ]
            }
            let table = Table(
                [
                    .init(visit.say("Mã", "Id")), .init(visit.say("Ngăn", "Slot")),
                    .init(visit.say("Tài liệu đưa vào hôm nay", "What fills it today")),
                ], rows: rows)
            return "<h3>\(section.id). \(section.name(visit.language))</h3>\(table.html)"
        }
        let edit: HTML =
            "<a href=\"\(desk.path)/slots\">\(visit.say("Sửa các mục, ngăn", "Change sections and slots"))</a>"
        return visit.card(
            visit.say("Các ngăn và tài liệu", "Slots and papers"), end: edit, "\(tables)")
    }

    /// What fills a slot; of a large kit only the first few, the rest stands on the slot's own page.
    private func lines(_ slot: String) -> HTML {
        let all = items[slot] ?? []
        let shown = preview.plan.items.count > 120 ? all.prefix(3) : all[...]
        let rest = all.count - shown.count
        let more: HTML? =
            rest == 0
            ? nil : "<br><span class=\"soft\">\(desk.visit.say("và \(rest) nữa", "and \(rest) more"))</span>"
        return "\(.joined(shown.map(line), by: "<br>"))\(more)"
    }

    /// One paper with what is to be said of it.
    func line(_ planned: KitPlan.Item) -> HTML {
        "\(PageWords.name(planned.label(desk.visit.language))) \(.joined(marks(planned), by: " "))"
    }

    private func marks(_ planned: KitPlan.Item) -> [HTML] {
        let visit = desk.visit
        var marks: [HTML] = []
        if let status = planned.status, status.status != .inForce {
            let text = visit.say(status.status.text)
            marks.append(status.status.isUsable ? Mark.none(text) : Mark.late(text))
        }
        if planned.status?.unconfirmed.isEmpty == false {
            marks.append(Mark.late(visit.say("quan hệ cần xác minh", "relation to be verified")))
        }
        if planned.template.map({ doubtful.contains($0.slug) }) ?? false {
            marks.append(Mark.late(visit.say("mẫu cần xem lại", "doubtful")))
        }
        if planned.item.path == nil { marks.append(Mark.none(visit.say("chỉ bản giấy", "paper only"))) }
        if let reason = planned.item.reason {
            marks.append(
                "<span class=\"small soft\">\(visit.say("giữ lại", "kept")): \(reason)</span>")
        }
        return marks
    }
}

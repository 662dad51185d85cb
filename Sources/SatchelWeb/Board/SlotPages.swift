import Hummingbird
import SatchelCore

/// Changing what a kit is to hold: its sections and slots, without the file behind them.
enum SlotPages {
    static let routes: [Route] = [
        .get("/kits/{kit}/slots", .account, overview),
        .get("/kits/{kit}/names", .account, names),
        .post("/kits/{kit}/names", .account, shownAgain: names, save),
        .get("/kits/{kit}/new-section", .account, newSection),
        .post("/kits/{kit}/new-section", .account, shownAgain: newSection, save),
        .get("/kits/{kit}/sections/{section}", .account, section),
        .post("/kits/{kit}/sections/{section}", .account, shownAgain: section, save),
        .get("/kits/{kit}/new-slot", .account, newSlot),
        .post("/kits/{kit}/new-slot", .account, shownAgain: newSlot, save),
        .get("/kits/{kit}/slots/{slot}", .account, SlotPage.show),
        .post("/kits/{kit}/slots/{slot}", .account, shownAgain: { try SlotPage.show($0) }, save),
    ]

    /// Saves, and goes on to where the change can be seen.
    @Sendable private static func save(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        return try KitSaving.save(desk) { _ in
            switch visit.form["act"] ?? "" {
            case "slot.add", "slot.change":
                "\(desk.path)/slots/\(Fields.encoded(visit.form["id"] ?? ""))"
            case let act where act.hasPrefix("entry."): visit.path
            default: "\(desk.path)/slots"
            }
        }
    }

    @Sendable private static func overview(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let sections = desk.kit.definition.sections.map { section -> HTML in
            let rows = section.slots.map { slot -> [HTML] in
                [
                    .text(slot.id),
                    "<a href=\"\(desk.path)/slots/\(Fields.encoded(slot.id))\">\(slot.name(visit.language))</a>",
                    .text("\(slot.entries.count)"),
                ]
            }
            let table = Table(
                [
                    .init(visit.say("Mã", "Id")), .init(visit.say("Ngăn", "Slot")),
                    .init(visit.say("Tài liệu", "Papers"), isNumber: true),
                ], rows: rows)
            let id = Fields.encoded(section.id)
            guard desk.may("kit.define") else {
                return visit.card("\(section.id). \(section.name(visit.language))", table.html)
            }
            return visit.card(
                "\(section.id). \(section.name(visit.language))",
                end:
                    "<a href=\"\(desk.path)/sections/\(id)\">\(visit.say("Sửa mục", "Change section"))<span class=\"hide\"> \(section.id)</span></a>",
                """
                \(rows.isEmpty ? "<p class=\"soft\">\(visit.say("Chưa có ngăn nào.", "No slots yet."))</p>" : table.html)
                <p><a href="\(desk.path)/new-slot?place=\(PartForm.last(in: section))">\(visit.say("Thêm ngăn vào mục \(section.id)", "Add a slot to section \(section.id)"))</a></p>
                """)
        }
        let last = try visit.register.versions(ofKit: desk.slug, since: desk.kit.definitionID).first.map {
            visit.say("Sửa lần cuối", "Last changed")
                + ": \(visit.say($0.by.text)), \(visit.office.clock.stamp($0.at))."
        }
        let more: HTML = """
            <p><a class="button second" href="\(desk.path)/new-section">\(visit.say("Thêm mục", "Add a section"))</a> \
            <a class="button second" href="\(desk.path)/names">\(visit.say("Tên cặp, bản, tên tệp", "Names, copies, file names"))</a></p>
            """
        return desk.page(
            visit.say("Các mục, ngăn", "Sections and slots"),
            """
            <p class="soft">\(visit.say("Sửa ở đây đổi đợt tới; các đợt đã cấp phát giữ nguyên.", "This changes the next edition; those issued stay as they are.")) \(last ?? "")</p>
            \(sections)\(desk.may("kit.define") ? more : nil)
            """)
    }

    @Sendable private static func names(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let kit = desk.kit.definition
        let isAgain = Acts.isRefused(visit, "kit.change")
        let copies = isAgain ? visit.form.all("copies") : kit.copies.map(\.word)
        let isASCII = isAgain ? visit.form.isTicked("ascii") : kit.fileNames == .ascii
        let fields: HTML = """
            \(PartForm.names(visit, "kit.change", kit.name))
            \(Field.text("folder", visit.say("Tên thư mục trong tệp nén", "Folder in the archive"), Acts.value(visit, "kit.change", "folder", kit.folder), isRequired: true))
            \(Field.group(visit.say("Nơi nhận giữ", "Recipients hold"), Copy.allCases.map { Field.tick("copies", PageWords.capital(visit.say($0.text)), value: $0.word, isTicked: copies.contains($0.word)) }))
            \(Field.tick("ascii", visit.say("Tên tệp không dấu, cho máy cũ", "File names without diacritics, for old readers"), isTicked: isASCII))
            """
        return try PartForm.page(
            desk, visit.say("Tên cặp, bản, tên tệp", "Names, copies, file names"), "kit.change", fields)
    }

    @Sendable private static func newSection(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let fields: HTML = """
            \(PartForm.id(visit, "section.add", PartForm.nextID(desk.kit.definition.sections.map(\.id))))
            \(PartForm.names(visit, "section.add"))
            \(PartForm.sectionPlace(desk, "section.add", except: nil, known: desk.kit.definition.sections.last?.id))
            """
        return try PartForm.page(desk, visit.say("Thêm mục", "Add a section"), "section.add", fields)
    }

    @Sendable private static func section(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        if let conflict = try KitSaving.conflict(desk) { return PartForm.conflicted(desk, conflict) }
        let sections = desk.kit.definition.sections
        guard let place = sections.firstIndex(where: { $0.id == visit.part("section") }) else {
            throw SatchelError(.kitPartMissing, ["part": visit.part("section")])
        }
        let section = sections[place]
        let known = place == 0 ? "" : sections[place - 1].id
        let fields: HTML = """
            \(Field.hidden("section", section.id))\(PartForm.id(visit, "section.change", section.id))
            \(PartForm.names(visit, "section.change", section.name))
            \(PartForm.sectionPlace(desk, "section.change", except: section.id, known: known))
            """
        return try PartForm.page(
            desk, visit.say("Mục \(section.id)", "Section \(section.id)"), "section.change", fields,
            below: PartForm.removal(
                desk, "section", section.id, visit.say("Bỏ mục này", "Remove this section"),
                count: section.slots.count))
    }

    @Sendable private static func newSlot(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let place = visit.query["place"] ?? desk.kit.definition.sections.last.map(PartForm.place(last:)) ?? ""
        let section = desk.kit.definition.sections.first { PartForm.places(in: $0).contains(place) }
        let next = PartForm.nextID(section?.slots.map(\.id) ?? [], in: section?.id ?? "")
        let fields: HTML = """
            \(PartForm.id(visit, "slot.add", next))\(PartForm.names(visit, "slot.add"))
            \(PartForm.slotPlace(desk, "slot.add", except: nil, known: place))
            """
        return try PartForm.page(desk, visit.say("Thêm ngăn", "Add a slot"), "slot.add", fields)
    }
}

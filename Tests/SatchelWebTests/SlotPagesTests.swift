import SatchelCore
import TestSupport
import Testing

@testable import SatchelWeb

/// Changing a kit's sections and slots by forms alone.
@Suite("Pages that change a kit") struct SlotPagesTests {
    private let desk: WebDesk
    private let kit = "bi-thu-chi-bo-thon"

    init() throws { desk = try WebDesk() }

    private var definition: (id: Int64, value: KitDefinition) {
        get throws {
            let kit = try desk.office.register.kit(kit)
            return (kit.definitionID, kit.definition)
        }
    }

    /// Sends a form made from the newest definition, or from an older one.
    private func change(
        _ path: String, _ fields: [(String, String)], shown: Int64? = nil, as role: Account.Role = .clerk
    ) async throws -> WebDesk.Page {
        let id = try shown ?? definition.id
        return try await desk.post("/kits/\(kit)/\(path)", as: role, fields + [("definition", "\(id)")])
    }

    private func slot(_ id: String) throws -> KitDefinition.Slot? {
        try definition.value.slots.first { $0.id == id }
    }

    @Test("sections and slots are added, renamed, moved and removed, and the head of the file stays")
    func parts() async throws {
        let head = try #require(try desk.office.register.kit(kit).yaml.split(separator: "\n").first)
        #expect(head.hasPrefix("#"))
        let added = try await change(
            "new-section", [("act", "section.add"), ("id", "D"), ("vi", "Khác: <b>"), ("place", "A")])
        #expect(added.status == 303)
        #expect(try definition.value.sections.map(\.id) == ["A", "D", "B", "C"])
        #expect(try definition.value.sections[1].name == Text("Khác: <b>", "Khác: <b>"))
        #expect(try await desk.get("/kits/\(kit)/slots").text.contains("Khác: &lt;b&gt;"))
        let slotted = try await change(
            "new-slot", [("act", "slot.add"), ("id", "D01"), ("vi", "Ngăn mới"), ("place", "first:D")])
        #expect(slotted.location == "/kits/\(kit)/slots/D01?done=defined")
        _ = try await change(
            "slots/D01",
            [
                ("act", "slot.change"), ("slot", "D01"), ("id", "D1"), ("vi", "Ngăn khác"), ("en", "Other"),
                ("place", "after:A02"),
            ])
        #expect(try definition.value.sections[0].slots[2].id == "D1")
        #expect(try slot("D1")?.name == Text("Ngăn khác", "Other"))
        let twice = try await change(
            "new-slot", [("act", "slot.add"), ("id", "A01"), ("vi", "Trùng"), ("place", "first:A")])
        #expect(twice.status == 422)
        #expect(twice.text.contains("value=\"Trùng\""))
        _ = try await change("slots/D1", [("act", "slot.remove"), ("slot", "D1")])
        #expect(try slot("D1") == nil)
        let full = try await change("sections/A", [("act", "section.remove"), ("section", "A")])
        #expect(full.status == 422)
        #expect(full.words.contains("đánh dấu xác nhận"))
        let sure = try await change(
            "sections/A", [("act", "section.remove"), ("section", "A"), ("sure", "1")])
        #expect(sure.status == 303)
        #expect(try definition.value.sections.map(\.id) == ["D", "B", "C"])
        #expect(try desk.office.register.kit(kit).yaml.hasPrefix(head))
    }

    @Test("documents found without diacritics and templates are put into a slot, ordered, kept, taken out")
    func entries() async throws {
        let found = try await desk.get("/kits/\(kit)/slots/A01?q=quy+dinh+24-qd", as: .clerk)
        #expect(found.words.contains("24-QĐ/TW"))
        let id = try desk.office.register.document("24-QĐ/TW@30/07/2021").id
        #expect(found.text.contains("document:\(id)"))
        _ = try await change(
            "slots/A01", [("act", "entry.add"), ("slot", "A01"), ("entry", "document:\(id)")])
        _ = try await change(
            "slots/A01", [("act", "entry.add"), ("slot", "A01"), ("entry", "template:bien-ban-thuong-ky")])
        #expect(
            try slot("A01")?.entries.map { SlotEntry.group($0.content) } == [
                "document", "document", "template",
            ])
        let key = "document:24-QĐ/TW@30/07/2021"
        _ = try await change("slots/A01", [("act", "entry.up"), ("slot", "A01"), ("entry", key)])
        #expect(try slot("A01").map { SlotEntry.key($0.entries[0].content) } == key)
        let blank = try await change("slots/A01", [("act", "entry.keep"), ("slot", "A01"), ("entry", key)])
        #expect(blank.status == 422)
        _ = try await change(
            "slots/A01",
            [("act", "entry.keep"), ("slot", "A01"), ("entry", key), ("reason", "để đối chiếu: \"cũ\"")])
        #expect(
            try slot("A01")?.entries[0].content
                == .document(reference: "24-QĐ/TW@30/07/2021", keptBecause: "để đối chiếu: \"cũ\""))
        #expect(try await desk.get("/kits/\(kit)/slots/A01").words.contains("Cố ý giữ lại: để đối chiếu"))
        _ = try await change(
            "slots/A01", [("act", "entry.keep"), ("slot", "A01"), ("entry", key), ("follow", "1")])
        #expect(
            try slot("A01")?.entries[0].content
                == .document(reference: "24-QĐ/TW@30/07/2021", keptBecause: nil))
        _ = try await change("slots/A01", [("act", "entry.remove"), ("slot", "A01"), ("entry", key)])
        #expect(try slot("A01")?.entries.count == 2)
        let viewer = try await change(
            "slots/A01",
            [("act", "entry.remove"), ("slot", "A01"), ("entry", "template:bien-ban-thuong-ky")],
            as: .viewer)
        #expect(viewer.status == 403)
        #expect(!(try await desk.get("/kits/\(kit)/slots/A01", as: .viewer)).text.contains("entry.remove"))
    }

    @Test("of two clerks the second loses nothing: what changed meanwhile is shown, and hers goes in on top")
    func meanwhile() async throws {
        let shown = try definition.id
        _ = try await change(
            "slots/A02",
            [
                ("act", "slot.change"), ("slot", "A02"), ("id", "A02"), ("vi", "Tên của Lan"),
                ("place", "after:A01"),
            ])
        let mine = [("act", "slot.add"), ("id", "A99"), ("vi", "Ngăn của Hoa"), ("place", "first:A")]
        let page = try await change("new-slot", mine, shown: shown, as: .issuer)
        #expect(page.status == 422)
        #expect(try slot("A99") == nil)
        #expect(page.words.contains("→ Tên của Lan"))
        #expect(page.words.contains("lan ("))
        #expect(page.text.contains("value=\"Ngăn của Hoa\""))
        #expect(page.text.contains("name=\"definition\" value=\"\(try definition.id)\""))
        #expect(try await change("new-slot", mine, as: .issuer).status == 303)
        #expect(try slot("A99") != nil)
        #expect(try slot("A02")?.name.vi == "Tên của Lan")
    }

    @Test("a form that is sent twice changes the kit once; a file is taken in as one that was written")
    func twice() async throws {
        let id = try definition.id
        let fields = [
            ("act", "slot.add"), ("id", "A98"), ("vi", "Một lần"), ("place", "first:A"),
            ("definition", "\(id)"),
        ]
        for _ in 1...2 {
            let page = try await desk.post("/kits/\(kit)/new-slot", as: .clerk, fields, once: "một")
            #expect(page.location == "/kits/\(kit)/slots/A98?done=defined")
        }
        #expect(try desk.office.register.versions(ofKit: kit, since: id).count == 2)
        let yaml = try definition.value.yaml().replacing("slug: \(kit)", with: "slug: cap-khac")
        let taken = try await desk.post(
            "/kits/import", as: .clerk, files: [("file", "kit.yaml", Array(yaml.utf8))])
        #expect(taken.location == "/kits/cap-khac?done=defined")
    }

    @Test("the file is given out, checked and taken in, its mistakes told by line")
    func file() async throws {
        let file = try await desk.get("/kits/\(kit)/kit.yaml", as: .viewer)
        #expect(file.text == (try desk.office.register.kit(kit).yaml))
        let broken = file.text.replacing("  kinds: [residential]", with: "  kindz: [residential]")
        let refused = try await change("file", [("yaml", broken)])
        #expect(refused.status == 422)
        #expect(refused.words.contains("dòng 9, cột 3"))
        #expect(refused.words.contains("kindz"))
        let renamed = file.text.replacing("Điều lệ Đảng, en", with: "Điều lệ của Đảng, en")
        let checked = try await change("file", [("yaml", renamed), ("check", "1")])
        #expect(checked.words.contains("Điều lệ Đảng → Điều lệ của Đảng"))
        #expect(try slot("A01")?.name.vi == "Điều lệ Đảng")
        #expect(try await change("file", [("yaml", renamed)]).status == 303)
        #expect(try slot("A01")?.name.vi == "Điều lệ của Đảng")
        let other = file.text.replacing("slug: bi-thu-chi-bo-thon", with: "slug: cap-khac")
        #expect(try await change("file", [("yaml", other)]).words.contains("cap-khac"))
    }

    @Test("a kit is made from nothing, with its owner, and not over one that is there")
    func new() async throws {
        let root = try #require(
            try desk.office.register.organisation(on: desk.office.clock.today).roots.first)
        let fields = [
            ("act", "new"), ("vi", "Cặp tổ dân vận"), ("kinds", "residential"), ("owner", root.code),
        ]
        let made = try await desk.post("/kits/new", as: .clerk, fields)
        #expect(made.location == "/kits/cap-to-dan-van/slots?done=defined")
        let register = desk.office.register
        #expect(try register.owners(of: "cap-to-dan-van", on: desk.office.clock.today) == [root.code])
        #expect(try register.kit("cap-to-dan-van").definition.sections.count == 3)
        #expect(try await desk.get("/kits/cap-to-dan-van").status == 200)
        let twice = try await desk.post("/kits/new", as: .clerk, fields)
        #expect(twice.status == 422)
        #expect(twice.words.contains("Đã có cặp"))
        #expect(try await desk.post("/kits/new", as: .clerk, [("act", "new"), ("vi", "X")]).status == 422)
        let taken = [("act", "new"), ("vi", "New"), ("kinds", "residential")]
        #expect(try await desk.post("/kits/new", as: .clerk, taken).words.contains("“new”"))
    }

    @Test("the distribution list is previewed, then saved; the kit is given to another owner")
    func recipients() async throws {
        let register = desk.office.register
        let today = desk.office.clock.today
        let first = try #require(try register.recipients(of: kit, on: today).first)
        let fields = [("act", "distribute"), ("kinds", "residential"), ("except", first.code)]
        let look = try await desk.post("/kits/\(kit)/recipients", as: .clerk, fields + [("look", "1")])
        #expect(look.status == 200)
        #expect(look.words.contains("Bớt 1: \(first.name) (\(first.code))"))
        #expect(try register.recipients(of: kit, on: today).contains(first))
        #expect(try await desk.post("/kits/\(kit)/recipients", as: .clerk, fields).status == 303)
        #expect(!(try register.recipients(of: kit, on: today).contains(first)))
        let wrong = try await desk.post(
            "/kits/\(kit)/recipients", as: .clerk, fields + [("also", "KHONG-CO")])
        #expect(wrong.status == 404)
        #expect(wrong.text.contains(">\nKHONG-CO</textarea>"))
        let given = try await desk.post(
            "/kits/\(kit)/owner", as: .clerk,
            [("act", "give"), ("codes", first.code), ("from", "21/11/2025")])
        #expect(given.status == 303)
        #expect(try register.owners(of: kit, on: today) == [first.code])
    }
}

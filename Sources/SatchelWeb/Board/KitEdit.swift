import SatchelCore

/// One change to what a kit is to hold, as a form asks for it; nothing of YAML is seen.
struct KitEdit {
    let form: Fields
    let register: Register

    /// The definition with the change made.
    /// - Throws: `fieldMissing`, `idTwice`, `kitPartMissing`, `notSure`, `reasonMissing`, `formForged`.
    func applied(to old: KitDefinition) throws -> KitDefinition {
        var kit = old
        switch form["act"] {
        case "kit.change": try changeKit(&kit)
        case "section.add": try add(section: &kit)
        case "section.change": try change(section: &kit)
        case "section.remove": try remove(section: &kit)
        case "slot.add": try add(slot: &kit)
        case "slot.change": try change(slot: &kit)
        case "slot.remove": try remove(slot: &kit)
        case "entry.add": try add(entry: &kit)
        case "entry.remove", "entry.up", "entry.down", "entry.keep": try change(entry: &kit)
        default: throw SatchelError(.formForged)
        }
        return kit
    }

    private func required(_ name: String, _ label: Text) throws -> String {
        guard let text = form[name] else {
            throw SatchelError(.fieldMissing, ["column": "\(label.vi) (\(label.en))"])
        }
        return text
    }

    /// The names a form gives; the English one is the Vietnamese when it is left blank.
    private func name() throws -> Text {
        let vi = try required("vi", Text("Tên", "Name"))
        return Text(vi, form["en"] ?? vi)
    }

    private func newID() throws -> String { try required("id", Text("Mã", "Id")) }

    private static func missing(_ part: String?) -> SatchelError {
        SatchelError(.kitPartMissing, ["part": part ?? ""])
    }

    private func changeKit(_ kit: inout KitDefinition) throws {
        kit.name = try name()
        kit.folder = form["folder"] ?? kit.folder
        let copies = Copy.allCases.filter { form.all("copies").contains($0.word) }
        if copies.isEmpty { throw SatchelError(.fieldMissing, ["column": "Bản (copies)"]) }
        kit.copies = copies
        kit.fileNames = form.isTicked("ascii") ? .ascii : .unicode
    }

    // MARK: Sections

    private func section(_ kit: KitDefinition) throws -> Int {
        guard let place = kit.sections.firstIndex(where: { $0.id == form["section"] }) else {
            throw KitEdit.missing(form["section"])
        }
        return place
    }

    private func refuse(_ id: String, among ids: [String]) throws {
        if ids.contains(id) { throw SatchelError(.idTwice, ["id": id]) }
    }

    /// Puts a section behind the one that `place` names, or first.
    private func put(_ section: KitDefinition.Section, into kit: inout KitDefinition) throws {
        try refuse(section.id, among: kit.sections.map(\.id))
        let before = kit.sections.firstIndex { $0.id == form["place"] }
        if form["place"] != nil, before == nil { throw KitEdit.missing(form["place"]) }
        kit.sections.insert(section, at: before.map { $0 + 1 } ?? 0)
    }

    private func add(section kit: inout KitDefinition) throws {
        try put(KitDefinition.Section(id: try newID(), name: try name()), into: &kit)
    }

    private func change(section kit: inout KitDefinition) throws {
        var section = kit.sections.remove(at: try section(kit))
        section.id = try newID()
        section.name = try name()
        try put(section, into: &kit)
    }

    private func remove(section kit: inout KitDefinition) throws {
        let section = kit.sections.remove(at: try section(kit))
        try sure(section.name, section.slots.count)
    }

    private func sure(_ part: Text, _ count: Int) throws {
        if count == 0 || form.isTicked("sure") { return }
        throw SatchelError(.notSure, ["part": part.vi, "count": "\(count)"])
    }

    // MARK: Slots

    private func slot(_ kit: KitDefinition) throws -> (section: Int, slot: Int) {
        for (place, section) in kit.sections.enumerated() {
            if let slot = section.slots.firstIndex(where: { $0.id == form["slot"] }) { return (place, slot) }
        }
        throw KitEdit.missing(form["slot"])
    }

    /// Puts a slot where `place` says: `first:` and a section, or `after:` and a slot.
    private func put(_ slot: KitDefinition.Slot, into kit: inout KitDefinition) throws {
        try refuse(slot.id, among: kit.slots.map(\.id))
        let place = form["place"] ?? ""
        for index in kit.sections.indices {
            if place == "first:\(kit.sections[index].id)" {
                return kit.sections[index].slots.insert(slot, at: 0)
            }
            if let before = kit.sections[index].slots.firstIndex(where: { place == "after:\($0.id)" }) {
                return kit.sections[index].slots.insert(slot, at: before + 1)
            }
        }
        throw KitEdit.missing(String(place.drop { $0 != ":" }.dropFirst()))
    }

    private func add(slot kit: inout KitDefinition) throws {
        try put(KitDefinition.Slot(id: try newID(), name: try name()), into: &kit)
    }

    private func change(slot kit: inout KitDefinition) throws {
        let place = try slot(kit)
        var slot = kit.sections[place.section].slots.remove(at: place.slot)
        slot.id = try newID()
        slot.name = try name()
        try put(slot, into: &kit)
    }

    private func remove(slot kit: inout KitDefinition) throws {
        let place = try slot(kit)
        let slot = kit.sections[place.section].slots.remove(at: place.slot)
        try sure(slot.name, slot.entries.count)
    }

    // MARK: What is in a slot

    private func add(entry kit: inout KitDefinition) throws {
        let place = try slot(kit)
        let content = try SlotEntry.content(try required("entry", Text("Tài liệu", "Paper")), register)
        let slot = kit.sections[place.section].slots[place.slot]
        if slot.entries.contains(where: { SlotEntry.key($0.content) == SlotEntry.key(content) }) { return }
        kit.sections[place.section].slots[place.slot].entries.append(.init(content: content))
    }

    private func change(entry kit: inout KitDefinition) throws {
        let place = try slot(kit)
        var entries = kit.sections[place.section].slots[place.slot].entries
        guard let index = entries.firstIndex(where: { SlotEntry.key($0.content) == form["entry"] }) else {
            throw KitEdit.missing(form["entry"].map { String($0.drop { $0 != ":" }.dropFirst()) })
        }
        switch form["act"] {
        case "entry.remove": entries.remove(at: index)
        case "entry.up": KitEdit.move(index, by: -1, in: &entries)
        case "entry.down": KitEdit.move(index, by: 1, in: &entries)
        default: entries[index].content = try kept(entries[index].content)
        }
        kit.sections[place.section].slots[place.slot].entries = entries
    }

    /// The document kept on purpose, or followed again when no reason is given.
    private func kept(_ content: KitDefinition.Content) throws -> KitDefinition.Content {
        guard case .document(let reference, _) = content else { return content }
        if form["follow"] == nil, form["reason"] == nil { throw SatchelError(.reasonMissing) }
        return .document(
            reference: reference, keptBecause: form.isTicked("follow") ? nil : form["reason"])
    }

    /// Moves an entry among those of its kind, which is the only order that a definition keeps.
    private static func move(_ index: Int, by step: Int, in entries: inout [KitDefinition.Entry]) {
        let group = SlotEntry.group(entries[index].content)
        let places = entries.indices.filter { SlotEntry.group(entries[$0].content) == group }
        guard let here = places.firstIndex(of: index), places.indices.contains(here + step) else { return }
        entries.swapAt(index, places[here + step])
    }
}

/// How the forms name what is in a slot.
enum SlotEntry {
    /// `document:12-HD/BTCTW@06/07/2018`, `template:bien-ban`: the same whether or not it is kept on purpose.
    static func key(_ content: KitDefinition.Content) -> String {
        switch content {
        case .document(let reference, _): "document:\(reference)"
        case .template(let slug, let kind): "\(kind.rawValue):\(slug)"
        }
    }

    /// What it is ordered among.
    static func group(_ content: KitDefinition.Content) -> String {
        String(key(content).prefix { $0 != ":" })
    }

    /// What a form puts in: `document:` with the id of the register, or the kind and slug of a template.
    /// - Throws: `documentUnknown`, `templateUnknown`, `formForged`.
    static func content(_ word: String, _ register: Register) throws -> KitDefinition.Content {
        let sides = word.split(separator: ":", maxSplits: 1).map(String.init)
        guard sides.count == 2 else { throw SatchelError(.formForged) }
        if sides[0] == "document", let id = Int64(sides[1]) {
            return .document(reference: try reference(to: register.document(id), register), keptBecause: nil)
        }
        guard let kind = Template.Kind(rawValue: sides[0]) else { throw SatchelError(.formForged) }
        return .template(slug: sides[1], kind: kind)
    }

    /// How the definition points at a document: with its body where symbol and date are not enough.
    private static func reference(to document: Document, _ register: Register) throws -> String {
        if let found = try? register.document(document.key), found.id == document.id { return document.key }
        return "\(document.key) (\(document.body))"
    }
}

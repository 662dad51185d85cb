import SatchelCore

/// A document's files and dates, the templates that rest on it and the editions that hold it.
extension DocumentPage {
    var files: HTML {
        get throws {
            let files = try visit.register.files(of: document.id)
            let items = files.enumerated().map { place, file in item(file, isCurrent: place == 0, files.count)
            }
            let none: HTML =
                "<p class=\"soft\">\(say("Chưa có tệp; văn bản vào cặp chỉ bằng tên.", "There is no file; kits hold it by name only."))</p>"
            let form: HTML? =
                visit.mayUse("document.file")
                ? visit.folded(
                    say("Gắn thêm tệp", "Add a file"), isOpen: visit.form.has("kind"),
                    visit.form(
                        to: "\(address)/files", say("Gắn tệp", "Add the file"), style: "second",
                        takesFiles: true, DocumentPages.file(visit, isRequired: true)))
                : nil
            return visit.card(
                say("Tệp", "Files"),
                "\(items.isEmpty ? none : "<ul class=\"plain\">\(items)</ul>")\(form)")
        }
    }

    private func item(_ file: DocumentFile, isCurrent: Bool, _ count: Int) -> HTML {
        let path = "\(address)/files/\(file.id)"
        let current: HTML? =
            isCurrent ? Mark.ok(say("đưa vào cặp", "goes into kits")) : nil
        let choose: HTML? =
            isCurrent || count < 2 || !visit.mayUse("document.file.choose")
            ? nil
            : visit.button(
                to: "\(address)/choose/\(file.id)", say("Chọn đưa vào cặp", "Let it go into kits"),
                style: "link")
        return """
            <li><span><a href="\(path)">\(file.name)</a> \(current)</span>\
            <span class="small soft">\(visit.say(file.kind.text)), \(visit.size(file.blob.size)), sha256 \(String(file.blob.sha256.prefix(12)))… \(choose)</span></li>

            """
    }

    /// Who would be touched if it changed.
    var use: HTML {
        get throws {
            let templates = try visit.register.templates().filter { $0.restsOn.contains(document.id) }
            let places = try visit.register.places(of: document.id)
            let kits = places.isEmpty ? [] : try visit.register.kits().map(\.definition)
            let names = Dictionary(uniqueKeysWithValues: kits.map { ($0.slug, visit.say($0.name)) })
            let resting = templates.map { template -> HTML in
                let doubts = template.doubts(in: shelf.inForce, on: shelf.day).contains(document.id)
                let mark: HTML? = doubts ? Mark.late(say("cần xem lại", "to be looked at")) : nil
                return """
                    <li><span><a href="/templates/\(template.slug)">\(visit.say(template.name))</a> \(mark)</span></li>

                    """
            }
            let none: HTML = "<p class=\"soft\">\(say("Không có.", "None."))</p>"
            return """
                <div class="columns">\(visit.card(say("Mẫu dựa trên văn bản này", "Templates that rest on it"), resting.isEmpty ? none : "<ul class=\"plain\">\(resting)</ul>"))\
                \(visit.card(say("Đã có trong các đợt", "Editions that hold it"), places.isEmpty ? none : editions(places, names)))</div>
                """
        }
    }

    private func editions(_ places: [EditionPlace], _ names: [String: String]) -> HTML {
        let items = places.map { place -> HTML in
            let name = visit.say(PageWords.edition(place.edition, place.issuedOn))
            let mark =
                place.withdrawnOn != nil
                ? Mark.bad(say("đã ngừng dùng", "withdrawn"))
                : place.isLatest ? Mark.ok(say("đợt mới nhất", "latest")) : nil
            return """
                <li><span><a href="/kits/\(place.kit)/editions/\(place.edition)">\(names[place.kit] ?? place.kit), \(name)</a> \(say("mục", "slot")) \(place.slot) \(mark)</span></li>

                """
        }
        let rest: HTML? =
            items.count > 10
            ? visit.folded(
                visit.say(Text("Còn {n} đợt", "{n} more"), ["n": "\(items.count - 10)"]),
                "<ul class=\"plain\">\(Array(items.dropFirst(10)))</ul>") : nil
        return "<ul class=\"plain\">\(Array(items.prefix(10)))</ul>\(rest)"
    }
}

extension DocumentPages {
    @Sendable static func learn(_ visit: Visit) throws -> Answer {
        let id = try visit.id("id")
        try visit.register.learn(dates: dates(visit), of: id, by: visit.actor())
        return .seeOther(RegisterShelf.address(id) + "?done=dates")
    }

    @Sendable static func addFile(_ visit: Visit) throws -> Answer {
        let document = try visit.register.document(visit.id("id"))
        guard let file = try StoredFile.upload("file", of: visit) else {
            throw SatchelError(.fieldMissing, ["column": visit.say("Tệp", "File")])
        }
        try visit.register.add(
            file: file.bytes, named: file.name, kind: kind(visit), to: document,
            everyPageLookedAt: visit.form.isTicked("pages"), in: visit.office.store, by: visit.actor())
        return .seeOther(RegisterShelf.address(document.id) + "?done=file")
    }

    private static func storedFile(_ visit: Visit) throws -> DocumentFile {
        let id = try visit.id("file")
        guard let file = try visit.register.files(of: visit.id("id")).first(where: { $0.id == id }) else {
            throw SatchelError(.fileUnknown, ["file": "\(id)"])
        }
        return file
    }

    @Sendable static func file(_ visit: Visit) throws -> Answer {
        let file = try storedFile(visit)
        return StoredFile.answer(file.blob, named: file.name, for: visit)
    }

    @Sendable static func choose(_ visit: Visit) throws -> Answer {
        let file = try storedFile(visit)
        try visit.register.choose(file: file.id, by: visit.actor())
        return .seeOther(RegisterShelf.address(file.documentID) + "?done=chosen")
    }
}

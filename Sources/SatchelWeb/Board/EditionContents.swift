import SatchelCore

/// What an issued edition holds, in the order of its slots, each paper to look at and to keep.
struct EditionContents {
    private let desk: KitDesk
    private let edition: Edition
    private let items: [EditionItem]
    private let entries: [String: KitManifest.Entry]

    /// - Throws: `blobMissing`, `blobAltered`.
    init(_ desk: KitDesk, _ edition: Edition, _ items: [EditionItem]) throws {
        self.desk = desk
        self.edition = edition
        self.items = items
        let manifest = try desk.visit.office.manifest(of: edition)
        // By where it lies, which is its own; what has no file is told by its slot and name.
        entries = Dictionary(
            manifest.entries.compactMap { entry in entry.path.map { ($0, entry) } },
            uniquingKeysWith: { first, _ in first })
        labels = try desk.visit.register.labels()
    }

    private let labels: [String: String]

    var card: HTML {
        let visit = desk.visit
        let papers = items.enumerated().filter { $0.element.kind != .generated }
        let rows = visit.paged(papers).map { row($0.offset, $0.element) }
        let table = Table(
            [
                .init(visit.say("Tài liệu", "Paper")), .init(visit.say("Ngăn", "Slot")),
                .init(visit.say("Khi cấp phát", "When issued")),
                .init(visit.say("Tệp", "File"), isNumber: true),
            ], rows: rows)
        return visit.card(
            visit.say("Tài liệu trong cặp", "What it holds"),
            "\(table.html)\(visit.pager(papers.count))")
    }

    private func row(_ place: Int, _ item: EditionItem) -> [HTML] {
        let visit = desk.visit
        let label = labels[item.identity] ?? item.identity
        let slot = desk.kit.definition.slots.first { $0.id == item.slot }
        let entry = item.path.flatMap { entries[$0] }
        let status = entry?.document.map { visit.say($0.statusName.vi, $0.statusName.en) }
        let note = entry?.note.map { visit.say($0.vi, $0.en) } ?? item.reason
        return [
            PageWords.name(label),
            "\(item.slot)\(slot.map { " <span class=\"small soft\">\($0.name(visit.language))</span>" })",
            "\(status.map { .text($0) })\(note.map { " <span class=\"small soft\">\($0)</span>" })",
            file(place, item),
        ]
    }

    /// What browsers show by themselves.
    private static let viewable = ["application/pdf", "image/png", "image/jpeg", "text/plain"]

    private func file(_ place: Int, _ item: EditionItem) -> HTML {
        let visit = desk.visit
        if item.isRemoved { return Mark.none(visit.say("đã gỡ", "removed")) }
        guard let blob = item.blob, let name = item.path else {
            return Mark.none(visit.say("chỉ bản giấy", "paper only"))
        }
        let path = "\(desk.path(edition: edition.number))/items/\(place)"
        let label: HTML = "<span class=\"hide\"> \(labels[item.identity] ?? name)</span>"
        let view: HTML? =
            EditionContents.viewable.contains(MediaType.of(name))
            ? "<a href=\"\(path)\">\(visit.say("Xem", "View"))\(label)</a> · " : nil
        return """
            \(view)<a href="\(path)?keep=1">\(visit.say("Tải", "Download"))\(label)</a> <span class="small soft">\(visit.size(blob.size))</span>
            """
    }
}

import SatchelCore

/// One recipient and copy of a review, live or saved, as a row of a page.
struct ReviewLine {
    let kit: Text?
    let code: String
    let name: String
    let parent: String?
    let copyNumber: Int
    let copy: Copy
    let held: Int?
    let withheld: Int?
    let edition: HoldingsAudit.EditionVerdict
    let turns: [HoldingsAudit.Turn]
    let dueOn: Day?
    let daysLate: Int
    let contents: ReviewAnswer.Contents?
    /// Where the evidence behind it is told.
    let address: String

    /// A line of a live review.
    init(_ place: ReviewReading.Place, in matrix: HoldingsMatrix, kit: Text?, address: String) {
        let judgement = matrix.sheets[place.sheet][place.line]
        self.kit = kit
        code = place.node.code
        name = place.node.name
        parent = place.node.parentID.flatMap { matrix.tree[$0]?.name }
        copyNumber = place.line.copyNumber
        copy = judgement.copy
        held = judgement.held
        withheld = judgement.withheld
        edition = judgement.edition
        turns = HoldingsAudit.Turn.allCases.filter(judgement.turns.contains)
        dueOn = judgement.dueOn
        daysLate = judgement.daysLate
        contents = judgement.contents.map(ReviewAnswer.Contents.init)
        self.address = address
    }

    /// A row of a saved review.
    init(_ row: ReviewRow, of answer: ReviewAnswer, committees: [String: String], address: String) {
        kit = nil
        code = row.code
        name = row.name
        parent = row.parent.flatMap { committees[$0] }
        copyNumber = row.copyNumber
        copy = row.copy
        held = row.held
        withheld = row.withheld
        edition = row.edition
        turns = row.turns
        dueOn = row.dueOn
        daysLate = row.daysLate
        contents = answer.contents(of: row)
        self.address = address
    }

    /// The documents that names are needed for.
    var documents: [Int64] {
        let items = (contents?.extra ?? []) + (contents?.missing ?? [])
        return (contents?.outdated ?? []).flatMap { [$0.document] + $0.replacedBy }
            + items.compactMap(EditionItem.document) + (contents?.unverified ?? [])
    }
}

/// Rows of a review as a table of a page: whose turn it is stands in columns of their own, never in one.
struct ReviewLineTable {
    let visit: Visit
    let names: ReviewDocuments
    let lines: [ReviewLine]

    /// So many documents are named in a cell; the page of the evidence names all.
    private static let named = 3

    var html: HTML {
        let hasKits = lines.contains { $0.kit != nil }
        let columns: [Table.Column] =
            [.init(visit.say("Tổ chức", "Node"))] + (hasKits ? [.init(visit.say("Cặp", "Kit"))] : []) + [
                .init(visit.say("Bản", "Copy")), .init(visit.say("Đang giữ", "Holds")),
                .init(visit.say("Chi bộ chưa cập nhật", "The branch has not updated")),
                .init(visit.say("Ban chưa cấp", "The board has not supplied")),
            ]
        return Table(columns, rows: lines.map { row($0, hasKits: hasKits) }).html
    }

    private func row(_ line: ReviewLine, hasKits: Bool) -> [HTML] {
        let parent: HTML? = line.parent.map { "<br><span class=\"soft small\">\($0)</span>" }
        let first: [HTML] = ["<a href=\"\(line.address)\">\(line.name)</a>\(parent)"]
        let kit: [HTML] = hasKits ? [line.kit.map { .text(visit.say($0)) } ?? ""] : []
        return first + kit + [
            "\(visit.say(line.copy.text)), \(visit.say("số", "no.")) \(line.copyNumber)", held(line),
            branch(line), board(line),
        ]
    }

    private func held(_ line: ReviewLine) -> HTML {
        let mark = Stand(line.edition, line.turns).mark
        let held: HTML? = line.held.map { "\(visit.say("đợt", "edition")) \($0) " }
        let before: HTML? = line.withheld.map {
            "<br><span class=\"small\">\(visit.say("người trước còn giữ đợt \($0)", "edition \($0) is with the holder before"))</span>"
        }
        let marked = line.edition == .latest ? Mark.ok : mark == .ok ? .none : mark
        return "\(held)\(marked(visit.say(line.edition.text)))\(before)"
    }

    private func branch(_ line: ReviewLine) -> HTML {
        guard line.turns.contains(.branch) else { return "" }
        let late: HTML? =
            line.daysLate > 0
            ? "<span class=\"small\">\(visit.say("trễ \(line.daysLate) ngày", "\(line.daysLate) days late"))</span>"
            : nil
        let missing = names.items(line.contents?.missing ?? [])
        let found: HTML? = missing.isEmpty ? nil : "\(visit.say("thiếu", "missing")) \(missing)"
        let held = documents(line, .branch)
        let parts = [held, found, late].compactMap(\.self)
        return parts.isEmpty
            ? .text(visit.say("chưa có xác nhận", "not confirmed")) : HTML.joined(parts, by: "<br>")
    }

    private func board(_ line: ReviewLine) -> HTML {
        guard line.turns.contains(.board) else { return "" }
        return documents(line, .board)
            ?? .text(visit.say("đợt đang giữ đã ngừng dùng", "the edition held was withdrawn"))
    }

    private func documents(_ line: ReviewLine, _ turn: HoldingsAudit.Turn) -> HTML? {
        let all = (line.contents?.outdated ?? []).filter { $0.turn == turn }
        if all.isEmpty { return nil }
        let shown = all.prefix(ReviewLineTable.named).map { names.outdated($0, hasLinks: false) }
        let more: HTML? =
            all.count > shown.count
            ? "<br><a class=\"small\" href=\"\(line.address)\">\(visit.say("và \(all.count - shown.count) văn bản nữa", "and \(all.count - shown.count) more"))</a>"
            : nil
        return "\(HTML.joined(Array(shown), by: "<br>"))\(more)"
    }
}

/// The names of documents on a review's page: symbols, with the date where two share one.
struct ReviewDocuments {
    private let visit: Visit
    private let documents: [Int64: Document]
    private let twice: Set<String>
    private let templates: [String: Text]

    /// - Parameter hasItems: whether identities of templates are to be named too.
    init(_ visit: Visit, _ ids: [Int64], _ known: Known = .now, hasItems: Bool = false) throws {
        self.visit = visit
        documents = try visit.register.documents(withIDs: Set(ids), known)
        let names = Dictionary(grouping: documents.values, by: \.name)
        twice = Set(names.filter { $0.value.count > 1 }.keys)
        let all = hasItems ? try visit.register.templates() : []
        templates = Dictionary(
            all.map { ("template:\($0.slug)", $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    /// `22-QĐ/TW`; its number in the register where the name is no longer there.
    func name(_ id: Int64) -> String {
        guard let document = documents[id] else { return visit.say("văn bản #\(id)", "document #\(id)") }
        return twice.contains(document.name) ? document.key : document.name
    }

    /// A document with its type and date.
    func citation(_ id: Int64) -> String { documents[id]?.citation ?? name(id) }

    /// The name as a link to the document's page.
    func link(_ id: Int64) -> HTML {
        documents[id] == nil
            ? .text(name(id)) : "<a class=\"w\" href=\"/documents/\(String(id))\">\(name(id))</a>"
    }

    /// `22-QĐ/TW, từ 30/05/2025, thay bằng 296-QĐ/TW`.
    /// - Parameter hasLinks: false in long tables, whose pages would grow too large.
    func outdated(_ old: ReviewAnswer.Outdated, hasLinks: Bool = true) -> HTML {
        func named(_ id: Int64) -> HTML { hasLinks ? link(id) : .text(name(id)) }
        let since = visit.say("từ", "since") + " " + old.since.office
        if old.replacedBy.isEmpty {
            return
                "\(named(old.document)) <span class=\"soft small\">\(since), \(visit.say(old.status.text))</span>"
        }
        let next = HTML.joined(old.replacedBy.map(named), by: ", ")
        return
            "\(named(old.document)) <span class=\"soft small\">\(since), \(visit.say("thay bằng", "replaced by"))</span> \(next)"
    }

    /// What identities of an edition's items name, parted by commas.
    func items(_ identities: [String]) -> String { identities.map(item).joined(separator: ", ") }

    private func item(_ identity: String) -> String {
        EditionItem.document(identity).map(name) ?? templates[identity].map { visit.say($0) } ?? identity
    }
}

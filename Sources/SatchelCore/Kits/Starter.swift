import Yams

/// The starter register, templates and kits that ship, taken into an office whole or as far as a day.
package struct Starter: Sendable {
    /// A line of `templates.yaml`.
    struct Line: Decodable {
        let slug: String
        let kind: String
        let file: String
        let vi: String
        let en: String
        let restsOn: [String]
    }

    package static let kits = ["bi-thu-chi-bo-thon", "bi-thu-dang-uy-xa", "bi-thu-chi-bo-co-quan"]

    let office: Office
    let actor: Actor
    /// A folder below `kits/` with tables and templates of this office alone, beside the shared ones.
    let own: String?

    package init(_ office: Office, by actor: Actor, own: String? = nil) {
        self.office = office
        self.actor = actor
        self.own = own
    }

    /// Takes in everything that ships.
    package func takeInAll() throws {
        try takeInBodies()
        try takeInDocuments(after: nil, upTo: nil)
        var newest: [String: Line] = [:]
        for line in try lines() { newest[line.slug] = line }
        try prepare(Array(newest.values))
        for slug in newest.keys.sorted() {
            if let line = newest[slug] { try takeIn(line, madeOn: office.clock.today) }
        }
        for kit in Starter.kits {
            _ = try office.register.define(
                kit: try Shipped.text("\(kit)/kit.yaml"), file: "\(kit)/kit.yaml", by: actor)
        }
    }

    package func takeInBodies() throws {
        for path in places(of: "co-quan.csv", shared: "register") {
            _ = try office.register.importBodies(try Shipped.bytes(path), file: "co-quan.csv", by: actor)
        }
    }

    /// Takes in the documents issued after one day and up to another (nil: without end; then also those without a
    /// date), with the relations among all that are then there.
    /// - Returns: how many documents.
    @discardableResult
    package func takeInDocuments(after first: Day?, upTo last: Day?) throws -> Int {
        func isMeant(_ text: String) -> Bool {
            guard let day = PartialDate(text)?.earliest else { return last == nil }
            return (first.map { day > $0 } ?? true) && (last.map { day <= $0 } ?? true)
        }
        func isThere(_ text: String) -> Bool {
            guard let day = PartialDate(text)?.earliest else { return last == nil }
            return last.map { day <= $0 } ?? true
        }
        let documents = try places(of: "van-ban.csv", shared: "register").compactMap { path in
            try Starter.part(of: path) { isMeant($0[3]) }
        }
        let relations = try places(of: "quan-he.csv", shared: "register").compactMap { path in
            try Starter.part(of: path) { row in
                isThere(row[2]) && isThere(row[6]) && (isMeant(row[2]) || isMeant(row[6]))
            }
        }
        var count = 0
        for table in documents {
            count += try office.register.importDocuments(table, file: "van-ban.csv", by: actor)
        }
        for table in relations {
            _ = try office.register.importRelations(table, file: "quan-he.csv", by: actor)
        }
        return count
    }

    /// Takes in the next revisions of templates whose documents are all there, made on a day.
    /// - Parameter revisions: how many times each slug may stand in `templates.yaml` so far.
    package func takeInTemplates(madeOn day: Day, revisions: Int) throws {
        var seen: [String: Int] = [:]
        let present = Dictionary(
            uniqueKeysWithValues: try office.register.templates().map { ($0.slug, $0.revision.number) })
        let wanted = try lines().filter { line in
            seen[line.slug, default: 0] += 1
            let number = seen[line.slug] ?? 1
            return number <= revisions && number > present[line.slug] ?? 0
                && (try? line.restsOn.map { try office.register.document($0) }) != nil
        }
        try prepare(wanted)
        for line in wanted { try takeIn(line, madeOn: day) }
    }

    /// A shipped kit definition without the entries that name nothing in the register yet.
    package func definition(of kit: String) throws -> String {
        let yaml = try Shipped.text("\(kit)/kit.yaml")
        let templates = Set(try office.register.templates().map(\.slug))
        let missing = Set(
            try KitDefinition(yaml: yaml, file: kit).slots.flatMap(\.entries).compactMap { entry -> Int? in
                switch entry.content {
                case .document(let reference, _):
                    (try? office.register.document(reference)) == nil ? entry.line : nil
                case .template(let slug, _): templates.contains(slug) ? nil : entry.line
                }
            })
        let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        return lines.filter { !missing.contains($0.offset + 1) }.map { String($0.element) }
            .joined(separator: "\n")
    }

    /// Puts the files of templates into the store, two at a time.
    private func prepare(_ lines: [Line]) throws {
        try office.register.prepare(
            lines.map { ($0.file, try Shipped.bytes(place(of: $0))) }, in: office.store)
    }

    private func place(of line: Line) -> String {
        places(of: line.file, shared: "templates").last ?? line.file
    }

    private func takeIn(_ line: Line, madeOn day: Day) throws {
        let inForce = try office.register.inForce()
        let bases = try line.restsOn.flatMap { reference in
            let id = try office.register.document(reference).id
            let current = inForce.current(of: id, on: day)
            return current.isEmpty ? [id] : current
        }
        try office.register.revise(
            template: line.slug, kind: Template.Kind(rawValue: line.kind) ?? .template,
            name: Text(line.vi, line.en),
            file: try Shipped.bytes(place(of: line)), fileName: line.file,
            restsOn: Array(Set(bases)).sorted(), madeOn: day, in: office.store, by: actor)
    }

    /// Where a file lies: the shared one, then the office's own of the same name if there is one.
    private func places(of name: String, shared folder: String) -> [String] {
        let own = own.map { "\($0)/\(name)" }
        return ["\(folder)/\(name)"] + Shipped.paths.filter { $0 == own }
    }

    private func lines() throws -> [Line] {
        try places(of: "templates.yaml", shared: "templates").flatMap { path in
            try YAMLDecoder().decode([Line].self, from: try Shipped.text(path))
        }
    }

    /// The rows of a shipped table that pass, as a table again; nil when none does.
    package static func part(of path: String, _ isIn: ([String]) -> Bool) throws -> [UInt8]? {
        let table = try CSVTable(try Shipped.bytes(path))
        var part = CSVWriter()
        part.add(table.header)
        let rows = table.rows.filter { isIn($0.fields) }
        for row in rows { part.add(row.fields) }
        return rows.isEmpty ? nil : part.bytes
    }
}

import Foundation
import GRDB
import Synchronization

/// A kit as the register keeps it: its newest definition.
package struct Kit: Sendable, Hashable {
    package let id: Int64
    package let definitionID: Int64
    package let definition: KitDefinition
    /// Whom it is for: the list the office set, else the definition's.
    package let audience: DistributionList
    package let yaml: String
}

/// The definitions read so far, by their text: an audit or preview need not read the same YAML again.
private final class ReadDefinitions: Sendable {
    private let read = Mutex<[String: KitDefinition]>([:])

    func definition(of yaml: String) throws -> KitDefinition {
        if let known = read.withLock({ $0[yaml] }) { return known }
        let definition = try KitDefinition(yaml: yaml, file: "kit.yaml")
        read.withLock { $0[yaml] = definition }
        return definition
    }
}

private let definitions = ReadDefinitions()

extension Register {
    /// All kits with their newest definitions, by slug.
    package func kits() throws -> [Kit] {
        try read { db in try Register.kits(db, named: nil) }
    }

    /// The kit with a slug.
    /// - Throws: `kitUnknown` with the nearest slug.
    package func kit(_ slug: String) throws -> Kit {
        try read { db in try Register.kit(db, slug) }
    }

    /// The kit as known; as it was first defined when it was not known yet.
    static func kit(_ db: Database, _ slug: String, _ known: Known = .now) throws -> Kit {
        if let kit = try kits(db, named: slug, known).first { return kit }
        let slugs = try String.fetchAll(db, sql: "SELECT slug FROM kit ORDER BY slug")
        let near = VietnameseText.suggestion(for: slug, among: slugs) ?? ""
        throw SatchelError(.kitUnknown, ["kit": slug, "near": near])
    }

    private static func kits(_ db: Database, named slug: String?, _ known: Known = .now) throws -> [Kit] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT k.id, d.id, d.yaml, l.rules FROM kit k
                JOIN kit_definition d ON d.id = coalesce(
                    (SELECT max(id) FROM kit_definition n WHERE n.kit_id = k.id AND n.recorded <= ?),
                    (SELECT min(id) FROM kit_definition n WHERE n.kit_id = k.id))
                LEFT JOIN distribution_list l ON l.kit_id = k.id AND \(known.holds("l"))
                WHERE k.slug = coalesce(?, k.slug) ORDER BY k.slug
                """, arguments: [known.event, slug]
        ).map { row in
            let definition = try definitions.definition(of: row[2])
            let rules = try (row[3] as String?).map {
                try JSONDecoder().decode(DistributionList.self, from: Data($0.utf8))
            }
            return Kit(
                id: row[0], definitionID: row[1], definition: definition,
                audience: rules ?? definition.audience, yaml: row[2])
        }
    }

    /// Takes in `kit.yaml`: a new kit, or a new definition of the one with its slug. Issued editions stay as they are.
    /// - Parameter shown: the id of the definition that was looked at before, 0 when the kit must be new; nil takes in
    ///   whatever was saved since.
    /// - Throws: `faultsInFile` for mistakes in the file and for slots that name nothing; `kitChanged`, `kitTwice`,
    ///   `kitOfOthers`.
    @discardableResult
    package func define(
        kit yaml: String, file: String, replacing shown: Int64? = nil, by actor: Actor
    ) throws -> KitDefinition {
        let definition = try KitDefinition(yaml: yaml, file: file)
        try change("kit.define", definition.slug, by: actor) { db, event in
            try Register.refuseChanged(definition.slug, since: shown, db)
            _ = try Register.sources(db, for: definition, file: file)
            try db.execute(
                sql: "INSERT INTO kit (slug, recorded) VALUES (?, ?) ON CONFLICT DO NOTHING",
                arguments: [definition.slug, event])
            try db.execute(
                sql: """
                    INSERT INTO kit_definition (kit_id, yaml, recorded)
                    SELECT id, ?, ? FROM kit WHERE slug = ?
                    """, arguments: [yaml, event, definition.slug])
            try Register.keep(kit: definition.slug, new: event, for: actor, on: clock.today, db)
        }
        return definition
    }

    /// The nodes a kit is for on a day, those that are seen.
    /// - Throws: `kitUnknown`, `nodeUnknown`.
    package func recipients(of slug: String, on day: Day) throws -> [OrganisationNode] {
        try read { db in try Register.recipients(db, of: slug, on: day).filter { sight.has($0.id) } }
    }

    static func recipients(_ db: Database, of slug: String, on day: Day) throws -> [OrganisationNode] {
        try kit(db, slug).audience.expanded(
            in: organisation(db, on: day, .now), successors: successions(db, by: day))
    }

    /// Sets whom a kit is for, instead of what its definition says.
    /// - Throws: `kitUnknown`, `nodeUnknown`, `kitOfOthers`, `outsideAccount`.
    package func distribute(kit slug: String, to list: DistributionList, by actor: Actor) throws {
        let json = String(decoding: try JSONEncoder.stable.encode(list), as: UTF8.self)
        try change("kit.distribute", slug, by: actor, detail: ["list": json]) { db, event in
            let kit = try Register.kit(db, slug)
            let nodes = try list.expanded(in: Register.organisation(db, on: clock.today, for: list))
            try Register.refuseOutside(nodes.map(\.id), "kit.distribute", of: actor, on: clock.today, db)
            try db.execute(
                sql: "UPDATE distribution_list SET closed = ? WHERE kit_id = ? AND closed IS NULL",
                arguments: [event, kit.id])
            try db.execute(
                sql: "INSERT INTO distribution_list (kit_id, rules, recorded) VALUES (?, ?, ?)",
                arguments: [kit.id, json, event])
        }
    }

    /// What a plan of the kit reads.
    /// - Throws: `faultsInFile` for entries of the definition that name nothing.
    static func sources(_ db: Database, for definition: KitDefinition, file: String) throws -> KitPlan.Sources
    {
        let templates = try Dictionary(uniqueKeysWithValues: Register.templates(db).map { ($0.slug, $0) })
        let bodies = try BodyIndex(db)
        var faults = FileFaults()
        var references: [String: Int64] = [:]
        for entry in definition.slots.flatMap(\.entries) {
            do {
                switch entry.content {
                case .document(let reference, _):
                    references[reference] = try document(db, reference, bodies).id
                case .template(let slug, let kind):
                    try check(slug, kind, templates)
                }
            } catch let error as SatchelError {
                faults.add(line: entry.line, column: entry.column, error.code, error.arguments)
            }
        }
        try faults.throwIfAny(file: file)
        let documents = try Register.documents(db, .now)
        return KitPlan.Sources(
            documents: Dictionary(uniqueKeysWithValues: documents.map { ($0.id, $0) }),
            files: try currentFiles(db),
            templates: templates, inForce: try inForce(db, .now), references: references)
    }

    private static func document(_ db: Database, _ reference: String, _ bodies: BodyIndex) throws -> Document
    {
        guard let parsed = DocumentReference(reference) else {
            throw SatchelError(.dateBroken, ["text": reference])
        }
        return try lookUp(db, parsed.name, date: parsed.date, body: parsed.body, type: nil, bodies)
            .document(reference)
    }

    private static func check(_ slug: String, _ kind: Template.Kind, _ templates: [String: Template]) throws {
        guard let template = templates[slug] else {
            let near = VietnameseText.suggestion(for: slug, among: templates.keys.sorted()) ?? ""
            throw SatchelError(.templateUnknown, ["template": slug, "near": near])
        }
        guard template.kind == kind else {
            throw SatchelError(.templateKindDiffers, ["template": slug, "kind": template.kind.rawValue])
        }
    }
}

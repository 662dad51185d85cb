import Foundation

/// What the next edition of a kit will hold on a day, and what somebody should look at before it is issued.
/// Pure: from the definition, the register's facts and the edition before.
package struct KitPlan: Sendable {
    /// What a plan reads; gathered once.
    package struct Sources: Sendable {
        package var documents: [Int64: Document]
        package var files: [Int64: DocumentFile]
        package var templates: [String: Template]
        package var inForce: InForce
        /// The document each reference of the definition means.
        package var references: [String: Int64]
    }

    package struct Item: Sendable, Hashable {
        package let item: EditionItem
        package let document: Document?
        package let template: Template?
        package let status: InForce.Answer?

        /// Its name for a person.
        package func label(_ language: Language) -> String {
            document?.citation ?? template.map { $0.name(language) } ?? item.path ?? ""
        }
    }

    /// Something to look at before issuing; none of them stops the issue.
    package enum Warning: Sendable, Hashable {
        /// The relation would change what the kit holds, if someone confirmed it.
        case unconfirmed(document: Int64, Relation)
        case doubtful(template: String, restingOn: [Int64])
        case noFile(document: Int64)
        /// Out of force with nothing in its place: left out.
        case dropped(document: Int64, InForce.Status)
        case kept(document: Int64, reason: String)
        /// Suspended on the day, and still in the kit for when the suspension ends.
        case suspended(document: Int64)
        case notVerified(document: Int64)
        /// Put in beside the old one, to be used from a later day.
        case coming(document: Int64, from: Day)
    }

    package let definition: KitDefinition
    package let number: Int
    package let day: Day
    package let items: [Item]
    package let warnings: [Warning]
    package let sources: Sources

    /// `đợt 4 (11/2025)`, in both languages.
    package var name: Text { PageWords.edition(number, day) }

    /// The top folder of the archive.
    package var folder: String {
        let folder = "\(definition.folder) - đợt \(number) (\(Day.twoDigits(day.month))-\(day.year))"
        return definition.fileNames == .ascii ? KitPath.ascii(folder) : folder
    }

    /// - Throws: `pathTwice` when two items would lie at one path, also after case folding; `pathRefused`.
    package init(_ definition: KitDefinition, number: Int, on day: Day, _ sources: Sources) throws {
        self.definition = definition
        self.number = number
        self.day = day
        self.sources = sources
        var filling = KitFilling(definition: definition, day: day, sources: sources)
        filling.fill()
        items = filling.items
        warnings = filling.warnings
        try KitPath.refuseClashes(items.compactMap(\.item.path), under: folder)
    }

    /// What changes from an earlier edition's items.
    package func changes(from old: [EditionItem]) -> ChangeList {
        let inForce = sources.inForce
        return ChangeList(from: old, to: items.map(\.item), issuedOn: day) { from, to in
            inForce.dayReplaced(from, by: to)
        }
    }
}

extension InForce {
    /// The earliest day from which one document stands, directly or through others, in the place of another; nil
    /// when it never does.
    package func dayReplaced(_ old: Int64, by new: Int64) -> Day? {
        var earliest: [Int64: Day] = [old: .first]
        var waiting = [old]
        while let document = waiting.popLast() {
            let since = earliest[document] ?? .first
            for relation in replacements(of: document, by: .last) {
                guard let begins = begins(relation) else { continue }
                let day = max(since, begins)
                if let known = earliest[relation.subject], known <= day { continue }
                earliest[relation.subject] = day
                waiting.append(relation.subject)
            }
        }
        return new == old ? nil : earliest[new]
    }
}

/// Fills the slots of a definition with what is in force on a day.
private struct KitFilling {
    let definition: KitDefinition
    let day: Day
    let sources: KitPlan.Sources
    var items: [KitPlan.Item] = []
    var warnings: [KitPlan.Warning] = []
    private var present: Set<String> = []

    init(definition: KitDefinition, day: Day, sources: KitPlan.Sources) {
        self.definition = definition
        self.day = day
        self.sources = sources
    }

    mutating func fill() {
        for section in definition.sections {
            for slot in section.slots {
                for entry in slot.entries {
                    switch entry.content {
                    case .document(let reference, let reason):
                        guard let id = sources.references[reference] else { continue }
                        reason.map { keep(id, because: $0, in: slot, section) }
                            ?? follow(id, in: slot, section)
                    case .template(let slug, _):
                        if let template = sources.templates[slug] { add(template, in: slot, section) }
                    }
                }
            }
        }
    }

    private mutating func follow(_ id: Int64, in slot: KitDefinition.Slot, _ section: KitDefinition.Section) {
        let inForce = sources.inForce
        let current = inForce.current(of: id, on: day)
        if current.isEmpty { warnings.append(.dropped(document: id, inForce.status(of: id, on: day).status)) }
        for document in current {
            add(document, in: slot, section)
            for amendment in inForce.amendments(of: document, on: day) {
                for change in inForce.current(of: amendment.subject, on: day) {
                    add(change, in: slot, section)
                }
            }
            for coming in inForce.comingReplacements(of: document, after: day) {
                guard let from = inForce.begins(coming) else { continue }
                add(coming.subject, in: slot, section, usableFrom: from)
            }
        }
    }

    private mutating func keep(
        _ id: Int64, because reason: String, in slot: KitDefinition.Slot, _ section: KitDefinition.Section
    ) {
        if !sources.inForce.status(of: id, on: day).status.isUsable {
            warnings.append(.kept(document: id, reason: reason))
        }
        add(id, in: slot, section, reason: reason)
    }

    private mutating func add(
        _ id: Int64, in slot: KitDefinition.Slot, _ section: KitDefinition.Section, usableFrom: Day? = nil,
        reason: String? = nil
    ) {
        guard let document = sources.documents[id], present.insert("document:\(id)").inserted else { return }
        let status = sources.inForce.status(of: id, on: day)
        let file = sources.files[id]
        let from = usableFrom ?? (status.status == .notYetInForce ? document.dates.inForceFrom : nil)
        warn(document, status, hasFile: file != nil, comingFrom: from)
        let path = file.map { file in
            KitPath.path(
                section: section, slot: slot, name: KitPath.name(of: document),
                ending: MediaType.fileEnding(of: file.name), under: definition)
        }
        let item = EditionItem(
            slot: slot.id, kind: .document, identity: "document:\(id)", documentID: id, path: path,
            blob: file?.blob, usableFrom: from, reason: reason)
        items.append(KitPlan.Item(item: item, document: document, template: nil, status: status))
    }

    private mutating func warn(
        _ document: Document, _ status: InForce.Answer, hasFile: Bool, comingFrom: Day?
    ) {
        for relation in status.unconfirmed { warnings.append(.unconfirmed(document: document.id, relation)) }
        if status.status == .suspended { warnings.append(.suspended(document: document.id)) }
        if !hasFile { warnings.append(.noFile(document: document.id)) }
        if !document.verified.isVerified { warnings.append(.notVerified(document: document.id)) }
        if let comingFrom { warnings.append(.coming(document: document.id, from: comingFrom)) }
    }

    private mutating func add(
        _ template: Template, in slot: KitDefinition.Slot, _ section: KitDefinition.Section
    ) {
        guard present.insert("template:\(template.slug)").inserted else { return }
        let doubts = template.doubts(in: sources.inForce, on: day)
        if !doubts.isEmpty { warnings.append(.doubtful(template: template.slug, restingOn: doubts)) }
        let path = KitPath.path(
            section: section, slot: slot, name: template.name.vi,
            ending: MediaType.fileEnding(of: template.revision.fileName), under: definition)
        let item = EditionItem(
            slot: slot.id, kind: EditionItem.Kind(rawValue: template.kind.rawValue) ?? .template,
            identity: "template:\(template.slug)", templateRevisionID: template.revision.id, path: path,
            blob: template.revision.common)
        items.append(KitPlan.Item(item: item, document: nil, template: template, status: nil))
    }
}

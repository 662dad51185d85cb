import Foundation

/// `kit.json`, the machine's copy of what an archive holds. Format `satchel-kit`, version 1.
///
/// Days are `yyyy-mm-dd`; paths are inside the top folder; sha256 in lower-case hex; sizes in bytes. Statuses are
/// those of the day of issue.
package struct KitManifest: Codable, Sendable, Equatable {
    package struct Name: Codable, Sendable, Equatable {
        package let vi: String
        package let en: String
    }

    package struct Entry: Codable, Sendable, Equatable {
        package let section: String
        package let slot: String
        package let slotName: Name
        /// document, template, sample, outline, guide.
        package let kind: String
        package let identity: String
        package let name: Name
        package let title: String
        /// Nil: on paper only.
        package let path: String?
        package let sha256: String?
        package let size: UInt64?
        package let document: DocumentFacts?
        /// Revision number of a template.
        package let revision: Int?
        /// First day of use, when after the day of issue.
        package let usableFrom: String?
        package let note: Name?
        /// Set at the place of an item that was removed: the day.
        package var removedOn: String?
    }

    package struct DocumentFacts: Codable, Sendable, Equatable {
        package let symbol: String?
        package let type: String
        package let body: String
        /// As far as known: `2025-10-28`, `2025-10`, `2025`; empty when unknown.
        package let issuedOn: String
        package let inForceFrom: String?
        package let status: String
        package let statusName: Name
        package let isVerified: Bool
    }

    package struct Change: Codable, Sendable, Equatable {
        /// replaced, added, corrected, moved, removed.
        package let kind: String
        package let takeOut: [String]
        package let putIn: [String]
        package let from: String?
        package let isComing: Bool
    }

    package var format = "satchel-kit"
    package var version = 1
    package let kit: String
    package internal(set) var name: Name
    package let office: String
    package let officer: String?
    package let phone: String?
    package let edition: Int
    package let issuedOn: String
    package internal(set) var folder: String
    /// The earlier edition the changes are counted from; nil for a first edition.
    package private(set) var changesFrom: Int?
    package internal(set) var changes: [Change]
    /// Set in an update kit: only what changed since this edition is inside.
    package private(set) var updateFrom: Int?
    /// Set in an update kit: the paths of the entries that are inside.
    package private(set) var updatePaths: [String]?
    package internal(set) var sections: [Name]
    package internal(set) var entries: [Entry]

    package init(_ plan: KitPlan, changes: ChangeList, from: Int?, settings: Settings) {
        kit = plan.definition.slug
        name = Name(plan.definition.name)
        office = settings.office
        officer = settings.officer
        phone = settings.phone
        edition = plan.number
        issuedOn = plan.day.iso
        folder = plan.folder
        changesFrom = from
        updateFrom = nil
        updatePaths = nil
        sections = plan.definition.sections.map {
            Name(Text("\($0.id). \($0.name.vi)", "\($0.id). \($0.name.en)"))
        }
        entries = plan.items.map { KitManifest.entry($0, plan) }
        let documents = plan.sources.documents.values.map { ("document:\($0.id)", $0.citation) }
        let templates = plan.sources.templates.values.map { ("template:\($0.slug)", $0.name.vi) }
        let removed = plan.sources.inForce.removed.map { ("document:\($0)", Removal.label.vi) }
        let labels = Dictionary(documents + templates + removed, uniquingKeysWith: { first, _ in first })
        self.changes = KitManifest.changes(changes, labels)
    }

    /// The manifest of the update kit from an earlier edition: the same edition, with only these items inside.
    package func update(
        from old: Int, changes: ChangeList, labels: [String: String]
    ) -> KitManifest {
        var update = self
        update.changesFrom = old
        update.updateFrom = old
        update.updatePaths = changes.lines.flatMap(\.putIn).compactMap(\.path)
        update.changes = KitManifest.changes(changes, labels)
        return update
    }

    /// The bytes of `kit.json`: same manifest, same bytes.
    package func json() throws -> [UInt8] {
        let encoder = JSONEncoder.stable
        encoder.outputFormatting.insert(.prettyPrinted)
        return [UInt8](try encoder.encode(self)) + [10]
    }

    /// A change list in words; `labels` are names by the identities of items.
    package static func changes(_ list: ChangeList, _ labels: [String: String]) -> [Change] {
        list.lines.map { line in
            Change(
                kind: line.kind.rawValue, takeOut: line.takeOut.map { labels[$0.identity] ?? $0.identity },
                putIn: line.putIn.map { labels[$0.identity] ?? $0.identity }, from: line.from?.iso,
                isComing: line.isComing)
        }
    }

    private static func entry(_ planned: KitPlan.Item, _ plan: KitPlan) -> Entry {
        let item = planned.item
        let section = plan.definition.sections.first { $0.slots.contains { $0.id == item.slot } }
        let slot = section?.slots.first { $0.id == item.slot }
        return Entry(
            section: section?.id ?? "", slot: item.slot, slotName: Name(slot?.name ?? Text("", "")),
            kind: item.kind.rawValue, identity: identity(planned),
            name: Name(Text(planned.label(.vi), planned.label(.en))),
            title: planned.document?.title ?? planned.template?.name.vi ?? "", path: item.path,
            sha256: item.blob?.sha256, size: item.blob?.size, document: facts(planned),
            revision: planned.template?.revision.number, usableFrom: item.usableFrom?.iso,
            note: note(planned, plan))
    }

    /// What it is, in words that mean the same in every office.
    private static func identity(_ planned: KitPlan.Item) -> String {
        planned.document.map { "\($0.key) (\($0.body))" } ?? planned.item.identity
    }

    private static func facts(_ planned: KitPlan.Item) -> DocumentFacts? {
        guard let document = planned.document, let status = planned.status else { return nil }
        let issued = document.dates.issuedOn
        return DocumentFacts(
            symbol: document.symbol, type: document.type, body: document.body,
            issuedOn: issued.day?.iso ?? (issued == .unknown ? "" : issued.office),
            inForceFrom: document.dates.inForceFrom?.iso, status: status.status.rawValue,
            statusName: Name(status.status.text), isVerified: document.verified.isVerified)
    }

    private static func note(_ planned: KitPlan.Item, _ plan: KitPlan) -> Name? {
        if let reason = planned.item.reason { return Name(Text("Giữ lại: \(reason)", "Kept: \(reason)")) }
        if let from = planned.item.usableFrom {
            return Name(Text("Dùng từ \(from.office)", "For use from \(from.office)"))
        }
        if planned.status?.unconfirmed.isEmpty == false {
            let who =
                planned.status?.unconfirmed.compactMap { plan.sources.documents[$0.subject]?.citation } ?? []
            let list = who.joined(separator: "; ")
            return Name(
                Text("Cần xác minh quan hệ với: \(list)", "Relation to be verified: \(list)"))
        }
        return nil
    }
}

extension KitManifest.Name {
    init(_ text: Text) { self.init(vi: text.vi, en: text.en) }
}

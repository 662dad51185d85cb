/// What the texts of many notices need, read once: each edition's facts, what its recipients hold, and the changes
/// from each edition held.
struct NoticeGathering {
    private struct EditionKey: Hashable {
        let kit: String
        let number: Int
    }

    private let office: Office
    private let titles: [String: String]
    /// The committee above each node that an escalation is about, by the node's code.
    private let above: [String: OrganisationNode]
    private var facts: [EditionKey: EditionFacts] = [:]
    /// How each recipient's copies stand, and whose edition counts where both are behind.
    private var copies: [Int64: [Judgement]] = [:]
    private let preferred: Copy
    private var labels: [EditionKey: Text] = [:]
    /// By the edition told about, then by the edition held.
    private var changes: [EditionKey: [Int: [KitManifest.Change]]] = [:]

    /// - Parameter copy: whose holding counts where both are known: a letter speaks of the paper folder.
    init(_ office: Office, _ notices: [Notice], prefers copy: Copy) throws {
        self.office = office
        preferred = copy
        titles = try office.openTitles()
        above = try NoticeGathering.committees(above: notices, office)
        for slug in Set(notices.map(\.kit)).sorted() {
            let editions = try office.register.editions(of: slug)
            for edition in editions {
                labels[EditionKey(kit: slug, number: edition.number)] = PageWords.edition(
                    edition.number, edition.issuedOn)
            }
            let mine = notices.filter { $0.kit == slug }
            copies.merge(
                try office.register.judgements(of: Set(mine.map(\.recipientID)), kit: slug)
            ) { $1 }
            for number in Set(mine.map(\.edition)).sorted() {
                try readFacts(
                    of: try office.register.edition(of: slug, number: number), among: editions,
                    mine.filter { $0.edition == number })
            }
        }
    }

    private static func committees(above notices: [Notice], _ office: Office) throws
        -> [String: OrganisationNode]
    {
        guard notices.contains(where: { $0.kind == .escalation }) else { return [:] }
        // A committee's own letter names the one above it, seen or not.
        let tree = try office.register.seen(in: nil).organisation(on: office.clock.today)
        let pairs = tree.nodes.compactMap { node in
            node.parentID.flatMap { tree[$0] }.map { (node.code, $0) }
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// Why a notice's recipient needs the edition it tells of; nil when it does not.
    private func need(of notice: Notice) -> BranchNeed? {
        BranchNeed(copies[notice.recipientID] ?? [], latest: notice.edition, preferring: preferred)
    }

    /// The copies of a notice's recipient that are behind the edition it tells of.
    private func behind(_ notice: Notice) -> Set<Copy> {
        let own = copies[notice.recipientID] ?? []
        return Set(
            own.filter { BranchNeed.reason([$0], latest: notice.edition) != nil }.map(\.standing.copy))
    }

    /// The edition from which its changes are counted; of whoever needs none, the newest held.
    private func held(by notice: Notice) -> Int? {
        if let need = need(of: notice) { return need.held }
        return copies[notice.recipientID]?.compactMap(\.standing.held).max()
    }

    /// Counts the changes once from every older edition that some reader holds.
    private mutating func readFacts(of edition: Edition, among editions: [Edition], _ notices: [Notice])
        throws
    {
        let key = EditionKey(kit: edition.kit, number: edition.number)
        let manifest = try office.manifest(of: edition)
        facts[key] = try EditionFacts(edition, office, titles: titles)
        let numbers = Set(notices.compactMap(held))
        for old in editions where numbers.contains(old.number) && old.number < edition.number {
            if old.number == manifest.changesFrom { continue }
            changes[key, default: [:]][old.number] = try office.changes(since: old, in: manifest, of: edition)
        }
    }

    /// - Throws: `editionUnknown`.
    func facts(for notice: Notice) throws -> EditionFacts {
        guard let facts = facts[EditionKey(kit: notice.kit, number: notice.edition)] else {
            throw SatchelError(.editionUnknown, ["kit": notice.kit, "edition": "\(notice.edition)"])
        }
        return facts
    }

    /// The code of the node whose secretary reads a notice.
    func reader(of notice: Notice) -> String {
        notice.kind == .escalation ? above[notice.nodeCode]?.code ?? notice.nodeCode : notice.nodeCode
    }

    /// What a notice says.
    func texts(for notice: Notice, _ language: Language) throws -> NoticeTexts {
        let facts = try facts(for: notice)
        var notice = notice
        // The day named at the supply is past, and was met.
        if let reason = need(of: notice)?.reason, [.withdrawnHeld, .notHandedOver].contains(reason) {
            notice.dueOn = nil
        }
        return NoticeTexts(
            notice, facts, digest(for: notice, facts), above: above[notice.nodeCode]?.name,
            on: office.clock.day(of: notice.recordedAt),
            link: notice.kind == .escalation ? nil : try office.link(for: notice),
            code: notice.kind == .escalation ? nil : try office.code(for: notice),
            settings: office.settings, language: language)
    }

    private func digest(for notice: Notice, _ facts: EditionFacts) -> RecipientDigest {
        let reason = need(of: notice)?.reason
        let behind = behind(notice)
        guard let number = held(by: notice) else {
            return RecipientDigest(facts, reason: reason, behind: behind)
        }
        let label = labels[EditionKey(kit: notice.kit, number: number)]
        // What comes back into use has no changes since the edition that was withdrawn.
        if reason == .withdrawnHeld {
            return RecipientDigest(held: label, from: nil, changes: [], reason: reason, behind: behind)
        }
        guard let own = changes[EditionKey(kit: notice.kit, number: notice.edition)]?[number] else {
            return RecipientDigest(
                held: label, from: facts.changesFrom, changes: facts.changes, reason: reason, behind: behind)
        }
        return RecipientDigest(
            held: label, from: label, changes: own, reason: reason, behind: behind)
    }
}

extension Office {
    /// What changed from an older edition to an edition with a manifest, as its recipients are told.
    func changes(since old: Edition, in manifest: KitManifest, of edition: Edition) throws
        -> [KitManifest.Change]
    {
        if old.number == manifest.changesFrom { return manifest.changes }
        let list = try changes(from: old, to: edition)
        return manifest.update(from: old.number, changes: list, labels: try register.labels()).changes
    }
}

/// What all notices about one edition say alike, gathered once.
package struct EditionFacts: Sendable {
    package let kit: Text
    package let number: Int
    package let issuedOn: Day
    /// How many things the kit holds.
    package let count: Int
    /// The edition the changes are counted from, as a label; nil for a first edition.
    package let changesFrom: Text?
    package let changes: [KitManifest.Change]
    package let withdrawnOn: Day?
    /// What to do instead, when it is withdrawn.
    package let instead: String?
    /// The names that may stand where others read them; internal titles are not among them.
    package let openLabels: Set<String>
    /// What open documents are about, by their names in change lists.
    package let titles: [String: String]

    package init(
        kit: Text, number: Int, issuedOn: Day, count: Int, changesFrom: Text?, changes: [KitManifest.Change],
        withdrawnOn: Day? = nil, instead: String? = nil, openLabels: Set<String> = [],
        titles: [String: String] = [:]
    ) {
        self.kit = kit
        self.number = number
        self.issuedOn = issuedOn
        self.count = count
        self.changesFrom = changesFrom
        self.changes = changes
        self.withdrawnOn = withdrawnOn
        self.instead = instead
        self.openLabels = openLabels
        self.titles = titles
    }

    /// `đợt 4 (11/2025)`.
    package var label: Text { PageWords.edition(number, issuedOn) }

    /// `“Cặp tài liệu …”, đợt 4 (11/2025)`.
    var name: Text { Text("“\(kit.vi)”, \(label.vi)", "“\(kit.en)”, \(label.en)") }
}

/// What one recipient has to change, counted from the edition it holds.
package struct RecipientDigest: Sendable {
    /// The edition held, as a label; nil when no receipt is known.
    package let held: Text?
    /// What the changes are counted from; nil: there is nothing to count from.
    package let from: Text?
    package let changes: [KitManifest.Change]
    /// Why it needs them; nil when it does not, or that is not known.
    package let reason: BranchNeed.Reason?
    /// Its copies that are not up to date, where that is known.
    package let behind: Set<Copy>

    package init(
        held: Text?, from: Text?, changes: [KitManifest.Change], reason: BranchNeed.Reason? = nil,
        behind: Set<Copy> = []
    ) {
        self.reason = reason
        self.behind = behind
        self.held = held
        self.from = from
        self.changes = changes
    }

    /// The digest of a recipient whose holdings are not known: the edition's own changes.
    package init(_ facts: EditionFacts, reason: BranchNeed.Reason? = nil, behind: Set<Copy> = []) {
        self.init(
            held: nil, from: facts.changesFrom, changes: facts.changes, reason: reason, behind: behind)
    }

    /// Which copies are not up to date, in words; nil when that is not known.
    var missing: Text? {
        switch (behind.contains(.electronic), behind.contains(.paper)) {
        case (true, true): Text("cả tệp và cặp giấy", "files and paper folder")
        case (true, false): Text("tệp", "files")
        case (false, true): Text("cặp giấy", "paper folder")
        case (false, false): nil
        }
    }
}

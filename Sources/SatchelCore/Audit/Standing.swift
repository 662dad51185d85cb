/// How one copy of a kit stands at a recipient: all that an audit judges. Recipients that stand alike share one.
package struct Standing: Sendable, Hashable {
    package let copy: Copy
    /// The number of the edition held.
    package var held: Int?
    /// The newest edition supplied, up to the latest one.
    package var supplied: Int?
    package var dueOn: Day?
    /// The id of what was found to differ from the edition held, or withheld.
    package var finding: Int64?
    /// The edition an earlier holder has and did not hand over, when this one holds nothing.
    package var withheld: Int?

    package init(
        copy: Copy, held: Int?, supplied: Int?, dueOn: Day? = nil, finding: Int64? = nil, withheld: Int? = nil
    ) {
        self.copy = copy
        self.held = held
        self.supplied = supplied
        self.dueOn = dueOn
        self.finding = finding
        self.withheld = withheld
    }
}

/// What an audit says of a standing.
@dynamicMemberLookup
package struct Judgement: Sendable, Hashable {
    package let standing: Standing
    package let edition: HoldingsAudit.EditionVerdict
    /// Nil when nothing is held.
    package let contents: HoldingsAudit.Contents?
    /// Days past the due date; 0 when not late.
    package let daysLate: Int

    package subscript<Value>(dynamicMember path: KeyPath<Standing, Value>) -> Value {
        standing[keyPath: path]
    }

    package var verdict: HoldingsAudit.ContentsVerdict {
        guard let contents else { return .nothingHeld }
        if !contents.outdated.isEmpty { return .outdated }
        if !contents.isComplete { return .incomplete }
        return contents.unverified.isEmpty ? .clean : .needsVerification
    }

    package var turns: Set<HoldingsAudit.Turn> {
        var turns: Set<HoldingsAudit.Turn> = []
        let isSupplied = standing.supplied != nil && edition != .notRecipient
        switch edition {
        case .behind, .none, .notHandedOver: turns.insert(.branch)
        // Without an earlier edition of its own to go back to, the branch can only wait.
        case .withdrawn: turns.insert(isSupplied ? .branch : .board)
        case .latest, .ahead, .notRecipient: break
        }
        for document in contents?.outdated ?? [] {
            turns.insert(isSupplied && !document.isBoardsTurn ? .branch : .board)
        }
        if let contents, !contents.isComplete { turns.insert(isSupplied ? .branch : .board) }
        return turns
    }

    /// Holds the newest edition, all of it, and nothing out of force.
    package var isInOrder: Bool {
        edition == .latest && (contents.map { $0.outdated.isEmpty && $0.isComplete } ?? false)
    }
}

/// A kit's holdings on a day counted: how many recipients stand how. The same answer as the audit, without its names.
package struct HoldingsCount: Sendable {
    package struct Group: Sendable {
        package let judgement: Judgement
        package let count: Int
    }

    package let kit: String
    package let day: Day
    /// The newest edition that is not withdrawn on the day; nil before the first.
    package let latest: Int?
    /// No two alike.
    package let groups: [Group]

    package var total: HoldingsAudit.Totals {
        groups.reduce(into: HoldingsAudit.Totals()) { $0.add($1.judgement, $1.count) }
    }

    /// Whether every recipient holds the latest edition and nothing out of force.
    package var isInOrder: Bool {
        groups.allSatisfy { $0.judgement.isInOrder || $0.judgement.edition == .notRecipient }
    }
}

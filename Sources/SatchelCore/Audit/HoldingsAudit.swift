/// Who holds what of one kit on a day (rà soát): for every recipient and copy the edition and, apart from it, the
/// contents; and whose turn it is.
package struct HoldingsAudit: Sendable {
    /// How the edition held stands to the newest one that is not withdrawn.
    package enum EditionVerdict: String, Sendable, CaseIterable {
        case latest, behind, ahead, withdrawn, none, notRecipient
    }

    package enum ContentsVerdict: String, Sendable, CaseIterable {
        case clean, outdated, needsVerification, nothingHeld
    }

    /// Who has to act: the branch, which was supplied with better, or the board, which has not supplied it.
    package enum Turn: String, Sendable, CaseIterable { case branch, board }

    /// A document that is held but out of force on the day.
    package struct Outdated: Sendable, Hashable {
        package let document: Int64
        package let status: InForce.Status
        package let since: Day
        /// What is in force in its place on the day.
        package let replacedBy: [Int64]
        /// The newest edition has it too: the board has not supplied better.
        package let isBoardsTurn: Bool
    }

    /// What an edition holds that is not in force on the day.
    package struct Contents: Sendable, Hashable {
        package let outdated: [Outdated]
        /// Documents with relations that nobody has confirmed.
        package let unverified: [Int64]
    }

    package struct Row: Sendable {
        package let node: OrganisationNode
        package let copyNumber: Int
        package let copy: Copy
        package let held: Int?
        package let supplied: Int?
        package let suppliedOn: Day?
        package let dueOn: Day?
        package let edition: EditionVerdict
        package let contents: Contents?
        /// Days past the due date; 0 when not late.
        package let daysLate: Int

        package var verdict: ContentsVerdict {
            guard let contents else { return .nothingHeld }
            if !contents.outdated.isEmpty { return .outdated }
            return contents.unverified.isEmpty ? .clean : .needsVerification
        }

        package var turns: Set<Turn> {
            var turns: Set<Turn> = []
            let isSupplied = supplied != nil && edition != .notRecipient
            switch edition {
            case .behind, .none: turns.insert(.branch)
            // Without an earlier edition of its own to go back to, the branch can only wait.
            case .withdrawn: turns.insert(isSupplied ? .branch : .board)
            case .latest, .ahead, .notRecipient: break
            }
            for document in contents?.outdated ?? [] {
                turns.insert(isSupplied && !document.isBoardsTurn ? .branch : .board)
            }
            return turns
        }

        /// Holds the newest edition and nothing out of force.
        package var isInOrder: Bool { edition == .latest && (contents?.outdated.isEmpty ?? false) }
    }

    /// Counts of rows below a node.
    package struct Totals: Sendable, Hashable {
        package var rows = 0
        package var latest = 0
        package var behind = 0
        package var none = 0
        package var withdrawn = 0
        package var notRecipient = 0
        package var outdated = 0
        package var branchsTurn = 0
        package var boardsTurn = 0
        package var late = 0

        mutating func add(_ row: Row) {
            rows += 1
            switch row.edition {
            case .latest: latest += 1
            case .behind: behind += 1
            case .none: none += 1
            case .withdrawn: withdrawn += 1
            case .notRecipient: notRecipient += 1
            case .ahead: break
            }
            if row.verdict == .outdated { outdated += 1 }
            if row.turns.contains(.branch) { branchsTurn += 1 }
            if row.turns.contains(.board) { boardsTurn += 1 }
            if row.daysLate > 0 { late += 1 }
        }
    }

    package let kit: String
    package let day: Day
    /// The newest edition that is not withdrawn on the day; nil before the first.
    package let latest: Int?
    package let rows: [Row]
    package let tree: OrganisationTree

    /// Whether every recipient holds the latest edition and nothing out of force.
    package var isInOrder: Bool { rows.allSatisfy { $0.isInOrder || $0.edition == .notRecipient } }

    package var total: Totals { rows.reduce(into: Totals()) { $0.add($1) } }

    /// Totals of every node that has recipients at or below it.
    package var totals: [Int64: Totals] {
        var totals: [Int64: Totals] = [:]
        for row in rows {
            totals[row.node.id, default: Totals()].add(row)
            for above in tree.ancestors(of: row.node.id) { totals[above.id, default: Totals()].add(row) }
        }
        return totals
    }
}

/// How one archive stands to the register on a day: its edition, and what in it is out of force.
package struct Currency: Sendable {
    package let edition: HoldingsAudit.EditionVerdict
    package let contents: HoldingsAudit.Contents
}

extension HoldingsAudit.EditionVerdict {
    package var text: Text {
        switch self {
        case .latest: Text("đợt mới nhất", "latest")
        case .behind: Text("đợt cũ", "behind")
        case .ahead: Text("mới hơn sổ", "ahead")
        case .withdrawn: Text("đợt đã ngừng dùng", "withdrawn")
        case .none: Text("chưa có xác nhận đã nhận", "no receipt")
        case .notRecipient: Text("không còn trong danh sách nhận", "not a recipient")
        }
    }
}

extension HoldingsAudit.Turn {
    package var text: Text {
        switch self {
        case .branch: Text("chi bộ chưa cập nhật", "the branch has not updated")
        case .board: Text("ban chưa cấp", "the board has not supplied")
        }
    }
}

/// Who holds what of one kit on a day (rà soát): for every recipient and copy the edition and, apart from it, the
/// contents; and whose turn it is.
package struct HoldingsAudit: Sendable {
    /// How the edition held stands to the newest one that is not withdrawn.
    package enum EditionVerdict: String, Sendable, CaseIterable {
        case latest, behind, ahead, withdrawn, notHandedOver, none, notRecipient
    }

    package enum ContentsVerdict: String, Sendable, CaseIterable {
        case clean, outdated, incomplete, needsVerification, nothingHeld
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
        /// How the copy was found to differ from its edition.
        package let finding: Finding?

        /// Whether nothing of the edition was found missing.
        package var isComplete: Bool { finding?.missing.isEmpty ?? true }
    }

    @dynamicMemberLookup
    package struct Row: Sendable {
        package let node: OrganisationNode
        package let copyNumber: Int
        package let suppliedOn: Day?
        package let judgement: Judgement

        package subscript<Value>(dynamicMember path: KeyPath<Judgement, Value>) -> Value {
            judgement[keyPath: path]
        }

        package subscript<Value>(dynamicMember path: KeyPath<Standing, Value>) -> Value {
            judgement.standing[keyPath: path]
        }
    }

    /// Counts of rows below a node.
    package struct Totals: Sendable, Hashable {
        package var rows = 0
        package var latest = 0
        package var behind = 0
        package var none = 0
        package var withdrawn = 0
        package var notHandedOver = 0
        package var notRecipient = 0
        package var outdated = 0
        /// Found to hold more, or less, than the edition.
        package var surplus = 0
        package var incomplete = 0
        package var branchsTurn = 0
        package var boardsTurn = 0
        package var late = 0

        mutating func add(_ judgement: Judgement, _ count: Int = 1) {
            rows += count
            switch judgement.edition {
            case .latest: latest += count
            case .behind: behind += count
            case .none: none += count
            case .withdrawn: withdrawn += count
            case .notHandedOver: notHandedOver += count
            case .notRecipient: notRecipient += count
            case .ahead: break
            }
            if judgement.verdict == .outdated { outdated += count }
            if judgement.contents?.finding?.extra.isEmpty == false { surplus += count }
            if judgement.contents?.isComplete == false { incomplete += count }
            let turns = judgement.turns
            if turns.contains(.branch) { branchsTurn += count }
            if turns.contains(.board) { boardsTurn += count }
            if judgement.daysLate > 0 { late += count }
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

    package var total: Totals { rows.reduce(into: Totals()) { $0.add($1.judgement) } }

    /// Totals of every node that has recipients at or below it.
    package var totals: [Int64: Totals] {
        var totals: [Int64: Totals] = [:]
        for row in rows {
            totals[row.node.id, default: Totals()].add(row.judgement)
            for above in tree.ancestors(of: row.node.id) {
                totals[above.id, default: Totals()].add(row.judgement)
            }
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
        case .notHandedOver: Text("chưa bàn giao cho người mới", "not handed over")
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

/// What changed between two saved reviews of one kit, recipient by recipient and copy by copy.
package struct ReviewComparison: Sendable, Equatable {
    /// How a copy stands in the second review against the first.
    package enum Kind: String, Sendable, CaseIterable {
        case improved, fellBehind, otherContents
        /// Not on the list of recipients in the one, on it in the other.
        case new, gone
    }

    package struct Change: Sendable, Equatable {
        package let kind: Kind
        /// Nil when the first review has no such row.
        package let before: ReviewRow?
        package let after: ReviewRow?
        package let contentsBefore: ReviewAnswer.Contents?
        package let contentsAfter: ReviewAnswer.Contents?
    }

    package let first: ReviewHead
    package let second: ReviewHead
    /// The codes of the nodes that the reviews are about, when they are not about all: what lies below each was compared.
    package let under: [String]
    /// By kind, then in the order of copy numbers.
    package let changes: [Change]
    /// How many rows stand as they stood.
    package let unchanged: Int

    /// Compares what both reviews are about; a change of recipients is told by node and copy, whatever the name.
    /// - Throws: `reviewToItself`, `reviewOfOtherKit`.
    package init(from first: Review, to second: Review) throws {
        guard first.head.number != second.head.number else {
            throw SatchelError(.reviewToItself, ["review": "\(first.head.number)"])
        }
        guard first.head.kit == second.head.kit else {
            throw SatchelError(
                .reviewOfOtherKit,
                [
                    "first": "\(first.head.number)", "firstKit": first.head.kit,
                    "second": "\(second.head.number)", "secondKit": second.head.kit,
                ])
        }
        self.first = first.head
        self.second = second.head
        under = Array(Set([first.head.under, second.head.under].compactMap { $0 })).sorted()
        let before = ReviewComparison.rows(of: first, under: second.head.under)
        let after = ReviewComparison.rows(of: second, under: first.head.under)
        var changes: [Change] = []
        var unchanged = 0
        for place in Set(before.keys).union(after.keys) {
            let (old, new) = (before[place], after[place])
            guard let kind = Kind(old, new, first.answer, second.answer) else {
                if old != nil && new != nil { unchanged += 1 }
                continue
            }
            changes.append(
                Change(
                    kind: kind, before: old, after: new,
                    contentsBefore: old.flatMap(first.answer.contents(of:)),
                    contentsAfter: new.flatMap(second.answer.contents(of:))))
        }
        self.changes = changes.sorted { $0.order < $1.order }
        self.unchanged = unchanged
    }

    /// How many changes are of a kind.
    package func count(_ kind: Kind) -> Int { changes.count { $0.kind == kind } }

    private struct Place: Hashable {
        let code: String
        let copy: Copy
    }

    private static func rows(of review: Review, under code: String?) -> [Place: ReviewRow] {
        Dictionary(
            review.answer.rows(under: code).map { (Place(code: $0.code, copy: $0.copy), $0) },
            uniquingKeysWith: { first, _ in first })
    }
}

extension ReviewComparison.Change {
    /// The row as it stands last.
    package var row: ReviewRow? { after ?? before }

    fileprivate var order: (Int, Int, Int) {
        (
            ReviewComparison.Kind.allCases.firstIndex(of: kind) ?? 0, row?.copyNumber ?? 0,
            row?.copy.rawValue ?? 0
        )
    }
}

extension ReviewComparison.Kind {
    /// Nil when nothing changed that a review tells.
    fileprivate init?(
        _ before: ReviewRow?, _ after: ReviewRow?, _ first: ReviewAnswer, _ second: ReviewAnswer
    ) {
        let (old, new) = (before.flatMap(Rank.init), after.flatMap(Rank.init))
        switch (old, new) {
        case (nil, nil): return nil
        case (nil, _): self = .new
        case (_, nil): self = .gone
        case (let old?, let new?) where old != new: self = old < new ? .improved : .fellBehind
        default:
            let isSame =
                before?.held == after?.held && before?.withheld == after?.withheld
                && before.flatMap(first.contents(of:)) == after.flatMap(second.contents(of:))
            if isSame { return nil }
            self = .otherContents
        }
    }

    package var text: Text {
        switch self {
        case .improved: Text("tốt hơn", "improved")
        case .fellBehind: Text("kém hơn", "fell behind")
        case .otherContents: Text("vẫn mức ấy, giữ tài liệu khác", "as before, with other contents")
        case .new: Text("mới vào danh sách nhận", "new recipient")
        case .gone: Text("không còn trong danh sách nhận", "recipient no longer")
        }
    }
}

/// How well a copy stands: first by the edition held, then by what it holds otherwise than it should.
private struct Rank: Comparable {
    /// Verdicts that are not here hold nothing.
    private static let ranks: [HoldingsAudit.EditionVerdict: Int] = [
        .withdrawn: 1, .behind: 2, .latest: 3, .ahead: 3,
    ]
    private static let untroubled: Set<HoldingsAudit.ContentsVerdict> = [
        .clean, .needsVerification, .nothingHeld,
    ]

    private let edition: Int
    private let contents: Int

    /// Nil for who is no recipient.
    init?(_ row: ReviewRow) {
        if row.edition == .notRecipient { return nil }
        edition = Rank.ranks[row.edition] ?? 0
        contents = Rank.untroubled.contains(row.verdict) ? 1 : 0
    }

    static func < (lhs: Rank, rhs: Rank) -> Bool {
        (lhs.edition, lhs.contents) < (rhs.edition, rhs.contents)
    }
}

/// One recipient and copy in a saved audit.
package struct ReviewRow: Sendable, Hashable, Codable {
    package let code: String
    package let name: String
    /// The code of the committee above it.
    package let parent: String?
    package let copyNumber: Int
    package let copy: Copy
    package let held: Int?
    package let supplied: Int?
    package let suppliedOn: Day?
    package let dueOn: Day?
    package let edition: HoldingsAudit.EditionVerdict
    package let verdict: HoldingsAudit.ContentsVerdict
    package let turns: [HoldingsAudit.Turn]
    /// Days past the due date; 0 when not late.
    package let daysLate: Int
    /// Holds the newest edition and nothing out of force.
    package let isInOrder: Bool
    /// Where among the answer's contents those of this copy stand; nil when nothing is held.
    package let contents: Int?
    /// The edition that an earlier holder has not handed over.
    package var withheld: Int?

    init(_ row: HoldingsAudit.Row, parent: String?, contents: Int?) {
        code = row.node.code
        name = row.node.name
        self.parent = parent
        copyNumber = row.copyNumber
        copy = row.copy
        held = row.held
        supplied = row.supplied
        suppliedOn = row.suppliedOn
        dueOn = row.dueOn
        edition = row.edition
        verdict = row.verdict
        turns = HoldingsAudit.Turn.allCases.filter(row.turns.contains)
        daysLate = row.daysLate
        isInOrder = row.isInOrder
        self.contents = contents
        withheld = row.withheld
    }
}

/// Counts of rows of a saved audit.
package struct ReviewTotals: Sendable, Hashable {
    package private(set) var rows = 0
    package private(set) var editions: [HoldingsAudit.EditionVerdict: Int] = [:]
    package private(set) var contents: [HoldingsAudit.ContentsVerdict: Int] = [:]
    package private(set) var branchsTurn = 0
    package private(set) var boardsTurn = 0
    package private(set) var late = 0
    /// Found with documents that the edition does not have.
    package private(set) var surplus = 0
    /// Found without documents that the edition has.
    package private(set) var incomplete = 0

    package init() {}

    package mutating func add(_ row: ReviewRow, _ contents: ReviewAnswer.Contents?) {
        rows += 1
        editions[row.edition, default: 0] += 1
        self.contents[row.verdict, default: 0] += 1
        if row.turns.contains(.branch) { branchsTurn += 1 }
        if row.turns.contains(.board) { boardsTurn += 1 }
        if row.daysLate > 0 { late += 1 }
        if contents?.extra.isEmpty == false { surplus += 1 }
        if contents?.missing.isEmpty == false { incomplete += 1 }
    }

    package subscript(edition: HoldingsAudit.EditionVerdict) -> Int { editions[edition] ?? 0 }
    package subscript(contents: HoldingsAudit.ContentsVerdict) -> Int { self.contents[contents] ?? 0 }
}

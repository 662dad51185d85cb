import TestSupport
import Testing

@testable import SatchelCore

@Suite("Comparisons of reviews")
struct ReviewComparisonTests {
    private static let tree = OrganisationTree(
        [("DU", nil, 1), ("BP", 1, 2), ("CB1", 1, 3), ("CB2", 1, 4), ("CB3", 2, 5)].map { code, parent, id in
            OrganisationNode(
                id: id, code: code, name: "Chi bộ \(code)", kind: .residential, parentID: parent,
                officialCode: nil, from: .first, to: nil)
        })

    private static let old = HoldingsAudit.Outdated(
        document: 1, status: .superseded, since: day("28/10/2025"), replacedBy: [2], isBoardsTurn: false)

    private func row(
        _ code: String, _ edition: HoldingsAudit.EditionVerdict, held: Int? = nil, outdated: Bool = false,
        unverified: [Int64] = [], _ copy: Copy = .electronic
    ) throws -> HoldingsAudit.Row {
        let contents = HoldingsAudit.Contents(
            outdated: outdated ? [ReviewComparisonTests.old] : [], unverified: unverified, finding: nil)
        let node = try ReviewComparisonTests.tree.node(code: code)
        return HoldingsAudit.Row(
            node: node, copyNumber: Int(node.id), suppliedOn: nil,
            judgement: Judgement(
                standing: Standing(copy: copy, held: held, supplied: 2), edition: edition,
                contents: held == nil ? nil : contents, daysLate: 0))
    }

    private func review(
        _ number: Int, _ rows: [HoldingsAudit.Row], kit: String = "cap-thon", under: String? = nil
    ) throws -> Review {
        let audit = HoldingsAudit(
            kit: kit, day: day("25/11/2025"), latest: 2, rows: rows, tree: ReviewComparisonTests.tree)
        let instant = Instant(milliseconds: 0)
        let head = ReviewHead(
            number: number, kit: kit, day: day("25/11/2025"), under: under, title: nil, knownAt: instant,
            knownEvent: 1, madeAt: instant, madeBy: "thu", onBehalfOf: nil)
        return try Review(
            head, office: "Ban", kitName: KitManifest.Name(Text("Cặp", "Kit")), latestOn: nil,
            answer: ReviewAnswer(audit, under: under))
    }

    private func compare(_ before: HoldingsAudit.Row?, _ after: HoldingsAudit.Row?) throws -> ReviewComparison
        .Kind?
    {
        let first = try review(1, [before].compactMap { $0 })
        let second = try review(2, [after].compactMap { $0 })
        let there = try ReviewComparison(from: first, to: second)
        let back = try ReviewComparison(from: second, to: first)
        let opposite: [ReviewComparison.Kind: ReviewComparison.Kind] = [
            .improved: .fellBehind, .fellBehind: .improved, .new: .gone, .gone: .new,
        ]
        let kind = there.changes.first?.kind
        #expect(back.changes.first?.kind == kind.map { opposite[$0] ?? $0 }, "told the other way round")
        return kind
    }

    @Test("Holding a newer edition, or nothing out of force any more, is better; each way back is worse")
    func standings() throws {
        let none = try row("CB1", .none)
        let withdrawn = try row("CB1", .withdrawn, held: 1)
        let behindOld = try row("CB1", .behind, held: 1, outdated: true)
        let behind = try row("CB1", .behind, held: 1)
        let latestOld = try row("CB1", .latest, held: 2, outdated: true)
        let latest = try row("CB1", .latest, held: 2)
        let ladder = [none, withdrawn, behindOld, behind, latestOld, latest]
        for (low, lower) in ladder.enumerated() {
            for (high, higher) in ladder.enumerated() {
                #expect(
                    try compare(lower, higher) == (low == high ? nil : low < high ? .improved : .fellBehind))
            }
        }
    }

    @Test("The same standing with another edition, or other documents to be verified, is told as that")
    func otherContents() throws {
        let first = try row("CB1", .behind, held: 1)
        #expect(try compare(first, row("CB1", .behind, held: 2)) == .otherContents)
        #expect(try compare(first, row("CB1", .behind, held: 1, unverified: [7])) == .otherContents)
        #expect(try compare(first, first) == nil)
    }

    @Test("Who comes to the list is new, who leaves it is gone; who was never on it is neither")
    func listed() throws {
        let latest = try row("CB1", .latest, held: 2)
        let off = try row("CB1", .notRecipient, held: 1)
        #expect(try compare(nil, latest) == .new)
        #expect(try compare(off, latest) == .new)
        #expect(try compare(latest, off) == .gone)
        #expect(try compare(off, off) == nil)
        #expect(try compare(nil, off) == nil)
    }

    @Test("Counts and rows go by kind, then by copy number; each copy is compared with its like")
    func order() throws {
        let first = try review(
            1,
            [
                row("CB1", .latest, held: 2), row("CB1", .none, .paper), row("CB2", .none),
                row("CB2", .none, .paper),
                row("CB3", .behind, held: 1), row("BP", .latest, held: 2),
            ])
        let second = try review(
            2,
            [
                row("CB1", .behind, held: 1), row("CB1", .latest, held: 2, .paper),
                row("CB2", .latest, held: 2),
                row("CB2", .none, .paper), row("CB3", .behind, held: 1, unverified: [3]), row("DU", .none),
            ])
        let comparison = try ReviewComparison(from: first, to: second)
        #expect(
            comparison.changes.map { "\($0.kind) \($0.row?.code ?? "") \($0.row?.copy.word ?? "")" } == [
                "improved CB1 paper", "improved CB2 electronic", "fellBehind CB1 electronic",
                "otherContents CB3 electronic", "new DU electronic", "gone BP electronic",
            ])
        #expect(ReviewComparison.Kind.allCases.map(comparison.count) == [2, 1, 1, 1, 1])
        #expect(comparison.unchanged == 1)
    }

    @Test("Reviews of a part and of the whole are compared as to the part")
    func scopes() throws {
        let rows = try [row("CB1", .latest, held: 2), row("CB3", .none)]
        let part = try [row("CB1", .none), row("CB3", .latest, held: 2)]
        let comparison = try ReviewComparison(from: review(1, rows), to: review(2, part, under: "BP"))
        #expect(comparison.under == ["BP"])
        #expect(comparison.changes.map { $0.row?.code } == ["CB3"])
        let apart = try ReviewComparison(
            from: review(1, rows, under: "CB1"), to: review(2, part, under: "BP"))
        #expect(apart.changes.isEmpty && apart.unchanged == 0)
    }

    @Test("A review is not compared with itself, nor with one of another kit")
    func refused() throws {
        let first = try review(1, [])
        expectError(.reviewToItself) { try ReviewComparison(from: first, to: first) }
        let other = try review(2, [], kit: "cap-khac")
        let error = expectError(.reviewOfOtherKit) { try ReviewComparison(from: first, to: other) }
        #expect(error?.arguments["secondKit"] == "cap-khac")
    }
}

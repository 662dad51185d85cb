import SatchelCore

/// The answers to a review's question, counted up the tree, and those that are to be listed.
struct ReviewReading {
    /// One line to be listed: which kit, and which copy of whom.
    struct Place {
        let sheet: Int
        let line: HoldingsMatrix.Line
        let node: OrganisationNode
    }

    let question: ReviewQuestion
    let matrix: HoldingsMatrix
    /// The node asked about; nil for the whole organisation.
    let scope: OrganisationNode?
    let total: Tally
    let editions: [HoldingsAudit.EditionVerdict: Int]
    let contents: [HoldingsAudit.ContentsVerdict: Int]
    let turns: [HoldingsAudit.Turn: Int]
    let copies: [Copy: Int]
    /// What is out of force but held: how many copies of each form hold it.
    let outdated: [(document: HoldingsAudit.Outdated, copies: Int)]
    /// By the place of a node in the tree: what stands at it and below it.
    private let tallies: [Tally]
    /// The lines that are asked for, in order: the tree's place, the sheet's, the line's.
    private let keys: [Int]

    /// - Throws: `nodeUnknown`, `kitUnknown`.
    init(_ question: ReviewQuestion, _ register: Register) throws {
        self.question = question
        matrix = try register.matrix(
            kits: question.kits.map(\.definition.slug), on: question.day, question.known)
        let tree = matrix.tree
        scope = try question.under.map { try tree.node(code: $0) }
        let places = TreePlaces(tree)
        var sums = places.tallies
        var keys: [Int] = []
        var counts: [[Int]] = matrix.sheets.map { $0.judgements.map { _ in 0 } }
        let below = places.flags(below: scope.map { tree.subtree(of: $0.id) })
        for (place, sheet) in matrix.sheets.enumerated() {
            let weights = sheet.judgements.map(Weight.init)
            let asked = sheet.judgements.map(question.asks)
            for (index, line) in sheet.lines.enumerated() {
                guard let rank = places[line.node] else { continue }
                let weight = weights[line.judgement]
                sums[places.holder(rank)].add(weight.stand, outdated: weight.isOutdated, late: weight.isLate)
                guard below[rank] else { continue }
                counts[place][line.judgement] += 1
                if asked[line.judgement] { keys.append(rank << 40 | place << 32 | index) }
            }
        }
        // One kit alone comes in the order of its copy numbers, as on its papers.
        if matrix.sheets.count > 1 { keys.sort() }
        self.keys = keys
        tallies = places.rolledUp(sums)
        let groups = zip(matrix.sheets, counts).flatMap { sheet, counts in
            zip(sheet.judgements, counts).filter { $0.1 > 0 }
        }
        total = groups.reduce(into: Tally()) { $0.add($1.0, $1.1) }
        editions = ReviewReading.sums(groups) { [$0.edition] }
        contents = ReviewReading.sums(groups) { [$0.verdict] }
        turns = ReviewReading.sums(groups) { Array($0.turns) }
        copies = ReviewReading.sums(groups) { [$0.copy] }
        outdated = ReviewReading.sums(groups) { $0.contents?.outdated ?? [] }.map { ($0.key, $0.value) }
            .sorted { ($0.document.since, $0.document.document) < ($1.document.since, $1.document.document) }
    }

    private static func sums<Key: Hashable>(
        _ groups: [(Judgement, Int)], _ keys: (Judgement) -> [Key]
    ) -> [Key: Int] {
        groups.reduce(into: [:]) { sums, group in
            for key in keys(group.0) { sums[key, default: 0] += group.1 }
        }
    }

    /// How many lines are asked for.
    var count: Int { keys.count }

    /// Some of the lines asked for.
    func lines(_ range: Range<Int>) -> [Place] {
        keys[range].map { key in
            let sheet = key >> 32 & 0xff
            return Place(
                sheet: sheet, line: matrix.sheets[sheet].lines[key & 0xffff_ffff],
                node: matrix.tree.nodes[key >> 40])
        }
    }

    /// The counts at and below the nodes directly under the one asked about that have others under them; the whole
    /// tree's committees when asked for.
    func committees(all: Bool = false) -> [(node: OrganisationNode, tally: Tally)] {
        let tree = matrix.tree
        let below = scope.map { tree.subtree(of: $0.id) }
        let parents = Set(tree.nodes.compactMap(\.parentID))
        let roots = tree.roots
        let found = tree.nodes.enumerated().filter { _, node in
            parents.contains(node.id) && (below?.contains(node.id) ?? true)
                && (all || isNext(node, under: roots))
        }
        return found.map { (node: $1, tally: tallies[$0]) }.filter { $0.tally.rows > 0 }
    }

    private func isNext(_ node: OrganisationNode, under roots: [OrganisationNode]) -> Bool {
        if let scope { return node.parentID == scope.id }
        // A single root says the same as the whole.
        return roots.count == 1 ? node.parentID == roots[0].id : roots.contains { $0.id == node.id }
    }

    /// What a judgement adds to a tally, worked out once.
    private struct Weight {
        let stand: Stand
        let isOutdated: Bool
        let isLate: Bool

        init(_ judgement: Judgement) {
            stand = Stand(judgement.edition, judgement.turns)
            isOutdated = judgement.verdict == .outdated
            isLate = judgement.daysLate > 0
        }
    }
}

/// The places of nodes in a tree's order, to count by numbers instead of by looking things up.
private struct TreePlaces {
    private let places: [Int64: Int]
    /// The place of the node above; itself for a root.
    private let above: [Int]
    private let isCommittee: [Bool]

    init(_ tree: OrganisationTree) {
        let places = Dictionary(uniqueKeysWithValues: tree.nodes.enumerated().map { ($1.id, $0) })
        let above = tree.nodes.enumerated().map { place, node in
            node.parentID.flatMap { places[$0] } ?? place
        }
        var isCommittee = Array(repeating: false, count: above.count)
        for (place, parent) in above.enumerated() where parent != place { isCommittee[parent] = true }
        self.places = places
        self.above = above
        self.isCommittee = isCommittee
    }

    subscript(node: Int64) -> Int? { places[node] }

    var tallies: [Tally] { Array(repeating: Tally(), count: above.count) }

    /// Where the copies of a node are counted: at itself when others stand below it, else at the node above.
    func holder(_ place: Int) -> Int { isCommittee[place] ? place : above[place] }

    func flags(below nodes: Set<Int64>?) -> [Bool] {
        guard let nodes else { return Array(repeating: true, count: above.count) }
        var flags = Array(repeating: false, count: above.count)
        for node in nodes { if let place = places[node] { flags[place] = true } }
        return flags
    }

    /// What was counted at each node, counted at all above it too.
    func rolledUp(_ tallies: [Tally]) -> [Tally] {
        var sums = tallies
        for (start, tally) in tallies.enumerated() where tally.rows > 0 {
            var place = start
            var steps = 0
            while above[place] != place, steps < above.count {
                place = above[place]
                steps += 1
                sums[place].add(tally)
            }
        }
        return sums
    }
}

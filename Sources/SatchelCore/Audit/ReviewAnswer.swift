/// An audit's answer as it can be kept: codes, names and verdicts as they were, documents by their ids.
///
/// What is read out of a saved answer never depends on how audits judge today: verdicts and turns are kept too.
/// A property added later must be optional, or answers saved before it cannot be read.
package struct ReviewAnswer: Sendable, Hashable, Codable {
    /// A node that recipients stand under.
    package struct Committee: Sendable, Hashable, Codable {
        package let code: String
        package let name: String
        /// The code of the committee above it.
        package let parent: String?

        init(_ node: OrganisationNode, _ tree: OrganisationTree) {
            code = node.code
            name = node.name
            parent = node.parentID.flatMap { tree[$0]?.code }
        }
    }

    /// A document that is held but out of force on the day.
    package struct Outdated: Sendable, Hashable, Codable {
        package let document: Int64
        package let status: InForce.Status
        package let since: Day
        /// What is in force in its place on the day.
        package let replacedBy: [Int64]
        package let turn: HoldingsAudit.Turn
    }

    /// What a copy holds otherwise than it should.
    package struct Contents: Sendable, Hashable, Codable {
        package let outdated: [Outdated]
        /// Documents with relations that nobody has confirmed.
        package let unverified: [Int64]
        /// Found in it though the edition does not have them: identities as in `EditionItem`.
        package var extra: [String] = []
        /// Not found in it though the edition has them.
        package var missing: [String] = []

        package init(_ contents: HoldingsAudit.Contents) {
            outdated = contents.outdated.map { document in
                Outdated(
                    document: document.document, status: document.status, since: document.since,
                    replacedBy: document.replacedBy, turn: document.isBoardsTurn ? .board : .branch)
            }
            unverified = contents.unverified
            extra = contents.finding?.extra ?? []
            missing = contents.finding?.missing ?? []
        }
    }

    /// The newest edition that is not withdrawn on the day; nil before the first.
    package let latest: Int?
    /// The node it is about, with all below it; nil for the whole organisation.
    package let scope: Committee?
    /// The committees above the rows; each before those below it, else in the order of their codes.
    package let committees: [Committee]
    /// What copies hold, each once; rows point into it.
    package let contents: [Contents]
    package let rows: [ReviewRow]

    /// What an audit says of the whole organisation, or of a node and all below it.
    /// - Throws: `nodeUnknown` for a code that the audit's day does not have.
    package init(_ audit: HoldingsAudit, under code: String? = nil) throws {
        let node = try code.map { try audit.tree.node(code: $0) }
        let below = node.map { audit.tree.subtree(of: $0.id) }
        let asked = audit.rows.filter { below?.contains($0.node.id) ?? true }
        var contents: [Contents] = []
        var places: [HoldingsAudit.Contents: Int] = [:]
        rows = asked.map { row in
            let place = row.contents.map { held in
                if let known = places[held] { return known }
                contents.append(Contents(held))
                places[held] = contents.count - 1
                return contents.count - 1
            }
            return ReviewRow(row, parent: row.node.parentID.flatMap { audit.tree[$0]?.code }, contents: place)
        }
        self.contents = contents
        latest = audit.latest
        scope = node.map { Committee($0, audit.tree) }
        committees = ReviewAnswer.committees(above: asked, audit.tree)
    }

    private static func committees(
        above rows: [HoldingsAudit.Row], _ tree: OrganisationTree
    ) -> [Committee] {
        var wanted: Set<Int64> = []
        for node in Set(rows.map(\.node.id)) { wanted.formUnion(tree.ancestors(of: node).map(\.id)) }
        var found: [Committee] = []
        var waiting = Array(tree.roots.reversed())
        while let node = waiting.popLast() {
            guard wanted.contains(node.id) else { continue }
            found.append(Committee(node, tree))
            waiting += tree.children(of: node.id).reversed()
        }
        return found
    }

    /// What the copy of a row holds otherwise than it should; nil when nothing is held.
    package func contents(of row: ReviewRow) -> Contents? {
        row.contents.flatMap { contents.indices.contains($0) ? contents[$0] : nil }
    }

    /// The names of the committees, by their codes.
    package var names: [String: String] {
        Dictionary(uniqueKeysWithValues: committees.map { ($0.code, $0.name) })
    }

    /// Whether every recipient holds the latest edition and nothing out of force.
    package var isInOrder: Bool { rows.allSatisfy { $0.isInOrder || $0.edition == .notRecipient } }

    package var total: ReviewTotals { rows.reduce(into: ReviewTotals()) { $0.add($1, contents(of: $1)) } }

    /// The committees that the answer is about: the node asked for and those below it.
    package var committeesAsked: [Committee] {
        guard let scope else { return committees }
        let parents = parents
        return committees.filter { ReviewAnswer.above($0.code, parents).contains(scope.code) }
    }

    /// Totals of every committee above the rows, by its code.
    package var totals: [String: ReviewTotals] {
        let parents = parents
        var totals: [String: ReviewTotals] = [:]
        for row in rows {
            for code in ReviewAnswer.above(row.parent, parents) {
                totals[code, default: ReviewTotals()].add(row, contents(of: row))
            }
        }
        return totals
    }

    /// The rows of a node and of all below it; all rows for nil.
    package func rows(under code: String?) -> [ReviewRow] {
        guard let code else { return rows }
        let parents = parents
        return rows.filter { $0.code == code || ReviewAnswer.above($0.parent, parents).contains(code) }
    }

    private var parents: [String: String?] {
        Dictionary(uniqueKeysWithValues: committees.map { ($0.code, $0.parent) })
    }

    private static func above(_ parent: String?, _ parents: [String: String?]) -> [String] {
        var found: [String] = []
        var next = parent
        while let code = next, let above = parents[code] {
            found.append(code)
            next = above
        }
        return found
    }
}

extension ReviewAnswer {
    /// What is out of force but held, by the day it went, and how many copies of each form hold it.
    package var outdated: [(document: Outdated, copies: [Copy: Int])] {
        var counts: [Outdated: [Copy: Int]] = [:]
        for row in rows {
            for old in contents(of: row)?.outdated ?? [] {
                counts[old, default: [:]][row.copy, default: 0] += 1
            }
        }
        return counts.sorted { ($0.key.since, $0.key.document) < ($1.key.since, $1.key.document) }
            .map { ($0.key, $0.value) }
    }

    /// What is amiss with the contents of a row's copy, counted.
    package func trouble(of row: ReviewRow) -> [Text] {
        guard let contents = contents(of: row) else { return [] }
        let counts = [
            (contents.outdated.count, Text("{n} văn bản hết hiệu lực", "{n} out of force")),
            (contents.extra.count, Text("thừa {n} tài liệu", "{n} too many")),
            (contents.missing.count, Text("thiếu {n} tài liệu", "{n} missing")),
            (contents.unverified.count, Text("{n} văn bản cần xác minh", "{n} to be verified")),
        ]
        return counts.filter { $0.0 > 0 }.map { count, text in
            Text(text(.vi, ["n": "\(count)"]), text(.en, ["n": "\(count)"]))
        }
    }
}

extension HoldingsAudit.EditionVerdict: Codable {}
extension HoldingsAudit.ContentsVerdict: Codable {}
extension HoldingsAudit.Turn: Codable {}
extension InForce.Status: Codable {}

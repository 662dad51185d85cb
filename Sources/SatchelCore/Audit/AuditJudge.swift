/// Judges what recipients hold; each edition's contents once, however many hold it.
final class AuditJudge {
    /// A document of an edition, and whether it is kept in it on purpose.
    typealias Item = (id: Int64, isKept: Bool)

    private let documents: (Edition) throws -> [Item]
    private let scope: AuditScope
    private let editions: [Int: Edition]
    private let latestDocuments: Set<Int64>
    /// What the newest edition keeps on purpose: held against nobody.
    private let keptByLatest: Set<Int64>
    private let inForce: InForce
    private var judged: [Int: HoldingsAudit.Contents] = [:]
    private var outdated: [Int64: HoldingsAudit.Outdated?] = [:]

    /// - Parameter documents: what an edition holds.
    init(_ scope: AuditScope, inForce: InForce, documents: @escaping (Edition) throws -> [Item]) throws {
        self.documents = documents
        self.scope = scope
        self.inForce = inForce
        editions = Dictionary(uniqueKeysWithValues: scope.editions.map { ($0.number, $0) })
        let latest = try scope.editions.last { $0.number == scope.latest }.map(documents) ?? []
        latestDocuments = Set(latest.map(\.id))
        keptByLatest = Set(latest.filter(\.isKept).map(\.id))
    }

    /// The audit's row of a recipient and copy.
    func row(
        _ recipient: AuditRecipient, _ node: OrganisationNode, _ copy: Copy, held: Int?
    ) throws -> HoldingsAudit.Row {
        let supply = recipient.supply
        let verdict = verdict(held: held, supplied: supply?.edition)
        let isLate = verdict != .latest && verdict != .notRecipient
        return HoldingsAudit.Row(
            node: node, copyNumber: recipient.copyNumber, copy: copy, held: held, supplied: supply?.edition,
            suppliedOn: supply?.on, dueOn: supply?.due, edition: verdict,
            contents: try held.map { try contents(of: $0) },
            daysLate: isLate ? max(0, supply?.due.map { scope.day.ordinal - $0.ordinal } ?? 0) : 0)
    }

    /// How an edition held, of those supplied, stands to the latest.
    func verdict(held: Int?, supplied: Int?) -> HoldingsAudit.EditionVerdict {
        if let held, scope.withdrawn.contains(held) { return .withdrawn }
        guard let latest = scope.latest, supplied == latest else { return .notRecipient }
        guard let held else { return .none }
        return held == latest ? .latest : held > latest ? .ahead : .behind
    }

    /// What an edition holds that is not in force.
    func contents(of number: Int) throws -> HoldingsAudit.Contents {
        if let known = judged[number] { return known }
        let documents = try editions[number].map(documents) ?? []
        var old: [HoldingsAudit.Outdated] = []
        var unverified: [Int64] = []
        for document in documents where !document.isKept && !keptByLatest.contains(document.id) {
            if let found = judge(document.id) { old.append(found) }
            if !inForce.status(of: document.id, on: scope.day).unconfirmed.isEmpty {
                unverified.append(document.id)
            }
        }
        let contents = HoldingsAudit.Contents(outdated: old, unverified: unverified)
        judged[number] = contents
        return contents
    }

    private func judge(_ document: Int64) -> HoldingsAudit.Outdated? {
        if let known = outdated[document] { return known }
        let answer = inForce.status(of: document, on: scope.day)
        let found: HoldingsAudit.Outdated?
        switch answer.status {
        case .superseded, .repealed, .expired, .suspended:
            found = HoldingsAudit.Outdated(
                document: document, status: answer.status, since: answer.since ?? scope.day,
                replacedBy: inForce.current(of: document, on: scope.day).filter { $0 != document },
                isBoardsTurn: latestDocuments.contains(document))
        case .notYetInForce, .inForce, .amended, .partlySuperseded: found = nil
        }
        outdated[document] = .some(found)
        return found
    }
}

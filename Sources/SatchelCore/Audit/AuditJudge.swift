/// Judges what recipients hold; each edition's contents once, however many hold it.
final class AuditJudge {
    /// A document of an edition, and whether it is kept in it on purpose.
    typealias Item = (id: Int64, isKept: Bool)

    private struct Held: Hashable {
        let edition: Int
        let finding: Int64?
    }

    private let documents: (Edition) throws -> [Item]
    private let scope: AuditScope
    private let editions: [Int: Edition]
    private let latestDocuments: Set<Int64>
    /// What the newest edition keeps on purpose: held against nobody.
    private let keptByLatest: Set<Int64>
    private let inForce: InForce
    private let findings: (Int64) throws -> Finding?
    private var judged: [Standing: Judgement] = [:]
    private var contents: [Held: HoldingsAudit.Contents] = [:]
    private var outdated: [Int64: HoldingsAudit.Outdated?] = [:]

    /// - Parameters:
    ///   - findings: what was found, by its id.
    ///   - documents: what an edition holds.
    init(
        _ scope: AuditScope, inForce: InForce, findings: @escaping (Int64) throws -> Finding?,
        documents: @escaping (Edition) throws -> [Item]
    ) throws {
        self.documents = documents
        self.findings = findings
        self.scope = scope
        self.inForce = inForce
        editions = Dictionary(uniqueKeysWithValues: scope.editions.map { ($0.number, $0) })
        let latest = try scope.editions.last { $0.number == scope.latest }.map(documents) ?? []
        latestDocuments = Set(latest.map(\.id))
        keptByLatest = Set(latest.filter(\.isKept).map(\.id))
    }

    /// What the audit says of a standing.
    func judge(_ standing: Standing) throws -> Judgement {
        if let known = judged[standing] { return known }
        let verdict = verdict(standing)
        let isLate = verdict != .latest && verdict != .notRecipient
        let judgement = Judgement(
            standing: standing, edition: verdict,
            contents: try standing.held.map { try contents(of: $0, standing.finding) },
            daysLate: isLate ? max(0, standing.dueOn.map { scope.day.ordinal - $0.ordinal } ?? 0) : 0)
        judged[standing] = judgement
        return judgement
    }

    /// How an edition held stands to the latest and to what was supplied.
    private func verdict(_ standing: Standing) -> HoldingsAudit.EditionVerdict {
        if let held = standing.held, scope.withdrawn.contains(held) { return .withdrawn }
        guard let latest = scope.latest, standing.supplied == latest else { return .notRecipient }
        guard let held = standing.held else { return standing.withheld == nil ? .none : .notHandedOver }
        return held == latest ? .latest : held > latest ? .ahead : .behind
    }

    /// What an edition holds that is not in force, as it was found when `finding` names what differs.
    private func contents(of number: Int, _ id: Int64?) throws -> HoldingsAudit.Contents {
        let key = Held(edition: number, finding: id)
        if let known = contents[key] { return known }
        let finding = try id.flatMap(findings)
        var documents = try editions[number].map(documents) ?? []
        if let finding {
            let missing = Set(finding.missing.compactMap(EditionItem.document))
            documents.removeAll { missing.contains($0.id) }
            documents += finding.extra.compactMap(EditionItem.document).map { ($0, false) }
        }
        var old: [HoldingsAudit.Outdated] = []
        var unverified: [Int64] = []
        for document in documents where !document.isKept && !keptByLatest.contains(document.id) {
            if let found = judge(document.id) { old.append(found) }
            if !inForce.status(of: document.id, on: scope.day).unconfirmed.isEmpty {
                unverified.append(document.id)
            }
        }
        let found = HoldingsAudit.Contents(outdated: old, unverified: unverified, finding: finding)
        contents[key] = found
        return found
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

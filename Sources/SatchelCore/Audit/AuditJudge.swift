/// Judges what recipients hold; each edition's contents once, however many hold it.
final class AuditJudge {
    /// A document of an edition, and whether it is kept in it on purpose.
    typealias Item = (id: Int64, isKept: Bool)

    private struct Held: Hashable {
        let edition: Int
        let finding: Int64?
    }

    /// What there is to say of a document held, on the day.
    private struct Fault {
        let document: Int64
        let outdated: HoldingsAudit.Outdated?
        let isUnverified: Bool
    }

    private let documents: (Edition) throws -> [Item]
    private let scope: AuditScope
    private let editions: [Int: Edition]
    private let latestDocuments: Set<Int64>
    /// What the newest edition keeps on purpose: held against nobody.
    private let keptByLatest: Set<Int64>
    private let inForce: InForce
    private let findings: (Int64) throws -> Finding?
    private var contents: [Held: HoldingsAudit.Contents] = [:]
    /// Of an edition's documents, those there is something to say of.
    private var faults: [Int: [Fault]] = [:]
    private var judgedDocuments: [Int64: Fault?] = [:]

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
        let verdict = verdict(standing)
        let isLate = verdict != .latest && verdict != .notRecipient
        return Judgement(
            standing: standing, edition: verdict,
            contents: try standing.held.map { try contents(of: $0, standing.finding) },
            daysLate: isLate ? max(0, standing.dueOn.map { scope.day.ordinal - $0.ordinal } ?? 0) : 0)
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
        var faults = try faults(of: number)
        let finding = try id.flatMap(findings)
        if let finding {
            let missing = finding.missing.compactMap(EditionItem.document)
            faults.removeAll { missing.contains($0.document) }
            faults += finding.extra.compactMap { EditionItem.document($0).flatMap(fault) }
        }
        let found = HoldingsAudit.Contents(
            outdated: faults.compactMap(\.outdated),
            unverified: faults.filter(\.isUnverified).map(\.document),
            finding: finding)
        contents[key] = found
        return found
    }

    private func faults(of number: Int) throws -> [Fault] {
        if let known = faults[number] { return known }
        let found = try (editions[number].map(documents) ?? []).filter { !$0.isKept }.compactMap {
            fault($0.id)
        }
        faults[number] = found
        return found
    }

    /// Nil for a document that is in order, or that the newest edition keeps.
    private func fault(_ document: Int64) -> Fault? {
        if let known = judgedDocuments[document] { return known }
        let answer = inForce.status(of: document, on: scope.day)
        let found = Fault(
            document: document, outdated: outdated(document, answer),
            isUnverified: !answer.unconfirmed.isEmpty)
        let isFault = (found.outdated != nil || found.isUnverified) && !keptByLatest.contains(document)
        judgedDocuments[document] = .some(isFault ? found : nil)
        return isFault ? found : nil
    }

    private func outdated(_ document: Int64, _ answer: InForce.Answer) -> HoldingsAudit.Outdated? {
        switch answer.status {
        case .superseded, .repealed, .expired, .suspended:
            HoldingsAudit.Outdated(
                document: document, status: answer.status, since: answer.since ?? scope.day,
                replacedBy: inForce.current(of: document, on: scope.day).filter { $0 != document },
                isBoardsTurn: latestDocuments.contains(document))
        case .notYetInForce, .inForce, .amended, .partlySuperseded: nil
        }
    }
}

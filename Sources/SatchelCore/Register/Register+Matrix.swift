import GRDB

extension Register {
    /// Audits several kits on a day, as known, at once: each by a connection of its own, all as of one event.
    /// - Throws: `kitUnknown`.
    package func matrix(
        kits slugs: [String], on day: Day, _ known: Known = .now
    ) throws -> HoldingsMatrix {
        enum Part: Sendable {
            case tree(OrganisationTree)
            case sheet(HoldingsMatrix.Sheet)
        }
        let known = try read { try known.settled($0) }
        let sight = sight
        let tree: @Sendable (Database) throws -> Part = {
            .tree(sight.seen(of: try Register.organisation($0, on: day, known)))
        }
        let sheets = slugs.map { slug -> @Sendable (Database) throws -> Part in
            { .sheet(try Register.sheet($0, of: slug, on: day, known, sight)) }
        }
        var found = OrganisationTree([])
        var read: [HoldingsMatrix.Sheet] = []
        for part in try readTogether(sheets + [tree]) {
            switch part {
            case .tree(let tree): found = tree
            case .sheet(let sheet): read.append(sheet)
            }
        }
        return HoldingsMatrix(day: day, tree: found, sheets: read)
    }

    private static func sheet(
        _ db: Database, of slug: String, on day: Day, _ known: Known, _ sight: Sight?
    ) throws -> HoldingsMatrix.Sheet {
        let scope = try auditScope(db, slug, day, known)
        let recipients = try recipients(db, scope).filter { sight.has($0.node) }
        let standings = try standings(db, scope, recipients).sorted { $0.copy.rawValue < $1.copy.rawValue }
        let judge = try auditJudge(db, scope, of: standings.flatMap(\.distinct))
        var judgements: [Judgement] = []
        var starts: [Int] = []
        for standings in standings {
            starts.append(judgements.count)
            judgements += try standings.distinct.map(judge.judge)
        }
        var lines: [HoldingsMatrix.Line] = []
        lines.reserveCapacity(recipients.count * standings.count)
        for (place, recipient) in recipients.enumerated() {
            for (start, standings) in zip(starts, standings) {
                lines.append(
                    HoldingsMatrix.Line(
                        node: recipient.node, copyNumber: Int(recipient.copyNumber),
                        judgement: start + standings.index(place)))
            }
        }
        // Recipients come in the order of their ids, which mostly is that of their copy numbers.
        if !zip(recipients, recipients.dropFirst()).allSatisfy({ $0.copyNumber < $1.copyNumber }) {
            lines.sort { ($0.copyNumber, $0.judgement) < ($1.copyNumber, $1.judgement) }
        }
        return HoldingsMatrix.Sheet(
            kit: scope.kit.definition, latest: scope.editions.last { $0.number == scope.latest },
            judgements: judgements, lines: lines)
    }
}

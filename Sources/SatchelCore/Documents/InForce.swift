/// What holds on a day: the status of every document, derived from its dates and the confirmed relations.
///
/// Built once from what the register knows, then asked for any document and day. After a replacement or repeal nothing
/// comes back to life by itself.
package struct InForce: Sendable {
    package enum Status: String, Sendable, CaseIterable {
        case notYetInForce, inForce, amended, partlySuperseded, suspended, superseded, repealed, expired

        /// Whether the document may be used on the day (in full, or with what amends it).
        package var isUsable: Bool {
            switch self {
            case .inForce, .amended, .partlySuperseded: true
            case .notYetInForce, .suspended, .superseded, .repealed, .expired: false
            }
        }
    }

    /// A status, the day it began and the relation that says so.
    package struct Answer: Sendable, Hashable {
        package let status: Status
        package let since: Day?
        package let relation: Relation?
        /// Relations that would change the status if someone confirmed them.
        package let unconfirmed: [Relation]
    }

    package let dates: [Int64: DocumentDates]
    /// Documents that were removed: held against nobody, found by nobody. What they ended stays ended, and what took
    /// their place is still led to.
    package let removed: Set<Int64>
    private let byObject: [Int64: [Relation]]
    private let bySubject: [Int64: [Relation]]

    package init(dates: [Int64: DocumentDates], relations: [Relation], removed: Set<Int64> = []) {
        self.dates = dates
        self.removed = removed
        let acting = relations.filter { $0.type.changesStatus }
        byObject = Dictionary(grouping: acting, by: \.object)
        bySubject = Dictionary(grouping: acting, by: \.subject)
    }

    /// The day a relation begins to act; nil when it was not said and the subject has no date.
    package func begins(_ relation: Relation) -> Day? {
        relation.effectiveOn ?? dates[relation.subject]?.inForceFrom
    }

    /// The status of a document on a day.
    package func status(of document: Int64, on day: Day) -> Answer {
        if removed.contains(document) {
            return Answer(status: .inForce, since: nil, relation: nil, unconfirmed: [])
        }
        let touching = byObject[document] ?? []
        let unconfirmed = touching.filter { relation in
            !relation.isConfirmed && (begins(relation).map { $0 <= day } ?? true)
                && (relation.until.map { day <= $0 } ?? true)
        }
        func answer(_ status: Status, _ since: Day?, _ relation: Relation? = nil) -> Answer {
            Answer(status: status, since: since, relation: relation, unconfirmed: unconfirmed)
        }
        let own = dates[document]
        if let end = end(of: document), end.day <= day { return answer(end.status, end.day, end.relation) }
        if let from = own?.inForceFrom, day < from { return answer(.notYetInForce, nil) }
        let acting = touching.compactMap { relation -> (day: Day, relation: Relation)? in
            guard relation.isConfirmed, let from = begins(relation), from <= day,
                relation.until.map({ day <= $0 }) ?? true
            else { return nil }
            return (from, relation)
        }.sorted { ($0.day, $0.relation.id) < ($1.day, $1.relation.id) }
        if let stop = acting.first(where: { $0.relation.type == .suspends && $0.relation.scope == nil }) {
            return answer(.suspended, stop.day, stop.relation)
        }
        if let part = acting.first(where: {
            $0.relation.type == .replaces || $0.relation.type == .repeals || $0.relation.type == .suspends
        }) {
            return answer(.partlySuperseded, part.day, part.relation)
        }
        if let change = acting.last(where: { $0.relation.type == .amends || $0.relation.type == .corrects }) {
            return answer(.amended, change.day, change.relation)
        }
        return answer(.inForce, own?.inForceFrom)
    }

    /// Why and from which day a document is out of force for good; nil when nothing ends it.
    package func end(of document: Int64) -> (day: Day, status: Status, relation: Relation?)? {
        var ends: [(day: Day, status: Status, relation: Relation?)] = []
        for relation in byObject[document] ?? [] where relation.isConfirmed && relation.scope == nil {
            guard relation.type == .replaces || relation.type == .repeals, let from = begins(relation) else {
                continue
            }
            ends.append((from, relation.type == .replaces ? .superseded : .repealed, relation))
        }
        if let last = dates[document]?.expiresOn { ends.append((last.advanced(by: 1), .expired, nil)) }
        return ends.min { ($0.day, $0.relation?.id ?? 0) < ($1.day, $1.relation?.id ?? 0) }
    }

    /// What stands in a superseded document's place on a day: the ends of its chain of replacements that are not
    /// themselves superseded, repealed or expired by then. Itself while it is not superseded. Never what was removed.
    package func current(of document: Int64, on day: Day) -> [Int64] {
        var found: [Int64] = []
        var seen: Set<Int64> = []
        var waiting = [document]
        while let next = waiting.popLast() {
            guard seen.insert(next).inserted else { continue }
            guard let end = end(of: next), end.day <= day else {
                if !removed.contains(next) { found.append(next) }
                continue
            }
            waiting += replacements(of: next, by: day).map(\.subject).reversed()
        }
        return found
    }

    /// The confirmed whole replacements of a document that act by a day, earliest first.
    package func replacements(of document: Int64, by day: Day) -> [Relation] {
        (byObject[document] ?? []).filter {
            $0.type == .replaces && $0.isConfirmed && $0.scope == nil
                && (begins($0).map { $0 <= day } ?? false)
        }.sorted { (begins($0) ?? .first, $0.id) < (begins($1) ?? .first, $1.id) }
    }

    /// The confirmed replacements of a document that begin after a day.
    package func comingReplacements(of document: Int64, after day: Day) -> [Relation] {
        (byObject[document] ?? []).filter {
            $0.type == .replaces && $0.isConfirmed && $0.scope == nil
                && (begins($0).map { $0 > day } ?? false)
        }
    }

    /// The confirmed amendments of a document that act on a day: keep it together with these.
    package func amendments(of document: Int64, on day: Day) -> [Relation] {
        (byObject[document] ?? []).filter {
            $0.type == .amends && $0.isConfirmed && (begins($0).map { $0 <= day } ?? false)
        }
    }

    /// All relations that change statuses, by their object.
    var acting: [Relation] { byObject.values.flatMap { $0 }.sorted { $0.id < $1.id } }
}

extension InForce {
    /// The relations that change statuses and touch a document, as the one that acts or the one acted on.
    package func touching(_ document: Int64) -> [Relation] {
        ((byObject[document] ?? []) + (bySubject[document] ?? [])).sorted { $0.id < $1.id }
    }
}

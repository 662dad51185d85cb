import SatchelCore

/// The shapes of audits, reviews and removals.
enum AuditRecords {
    static let row = Record<(row: ReviewRow, contents: ReviewAnswer.Contents?)>(
        "AuditRow",
        [
            .text("code", \.row.code), .text("name", \.row.name), .textIfAny("parent", \.row.parent),
            .whole("copyNumber", \.row.copyNumber), .copy("copy", \.row.copy),
            .wholeIfAny("held", \.row.held),
            .wholeIfAny("supplied", \.row.supplied), .dayIfAny("suppliedOn", \.row.suppliedOn),
            .dayIfAny("dueOn", \.row.dueOn), .word("verdict", \.row.edition),
            .word("contents", \.row.verdict),
            .texts("turns") { $0.row.turns.map(\.rawValue) }, .whole("daysLate", \.row.daysLate),
            .flag("isInOrder", \.row.isInOrder), .wholeIfAny("withheld", \.row.withheld),
            .many("outdated", outdated) { $0.contents?.outdated ?? [] },
            .wholes("unverified") { $0.contents?.unverified ?? [] },
            .texts("extra") { $0.contents?.extra ?? [] },
            .texts("missing") { $0.contents?.missing ?? [] },
        ])

    private static let outdated = Record<ReviewAnswer.Outdated>(
        "Outdated",
        [
            .whole("document", \.document), .word("status", \.status), .day("since", \.since),
            .wholes("replacedBy", \.replacedBy), .word("turn", \.turn),
        ])

    static let totals = Record<ReviewTotals>(
        "AuditTotals",
        [.whole("copies", \.rows)]
            + HoldingsAudit.EditionVerdict.allCases.map { verdict in .whole(verdict.rawValue) { $0[verdict] }
            }
            + [
                .whole("outdated") { $0[HoldingsAudit.ContentsVerdict.outdated] }, .whole("extra", \.surplus),
                .whole("missing", \.incomplete), .whole("branchsTurn", \.branchsTurn),
                .whole("boardsTurn", \.boardsTurn), .whole("late", \.late),
            ])

    static let saved = Record<SavedReview>(
        "Review",
        [
            .whole("number", \.head.number), .text("kit", \.head.kit), .day("on", \.head.day),
            .textIfAny("under", \.head.under), .textIfAny("title", \.head.title),
            .instant("knownAt", \.head.knownAt),
            .instant("madeAt", \.head.madeAt), .text("madeBy", \.head.madeBy),
            .textIfAny("onBehalfOf", \.head.onBehalfOf), .text("digest", \.digest),
        ])

    static let comparison = Record<ReviewComparison>(
        "Comparison",
        [
            .whole("first", \.first.number), .whole("second", \.second.number), .text("kit", \.first.kit),
            .texts("under", \.under), .whole("unchanged", \.unchanged), .many("items", change, \.changes),
        ])

    private static let change = Record<ReviewComparison.Change>(
        "ReviewChange",
        [
            .word("kind", \.kind),
            .oneIfAny("before", row) { change in change.before.map { ($0, change.contentsBefore) } },
            .oneIfAny("after", row) { change in change.after.map { ($0, change.contentsAfter) } },
        ])

    static let removal = Record<Removal>(
        "Removal",
        [
            .whole("number", \.number), .instant("at", \.at), .text("by", \.by.user),
            .text("reason", \.reason),
            .many("places", place, \.places), .whole("hashes", \.hashes), .flag("isClean", \.isClean),
        ])

    private static let place = Record<Removal.Place>(
        "RemovalPlace",
        [
            .text("kit", \.kit), .whole("edition", \.edition), .day("issuedOn", \.issuedOn),
            .text("slot", \.slot),
            .whole("number", \.number),
        ])

    static let removalReport = Record<RemovalReport>(
        "RemovalReport",
        [
            .oneIfAny("removal", removal, \.removal), .many("places", place, \.places),
            .many("receivers", receiver, \.receivers), .whole("withoutProof", \.withoutProof),
            .whole("copiesOfTheRegister", \.copies.count),
        ])

    private static let receiver = Record<Receiver>(
        "Receiver",
        [
            .text("kit", \.kit), .whole("edition", \.edition), .text("code", \.code), .text("name", \.node),
            .copy("copy", \.copy), .whole("copyNumber", \.copyNumber), .proof("proof", \.proof),
            .day("receivedOn", \.receivedOn), .word("state", \.state), .day("stateOn", \.stateOn),
            .textIfAny("person", \.person), .textIfAny("holder", \.holder), .textIfAny("phone", \.phone),
        ])

    static let cleared = Record<Int>("Cleared", [.whole("files", \.self)])

    static let outlook = Record<RemovalOutlook>(
        "RemovalOutlook",
        [
            .text("reference", \.document.key), .many("files", Records.file, \.files),
            .texts("alike", \.alike),
            .texts("resting") { $0.resting.map(\.vi) }, .texts("editions", \.editions),
            .texts("staying", \.staying), .one("report", removalReport, \.report),
        ])
}

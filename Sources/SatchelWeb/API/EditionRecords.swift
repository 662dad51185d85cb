import SatchelCore

/// What the next edition of a kit would hold, change and reach.
struct PreviewView: Sendable {
    let preview: KitPreview
    let signOff: SignOff
    let labels: [String: String]
    let language: Language
    let clock: OfficeClock
}

/// A line of a change list, with the names of what goes and comes.
struct NamedChange: Sendable {
    let line: ChangeList.Line
    let labels: [String: String]
}

/// An edition with all it holds.
struct EditionDetail: Sendable {
    let edition: Edition
    let items: [EditionItem]
    let labels: [String: String]
}

extension Records {
    static let preview = Record<PreviewView>(
        "Preview",
        [
            .text("kit", \.preview.kit.definition.slug), .whole("edition", \.preview.plan.number),
            .day("issueOn", \.preview.plan.day), .both("name", \.preview.plan.name),
            .wholeIfAny("previous", \.preview.previous?.number),
            .many("items", plannedItem) { view in view.preview.plan.items.map { ($0, view.language) } },
            .many("warnings", warning, \.preview.plan.warnings),
            .many("changes", change) { view in
                view.preview.changes.lines.map { NamedChange(line: $0, labels: view.labels) }
            },
            .texts("recipients") { $0.preview.recipients.map(\.code) }, .whole("size", \.preview.size),
            .whole("packedSize", \.preview.packedSize), .one("signOff", signOff, \.signOff),
        ])

    private static let plannedItem = Record<(item: KitPlan.Item, language: Language)>(
        "PlannedItem",
        [
            .text("slot", \.item.item.slot), .text("kind", \.item.item.kind.rawValue),
            .text("identity", \.item.item.identity), .text("name") { $0.item.label($0.language) },
            .textIfAny("path", \.item.item.path), .textIfAny("status", \.item.status?.status.rawValue),
            .dayIfAny("usableFrom", \.item.item.usableFrom), .textIfAny("keptBecause", \.item.item.reason),
        ])

    private static let warning = Record<KitPlan.Warning>(
        "Warning",
        [
            .text("kind") { String("\($0)".prefix { $0 != "(" }) }, .wholes("documents", \.concerned),
            .textIfAny("template") { if case .doubtful(let slug, _) = $0 { slug } else { nil } },
            .oneIfAny("relation", relation) {
                if case .unconfirmed(_, let relation) = $0 { relation } else { nil }
            },
        ])

    static let change = Record<NamedChange>(
        "Change",
        [
            .word("kind", \.line.kind),
            .texts("takeOut") { view in view.line.takeOut.map { view.labels[$0.identity] ?? $0.identity } },
            .texts("putIn") { view in view.line.putIn.map { view.labels[$0.identity] ?? $0.identity } },
            .dayIfAny("from", \.line.from), .flag("isComing", \.line.isComing),
        ])

    static let changes = Record<[NamedChange]>("ChangeList", [.many("items", change, \.self)])

    static let signOff = Record<SignOff>(
        "SignOff",
        [
            .text("kit", \.kit), .whole("edition", \.edition), .word("step", \.step),
            .flag("isChanged", \.isChanged), .oneIfAny("submission", submission, \.submission),
        ])

    static let submission = Record<Submission>(
        "Submission",
        [
            .whole("id", \.id), .text("kit", \.kit), .whole("edition", \.edition), .day("issueOn", \.issueOn),
            .dayIfAny("dueOn", \.dueOn), .textIfAny("note", \.note), .text("digest", \.digest),
            .text("by", \.by.user), .textIfAny("onBehalfOf", \.by.onBehalfOf), .instant("at", \.at),
            .oneIfAny("verdict", verdict, \.verdict),
        ])

    private static let verdict = Record<Submission.Verdict>(
        "Verdict",
        [
            .flag("isApproved", \.isApproved), .textIfAny("reason", \.reason), .text("by", \.by.user),
            .textIfAny("onBehalfOf", \.by.onBehalfOf), .instant("at", \.at),
        ])

    static let editionDetail = Record<EditionDetail>(
        "EditionDetail",
        EditionEndpoints.edition.fields.map { field in
            .init(property: field.property) { field.value($0.edition) }
        } + [.many("items", item) { detail in detail.items.map { ($0, detail.labels) } }])

    private static let item = Record<(item: EditionItem, labels: [String: String])>(
        "Item",
        [
            .text("slot", \.item.slot), .text("kind", \.item.kind.rawValue),
            .text("identity", \.item.identity),
            .text("name") { $0.labels[$0.item.identity] ?? $0.item.path ?? $0.item.identity },
            .textIfAny("path", \.item.path), .textIfAny("sha256", \.item.blob?.sha256),
            .wholeIfAny("size") { $0.item.blob.map { Int($0.size) } },
            .dayIfAny("usableFrom", \.item.usableFrom),
            .textIfAny("keptBecause", \.item.reason), .flag("isRemoved", \.item.isRemoved),
        ])

    static let recipient = Record<KitRecipient>(
        "Recipient",
        [
            .text("code", \.code), .text("name", \.name), .textIfAny("committee", \.committee),
            .textIfAny("secretary", \.secretary), .whole("copyNumber", \.copyNumber),
            .dayIfAny("dueOn", \.dueOn),
        ])

    static let recall = Record<RecallList>(
        "Recall",
        [.text("kit", \.edition.kit), .whole("edition", \.edition.number), .many("items", recalled, \.rows)])

    private static let recalled = Record<RecallList.Row>(
        "RecalledCopy",
        [
            .text("code", \.node), .text("name", \.nodeName), .whole("copyNumber", \.copyNumber),
            .copy("copy", \.copy), .textIfAny("person", \.person), .textIfAny("phone", \.phone),
            .text("state", \.state.word), .dayIfAny("on", \.state.day), .flag("isOut", \.isOut),
        ])
}

extension KitPlan.Warning {
    /// The documents it is about.
    fileprivate var concerned: [Int64] {
        switch self {
        case .unconfirmed(let document, _), .noFile(let document), .dropped(let document, _),
            .kept(let document, _), .suspended(let document), .notVerified(let document),
            .coming(let document, _):
            [document]
        case .doubtful(_, let documents): documents
        }
    }
}

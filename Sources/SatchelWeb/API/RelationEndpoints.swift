import SatchelCore

/// What documents do to one another, what cannot all be true of it, and who issued them.
enum RelationEndpoints {
    static let all: [Endpoint] = [
        .list(
            "/relations", Text("Các quan hệ giữa văn bản.", "The relations between documents."),
            with: [
                .knownAt, .init("document", .id, Text("Chỉ của văn bản này.", "Only of this document.")),
                .init(
                    "confirmed", .flag,
                    Text("Chỉ đã (chưa) xác minh.", "Only confirmed ones, or only others.")),
            ], Records.relation, by: \.id
        ) { call in
            let document = call.has("document") ? call.id("document") : nil
            let isConfirmed = call.flag("confirmed")
            return try call.register.relations(try call.known()).filter { relation in
                (document == nil || relation.subject == document || relation.object == document)
                    && (isConfirmed == nil || relation.isConfirmed == isConfirmed)
            }
        },
        .act(
            "/relations", Text("Thêm quan hệ.", "Add a relation."), RelationSent.self, Records.relation,
            status: .created
        ) { call, sent in
            let id = try call.register.add(relations: [try sent.new()], by: try call.actor()).first
                .unwrapped()
            return try relation(id, call)
        },
        .act(
            "/relations/{id}/confirm", Text("Xác minh quan hệ.", "Confirm a relation."),
            ConfirmationSent.self,
            Records.relation
        ) { call, sent in
            try call.register.confirm(relation: call.id(), evidence: sent.evidence, by: try call.actor())
            return try relation(call.id(), call)
        },
        .act(
            "/relations/{id}/withdraw", Text("Rút lại quan hệ ghi nhầm.", "Take a relation back."),
            ReasonSent.self
        ) {
            call, sent in
            try call.register.withdraw(relation: call.id(), reason: sent.reason, by: try call.actor())
        },
        .get(
            "/contradictions", Text("Những điều không thể cùng đúng.", "What cannot all be true."),
            contradictions
        ) { call in
            try call.register.inForce().contradictions
        },
        .list("/bodies", Text("Các cơ quan ban hành.", "The issuing bodies."), body, by: \.id) { call in
            try call.register.bodies()
        },
        .act(
            "/bodies", Text("Thêm cơ quan ban hành.", "Add an issuing body."), BodySent.self, body,
            status: .created
        ) {
            call, sent in
            try call.register.add(bodies: [sent.new], by: try call.actor())
            return try call.register.bodies().max { $0.id < $1.id }.unwrapped()
        },
        .act(
            "/bodies/{id}/end", Text("Ghi cơ quan đã kết thúc.", "Record that a body ended."),
            BodyEndSent.self, body
        ) {
            call, sent in
            func found() throws -> IssuingBody {
                guard let found = try call.register.bodies().first(where: { $0.id == call.id() }) else {
                    throw SatchelError(.bodyUnknown, ["name": "#\(call.id())", "near": ""])
                }
                return found
            }
            try call.register.end(
                body: try found().name, on: sent.on, successor: sent.successor, by: try call.actor())
            return try found()
        },
    ]

    private static func relation(_ id: Int64, _ call: Call) throws -> Relation {
        guard let relation = try call.register.relations().first(where: { $0.id == id }) else {
            throw SatchelError(.relationUnknown, ["relation": "\(id)"])
        }
        return relation
    }

    private static let body = Record<IssuingBody>(
        "Body",
        [
            .whole("id", \.id), .text("name", \.name), .textIfAny("code", \.code),
            .texts("aliases", \.aliases),
            .textIfAny("lead", \.lead), .dayIfAny("activeFrom", \.activeFrom),
            .dayIfAny("activeTo", \.activeTo),
            .textIfAny("successor", \.successor),
        ])

    private static let contradictions = Record<[Contradiction]>(
        "Contradictions", [.many("items", contradiction, \.self)])

    private static let contradiction = Record<Contradiction>(
        "Contradiction",
        [
            .among(
                "kind", ["circle", "endedTwice", "olderActsOnNewer", "actsOnEnded", "dayUnknown"], \.kindWord),
            .wholes("documents", \.concerned), .many("relations", Records.relation, \.behind),
        ])
}

extension Contradiction {
    fileprivate var kindWord: String {
        switch self {
        case .circle: "circle"
        case .endedTwice: "endedTwice"
        case .olderActsOnNewer: "olderActsOnNewer"
        case .actsOnEnded: "actsOnEnded"
        case .dayUnknown: "dayUnknown"
        }
    }

    fileprivate var concerned: [Int64] {
        switch self {
        case .circle(let documents): documents
        case .endedTwice(let document, _, _): [document]
        case .olderActsOnNewer(let relation), .actsOnEnded(let relation, _), .dayUnknown(let relation):
            [relation.subject, relation.object]
        }
    }

    fileprivate var behind: [Relation] {
        switch self {
        case .circle: []
        case .endedTwice(_, let first, let second): [first, second]
        case .olderActsOnNewer(let relation), .actsOnEnded(let relation, _), .dayUnknown(let relation):
            [relation]
        }
    }
}

/// A new relation; documents by their ids.
struct RelationSent: Input {
    let subject: Int64
    let type: String
    let object: Int64
    let effectiveOn: Day?
    let until: Day?
    let scope: String?
    let clause: String?
    let clauseAt: String?
    let evidence: String?

    static let properties: [Schema.Property] = [
        .needed("subject", .id), .needed("type", .word(RelationType.self)), .needed("object", .id),
        .maybe("effectiveOn", .day), .maybe("until", .day), .maybe("scope", .text), .maybe("clause", .text),
        .maybe("clauseAt", .text), .maybe("evidence", .text),
    ]

    /// As the register takes it.
    func new() throws -> NewRelation {
        NewRelation(
            subject: subject, type: try RelationType(rawValue: type).unwrapped(), object: object,
            effectiveOn: effectiveOn, until: until, scope: scope, clause: clause, clauseAt: clauseAt,
            evidence: evidence)
    }
}

/// What a relation was checked against.
struct ConfirmationSent: Input {
    let evidence: String

    static let properties: [Schema.Property] = [.needed("evidence", .text)]
}

/// A new issuing body; others by name.
struct BodySent: Input {
    let name: String
    let code: String?
    let aliases: [String]?
    let lead: String?
    let activeFrom: Day?
    let activeTo: Day?
    let successor: String?

    static let properties: [Schema.Property] = [
        .needed("name", .text), .maybe("code", .text), .maybe("aliases", .list(.text, most: 100)),
        .maybe("lead", .text), .maybe("activeFrom", .day), .maybe("activeTo", .day),
        .maybe("successor", .text),
    ]

    var new: NewBody {
        NewBody(
            name: name, code: code, aliases: aliases ?? [], lead: lead, activeFrom: activeFrom,
            activeTo: activeTo, successor: successor)
    }
}

/// The last day of a body, and who carries on.
struct BodyEndSent: Input {
    let on: Day
    let successor: String?

    static let properties: [Schema.Property] = [.needed("on", .day), .maybe("successor", .text)]
}

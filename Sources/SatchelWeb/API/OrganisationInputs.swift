import SatchelCore

/// A new node, its parent by code; with its secretary when that is known.
struct NodeSent: Input {
    let code: String
    let name: String
    let kind: String
    let parent: String?
    let officialCode: String?
    let from: Day?
    let secretary: HolderSent?

    static let properties: [Schema.Property] = [
        .needed("code", .text(longest: 100)), .needed("name", .text), .needed("kind", .word(NodeKind.self)),
        .maybe("parent", .text), .maybe("officialCode", .text), .maybe("from", .day),
        .maybe("secretary", HolderSent.schema),
    ]

    /// As the register takes it.
    func new(_ call: Call) throws -> NewNode {
        NewNode(
            code: code, name: name, kind: try NodeKind(rawValue: kind).unwrapped(), parent: parent,
            officialCode: officialCode, from: from ?? call.visit.today, secretary: secretary?.new)
    }
}

/// Who holds kits for a node, and how that person is reached.
struct HolderSent: Input {
    let person: String
    let role: String?
    let phone: String?
    let email: String?
    let chat: String?
    let from: Day?

    static let properties: [Schema.Property] = [
        .needed("person", .text), .maybe("role", .text), .maybe("phone", .text), .maybe("email", .text),
        .maybe("chat", .text), .maybe("from", .day),
    ]

    var new: NewHolder {
        NewHolder(person: person, role: role ?? "Bí thư", phone: phone, email: email, chat: chat)
    }
}

/// How a holder is reached; what is left out stays, what is named in `without` is known no longer.
struct ContactSent: Input {
    let phone: String?
    let email: String?
    let chat: String?
    let without: [String]?
    let from: Day?

    static let properties: [Schema.Property] = [
        .maybe("phone", .text), .maybe("email", .text), .maybe("chat", .text),
        .maybe("without", .list(.word(["phone", "email", "chat"]), most: 3)), .maybe("from", .day),
    ]

    /// - Throws: `inputRefused` when something is both given and to be known no longer.
    func refuseContradiction() throws {
        let given = [("phone", phone), ("email", email), ("chat", chat)].filter { $0.1 != nil }.map(\.0)
        if let name = given.first(where: { (without ?? []).contains($0) }) {
            throw InputFaults.refusal("/\(name)", .twice)
        }
    }

    /// As the register takes it: nil stays, blank is known no longer.
    func value(_ sent: String?, of name: String) -> String? {
        (without ?? []).contains(name) ? "" : sent
    }
}

/// When kits were handed over.
struct HandoverSent: Input {
    let on: Day?
    let note: String?

    static let properties: [Schema.Property] = [.maybe("on", .day), .maybe("note", .text)]
}

/// A decision that changes the organisation; nodes by code.
struct ReorganisationSent: Input {
    let kind: String
    let codes: [String]
    let successors: [SuccessorSent]?
    let parent: String?
    let decision: String
    let decidedOn: Day
    let effectiveOn: Day

    static let properties: [Schema.Property] = [
        .needed("kind", .word(NewReorganisation.Kind.self)), .needed("codes", .list(.text, most: 1_000)),
        .maybe("successors", .list(SuccessorSent.schema, most: 1_000)), .maybe("parent", .text),
        .needed("decision", .text), .needed("decidedOn", .day), .needed("effectiveOn", .day),
    ]

    /// As the register takes it.
    func new() throws -> NewReorganisation {
        NewReorganisation(
            try NewReorganisation.Kind(rawValue: kind).unwrapped(), codes,
            into: (successors ?? []).map(\.new),
            under: parent, decision: decision, decidedOn: decidedOn, effectiveOn: effectiveOn)
    }
}

/// A node that goes on after a decision, or begins with it.
struct SuccessorSent: Input {
    let code: String
    let name: String?
    let kind: String?
    let parent: String?
    let keepsCopies: Bool?
    let secretary: String?
    let phone: String?

    static let properties: [Schema.Property] = [
        .needed("code", .text(longest: 100)), .maybe("name", .text), .maybe("kind", .word(NodeKind.self)),
        .maybe("parent", .text), .maybe("keepsCopies", .flag), .maybe("secretary", .text),
        .maybe("phone", .text),
    ]

    var new: NewReorganisation.Successor {
        .init(
            code, name: name, kind: kind.flatMap(NodeKind.init(rawValue:)), parent: parent,
            keepsCopies: keepsCopies ?? false, secretary: secretary, phone: phone)
    }
}

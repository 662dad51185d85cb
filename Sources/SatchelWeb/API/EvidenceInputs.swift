import SatchelCore

extension Schema {
    static let copy = Schema.word(Copy.allCases.map(\.word))
    /// What people enter as it happens.
    static let enteredProof = Schema.word(Proof.allCases.filter(\.isEntered).map(\.word))
    /// A decision is nothing that anybody receives.
    static let medium = Schema.word(Medium.allCases.filter { $0 != .decision }.map(\.rawValue))
}

/// Rows of evidence for one edition.
struct EvidenceListSent: Input {
    let items: [EvidenceSent]

    static let properties: [Schema.Property] = [.needed("items", .list(EvidenceSent.schema, most: 5_000))]
}

/// What was received where, how sure that is, or how what was found differs; the node by code.
struct EvidenceSent: Input {
    let node: String
    let proof: String?
    let copy: String
    let medium: String?
    let happenedOn: Day?
    let person: String?
    let onBehalfOf: String?
    let note: String?
    /// Held though the edition does not have them: documents and templates by reference.
    let extra: [String]?
    /// In the edition, but not held.
    let missing: [String]?

    static let properties: [Schema.Property] = [
        .needed("node", .text), .maybe("proof", .enteredProof), .needed("copy", .copy),
        .maybe("medium", .medium),
        .maybe("happenedOn", .day), .maybe("person", .text), .maybe("onBehalfOf", .text),
        .maybe("note", .text),
        .maybe("extra", .list(.text, most: 500)), .maybe("missing", .list(.text, most: 500)),
    ]

    /// As the register takes it.
    /// - Throws: `inputRefused` when it tells neither a proof nor what was found, or both; what a reference is refused
    ///   with.
    func new(_ call: Call) throws -> NewEvidence {
        let isFinding = extra != nil || missing != nil
        guard isFinding != (proof != nil) else {
            throw InputFaults.refusal("/proof", isFinding ? .unknown : .missing)
        }
        let finding =
            isFinding
            ? Finding(
                extra: try (extra ?? []).map(call.register.identity),
                missing: try (missing ?? []).map(call.register.identity)) : nil
        return NewEvidence(
            node: node, proof: isFinding ? .foundOtherwise : try proof.flatMap(Proof.init(word:)).unwrapped(),
            copy: try Copy.allCases.first { $0.word == copy }.unwrapped(),
            medium: medium.flatMap(Medium.init(rawValue:)) ?? .paper,
            happenedOn: happenedOn ?? call.visit.today,
            person: person, onBehalfOf: onBehalfOf, note: note, finding: finding)
    }
}

/// The same of several nodes, shown by one scan.
struct ScannedEvidenceSent: Input {
    let node: [String]
    let proof: String?
    let copy: String
    let medium: String?
    let happenedOn: Day?
    let person: String?
    let onBehalfOf: String?
    let note: String?
    let extra: [String]?
    let missing: [String]?

    static let properties: [Schema.Property] =
        [.needed("node", .list(.text, most: 5_000))] + EvidenceSent.properties.filter { $0.name != "node" }

    /// One row a node.
    var rows: [EvidenceSent] {
        node.map { node in
            EvidenceSent(
                node: node, proof: proof, copy: copy, medium: medium, happenedOn: happenedOn, person: person,
                onBehalfOf: onBehalfOf, note: note, extra: extra, missing: missing)
        }
    }
}

/// What the rows of a signing sheet mean where they do not say.
struct SheetSent: Input {
    let proof: String?
    let copy: String?
    let medium: String?
    let on: Day?

    static let properties: [Schema.Property] = [
        .maybe("proof", .enteredProof), .maybe("copy", .copy), .maybe("medium", .medium), .maybe("on", .day),
    ]
}

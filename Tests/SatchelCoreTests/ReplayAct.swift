import TestSupport

@testable import SatchelCore

/// What was done and entered, as the test keeps it for itself.
struct Act: CustomStringConvertible {
    /// A row of evidence that somebody entered.
    struct Happening {
        let kit: String
        let node: String
        let copy: Copy
        let edition: Int
        let proof: Proof
        let on: Day
        let finding: Finding?
    }

    enum Deed {
        case decided(NewReorganisation)
        case appointed(node: String, person: String, from: Day)
        case issued(kit: String, edition: Int, on: Day, due: Day?, to: [String])
        case supplied(kit: String, edition: Int, on: Day, due: Day, to: [String])
        case withdrew(kit: String, edition: Int, on: Day)
        case happened(Happening)
    }

    let deed: Deed
    /// The place in the order of recording.
    let order: Int
    let at: Instant
    /// The register's id of the decision or the evidence.
    var id: Int64 = 0
    var takenBack: Instant?

    func isKnown(at instant: Instant) -> Bool {
        at <= instant && (takenBack.map { $0 > instant } ?? true)
    }

    /// Words for what it is.
    var kinds: [String] {
        let kind =
            switch deed {
            case .decided(let new): "\(new.kind)"
            case .appointed: "appointed"
            case .issued: "issued"
            case .supplied: "supplied"
            case .withdrew: "withdrew"
            case .happened(let row): "\(row.proof)"
            }
        guard takenBack != nil else { return [kind] }
        if case .decided = deed { return [kind, "decision taken back"] }
        return [kind, "evidence taken back"]
    }

    static let allKinds = Set(
        NewReorganisation.Kind.allCases.map { "\($0)" }
            + Proof.allCases.filter { ![.inherited, .holderChanged].contains($0) }.map { "\($0)" }
            + ["appointed", "issued", "supplied", "withdrew", "decision taken back", "evidence taken back"])

    var description: String {
        switch deed {
        case .decided(let new):
            let into = new.successors.map { successor in
                [
                    successor.code + (successor.keepsCopies ? "*" : ""), successor.name.map { "'\($0)'" },
                    successor.parent.map { "<\($0)" }, successor.secretary.map { "(\($0))" },
                ].compactMap { $0 }.joined()
            }
            return "\(new.kind) \(new.codes.joined(separator: "+")) → \(into.joined(separator: "+"))"
                + " under \(new.parent ?? "–") from \(new.effectiveOn.iso)"
        case .appointed(let node, let person, let from):
            return "appoint \(person) at \(node) from \(from.iso)"
        case .issued(let kit, let edition, let on, let due, let to):
            return "issue \(kit)/\(edition) \(on.iso) due \(due?.iso ?? "–") to \(to.joined(separator: " "))"
        case .supplied(let kit, let edition, let on, let due, let to):
            return "supply \(kit)/\(edition) \(on.iso) due \(due.iso) to \(to.joined(separator: " "))"
        case .withdrew(let kit, let edition, let on): return "withdraw \(kit)/\(edition) from \(on.iso)"
        case .happened(let row):
            return "\(row.proof) \(row.node) \(row.copy) \(row.kit)/\(row.edition) on \(row.on.iso)"
                + (row.finding.map { " +\($0.extra) -\($0.missing)" } ?? "")
        }
    }
}

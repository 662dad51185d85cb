/// A decision that changes the organisation (sắp xếp tổ chức): what someone enters, and what the register keeps of it.
package struct NewReorganisation: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, CaseIterable, Codable {
        case setUp, merge, split, dissolve, rename, move, endLevel
    }

    /// A node that goes on after the decision, or begins with it.
    package struct Successor: Sendable, Hashable, Codable {
        package var code: String
        /// Of a node that begins, or its new name.
        package var name: String?
        /// Raw value of `NodeKind`; nil keeps the predecessor's.
        package var kind: String?
        /// The code of the node above; nil keeps the predecessor's.
        package var parent: String?
        /// In a split: whether it takes the copies over. The others hold none.
        package var keepsCopies: Bool
        package var secretary: String?
        package var phone: String?

        package init(
            _ code: String, name: String? = nil, kind: NodeKind? = nil, parent: String? = nil,
            keepsCopies: Bool = false, secretary: String? = nil, phone: String? = nil
        ) {
            self.code = code
            self.name = name
            self.kind = kind?.rawValue
            self.parent = parent
            self.keepsCopies = keepsCopies
            self.secretary = secretary
            self.phone = phone
        }
    }

    package var kind: Kind
    /// The nodes it is about: those that end, are renamed or moved.
    package var codes: [String]
    package var successors: [Successor]
    /// The node above: where nodes move to, or where the children of a level go that ends.
    package var parent: String?
    /// The symbol of the decision.
    package var decision: String
    package var decidedOn: Day
    package var effectiveOn: Day

    package init(
        _ kind: Kind, _ codes: [String], into successors: [Successor] = [], under parent: String? = nil,
        decision: String, decidedOn: Day, effectiveOn: Day
    ) {
        self.kind = kind
        self.codes = codes
        self.successors = successors
        self.parent = parent
        self.decision = decision
        self.decidedOn = decidedOn
        self.effectiveOn = effectiveOn
    }
}

extension NewReorganisation.Kind {
    package var text: Text {
        switch self {
        case .setUp: Text("lập", "set up")
        case .merge: Text("sáp nhập", "merge")
        case .split: Text("chia tách", "split")
        case .dissolve: Text("giải thể", "dissolve")
        case .rename: Text("đổi tên", "rename")
        case .move: Text("chuyển trực thuộc", "move")
        case .endLevel: Text("kết thúc cấp", "end of a level")
        }
    }

    /// The kind a word means, in either language.
    package init?(word: String) {
        let folded = VietnameseText.folded(word)
        guard
            let found = Self.allCases.first(where: { kind in
                [kind.rawValue, kind.text.vi, kind.text.en].contains { VietnameseText.folded($0) == folded }
            })
        else { return nil }
        self = found
    }
}

/// A reorganisation as the register keeps it.
package struct Reorganisation: Sendable {
    package let id: Int64
    package let entered: NewReorganisation
    package let recordedAt: Instant
    package let recordedBy: String
    /// Set when it was taken back because it had been entered wrongly.
    package let takenBackAt: Instant?
    package let reason: String?
}

/// What follows from a reorganisation: told before it is entered, and afterwards.
package struct ReorganisationOutcome: Sendable {
    /// A copy that goes to a successor, or has to come back.
    package struct MovedCopy: Sendable, Hashable {
        package let kit: String
        package let copy: Copy
        package let copyNumber: Int
        package let edition: Int
        /// The code of the branch that had it.
        package let from: String
        /// The code of the branch that takes it over; nil when it is to be recalled.
        package let to: String?
    }

    /// What a successor still has to be supplied with or to confirm.
    package struct Duty: Sendable, Hashable {
        package let kit: String
        package let edition: Int
        package let to: String
        package let dueOn: Day?
    }

    package var ended: [String] = []
    package var begun: [String] = []
    /// Nodes that get another node above them.
    package var moved: [String] = []
    package var copies: [MovedCopy] = []
    package var duties: [Duty] = []
    package var notices = 0
    /// Persons whose office ends, with their node.
    package var holders: [String] = []
    package var accounts: [String] = []
    package var kits: [String] = []
    /// Names that now stand twice under one committee.
    package var clashes: [String] = []

    package var inherited: [MovedCopy] { copies.filter { $0.to != nil } }
    package var recalled: [MovedCopy] { copies.filter { $0.to == nil } }
}

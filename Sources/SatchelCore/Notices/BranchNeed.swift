/// Why one branch needs an updated kit: what it holds is not what it was supplied with; and since when.
package struct BranchNeed: Sendable {
    package enum Reason: String, Sendable, CaseIterable {
        case withdrawnHeld, neverReceived, notHandedOver, behind, paperBehind

        package var text: Text {
            switch self {
            case .withdrawnHeld: Text("giữ đợt đã ngừng dùng", "holds a withdrawn edition")
            case .neverReceived: Text("chưa có xác nhận đã nhận", "no receipt")
            case .notHandedOver: Text("chưa bàn giao cho người mới", "not handed over")
            case .behind: Text("đang giữ đợt cũ", "holds an older edition")
            case .paperBehind: Text("cặp giấy chưa thay", "paper folder not exchanged")
            }
        }
    }

    package let reason: Reason
    /// The edition held from which its changes are counted; nil when none is held.
    package let held: Int?

    /// Nil when the branch needs nothing that was supplied to it.
    /// - Parameters:
    ///   - copies: of one recipient.
    ///   - latest: the newest edition in use.
    ///   - preferred: whose edition counts where several copies are not what they should be.
    package init?(_ copies: [Judgement], latest: Int, preferring preferred: Copy = .electronic) {
        guard let reason = BranchNeed.reason(copies, latest: latest) else { return nil }
        self.reason = reason
        let needy = copies.filter { BranchNeed.reason([$0], latest: latest) != nil }
        let inOrder = needy.filter { $0.standing.copy == preferred } + needy
        held = inOrder.compactMap(\.standing.held).first
    }

    /// The gravest of what is to be said of a recipient's copies; nil when it is up to date or was not supplied, and
    /// when the paper folder is up to date and nothing withdrawn is held.
    static func reason(_ copies: [Judgement], latest: Int) -> Reason? {
        let reasons = copies.compactMap { copy -> Reason? in
            guard copy.standing.supplied == latest else { return nil }
            return Reason(copy.edition)
        }
        guard let gravest = Reason.allCases.first(where: reasons.contains) else { return nil }
        if gravest != .withdrawnHeld, copies.contains(where: \.isFiled) { return nil }
        let files = copies.first { $0.standing.copy == .electronic }
        let isPaperAlone = files.map { $0.edition == .latest } ?? false
        return isPaperAlone && gravest != .withdrawnHeld ? .paperBehind : gravest
    }
}

extension Judgement {
    /// Whether this is a paper folder that holds the newest edition: whoever works from it needs no more.
    var isFiled: Bool { standing.copy == .paper && edition == .latest }
}

extension BranchNeed.Reason {
    /// Why a copy that stands so needs an update; nil when it needs none.
    init?(_ verdict: HoldingsAudit.EditionVerdict) {
        switch verdict {
        case .behind: self = .behind
        case .none: self = .neverReceived
        case .withdrawn: self = .withdrawnHeld
        case .notHandedOver: self = .notHandedOver
        case .latest, .ahead, .notRecipient: return nil
        }
    }
}

/// What the board has yet to supply of a kit: no branch is at fault, and none is told.
package struct BoardDebt: Sendable {
    package let kit: String
    package let name: Text
    /// The newest edition in use.
    package let edition: Int
    /// What is out of force and in the newest edition still.
    package let documents: [HoldingsAudit.Outdated]
    /// Templates in the newest edition that rest on what has ceased to be in force, and on what.
    package let doubtful: [(template: Template, documents: [Int64])]
    /// How many copies hold a withdrawn edition and were supplied with nothing in its place.
    package let unsupplied: Int

    package var isEmpty: Bool { documents.isEmpty && doubtful.isEmpty && unsupplied == 0 }
}

/// How sure it is that a copy reached its holder and was put to use; weakest first up to `verified`. Shown as graded
/// proof, never merged.
package enum Proof: Int, Sendable, CaseIterable {
    case sent = 1
    case downloaded, handedOver, acknowledged, filed, selfChecked, verified
    /// Taken over from a branch that ended; not confirmed yet.
    case inherited = 8
    case returned = 9
    case lost = 10
    /// What was found is this edition, less and more some documents; what was recorded before counts no longer.
    case foundOtherwise = 11
    /// Another person holds the office: whatever the branch received before is not in this person's hands.
    case holderChanged = 12
    /// The new holder took the copy over from the old one.
    case takenOver = 13

    /// Whether it shows that the copy is held no longer.
    package var isEnd: Bool { self == .returned || self == .lost }

    /// Whether a row with the proof of a number can tell what was found to differ.
    static func tellsFinding(number: Int) -> Bool {
        number == Proof.foundOtherwise.rawValue || number == Proof.inherited.rawValue
            || number == Proof.takenOver.rawValue
    }

    /// Whether the copy is not in the holder's hands after the proof with a number.
    static func isEnd(number: Int) -> Bool {
        number == Proof.returned.rawValue || number == Proof.lost.rawValue
            || number == Proof.holderChanged.rawValue
    }

    /// Those after which rows of before count no longer, as numbers.
    static let voiding: Set<Int> = [Proof.foundOtherwise.rawValue, Proof.holderChanged.rawValue]

    /// Those that people enter as they happen; the others follow from something else that was entered.
    package var isEntered: Bool { ![.inherited, .foundOtherwise, .holderChanged, .takenOver].contains(self) }

    package var word: String { "\(self)" }

    /// The arguments of `proofNotEntered`.
    var notEntered: [String: String] {
        ["proof": word, self == .foundOtherwise ? "found" : "follows": word]
    }

    package var text: Text {
        switch self {
        case .sent: Text("đã gửi", "sent")
        case .downloaded: Text("đã tải về", "downloaded")
        case .handedOver: Text("đã ký nhận", "signed for")
        case .acknowledged: Text("đã tải tệp (tự xác nhận)", "files received (own word)")
        case .filed: Text("đã thay xong trong cặp giấy", "filed in the paper folder")
        case .selfChecked: Text("đã tự đối chiếu", "self-checked")
        case .verified: Text("ban đã đối chiếu", "checked by the board")
        case .inherited: Text("nhận lại khi sắp xếp tổ chức", "inherited")
        case .returned: Text("đã nộp lại", "returned")
        case .lost: Text("báo mất", "lost")
        case .foundOtherwise: Text("đối chiếu thấy khác", "found otherwise")
        case .holderChanged: Text("thay người giữ, chưa bàn giao", "holder changed, not handed over")
        case .takenOver: Text("đã nhận bàn giao", "taken over")
        }
    }

    /// The proof a word means: the name in code, or the words of either language.
    package init?(word: String) {
        let folded = VietnameseText.folded(word)
        guard
            let found = Proof.allCases.first(where: { proof in
                [proof.word, proof.text.vi, proof.text.en].contains { VietnameseText.folded($0) == folded }
            })
        else { return nil }
        self = found
    }
}

/// The way by which a copy, or the word of it, came.
package enum Medium: String, Sendable, CaseIterable {
    case web, usb, paper, mail, phone
    /// By a decision that reorganised or appointed, not by anybody's receipt.
    case decision

    package var text: Text {
        switch self {
        case .web: Text("qua mạng", "web")
        case .usb: Text("USB", "USB")
        case .paper: Text("bản giấy", "paper")
        case .mail: Text("thư điện tử", "mail")
        case .phone: Text("điện thoại", "telephone")
        case .decision: Text("theo quyết định", "by decision")
        }
    }
}

/// What someone enters as evidence: which copy of which edition, how sure, by which medium, on which day.
package struct NewEvidence: Sendable {
    package var node: String
    package var proof: Proof
    package var copy: Copy
    package var medium: Medium
    package var happenedOn: Day
    package var person: String?
    package var onBehalfOf: String?
    package var note: String?
    /// The scan that shows it, as it lies in the store.
    package var scan: BlobStore.Blob?
    /// What was found; with the proof `foundOtherwise`.
    package var finding: Finding?

    package init(
        node: String, proof: Proof, copy: Copy, medium: Medium, happenedOn: Day, person: String? = nil,
        onBehalfOf: String? = nil, note: String? = nil, scan: BlobStore.Blob? = nil,
        finding: Finding? = nil
    ) {
        self.node = node
        self.proof = proof
        self.copy = copy
        self.medium = medium
        self.happenedOn = happenedOn
        self.person = person
        self.onBehalfOf = onBehalfOf
        self.note = note
        self.scan = scan
        self.finding = finding
    }
}

/// How what was found differs from the edition it was taken for: identities as in `EditionItem`, sorted.
package struct Finding: Sendable, Hashable {
    /// Held though the edition does not have them.
    package let extra: [String]
    /// In the edition, but not held.
    package let missing: [String]

    package init(extra: [String], missing: [String]) {
        self.extra = extra.count < 2 ? extra : Set(extra).sorted()
        self.missing = missing.count < 2 ? missing : Set(missing).sorted()
    }
}

/// A row of evidence as known.
package struct Evidence: Sendable, Hashable {
    package let id: Int64
    package let node: String
    package let edition: Int
    package let proof: Proof
    package let copy: Copy
    package let medium: Medium
    package let happenedOn: Day
    package let recordedAt: Instant
    package let recordedBy: String
    package let person: String?
    package let onBehalfOf: String?
    package let note: String?
    package let scan: String?
    package let finding: Finding?
    /// The code of the branch it was taken over from.
    package let inheritedFrom: String?
}

extension [Evidence] {
    /// The row that shows best that a copy of an edition is held: the newest since another person holds it or it was
    /// found otherwise. A download tells less than any other receipt, however late it comes.
    package func showing(_ copy: Copy, of edition: Int) -> Evidence? {
        let turn = filter { $0.copy == copy && Proof.voiding.contains($0.proof.rawValue) }
            .map(\.happenedOn).max()
        return filter { row in
            row.copy == copy && row.edition == edition && row.proof != .sent
                && !Proof.isEnd(number: row.proof.rawValue) && (turn.map { $0 <= row.happenedOn } ?? true)
        }.max { $0.tellsLess(than: $1) }
    }
}

extension Evidence {
    fileprivate func tellsLess(than other: Evidence) -> Bool {
        if (proof == .downloaded) != (other.proof == .downloaded) { return proof == .downloaded }
        return (happenedOn, id) < (other.happenedOn, other.id)
    }
}

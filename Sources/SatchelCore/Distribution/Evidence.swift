/// How sure it is that a copy reached its holder and was put to use; weakest first. Shown as graded proof, never merged.
package enum Proof: Int, Sendable, CaseIterable {
    case sent = 1
    case downloaded, handedOver, acknowledged, filed, selfChecked, verified, inherited
    case returned = 9
    case lost = 10

    /// Whether it shows that the copy is held no longer.
    package var isEnd: Bool { self == .returned || self == .lost }

    package var word: String { "\(self)" }

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

    package var text: Text {
        switch self {
        case .web: Text("qua mạng", "web")
        case .usb: Text("USB", "USB")
        case .paper: Text("bản giấy", "paper")
        case .mail: Text("thư điện tử", "mail")
        case .phone: Text("điện thoại", "telephone")
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

    package init(
        node: String, proof: Proof, copy: Copy, medium: Medium, happenedOn: Day, person: String? = nil,
        onBehalfOf: String? = nil, note: String? = nil
    ) {
        self.node = node
        self.proof = proof
        self.copy = copy
        self.medium = medium
        self.happenedOn = happenedOn
        self.person = person
        self.onBehalfOf = onBehalfOf
        self.note = note
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
}

/// Whose receipt a code tells of, before it is recorded and afterwards.
package struct CodedReceipt: Sendable, Hashable {
    package let code: ReceiptCode
    package let node: String
    package let nodeName: String
    package let kit: String
    package let kitName: Text
    package let edition: Int
    /// Who received it: the one named, else the holder of the day; nil where nobody is on record.
    package let person: String?
    /// The holder, when another person was named.
    package let onBehalfOf: String?
    package let proof: Proof
    package let copy: Copy
    package let on: Day
    /// The newest edition supplied to the same folder, when the code is of an older one.
    package let newer: Int?
    /// Whether the same is recorded for that day already.
    package private(set) var isKnown: Bool

    /// What can be told over the telephone.
    package static let proofs: [Proof] = [.acknowledged, .filed]

    /// The row of evidence it comes to.
    var evidence: NewEvidence {
        NewEvidence(
            node: node, proof: proof, copy: copy, medium: .phone, happenedOn: on, person: person,
            onBehalfOf: onBehalfOf)
    }

    /// The same after it was recorded.
    func recorded(wasKnown: Bool) -> CodedReceipt {
        var copy = self
        copy.isKnown = wasKnown
        return copy
    }
}

// Receipts told over the telephone, by the code inside the kit.
extension Office {
    /// The code that stands on the slip of a recipient's kit of an edition.
    /// - Throws: `fileMissing` when the key file is gone.
    package func receiptCode(recipient: Int64, edition: Int) throws -> ReceiptCode? {
        try LinkKey(folder: folder).receiptCode(recipient: recipient, edition: edition)
    }

    /// Whose receipt a code tells of; nothing is recorded.
    /// - Parameters:
    ///   - proof: received, or filed in the paper folder.
    ///   - day: when that was; today for nil.
    ///   - person: who received it; the holder of the day for nil.
    /// - Throws: `receiptCodeBroken`, `receiptCodeOpens`, `receiptCodeUnknown`, `receiptCodeEnded`, `proofNotEntered`, `evidenceInFuture`,
    ///   `evidenceBeforeSupply`; `fileMissing` when the key file is gone.
    package func receipt(
        code text: String, proof: Proof = .acknowledged, on day: Day? = nil, person: String? = nil
    ) throws -> CodedReceipt {
        if OpeningCode.isMeant(by: text) { throw SatchelError(.receiptCodeOpens) }
        guard let code = ReceiptCode(text) else {
            throw SatchelError(.receiptCodeBroken, ["code": String(text.prefix(60))])
        }
        guard CodedReceipt.proofs.contains(proof) else {
            throw SatchelError(
                .proofNotEntered,
                ["proof": proof.word, "byNode": proof.isEntered ? "1" : "", "word": proof.word])
        }
        let right = try LinkKey(folder: folder).receiptCode(recipient: code.recipient, edition: code.edition)
        guard right == code,
            let found = try register.receipt(
                code, proof, on: day ?? clock.today, person: VietnameseText.kept(person))
        else { throw SatchelError(.receiptCodeUnknown, ["code": code.text]) }
        return found
    }

    /// Records the receipt that a code tells of, by telephone; one that is recorded for the day already stays one.
    /// - Throws: as `receipt(code:proof:on:person:)`; `outsideAccount`, and what `permit` refuses.
    package func record(
        receiptCode text: String, proof: Proof = .acknowledged, on day: Day? = nil, person: String? = nil,
        by actor: Actor
    ) throws -> CodedReceipt {
        try register.permit("evidence.record", to: actor)
        let receipt = try receipt(code: text, proof: proof, on: day, person: person)
        return try register.record(receipt, by: actor)
    }
}

/// What a secretary says of a copy of its own, on its page: files received, paper folder exchanged, folder checked.
package struct Receipt: Sendable {
    package var holder: LinkHolder
    package var recipient: Int64
    /// The kit's slug.
    package var kit: String
    package var edition: Int
    package var proof: Proof
    package var copy: Copy
    package var note: String?
    /// A key under which it is sent once, however often it arrives.
    package var request: String?

    /// - Parameter copy: the paper folder for `filed`, else the electronic copy, when nil.
    package init(
        holder: LinkHolder, recipient: Int64, kit: String, edition: Int, proof: Proof, copy: Copy? = nil,
        note: String? = nil, request: String? = nil
    ) {
        self.holder = holder
        self.recipient = recipient
        self.kit = kit
        self.edition = edition
        self.proof = proof
        self.copy = copy ?? (proof == .filed ? .paper : .electronic)
        self.note = note
        self.request = request
    }

    /// What recipients may say by themselves; the rest the board enters.
    static let proofs: Set<Proof> = [.downloaded, .acknowledged, .filed, .selfChecked]
}

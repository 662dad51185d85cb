import Crypto
import Foundation

/// What a recipient's link and code stand for: one supply of an edition, in the generation they were sent in.
package struct TransmittalLink: Sendable, Hashable {
    package let recipient: Int64
    package let edition: Int
    package let generation: Int

    package init(recipient: Int64, edition: Int, generation: Int) {
        self.recipient = recipient
        self.edition = edition
        self.generation = generation
    }

    private func message(_ label: String) -> Data {
        Data("\(label) \(recipient) \(edition) \(generation)".utf8)
    }

    fileprivate func code(_ label: String, _ key: SymmetricKey) -> HMAC<SHA256>.MAC {
        HMAC<SHA256>.authenticationCode(for: message(label), using: key)
    }
}

/// The key file from which links and opening codes are derived whenever they are needed; the register has neither.
struct LinkKey: Sendable {
    private let key: SymmetricKey

    /// - Throws: `fileMissing` when the key file is gone.
    init(folder: String) throws {
        key = SymmetricKey(data: try PrivateFile.read("\(folder)/keys/link.key"))
    }

    /// `1a.4.…`: recipient and edition in base 36, and 32 base64url characters of HMAC-SHA256 (RFC 2104), so that the
    /// secret leads to its transmittal by itself.
    func secret(_ link: TransmittalLink) -> String {
        let mac = Data(link.code("transmittal", key).prefix(24))
        let place = [link.recipient, Int64(link.edition)].map { String($0, radix: 36) }
        return (place + [AccessSecret.base64url(mac)]).joined(separator: ".")
    }

    /// The recipient and edition a secret speaks of, true or not; nil for what is no secret.
    static func place(in secret: String) -> (recipient: Int64, edition: Int)? {
        let parts = secret.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count <= 12, parts[1].utf8.count <= 6,
            parts[2].utf8.count == 32,
            let recipient = Int64(parts[0], radix: 36), let edition = Int(parts[1], radix: 36)
        else { return nil }
        return (recipient, edition)
    }

    /// The code by which the receipt of an edition is told over the telephone, with a label of its own: the same
    /// whatever becomes of links. Nil for an edition with more than three digits.
    func receiptCode(recipient: Int64, edition: Int) -> ReceiptCode? {
        let mac = HMAC<SHA256>.authenticationCode(
            for: Data("receipt \(recipient) \(edition)".utf8), using: key)
        let bits = Data(mac).prefix(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        return ReceiptCode(recipient: recipient, edition: edition, proof: Int(bits % 10_000))
    }

    /// What a mail's Message-ID is known by, with a label of its own: 64 bits in hex.
    func mailTag(notice: Int64, recordedAt: Instant) -> String {
        let mac = HMAC<SHA256>.authenticationCode(
            for: Data("mail \(notice) \(recordedAt.milliseconds)".utf8), using: key)
        return BlobStore.hex(Data(mac).prefix(8))
    }

    /// The code for a keyboard: 65 bits of an HMAC with a label of its own.
    func openingCode(_ link: TransmittalLink) -> OpeningCode {
        link.code("opening", key).withUnsafeBytes { OpeningCode(bits: $0) }
    }
}

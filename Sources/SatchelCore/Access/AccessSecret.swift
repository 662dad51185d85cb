import Crypto
import Foundation

/// A secret that whoever holds it shows: 256 random bits as 43 base64url characters (RFC 4648, 5). The register keeps
/// only its hash.
struct AccessSecret: Sendable {
    let text: String

    /// What people bring; nil for what cannot be one of ours, so that nobody's essay is hashed.
    init?(_ text: String, prefix: String = "") {
        guard text.hasPrefix(prefix), text.utf8.count == prefix.utf8.count + 43 else { return nil }
        self.text = text
    }

    private init(random prefix: String) {
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        text = prefix + AccessSecret.base64url(bytes)
    }

    /// A new one.
    static func random(prefix: String = "") -> AccessSecret { AccessSecret(random: prefix) }

    /// Its SHA-256, by which the register knows it.
    var digest: Data { AccessSecret.digest(text) }

    /// What forms of a session carry back (against cross-site requests): derived from the session's secret, so that it
    /// is stored nowhere.
    var csrf: String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("csrf".utf8), using: SymmetricKey(data: Data(text.utf8)))
        return AccessSecret.base64url(Data(code.prefix(24)))
    }

    /// SHA-256 of a text.
    static func digest(_ text: String) -> Data { Data(SHA256.hash(data: Data(text.utf8))) }

    /// Base64url without padding.
    static func base64url(_ bytes: Data) -> String {
        bytes.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }

    /// Whether two texts are the same, in a time that tells nothing of where they differ.
    static func isSame(_ first: some StringProtocol, _ second: some StringProtocol) -> Bool {
        // Hashed, both have one length and one form.
        let (a, b) = (SHA256.hash(data: Data(first.utf8)), SHA256.hash(data: Data(second.utf8)))
        return zip(a, b).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension Session {
    /// Whether a form carries the session's own token, compared in constant time.
    package func accepts(csrf token: String) -> Bool { AccessSecret.isSame(token, csrf) }
}

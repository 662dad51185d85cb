import Crypto
import Foundation

/// An address that takes signed messages by Standard Webhooks (standardwebhooks.com, 1.0).
package struct WebhookEndpoint: Hashable, Sendable {
    package let address: String
    private let secret: [UInt8]
    /// A file of the certificates to trust instead of the system's.
    let authorities: String?
    let times: SendingTimes

    /// - Parameters:
    ///   - address: https, or http to this machine; no user, no fragment.
    ///   - secret: `whsec_` and 24 to 64 bytes in base64.
    /// - Throws: `SendingFault.webhookAddress`, `.webhookSecret`.
    package init(
        _ address: String, secret: String, authorities: String? = nil, times: SendingTimes = .webhook
    ) throws {
        guard WebhookEndpoint.isUsable(address) else { throw SendingFault.webhookAddress }
        guard secret.hasPrefix("whsec_"), let bytes = Data(base64Encoded: String(secret.dropFirst(6))),
            (24...64).contains(bytes.count)
        else { throw SendingFault.webhookSecret }
        self.address = address
        self.secret = [UInt8](bytes)
        self.authorities = authorities
        self.times = times
    }

    private static func isUsable(_ address: String) -> Bool {
        guard address.utf8.count <= 2000, address.utf8.allSatisfy({ $0 > 32 && $0 < 127 }),
            let parts = URLComponents(string: address), let host = parts.host, let scheme = parts.scheme,
            parts.user == nil, parts.password == nil, parts.fragment == nil
        else { return false }
        let name = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        guard HostName.isSafe(name) else { return false }
        return scheme == "https" || scheme == "http" && HostName.isLoopback(name)
    }

    /// How many seconds one try may take at most.
    package var longest: Double { times.whole }

    /// `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64.
    package func signature(id: String, timestamp: Int, body: [UInt8]) -> String {
        let signed = Array("\(id).\(timestamp).".utf8) + body
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: secret))
        return "v1," + Data(code).base64EncodedString()
    }
}

extension WebhookEndpoint: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The host alone: an address may hold a key, and the secret stands nowhere.
    package var description: String { URLComponents(string: address)?.host ?? "" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["host": description]) }
}

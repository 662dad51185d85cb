import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import SatchelCore

/// The headers every answer carries, and the policy that says what a page may load.
enum SecurityHeaders {
    /// Adds what an answer does not say itself.
    static func add(to answer: inout Answer, isSecure: Bool) {
        let fixed: [(HTTPField.Name, String)] = [
            (.xContentTypeOptions, "nosniff"), (.referrerPolicy, "same-origin"),
            (.crossOriginOpenerPolicy, "same-origin"), (.crossOriginResourcePolicy, "same-origin"),
            (.permissionsPolicy, "camera=(), microphone=(), geolocation=()"),
            (
                .contentSecurityPolicy,
                "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
            ),
        ]
        for (name, value) in fixed where answer.headers[name] == nil { answer.headers[name] = value }
        if isSecure { answer.headers[.strictTransportSecurity] = "max-age=31536000" }
    }

    /// The policy of a page: nothing from outside; the styles and scripts inside it by their hashes (CSP Level 3).
    static func policy(styles: [String], scripts: [String]) -> String {
        func sources(_ texts: [String]) -> String {
            texts.isEmpty ? "'none'" : texts.map { "'sha256-\(hash($0))'" }.joined(separator: " ")
        }
        return """
            default-src 'none'; style-src \(sources(styles)); script-src \(sources(scripts)); img-src 'self'; \
            connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
            """
    }

    /// SHA-256 in base64, as the policy names it.
    static func hash(_ text: String) -> String {
        Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
    }
}

extension HTTPField.Name {
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
    static let crossOriginOpenerPolicy = HTTPField.Name("Cross-Origin-Opener-Policy")!
    static let crossOriginResourcePolicy = HTTPField.Name("Cross-Origin-Resource-Policy")!
    static let permissionsPolicy = HTTPField.Name("Permissions-Policy")!
}

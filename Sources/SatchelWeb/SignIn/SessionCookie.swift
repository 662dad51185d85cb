import Foundation
import Hummingbird
import SatchelCore

/// The cookies of the site: one for a session's secret, one for the language.
enum SessionCookie {
    enum Kind: String, CaseIterable {
        case board = "satchel"
        case holder = "satchel-k"
    }

    /// The value of a cookie in the request's headers (RFC 6265).
    static func value(_ name: String, in headers: HTTPFields) -> String? {
        for line in headers[values: .cookie] {
            for pair in line.split(separator: ";") {
                let sides = pair.split(separator: "=", maxSplits: 1)
                if sides.count == 2, sides[0].trimmingCharacters(in: .whitespaces) == name {
                    return String(sides[1])
                }
            }
        }
        return nil
    }

    /// Hands a session's secret to the browser: no script reads it, no other site sends it.
    static func set(_ kind: Kind, to secret: String, for site: Site) -> String {
        "\(site.cookie(kind))=\(secret); Path=/; HttpOnly; SameSite=Lax\(site.isSecure ? "; Secure" : "")"
    }

    /// Takes it back.
    static func clear(_ kind: Kind, for site: Site) -> String {
        "\(site.cookie(kind))=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0\(site.isSecure ? "; Secure" : "")"
    }

    /// Remembers the language for a year.
    static func language(_ language: Language, for site: Site) -> String {
        "lang=\(language.rawValue); Path=/; SameSite=Lax; Max-Age=31536000\(site.isSecure ? "; Secure" : "")"
    }
}

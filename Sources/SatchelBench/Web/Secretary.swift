import Foundation
import SatchelCore

/// A secretary who opened the link of a notice in a browser.
struct Secretary {
    /// The session's, as the browser sends it.
    let cookie: String
    /// What the session's forms carry.
    private let csrf: String
    let kits: [HeldKit]

    /// Those to whom an edition went out.
    static func all(of kit: String, edition: Int, in office: Office, most: Int) throws -> [Secretary] {
        try office.register.notices(of: kit, edition: edition).prefix(most).map { notice in
            let secret = try office.linkSecret(
                recipient: notice.recipientID, edition: notice.edition, generation: notice.generation)
            return try Secretary(of: try office.linkHolder(secret: secret), in: office)
        }
    }

    private init(of holder: LinkHolder, in office: Office) throws {
        let (secret, session) = try office.beginSession(for: holder)
        cookie = "satchel-k=\(secret)"
        csrf = session.csrf
        kits = try office.kits(of: holder)
    }

    /// Where the newest edition of the first kit is fetched.
    func download() throws -> (path: String, node: String) {
        guard let kit = kits.first, let current = kit.current else {
            throw BenchError.unexpected("a branch without a kit")
        }
        return ("/k/kits/\(kit.recipientID)/\(current.edition.number)", kit.nodeCode)
    }

    /// The form that tells of the newest edition of one of the kits; nil when there is none.
    func receipt(of kit: HeldKit, _ proof: Proof) -> String? {
        guard let current = kit.current else { return nil }
        let fields = [
            ("recipient", "\(kit.recipientID)"), ("edition", "\(current.edition.number)"),
            ("proof", proof.word), ("once", UUID().uuidString), ("csrf", csrf),
        ]
        return fields.map { name, value in
            "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
        }.joined(separator: "&")
    }
}

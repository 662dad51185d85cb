import Sending

// What another side answers, without what must not stand in the outbox.
extension Carried {
    /// Takes secrets out of what was answered: a host may give back what it got.
    mutating func cut(_ secrets: [String]) {
        self = Carried(
            result.without(secrets),
            suspicion: suspicion.map { HostFault($0.kind, $0.detail.without(secrets)) }, pause: pause)
    }
}

extension DeliveryOutcome.Result {
    fileprivate func without(_ secrets: [String]) -> DeliveryOutcome.Result {
        switch self {
        case .accepted(let code, let text): .accepted(code: code, text: text.without(secrets))
        case .retry(let after, let code, let text):
            .retry(after: after, code: code, text: text.without(secrets))
        case .refused(let code, let text, let isAboutRecipient):
            .refused(code: code, text: text.without(secrets), isAboutRecipient: isAboutRecipient)
        case .released: self
        }
    }
}

extension String {
    /// With each of some secrets as `…`, one that is cut off at the end too.
    fileprivate func without(_ secrets: [String]) -> String {
        var text = self
        for secret in secrets {
            text = text.replacing(secret, with: "…")
            for length in stride(from: secret.count - 1, through: 6, by: -1)
            where text.hasSuffix(secret.prefix(length)) {
                text = text.dropLast(length) + "…"
                break
            }
        }
        return text
    }

    /// With each mail address as `…`.
    var withoutAddresses: String {
        replacing(/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/, with: "…")
    }
}

extension Office {
    /// What opens a recipient's page: the link's secret and the code, as they may be written.
    /// - Throws: `fileMissing` when the key file is gone.
    func secrets(of notice: Notice) throws -> [String] {
        let (link, code) = (try link(for: notice), try code(for: notice))
        let secret = link.split(separator: "#").last.map(String.init)
        return [link, secret, code.text, code.digits].compactMap { $0 }
    }
}

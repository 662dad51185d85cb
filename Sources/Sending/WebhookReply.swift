import Foundation

/// What became of a message that was to be posted.
package enum WebhookReply: Hashable, Sendable {
    /// Any 2xx.
    case accepted(status: Int, text: String)
    /// Not now; `after` is how many seconds the receiver asks to wait.
    case temporary(status: Int, text: String, after: Int?)
    case permanent(status: Int, text: String)
    /// It answers that the address is another, by scheme and host, which is not followed: a signed message goes where it
    /// was meant to.
    case redirected(status: Int, to: String)
    /// The message went out and no answer came: it may have arrived.
    case unanswered(HostFault)
    /// The message could not be said at all: not its fault.
    case unreachable(HostFault)

    /// Sorts an answer by its status (RFC 9110, 15).
    init(status: Int, text: String, after: Int?, location: String?) {
        switch status {
        case 200...299: self = .accepted(status: status, text: text)
        case 300...399: self = .redirected(status: status, to: WebhookReply.host(of: location ?? ""))
        case 408, 425, 429, 500...599: self = .temporary(status: status, text: text, after: after)
        default: self = .permanent(status: status, text: text)
        }
    }

    /// Scheme and host of an address, without what may be a key.
    private static func host(of address: String) -> String {
        guard let parts = URLComponents(string: address), let scheme = parts.scheme, let host = parts.host
        else { return "" }
        return "\(scheme)://\(host)\(parts.port.map { ":\($0)" } ?? "")"
    }
}

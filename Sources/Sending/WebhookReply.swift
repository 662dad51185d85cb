import CLibCurl

/// What became of a message that was to be posted.
package enum WebhookReply: Hashable, Sendable {
    /// Any 2xx.
    case accepted(status: Int, text: String)
    /// Not now; `after` is how many seconds the receiver asks to wait.
    case temporary(status: Int, text: String, after: Int?)
    case permanent(status: Int, text: String)
    /// It answers that the address is another, which is not followed: a signed message goes where it was meant to.
    case redirected(status: Int, to: String)
    /// No answer at all: not the message's fault.
    case unreachable(HostFault)

    /// Sorts an answer by its status (RFC 9110, 15).
    init(status: Int, text: String, after: Int?, location: String?) {
        switch status {
        case 200...299: self = .accepted(status: status, text: text)
        case 300...399: self = .redirected(status: status, to: location ?? "")
        case 408, 425, 429, 500...599: self = .temporary(status: status, text: text, after: after)
        default: self = .permanent(status: status, text: text)
        }
    }
}

/// What keeps a host from taking anything at all; no fault of the mail or message that was to go.
package struct HostFault: Error, Hashable, Sendable {
    /// The raw values are stable, so that outer layers can word them.
    package enum Kind: String, CaseIterable, Sendable {
        case nameUnknown, connectionRefused, timedOut, connectionLost
        /// The host does not speak the protocol, or says that it takes nothing now.
        case greetingRefused
        /// TLS is required and the host offers none.
        case tlsNotOffered
        /// The certificate is not trusted, has ended or is of another name.
        case tlsNotVerified
        case tlsFailed
        case authenticationNotOffered, authenticationRefused
        /// It passes no mail on for this sender.
        case relayRefused
        /// It takes no mail from the sender's address.
        case senderRefused
        /// It asks to wait before anything else is sent.
        case busy
        /// It refuses one mail after another, whoever they are for.
        case mailsRefused
        /// The gateway refuses one message after another: its address, its key or what it is set to do.
        case messagesRefused
        /// The gateway answers that it is elsewhere.
        case moved
        case other
    }

    package let kind: Kind
    /// What the host or the library said about it, in its own words; never a secret.
    package let detail: String

    package init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }

    /// The code of the answer that the detail begins with, if any.
    package var code: Int? {
        let digits = detail.prefix { $0.isASCII && $0.isNumber }
        return digits.count == 3 ? Int(digits) : nil
    }
}

/// Timeouts of one sending, in seconds.
package struct SendingTimes: Hashable, Sendable {
    /// Until the connection stands, TLS included.
    package var connect: Double
    /// Until a server answers a command.
    package var answer: Double
    /// Until a mail server answers the end of a mail: it may be looking through it.
    package var end: Double
    package var whole: Double

    /// - Parameter end: as for any command when nil.
    package init(connect: Double, answer: Double, end: Double? = nil, whole: Double) {
        self.connect = connect
        self.answer = answer
        self.end = end ?? answer
        self.whole = whole
    }

    /// RFC 5321 (4.5.3.2) allows a server more; whoever waits longer keeps the others waiting.
    package static let mail = SendingTimes(connect: 15, answer: 45, end: 300, whole: 420)
    package static let webhook = SendingTimes(connect: 10, answer: 10, whole: 10)
}

/// What is wrong with an address or secret that something is to be sent with.
package enum SendingFault: String, Error, CaseIterable, Sendable {
    /// No host name or address.
    case host
    case port
    /// Without TLS only to this machine.
    case plainBeyondLoopback
    /// A user without a password, or control characters in either.
    case credentials
    /// The name to greet with.
    case greetingName
    /// No https address; http only to this machine.
    case webhookAddress
    /// Not `whsec_` with 24 to 64 bytes in base64 (Standard Webhooks).
    case webhookSecret
}

/// Names of hosts, as they may stand in an address.
enum HostName {
    /// A host name or address without anything that could end it in a URL or a command.
    static func isSafe(_ text: String) -> Bool {
        let bytes = text.utf8
        guard (1...253).contains(bytes.count) else { return false }
        if isNumeric6(text) { return true }
        return bytes.allSatisfy { isLetterOrDigit($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }
            && bytes.first != 0x2D && bytes.first != 0x2E
    }

    /// An address of IP version 6, without brackets.
    static func isNumeric6(_ text: String) -> Bool {
        text.contains(":")
            && text.utf8.allSatisfy {
                $0 == 0x3A || $0 == 0x2E || (0x30...0x39).contains($0) || (0x41...0x46).contains($0)
                    || (0x61...0x66).contains($0)
            }
    }

    /// Whether it is this machine, by its own name or number; a name that only resolves to it is not.
    static func isLoopback(_ text: String) -> Bool {
        if text == "localhost" || text == "::1" { return true }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}

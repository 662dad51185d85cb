/// A mail server that takes what is submitted (RFC 6409), and how to talk to it.
package struct MailServer: Hashable, Sendable {
    package enum Security: String, CaseIterable, Sendable {
        /// TLS after STARTTLS (RFC 3207), required.
        case startTLS
        /// TLS from the first byte (RFC 8314).
        case tls
        /// None: only to this machine.
        case none

        /// The port that is usual for it.
        package var port: Int {
            switch self {
            case .startTLS: 587
            case .tls: 465
            case .none: 25
            }
        }
    }

    package let host: String
    package let port: Int
    package let security: Security
    package let user: String?
    let password: String?
    /// The name this machine greets with; its own without one.
    let greetingName: String?
    /// A file of the certificates to trust instead of the system's.
    let authorities: String?
    let times: SendingTimes

    /// - Parameter port: the usual one of the security when nil. - Throws: `SendingFault`.
    package init(
        host: String, port: Int? = nil, security: Security, user: String? = nil, password: String? = nil,
        greetingName: String? = nil, authorities: String? = nil, times: SendingTimes = .mail
    ) throws {
        let port = port ?? security.port
        guard HostName.isSafe(host) else { throw SendingFault.host }
        guard (1...65_535).contains(port) else { throw SendingFault.port }
        guard security != .none || HostName.isLoopback(host) else { throw SendingFault.plainBeyondLoopback }
        let secrets = [user, password].compactMap { $0 }
        guard (user == nil) == (password == nil),
            secrets.allSatisfy({ !$0.isEmpty && $0.unicodeScalars.allSatisfy { $0.value > 31 } })
        else { throw SendingFault.credentials }
        guard greetingName.map(HostName.isSafe) ?? true else { throw SendingFault.greetingName }
        self.host = host
        self.port = port
        self.security = security
        self.user = user
        self.password = password
        self.greetingName = greetingName
        self.authorities = authorities
        self.times = times
    }

    /// How many seconds one try may take at most.
    package var longest: Double { times.whole }

    /// As libcurl names it; the path is the name to greet with.
    var address: String {
        let scheme = security == .tls ? "smtps" : "smtp"
        let named = HostName.isNumeric6(host) ? "[\(host)]" : host
        return "\(scheme)://\(named):\(port)\(greetingName.map { "/\($0)" } ?? "")"
    }
}

extension MailServer: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Host and port; the password stands nowhere.
    package var description: String { "\(host):\(port) (\(security.rawValue))" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["server": description]) }
}

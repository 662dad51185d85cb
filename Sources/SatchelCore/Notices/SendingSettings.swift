import Foundation
import Sending

extension Settings {
    /// Where messages for people reached by chat are posted, for a gateway to pass on.
    package struct Webhook: Codable, Sendable, Hashable {
        package var url: String
        /// `whsec_…` (Standard Webhooks).
        package var secret: String
        /// A file of certificates to trust instead of the system's.
        package var authorities: String?

        package init(url: String, secret: String, authorities: String? = nil) {
            self.url = url
            self.secret = secret
            self.authorities = authorities
        }
    }

    /// The server that takes the office's mail; nil when none is named.
    /// - Throws: `mailServerBroken`, `mailServerOpen`, `mailSecurityUnknown`, `mailLoginBroken`.
    package func mailServer() throws -> MailServer? {
        guard let mail, let server = mail.server else { return nil }
        let (host, port) = try Settings.hostAndPort(server)
        let security = try mail.security.map { word in
            guard let security = MailServer.Security(rawValue: word) else {
                throw SatchelError(.mailSecurityUnknown, ["word": word])
            }
            return security
        }
        do {
            return try MailServer(
                host: host, port: port, security: security ?? (port == 465 ? .tls : .startTLS),
                user: mail.user, password: mail.password, authorities: mail.authorities)
        } catch let fault as SendingFault {
            switch fault {
            case .plainBeyondLoopback: throw SatchelError(.mailServerOpen, ["server": server])
            case .credentials: throw SatchelError(.mailLoginBroken)
            default: throw SatchelError(.mailServerBroken, ["server": server])
            }
        }
    }

    /// Reads `host`, `host:port` or `[address]:port`.
    private static func hostAndPort(_ text: String) throws -> (String, Int?) {
        let text = text.trimmed
        let broken = SatchelError(.mailServerBroken, ["server": text])
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            let rest = text[text.index(after: end)...]
            let host = String(text[text.index(after: text.startIndex)..<end])
            if rest.isEmpty { return (host, nil) }
            guard rest.first == ":", let port = Int(rest.dropFirst()) else { throw broken }
            return (host, port)
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, let host = parts.first, !host.isEmpty else { throw broken }
        guard parts.count == 2 else { return (String(host), nil) }
        guard let port = Int(parts[1]) else { throw broken }
        return (String(host), port)
    }

    /// The gateway that takes chat messages; nil when none is named.
    /// - Throws: `webhookBroken`, `webhookSecretBroken`.
    package func webhookEndpoint() throws -> WebhookEndpoint? {
        guard let webhook else { return nil }
        do {
            return try WebhookEndpoint(
                webhook.url, secret: webhook.secret, authorities: webhook.authorities)
        } catch SendingFault.webhookSecret {
            throw SatchelError(.webhookSecretBroken)
        } catch is SendingFault {
            throw SatchelError(.webhookBroken)
        }
    }

    /// Checks all that mails and messages are sent with.
    /// - Throws: as `mailServer` and `webhookEndpoint`; `mailRateBroken`, `mailConnectionsBroken`.
    func checkSending() throws {
        _ = try mailServer()
        _ = try webhookEndpoint()
        if let rate = mail?.perMinute, !(1...60_000).contains(rate) {
            throw SatchelError(.mailRateBroken, ["number": "\(rate)"])
        }
        if let count = mail?.connections, !(1...20).contains(count) {
            throw SatchelError(.mailConnectionsBroken, ["number": "\(count)"])
        }
    }

    /// The settings of sending by their names, as the log tells of them; of secrets only whether there are any.
    var toldOfSending: [String: String] {
        [
            "mail.server": mail?.server ?? "", "mail.security": mail?.security ?? "",
            "mail.user": mail?.user ?? "", "mail.password": Settings.veiled(mail?.password),
            "mail.authorities": mail?.authorities ?? "",
            "mail.connections": mail?.connections.map(String.init) ?? "",
            "mail.perMinute": mail?.perMinute.map(String.init) ?? "",
            "webhook.url": (try? webhookEndpoint())?.description ?? Settings.veiled(webhook?.url),
            "webhook.secret": Settings.veiled(webhook?.secret),
            "webhook.authorities": webhook?.authorities ?? "",
        ]
    }

    /// Which secrets another has that this has not, to be told though they look alike.
    func toldOfSecrets(changedFrom old: Settings) -> [String: String] {
        var told: [String: String] = [:]
        if mail?.password != old.mail?.password { told["mail.password"] = Settings.veiled(mail?.password) }
        if webhook?.secret != old.webhook?.secret {
            told["webhook.secret"] = Settings.veiled(webhook?.secret)
        }
        // An address may hold a key.
        if webhook?.url != old.webhook?.url { told["webhook.url"] = toldOfSending["webhook.url"] }
        return told
    }

    private static func veiled(_ secret: String?) -> String { secret?.isEmpty == false ? "•••" : "" }

    /// A text without the secrets that a settings file, maybe a broken one, holds.
    static func withoutSecrets(_ text: String, of file: String) -> String {
        let names = ["password:", "secret:", "url:"]
        let values = file.split(whereSeparator: \.isNewline).compactMap { line -> String? in
            guard let name = names.first(where: { line.contains($0) }) else { return nil }
            let value = line.split(separator: name, maxSplits: 1).last.map { String($0).trimmed } ?? ""
            return value.count > 1 ? value : nil
        }
        let bare = values.map { $0.trimmingCharacters(in: ["\"", "'"]) }.filter { $0.count > 1 }
        return (values + bare).reduce(text) { $0.replacing($1, with: "•••") }
    }
}

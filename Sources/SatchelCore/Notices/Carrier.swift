import Sending

/// What carries messages of one channel to another machine over a connection it keeps; used by one thread at a time.
protocol Carrier {
    var channel: Notice.Channel { get }
    /// The most messages in a minute; nil for as many as go.
    var perMinute: Int? { get }
    /// Carries one message.
    /// - Parameter texts: of each of its notices, in their order.
    /// - Throws: `HostFault` when nothing can be carried at all.
    func carry(_ message: OutboxMessage, _ texts: [NoticeTexts]) throws -> Carried
}

/// What became of one message on its way.
struct Carried {
    let result: DeliveryOutcome.Result
    /// What is the matter with the host, when it happens to one message after another.
    var suspicion: HostFault?

    init(_ result: DeliveryOutcome.Result, suspicion: HostFault? = nil) {
        self.result = result
        self.suspicion = suspicion
    }
}

/// Mails to the office's server.
struct MailCarrier: Carrier {
    let channel = Notice.Channel.mail
    let perMinute: Int?
    private let connection: MailConnection
    private let from: MailAddress
    private let settings: Settings
    private let language: Language

    /// - Throws: `settingsBroken` when the office's own address is missing or none, `HostFault`.
    init(_ server: MailServer, _ settings: Settings, language: Language) throws {
        from = try NoticeMail.sender(settings)
        perMinute = settings.mail?.perMinute
        connection = try MailConnection(to: server)
        self.settings = settings
        self.language = language
    }

    func carry(_ message: OutboxMessage, _ texts: [NoticeTexts]) throws -> Carried {
        guard let to = message.lead.email.flatMap(MailAddress.init),
            let mail = try NoticeMail(message.lead, parts: texts, settings: settings, language: language)
        else {
            let why = Text("địa chỉ thư không dùng được", "unusable address")
            return Carried(.refused(code: nil, text: why(language), isAboutRecipient: true))
        }
        switch connection.send(from: from.text, to: to.text, mail.eml) {
        case .accepted(let code, let text): return Carried(.accepted(code: code, text: text))
        case .temporary(let code, let text, _):
            return Carried(
                .retry(code: code == 0 ? nil : code, text: text),
                suspicion: code == 0 ? HostFault(.connectionLost, text) : nil)
        case .permanent(let code, let text, let isAboutRecipient):
            return Carried(
                .refused(code: code == 0 ? nil : code, text: text, isAboutRecipient: isAboutRecipient))
        case .unreachable(let fault):
            // Maybe said of one recipient's server alone.
            guard [.relayRefused, .authenticationNotOffered].contains(fault.kind) else { throw fault }
            return Carried(.retry(text: fault.detail), suspicion: fault)
        }
    }
}

/// Messages to the gateway that passes them on into chats.
struct WebhookCarrier: Carrier {
    let channel = Notice.Channel.chat
    let perMinute: Int? = nil
    private let post: WebhookPost
    private let office: Office
    private let language: Language

    /// - Throws: `HostFault`.
    init(_ endpoint: WebhookEndpoint, _ office: Office, language: Language) throws {
        post = try WebhookPost(to: endpoint)
        self.office = office
        self.language = language
    }

    func carry(_ message: OutboxMessage, _ texts: [NoticeTexts]) throws -> Carried {
        let json = try NoticeMessage(message, texts, language: language).json()
        let seconds = Int(office.clock.now.milliseconds / 1000)
        let id = NoticeMessage.id(of: message.lead)
        switch post.send(id: id, timestamp: seconds, json) {
        case .accepted(let status, let text): return Carried(.accepted(code: status, text: text))
        case .temporary(let status, let text, let after):
            return Carried(.retry(after: after, code: status, text: text))
        case .permanent(let status, let text):
            let isOfAll = [401, 403, 404].contains(status)
            return Carried(
                .refused(code: status, text: text, isAboutRecipient: false),
                suspicion: isOfAll ? HostFault(.other, "\(status) \(text)") : nil)
        case .redirected(let status, let to):
            let why = Text(
                "nơi nhận chuyển sang địa chỉ khác, không gửi theo: \(to)",
                "the gateway redirects, which is not followed: \(to)")
            return Carried(
                .refused(code: status, text: why(language), isAboutRecipient: false),
                suspicion: HostFault(.other, "\(status) → \(to)"))
        case .unreachable(let fault): throw fault
        }
    }
}

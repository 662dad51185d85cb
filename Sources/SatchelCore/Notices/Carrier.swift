import Sending

/// What carries messages of one channel to another machine over a connection it keeps; used by one thread at a time.
protocol Carrier {
    var channel: Notice.Channel { get }
    /// The most messages in a minute; nil for as many as go.
    var perMinute: Int? { get }
    /// How many seconds one message may take at most.
    var longest: Double { get }
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
    /// For how many seconds the host wants nothing more at all.
    var pause: Int?

    init(_ result: DeliveryOutcome.Result, suspicion: HostFault? = nil, pause: Int? = nil) {
        self.result = result
        self.suspicion = suspicion
        self.pause = pause
    }

    /// How long a host is left alone that asks to wait and does not say how long.
    static let usualPause = 60
}

/// Mails to the office's server.
struct MailCarrier: Carrier {
    let channel = Notice.Channel.mail
    let perMinute: Int?
    let longest: Double
    private let connection: MailConnection
    private let from: MailAddress
    private let office: Office
    private let settings: Settings
    private let language: Language

    /// - Throws: `settingsBroken` when the office's own address is missing or none, `HostFault`.
    init(_ server: MailServer, _ office: Office, _ settings: Settings, language: Language) throws {
        from = try NoticeMail.sender(settings)
        perMinute = settings.mail?.perMinute
        // A kept connection that has ended is made anew, once.
        longest = server.longest * 2
        connection = try MailConnection(to: server)
        self.office = office
        self.settings = settings
        self.language = language
    }

    func carry(_ message: OutboxMessage, _ texts: [NoticeTexts]) throws -> Carried {
        let id = try office.messageID(of: message.lead)
        guard let to = message.lead.email.flatMap(MailAddress.init),
            let mail = try NoticeMail(
                message.lead, parts: texts, id: id, settings: settings, language: language)
        else {
            let why = Text("địa chỉ thư không dùng được", "unusable address")
            return Carried(.refused(code: nil, text: why(language), isAboutRecipient: true))
        }
        return try MailCarrier.sorted(connection.send(from: from.text, to: to.text, mail.eml))
    }

    private static func sorted(_ reply: MailReply) throws -> Carried {
        switch reply {
        case .accepted(let code, let text): return Carried(.accepted(code: code, text: text))
        case .temporary(code: 0, let text, _):
            return Carried(.retry(text: text), suspicion: HostFault(.connectionLost, text))
        case .temporary(let code, let text, let stage):
            let isBusy = code == 421 || stage == .sender
            return Carried(
                .retry(code: code, text: text), suspicion: isBusy ? HostFault(.busy, "\(code) \(text)") : nil,
                pause: isBusy ? Carried.usualPause : nil)
        case .permanent(let code, let text, let isAboutRecipient):
            let isOffered = code != 0
            return Carried(
                .refused(code: isOffered ? code : nil, text: text, isAboutRecipient: isAboutRecipient),
                suspicion: isOffered && !isAboutRecipient ? HostFault(.mailsRefused, "\(code) \(text)") : nil)
        case .withheld(let fault):
            return Carried(.retry(code: fault.code, text: fault.detail), suspicion: fault)
        case .unreachable(let fault): throw fault
        }
    }
}

/// Messages to the gateway that passes them on into chats.
struct WebhookCarrier: Carrier {
    let channel = Notice.Channel.chat
    let perMinute: Int? = nil
    let longest: Double
    private let post: WebhookPost
    private let office: Office
    private let language: Language

    /// - Throws: `HostFault`.
    init(_ endpoint: WebhookEndpoint, _ office: Office, language: Language) throws {
        post = try WebhookPost(to: endpoint)
        longest = endpoint.longest * 2
        self.office = office
        self.language = language
    }

    func carry(_ message: OutboxMessage, _ texts: [NoticeTexts]) throws -> Carried {
        let json = try NoticeMessage(message, texts, language: language).json()
        let seconds = Int(office.clock.now.milliseconds / 1000)
        let id = NoticeMessage.id(of: message.lead)
        return try sorted(post.send(id: id, timestamp: seconds, json))
    }

    private func sorted(_ reply: WebhookReply) throws -> Carried {
        switch reply {
        // Whatever a gateway says then may be the message itself.
        case .accepted(let status, _): return Carried(.accepted(code: status, text: ""))
        case .temporary(let status, let text, let after):
            let isBusy = status == 429 || status == 503
            return Carried(
                .retry(after: after, code: status, text: text),
                suspicion: HostFault(isBusy ? .busy : .messagesRefused, "\(status) \(text)"),
                pause: isBusy ? after ?? Carried.usualPause : nil)
        case .permanent(let status, let text):
            // About the gateway or who posts, not about what is posted (RFC 9110, 15.5).
            let isOfAll = [401, 402, 403, 404, 405, 406, 407, 410, 415, 421, 426, 511].contains(status)
            let fault = HostFault(.messagesRefused, "\(status) \(text)")
            if isOfAll { return Carried(.retry(code: status, text: text), suspicion: fault) }
            return Carried(.refused(code: status, text: text, isAboutRecipient: false), suspicion: fault)
        case .redirected(let status, let to):
            let why = Text(
                "nơi nhận chuyển sang địa chỉ khác, không gửi theo: \(to)",
                "the gateway redirects, which is not followed: \(to)")
            return Carried(
                .retry(code: status, text: why(language)), suspicion: HostFault(.moved, "\(status) → \(to)"))
        case .unanswered(let fault): return Carried(.retry(text: fault.detail), suspicion: fault)
        case .unreachable(let fault): throw fault
        }
    }
}

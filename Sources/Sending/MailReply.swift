import CLibCurl

/// The steps of handing a mail to a server (RFC 5321).
package enum MailStage: String, CaseIterable, Sendable, Comparable {
    case connect, greeting, tls, authentication, sender, recipient, data
    /// The mail itself and the answer to its end.
    case message

    package static func < (lhs: MailStage, rhs: MailStage) -> Bool {
        (allCases.firstIndex(of: lhs) ?? 0) < (allCases.firstIndex(of: rhs) ?? 0)
    }
}

/// What became of a mail that was to be handed to a server.
package enum MailReply: Hashable, Sendable {
    /// The server is responsible for it now.
    case accepted(code: Int, text: String)
    /// Not now; the code is 0 when the connection was lost or stood still.
    case temporary(code: Int, text: String, stage: MailStage)
    /// Never; `isAboutRecipient` says whether the address is what is wrong. The code is 0 when the mail was not offered.
    case permanent(code: Int, text: String, isAboutRecipient: Bool)
    /// The host would not pass it on to this recipient, maybe to none: whoever sends may not, or has not logged in.
    case withheld(HostFault)
    /// The host takes nothing at all: not the mail's fault.
    case unreachable(HostFault)
}

/// A server's answer to one command: the code, and its lines put together.
struct ServerAnswer: Equatable {
    var code: Int
    var text: String

    /// The enhanced status at its beginning.
    var status: EnhancedStatus? { EnhancedStatus(text) }

    /// Whether a refusal of a recipient or of a mail blames the address.
    func blamesRecipient(at stage: MailStage) -> Bool {
        if let status { return status.blamesAddress }
        return stage == .recipient && [550, 551, 553].contains(code) && !isForbidden
    }

    /// Whether it is about what the sender may (X.7), by its status or its words.
    var isForbidden: Bool { code >= 500 && (status?.isAboutRights == true || speaksOfRelaying) }

    /// Whether the server will not pass mail on for the sender; some say it in words alone, which count only where no
    /// status says something else.
    var speaksOfRelaying: Bool {
        guard status?.isAboutRights ?? true else { return false }
        let text = text.lowercased()
        return text.contains("relay") || text.contains("authenti")
    }
}

extension MailReply {
    /// Sorts what happened by RFC 5321 and RFC 3463.
    /// - Parameters:
    ///   - stage: how far it came. - answer: the server's answer to the last thing it was told.
    ///   - lacksLogin: whether nobody logged in: the server offers to and there is no user, or the other way about.
    init(_ ending: Transfer.Ending, stage: MailStage, answer: ServerAnswer?, lacksLogin: Bool) {
        if ending.code == CURLE_OK {
            self = .accepted(code: answer?.code ?? 250, text: answer?.text ?? "")
        } else if let answer, (400...599).contains(answer.code) {
            self = MailReply.sorted(answer, at: stage, lacksLogin: lacksLogin)
        } else if stage >= .sender && HostFault(ending).kind != .tlsNotVerified {
            self = .temporary(code: 0, text: ending.words, stage: stage)
        } else {
            self = .unreachable(HostFault(ending))
        }
    }

    private static func sorted(_ answer: ServerAnswer, at stage: MailStage, lacksLogin: Bool) -> MailReply {
        let said = "\(answer.code) \(answer.text)"
        let isForNow = answer.code < 500
        switch stage {
        case .connect, .greeting: return .unreachable(HostFault(.greetingRefused, said))
        case .tls: return .unreachable(HostFault(.tlsNotOffered, said))
        case .authentication: return .unreachable(HostFault(.authenticationRefused, said))
        case .sender, .recipient, .data, .message: break
        }
        if stage <= .recipient && (answer.code == 530 || lacksLogin && answer.isForbidden) {
            let fault = HostFault(.authenticationNotOffered, said)
            return stage == .sender ? .unreachable(fault) : .withheld(fault)
        }
        if stage == .recipient && !isForNow && answer.speaksOfRelaying {
            return .withheld(HostFault(.relayRefused, said))
        }
        if isForNow { return .temporary(code: answer.code, text: answer.text, stage: stage) }
        // A mail too large is told here (RFC 1870); else it is the sender, who is the same for all.
        if stage == .sender && answer.code != 552 {
            return .unreachable(HostFault(.senderRefused, said))
        }
        return .permanent(
            code: answer.code, text: answer.text, isAboutRecipient: answer.blamesRecipient(at: stage))
    }
}

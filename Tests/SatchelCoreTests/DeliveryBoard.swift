import SatchelCore
import TestSupport

// Boards with something to send: CB1 by mail, CB2 by chat, CB3 by telephone.
extension Settings {
    /// One person's office that sends by a mail server on this machine, over one connection, and by a gateway.
    static func sending(mail port: Int? = nil, chat: String? = nil) -> Settings {
        var settings = Settings.onePerson
        settings.mail?.server = port.map { "127.0.0.1:\($0)" }
        settings.mail?.security = port == nil ? nil : "none"
        settings.mail?.connections = 1
        settings.webhook = chat.map { .init(url: $0, secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") }
        return settings
    }
}

extension Board {
    /// A board whose first edition is issued, with so many more branches that have mail or chat.
    static func issued(_ settings: Settings, mails: Int = 0, chats: Int = 0) throws -> Board {
        let board = try Board.ready(on: "03/03/2025", settings: settings)
        let more = (0..<mails).map { ("M\($0)", "m\($0)@chibo.example", nil as String?) }
        let talking = (0..<chats).map { ("C\($0)", nil as String?, "c\($0)") }
        try board.register.add(
            nodes: (more + talking).map { code, email, chat in
                NewNode(
                    code: code, name: "Chi bộ \(code)", kind: .residential, parent: "DU",
                    from: day("01/01/2020"),
                    secretary: NewHolder(person: "Bí thư \(code)", email: email, chat: chat))
            }, by: tester)
        try board.issue("03/03/2025", due: "17/03/2025")
        return board
    }

    /// The notices of a channel, as `CB1 waiting 0 0`: state, attempts, code.
    func states(_ channel: Notice.Channel = .mail) throws -> [String] {
        try notices(channel).map { notice in
            let course = notice.course
            return "\(notice.nodeCode) \(course.state.rawValue) \(course.attempts) \(course.code ?? 0)"
        }
    }

    func notices(_ channel: Notice.Channel) throws -> [Notice] {
        try register.notices().filter { $0.channel == channel }
    }

    func later(minutes: Int64) {
        clock.move(to: Instant(milliseconds: clock.now.milliseconds + minutes * 60_000))
    }
}

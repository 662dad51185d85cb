import Foundation
import TestSupport
import Testing

@testable import Sending

/// Mails over real sockets to a server that does what it is told.
@Suite struct MailConnectionTests {
    static let mail = Array(
        "From: a@office.example\r\nMessage-ID: <m-1@office.example>\r\n\r\nfirst\r\n.second\r\n.\r\n..third\r\n"
            .utf8)

    private func server(_ port: Int, seconds: Double = 20) throws -> MailServer {
        try MailServer(
            host: "127.0.0.1", port: port, security: .none, greetingName: "office.example",
            times: SendingTimes(connect: seconds, answer: 1, whole: seconds))
    }

    private func send(
        at step: MailSink.Step, _ act: MailSink.Act, seconds: Double = 20
    ) throws -> (reply: MailReply, sink: MailSink) {
        let sink = try MailSink { $0 == step ? act : .proceed }
        let connection = try MailConnection(to: server(sink.port, seconds: seconds))
        let reply = connection.send(
            from: "a@office.example", to: "b@branch.example", MailConnectionTests.mail)
        return (reply, sink)
    }

    @Test func `Mails go one after another over one connection, lines that begin with a dot whole`() throws {
        let sink = try MailSink()
        let connection = try MailConnection(to: server(sink.port))
        for number in 1...20 {
            let reply = connection.send(
                from: "a@office.example", to: "b\(number)@branch.example", MailConnectionTests.mail)
            #expect(reply == .accepted(code: 250, text: "2.0.0 taken"))
        }
        #expect(sink.connections == 1)
        #expect(sink.mails.map(\.recipient) == (1...20).map { "b\($0)@branch.example" })
        for mail in sink.mails { #expect(mail.lines.suffix(4) == ["first", ".second", ".", "..third"]) }
    }

    @Test func `A connection the server has closed meanwhile is made anew`() throws {
        let closing = try MailSink { [counter = Counter()] step in
            step == .sender && counter.next() == 2
                ? .answer(421, "4.7.0 enough for one connection") : .proceed
        }
        let other = try MailConnection(to: server(closing.port))
        for _ in 0..<3 {
            let reply = other.send(from: "a@office.example", to: "b@c.example", MailConnectionTests.mail)
            #expect(reply == .accepted(code: 250, text: "2.0.0 taken"))
        }
        #expect(closing.connections == 2)
        #expect(closing.mails.count == 3)
    }

    @Test func `Stray line ends are made whole, so that no server sees an end where there is none`() throws {
        let sink = try MailSink()
        let connection = try MailConnection(to: server(sink.port))
        let mail = Array("Message-ID: <m-2@office.example>\n\none\n.\nMAIL FROM:<x@y.example>\rtwo".utf8)
        let reply = connection.send(from: "a@office.example", to: "b@c.example", mail)
        #expect(reply == .accepted(code: 250, text: "2.0.0 taken"))
        #expect(
            sink.mails.map(\.lines) == [
                ["Message-ID: <m-2@office.example>", "", "one", ".", "MAIL FROM:<x@y.example>", "two"]
            ])
    }

    @Test(arguments: [
        (MailSink.Step.recipient, 550, "5.1.1 no such user", true),
        (.recipient, 550, "no such user", true),
        (.recipient, 553, "5.1.3 bad address", true),
        (.recipient, 552, "5.2.2 mailbox full", true),
        (.recipient, 550, "5.7.1 not by our policy", false),
        (.end, 554, "5.6.0 we do not like it", false),
        (.end, 550, "5.1.1 no such user after all", true),
        (.data, 554, "no valid recipients", false),
        (.sender, 552, "5.3.4 too large", false),
        (.recipient, 556, "5.1.10 takes no mail", true),
        (.recipient, 550, "5.1.1 no user relay@branch.example", true),
        (.recipient, 550, "5.1.8 bad sender", false),
        (.recipient, 552, "5.2.3 longer than it may be", false),
    ])
    func `A refusal for good tells whether the address is to blame`(
        step: MailSink.Step, code: Int, text: String, isAboutRecipient: Bool
    ) throws {
        let (reply, _) = try send(at: step, .answer(code, text))
        #expect(reply == .permanent(code: code, text: text, isAboutRecipient: isAboutRecipient))
    }

    @Test(arguments: [
        (MailSink.Step.recipient, 451, "4.7.1 greylisted", MailStage.recipient),
        (.sender, 452, "4.3.1 no room", .sender), (.sender, 421, "closing", .sender),
        (.data, 451, "later", .data),
        (.end, 452, "4.2.2 full", .message), (.end, 421, "closing", .message),
    ])
    func `A refusal for now tells where`(
        step: MailSink.Step, code: Int, text: String, stage: MailStage
    ) throws {
        let (reply, sink) = try send(at: step, .answer(code, text))
        #expect(reply == .temporary(code: code, text: text, stage: stage))
        #expect(sink.mails.isEmpty)
    }

    @Test(arguments: [
        (MailSink.Step.connect, 554, "5.3.2 not today", HostFault.Kind.greetingRefused),
        (.connect, 421, "too many", .greetingRefused), (.hello, 421, "closing", .greetingRefused),
        (.sender, 550, "5.7.1 not you", .senderRefused),
        (.sender, 530, "5.7.0 log in first", .authenticationNotOffered),
    ])
    func `A host that takes nothing is told from a mail that is refused`(
        step: MailSink.Step, code: Int, text: String, kind: HostFault.Kind
    ) throws {
        guard case .unreachable(let fault) = try send(at: step, .answer(code, text)).reply else {
            Issue.record("not the host's fault")
            return
        }
        #expect(fault == HostFault(kind, "\(code) \(text)"))
    }

    @Test(arguments: [
        (530, "5.7.0 log in first", HostFault.Kind.authenticationNotOffered),
        (550, "5.7.1 relaying denied", .relayRefused), (550, "relay not permitted", .relayRefused),
    ])
    func `What a host will not pass on to one recipient may be of all`(
        code: Int, text: String, kind: HostFault.Kind
    ) throws {
        let reply = try send(at: .recipient, .answer(code, text)).reply
        #expect(reply == .withheld(HostFault(kind, "\(code) \(text)")))
    }

    @Test func `A server may take its time over a mail, and no longer over a command`() throws {
        func reply(slowAt slow: MailSink.Step) throws -> MailReply {
            let sink = try MailSink { step in
                if step == slow { Thread.sleep(forTimeInterval: 2.5) }
                return .proceed
            }
            let times = SendingTimes(connect: 5, answer: 1, end: 8, whole: 20)
            let server = try MailServer(
                host: "127.0.0.1", port: sink.port, security: .none, greetingName: "office.example",
                times: times)
            let connection = try MailConnection(to: server)
            return connection.send(from: "a@office.example", to: "b@c.example", MailConnectionTests.mail)
        }
        #expect(try reply(slowAt: .end) == .accepted(code: 250, text: "2.0.0 taken"))
        guard case .temporary(code: 0, _, stage: .recipient) = try reply(slowAt: .recipient) else {
            Issue.record("waited for")
            return
        }
    }

    @Test(arguments: MailSink.Step.allCases.filter { $0 != .quit })
    func `A server that falls silent is left after the time given`(step: MailSink.Step) throws {
        let start = Date()
        let reply = try send(at: step, .stall, seconds: 0.3).reply
        #expect(Date().timeIntervalSince(start) < 3)
        switch reply {
        case .temporary(code: 0, _, let stage):
            #expect(stage >= .sender && step != .connect && step != .hello)
        case .unreachable(let fault): #expect(fault.kind == .timedOut && [.connect, .hello].contains(step))
        default: Issue.record("\(reply)")
        }
    }

    @Test func `A server that is silent at the farewell keeps nobody waiting`() throws {
        let start = Date()
        let (reply, _) = try send(at: .quit, .stall)
        #expect(reply == .accepted(code: 250, text: "2.0.0 taken"))
        #expect(Date().timeIntervalSince(start) < 2)
    }

    @Test func `A host that is not there, has no name, or speaks no TLS is told as such`() throws {
        func fault(_ server: MailServer) throws -> HostFault.Kind? {
            let reply = try MailConnection(to: server).send(
                from: "a@office.example", to: "b@c.example", MailConnectionTests.mail)
            if case .unreachable(let fault) = reply { return fault.kind }
            return nil
        }
        let sink = try MailSink()
        let secret = "khong-ai-biet"
        let port = try MailSink().port
        #expect(try fault(server(port)) == .connectionRefused)
        #expect(try fault(MailServer(host: "no-such-host.invalid", security: .tls)) == .nameUnknown)
        let wants = try MailServer(
            host: "127.0.0.1", port: sink.port, security: .startTLS, user: "thu", password: secret)
        #expect(try fault(wants) == .tlsNotOffered)
        #expect(sink.mails.isEmpty)
        #expect(!"\(wants)".contains(secret) && !String(reflecting: wants).contains(secret))
        var dumped = ""
        dump(wants, to: &dumped)
        #expect(!dumped.contains(secret))
    }

    @Test(arguments: [
        ("mail.example", MailServer.Security.none, SendingFault.plainBeyondLoopback),
        ("127.0.0.1.example", .none, .plainBeyondLoopback), ("a b", .tls, .host), ("", .tls, .host),
        ("a/b", .tls, .host), ("a@b", .startTLS, .host), ("x\r\ny", .startTLS, .host),
    ])
    func `A server that cannot be is refused`(
        host: String, security: MailServer.Security, fault: SendingFault
    ) {
        #expect(throws: fault) { try MailServer(host: host, security: security) }
    }

    @Test(arguments: [
        "b@c.example>\r\nRCPT TO:<x@y.example", "b", "", "b c@d.example", "b@c.example\n", "<b@c.example>",
    ])
    func `An address that could be more than one is never said to a server`(address: String) throws {
        let sink = try MailSink()
        let connection = try MailConnection(to: server(sink.port))
        let to = connection.send(from: "a@office.example", to: address, MailConnectionTests.mail)
        #expect(to == .permanent(code: 0, text: address, isAboutRecipient: true))
        let from = connection.send(from: address, to: "a@office.example", MailConnectionTests.mail)
        #expect(from == .permanent(code: 0, text: address, isAboutRecipient: false))
        #expect(sink.connections == 0)
    }
}

/// Counts from 1.
final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0

    func next() -> Int {
        lock.withLock {
            count += 1
            return count
        }
    }
}

import Foundation
import GRDB
import Sending
import Synchronization
import TestSupport
import Testing

@testable import SatchelCore

/// Hosts and gateways that take some messages and not others, or nothing.
@Suite("Delivery to hosts with faults")
struct DeliveryFaultTests {
    @Test("A chat message that loses the gateway waits by itself; the others go")
    func lostMessage() throws {
        let sink = try PostSink(answering: { message in
            String(decoding: message.body, as: UTF8.self).contains("huong.cb2")
                ? "" : PostSink.answer("202 Accepted")
        })
        let board = try Board.issued(.sending(chat: sink.address), chats: 5)
        let tally = try #require(try board.office.deliver().first)
        #expect(tally.accepted == 5 && tally.retried == 1 && tally.fault == nil)
        let seen = sink.messages.count
        #expect(try board.office.deliver().map(\.tried) == [0])
        #expect(sink.messages.count == seen)
        #expect(try board.states(.chat).contains("CB2 waiting 1 0"))
    }

    @Test(
        "A gateway that is set up wrong fails no message, and is asked three times",
        arguments: [
            "301 Moved", "401 No", "403 No", "404 None", "405 No", "407 Proxy", "410 Gone", "500 Broken",
        ])
    func gateway(status: String) throws {
        let sink = try PostSink(PostSink.answer(status, "Location: https://else.example/key\r\n"))
        let board = try Board.issued(.sending(chat: sink.address), chats: 8)
        let tally = try #require(try board.office.deliver().first)
        #expect(tally.refused == 0 && tally.retried == 3 && tally.released == 6)
        #expect(tally.fault != nil && sink.messages.count == 3)
        #expect(try board.notices(.telephone).count == 1)
    }

    @Test("A message that alone is refused is given up once another was taken")
    func refusedMessage() throws {
        let isFirst = Flag()
        let sink = try PostSink(answering: { _ in
            isFirst.take() ? PostSink.answer("422 No") : PostSink.answer("200 OK")
        })
        let board = try Board.issued(.sending(chat: sink.address), chats: 2)
        let tally = try #require(try board.office.deliver().first)
        #expect(tally.accepted == 2 && tally.refused == 1)
        #expect(try board.states(.chat).count { $0.hasSuffix("failed 1 422") } == 1)
    }

    @Test("Who asks to wait is left alone with all of it", arguments: ["429 Busy", "503 Busy"])
    func busyGateway(status: String) throws {
        let sink = try PostSink(PostSink.answer(status, "Retry-After: 7200\r\n"))
        let board = try Board.issued(.sending(chat: sink.address), chats: 8)
        let tally = try #require(try board.office.deliver().first)
        #expect(tally.fault?.kind == .busy && tally.pause == 7200 && sink.messages.count == 1)
        let soonest = board.clock.now.milliseconds + 7_200_000
        #expect(try board.notices(.chat).allSatisfy { ($0.course.nextAt?.milliseconds ?? 0) >= soonest })
    }

    @Test(
        "A mail server that is busy is asked once",
        arguments: [(MailSink.Step.sender, 452), (.sender, 451), (.recipient, 421)])
    func busyServer(step: MailSink.Step, code: Int) throws {
        let counts = Mutex(0)
        let sink = try MailSink { at in
            guard at == step else { return .proceed }
            counts.withLock { $0 += 1 }
            return .answer(code, "4.3.1 later")
        }
        let board = try Board.issued(.sending(mail: sink.port), mails: 10)
        let tally = try #require(try board.office.deliver().first)
        #expect(tally.fault?.kind == .busy && tally.retried == 1 && tally.released == 10)
        #expect(counts.withLock { $0 } == 1)
        #expect(try board.office.deliver().map(\.tried) == [0])
    }

    @Test(
        "A sender who is refused mail after mail fails none of them",
        arguments: [
            (MailSink.Step.data, 554, "no"), (.recipient, 550, "5.7.1 not by our policy"),
            (.end, 550, "5.7.26 not authenticated"), (.end, 550, "5.4.5 daily limit"),
        ])
    func refusedSender(step: MailSink.Step, code: Int, text: String) throws {
        let sink = try MailSink { $0 == step ? .answer(code, text) : .proceed }
        let board = try Board.issued(.sending(mail: sink.port), mails: 10)
        let tally = try #require(try board.office.deliver().first)
        #expect(tally.fault?.kind == .mailsRefused)
        #expect(tally.refused == 0 && tally.retried == 3 && tally.released == 8)
        #expect(try board.notices(.telephone).count == 1)
    }

    @Test("A mail that alone is refused is telephoned, and its address is not blamed for it")
    func refusedMail() throws {
        let isFirst = Flag()
        let sink = try MailSink { step in
            step == .end && isFirst.take() ? .answer(554, "5.6.0 we do not like it") : .proceed
        }
        let board = try Board.issued(.sending(mail: sink.port), mails: 3)
        let tally = try #require(try board.office.deliver().first)
        #expect(tally.accepted == 3 && tally.refused == 1 && tally.fault == nil)
        #expect(try board.states(.telephone).map { $0.prefix(3) } == ["CB3", "CB1"])
        #expect(try board.register.outbox().faults.isEmpty)
    }

    @Test("A mail that was taken while the register was busy is not sent again")
    func busyRegister() throws {
        let path = Mutex("")
        let isFirst = Flag()
        let sink = try MailSink { step in
            let path = path.withLock { $0 }
            guard step == .end, isFirst.take() else { return .proceed }
            let isLocked = DispatchSemaphore(value: 0)
            Thread.detachNewThread {
                try? DatabaseQueue(path: path).writeWithoutTransaction { db in
                    try db.execute(sql: "BEGIN IMMEDIATE")
                    isLocked.signal()
                    // Longer than the register waits, less than twice as long.
                    Thread.sleep(forTimeInterval: 6.5)
                    try db.execute(sql: "ROLLBACK")
                }
            }
            isLocked.wait()
            return .proceed
        }
        let board = try Board.issued(.sending(mail: sink.port), mails: 4)
        path.withLock { $0 = "\(board.office.folder)/register.sqlite" }
        _ = try board.office.deliver()
        board.later(minutes: Int64(Register.leaseMinutes) + 1)
        _ = try board.office.deliver()
        #expect(sink.mails.count == 5 && Set(sink.mails.map(\.id)).count == 5)
        #expect(try board.states().allSatisfy { $0.hasSuffix("done 1 250") })
    }

    @Test("What a gateway gives back of a message stands nowhere in the outbox", arguments: [202, 400, 500])
    func echo(status: Int) throws {
        let sink = try PostSink(answering: { message in
            PostSink.answer("\(status) X", body: String(decoding: message.body, as: UTF8.self))
        })
        let board = try Board.issued(.sending(chat: sink.address))
        _ = try board.office.deliver()
        let notice = try #require(try board.notices(.chat).first)
        let reply = notice.course.reply ?? ""
        #expect(notice.course.code == status && reply.isEmpty == (status == 202))
        let secrets = try board.office.secrets(of: notice)
        #expect(secrets.count == 4)
        for secret in secrets { #expect(!reply.contains(secret.prefix(12)), "\(reply)") }
    }

    @Test("What is given back tells nobody else's address")
    func otherAddress() throws {
        let sink = try MailSink {
            $0 == .recipient ? .answer(550, "5.7.1 <lan@cb1.example>: relaying denied") : .proceed
        }
        let board = try Board.issued(.sending(mail: sink.port), mails: 10)
        _ = try board.office.deliver()
        let replies = try board.notices(.mail).filter { $0.course.attempts == 0 }.map(\.course.reply)
        #expect(replies.count == 8)
        #expect(replies.allSatisfy { $0?.contains("relaying denied") == true && $0?.contains("@") == false })
    }

    @Test("Neither channel waits for the other or fails with it")
    func channels() throws {
        let slow = try MailSink { step in
            if step == .end { Thread.sleep(forTimeInterval: 1) }
            return .proceed
        }
        let gateway = try PostSink(PostSink.answer("200 OK"))
        let board = try Board.issued(.sending(mail: slow.port, chat: gateway.address))
        let told = Mutex<[Notice.Channel]>([])
        let tallies = try board.office.deliver(telling: { tally in told.withLock { $0.append(tally.channel) }
        })
        #expect(tallies.map(\.accepted) == [1, 1])
        #expect(told.withLock { $0 } == [.chat, .mail])
        let other = try Board.issued(.sending(mail: 1, chat: gateway.address))
        var broken = other.office.settings
        broken.mail?.server = "mail example"
        try broken.write(to: "\(other.office.folder)/settings.yaml")
        let both = try other.office.deliver()
        #expect(both.map(\.trouble?.code) == [.mailServerBroken, nil] && both.map(\.accepted) == [0, 1])
    }

    @Test("A host that takes nothing is asked over one connection")
    func firstLane() throws {
        let sink = try MailSink { $0 == .connect ? .answer(421, "too many") : .proceed }
        var settings = Settings.sending(mail: sink.port)
        settings.mail?.connections = 4
        let board = try Board.issued(settings, mails: 299)
        let tally = try #require(try board.office.deliver().first)
        #expect(tally.fault?.kind == .greetingRefused && tally.tried == 0)
        #expect(sink.connections == 1)
    }

    @Test("What two tries over a slow server may take is left of the time a message is held")
    func margin() throws {
        let sink = try MailSink()
        let board = try Board.issued(.sending(mail: sink.port), mails: 9)
        let late = Int64(Register.leaseMinutes) - 13
        let tally = try #require(
            try board.office.deliver(telling: { if $0.accepted == 3 { board.later(minutes: late) } }).first)
        #expect(tally.accepted == 10 && tally.released == 7)
        #expect(sink.mails.count == 10)
    }

    @Test("When the office closes, what has not gone waits")
    func closing() throws {
        let sink = try MailSink()
        let board = try Board.issued(.sending(mail: sink.port), mails: 9)
        let evening = board.clock.office.instant(of: day("03/03/2025"), hour: 17)
        let tally = try #require(
            try board.office.deliver(telling: { tally in
                if tally.accepted == 3 { board.clock.move(to: evening) }
            }).first)
        #expect(tally.accepted == 3 && tally.released == 7 && tally.fault == nil)
        #expect(try board.register.waiting(by: .mail) == OutboxRest(ready: 7, later: 0, nextAt: nil))
    }

    @Test("Mails are in the office's language", arguments: Language.allCases)
    func language(_ language: Language) throws {
        let sink = try MailSink()
        var settings = Settings.sending(mail: sink.port)
        settings.language = language == .vi ? nil : language
        let board = try Board.issued(settings)
        _ = try board.office.deliver()
        #expect(sink.mails.first?.lines.contains("Content-Language: \(language.rawValue)") == true)
    }
}

/// True for whoever asks first.
private final class Flag: Sendable {
    private let isTaken = Mutex(false)

    func take() -> Bool {
        isTaken.withLock { isTaken in
            defer { isTaken = true }
            return !isTaken
        }
    }
}

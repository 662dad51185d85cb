import Foundation
import GRDB
import Sending
import Synchronization
import TestSupport
import Testing

@testable import SatchelCore

/// Notices on their way out of the house, over real sockets: CB1 by mail, CB2 by chat, CB3 by telephone.
@Suite("Delivery")
struct DeliveryTests {
    @Test("What waits is sent over one connection, once, and what came of it is recorded")
    func sends() throws {
        let sink = try MailSink()
        let board = try Board.issued(Settings.sending(mail: sink.port), mails: 120)
        let tallies = try board.office.deliver()
        #expect(tallies.map(\.accepted) == [121] && tallies.map(\.fault) == [nil])
        #expect(sink.connections == 1 && sink.mails.count == 121)
        #expect(sink.mails.first?.recipient == "lan@cb1.example")
        #expect(Set(sink.mails.map(\.id)).count == 121)
        #expect(try board.states().allSatisfy { $0.hasSuffix("done 1 250") })
        #expect(try board.office.deliver().map(\.tried) == [0])
        #expect(sink.mails.count == 121)
        // Chat has no way out here, and waits for a hand.
        #expect(try board.states(.chat) == ["CB2 waiting 0 0"])
    }

    @Test("Many mails go over a few connections at once, each once")
    func lanes() throws {
        let sink = try MailSink()
        var settings = Settings.sending(mail: sink.port)
        settings.mail?.connections = nil
        let board = try Board.issued(settings, mails: 299)
        let told = Counts()
        let tallies = try board.office.deliver(telling: { told.add($0.accepted) })
        #expect(tallies.map(\.accepted) == [300] && told.all.max() == 300 && told.all.count == 300)
        #expect((2...4).contains(sink.connections) && sink.mails.count == 300)
        #expect(Set(sink.mails.map(\.id)).count == 300)
        #expect(try board.states().allSatisfy { $0.hasSuffix("done 1 250") })
    }

    @Test("A mail refused for now is tried again; one refused for good is telephoned, and its address left")
    func refused() throws {
        let answer = MailSink.Act.answer(451, "4.7.1 greylisted")
        let grey = try MailSink { $0 == .recipient ? answer : .proceed }
        let board = try Board.issued(Settings.sending(mail: grey.port))
        #expect(try board.office.deliver().map(\.retried) == [1])
        #expect(try board.states() == ["CB1 waiting 1 451"])
        let bad = try MailSink { $0 == .recipient ? .answer(550, "5.1.1 no such user") : .proceed }
        try board.office.change(settings: Settings.sending(mail: bad.port), by: tester)
        board.clock.move(to: Instant(milliseconds: board.clock.now.milliseconds + 600_000))
        #expect(try board.office.deliver().map(\.refused) == [1])
        #expect(try board.states() == ["CB1 failed 2 550"])
        #expect(try board.states(.telephone).map { $0.prefix(3) } == ["CB3", "CB1"])
    }

    @Test("A host that takes nothing stops the run, says why, and burns no attempt")
    func hostFault() throws {
        let closed = try MailSink().port
        let board = try Board.issued(Settings.sending(mail: closed), mails: 60)
        let tally = try #require(try board.office.deliver().first)
        #expect(tally.fault?.kind == .connectionRefused)
        #expect(tally.tried == 0 && tally.released == 50)
        #expect(try board.states().allSatisfy { $0.hasSuffix("waiting 0 0") })
        #expect(
            try board.register.notices().first?.course.reply?.hasPrefix("máy chủ không nhận kết nối") == true)
        // Given back, they go as soon as the settings are right.
        let sink = try MailSink()
        try board.office.change(settings: Settings.sending(mail: sink.port), by: tester)
        #expect(try board.office.deliver().map(\.accepted) == [61])
    }

    @Test(
        "A host with the same trouble over one mail after another is taken for down after three",
        arguments: [
            (MailSink.Step.end, MailSink.Act.drop, HostFault.Kind.connectionLost),
            (.recipient, .answer(550, "relay not permitted"), .relayRefused),
        ])
    func troubled(step: MailSink.Step, act: MailSink.Act, kind: HostFault.Kind) throws {
        let sink = try MailSink { $0 == step ? act : .proceed }
        let board = try Board.issued(Settings.sending(mail: sink.port), mails: 10)
        let tally = try #require(try board.office.deliver().first)
        #expect(tally.fault?.kind == kind)
        #expect(tally.retried == 3 && tally.refused == 0 && tally.released == 8)
    }

    @Test("Told to stop, it finishes the mail on its way and gives the others back")
    func stopped() throws {
        let sink = try MailSink()
        let board = try Board.issued(Settings.sending(mail: sink.port), mails: 20)
        let tally = try #require(try board.office.deliver(until: { sink.mails.count >= 5 }).first)
        #expect(tally.accepted == 5 && tally.released == 16)
        #expect(try board.office.deliver().map(\.accepted) == [16])
        #expect(Set(sink.mails.map(\.id)).count == 21 && sink.mails.count == 21)
    }

    @Test("No more mails go in a minute than the office allows")
    func pace() throws {
        let sink = try MailSink()
        var settings = Settings.sending(mail: sink.port)
        settings.mail?.perMinute = 600
        let board = try Board.issued(settings, mails: 9)
        let start = ContinuousClock.now
        #expect(try board.office.deliver().map(\.accepted) == [10])
        #expect(.now - start >= .milliseconds(900))
    }

    @Test("A chat message tells what the gateway needs, and no internal document's title")
    func chat() throws {
        let sink = try PostSink(PostSink.answer("202 Accepted"))
        let board = try Board.ready(on: "03/03/2025", settings: Settings.sending(chat: sink.address))
        try board.issue("03/03/2025", due: "17/03/2025")
        #expect(try board.office.deliver().map(\.accepted) == [1])
        let message = try #require(sink.messages.first)
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(message.body)) as? [String: Any])
        let notice = try #require(try board.register.notices().first { $0.channel == .chat })
        #expect(json["id"] as? String == "notice-\(notice.id)-\(notice.recordedAt.milliseconds)")
        #expect(message.fields["webhook-id"] == json["id"] as? String)
        #expect(message.fields["webhook-timestamp"] == "\(board.clock.now.milliseconds / 1000)")
        #expect(json["kind"] as? String == "newEdition" && json["edition"] as? Int == 1)
        #expect(json["kit"] as? [String: String] == ["slug": "cap-thon", "name": "Cặp chi bộ thôn"])
        #expect(json["branch"] as? [String: String] == ["code": "CB2", "name": "Chi bộ CB2"])
        #expect(json["person"] as? String == "Nay Hương" && json["chat"] as? String == "huong.cb2")
        #expect(json["dueOn"] as? String == "2025-03-17")
        let link = try #require(json["link"] as? String)
        #expect((json["text"] as? String)?.contains(link) == true)
        #expect(try link == board.office.link(for: notice))
    }

    @Test("A gateway that sends elsewhere is not followed, and one that asks to wait is waited for")
    func gatewayAnswers() throws {
        let moved = try PostSink(PostSink.answer("301 Moved", "Location: https://else.example/key-9\r\n"))
        let board = try Board.ready(on: "03/03/2025", settings: Settings.sending(chat: moved.address))
        try board.issue("03/03/2025", due: "17/03/2025")
        #expect(try board.office.deliver().map(\.retried) == [1])
        #expect(
            try board.register.notices().first { $0.channel == .chat }?.course.reply
                == "nơi nhận chuyển sang địa chỉ khác, không gửi theo: https://else.example")
        let busy = try PostSink(PostSink.answer("429 Busy", "Retry-After: 7200\r\n"))
        let other = try Board.ready(on: "03/03/2025", settings: Settings.sending(chat: busy.address))
        try other.issue("03/03/2025", due: "17/03/2025")
        #expect(try other.office.deliver().map(\.retried) == [1])
        let next = try #require(try other.register.notices().first { $0.channel == .chat }?.course.nextAt)
        #expect(next.milliseconds - other.clock.now.milliseconds >= 7_200_000)
    }

    @Test("One mail tells a committee's secretary of all its branches, and all are told with it")
    func digest() throws {
        let sink = try MailSink()
        let board = try Board.issued(Settings.sending(mail: sink.port), mails: 3)
        _ = try board.office.deliver()
        board.clock.move(to: "18/03/2025")
        _ = try board.register.remind(kit: "cap-thon", on: day("18/03/2025"), escalating: true, by: tester)
        let kind = Notice.Kind.escalation.place
        try board.register.writer.write { db in
            try db.execute(
                sql: """
                    UPDATE notice SET lead_id = (SELECT min(id) FROM notice WHERE kind = ?1 AND channel = 0)
                    WHERE kind = ?1 AND channel = 0
                        AND id > (SELECT min(id) FROM notice WHERE kind = ?1 AND channel = 0)
                    """, arguments: [kind])
        }
        let before = sink.mails.count
        #expect(try board.office.deliver().map(\.accepted) == [1])
        #expect(sink.mails.count == before + 1)
        let told = try board.register.notices().filter { $0.kind == .escalation && $0.channel == .mail }
        #expect(told.count == 5 && told.allSatisfy { $0.course.state == .done })
        let mail = try #require(try board.office.mails(for: told).first)
        #expect(try board.office.mails(for: told).count == 1)
        #expect(String(decoding: mail.eml, as: UTF8.self).contains(try #require(sink.mails.last?.id)))
    }
}

/// Numbers told on any thread.
private final class Counts: Sendable {
    private let numbers = Mutex<[Int]>([])
    var all: [Int] { numbers.withLock { $0 } }
    func add(_ number: Int) { numbers.withLock { $0.append(number) } }
}

import Foundation
import Sending
import TestSupport
import Testing

@testable import SatchelCore

/// Mails that came back: CB1's, by reports that say this or that.
@Suite("Returned mails")
struct BounceTests {
    private let sink: MailSink
    private let board: Board

    init() throws {
        sink = try MailSink()
        board = try Board.issued(.sending(mail: sink.port), mails: 1)
        _ = try board.office.deliver()
    }

    private func report(
        _ id: String?, _ action: String = "failed", status: String = "5.1.1",
        about: String = "LAN@cb1.example",
        minutes: Int64 = 1
    ) throws -> [UInt8] {
        let id = try id ?? #require(sink.mails.first { $0.recipient == "lan@cb1.example" }?.id)
        let written = Instant(milliseconds: board.clock.now.milliseconds + minutes * 60_000)
        let text = """
            Date: \(MailHeader.date(written, in: TestClock.zone))
            Content-Type: multipart/report; boundary=x

            --x
            Content-Type: message/delivery-status

            Final-Recipient: rfc822; \(about)
            Action: \(action)
            Status: \(status)
            Diagnostic-Code: smtp; 550 no such user

            --x
            Content-Type: text/rfc822-headers

            Message-ID: \(id)
            --x--

            """
        return Array(text.utf8)
    }

    @Test("One that did not arrive puts its branch on the list to telephone, once")
    func returned() throws {
        #expect(try board.office.takeIn(bounces: report(nil, "delayed")).recorded == 0)
        #expect(try board.states().first == "CB1 done 1 250")
        let tally = try board.office.takeIn(bounces: report(nil))
        #expect(tally.recorded == 1 && tally.mails == 1)
        #expect(try board.office.takeIn(bounces: report(nil)).known == 1)
        let notices = try board.register.notices()
        #expect(notices[0].course.state == .failed && notices[0].course.reply == "5.1.1 550 no such user")
        #expect(notices.last?.channel == .telephone && notices.last?.nodeCode == "CB1")
        #expect(try board.register.outbox().faults.map(\.address) == ["lan@cb1.example"])
    }

    @Test("Nobody can report on a mail whose Message-ID or address they do not know")
    func foreign() throws {
        let id = try #require(sink.mails.first { $0.recipient == "lan@cb1.example" }?.id)
        let other = try #require(sink.mails.first { $0.recipient != "lan@cb1.example" }?.id)
        let parts = id.split(separator: "-")
        let tag = try #require(other.split(separator: "-").last)
        let forged = "\(parts[0])-\(parts[1])-\(parts[2])-\(tag)"
        let plain = "\(parts[0])-\(parts[1])-\(parts[2])@satchel.example>"
        for wrong in [forged, plain, "<notice-1-2@else.example>", "<x@else.example>", ""] {
            #expect(try board.office.takeIn(bounces: report(wrong)).foreign == 1, "\(wrong)")
        }
        #expect(try board.office.takeIn(bounces: report(nil, about: "thu@du.example")).foreign == 1)
        #expect(try board.states().allSatisfy { $0.hasSuffix("done 1 250") })
    }

    @Test(
        "A report that does not blame the address leaves it be",
        arguments: ["5.7.1", "4.4.7", "5.2.3", "5.1.8"])
    func blameless(status: String) throws {
        #expect(try board.office.takeIn(bounces: report(nil, status: status)).recorded == 1)
        #expect(try board.states(.telephone).last?.hasPrefix("CB1 waiting") == true)
        #expect(try board.register.outbox().faults.isEmpty)
    }

    @Test("A mailbox that is read again after the board tried again changes nothing; a new report does")
    func readAgain() throws {
        let old = try report(nil)
        board.later(minutes: 30)
        #expect(try board.office.takeIn(bounces: old).recorded == 1)
        board.later(minutes: 30)
        let notice = try #require(try board.notices(.mail).first)
        try board.register.retry(notices: [notice.id], by: tester)
        let events = try board.register.events().count
        #expect(try board.office.takeIn(bounces: old).known == 1)
        #expect(try board.states().first?.hasPrefix("CB1 waiting") == true)
        #expect(try board.office.deliver().map(\.accepted) == [1])
        let sent = try board.register.events().count
        #expect(try board.office.takeIn(bounces: old).known == 1)
        #expect(try board.states().first?.hasPrefix("CB1 done") == true)
        #expect(try board.register.events().count == sent && sent > events)
        #expect(try board.office.takeIn(bounces: report(nil)).recorded == 1)
    }

    @Test("An empty mailbox is one; anything else is not")
    func mailboxes() throws {
        #expect(try board.office.takeIn(bounces: []).mails == 0)
        expectError(.mailboxBroken) { try board.office.takeIn(bounces: Array("%PDF-1.7\n…".utf8)) }
        expectError(.mailboxBroken) { try board.office.takeIn(bounces: [UInt8](repeating: 0, count: 99)) }
    }

    @Test("A mail keeps its Message-ID when the address of the pages changes between two tries")
    func stable() throws {
        let before = try board.office.mails(for: board.notices(.mail)).map(\.eml)
        var settings = board.office.settings
        settings.baseAddress = "https://khac.example"
        try board.office.change(settings: settings, by: tester)
        let after = try board.office.mails(for: board.notices(.mail)).map(\.eml)
        let ids = { (mails: [[UInt8]]) in
            mails.map {
                String(decoding: $0, as: UTF8.self).split(separator: "\r\n").first {
                    $0.hasPrefix("Message-ID")
                }
            }
        }
        #expect(before != after && ids(before) == ids(after))
    }

    @Test("Encoded words keep to their length however many marks a letter has")
    func encodedWords() {
        let name = "a" + String(repeating: "\u{301}", count: 100)
        let lines = MailHeader.field("Subject", "\(name) ế").split(separator: "\r\n")
        #expect(lines.count > 3 && lines.allSatisfy { $0.count <= 76 })
    }
}

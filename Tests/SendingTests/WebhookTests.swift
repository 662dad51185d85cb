import Crypto
import Foundation
import TestSupport
import Testing

@testable import Sending

@Suite struct WebhookTests {
    private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    private func reply(to answer: String?, seconds: Double = 10) throws -> (WebhookReply, PostSink) {
        let receiver = try PostSink(answer)
        let times = SendingTimes(connect: seconds, answer: 1, whole: seconds)
        let endpoint = try WebhookEndpoint(receiver.address, secret: WebhookTests.secret, times: times)
        let reply = try WebhookPost(to: endpoint).send(
            id: "notice-7", timestamp: 1_762_736_400, Array("{\"kind\":\"đợt\"}".utf8))
        return (reply, receiver)
    }

    @Test func `The signature is the one of the standard's own example`() throws {
        let endpoint = try WebhookEndpoint("https://gateway.example/x", secret: WebhookTests.secret)
        let signature = endpoint.signature(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330,
            body: Array("{\"test\": 2432232314}".utf8))
        #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test func `A message comes as JSON, signed over exactly what came`() throws {
        let (reply, receiver) = try reply(to: PostSink.answer("200 OK", body: "thanks\n"))
        #expect(reply == .accepted(status: 200, text: "thanks"))
        let message = try #require(receiver.messages.first)
        #expect(message.line == "POST /gateway?key=1 HTTP/1.1")
        #expect(message.fields["content-type"] == "application/json")
        #expect(message.body == Array("{\"kind\":\"đợt\"}".utf8))
        let id = try #require(message.fields["webhook-id"])
        let time = try #require(message.fields["webhook-timestamp"])
        #expect(id == "notice-7" && time == "1762736400")
        let key = try #require(Data(base64Encoded: "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(id).\(time).".utf8) + message.body, using: SymmetricKey(data: key))
        #expect(message.fields["webhook-signature"] == "v1," + Data(code).base64EncodedString())
    }

    @Test(arguments: [
        ("408 Request Timeout", "", nil), ("425 Too Early", "", nil),
        ("429 Too Many", "Retry-After: 120\r\n", 120),
        ("500 Error", "", nil), ("503 Busy", "Retry-After: 99999999\r\n", 86_400),
    ])
    func `What will pass is tried again, after the time the receiver asks for`(
        status: String, fields: String, after: Int?
    ) throws {
        let (reply, _) = try reply(to: PostSink.answer(status, fields, body: "wait"))
        let code = try #require(Int(status.prefix(3)))
        #expect(reply == .temporary(status: code, text: "wait", after: after))
    }

    @Test func `A time to wait given as a date is counted from now`() throws {
        let form = DateFormatter()
        form.locale = Locale(identifier: "en_US_POSIX")
        form.timeZone = .gmt
        form.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        let date = form.string(from: Date().addingTimeInterval(300))
        let (reply, _) = try reply(to: PostSink.answer("503 Busy", "Retry-After: \(date)\r\n"))
        guard case .temporary(503, _, let after?) = reply else {
            Issue.record("\(reply)")
            return
        }
        #expect((200...300).contains(after))
    }

    @Test(arguments: ["400 Bad", "401 No", "403 No", "404 None", "410 Gone", "413 Large", "422 No"])
    func `What will not pass is not tried again`(status: String) throws {
        let (reply, _) = try reply(to: PostSink.answer(status, body: "no\u{7}no"))
        #expect(reply == .permanent(status: Int(status.prefix(3)) ?? 0, text: "no no"))
    }

    @Test(arguments: [301, 302, 307, 308])
    func `A redirect is told and never followed`(status: Int) throws {
        let other = try PostSink(PostSink.answer("200 OK"))
        let (reply, receiver) = try reply(
            to: PostSink.answer("\(status) Moved", "Location: \(other.address)\r\n"))
        // Where to, and no key that may stand in it.
        let host = try #require(other.address.range(of: "/gateway").map { other.address[..<$0.lowerBound] })
        #expect(reply == .redirected(status: status, to: String(host)))
        #expect(receiver.messages.count == 1)
        #expect(other.messages.isEmpty)
    }

    @Test func `Of a long answer the beginning is kept, and an endless one is left`() throws {
        let (reply, _) = try reply(
            to: PostSink.answer("200 OK", body: String(repeating: "x", count: 9000)))
        #expect(reply == .accepted(status: 200, text: String(repeating: "x", count: 500)))
        let endless =
            "HTTP/1.1 500 No\r\nContent-Length: 999999999\r\n\r\n" + String(repeating: "y", count: 900_000)
        let (other, _) = try self.reply(to: endless)
        #expect(other == .temporary(status: 500, text: String(repeating: "y", count: 500), after: nil))
    }

    @Test func `A receiver that says nothing is left after the time given, and may have the message`()
        throws
    {
        let start = Date()
        guard case .unanswered(let fault) = try reply(to: nil, seconds: 0.3).0 else {
            Issue.record("answered")
            return
        }
        #expect(fault.kind == .timedOut)
        #expect(Date().timeIntervalSince(start) < 3)
        guard case .unanswered(let other) = try reply(to: "250 I speak SMTP\r\n", seconds: 1).0 else {
            Issue.record("understood")
            return
        }
        #expect(other.kind == .other)
    }

    @Test func `A message that was taken is taken, though the rest of the answer never comes`() throws {
        let cut = "HTTP/1.1 202 Accepted\r\nContent-Length: 100\r\n\r\nhalf"
        let (reply, _) = try reply(to: cut, seconds: 0.5)
        #expect(reply == .accepted(status: 202, text: "half"))
    }

    @Test func `A host that is not there was told nothing`() throws {
        let address = try PostSink(nil).address
        let endpoint = try WebhookEndpoint(address, secret: WebhookTests.secret)
        let reply = try WebhookPost(to: endpoint).send(id: "n", timestamp: 1, [])
        guard case .unreachable(let fault) = reply else {
            Issue.record("\(reply)")
            return
        }
        #expect(fault.kind == .connectionRefused)
    }

    @Test func `A kept connection that has died is made anew, and the message sent whole again`() throws {
        let counter = Counter()
        let receiver = try PostSink(answering: { _ in counter.next() == 2 ? "" : PostSink.answer("200 OK") })
        let post = try WebhookPost(to: WebhookEndpoint(receiver.address, secret: WebhookTests.secret))
        for number in 1...2 {
            let reply = post.send(id: "n-\(number)", timestamp: 1, Array("{\"n\":\(number)}".utf8))
            #expect(reply == .accepted(status: 200, text: ""))
        }
        #expect(receiver.messages.map { $0.fields["webhook-id"] } == ["n-1", "n-2", "n-2"])
        #expect(receiver.messages.last?.body == Array("{\"n\":2}".utf8))
    }

    @Test(arguments: [
        "http://gateway.example/x", "ftp://127.0.0.1/x", "https://", "https://a b/", "gateway.example",
        "https://user:pass@gateway.example/", "https://gateway.example/#x", "http://127.0.0.1.example/",
        "https://gateway.example/\r\nX: y", "file:///etc/passwd",
    ])
    func `An address that is not https, or http to this machine, is refused`(address: String) {
        #expect(throws: SendingFault.webhookAddress) {
            try WebhookEndpoint(address, secret: WebhookTests.secret)
        }
    }

    @Test(arguments: ["", "whsec_", "whsec_short", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_!!!!"])
    func `A secret of another form is refused`(secret: String) {
        #expect(throws: SendingFault.webhookSecret) {
            try WebhookEndpoint("https://gateway.example", secret: secret)
        }
    }

    @Test func `The secret stands in no description`() throws {
        let endpoint = try WebhookEndpoint("https://gateway.example/key", secret: WebhookTests.secret)
        var dumped = ""
        dump(endpoint, to: &dumped)
        for text in ["\(endpoint)", String(reflecting: endpoint), dumped] {
            #expect(!text.contains("MfKQ9r8") && text.contains("gateway.example"))
        }
    }
}

import Foundation
import Logging
import SatchelCore
import TestSupport
import Testing

@testable import SatchelWeb

/// Notices sent beside the pages.
@Suite struct NoticeServiceTests {
    private let administrator = Actor(user: "quan-tri")

    private func settings(_ old: Settings, port: Int?) -> Settings {
        var settings = old
        settings.mail = Settings.Mail(from: "cap@xa.example")
        settings.mail?.server = port.map { "127.0.0.1:\($0)" }
        settings.mail?.security = "none"
        settings.sending = .init(
            days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from: "0:00", to: "24:00")
        return settings
    }

    /// How many mails are done.
    private func done(_ office: Office) throws -> Int {
        try office.register.notices().count { $0.channel == .mail && $0.course.state == .done }
    }

    @Test("a mail server that is down keeps no chat message waiting")
    func channels() async throws {
        let desk = try WebDesk()
        let office = desk.office
        let waiting = try office.register.notices().filter {
            $0.channel == .chat && $0.course.state == .waiting
        }
        try #require(!waiting.isEmpty)
        let gateway = try PostSink(PostSink.answer("202 Accepted"))
        var settings = settings(office.settings, port: try MailSink().port)
        settings.webhook = .init(url: gateway.address, secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        try office.change(settings: settings, by: administrator)
        let service = NoticeService(office: office, logger: Logger(label: "test"), pause: .milliseconds(20))
        let running = Task { await service.run() }
        for _ in 0..<500 where gateway.messages.isEmpty { try await Task.sleep(for: .milliseconds(20)) }
        running.cancel()
        await running.value
        #expect(!gateway.messages.isEmpty)
    }

    @Test("what waits goes out once there is a server, and a service that is stopped has finished its mail")
    func sends() async throws {
        let desk = try WebDesk()
        let office = desk.office
        let waiting = try office.register.notices().count {
            $0.channel == .mail && $0.course.state == .waiting
        }
        try #require(waiting > 0)
        let before = try done(office)
        let closed = try MailSink().port
        try office.change(settings: settings(office.settings, port: closed), by: administrator)
        let service = NoticeService(office: office, logger: Logger(label: "test"), pause: .milliseconds(20))
        let running = Task { await service.run() }
        try await Task.sleep(for: .milliseconds(300))
        #expect(try done(office) == before)
        // A change of the settings is tried at once.
        let sink = try MailSink()
        try office.change(settings: settings(office.settings, port: sink.port), by: administrator)
        for _ in 0..<500 where sink.mails.isEmpty { try await Task.sleep(for: .milliseconds(20)) }
        running.cancel()
        await running.value
        let sent = sink.mails.count
        #expect(sent > 0)
        #expect(try done(office) == before + sent)
        try await Task.sleep(for: .milliseconds(100))
        #expect(sink.mails.count == sent)
    }
}

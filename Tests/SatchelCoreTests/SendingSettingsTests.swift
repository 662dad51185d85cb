import Foundation
import Sending
import TestSupport
import Testing

@testable import SatchelCore

@Suite("Settings of sending")
struct SendingSettingsTests {
    private static let password = "một-mật-khẩu"
    private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    private static var complete: Settings {
        var settings = Settings.onePerson
        settings.mail?.server = "mail.example:587"
        settings.mail?.user = "thu"
        settings.mail?.password = password
        settings.webhook = .init(url: "https://gateway.example/key-7", secret: secret)
        return settings
    }

    @Test("Secrets stand in the file, and nowhere in the log; that they changed is told")
    func secrets() throws {
        let board = try Board()
        try board.office.change(settings: SendingSettingsTests.complete, by: tester)
        #expect(board.office.settings.mail?.password == SendingSettingsTests.password)
        #expect(try board.office.settings.mailServer()?.host == "mail.example")
        var other = SendingSettingsTests.complete
        other.mail?.password = "mật-khẩu-khác"
        other.webhook?.url = "https://gateway.example/key-8"
        try board.office.change(settings: other, by: tester)
        let last = try #require(try board.register.lastEvent())
        #expect(last.subject == "mail.password webhook.url")
        let told = try board.register.events().map { "\($0.subject) \($0.detail ?? "")" }.joined()
        #expect(told.contains("mail.example:587") && told.contains("gateway.example"))
        for hidden in [
            SendingSettingsTests.password, "mật-khẩu-khác", SendingSettingsTests.secret, "key-7", "key-8",
        ] {
            #expect(!told.contains(hidden))
        }
    }

    @Test("A settings file that cannot be read is told of without its secrets")
    func broken() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/settings.yaml"
        let text =
            "office: X\nmail:\n  from: a@b.example\n  password: \"\(SendingSettingsTests.password)\n  user: x\n"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        do {
            _ = try Settings.read(from: path)
            Issue.record("it was read")
        } catch let error as SatchelError {
            #expect(error.code == .settingsBroken)
            #expect(!error.message(in: .vi).contains(SendingSettingsTests.password))
            #expect(!"\(error)".contains(SendingSettingsTests.password))
        }
    }

    @Test("What cannot be sent with is refused, each by its own word, and changes nothing")
    func refused() throws {
        let board = try Board()
        func code(_ change: (inout Settings) -> Void) -> SatchelError.Code? {
            var settings = SendingSettingsTests.complete
            change(&settings)
            do { try board.office.change(settings: settings, by: tester) } catch let error as SatchelError {
                return error.code
            } catch {}
            return nil
        }
        #expect(code { $0.mail?.server = "mail example" } == .mailServerBroken)
        #expect(code { $0.mail?.server = "mail.example:x" } == .mailServerBroken)
        #expect(code { $0.mail?.server = "mail.example:70000" } == .mailServerBroken)
        #expect(code { $0.mail?.security = "none" } == .mailServerOpen)
        #expect(code { $0.mail?.security = "ssl" } == .mailSecurityUnknown)
        #expect(code { $0.mail?.password = nil } == .mailLoginBroken)
        #expect(code { $0.webhook?.url = "http://gateway.example" } == .webhookBroken)
        #expect(code { $0.webhook?.secret = "ngắn" } == .webhookSecretBroken)
        #expect(code { $0.mail?.perMinute = 0 } == .mailRateBroken)
        #expect(board.office.settings.mail?.server == nil)
        #expect(code { _ in } == nil)
    }

    @Test(
        "A server is read with its port and security",
        arguments: [
            ("mail.example", nil, "mail.example:587 (startTLS)"),
            ("mail.example:465", nil, "mail.example:465 (tls)"),
            ("mail.example", "tls", "mail.example:465 (tls)"), ("[::1]:2525", "none", "::1:2525 (none)"),
            ("localhost", "none", "localhost:25 (none)"),
        ] as [(String, String?, String)])
    func servers(text: String, security: String?, told: String) throws {
        var settings = Settings.onePerson
        settings.mail?.server = text
        settings.mail?.security = security
        #expect(try settings.mailServer()?.description == told)
    }
}

import Dispatch
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Sending

/// Two thousand servers that fail at any step, each after a seed of its own.
@Suite struct FlakyServerTests {
    private static let seconds = 0.5

    /// A server that does what it should two times in three.
    private static func sink(seed: UInt64) throws -> MailSink {
        let random = Mutex(SplitMix(state: seed))
        return try MailSink { step in
            random.withLock { random in
                switch Int.random(in: 0..<100, using: &random) {
                case 0..<4: .drop
                // It takes time.
                case 4 where random.chance(40): .stall
                case 5..<12:
                    .answer([421, 450, 451, 452].randomElement(using: &random) ?? 450, "4.3.0 later")
                case 12..<16 where step != .quit: .answer(554, "5.6.0 no")
                case 16..<20 where step == .end: .takeAndDrop
                default: .proceed
                }
            }
        }
    }

    private func mail(_ id: String) -> [UInt8] {
        Array("Message-ID: \(id)\r\nSubject: x\r\n\r\n.\r\ntext of \(id)\r\n.".utf8)
    }

    /// What is wrong with a reply, when the server did this last; nil when nothing is.
    private func fault(_ reply: MailReply, after last: (step: MailSink.Step, act: MailSink.Act)?) -> String? {
        guard let last else { return "no talk: \(reply)" }
        let isBefore = [.connect, .hello].contains(last.step)
        let isRight =
            switch (reply, last.act) {
            case (.accepted, .proceed): last.step == .end
            case (.temporary(code: 0, _, _), .drop), (.temporary(code: 0, _, _), .stall),
                (.temporary(code: 0, _, _), .takeAndDrop):
                !isBefore
            case (.temporary(let code, let text, _), .answer(let said, let words)):
                code == said && text == words && code < 500 && !isBefore
            case (.permanent(let code, let text, false), .answer(let said, let words)):
                code == said && text == words && code == 554 && !isBefore
            case (.unreachable(let fault), .answer(let code, _)):
                fault.detail.contains("\(code)")
                    && (isBefore && fault.kind == .greetingRefused
                        || last.step == .sender && code == 554)
            case (.unreachable(let fault), .stall): isBefore && fault.kind == .timedOut
            case (.unreachable(let fault), .drop):
                isBefore && [.connectionLost, .greetingRefused, .other].contains(fault.kind)
            default: false
            }
        return isRight ? nil : "\(reply) after \(last)"
    }

    /// Sends three mails until each is taken; gives what went wrong.
    private func run(seed: UInt64) throws -> [String] {
        let sink = try FlakyServerTests.sink(seed: seed)
        let times = SendingTimes(connect: 5, answer: 1, whole: FlakyServerTests.seconds)
        let server = try MailServer(
            host: "127.0.0.1", port: sink.port, security: .none, greetingName: "office.example", times: times)
        let connection = try MailConnection(to: server)
        var faults: [String] = []
        let ids = (1...3).map { "<m-\(seed)-\($0)@office.example>" }
        for id in ids {
            var isTaken = false
            for _ in 0..<200 where !isTaken {
                let reply = connection.send(from: "a@office.example", to: "b@c.example", mail(id))
                if let fault = fault(reply, after: sink.last) { faults.append("seed \(seed): \(fault)") }
                if case .accepted = reply { isTaken = true }
            }
            if !isTaken { faults.append("seed \(seed): \(id) never taken") }
        }
        let taken = sink.mails
        if Set(taken.map(\.id)) != Set(ids) { faults.append("seed \(seed): \(taken.map(\.id))") }
        for mail in taken where mail.lines.suffix(3) != [".", "text of \(mail.id)", "."] {
            faults.append("seed \(seed): \(mail.lines)")
        }
        return faults
    }

    @Test func `Each of 6,000 mails arrives from 2,000 flaky servers, and every reply is sorted right`()
        throws
    {
        let found = Mutex<(faults: [String], failed: [any Error])>(([], []))
        DispatchQueue.concurrentPerform(iterations: 20) { lane in
            for number in 0..<100 {
                let seed = UInt64(lane * 100 + number)
                do {
                    let faults = try run(seed: seed)
                    found.withLock { $0.faults += faults }
                } catch { found.withLock { $0.failed.append(error) } }
            }
        }
        let (faults, failed) = found.withLock { $0 }
        #expect(failed.isEmpty)
        #expect(faults.isEmpty, "\(faults.count): \(faults.prefix(20))")
    }
}

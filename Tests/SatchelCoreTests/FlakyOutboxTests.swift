import Dispatch
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import SatchelCore

/// Mail servers that fail at any step, with the real outbox before them.
@Suite("The outbox before flaky servers")
struct FlakyOutboxTests {
    private static func sink(seed: UInt64) throws -> MailSink {
        let random = Mutex(SplitMix(state: seed))
        return try MailSink { step in
            random.withLock { random in
                switch Int.random(in: 0..<100, using: &random) {
                case 0..<4: .drop
                case 4..<9:
                    .answer([421, 450, 451, 452].randomElement(using: &random) ?? 450, "4.3.0 later")
                case 9..<12 where step != .quit: .answer(554, "5.6.0 no")
                case 12..<16 where step == .end: .takeAndDrop
                default: .proceed
                }
            }
        }
    }

    /// Sends until nothing waits; gives what went wrong.
    private func run(seed: UInt64) throws -> [String] {
        let sink = try FlakyOutboxTests.sink(seed: seed)
        var settings = Settings.sending(mail: sink.port)
        settings.mail?.connections = seed.isMultiple(of: 2) ? 4 : 1
        settings.sending = .init(
            days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from: "0:00", to: "24:00")
        let board = try Board.issued(settings, mails: 20)
        for _ in 0..<400 {
            for tally in try board.office.deliver() {
                if let trouble = tally.trouble { return ["seed \(seed): \(trouble)"] }
            }
            if try board.notices(.mail).allSatisfy({ $0.course.state != .waiting }) { break }
            board.later(minutes: 10)
        }
        let notices = try board.notices(.mail)
        let mails = Dictionary(grouping: sink.mails, by: \.recipient)
        var faults: [String] = []
        for notice in notices {
            let copies = mails[notice.email ?? ""] ?? []
            let isRight =
                switch notice.course.state {
                case .done: !copies.isEmpty && Set(copies.map(\.id)).count == 1
                case .failed: Set(copies.map(\.id)).count <= 1
                default: false
                }
            if !isRight { faults.append("seed \(seed): \(notice.course) \(copies.map(\.id))") }
        }
        let failed = notices.count { $0.course.state == .failed }
        let called = try board.notices(.telephone).count - 1
        if failed != called { faults.append("seed \(seed): \(failed) failed, \(called) to call") }
        return faults
    }

    @Test(
        "Each mail ends as sent, by one Message-ID, or on the list to telephone",
        arguments: (0..<20).map { UInt64($0) })
    func flaky(seed: UInt64) throws {
        let faults = try run(seed: seed)
        #expect(faults.isEmpty, "\(faults)")
    }
}

import Foundation
import TestSupport
import Testing

@testable import Sending

/// Reports as mail systems write them, and bytes that are none.
@Suite struct DeliveryReportTests {
    private func fixture(_ name: String) throws -> [UInt8] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "Fixtures")
        return [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
    }

    private func id(_ number: Int) -> String { "<notice-\(number)-1762736400000@tai-lieu.iatul.example>" }

    private func withCRLF(_ bytes: [UInt8]) -> [UInt8] { bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] } }

    @Test func `Postfix's failure and its delay are read from a mailbox, other mails passed over`() throws {
        let (reports, mails) = DeliveryReport.all(in: try fixture("postfix.mbox"))
        #expect(mails == 3)
        try #require(reports.count == 2)
        #expect(reports[0].messageID == id(7))
        #expect(reports[0].recipient == "khong-co@branch.example")
        #expect(reports[0].action == .failed && reports[0].status == "5.1.1")
        #expect(
            reports[0].diagnostic
                == "550 5.1.1 <khong-co@branch.example>: Recipient address rejected: User unknown")
        #expect(reports[1].messageID == id(8) && reports[1].recipient == "cham@branch.example")
        #expect(reports[1].action == .delayed && reports[1].status == "4.4.1")
    }

    @Test func `Gmail's report, which gives no id of the mail back, is told by what it answers to`() throws {
        let (reports, mails) = DeliveryReport.all(in: try fixture("gmail.eml"))
        #expect(mails == 1)
        try #require(reports.count == 1)
        #expect(reports[0].messageID == id(9))
        #expect(reports[0].recipient == "khongcoai2025@gmail.com")
        #expect(reports[0].action == .failed && reports[0].status == "5.1.1")
        #expect(reports[0].diagnostic?.hasPrefix("550-5.1.1 The email account") == true)
    }

    @Test func `A report within a mail, its parts encoded for the way, is read`() throws {
        let (reports, _) = DeliveryReport.all(in: try fixture("encoded.eml"))
        try #require(reports.count == 2)
        #expect(reports.allSatisfy { $0.messageID == id(10) })
        #expect(reports.map(\.recipient) == ["mot@branch.example", "hai@branch.example"])
        #expect(reports.map(\.action) == [.failed, .delivered])
        #expect(reports.map(\.status) == ["5.1.1", "2.0.0"])
    }

    @Test(arguments: ["postfix.mbox", "gmail.eml", "encoded.eml", "exim.mbox"])
    func `Line ends of either kind read the same`(name: String) throws {
        let plain = DeliveryReport.all(in: try fixture(name))
        let other = DeliveryReport.all(in: withCRLF(try fixture(name)))
        #expect(plain.reports == other.reports && plain.mails == other.mails)
        #expect(!plain.reports.isEmpty)
    }

    @Test(
        arguments: [
            ("5.1.1", nil, true), ("5.1.10", nil, true), ("5.2.1", nil, true), ("4.2.2", nil, true),
            ("5.1.8", nil, false), ("5.2.3", nil, false), ("5.7.26", nil, false), ("4.4.7", nil, false),
            ("5.4.5", "550 5.1.1 said of another hop", false), ("5.0.0", "550 5.1.1 no such user", true),
            ("5.0.0", "550-5.7.1 not by our policy", false), ("5.0.0", "no such user", false),
        ] as [(String, String?, Bool)])
    func `A report blames the address, or something else`(status: String, said: String?, blames: Bool) throws
    {
        let line = said.map { "Diagnostic-Code: smtp; \($0)\n" } ?? ""
        let text = """
            Date: Mon, 3 Mar 2025 08:00:05 +0700 (ICT)
            Content-Type: multipart/report; boundary=x

            --x
            Content-Type: message/delivery-status

            Original-Recipient: rfc822;Lan@cb1.example
            Final-Recipient: rfc822; other@else.example
            Action: failed
            Status: \(status)
            \(line)
            --x--

            """
        let report = try #require(DeliveryReport.all(in: Array(text.utf8)).reports.first)
        #expect(report.blamesAddress == blames)
        #expect(report.isAbout("lan@CB1.example") && report.isAbout("other@else.example"))
        #expect(!report.isAbout("lan@cb2.example") && !report.isAbout(""))
        #expect(report.writtenAt == 1_740_963_605)
    }

    @Test func `Exim's report is read`() throws {
        let (reports, _) = DeliveryReport.all(in: try fixture("exim.mbox"))
        try #require(reports.count == 1)
        #expect(reports[0].messageID == id(11))
        #expect(reports[0].recipient == "tra-ve@localhost")
        #expect(reports[0].action == .failed && reports[0].status.hasPrefix("5."))
    }

    @Test(arguments: ["postfix.mbox", "gmail.eml", "encoded.eml", "exim.mbox"])
    func `Cut short anywhere, nothing worse than less is read`(name: String) throws {
        let bytes = try fixture(name)
        let whole = DeliveryReport.all(in: bytes).reports
        for length in stride(from: 0, to: bytes.count, by: 7) {
            #expect(DeliveryReport.all(in: Array(bytes.prefix(length))).reports.count <= whole.count)
        }
    }

    @Test func `Bytes changed at random break nothing`() throws {
        var random = SplitMix(state: 5)
        let names = ["postfix.mbox", "gmail.eml", "encoded.eml", "exim.mbox"]
        let samples = try names.map(fixture)
        for number in 0..<4000 {
            var bytes = samples[number % 4]
            for _ in 0..<Int.random(in: 1...20, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
                    in: 0...255, using: &random)
            }
            for report in DeliveryReport.all(in: bytes).reports {
                #expect(report.diagnostic?.count ?? 0 <= 500)
                #expect(report.recipient?.utf8.count ?? 0 <= 320)
            }
        }
    }

    @Test func `A report of very many recipients, parts in parts, or a mail without end keeps its limits`() {
        let many = String(repeating: "Final-Recipient: rfc822; a@b.example\nAction: failed\n\n", count: 5000)
        let report =
            "Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n\(many)"
        #expect(DeliveryReport.all(in: Array(report.utf8)).reports.count == 100)
        let deep = String(repeating: "Content-Type: multipart/mixed; boundary=x\n\n--x\n", count: 20_000)
        #expect(DeliveryReport.all(in: Array(deep.utf8)).reports.isEmpty)
        let long = "Subject: " + String(repeating: "x", count: 3_000_000)
        #expect(DeliveryReport.all(in: Array(long.utf8)).reports.isEmpty)
    }
}

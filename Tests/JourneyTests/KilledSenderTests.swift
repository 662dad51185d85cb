import Foundation
import SatchelCore
import TestSupport
import Testing

/// The program killed without warning, a few hundred times, while it sends.
@Suite struct KilledSenderTests {
    private static let mails = 1_500

    /// An office that has so many mails to send, at any hour.
    private func office(at folder: String, port: Int) throws -> Office {
        var settings = Settings.onePerson
        settings.mail?.server = "127.0.0.1:\(port)"
        settings.mail?.security = "none"
        settings.sending = .init(
            days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from: "0:00", to: "24:00")
        let office = try Office.create(at: folder, settings: settings)
        try office.register.add(
            nodes: (0..<KilledSenderTests.mails).map { number in
                NewNode(
                    code: "CB\(number)", name: "Chi bộ \(number)", kind: .residential, from: .first,
                    secretary: NewHolder(person: "Bí thư \(number)", email: "cb\(number)@chibo.example"))
            }, by: tester)
        try office.register.revise(
            template: "bien-ban", kind: .template, name: Text("Biên bản", "Minutes"), file: Array("mẫu".utf8),
            fileName: "bien-ban.docx", restsOn: [], madeOn: office.clock.today, in: office.store, by: tester)
        let kit = """
            slug: cap-thon
            name: {vi: Cặp chi bộ thôn, en: Branch kit}
            folder: Cặp thôn
            audience: {kinds: [residential]}
            sections:
              - id: B
                name: {vi: Mẫu, en: Templates}
                slots:
                  - id: B1
                    name: {vi: Biên bản, en: Minutes}
                    templates: [bien-ban]

            """
        try office.register.define(kit: kit, file: "kit.yaml", by: tester)
        _ = try office.register.issue(
            kit: "cap-thon", on: office.clock.today, due: nil, office: office, by: tester)
        return office
    }

    @Test("killed at any moment of sending, no mail is lost, and one sent twice is told by its Message-ID")
    func kills() throws {
        let sink = try MailSink()
        let folder = try TemporaryFolder()
        let data = "\(folder.path)/office"
        let office = try office(at: data, port: sink.port)
        var random = SplitMix(state: 7)
        var kills = 0
        var killsWhileSending = 0
        var rest = KilledSenderTests.mails
        while rest > 0, kills < 600 {
            let before = sink.mails.count
            let running = try Command.begin(satchel: ["notify", "run"], data: data)
            // Some before the first mail, some after a few.
            let goal = before + Int.random(in: 0...9, using: &random)
            let end = Date().addingTimeInterval(20)
            while running.isRunning, sink.mails.count < goal, Date() < end { usleep(100) }
            usleep(UInt32.random(in: 0..<4_000, using: &random))
            running.kill()
            let result = try running.end()
            #expect([0, 9].contains(result.status), "\(result.output)\(result.errors)")
            if result.status == 9 {
                kills += 1
                killsWhileSending += sink.mails.count > before ? 1 : 0
            }
            // Time passes, and what the dead one had in hand comes back.
            let lapse = "UPDATE notice SET next_at = 0 WHERE leased_by IS NOT NULL"
            #expect(try Command.tool("sqlite3", ["\(data)/register.sqlite", lapse]).status == 0)
            rest = try office.register.notices().count { $0.course.state == .waiting }
        }
        if rest > 0 { _ = try Command.satchel(["notify", "run"], data: data) }
        try look(office, sink, kills: kills)
        #expect(kills >= 200 && killsWhileSending >= 100, "\(kills), \(killsWhileSending) while sending")
    }

    private func look(_ office: Office, _ sink: MailSink, kills: Int) throws {
        let notices = try office.register.notices()
        #expect(notices.count == KilledSenderTests.mails)
        #expect(notices.allSatisfy { $0.course.state == .done })
        let mails = Dictionary(grouping: sink.mails, by: \.recipient)
        #expect(Set(mails.keys) == Set(notices.compactMap(\.email)))
        for (recipient, copies) in mails where copies.count > 1 {
            #expect(Set(copies.map(\.id)).count == 1, "\(recipient)")
            #expect(Set(copies.map(\.lines)).count == 1, "\(recipient)")
        }
        let twice = sink.mails.count - mails.count
        // One a connection, of four.
        #expect(twice <= kills * 4, "\(twice) sent twice by \(kills) kills")
        #expect(Set(sink.mails.map(\.id)).count == KilledSenderTests.mails)
    }
}

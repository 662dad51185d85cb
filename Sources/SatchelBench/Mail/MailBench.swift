import Foundation
import SatchelCore

/// How fast notices go out: from the outbox, rendered, over kept connections, each outcome on the disk before the
/// next mail.
enum MailBench {
    private static let branches = 3_000

    static func figures() throws -> [Figure] {
        Console.progress("mails into exim4")
        let folder = try TemporaryFolder()
        let name = "mails from the outbox into exim4, over four connections, each recorded at once"
        guard let exim = try Exim(in: "\(folder.path)/exim") else {
            return [Figure(name, nil, "a second", goal: 100, .least)]
        }
        let office = try fill(at: "\(folder.path)/office", port: exim.port)
        var sent = 0
        let time = try Timing.milliseconds {
            for tally in try office.deliver() {
                if let fault = tally.fault { throw BenchError.unexpected("\(fault.kind) \(fault.detail)") }
                sent += tally.accepted
            }
        }
        let queued = try Exim.queued(in: "\(folder.path)/exim")
        guard sent == branches * 2 / 3, queued == sent else {
            throw BenchError.unexpected("\(sent) mails sent, \(queued) taken")
        }
        return [
            Figure(name, Double(sent) / time * 1000, "a second", goal: 100, .least),
            Figure("mails sent, two of three branches having an address", Double(sent), ""),
        ]
    }

    /// An office whose first edition was just issued to all.
    private static func fill(at folder: String, port: Int) throws -> Office {
        var settings = onePerson
        settings.mail?.server = "127.0.0.1:\(port)"
        settings.mail?.security = "none"
        settings.sending = .init(
            days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from: "0:00", to: "24:00")
        let office = try Office.create(at: folder, settings: settings)
        let today = office.clock.today
        let kit = BenchKit(slug: "chi-bo", documents: 20)
        try kit.addBodyAndBranches(branches, to: office, from: today.advanced(by: -60))
        for number in 1...20 {
            try kit.add(
                document: number, issued: today.advanced(by: -400), file: Array("văn bản \(number)".utf8),
                to: office)
        }
        try office.register.define(kit: kit.yaml, file: "kit.yaml", by: clerk)
        for revision in 1...2 {
            if revision == 2 { try kit.revise(office, on: today, revision) }
            _ = try office.register.issue(
                kit: kit.slug, on: today, due: today.advanced(by: 10), office: office, by: clerk)
        }
        return office
    }
}

import Foundation
import SatchelCore

/// How fast personal kits are made on one core, and what the office keeps for each.
struct PersonalBench {
    private static let runs = 5
    let pack: PackOffice
    /// Bytes the office had before and after the edition was issued to all branches.
    let before: Double
    let after: Double

    func figures() throws -> [Figure] {
        Console.progress("making \(PackOffice.branches) personal kits, \(PersonalBench.runs) times")
        var preparing: [Double] = []
        var making: [Double] = []
        for run in 0...PersonalBench.runs {
            let (first, rest) = try make()
            if run == 0 { continue }
            preparing.append(first)
            making.append(rest)
        }
        let count = Double(PackOffice.branches)
        let rates = zip(preparing, making).map { count / ($0 + $1) * 1000 }
        return [
            Figure(
                "personal kits as plans with their sha256, \(PackOffice.forms.count) forms filled in each, one core",
                Timing.median(rates), "a second", goal: 5_000, .least),
            Figure("  of that, reading forms and hashing what all share", Timing.median(preparing), "ms"),
            Figure("  each kit then", Timing.median(making) * 1000 / count, "µs"),
            Figure(
                "stored for each recipient, the edition issued", (after - before) / count, "bytes",
                goal: 1_024),
            Figure(
                "  the same once every personal kit was made", (try pack.size() - before) / count, "bytes",
                goal: 1_024),
        ]
    }

    /// Milliseconds it takes to prepare for an edition, and then to make every recipient's kit.
    private func make() throws -> (preparing: Double, making: Double) {
        let office = try pack.open()
        let edition = try office.register.edition(of: PackOffice.slug)
        let recipients = try office.register.recipients(of: edition, on: edition.issuedOn)
        guard recipients.count == PackOffice.branches else {
            throw BenchError.unexpected("\(recipients.count) recipients")
        }
        var kits: PersonalKits?
        let preparing = try Timing.milliseconds { kits = try office.personalKits(of: edition) }
        var sums: Set<String> = []
        let making = try Timing.milliseconds {
            for recipient in recipients {
                if let kits { sums.insert(try kits.archive(for: recipient).sha256) }
            }
        }
        if sums.count != recipients.count { throw BenchError.unexpected("\(sums.count) different kits") }
        return (preparing, making)
    }
}

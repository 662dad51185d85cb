import Foundation
import SatchelCore

/// The office the pages are measured in: three kits of 3,000 branches, four editions of each until today, and what
/// the branches told of them.
enum WebOffice {
    static let branches = 3_000
    static let slugs = ["chi-bo", "chi-bo-hai", "chi-bo-ba"]
    static let editions = 4
    private static let documents = 40
    /// Days from one edition to the next.
    private static let pace = 30
    private static let administrator = "quan-tri"

    /// Makes it.
    static func fill(at folder: String) throws -> Office {
        let first = try today().advanced(by: -pace * editions)
        let clock = SetClock()
        clock.move(to: first)
        let office = try Office.create(at: folder, settings: onePerson, time: clock.time)
        var kit = ChangingKit(slug: slugs[0], documents: documents)
        try kit.kit.addBodyAndBranches(branches, to: office, from: first.advanced(by: -60))
        try kit.begin(in: office, issued: first.advanced(by: -400))
        for slug in slugs.dropFirst() {
            let other = BenchKit(slug: slug, documents: documents)
            try office.register.define(kit: other.yaml, file: "kit.yaml", by: clerk)
        }
        var receipts = slugs.map { _ in Receipts() }
        for number in 1...editions {
            let day = first.advanced(by: (number - 1) * pace)
            clock.move(to: day)
            // One document is replaced before each.
            try kit.change(before: number * 5, on: day, in: office)
            for place in slugs.indices {
                try issue(number, of: place, on: day, in: office, &receipts[place], clock)
            }
        }
        return try Office.open(at: folder)
    }

    private static func issue(
        _ number: Int, of place: Int, on day: Day, in office: Office, _ receipts: inout Receipts,
        _ clock: SetClock
    ) throws {
        clock.move(to: day)
        _ = try office.register.issue(
            kit: slugs[place], on: day, due: day.advanced(by: 10), office: office, by: clerk)
        let all = (0..<branches).map { BenchBranch(code: BenchKit.branch($0), number: $0) }
        receipts.expect(edition: number, from: all, suppliedOn: day)
        for later in [10, 20, pace - 1] {
            clock.move(to: day.advanced(by: later))
            for (edition, rows) in receipts.take(by: office.clock.today) {
                try office.register.record(rows, of: slugs[place], edition: edition, by: clerk)
            }
        }
    }

    private static func today() throws -> Day {
        guard let day = Day(ordinal: Int(Date().timeIntervalSince1970 / 86_400)) else {
            throw BenchError.unexpected("no such day")
        }
        return day
    }

    /// Who records once there is an account.
    static let board = Actor(user: administrator)

    /// Adds the administrator and signs in: the session's cookie.
    static func signIn(to office: Office) throws -> String {
        let password = "mật khẩu để đo"
        try office.register.add(
            account: NewAccount(name: administrator, role: .administrator, from: office.clock.today),
            by: board)
        try office.setPassword(password, invitation: try office.invite(account: administrator, by: board))
        return "satchel=\(try office.signIn(name: administrator, password: password).secret)"
    }

    /// How many rows of evidence there are.
    static func evidence(in office: Office) throws -> Int {
        try slugs.reduce(0) { try $0 + office.register.evidence(of: $1).count }
    }
}

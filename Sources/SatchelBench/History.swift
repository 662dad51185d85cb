import Foundation
import SatchelCore

/// Seven years of a kit: 60 documents, 200 editions, every edition supplied to 3,000 branches, with their receipts.
struct History {
    static let editions = 200
    static let branches = 3_000
    /// Days from one edition to the next.
    static let pace = 12

    let office: Office
    let first: Day
    /// Milliseconds each issue took.
    private(set) var issues: [Double] = []
    private let clock: SetClock
    private var kit = ChangingKit(slug: "chi-bo", documents: 20)
    private let branches = (0..<History.branches).map { BenchBranch(code: BenchKit.branch($0), number: $0) }
    private var receipts = Receipts()

    var slug: String { kit.slug }
    /// The last day of the history, some weeks after the last issue.
    var last: Day { day(ofEdition: History.editions).advanced(by: 40) }

    /// Makes the office with its branches and the kit's first documents.
    init(at folder: String) throws {
        guard let first = Day("2019-01-07") else { throw BenchError.unexpected("no such day") }
        self.first = first
        clock = SetClock()
        clock.move(to: first.advanced(by: -30))
        office = try Office.create(at: folder, settings: onePerson, time: clock.time)
        try kit.kit.addBodyAndBranches(History.branches, to: office, from: first.advanced(by: -60))
        try kit.begin(in: office, issued: first.advanced(by: -400))
    }

    func day(ofEdition number: Int) -> Day { first.advanced(by: (number - 1) * History.pace) }

    /// Issues every edition and records what came back; in between nobody looks.
    mutating func fill() throws {
        for number in 1...History.editions {
            Console.progress("issuing edition \(number) of \(History.editions)")
            try issue(number)
            for half in 1...2 {
                clock.move(to: day(ofEdition: number).advanced(by: half * History.pace / 2), hour: 1)
                try recordWhatCame()
            }
        }
        for week in 1...4 {
            clock.move(to: day(ofEdition: History.editions).advanced(by: History.pace + week * 7))
            try recordWhatCame()
        }
    }

    private mutating func issue(_ number: Int) throws {
        let day = day(ofEdition: number)
        clock.move(to: day)
        try kit.change(before: number, on: day, in: office)
        let office = office
        let slug = slug
        issues.append(
            try Timing.milliseconds {
                _ = try office.register.issue(
                    kit: slug, on: day, due: day.advanced(by: 10), office: office, by: clerk)
            })
        receipts.expect(edition: number, from: branches, suppliedOn: day)
        if number == 60 || number == 140 {
            try office.register.withdraw(
                edition: number - 1, of: slug, on: day, instead: "Dùng đợt \(number)", by: clerk)
        }
    }

    private mutating func recordWhatCame() throws {
        for (edition, rows) in receipts.take(by: office.clock.today) {
            try office.register.record(rows, of: slug, edition: edition, by: clerk)
        }
    }
}

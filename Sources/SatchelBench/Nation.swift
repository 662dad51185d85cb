import Foundation
import SatchelCore

/// A national register: 34 provinces, 3,300 communes and 250,000 branches; a kit of 60 documents in 200 editions.
///
/// The first 194 editions go to one half of one province's branches after another's, some 3,700 branches each; the last
/// six to all 250,000. Between these, branches are merged and split, secretaries change, and checks find deviations.
struct Nation {
    static let branches = 250_000
    static let editions = 200
    /// How many of the last editions go to all.
    static let national = 6
    static let findings = 50_000
    static let decisions = 300
    static let appointments = 3_000
    private static let provinces = 34
    static let communes = 3_300
    /// Days from one edition to the next: to one province's branches, and to all.
    private static let pace = 9
    private static let nationalPace = 45

    let folder: String
    let first: Day
    let clock = SetClock()
    /// Bytes of the register before the first edition.
    private(set) var organisationSize = 0.0
    /// Bytes by which the register grew with each edition to all and the receipts for it.
    private(set) var editionSizes: [Double] = []
    /// Milliseconds of each issue to all.
    private(set) var issues: [Double] = []
    var kit = ChangingKit(slug: "chi-bo", documents: 60)
    /// The branches that are there, by province.
    var provinces: [[BenchBranch]]
    /// Branches that a decision of the day was about.
    var begun: [(province: Int, branch: BenchBranch)] = []
    var random = SteadyRandom(seed: 17)
    private var office: Office?
    private var receipts = Receipts()

    /// The last day of the history, when everything is in that will come.
    var last: Day { day(ofEdition: Nation.editions).advanced(by: Nation.nationalPace) }

    /// Makes the office with its organisation and the kit's first documents.
    init(at folder: String, first: Day? = Day("2020-01-06")) throws {
        guard let first else { throw BenchError.unexpected("no such day") }
        self.folder = folder
        self.first = first
        clock.move(to: first.advanced(by: -30))
        provinces = Nation.organisation
        office = try Office.create(at: folder, settings: onePerson, time: clock.time)
        try kit.kit.addBody(to: opened(), on: first.advanced(by: -60))
        try register.add(nodes: Nation.nodes(provinces, from: first.advanced(by: -60)), by: clerk)
        organisationSize = try size()
        try kit.begin(in: opened(), issued: first.advanced(by: -400))
    }

    var register: Register { get throws { try opened().register } }

    func day(ofEdition number: Int) -> Day {
        let regional = min(number - 1, Nation.editions - Nation.national)
        return first.advanced(
            by: regional * Nation.pace + (number - 1 - regional) * Nation.nationalPace)
    }

    private func opened() throws -> Office {
        guard let office else { throw BenchError.unexpected("the office is closed") }
        return office
    }

    /// Bytes of the register's file when everything is in it: it is closed and opened again.
    private mutating func size() throws -> Double {
        office = nil
        let path = "\(folder)/register.sqlite"
        let bytes = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Double
        if FileManager.default.fileExists(atPath: "\(path)-wal") {
            throw BenchError.unexpected("the register is still open")
        }
        office = try Office.open(at: folder, time: clock.time)
        return bytes ?? .nan
    }

    // MARK: The organisation

    private static var organisation: [[BenchBranch]] {
        (0..<provinces).map { province in
            (0..<branches).filter { $0 % communes % provinces == province }.map { number in
                let commune = number % communes
                return BenchBranch(
                    code: "\(code(ofCommune: commune)).C\(number / communes + 1)", number: number)
            }
        }
    }

    private static func code(ofProvince number: Int) -> String { "T\(number + 1)" }

    private static func code(ofCommune number: Int) -> String {
        "\(code(ofProvince: number % provinces)).X\(number / provinces + 1)"
    }

    private static func nodes(_ branches: [[BenchBranch]], from day: Day) -> [NewNode] {
        var nodes = [NewNode(code: "TW", name: "Trung ương", kind: .committee, from: day)]
        nodes += (0..<provinces).map { number in
            NewNode(
                code: code(ofProvince: number), name: "Tỉnh ủy số \(number + 1)", kind: .committee,
                parent: "TW",
                from: day)
        }
        nodes += (0..<communes).map { number in
            NewNode(
                code: code(ofCommune: number), name: "Đảng ủy xã số \(number / provinces + 1)",
                kind: .committee,
                parent: code(ofProvince: number % provinces), from: day)
        }
        for branch in branches.joined() {
            nodes.append(
                NewNode(
                    code: branch.code, name: "Chi bộ thôn \(branch.number / communes + 1)",
                    kind: kinds[branch.number / communes % kinds.count],
                    parent: code(ofCommune: branch.number % communes), from: day, secretary: secretary(branch)
                ))
        }
        return nodes
    }

    /// The first half are residential.
    private static let kinds: [NodeKind] = [
        .residential, .school, .residential, .office, .residential, .enterprise, .residential, .composite,
    ]

    private static func secretary(_ branch: BenchBranch) -> NewHolder {
        NewHolder(
            person: "Nguyễn Văn \(branch.number)", phone: "09\(10_000_000 + branch.number)",
            email: branch.number % 3 == 0 ? nil : "chibo\(branch.number)@example.vn")
    }

    // MARK: The editions

    /// Issues every edition and records what came back.
    mutating func fill() throws {
        for number in 1...(Nation.editions - Nation.national) {
            Console.progress("issuing edition \(number) of \(Nation.editions) to a province")
            try issue(number, toHalf: number - 1)
            for days in [5, 9] {
                clock.move(to: day(ofEdition: number).advanced(by: days), hour: 1)
                try recordWhatCame()
            }
        }
        for number in (Nation.editions - Nation.national + 1)...Nation.editions {
            Console.progress("issuing edition \(number) of \(Nation.editions) to all branches")
            try change(before: number)
            let before = try size()
            try issueToAll(number)
            for days in [3, 8, 14, 20, 30, 40] {
                clock.move(to: day(ofEdition: number).advanced(by: days))
                try recordWhatCame()
            }
            // So that what today's holdings take is counted too.
            _ = try register.countToday(kit: kit.slug)
            editionSizes.append(try size() - before)
            try find(in: number)
        }
        clock.move(to: last)
    }

    /// Issues the first edition to all, and nothing comes back.
    mutating func issueFirst() throws {
        clock.move(to: first)
        try register.distribute(
            kit: kit.slug, to: DistributionList(kinds: Set(Nation.kinds).map(\.rawValue).sorted()), by: clerk)
        _ = try issue(1)
    }

    /// One half of a province's branches: the residential ones in the first round, the others in the second.
    private mutating func issue(_ number: Int, toHalf turn: Int) throws {
        let province = turn % Nation.provinces
        let isFirst = turn / Nation.provinces % 2 == 0
        clock.move(to: day(ofEdition: number))
        let kinds = isFirst ? [.residential] : Nation.kinds.filter { $0 != .residential }
        try register.distribute(
            kit: kit.slug,
            to: DistributionList(kinds: kinds.map(\.rawValue), under: Nation.code(ofProvince: province)),
            by: clerk)
        let half = provinces[province].filter { branch in
            (Nation.kinds[branch.number / Nation.communes % Nation.kinds.count] == .residential) == isFirst
        }
        _ = try issue(number)
        receipts.expect(edition: number, from: half, suppliedOn: day(ofEdition: number))
    }

    private mutating func issueToAll(_ number: Int) throws {
        clock.move(to: day(ofEdition: number))
        try register.distribute(
            kit: kit.slug, to: DistributionList(kinds: Set(Nation.kinds).map(\.rawValue).sorted()), by: clerk)
        issues.append(try issue(number))
        receipts.expect(
            edition: number, from: Array(provinces.joined()), suppliedOn: day(ofEdition: number))
    }

    /// - Returns: the milliseconds the issue took.
    private mutating func issue(_ number: Int) throws -> Double {
        let day = day(ofEdition: number)
        let office = try opened()
        try kit.change(before: number, on: day, in: office)
        return try Timing.milliseconds {
            _ = try office.register.issue(
                kit: kit.slug, on: day, due: day.advanced(by: 10), office: office, by: clerk)
        }
    }

    private mutating func recordWhatCame() throws {
        for (edition, rows) in receipts.take(by: try register.clock.today) {
            try register.record(rows, of: kit.slug, edition: edition, by: clerk)
        }
    }
}

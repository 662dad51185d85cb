import Foundation
import SatchelCore
import Synchronization

/// The sample office: Ia Pa of 2019–2025, its register filled year by year under a clock that is set.
final class DemoOffice {
    static let villages = "bi-thu-chi-bo-thon"
    static let committees = "bi-thu-dang-uy-xa"

    let office: Office
    /// The clerk, who submits.
    let actor = Actor(user: "hoa.ban-to-chuc")
    /// The deputy head, who approves and issues.
    let deputy = Actor(user: "binh.pho-truong-ban")
    private let clock: DemoTime
    private var upTo: Day?
    private let starter: Starter

    /// Makes the office in a new folder, on 01/08/2019.
    init(at folder: String) throws {
        let settings = Settings(
            office: "Ban Tổ chức Huyện ủy Ia Pa (minh họa)", baseAddress: "https://cap.iapa.example",
            timeZone: "Asia/Ho_Chi_Minh", officer: "Nguyễn Thị Hoa", phone: "0900 000 999",
            mail: Settings.Mail(from: "bantochuc@iapa.example", replyTo: nil))
        let time = DemoTime()
        office = try Office.create(at: folder, settings: settings) { time.now }
        clock = time
        starter = Starter(office, by: actor)
    }

    /// Sets the clock to a morning.
    func move(to day: String, hour: Int = 8) {
        guard let day = Day(day) else { return }
        clock.set(office.clock.instant(of: day, hour: hour))
    }

    /// Takes in bodies and organisation.
    func setUp() throws -> Int {
        try starter.takeInBodies()
        return try office.register.importOrganisation(
            try Shipped.bytes("demo/to-chuc.csv"), file: "to-chuc.csv", from: .first, by: actor)
    }

    /// Takes in what was issued up to a day, a specimen for each document, and the templates that rest on them.
    func takeIn(upTo text: String, revisions: Int) throws -> Int {
        guard let day = Day(text) else { return 0 }
        let before = Set(try office.register.documents().map(\.id))
        let count = try starter.takeInDocuments(after: upTo, upTo: day)
        upTo = day
        try addSpecimens(except: before)
        try starter.takeInTemplates(madeOn: office.clock.today, revisions: revisions)
        return count
    }

    private func addSpecimens(except known: Set<Int64>) throws {
        let register = office.register
        let documents = Dictionary(uniqueKeysWithValues: try register.documents().map { ($0.id, $0) })
        let replaced = Dictionary(
            grouping: try register.relations().filter { $0.type == .replaces && $0.isConfirmed },
            by: \.subject)
        let specimen = try Specimen(workingIn: office.folder)
        for document in documents.values.sorted(by: { $0.id < $1.id }) where !known.contains(document.id) {
            let old = (replaced[document.id] ?? []).compactMap { documents[$0.object] }
            try register.add(
                file: try specimen.docx(for: document, replacing: old),
                named: "minh-hoa-\(document.id).docx", kind: .copy, to: document, everyPageLookedAt: true,
                in: office.store, by: actor)
        }
    }

    /// Takes in the definitions of the kits, as far as the register can fill them.
    func defineKits() throws {
        for kit in Starter.kits {
            _ = try office.register.define(
                kit: try starter.definition(of: kit), file: "\(kit)/kit.yaml", by: actor)
        }
        try office.register.distribute(
            kit: DemoOffice.committees,
            to: DistributionList(kinds: ["committee"], except: ["IAPA", "CAH", "QSH"]), by: actor)
    }

    /// Issues the next edition of both kits today: the clerk submits, the deputy head approves and issues.
    func issue(due text: String) throws -> [Edition] {
        try [DemoOffice.villages, DemoOffice.committees].map { kit in
            let register = office.register
            _ = try register.submit(kit: kit, on: office.clock.today, due: Day(text), by: actor)
            _ = try register.approve(kit: kit, settings: office.settings, by: deputy)
            return try register.issue(kit: kit, office: office, by: deputy)
        }
    }

    /// The codes of a kit's recipients, in order.
    func recipients(of kit: String) throws -> [String] {
        try office.register.recipients(of: kit, on: office.clock.today).map(\.code)
    }

    /// Records the same evidence for those recipients of a kit whose place in its list passes.
    @discardableResult
    func record(
        _ proof: Proof, _ copy: Copy, _ medium: Medium, on text: String, kit: String, edition: Int,
        where isMeant: (Int) -> Bool
    ) throws -> Int {
        guard let day = Day(text) else { return 0 }
        let evidence = try recipients(of: kit).enumerated().filter { isMeant($0.offset) }.map { _, code in
            NewEvidence(node: code, proof: proof, copy: copy, medium: medium, happenedOn: day)
        }
        try office.register.record(evidence, of: kit, edition: edition, by: actor)
        return evidence.count
    }
}

/// A clock that stands where the demo puts it.
private final class DemoTime: Sendable {
    /// 01/08/2019 08:00 in Vietnam.
    private let instant = Mutex(Instant(milliseconds: 1_564_621_200_000))

    var now: Instant { instant.withLock { $0 } }
    func set(_ new: Instant) { instant.withLock { $0 = new } }
}

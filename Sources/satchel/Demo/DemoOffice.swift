import Foundation
import SatchelCore
import Synchronization

/// A sample office being made: its register filled year by year under a clock that is set.
final class DemoOffice {
    let sample: SampleOffice
    let office: Office
    /// The clerk, who submits.
    let actor: Actor
    /// The deputy head, who approves and issues.
    let deputy = Actor(user: deputyName)
    static let deputyName = "binh.pho-truong-ban"
    private let clock: DemoTime
    private var upTo: Day?
    private var reorganisedUpTo: Day?
    private let starter: Starter

    /// Makes the office in a new folder, on the day it opens.
    init(_ sample: SampleOffice, at folder: String) throws {
        let time = DemoTime()
        let zoned = OfficeClock(zone: try sample.settings.zone()) { time.now }
        if let day = Day(sample.opens) { time.set(zoned.instant(of: day, hour: 8)) }
        self.sample = sample
        actor = Actor(user: sample.user)
        office = try Office.create(at: folder, settings: sample.settings) { time.now }
        clock = time
        starter = Starter(office, by: actor, own: sample.folder)
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
            try Shipped.bytes("\(sample.folder)/to-chuc.csv"), file: "to-chuc.csv", from: .first, by: actor)
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
        let specimen = try Specimen()
        let new = documents.values.filter { !known.contains($0.id) }.sorted { $0.id < $1.id }
        let files = try new.map { document in
            let old = (replaced[document.id] ?? []).compactMap { documents[$0.object] }
            return (
                name: "minh-hoa-\(document.id).docx", bytes: try specimen.docx(for: document, replacing: old)
            )
        }
        try register.prepare(files, in: office.store)
        for (document, file) in zip(new, files) {
            try register.add(
                file: file.bytes, named: file.name, kind: .copy, to: document, everyPageLookedAt: true,
                in: office.store, by: actor)
        }
    }

    /// Takes in the definitions of the kits, as far as the register can fill them; those without an owner become
    /// the top committee's.
    func defineKits() throws {
        let register = office.register
        for folder in sample.definitions {
            _ = try register.define(
                kit: try starter.definition(of: folder), file: "\(folder)/kit.yaml", by: actor)
        }
        let today = office.clock.today
        guard let top = try register.organisation(on: today).roots.first else { return }
        for kit in sample.kits where try register.owners(of: kit, on: today).isEmpty {
            try register.give(kit: kit, to: [top.code], from: today, by: actor)
        }
    }

    /// Issues the next edition of each kit today: the clerk submits, the deputy head approves and issues.
    func issue(due text: String) throws -> [Edition] {
        try sample.kits.map { kit in
            let register = office.register
            _ = try register.submit(kit: kit, on: office.clock.today, due: Day(text), by: actor)
            _ = try register.approve(kit: kit, settings: office.settings, by: deputy)
            let edition = try register.issue(kit: kit, office: office, by: deputy)
            try passOn(kit)
            return edition
        }
    }

    /// The clerk sends the mails and makes the calls that wait by hand.
    private func passOn(_ kit: String) throws {
        let waiting = try office.register.notices(NoticeSearch(kit: kit, state: .waiting))
        try office.register.finish(notices: waiting.map(\.id), by: actor)
    }

    /// Takes in the reorganisations decided since the last call and up to today.
    /// - Returns: how many.
    @discardableResult
    func reorganise() throws -> Int {
        let today = office.clock.today
        let last = reorganisedUpTo ?? .first
        reorganisedUpTo = today
        let decided = try Starter.part(of: "\(sample.folder)/sap-xep.csv") { row in
            Day(row[7]).map { $0 > last && $0 <= today } ?? false
        }
        guard let decided else { return 0 }
        return try office.register.importReorganisations(decided, file: "sap-xep.csv", by: actor).count
    }

    /// The codes of a kit's recipients, in order.
    func recipients(of kit: String) throws -> [String] {
        try office.register.recipients(of: kit, on: office.clock.today).map(\.code)
    }

    /// Records the same evidence for those recipients of a kit whose place in its list passes.
    /// - Returns: how many.
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
    private let instant = Mutex(Instant(milliseconds: 0))

    var now: Instant { instant.withLock { $0 } }
    func set(_ new: Instant) { instant.withLock { $0 = new } }
}

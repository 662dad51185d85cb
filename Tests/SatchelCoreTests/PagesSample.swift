import Foundation
import SatchelCore
import TestSupport

/// An office with the starter register and the demo's organisation: edition 1 in February, edition 2 in November 2025.
struct PagesSample {
    static let kit = "bi-thu-chi-bo-thon"
    let folder: TemporaryFolder
    let clock: TestClock
    let office: Office

    init(secondEdition: Bool = true, person: String = "Nguyễn Thị Thu") throws {
        folder = try TemporaryFolder()
        clock = TestClock("2025-02-10")
        let settings = Settings(
            office: "Ban Xây dựng Đảng xã Ia Tul", baseAddress: "https://tai-lieu.iatul.example/",
            timeZone: "Asia/Ho_Chi_Minh", officer: person, phone: "0269 385 1234",
            mail: .init(from: "bxdd@iatul.example", replyTo: "thu.nguyen@iatul.example"),
            onePersonMayIssue: true)
        let clock = clock
        office = try Office.create(at: folder.path + "/office", settings: settings) { clock.now }
        let starter = Starter(office, by: tester)
        try starter.takeInBodies()
        try starter.takeInDocuments(after: nil, upTo: Day("2025-02-10"))
        try takeInFiles()
        try starter.takeInTemplates(madeOn: clock.office.today, revisions: 1)
        _ = try office.register.importOrganisation(
            try Shipped.bytes("demo/ia-pa/to-chuc.csv"), file: "to-chuc.csv", from: clock.office.today,
            by: tester)
        try define(starter)
        try issue(due: "2025-03-01")
        guard secondEdition else { return }
        clock.move(to: "2025-11-10")
        try starter.takeInDocuments(after: Day("2025-02-10"), upTo: Day("2025-11-10"))
        try starter.takeInTemplates(madeOn: clock.office.today, revisions: 2)
        try confirmRelations()
        try takeInFiles()
        try define(starter)
    }

    private func define(_ starter: Starter) throws {
        _ = try office.register.define(
            kit: try starter.definition(of: PagesSample.kit), file: "kit.yaml", by: tester)
    }

    @discardableResult
    func issue(due: String) throws -> Edition {
        try office.register.issue(
            kit: PagesSample.kit, on: clock.office.today, due: Day(due), office: office, by: tester)
    }

    /// Issues an edition of another kit with the same papers to the same branches.
    /// - Returns: its slug.
    func issueSecondKit(due: String) throws -> String {
        let slug = "cap-thu-hai"
        let own = try office.register.kit(PagesSample.kit)
        let yaml = own.yaml.replacing(PagesSample.kit, with: slug)
            .replacing(own.definition.name.vi, with: "Cặp thứ hai")
        _ = try office.register.define(kit: yaml, file: "kit.yaml", by: tester)
        _ = try office.register.issue(
            kit: slug, on: clock.office.today, due: Day(due), office: office, by: tester)
        try reviseTemplate(on: clock.office.today.iso)
        clock.move(to: "2025-11-11")
        _ = try office.register.issue(
            kit: slug, on: clock.office.today, due: Day(due), office: office, by: tester)
        return slug
    }

    /// Records that a branch has both copies of an edition.
    func receive(_ edition: Int, at code: String, on day: String) throws {
        clock.move(to: day)
        try office.register.record(
            [(Proof.acknowledged, Copy.electronic), (.filed, .paper)].map { proof, copy in
                NewEvidence(
                    node: code, proof: proof, copy: copy, medium: .phone, happenedOn: clock.office.today)
            }, of: PagesSample.kit, edition: edition, by: tester)
    }

    /// Gives the minutes template a further revision.
    func reviseTemplate(on day: String) throws {
        _ = try office.register.revise(
            template: "bien-ban-thuong-ky", kind: .template,
            name: Text("Biên bản sinh hoạt thường kỳ", "Minutes"),
            file: Array("bản sửa \(day)".utf8), fileName: "bien-ban.txt", restsOn: [],
            madeOn: Day(day) ?? .first,
            in: office.store, by: tester)
    }

    /// Gives a file to all documents but every seventh.
    private func takeInFiles() throws {
        let present = try office.register.currentFiles()
        for document in try office.register.documents()
        where document.id % 7 != 0 && present[document.id] == nil {
            let name = (document.symbol ?? "van-ban").replacing("/", with: "-") + ".txt"
            let lines = (0..<document.id * 7).map { BlobStore.sha256(Array("\(document.id) \($0)".utf8)) }
            let text = ([document.citation] + lines).joined(separator: "\n")
            try office.register.add(
                file: Array(text.utf8), named: name, kind: .signed, to: document, everyPageLookedAt: true,
                in: office.store, by: tester)
        }
    }

    private func confirmRelations() throws {
        for relation in try office.register.relations()
        where !relation.isConfirmed && relation.type == .replaces && relation.id % 3 != 0 {
            try office.register.confirm(relation: relation.id, evidence: "Điều khoản thi hành", by: tester)
        }
    }
}

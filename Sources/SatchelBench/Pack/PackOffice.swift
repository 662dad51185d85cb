import Foundation
import SatchelCore

/// The office packing is measured in: the corpus as a kit of 60 documents and three forms for 3,000 branches.
struct PackOffice {
    static let slug = "bench-pack"
    static let branches = 3_000
    /// What each branch gets with its own name in it: slugs, with the shipped files.
    static let forms = ["bien-ban-thuong-ky-r2", "nghi-quyet-chi-bo", "ke-hoach-kiem-tra-dang-vien"]
    /// The documents that are replaced before the second edition: of each kind at least one.
    private static let replaced = [1, 2, 5, 9, 22, 30, 45]

    /// Holds the office and the documents as they came.
    let folder: String

    var place: String { "\(folder)/office" }
    /// Where the corpus lies, a file a document.
    var documents: String { "\(folder)/documents" }

    private static let kit = BenchKit(slug: slug, documents: Corpus.count, templates: forms)

    /// Writes the corpus, makes the office, issues the first edition and replaces seven of its documents.
    func fill() throws {
        let day = try PackOffice.day("2025-01-06")
        let clock = SetClock()
        clock.move(to: day)
        try FileManager.default.createDirectory(atPath: documents, withIntermediateDirectories: true)
        let office = try Office.create(at: place, settings: onePerson, time: clock.time)
        let kit = PackOffice.kit
        try office.register.add(bodies: [NewBody(name: BenchKit.body, code: "BTCTW")], by: clerk)
        try kit.addBranches(PackOffice.branches, to: office, from: day)
        for slug in PackOffice.forms { try addForm(slug, to: office, on: day) }
        var ids: [Int64] = []
        for number in 1...Corpus.count {
            let file = try Corpus.file(number)
            try Data(file.bytes).write(to: URL(fileURLWithPath: "\(documents)/\(file.name)"))
            ids.append(
                try kit.add(document: number, issued: day, file: file.bytes, named: file.name, to: office))
        }
        try office.register.define(kit: kit.yaml, file: "kit.yaml", by: clerk)
        _ = try office.register.issue(kit: PackOffice.slug, on: day, due: nil, office: office, by: clerk)
        for (place, number) in PackOffice.replaced.enumerated() {
            let file = try Corpus.file(number, revision: 2)
            let new = try kit.add(
                document: Corpus.count + 1 + place, issued: day, file: file.bytes, named: file.name,
                to: office)
            try office.register.add(
                relations: [
                    NewRelation(
                        subject: new, type: .replaces, object: ids[number - 1],
                        evidence: "Điều khoản thi hành")
                ],
                by: clerk)
        }
    }

    /// Issues the second edition to all branches.
    func issueSecond() throws {
        let day = try PackOffice.day("2025-02-03")
        let clock = SetClock()
        clock.move(to: day)
        let office = try Office.open(at: place, time: clock.time)
        _ = try office.register.issue(
            kit: PackOffice.slug, on: day, due: day.advanced(by: 10), office: office, by: clerk)
    }

    /// The office, opened anew.
    func open() throws -> Office { try Office.open(at: place) }

    /// Bytes of everything the office keeps: register, store and whatever else; nobody has it open.
    func size() throws -> Double {
        let files = FileManager.default.enumerator(atPath: place)?.compactMap { $0 as? String } ?? []
        return try files.reduce(0) { sum, file in
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(place)/\(file)")
            let isFile = attributes[.type] as? FileAttributeType == .typeRegular
            return sum + (isFile ? attributes[.size] as? Double ?? 0 : 0)
        }
    }

    private func addForm(_ slug: String, to office: Office, on day: Day) throws {
        try office.register.revise(
            template: slug, kind: .template, name: Text("Mẫu \(slug)", "Form \(slug)"),
            file: try Shipped.bytes("templates/\(slug).docx"), fileName: "\(slug).docx", restsOn: [],
            madeOn: day, in: office.store, by: clerk)
    }

    private static func day(_ iso: String) throws -> Day {
        guard let day = Day(iso) else { throw BenchError.unexpected("no such day") }
        return day
    }
}

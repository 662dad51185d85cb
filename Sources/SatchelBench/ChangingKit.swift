import SatchelCore

/// A kit whose contents change from edition to edition, as the documents it names are replaced.
struct ChangingKit {
    let kit: BenchKit
    /// All there ever were, oldest first.
    private(set) var documents: [Int64] = []

    init(slug: String, documents: Int) { kit = BenchKit(slug: slug, documents: documents) }

    var slug: String { kit.slug }

    /// The documents that have been replaced.
    var replaced: ArraySlice<Int64> { documents.dropLast(kit.documents) }

    /// Adds the documents the kit begins with, and defines it.
    mutating func begin(in office: Office, issued day: Day) throws {
        for number in 1...kit.documents { try addDocument(number, issued: day, to: office) }
        try office.register.define(kit: kit.yaml, file: "kit.yaml", by: clerk)
    }

    /// A new document in place of an old one every fifth edition, else a new revision of the template.
    mutating func change(before edition: Int, on day: Day, in office: Office) throws {
        guard edition % 5 == 0 else { return try kit.revise(office, on: day, edition) }
        let old = documents[documents.count - kit.documents]
        let new = try addDocument(documents.count + 1, issued: day.advanced(by: -20), to: office)
        try office.register.add(
            relations: [
                NewRelation(subject: new, type: .replaces, object: old, evidence: "Điều khoản thi hành")
            ],
            by: clerk)
        if edition % 25 == 0 {
            try office.register.add(
                relations: [NewRelation(subject: new, type: .amends, object: documents[documents.count - 5])],
                by: clerk)
        }
    }

    @discardableResult
    private mutating func addDocument(_ number: Int, issued: Day, to office: Office) throws -> Int64 {
        let bytes = Array("Văn bản số \(number)".utf8)
        documents.append(try kit.add(document: number, issued: issued, file: bytes, to: office))
        return documents[documents.count - 1]
    }
}

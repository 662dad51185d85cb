import SatchelCore

/// How long it takes to derive the status of every document on a day, read from the register.
enum StatusBench {
    private static let documents = 10_000
    private static let relations = 8_000

    static func figures() throws -> [Figure] {
        Console.progress("filling 10,000 documents with 8,000 relations")
        let folder = try TemporaryFolder()
        let register = try Office.create(at: "\(folder.path)/office").register
        guard let first = Day("2010-01-04") else { throw BenchError.unexpected("no such day") }
        try register.add(bodies: [NewBody(name: BenchKit.body, code: "BTCTW")], by: clerk)
        let ids = try register.add(
            documents: (1...documents).map { number in
                NewDocument(
                    symbol: "\(number)-HD/BTCTW", type: "Hướng dẫn", body: BenchKit.body,
                    title: "Về việc \(number)",
                    dates: DocumentDates(
                        issuedOn: .day(first.advanced(by: number / 2)),
                        expiresOn: number % 50 == 0 ? first.advanced(by: number / 2 + 700) : nil))
            }, by: clerk)
        try register.add(relations: Self.relations(among: ids), by: clerk)
        var random = SteadyRandom(seed: 11)
        let times = try (0..<15).map { _ in
            let day = first.advanced(by: Int.random(in: 0..<documents / 2, using: &random))
            return try Timing.milliseconds { try derive(register, on: day) }
        }
        return [
            Figure("status of 10,000 documents with 8,000 relations", Timing.median(times), "ms", goal: 50)
        ]
    }

    private static func derive(_ register: Register, on day: Day) throws {
        let inForce = try register.inForce()
        var usable = 0
        for document in inForce.dates.keys where inForce.status(of: document, on: day).status.isUsable {
            usable += 1
        }
        if inForce.dates.count != documents || usable == documents {
            throw BenchError.unexpected("\(usable) of \(inForce.dates.count) documents are in force")
        }
    }

    /// Later documents act on earlier ones, four in five of them confirmed in a way that changes statuses.
    private static func relations(among ids: [Int64]) -> [NewRelation] {
        let types: [RelationType] = [
            .replaces, .amends, .replaces, .repeals, .guides, .amends, .corrects, .suspends, .basis,
            .replaces,
        ]
        return (0..<relations).map { number in
            let subject = ids.count - 1 - number
            let type = types[number % types.count]
            return NewRelation(
                subject: ids[subject], type: type, object: ids[subject - 1 - number % 97],
                scope: number % 13 == 0 ? "Mục II" : nil,
                evidence: number % 9 == 0 ? nil : "Điều khoản thi hành")
        }
    }
}

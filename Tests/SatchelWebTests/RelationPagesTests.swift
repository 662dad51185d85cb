import SatchelCore
import Testing

@testable import SatchelWeb

/// Relations: confirmed with their evidence, taken back with a reason, added both ways.
@Suite struct RelationPagesTests {
    private let desk: WebDesk

    init() throws { desk = try WebDesk() }

    private func waiting() throws -> Relation {
        let register = desk.office.register
        let old = try register.document("01-HD/TW@20/09/2016").id
        return try #require(try register.relations().first { $0.object == old && !$0.isConfirmed })
    }

    @Test("a relation that waits changes nothing until somebody confirms it")
    func confirm() async throws {
        let relation = try waiting()
        let document = "/documents/\(relation.object)"
        #expect(
            try await desk.get(document).words.contains(
                "Cần xác minh: 01-HD/TW ngày 28/09/2021 thay thế văn bản này"))
        let path = "/relations/\(relation.id)"
        let blank = try await desk.post("\(path)/confirm", as: .clerk, [("evidence", " ")])
        #expect(blank.status == 422)
        let sent = try await desk.post("\(path)/confirm", as: .clerk, [("evidence", "Mục V, bản gốc")])
        #expect(sent.location == "\(path)?done=confirmed")
        #expect(try await desk.get(path).words.contains("Mục V, bản gốc"))
        #expect(try await desk.get(document).words.contains("hết hiệu lực (đã được thay thế)"))
    }

    @Test("a relation is taken back with its reason, and then is no more")
    func withdraw() async throws {
        let path = "/relations/\(try waiting().id)"
        let sent = try await desk.post("\(path)/withdraw", as: .clerk, [("reason", "ghi nhầm số")])
        #expect(sent.status == 303)
        #expect(try await desk.get(path).status == 404)
    }

    @Test("a relation can be added from the side of the document that is acted on")
    func inward() async throws {
        let register = desk.office.register
        let old = try register.document("97-QĐ/TW@22/03/2004").id
        let new = try register.document("97-QĐ/TW@07/02/2023").id
        let sent = try await desk.post(
            "/documents/\(old)/relations", as: .clerk,
            [
                ("direction", "in"), ("relation", "replaces"), ("other", "\(new)"), ("evidence", "Điều 12"),
                ("relationFrom", "07/02/2023"),
            ])
        #expect(sent.status == 303)
        #expect(try register.inForce().status(of: old, on: desk.office.clock.today).status == .superseded)
        let circle = try await desk.post(
            "/documents/\(old)/relations", as: .clerk,
            [("direction", "out"), ("relation", "replaces"), ("other", "\(new)"), ("evidence", "x")])
        #expect(circle.status == 422)
        #expect(circle.text.contains("<details open"))
    }

    @Test("contradictions are listed apart, with the documents they are about")
    func contradictions() async throws {
        let register = desk.office.register
        let newer = try register.document("50-CT/TW").id
        let older = try register.document("10-CT/TW").id
        try register.add(
            relations: [NewRelation(subject: older, type: .amends, object: newer, evidence: "thử")],
            by: Actor(user: "lan"))
        for path in ["/documents", "/relations"] {
            let page = try await desk.get(path)
            #expect(page.words.contains("Mâu thuẫn trong sổ: 1"))
            #expect(page.words.contains("10-CT/TW ngày 30/03/2007 ban hành trước 50-CT/TW ngày 23/07/2025"))
        }
        #expect(try await desk.get("/relations?lang=en&show=all").words.contains("Contradictions: 1"))
    }
}

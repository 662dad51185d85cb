import SatchelCore
import Testing

@testable import SatchelWeb

/// Issuing bodies: added, found, ended with a successor.
@Suite struct BodyPagesTests {
    private let desk: WebDesk

    init() throws { desk = try WebDesk() }

    @Test("a body is added with its other names, one a line, and is found by them")
    func add() async throws {
        let sent = try await desk.post(
            "/bodies", as: .clerk,
            [
                ("name", "Đảng ủy xã Ia Thử"), ("code", "ĐU"),
                ("aliases", "ĐU Ia Thử\r\nBCH Đảng bộ xã Ia Thử"),
            ])
        #expect(sent.location == "/bodies?done=added")
        #expect(
            try await desk.get("/bodies?q=bch%20dang%20bo%20xa%20ia%20thu").words.contains(
                "Đảng ủy xã Ia Thử"))
        let twice = try await desk.post("/bodies", as: .clerk, [("name", "đảng uỷ xã ia thử")])
        #expect(twice.status == 422)
        #expect(try await desk.post("/bodies", as: .viewer, [("name", "X")]).status == 403)
    }

    @Test("a body that ended names its successor, there and on its documents")
    func end() async throws {
        let register = desk.office.register
        let document = try register.document("82-KH/HU")
        let path = "/bodies/\(document.bodyID)"
        let bad = try await desk.post("\(path)/end", as: .clerk, [("last", "31/06/2025")])
        #expect(bad.status == 422)
        #expect(bad.text.contains("value=\"31/06/2025\""))
        let sent = try await desk.post(
            "\(path)/end", as: .clerk, [("last", "30/06/2025"), ("successor", "Bộ Chính trị")])
        #expect(sent.status == 303)
        #expect(try await desk.get(path).words.contains("Kế thừa Bộ Chính trị"))
        let page = try await desk.get("/documents/\(document.id)?lang=en")
        #expect(page.words.contains("The issuing body ended on 30/06/2025. Successor: Bộ Chính trị."))
    }
}

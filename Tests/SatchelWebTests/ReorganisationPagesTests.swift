import SatchelCore
import Testing

@testable import SatchelWeb

/// Entering decisions: nothing happens before it was shown, and one can be taken back.
@Suite struct ReorganisationPagesTests {
    private let desk: WebDesk

    init() throws { desk = try WebDesk() }

    /// Two branches of one committee.
    private func pair() throws -> [OrganisationNode] {
        let tree = try desk.office.register.organisation(on: desk.office.clock.today)
        let leaves = tree.nodes.filter { tree.children(of: $0.id).isEmpty && $0.parentID != nil }
        let first = try #require(leaves.first { one in leaves.count { $0.parentID == one.parentID } > 2 })
        return Array(leaves.filter { $0.parentID == first.parentID }.prefix(2))
    }

    private func merge(_ nodes: [OrganisationNode]) -> [(String, String)] {
        [
            ("kind", "merge"), ("codes", nodes.map(\.code).joined(separator: "\n")), ("into", "GHEP-1"),
            ("name", "Chi bộ Ghép"), ("decision", "15-QĐ/ĐU"), ("decided", "10/11/2025"),
            ("from", "15/11/2025"),
        ]
    }

    /// The changes a preview carries along.
    private func carried(_ page: WebDesk.Page) -> [(String, String)] {
        var seen: [String] = []
        for match in page.text.matches(of: /name="entered" value="([^"]*)"/) {
            let value = String(match.output.1).replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
            if !seen.contains(value) { seen.append(value) }
        }
        return seen.map { ("entered", $0) }
    }

    @Test("a merger is previewed without being recorded, then recorded, then taken back")
    func merger() async throws {
        let nodes = try pair()
        let before = try desk.office.register.reorganisations().count
        let preview = try await desk.post("/reorganisations/new", as: .clerk, merge(nodes))
        #expect(preview.status == 200)
        #expect(preview.words.contains("Chưa ghi gì"))
        #expect(preview.words.contains("Kết thúc"))
        #expect(try desk.office.register.reorganisations().count == before)
        let recorded = try await desk.post("/reorganisations/record", as: .clerk, carried(preview))
        #expect(recorded.location == "/reorganisations?done=recorded&n=1")
        let list = try await desk.get("/reorganisations", as: .viewer)
        #expect(list.words.contains("15-QĐ/ĐU"))
        let gone = try await desk.get(NodePath.of(nodes[0].code))
        #expect(gone.words.contains("đã kết thúc từ 15/11/2025"))
        #expect(gone.words.contains("Chi bộ Ghép"))
        let id = try #require(desk.office.register.reorganisations().last).id
        let nothing = try await desk.post("/reorganisations/\(id)/take-back", as: .clerk, [])
        #expect(nothing.status == 422)
        let back = try await desk.post(
            "/reorganisations/\(id)/take-back", as: .clerk, [("reason", "ghi nhầm mã")])
        #expect(back.status == 303)
        #expect(try await desk.get("/reorganisations/\(id)").words.contains("ghi nhầm mã"))
        #expect(!(try await desk.get(NodePath.of(nodes[0].code)).words.contains("đã kết thúc")))
    }

    @Test("several changes of one decision are shown together, and recorded together")
    func several() async throws {
        let nodes = try pair()
        let first = try await desk.post("/reorganisations/new", as: .clerk, merge(nodes))
        let more = try await desk.post(
            "/reorganisations/new", as: .clerk, carried(first) + [("act", "more"), ("kind", "rename")])
        #expect(more.words.contains("Đã có trong quyết định này"))
        #expect(more.text.contains("value=\"15-QĐ/ĐU\""))
        let both = try await desk.post(
            "/reorganisations/new", as: .clerk,
            carried(more) + [
                ("kind", "rename"), ("codes", "GHEP-1"), ("name", "Chi bộ Đoàn Kết Mới"),
                ("decision", "15-QĐ/ĐU"), ("decided", "10/11/2025"), ("from", "16/11/2025"),
            ])
        #expect(both.words.contains("Chi bộ Đoàn Kết Mới"))
        let done = try await desk.post("/reorganisations/record", as: .clerk, carried(both))
        #expect(done.location == "/reorganisations?done=recorded&n=2")
        #expect(try await desk.get("/organisation/GHEP-1").words.contains("Chi bộ Đoàn Kết Mới"))
    }

    @Test(
        "what is refused comes back with what was written; a viewer enters nothing; forged changes are refused"
    )
    func refused() async throws {
        let nodes = try pair()
        var fields = merge(nodes)
        fields[6] = ("from", "31/02/2025")
        let bad = try await desk.post("/reorganisations/new", as: .clerk, fields)
        #expect(bad.status == 422)
        #expect(bad.words.contains("31/02/2025"))
        #expect(bad.text.contains("value=\"15-QĐ/ĐU\""))
        let viewer = try await desk.post("/reorganisations/new", as: .viewer, merge(nodes))
        #expect(viewer.status == 403)
        let split = try await desk.post(
            "/reorganisations/new", as: .clerk,
            [
                ("kind", "split"), ("codes", nodes[0].code), ("into", "CB1A Chi bộ 1A"),
                ("decision", "1"), ("decided", "10/11/2025"), ("from", "15/11/2025"),
            ])
        #expect(split.status == 422)
        #expect(split.words.contains("CB1A Chi bộ 1A"))
        let forged = try await desk.post(
            "/reorganisations/record", as: .clerk, [("entered", "{\"kind\":\"x\"}")])
        #expect(forged.status == 403)
    }

    @Test("each kind of change has a form of its own", arguments: NewReorganisation.Kind.allCases)
    func forms(kind: NewReorganisation.Kind) async throws {
        let page = try await desk.get("/reorganisations/new?kind=\(kind.rawValue)", as: .clerk)
        #expect(page.status == 200)
        #expect(page.words.contains(PageWords.capital(kind.text.vi)))
        let english = try await desk.get("/reorganisations/new?kind=\(kind.rawValue)&lang=en", as: .clerk)
        #expect(english.words.contains(PageWords.capital(kind.text.en)))
    }

    @Test("copies of branches that ended are listed, those to recall first")
    func recall() async throws {
        let page = try await desk.get("/reorganisations/recall", as: .viewer)
        #expect(page.status == 200)
        let copies = try desk.office.register.copiesOfEndedNodes(on: desk.office.clock.today)
        #expect(page.words.contains("\(copies.count { $0.to == nil }) bản phải thu hồi"))
    }
}

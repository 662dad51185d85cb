import SatchelCore
import Testing

@testable import SatchelWeb

/// The tree, a branch's page, and what is done there.
@Suite struct OrganisationPagesTests {
    private let desk: WebDesk

    init() throws { desk = try WebDesk() }

    /// A node that has no others below it, with its committee.
    private func branch() throws -> (node: OrganisationNode, above: OrganisationNode) {
        let tree = try desk.office.register.organisation(on: desk.office.clock.today)
        let holders = try desk.office.register.holders(on: desk.office.clock.today)
        let node = try #require(
            tree.nodes.first {
                tree.children(of: $0.id).isEmpty && $0.parentID != nil && holders[$0.id] != nil
            })
        return (node, try #require(node.parentID.flatMap { tree[$0] }))
    }

    @Test("the tree shows every committee with the number of its branches, in both languages")
    func tree() async throws {
        let (_, above) = try branch()
        let page = try await desk.get("/organisation", as: .viewer)
        #expect(page.status == 200)
        #expect(page.words.contains(above.name))
        #expect(page.words.contains("chi bộ"))
        #expect(page.bytes.count < 60_000)
        #expect(!page.words.contains("Thêm tổ chức"))
        let english = try await desk.get("/organisation?lang=en")
        #expect(english.words.contains("Add a node"))
    }

    @Test("a name is found without its accents, a code as well, and what is not there is said so")
    func search() async throws {
        let (node, _) = try branch()
        let plain = VietnameseText.folded(node.name).lowercased()
        let page = try await desk.get("/organisation?q=" + Fields.encoded(plain))
        #expect(page.words.contains(node.name))
        #expect(try await desk.get("/organisation?q=\(node.code.lowercased())").words.contains(node.name))
        #expect(try await desk.get("/organisation?q=khong-dau-ca").words.contains("0 tổ chức"))
        let bad = try await desk.get("/organisation?on=31/02/2025")
        #expect(bad.status == 422)
        #expect(bad.words.contains("31/02/2025"))
    }

    @Test("the nodes of a day download as a workbook and as CSV")
    func export() async throws {
        let book = try await desk.get("/export/organisation.xlsx", as: .viewer)
        #expect(book.bytes.starts(with: Array("PK".utf8)))
        let csv = try await desk.get("/export/organisation.csv?on=2020-01-01", as: .viewer)
        let table = try CSVTable(csv.bytes)
        let day = try #require(Day("2020-01-01"))
        #expect(table.rows.count == (try desk.office.register.organisation(on: day).nodes.count))
    }

    @Test("a branch's page tells who is to be called, what it holds and how that is known")
    func page() async throws {
        let (node, above) = try branch()
        let holder = try #require(
            desk.office.register.holders(on: desk.office.clock.today)[node.id]?.first)
        let page = try await desk.get(NodePath.of(node.code), as: .viewer)
        #expect(page.words.contains(node.name) && page.words.contains(above.name))
        #expect(page.words.contains(holder.person))
        #expect(page.words.contains("Lịch sử xác nhận"))
        if let phone = holder.phone {
            #expect(page.text.contains("href=\"tel:\(phone.filter(\.isNumber))\""))
        }
        #expect(!page.words.contains("Ghi người mới"))
        let clerk = try await desk.get(NodePath.of(node.code), as: .clerk)
        #expect(clerk.words.contains("Ghi người mới"))
        let missing = try await desk.get("/organisation/KHONG-CO")
        #expect(missing.status == 404)
    }

    @Test(
        "a node is added with its secretary; a code that is taken shows the form again with what was written")
    func add() async throws {
        let (node, above) = try branch()
        let fields = [
            ("code", "MOI-1"), ("name", "Chi bộ <script>alert(1)</script>"), ("kind", "school"),
            ("parent", above.code), ("from", "01/11/2025"), ("person", "Rơ Châm H’Lan"),
            ("phone", "0905 111 222"),
        ]
        let sent = try await desk.post("/organisation-new", as: .clerk, fields)
        #expect(sent.status == 303)
        #expect(sent.location == "/organisation/MOI-1?done=added")
        let page = try await desk.get("/organisation/MOI-1")
        #expect(page.words.contains("Rơ Châm H’Lan"))
        #expect(!page.text.contains("<script>alert"))
        let again = try await desk.post(
            "/organisation-new", as: .clerk,
            [("code", node.code), ("name", "Tên giữ lại"), ("kind", "school")])
        #expect(again.status == 422)
        #expect(again.text.contains("value=\"Tên giữ lại\""))
        let refused = try await desk.post("/organisation-new", as: .viewer, fields)
        #expect(refused.status == 403)
    }

    @Test("a new secretary is recorded, takes the kit over, and the page tells both")
    func handover() async throws {
        let day = desk.office.clock.today
        let rows = try desk.office.register.kits().flatMap { kit in
            try desk.office.register.audit(kit: kit.definition.slug, on: day).rows
        }
        let node = try #require(rows.first { $0.held != nil }).node
        let path = NodePath.of(node.code)
        let appointed = try await desk.post(
            "\(path)/appoint", as: .clerk,
            [("person", "Siu Hương"), ("role", "Bí thư"), ("phone", "0905 333 444"), ("from", day.office)])
        #expect(appointed.location == "\(path)?done=appointed")
        let page = try await desk.get(path)
        #expect(page.words.contains("Siu Hương"))
        #expect(page.words.contains("người trước giữ, chưa bàn giao"))
        #expect(page.words.contains("Ghi bàn giao"))
        let handed = try await desk.post(
            "\(path)/handover", as: .clerk, [("on", day.office), ("note", "BB 12")])
        #expect(handed.status == 303)
        let after = try await desk.get(try #require(handed.location))
        #expect(after.words.contains("đã nhận bàn giao"))
        #expect(after.words.contains("Đã ghi bàn giao"))
        let twice = try await desk.post("\(path)/handover", as: .clerk, [("on", day.office)])
        #expect(twice.status == 422)
    }

    @Test("changed contacts are shown; a day that does not exist is refused with the form")
    func reach() async throws {
        let (node, _) = try branch()
        let path = NodePath.of(node.code)
        let form = try await desk.get("\(path)/contact", as: .clerk)
        #expect(form.words.contains("đường dẫn đã gửi trước đây không dùng được nữa"))
        let bad = try await desk.post(
            "\(path)/contact", as: .clerk, [("phone", "0999 888 777"), ("from", "31/02/2025")])
        #expect(bad.status == 422)
        #expect(bad.text.contains("value=\"0999 888 777\""))
        let done = try await desk.post(
            "\(path)/contact", as: .clerk, [("phone", "0999 888 777"), ("from", "21/11/2025")])
        #expect(done.status == 303)
        #expect(try await desk.get(path).words.contains("0999 888 777"))
        let blanked = try await desk.post(
            "\(path)/contact", as: .clerk, [("phone", " "), ("chat", "nay.h.bin"), ("from", "21/11/2025")])
        #expect(blanked.status == 303)
        let after = try await desk.get("\(path)/contact", as: .clerk)
        #expect(after.text.contains("name=\"phone\" type=\"tel\" value=\"\""))
        #expect(after.text.contains("value=\"nay.h.bin\""))
    }
}

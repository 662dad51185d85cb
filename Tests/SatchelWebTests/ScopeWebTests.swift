import Foundation
import HTTPTypes
import Hummingbird
import SatchelCore
import TestSupport
import Testing

@testable import SatchelWeb

/// Every address, asked by an account on one commune about a branch of another: nothing tells who is there.
@Suite struct ScopeWebTests {
    private static let own = "XIT"
    private static let foreign = "CRA-01"
    private static let kit = "bi-thu-chi-bo-thon"

    private let desk: WebDesk
    private let token: String
    /// Persons, telephones and marks of nodes outside.
    private let secrets: [String]

    init() throws {
        desk = try WebDesk()
        let (register, administrator) = (desk.office.register, Actor(user: "quan-tri"))
        let today = desk.office.clock.today
        try register.appoint(
            NewHolder(person: "Lạ Đánh Dấu", phone: "0999 111 222", email: "la@danh-dau.example"),
            at: Self.foreign, from: today, by: administrator)
        try register.record(
            [
                NewEvidence(
                    node: Self.foreign, proof: .filed, copy: .paper, medium: .paper, happenedOn: today,
                    person: "Người Ký Lạ", note: "ghi chú lạ")
            ], of: Self.kit, edition: 4, by: administrator)
        for under in [nil, "XPT", Self.own] {
            _ = try register.save(
                reviewOf: Self.kit, on: today, under: under, title: under == Self.own ? nil : "Bảng lạ",
                office: "Ban", by: administrator)
        }
        try register.reorganise(
            [
                NewReorganisation(
                    .rename, ["CRA-02"], into: [.init("CRA-02", name: "Chi bộ Tên Lạ")], decision: "9-QĐ",
                    decidedOn: today, effectiveOn: today)
            ], by: administrator)
        _ = try register.remind(kit: Self.kit, on: today, by: administrator)
        try register.withdraw(
            edition: 1, of: Self.kit, on: today, instead: "dùng đợt 4", by: administrator)
        try register.add(
            account: NewAccount(name: "xa", role: .administrator, at: Self.own, from: today),
            by: administrator)
        token = try desk.office.makeToken(named: "thử", for: "xa", by: Actor(user: "xa"))
        let tree = try register.organisation(on: today)
        let inside = tree.subtree(of: try tree.node(code: Self.own).id)
        let holders = try register.holders(on: today)
        let known = Set(holders.filter { inside.contains($0.key) }.values.joined().map(\.person))
        let others = holders.filter { !inside.contains($0.key) }.values.joined()
        secrets =
            Set(others.flatMap { [$0.person, $0.phone, $0.email].compactMap(\.self) }).subtracting(known)
            + ["Người Ký Lạ", "ghi chú lạ", "Bảng lạ", "Chi bộ Tên Lạ"]
    }

    private func ask(
        _ method: HTTPRequest.Method, _ path: String, _ body: [UInt8] = [], as mediaType: String? = nil
    ) async throws -> WebDesk.Page {
        var headers: HTTPFields = [.authorization: "Bearer \(token)"]
        headers[.contentType] = mediaType
        return try await desk.send(method, path, as: nil, headers, body)
    }

    private func expectSilent(_ page: WebDesk.Page, _ address: String) {
        let text = page.text
        let told = secrets.filter { text.contains($0) }
        #expect(told.isEmpty, "\(address) tells \(told.prefix(5))")
        #expect(page.status < 500, "\(address): \(page.status) \(page.words.prefix(200))")
    }

    /// A route's path with its places filled.
    private func filled(_ path: String, code: String) -> String {
        let values = [
            "kit": Self.kit, "edition": "4", "number": "1", "code": code, "id": "1", "body": "1",
            "relation": "1", "slug": "bien-ban-thuong-ky", "template": "bien-ban-thuong-ky",
            "list": "holders", "export": "holders", "position": "1", "name": "binh",
        ]
        return path.replacing(/\{(\w+)\}/) { values[String($0.output.1)] ?? "1" }
    }

    private static let asked = Routes.all.filter { [.account, .token].contains($0.access) }

    /// Every address that is opened, once: as it is, and asked about the branch outside in each way there is.
    private func addresses() -> [String] {
        let asking =
            "?under=\(Self.foreign)&kit=\(Self.kit)&code=\(Self.foreign)&node=\(Self.foreign)&limit=500"
        let all = Self.asked.filter { $0.method == .get }.flatMap { route in
            let foreign = filled(route.path, code: Self.foreign)
            return [filled(route.path, code: Self.own), foreign, foreign + asking]
        }
        return Set(all).sorted()
    }

    @Test("no address that is opened tells of a branch outside, nor of its people", arguments: 0..<4)
    func opened(part: Int) async throws {
        var opened = 0
        for (place, address) in addresses().enumerated() where place % 4 == part {
            let page = try await ask(.get, address)
            expectSilent(page, address)
            if page.status == 200 { opened += 1 }
        }
        #expect(opened > 40, "\(opened)")
    }

    @Test(
        "what lists everybody lists the subtree alone",
        arguments: [
            "/export/organisation.csv", "/export/holders.csv", "/export/audit.csv?kit=\(kit)",
            "/export/print-run.csv?kit=\(kit)", "/export/telephone.csv",
            "/export/signing-sheet.csv?kit=\(kit)",
            "/export/events.csv", "/export/review.csv?number=1", "/export/review.csv?number=2",
            "/review/csv", "/review?known=21/11/2025+08:00", "/review?day=01/01/2020", "/log.csv",
            "/log?text=CRA-01", "/notices?node=CRA-01", "/kits/\(kit)/editions/4/recipients?page=2",
            "/kits/\(kit)/editions/1/recall", "/kits/\(kit)/editions/1/recall/paper",
            "/notices/\(kit)/4/letters?all=1", "/notices/letters?all=1", "/notices/\(kit)/4/telephone",
            "/notices/\(kit)/4/mail",
            "/notices/\(kit)/4/chat?personal=1", "/reviews/1", "/reviews/1/print",
            "/reviews/1/cell?code=CRA-01",
            "/reviews/2/cell?code=CRA-01", "/reviews/compare?before=1&after=2", "/receipts?kit=\(kit)",
            "/review/evidence?kit=\(kit)&node=CRA-01", "/reorganisations", "/reorganisations/1",
            "/api/v1/exports/organisation?format=csv", "/api/v1/kits/\(kit)/audit?limit=500",
            "/api/v1/kits/\(kit)/editions/4/messages?all=true", "/api/v1/nodes?limit=500",
            "/api/v1/notices?limit=500", "/api/v1/events?limit=500", "/api/v1/kits/\(kit)/evidence?limit=500",
        ])
    func lists(address: String) async throws {
        expectSilent(try await ask(.get, address), address)
    }

    @Test("a branch outside is an unknown node, on its pages and for programs; one inside is there")
    func unknown() async throws {
        for (path, kind) in [("/organisation/", "text/html"), ("/api/v1/nodes/", "application/")] {
            let page = try await ask(.get, path + Self.foreign)
            let nowhere = try await ask(.get, path + "CRA-99")
            #expect((page.status, nowhere.status) == (404, 404))
            #expect(page.headers[.contentType]?.hasPrefix(kind) == true)
            #expect(
                page.words.replacing(Self.foreign, with: "CRA-99").prefix(200) == nowhere.words.prefix(200))
            #expect(try await ask(.get, path + "CMO-01").status == 200)
        }
    }

    @Test("no form sent about a branch outside tells of it or changes it")
    func sent() async throws {
        let before = try trace()
        let fields = [
            ("code", Self.foreign), ("node", Self.foreign), ("codes", Self.foreign), ("nodes", Self.foreign),
            ("at", Self.foreign), ("under", "XPT"), ("parent", "XPT"), ("kit", Self.kit), ("edition", "4"),
            ("on", "21/11/2025"), ("day", "21/11/2025"), ("from", "21/11/2025"), ("due", "30/11/2025"),
            ("person", "A"), ("name", "A"), ("phone", "1"), ("proof", "filed"), ("copy", "paper"),
            ("medium", "paper"), ("reason", "thử"), ("role", "viewer"), ("decision", "1-QĐ"),
            ("kind", "rename"), ("decided", "21/11/2025"), ("effective", "21/11/2025"), ("id", "1"),
            ("symbol", "1-HD/X"), ("title", "thử"), ("office", "khác"), ("path", "/tmp/x.zip"),
        ]
        var form = Fields()
        for (name, value) in fields { form.add(name, value) }
        for route in Self.asked
        where route.method == .post && !["/sign-out", "/settings/check"].contains(route.path) {
            let address = filled(route.path, code: Self.foreign)
            let isProgram = route.access == .token
            let page = try await ask(
                .post, address, Array((isProgram ? "{}" : form.urlEncoded).utf8),
                as: isProgram ? "application/json" : "application/x-www-form-urlencoded")
            expectSilent(page, "POST \(address)")
        }
        #expect(try trace() == before)
    }

    @Test(
        "programs are refused what concerns a branch outside",
        arguments: [
            (
                "/kits/\(kit)/editions/4/evidence",
                #"{"items":[{"node":"CRA-01","proof":"filed","copy":"paper"}]}"#
            ),
            ("/nodes/CRA-01/holder", #"{"person":"A"}"#), ("/nodes/CRA-01/contact", #"{"phone":"1"}"#),
            ("/nodes/CRA-01/handover", "{}"),
            ("/nodes", #"{"code":"N","name":"N","kind":"residential","parent":"XPT"}"#),
            (
                "/reorganisations",
                #"{"kind":"dissolve","codes":["CRA-01"],"decision":"1","decidedOn":"2025-11-21","effectiveOn":"2025-12-01"}"#
            ),
            (
                "/reorganisations/preview",
                #"{"kind":"dissolve","codes":["CRA-01"],"decision":"1","decidedOn":"2025-11-21","effectiveOn":"2025-12-01"}"#
            ),
            ("/kits/\(kit)/owners", #"{"nodes":["XIT"]}"#),
        ])
    func programs(path: String, body: String) async throws {
        let before = try trace()
        let page = try await ask(.post, Interface.root + path, Array(body.utf8), as: "application/json")
        #expect([403, 404, 422].contains(page.status), "\(page.status) \(page.text)")
        expectSilent(page, path)
        #expect(try trace() == before)
    }

    @Test("a kit's feed is the same to everybody")
    func feed() async throws {
        let address = "/feeds/\(Self.kit).atom"
        let seen = try await ask(.get, address)
        #expect(seen.status == 200)
        #expect(try await desk.get(address, as: nil).text == seen.text)
    }

    @Test("pages say of which part of the office they tell, and count that alone")
    func told() async throws {
        let home = try await ask(.get, "/").words
        #expect(home.contains("Trong phạm vi Đảng bộ xã Ia Tul (XIT)"))
        let whole = try await desk.get("/").words
        #expect(!whole.contains("Trong phạm vi"))
        func copies(_ words: String) throws -> Int {
            let match = try #require(words.firstMatch(of: /trong (\d+) bản/))
            return try #require(Int(match.output.1))
        }
        let seen = try desk.office.seen(by: Actor(user: "xa")).register
        let own = try seen.kits().map { kit in
            try seen.countToday(kit: kit.definition.slug).groups.reduce(0) { $0 + $1.count }
        }
        #expect(try copies(home) <= own.reduce(0, +))
        #expect(try copies(home) < copies(whole))
        let review = try await ask(.get, "/review").words
        #expect(review.contains("Tình hình: Đảng bộ xã Ia Tul"))
    }

    /// What the register says of the branch outside and of what is the whole office's.
    private func trace() throws -> String {
        let register = desk.office.register
        let today = desk.office.clock.today
        let node = try register.organisation(on: today).node(code: Self.foreign)
        let evidence = try register.evidence(of: Self.kit, node: Self.foreign).map(\.id)
        let notices = try register.notices(NoticeSearch(node: Self.foreign)).map { "\($0.id) \($0.isDone)" }
        return """
            \(try register.history(of: Self.foreign)) \(try register.holders(on: today)[node.id] ?? []) \(evidence)
            \(notices) \(try register.organisation(on: today).nodes.count) \(try register.documents().count)
            \(try register.bodies().count) \(try register.kit(Self.kit).yaml.count) \(desk.office.settings)
            """
    }
}

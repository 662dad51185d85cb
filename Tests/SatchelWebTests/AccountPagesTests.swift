import SatchelCore
import Testing

@testable import SatchelWeb

/// Users, invitations, delegations and tokens.
@Suite struct AccountPagesTests {
    private let desk: WebDesk

    init() throws { desk = try WebDesk() }

    @Test("an inspector's temporary account is added and ended by an administrator, and by nobody else")
    func accounts() async throws {
        let fields = [
            ("name", "doan.kiem-tra"), ("role", "viewer"), ("from", "21/11/2025"), ("to", "05/12/2025"),
        ]
        let refused = try await desk.post("/accounts/new", as: .issuer, fields)
        #expect(refused.status == 403)
        #expect(refused.text.contains("value=\"doan.kiem-tra\""))
        let added = try await desk.post("/accounts/new", as: .administrator, fields)
        #expect(added.location == "/accounts?done=added")
        let list = try await desk.get("/accounts", as: .administrator)
        #expect(list.words.contains("doan.kiem-tra"))
        #expect(list.words.contains("21/11/2025–05/12/2025"))
        #expect(list.words.contains("Mời đặt mật khẩu"))
        #expect(!(try await desk.get("/accounts", as: .viewer).words.contains("Mời đặt mật khẩu")))
        let nothing = try await desk.post("/accounts/end", [("name", "doan.kiem-tra")])
        #expect(nothing.status == 422)
        let ended = try await desk.post(
            "/accounts/end", [("name", "doan.kiem-tra"), ("on", "25/11/2025"), ("reason", "xong việc")])
        #expect(ended.status == 303)
        #expect(try await desk.get("/accounts").words.contains("21/11/2025–24/11/2025"))
    }

    @Test("a role that does not exist and a day that does not exist are refused with the form")
    func refused() async throws {
        let role = try await desk.post("/accounts/new", [("name", "x"), ("role", "boss")])
        #expect(role.status == 422)
        let day = try await desk.post(
            "/accounts/new", [("name", "<b>x</b>"), ("role", "clerk"), ("to", "31/02/2026")])
        #expect(day.status == 422)
        #expect(day.text.contains("value=\"&lt;b&gt;x&lt;/b&gt;\""))
    }

    @Test("an invitation is shown once, with the address of this office")
    func invitation() async throws {
        let page = try await desk.post("/accounts/invite", as: .administrator, [("name", "lan")])
        #expect(page.status == 200)
        #expect(page.text.contains("\(desk.office.settings.baseAddress)/welcome#"))
        #expect(page.headers[.cacheControl] == "no-store")
    }

    @Test("an issuer delegates and takes it back; an unknown deputy is refused")
    func delegation() async throws {
        let unknown = try await desk.post(
            "/accounts/delegate", as: .issuer,
            [("principal", "binh"), ("deputy", "khong-co"), ("from", "21/11/2025"), ("to", "30/11/2025")])
        #expect(unknown.status == 403)
        let done = try await desk.post(
            "/accounts/delegate", as: .issuer,
            [
                ("principal", "binh"), ("deputy", "lan"), ("from", "21/11/2025"), ("to", "30/11/2025"),
                ("decision", "GUQ 03"),
            ])
        #expect(done.location == "/accounts?done=delegated")
        let list = try await desk.get("/accounts", as: .issuer)
        #expect(list.words.contains("GUQ 03"))
        let id = try #require(desk.office.register.delegations().last).id
        let back = try await desk.post(
            "/accounts/revoke", as: .issuer, [("id", "\(id)"), ("reason", "đã về")])
        #expect(back.status == 303)
        #expect(try desk.office.register.delegations().isEmpty)
    }

    @Test("one's own tokens have a page")
    func tokens() async throws {
        let page = try await desk.get("/me/tokens?lang=en", as: .viewer)
        #expect(page.status == 200)
        #expect(page.words.contains("Tokens for programs"))
    }
}

import SatchelCore
import Testing

@testable import SatchelWeb

/// Who gets in, and what stands at the door.
@Suite struct DoorTests {
    private let desk: WebDesk

    init() throws { desk = try WebDesk() }

    @Test("a page asked for by nobody leads to signing in, and back to it afterwards")
    func signIn() async throws {
        let page = try await desk.get("/?x=1", as: nil)
        #expect(page.status == 303)
        #expect(page.location == "/sign-in?to=%2F%3Fx%3D1")
        #expect(try await desk.get("/", as: .viewer).status == 200)
    }

    @Test("a form without our mark, or from another site, does nothing")
    func forged() async throws {
        let sent = try await desk.send(
            .post, "/sign-out", as: .clerk, [.contentType: "application/x-www-form-urlencoded"],
            Array("a=b".utf8))
        #expect(sent.status == 403)
        let foreign = try await desk.post("/sign-out", as: .clerk, [], [.origin: "https://evil.example"])
        #expect(foreign.status == 403)
        #expect(try await desk.post("/sign-out", as: .clerk).status == 303)
    }

    @Test("an address that is not there says so; one that takes another method names it")
    func missing() async throws {
        let page = try await desk.get("/khong-co")
        #expect(page.status == 404)
        #expect(page.words.contains("Không có trang “/khong-co”."))
        let wrong = try await desk.send(.delete, "/sign-in", as: nil)
        #expect(wrong.status == 405)
        #expect(wrong.headers[.allow] == "GET, HEAD, POST")
    }

    @Test("every page forbids what it does not need")
    func headers() async throws {
        let page = try await desk.get("/sign-in", as: nil)
        #expect(page.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
        #expect(page.headers[.contentSecurityPolicy]?.contains("script-src 'none'") == true)
        #expect(page.headers[.xContentTypeOptions] == "nosniff")
    }
}

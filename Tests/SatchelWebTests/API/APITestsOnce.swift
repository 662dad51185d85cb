import Foundation
import HTTPTypes
import Hummingbird
import SatchelCore
import Testing

@testable import SatchelWeb

/// What is sent twice is done once; and the feed.
@Suite struct APITestsOnce {
    private let desk: WebDesk
    private let program: Program

    init() throws {
        desk = try WebDesk()
        program = try Program(desk: desk)
    }

    @Test("the same key with the same request gets the same answer, and nothing is done twice")
    func once() async throws {
        let key = UUID().uuidString
        let body: JSONValue = ["kit": "bi-thu-chi-bo-thon", "title": "Rà soát cuối năm"]
        let first = try await program.post("/reviews", body, key: key)
        #expect(first.status == 201, "\(first.text)")
        #expect(first.headers[.idempotencyReplayed] == nil)
        let count = try desk.office.register.reviews().count
        let second = try await program.post("/reviews", body, key: key)
        #expect(second.status == 201)
        #expect(second.bytes == first.bytes)
        #expect(second.headers[.idempotencyReplayed] == "true")
        #expect(try desk.office.register.reviews().count == count)
        let other = try await program.post("/reviews", ["kit": "bi-thu-chi-bo-thon"], key: key)
        #expect(other.status == 422)
        #expect(try other.json["title"] == "requestKeyReused")
        #expect(
            try await program.post("/reviews", body, as: .clerk, key: key).headers[.idempotencyReplayed]
                == nil)
    }

    @Test("what was refused may be mended and sent again under its key; a key that is none is told")
    func refused() async throws {
        let key = UUID().uuidString
        #expect(try await program.post("/reviews", ["kit": "khong-co"], key: key).status == 404)
        #expect(try await program.post("/reviews", ["kit": "bi-thu-chi-bo-thon"], key: key).status == 201)
        #expect(
            try await program.post("/reviews", ["kit": "bi-thu-chi-bo-thon"], key: "hai từ").status == 400)
        #expect(
            try await program.post(
                "/reviews", ["kit": "bi-thu-chi-bo-thon"], key: String(repeating: "k", count: 201)
            ).status == 400)
    }

    @Test("an answer without a body is replayed too")
    func empty() async throws {
        let account: JSONValue = ["name": "tam", "role": "viewer"]
        #expect(try await program.post("/accounts", account).status == 201)
        let key = UUID().uuidString
        let end: JSONValue = ["reason": "hết việc"]
        #expect(try await program.post("/accounts/tam/end", end, key: key).status == 204)
        let again = try await program.post("/accounts/tam/end", end, key: key)
        #expect(again.status == 204)
        #expect(again.headers[.idempotencyReplayed] == "true")
        #expect(try await program.post("/accounts/tam/end", end).status == 404)
    }

    @Test("the feed tells of editions to anybody, names no document, and is not sent twice")
    func feed() async throws {
        let page = try await desk.get("/feeds/bi-thu-chi-bo-thon.atom", as: nil)
        #expect(page.status == 200)
        #expect(page.headers[.contentType] == "application/atom+xml; charset=utf-8")
        let editions = try desk.office.register.editions(of: "bi-thu-chi-bo-thon")
        let feed = try #require(try Element.read(page.bytes))
        #expect(feed.name == "feed")
        for name in ["id", "title", "updated", "author"] { #expect(feed.all(name).count == 1, "\(name)") }
        let entries = feed.all("entry")
        #expect(entries.count == editions.count)
        var ids = Set([feed.all("id")[0].text])
        for entry in entries {
            for name in ["id", "title", "updated"] { #expect(entry.all(name).count == 1, "\(name)") }
            #expect(ids.insert(entry.all("id")[0].text).inserted)
            #expect(Instant(rfc3339: entry.all("updated")[0].text) != nil)
        }
        #expect(
            ids.allSatisfy {
                $0.wholeMatch(
                    of: /urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil
            })
        for document in try desk.office.register.documents() {
            #expect(
                !page.text.contains(document.title) && !page.text.contains(document.symbol ?? document.title))
        }
        let tag = try #require(page.headers[.eTag])
        let same = try await desk.get(
            "/feeds/bi-thu-chi-bo-thon.atom", as: nil, [.ifNoneMatch: "\"x\", W/\(tag)"])
        #expect(same.status == 304)
        #expect(same.bytes.isEmpty)
        let english = try await desk.get("/feeds/bi-thu-chi-bo-thon.atom", as: nil, [.acceptLanguage: "en"])
        #expect(try Element.read(english.bytes)?.all("id")[0].text == feed.all("id")[0].text)
        #expect(try await desk.get("/feeds/khong-co.atom", as: nil).status == 404)
        #expect(try await desk.get("/feeds/bi-thu-chi-bo-thon", as: nil).status == 404)
    }

    @Test(
        "instants are read to the millisecond, whatever the zone",
        arguments: [
            ("2025-11-21T09:12:05.250+07:00", "2025-11-21T02:12:05.250Z"),
            ("2025-11-21t02:12:05z", "2025-11-21T02:12:05.000Z"),
            ("2025-11-21T23:30:00-01:30", "2025-11-22T01:00:00.000Z"),
            ("1969-12-31T23:59:59.9999Z", "1969-12-31T23:59:59.999Z"),
        ])
    func instants(text: String, same: String) throws {
        #expect(Instant(rfc3339: text)?.rfc3339 == same)
    }

    @Test(
        "what is no instant is not read",
        arguments: [
            "2025-11-21", "2025-02-29T00:00:00Z", "2025-11-21T24:00:00Z", "2025-11-21T00:00:00",
            "٢025-11-21T00:00:00Z", "2025-11-21 00:00:00Z",
        ])
    func noInstants(text: String) { #expect(Instant(rfc3339: text) == nil) }
}

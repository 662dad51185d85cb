import Foundation
import HTTPTypes
import Hummingbird
import SatchelCore
import Testing

@testable import SatchelWeb

/// The programs' interface: what may be asked, what comes back, what is refused and how.
@Suite struct APITests {
    private let desk: WebDesk
    private let program: Program

    init() throws {
        desk = try WebDesk()
        program = try Program(desk: desk)
    }

    @Test("every answer to a question is what the document says of it")
    func answersFit() async throws {
        let kit = "bi-thu-chi-bo-thon"
        let document = try #require(try desk.office.register.documents().first).id
        let template = try #require(try desk.office.register.templates().first).slug
        let code = try #require(
            try desk.office.register.organisation(on: desk.office.clock.today).nodes.first
        ).code
        let recipients = try desk.office.register.recipients(
            of: desk.office.register.edition(of: kit), on: desk.office.clock.today)
        let branch = try #require(recipients.first).code
        let recipient = try #require(recipients.first?.id)
        let receipt = try #require(try desk.office.receiptCode(recipient: recipient, edition: 4)).text
        let values = ["from": "1", "with": "2", "node": branch, "code": Fields.encoded(receipt)]
        _ = try await program.post("/reviews", ["kit": .text(kit)])
        _ = try await program.post("/reviews", ["kit": .text(kit)])
        for endpoint in Interface.endpoints where endpoint.method == .get {
            let unmade = ["/removals/{id}", "/evidence/{id}/scan", "/backups/{id}/archive", "/work/{id}"]
            if unmade.contains(endpoint.path) { continue }
            let path = endpoint.path.replacing("{kit}", with: kit).replacing("{number}", with: "1")
                .replacing("{id}", with: "\(document)").replacing("{template}", with: template)
                .replacing("{code}", with: code).replacing("{name}", with: "lan")
                .replacing("{export}", with: "documents").replacing("{file}", with: try file(of: document))
            let needed = endpoint.parameters.filter(\.isRequired).map { parameter in
                "\(parameter.name)=\(values[parameter.name] ?? "12-HD%2FBTCTW")"
            }
            let page = try await program.get("\(path)?\(needed.joined(separator: "&"))")
            let isRecall = endpoint.path.hasSuffix("/recall")
            #expect(page.status == (isRecall ? 422 : 200), "\(path): \(page.text.prefix(300))")
            if isRecall { continue }
            let answer = endpoint.success
            switch answer {
            case .json(let schema):
                #expect(schema.faults(in: try page.json, at: "") == [], "\(path)")
            case .page(let schema):
                for item in try page.json["items"]?.items ?? [] {
                    #expect(schema.faults(in: item, at: "") == [], "\(path)")
                }
                #expect(try page.json["next"] != nil, "\(path)")
            case .file: #expect(!page.bytes.isEmpty, "\(path)")
            case .nothing: Issue.record("\(path)")
            }
        }
    }

    private func file(of document: Int64) throws -> String {
        "\(try #require(try desk.office.register.files(of: document).first).id)"
    }

    @Test(
        "the document tells of every endpoint, refers to nothing that is not there, and is served to anybody")
    func document() async throws {
        let page = try await Program(desk: desk, role: nil).get("/openapi.json?lang=en")
        #expect(page.status == 200)
        let document = try page.json
        #expect(document["openapi"] == "3.1.0")
        var names: Set<String> = []
        for endpoint in Interface.endpoints {
            let operation = document["paths"]?[endpoint.path]?[endpoint.method.rawValue.lowercased()]
            #expect(operation?["summary"]?.text == endpoint.summary.en, "\(endpoint.path)")
            #expect(names.insert(OpenAPI.name(of: endpoint)).inserted, "\(OpenAPI.name(of: endpoint)) twice")
            #expect(operation?["responses"]?["\(endpoint.status.code)"] != nil, "\(endpoint.path)")
        }
        let references = page.text.matches(of: /"#\/components\/(\w+)\/(\w+)"/)
        #expect(references.count > 50)
        for reference in references {
            let (_, kind, name) = reference.output
            #expect(document["components"]?[String(kind)]?[String(name)] != nil, "\(name)")
        }
    }

    @Test("the endpoints take nothing that is not tried below")
    func tried() {
        let names = Set(Inputs.all.map { $0.name })
        for endpoint in Interface.endpoints {
            if case .json(.object(let name, _)) = endpoint.body { #expect(names.contains(name)) }
        }
    }

    @Test("what stands in the document's schemas of bodies is what is decoded, name by name")
    func inputs() throws {
        for input in Inputs.all {
            guard case .object(let name, let properties) = input.schema else { continue }
            let value = input.schema.sample
            #expect(input.schema.faults(in: value, at: "") == [], "\(name)")
            let read = try input.init(reading: value)
            let labels = Mirror(reflecting: read).children.compactMap(\.label)
            #expect(Set(labels) == Set(properties.map(\.name)), "\(name)")
            for child in Mirror(reflecting: read).children {
                // An optional that came is not nil.
                #expect("\(child.value)" != "nil", "\(name).\(child.label ?? "")")
            }
        }
    }

    @Test("a long list comes in pages that neither repeat nor miss anything")
    func pages() async throws {
        let all = try desk.office.register.documents().map(\.id)
        var found: [Int64] = []
        var path: String? = "/documents?limit=7&lang=en"
        while let next = path {
            let page = try await program.get(next)
            found += try page.json["items"]?.items.compactMap { $0["id"]?.whole } ?? []
            let link = page.headers[.link]?.firstMatch(of: /<(.*)>; rel="next"/)?.output.1
            #expect((try page.json["next"]?.text == nil) == (link == nil))
            path = link.map { String($0.dropFirst(Interface.root.count)) }
        }
        #expect(found == all)
        let broken = try await program.get("/documents?after=%21%21")
        #expect(broken.status == 422)
    }

    @Test(
        "whoever is nobody is asked to sign in, in the language asked for; without the mark nothing is done")
    func door() async throws {
        let nobody = try await Program(desk: desk, role: nil).get(
            "/documents", [.acceptLanguage: "de, en;q=0.8, vi;q=0.3"])
        #expect(nobody.status == 401)
        #expect(nobody.headers[.contentType] == Problem.mediaType)
        #expect(nobody.headers[.contentLanguage] == "en")
        #expect(nobody.headers[.wwwAuthenticate]?.hasPrefix("Bearer") == true)
        let forged = try await desk.send(
            .post, "/api/v1/reviews", as: .clerk, [.contentType: "application/json"], Array("{}".utf8))
        #expect(forged.status == 403)
        let token = try await Program(desk: desk, role: nil).get(
            "/documents", [.authorization: "Bearer satchel_x"])
        #expect(token.status == 401)
        let unknown = try await program.get("/khong-co")
        #expect(unknown.status == 404)
        #expect(try unknown.json["title"] == "pageMissing")
        let wrong = try await desk.send(.delete, "/api/v1/documents", as: nil)
        #expect(wrong.status == 405)
        #expect(wrong.headers[.allow] == "GET, HEAD, POST")
        let viewer = try await program.post("/bodies", ["name": "Đảng ủy xã Ia Rbol"], as: .viewer)
        #expect(viewer.status == 403)
        #expect(try viewer.json["title"] == "roleRefused")
    }

    @Test(
        "what does not fit is refused with its place",
        arguments: [
            (
                "/documents", #"{"type":"Hướng dẫn","body":"x","title":"y","issuedOn":"2025-02-31"}"#,
                "/issuedOn", "notADate"
            ),
            ("/documents", #"{"type":1,"body":"x","title":"y"}"#, "/type", "wrongKind"),
            ("/documents", #"{"type":"a","body":"x","title":"y","a/b":1}"#, "/a~1b", "unknown"),
            ("/documents", #"{"type":"a","body":"x","title":" \u200b "}"#, "/title", "blank"),
            ("/documents", #"{"type":"a","body":"x"}"#, "/title", "missing"),
            ("/documents", #"{"type":"a","body":"x","title":"y\u0000"}"#, "/title", "controlCharacter"),
            (
                "/kits/x/editions/1/evidence", #"{"items":[{"node":"a","copy":"both"}]}"#, "/items/0/copy",
                "notAmong"
            ),
            ("/reorganisations", #"[]"#, "", "wrongKind"),
        ])
    func faults(path: String, body: String, pointer: String, code: String) async throws {
        let page = try await program.send(path, Array(body.utf8))
        #expect(page.status == 422)
        let faults = try page.json["faults"]?.items ?? []
        #expect(
            faults.contains { $0["pointer"]?.text == pointer && $0["code"]?.text == code }, "\(page.text)")
    }

    @Test("a body that is no JSON is broken; one of another media type is not taken; a wrong query is told")
    func broken() async throws {
        #expect(try await program.send("/documents", Array("{".utf8)).status == 400)
        #expect(try await program.send("/documents", []).status == 400)
        let type = try await program.send("/documents", Array("a=b".utf8), [.contentType: "text/plain"])
        #expect(type.status == 415)
        for query in [
            "on=31/02/2025", "on=2025-02-31", "limit=0", "limit=201", "limit=x", "onn=2025-01-01", "lang=fr",
            "on=",
        ] {
            #expect(try await program.get("/documents?\(query)").status == 422, "\(query)")
        }
        #expect(try await program.get("/documents/0").status == 404)
        #expect(try await program.get("/documents/1x").status == 404)
        #expect(try await program.get("/documents/99999").status == 404)
    }
}

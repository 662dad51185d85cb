import Hummingbird
import SatchelCore

/// The description of the programs' interface (OpenAPI 3.1), made from the table of endpoints that serves it.
enum OpenAPI {
    /// Serves the document to anybody.
    @Sendable static func serve(_ visit: Visit) throws -> Answer {
        .json(document(in: Language.wanted(by: visit), cookie: visit.site.cookie(.board)))
    }

    /// The whole document.
    /// - Parameter cookie: the name of the cookie that holds a session's secret.
    static func document(in language: Language, cookie: String) -> JSONValue {
        let title = Text("Giao diện chương trình của Satchel", "The programs' interface of Satchel")
        let about = Text(
            "Những việc của trang web và dòng lệnh, cho chương trình. Mọi thay đổi là POST.",
            "What the pages and the command line do, for programs. Every change is a POST.")
        return [
            "openapi": "3.1.0",
            "info": ["title": .text(title(language)), "description": .text(about(language)), "version": "1"],
            "servers": [["url": .text(Interface.root)]],
            "security": [["token": []], ["session": []]],
            "paths": paths(language),
            "components": [
                "schemas": .object(schemas), "responses": ["Problem": problem],
                "securitySchemes": [
                    "token": ["type": "http", "scheme": "bearer"],
                    "session": ["type": "apiKey", "in": "cookie", "name": .text(cookie)],
                ],
            ],
        ]
    }

    private static let problem: JSONValue = [
        "description": "RFC 9457", "content": [Problem.mediaType: ["schema": Problem.schema.json]],
    ]

    private static func paths(_ language: Language) -> JSONValue {
        let byPath = Dictionary(grouping: Interface.endpoints, by: \.path)
        return .object(
            byPath.mapValues { endpoints in
                .object(
                    Dictionary(
                        endpoints.map { ($0.method.rawValue.lowercased(), operation($0, language)) },
                        uniquingKeysWith: { first, _ in first }))
            })
    }

    private static func operation(_ endpoint: Endpoint, _ language: Language) -> JSONValue {
        var operation: [String: JSONValue] = [
            "operationId": .text(name(of: endpoint)), "summary": .text(endpoint.summary(language)),
            "tags": [.text(endpoint.path.split(separator: "/").first.map(String.init) ?? "")],
            "parameters": .list(parameters(endpoint, language)), "responses": .object(responses(endpoint)),
        ]
        switch endpoint.body {
        case .none: break
        case .json(let schema): operation["requestBody"] = body("application/json", schema.json)
        case .form(let properties, let files):
            operation["requestBody"] = body("multipart/form-data", form(properties, files))
        }
        return .object(operation)
    }

    /// `getKitsKitEditions`: the method and the path in one word.
    static func name(of endpoint: Endpoint) -> String {
        let words = endpoint.path.split { !$0.isLetter }
        return endpoint.method.rawValue.lowercased()
            + words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    private static func body(_ mediaType: String, _ schema: JSONValue) -> JSONValue {
        ["required": true, "content": [mediaType: ["schema": schema]]]
    }

    private static func form(_ properties: [Schema.Property], _ files: [Endpoint.FormFile]) -> JSONValue {
        var fields = Dictionary(
            properties.map { ($0.name, $0.schema.json) }, uniquingKeysWith: { first, _ in first })
        for file in files { fields[file.name] = ["type": "string", "format": "binary"] }
        let needed = properties.filter(\.isRequired).map(\.name) + files.filter(\.isRequired).map(\.name)
        return [
            "type": "object", "properties": .object(fields), "required": .list(needed.map { .text($0) }),
            "additionalProperties": false,
        ]
    }

    private static func parameters(_ endpoint: Endpoint, _ language: Language) -> [JSONValue] {
        let places = endpoint.places.map { name in
            parameter(name, in: "path", Endpoint.schema(ofPlace: name).json, isRequired: true)
        }
        let query = (endpoint.parameters + [.language]).map {
            parameter($0.name, in: "query", $0.schema.json, isRequired: $0.isRequired, $0.about(language))
        }
        let key: [JSONValue] =
            endpoint.method != .post
            ? []
            : [
                parameter(
                    "Idempotency-Key", in: "header",
                    ["type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"],
                    isRequired: false,
                    Text(
                        "Do bên gửi chọn cho mỗi việc: gửi lại cùng khóa thì việc chỉ làm một lần.",
                        "Chosen by the sender for each act: sent again with it, the act is done once."
                    )(language))
            ]
        return places + query + key
    }

    private static func parameter(
        _ name: String, in place: String, _ schema: JSONValue, isRequired: Bool, _ about: String? = nil
    ) -> JSONValue {
        var parameter: [String: JSONValue] = [
            "name": .text(name), "in": .text(place), "required": .flag(isRequired), "schema": schema,
        ]
        if let about { parameter["description"] = .text(about) }
        return .object(parameter)
    }

    private static func responses(_ endpoint: Endpoint) -> [String: JSONValue] {
        var codes = [401, 403, 404, 422]
        if endpoint.method == .post { codes += [400, 409, 413, 415] }
        var responses = Dictionary(
            uniqueKeysWithValues: codes.map {
                ("\($0)", ["$ref": "#/components/responses/Problem"] as JSONValue)
            })
        responses["default"] = ["$ref": "#/components/responses/Problem"]
        responses["\(endpoint.status.code)"] = success(endpoint)
        return responses
    }

    private static func success(_ endpoint: Endpoint) -> JSONValue {
        func answer(_ content: [String: JSONValue]) -> JSONValue {
            ["description": .text(endpoint.status.reasonPhrase), "content": .object(content)]
        }
        switch endpoint.success {
        case .nothing: return ["description": .text(endpoint.status.reasonPhrase)]
        case .json(let schema): return answer(["application/json": ["schema": schema.json]])
        case .file(let types):
            // Bytes as they are have no schema (OpenAPI 3.1, 4.8.14.2).
            return answer(
                Dictionary(
                    uniqueKeysWithValues: types.map { type in
                        (type, type == "application/json" ? ["schema": ["type": "object"]] : [:])
                    }))
        case .page(let schema):
            let page: JSONValue = [
                "type": "object", "required": ["items", "next"],
                "properties": [
                    "items": ["type": "array", "maxItems": .whole(Int64(Paging.most)), "items": schema.json],
                    "next": ["type": ["string", "null"]],
                ],
            ]
            return answer(["application/json": ["schema": page]])
        }
    }

    /// Every object that an endpoint takes or gives, by name; those that are taken hold nothing else.
    private static let schemas: [String: JSONValue] = {
        var sent: [String: Schema] = [:]
        var given = Problem.schema.named
        for endpoint in Interface.endpoints {
            if case .json(let schema) = endpoint.body { sent.merge(schema.named) { first, _ in first } }
            if case .form(let properties, _) = endpoint.body {
                for property in properties { sent.merge(property.schema.named) { first, _ in first } }
            }
            switch endpoint.success {
            case .json(let schema), .page(let schema): given.merge(schema.named) { first, _ in first }
            case .file, .nothing: break
            }
        }
        return given.mapValues { $0.inlined(isClosed: false) }
            .merging(sent.mapValues { $0.inlined(isClosed: true) }) { $1 }
    }()
}

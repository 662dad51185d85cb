import HTTPTypes
import SatchelCore

/// One address of the programs' interface, as data: the route that serves it and its place in the OpenAPI document are
/// both made from this.
struct Endpoint: Sendable {
    /// A named value in the address.
    struct Parameter: Sendable {
        let name: String
        let schema: Schema
        let isRequired: Bool
        let about: Text

        init(_ name: String, _ schema: Schema, isRequired: Bool = false, _ about: Text) {
            self.name = name
            self.schema = schema
            self.isRequired = isRequired
            self.about = about
        }
    }

    /// What a request carries.
    enum Body: Sendable {
        case none
        case json(Schema)
        /// A form with files (multipart/form-data); the first property of each kind is named in the schema, files apart.
        case form([Schema.Property], files: [FormFile])
    }

    /// A file of a form.
    struct FormFile: Sendable {
        let name: String
        let isRequired: Bool
    }

    /// What answers when all is well.
    enum Success: Sendable {
        case json(Schema)
        case page(Schema)
        case file([String])
        case nothing
    }

    let method: HTTPRequest.Method
    /// Below `/api/v1`; places in braces.
    let path: String
    let summary: Text
    let parameters: [Parameter]
    let body: Body
    let status: HTTPResponse.Status
    let success: Success
    /// What of the answer is a secret: told once, and kept nowhere for who asks again with the same key.
    var secrets: Set<String> = []
    let run: @Sendable (Call) throws -> Answer

    /// The names in the braces of its path.
    var places: [String] { path.matches(of: /\{(\w+)\}/).map { String($0.output.1) } }

    /// What may stand in a place of the path.
    static func schema(ofPlace name: String) -> Schema {
        switch name {
        case "kit", "code", "name", "template": .text(longest: 200)
        case "number": .edition
        case "export": .word(ListEndpoints.exports)
        case "list": .word(ImportList.self)
        default: .id
        }
    }
}

// How endpoints are made.
extension Endpoint {
    typealias Reading<Value> = @Sendable (Call) throws -> Value

    /// Something that is only looked at.
    static func get<Value>(
        _ path: String, _ summary: Text, with parameters: [Parameter] = [], _ record: Record<Value>,
        _ read: @escaping Reading<Value>
    ) -> Endpoint {
        Endpoint(
            method: .get, path: path, summary: summary, parameters: parameters, body: .none, status: .ok,
            success: .json(record.schema)
        ) { .json(record.json(try read($0))) }
    }

    /// A long list, page by page in the order of a key that its items have for good.
    static func list<Value, Key: Comparable & LosslessStringConvertible & Sendable>(
        _ path: String, _ summary: Text, with parameters: [Parameter] = [], _ record: Record<Value>,
        by key: @escaping @Sendable (Value) -> Key, _ read: @escaping Reading<[Value]>
    ) -> Endpoint {
        Endpoint(
            method: .get, path: path, summary: summary, parameters: parameters + Paging.parameters,
            body: .none, status: .ok, success: .page(record.schema)
        ) { call in
            try Paging(call).answer(try read(call), by: key, record)
        }
    }

    /// Something to download.
    static func file(
        _ path: String, _ summary: Text, with parameters: [Parameter] = [], as mediaTypes: [String],
        _ read: @escaping Reading<Answer>
    ) -> Endpoint {
        Endpoint(
            method: .get, path: path, summary: summary, parameters: parameters, body: .none, status: .ok,
            success: .file(mediaTypes), run: read)
    }

    /// An act with a body in JSON.
    static func act<Sent: Input, Value>(
        _ path: String, _ summary: Text, _ sent: Sent.Type, _ record: Record<Value>,
        status: HTTPResponse.Status = .ok, secrets: Set<String> = [],
        _ act: @escaping @Sendable (Call, Sent) throws -> Value
    ) -> Endpoint {
        Endpoint(
            method: .post, path: path, summary: summary, parameters: [], body: .json(Sent.schema),
            status: status, success: .json(record.schema), secrets: secrets
        ) { call in
            .json(record.json(try act(call, try call.body(sent))), status: status)
        }
    }

    /// An act with a body in JSON and nothing to answer.
    static func act<Sent: Input>(
        _ path: String, _ summary: Text, _ sent: Sent.Type,
        _ act: @escaping @Sendable (Call, Sent) throws -> Void
    ) -> Endpoint {
        Endpoint(
            method: .post, path: path, summary: summary, parameters: [], body: .json(Sent.schema),
            status: .noContent, success: .nothing
        ) { call in
            try act(call, try call.body(sent))
            return Answer(status: .noContent, headers: [.cacheControl: "no-store"])
        }
    }

    /// An act that needs no more than its address.
    static func act<Value>(
        _ path: String, _ summary: Text, _ record: Record<Value>, body: Body = .none,
        status: HTTPResponse.Status = .ok, secrets: Set<String> = [], _ act: @escaping Reading<Value>
    ) -> Endpoint {
        Endpoint(
            method: .post, path: path, summary: summary, parameters: [], body: body, status: status,
            success: .json(record.schema), secrets: secrets
        ) { .json(record.json(try act($0)), status: status) }
    }

    /// An act with a form that carries files, streamed to the disk.
    static func form<Sent: Input, Value>(
        _ path: String, _ summary: Text, _ sent: Sent.Type, files: [FormFile], _ record: Record<Value>,
        status: HTTPResponse.Status = .created, _ act: @escaping @Sendable (Call, Sent) throws -> Value
    ) -> Endpoint {
        Endpoint(
            method: .post, path: path, summary: summary, parameters: [],
            body: .form(Sent.properties, files: files), status: status, success: .json(record.schema)
        ) { call in
            .json(record.json(try act(call, try call.form(sent, files: files))), status: status)
        }
    }
}

extension Endpoint.Parameter {
    static let on = Self("on", .day, Text("Trong ngày này (mặc định hôm nay).", "On this day (today)."))
    static let knownAt = Self(
        "knownAt", .instant, Text("Theo dữ liệu nhập đến thời điểm này.", "As known at this instant."))
    static let under = Self(
        "under", .text(longest: 200),
        Text("Chỉ dưới tổ chức mang mã này.", "Only below the node with this code."))
    static let kit = Self("kit", .text(longest: 200), Text("Chỉ cặp này.", "Only this kit."))
    static let edition = Self("edition", .edition, Text("Chỉ đợt này.", "Only this edition."))
    static let language = Self(
        "lang", .word(Language.self), Text("Ngôn ngữ của lời văn.", "The language of what is worded."))
}

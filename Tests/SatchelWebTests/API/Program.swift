import Foundation
import HTTPTypes
import Hummingbird
import SatchelCore

@testable import SatchelWeb

/// A program that speaks to a desk's interface.
struct Program {
    let desk: WebDesk
    let role: Account.Role?
    private let tokens: [Account.Role: String]

    /// - Parameter role: of the account whose token it has; nil for none.
    init(desk: WebDesk, role: Account.Role? = .administrator) throws {
        self.desk = desk
        self.role = role
        tokens = try WebDesk.names.mapValues {
            try desk.office.makeToken(named: "thử", for: $0, by: Actor(user: $0))
        }
    }

    func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> WebDesk.Page {
        var headers = headers
        if let role { headers[.authorization] = "Bearer \(tokens[role] ?? "")" }
        return try await desk.get(Interface.root + path, as: nil, headers)
    }

    /// Sends a body in JSON.
    func post(
        _ path: String, _ body: JSONValue, as role: Account.Role? = nil, key: String? = nil,
        _ headers: HTTPFields = [:]
    ) async throws -> WebDesk.Page {
        try await send(path, [UInt8](try JSONEncoder.stable.encode(body)), as: role, key: key, headers)
    }

    /// Sends any bytes, as JSON unless the headers say otherwise.
    func send(
        _ path: String, _ body: [UInt8], as role: Account.Role? = nil, key: String? = nil,
        _ headers: HTTPFields = [:]
    ) async throws -> WebDesk.Page {
        var headers = headers
        if headers[.contentType] == nil { headers[.contentType] = "application/json" }
        if let role = role ?? self.role { headers[.authorization] = "Bearer \(tokens[role] ?? "")" }
        if let key { headers[.idempotencyKey] = key }
        return try await desk.send(.post, Interface.root + path, as: nil, headers, body)
    }

    /// Sends a form with files (multipart/form-data).
    func form(
        _ path: String, _ fields: [(String, String)], files: [(field: String, name: String, bytes: [UInt8])],
        as role: Account.Role? = nil
    ) async throws -> WebDesk.Page {
        let boundary = "----satchel-program"
        var body: [UInt8] = []
        for (name, value) in fields {
            body += Array(
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        for file in files {
            let head = "form-data; name=\"\(file.field)\"; filename=\"\(file.name)\""
            body += Array("--\(boundary)\r\nContent-Disposition: \(head)\r\n\r\n".utf8) + file.bytes
            body += Array("\r\n".utf8)
        }
        body += Array("--\(boundary)--\r\n".utf8)
        return try await send(
            path, body, as: role, [.contentType: "multipart/form-data; boundary=\(boundary)"])
    }
}

extension WebDesk.Page {
    /// The body as JSON.
    var json: JSONValue {
        get throws { try JSONDecoder().decode(JSONValue.self, from: Data(bytes)) }
    }
}

extension JSONValue {
    subscript(name: String) -> JSONValue? { if case .object(let object) = self { object[name] } else { nil } }
    subscript(place: Int) -> JSONValue? {
        if case .list(let list) = self, list.indices.contains(place) { list[place] } else { nil }
    }
    var count: Int {
        switch self {
        case .list(let list): list.count
        case .object(let object): object.count
        default: 0
        }
    }
    var items: [JSONValue] { if case .list(let list) = self { list } else { [] } }
}

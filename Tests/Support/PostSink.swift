import Foundation
import Synchronization

/// A receiver of HTTP messages that answers every one as told, and keeps what came.
package final class PostSink: Sendable {
    package struct Message: Sendable {
        /// The request's first line.
        package let line: String
        /// By names in small letters.
        package let fields: [String: String]
        package let body: [UInt8]
    }

    private final class Kept: Sendable {
        let messages = Mutex<[Message]>([])
    }

    private let kept = Kept()
    private let listener: Listener
    package var address: String { "http://127.0.0.1:\(listener.port)/gateway?key=1" }
    package var messages: [Message] { kept.messages.withLock { $0 } }

    /// - Parameter answer: everything that is said; nil to say nothing.
    package convenience init(_ answer: String?) throws {
        try self.init(answering: { _ in answer })
    }

    /// - Parameter answer: everything that is said to a message; nil to say nothing, an empty text to close.
    package init(answering answer: @escaping @Sendable (Message) -> String?) throws {
        listener = try Listener { [kept] _, connection in
            while let line = connection.line() {
                var fields: [String: String] = [:]
                while let field = connection.line(), !field.isEmpty {
                    let parts = field.split(separator: ":", maxSplits: 1).map(String.init)
                    fields[parts[0].lowercased()] = parts.last?.trimmingCharacters(in: .whitespaces)
                }
                let body = connection.bytes(Int(fields["content-length"] ?? "") ?? 0)
                let message = Message(line: line, fields: fields, body: body)
                kept.messages.withLock { $0.append(message) }
                guard let said = answer(message) else { return connection.stall() }
                if said.isEmpty { return }
                connection.write(said)
            }
        }
    }

    /// An answer of HTTP.
    package static func answer(_ status: String, _ fields: String = "", body: String = "") -> String {
        "HTTP/1.1 \(status)\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }
}

import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import SatchelCore
import Synchronization

/// An act is done once however often it is sent: the sender chooses a key for each (Idempotency-Key), and the same
/// key with the same request gets the answer that was given. What was refused did nothing and may be sent again.
enum Idempotency {
    /// Those being answered now, by user and key.
    private static let running = Mutex<Set<String>>([])

    /// The key of a request; nil when it has none.
    /// - Throws: `requestKeyBroken`.
    static func key(of visit: Visit) throws -> String? {
        guard let key = visit.headers[.idempotencyKey] else { return nil }
        guard (1...200).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw SatchelError(.requestKeyBroken)
        }
        return key
    }

    /// Does what a request asks for, or answers as it was answered before.
    /// - Throws: `requestKeyReused`, `requestRunning`, and what the act throws.
    static func once(_ call: Call, _ endpoint: Endpoint, _ act: () throws -> Answer) throws -> Answer {
        guard let key = call.requestKey else { return try act() }
        let user = try call.visit.account().name
        let place = "\(user) \(key)"
        guard running.withLock({ $0.insert(place).inserted }) else { throw SatchelError(.requestRunning) }
        defer { running.withLock { _ = $0.remove(place) } }
        let digest = try digest(of: call.visit, endpoint)
        if let stored = try call.register.answer(to: key, of: user) {
            guard stored.requestDigest == digest else { throw SatchelError(.requestKeyReused) }
            return replayed(stored)
        }
        let answer = try act()
        if case .bytes(let body) = answer.body, answer.status.kind == .successful {
            try keep(answer, try body.without(endpoint.secrets), digest, key, user, call)
        } else if case .empty = answer.body {
            try keep(answer, [], digest, key, user, call)
        }
        return answer
    }

    private static func keep(
        _ answer: Answer, _ body: [UInt8], _ digest: String, _ key: String, _ user: String, _ call: Call
    ) throws {
        let stored = StoredAnswer(
            status: answer.status.code, mediaType: answer.headers[.contentType] ?? "", body: body,
            requestDigest: digest)
        _ = try call.register.store(answer: stored, to: key, of: user)
    }

    private static func replayed(_ stored: StoredAnswer) -> Answer {
        var answer = Answer(
            status: HTTPResponse.Status(code: stored.status),
            headers: [.cacheControl: "no-store", .idempotencyReplayed: "true"],
            body: stored.body.isEmpty ? .empty : .bytes(stored.body))
        if !stored.mediaType.isEmpty { answer.headers[.contentType] = stored.mediaType }
        return answer
    }

    /// SHA-256 of what was asked: the address, and the body or the fields and files of a form.
    private static func digest(of visit: Visit, _ endpoint: Endpoint) throws -> String {
        var hash = SHA256()
        func add(_ part: some Sequence<UInt8>) {
            let bytes = Array(part)
            withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { hash.update(bufferPointer: $0) }
            hash.update(data: bytes)
        }
        add(endpoint.method.rawValue.utf8)
        add(visit.path.utf8)
        add(visit.query.urlEncoded.utf8)
        add(visit.body)
        for (name, value) in visit.form.pairs where name != "csrf" {
            add(name.utf8)
            add(value.utf8)
        }
        for upload in visit.uploads {
            add(upload.field.utf8)
            add(upload.name.utf8)
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: upload.path))
            defer { try? file.close() }
            while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty { hash.update(data: piece) }
        }
        return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension [UInt8] {
    /// An object in JSON without some of its values.
    fileprivate func without(_ names: Set<String>) throws -> [UInt8] {
        if names.isEmpty { return self }
        let value = try JSONDecoder().decode(JSONValue.self, from: Data(self))
        guard case .object(let object) = value else { return self }
        return Array(
            try JSONEncoder.stable.encode(JSONValue.object(object.filter { !names.contains($0.key) })))
    }
}

extension HTTPField.Name {
    static let idempotencyKey = HTTPField.Name("Idempotency-Key")!
    static let idempotencyReplayed = HTTPField.Name("Idempotency-Replayed")!
}

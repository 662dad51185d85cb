import Foundation

/// Reads a JSON list of an archive from outside, and tells what is wrong with it.
struct ListReading {
    private struct Head: Decodable {
        let format: String
        let version: Int
    }

    /// The archive's path, the list's name inside it, and the format it must declare.
    let path: String
    let file: String
    let format: String

    /// Decodes version 1 of the format.
    /// - Throws: `notAKit` with the reason and, where it is about one, the field; `manifestNewer`.
    func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw SatchelError.notAKit(path, .notJSON, file: file)
        }
        let data = Data(bytes)
        let head = try step(isJSON: false) { try JSONDecoder().decode(Head.self, from: data) }
        guard head.format == format else { throw SatchelError.notAKit(path, .format, file: file) }
        guard head.version > 0 else { throw broken(field: "version") }
        guard head.version == 1 else { throw SatchelError(.manifestNewer, ["path": path]) }
        return try step(isJSON: true) { try JSONDecoder().decode(type, from: data) }
    }

    /// The error about a field whose value cannot be.
    func broken(field: String) -> SatchelError {
        SatchelError.notAKit(path, .field, file: file, field: field)
    }

    /// - Parameter isJSON: whether the bytes have been decoded before.
    private func step<Value>(isJSON: Bool, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let DecodingError.keyNotFound(key, context) {
            throw broken(field: ListReading.words(context.codingPath + [key]))
        } catch let DecodingError.typeMismatch(_, context), let DecodingError.valueNotFound(_, context) {
            throw broken(field: ListReading.words(context.codingPath))
        } catch let DecodingError.dataCorrupted(context) where isJSON {
            // A number that its type cannot hold comes without a path.
            throw broken(field: ListReading.words(context.codingPath))
        } catch {
            throw SatchelError.notAKit(path, .notJSON, file: file)
        }
    }

    /// `entries.3.size`, places from 0.
    private static func words(_ path: [any CodingKey]) -> String {
        path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }
}

/// Why something from outside is no kit; the raw values stand in errors' arguments.
package enum KitFault: String, CaseIterable, Sendable {
    /// The file is not there.
    case missing
    /// Not everything lies in one folder.
    case topFolder
    /// The list is larger than `KitFiles.longestList`.
    case tooLarge
    /// The list is no JSON.
    case notJSON
    /// The list declares another format.
    case format
    /// A field is missing or has a value that cannot be.
    case field
}

extension SatchelError {
    /// The error that what lies at `path` is no kit, for this reason, about this file and field of it.
    static func notAKit(
        _ path: String, _ fault: KitFault, file: String = "", field: String = ""
    ) -> SatchelError {
        SatchelError(
            .notAKit,
            ["path": path, "fault": fault.rawValue, "file": file.printable, "field": field.printable])
    }
}

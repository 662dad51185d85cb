import Foundation
import SatchelCore

/// What a program sends to have something done; its schema stands beside it and refuses what does not fit before it is
/// decoded.
protocol Input: Decodable, Sendable {
    /// Its name in the document.
    static var name: String { get }
    static var properties: [Schema.Property] { get }
}

extension Input {
    static var name: String { "\(self)" }
    /// Its shape: it holds nothing else.
    static var schema: Schema { .object(name, properties) }

    /// Reads it from a value that came.
    /// - Throws: `inputRefused` with every mistake.
    init(reading value: JSONValue) throws {
        let faults = Self.schema.faults(in: value, at: "")
        guard faults.isEmpty else { throw InputFaults(all: faults).error }
        let decoder = JSONDecoder()
        self = try decoder.decode(Self.self, from: try JSONEncoder.stable.encode(value))
    }
}

extension PartialDate {
    /// What a program wrote, which the schema has let through; unknown when it wrote nothing.
    static func sent(_ text: String?) -> PartialDate { text.flatMap(PartialDate.init(iso:)) ?? .unknown }
}

import SatchelCore

/// What a value of the programs' interface looks like: it refuses what does not fit, and is told in the OpenAPI
/// document as JSON Schema (2020-12).
indirect enum Schema: Sendable {
    /// A text that was sent: at most so many characters long, not blank, and without control characters.
    case text(longest: Int)
    /// Any text, in answers.
    case free
    /// `yyyy-mm-dd`.
    case day
    /// An instant by RFC 3339.
    case instant
    /// A day, a month or a year, as far as it is known: `2025-10-28`, `2025-10`, `2025`.
    case partialDate
    case word([String])
    case whole(ClosedRange<Int64>)
    case flag
    case list(Schema, most: Int)
    case object(String, [Property])
    /// Any object: what it must hold is said elsewhere.
    case anyObject
    /// What a list goes on after, or null at its end.
    case cursor

    /// A named value of an object.
    struct Property: Sendable {
        let name: String
        let schema: Schema
        let isRequired: Bool

        /// One that must be there.
        static func needed(_ name: String, _ schema: Schema) -> Property {
            Property(name: name, schema: schema, isRequired: true)
        }

        /// One that may be missing.
        static func maybe(_ name: String, _ schema: Schema) -> Property {
            Property(name: name, schema: schema, isRequired: false)
        }
    }

    static let text = Schema.text(longest: 2_000)
    /// A number the register gave, or that counts something; exact in every JSON reader.
    static let id = Schema.whole(1...9_007_199_254_740_991)
    static let count = Schema.whole(0...9_007_199_254_740_991)
    static let edition = Schema.whole(1...1_000_000)

    /// One of the words of an enumeration.
    static func word<Word: CaseIterable & RawRepresentable>(_ type: Word.Type) -> Schema
    where Word.RawValue == String {
        .word(Word.allCases.map(\.rawValue))
    }
}

extension Schema {
    /// As JSON Schema; objects with a name are referred to.
    var json: JSONValue {
        if case .object(let name, _) = self { return ["$ref": .text("#/components/schemas/\(name)")] }
        return inlined(isClosed: false)
    }

    /// The beginning of a class of all characters but control characters, as a pattern (ECMA-262).
    private static let clean = "[^\\u0000-\\u0008\\u000b-\\u001f\\u007f"

    /// The whole of it, but for the objects inside.
    /// - Parameter isClosed: whether an object may hold nothing else.
    func inlined(isClosed: Bool) -> JSONValue {
        switch self {
        case .text(let longest):
            [
                "type": "string", "maxLength": .whole(Int64(longest)),
                "pattern": .text("^\(Schema.clean)]*\(Schema.clean)\\s]\(Schema.clean)]*$"),
            ]
        case .free: ["type": "string"]
        case .day: ["type": "string", "format": "date"]
        case .instant: ["type": "string", "format": "date-time"]
        case .partialDate:
            [
                "type": "string",
                "pattern": "^(19|2[01])[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
            ]
        case .word(let words): ["type": "string", "enum": .list(words.map { .text($0) })]
        case .whole(let range):
            ["type": "integer", "minimum": .whole(range.lowerBound), "maximum": .whole(range.upperBound)]
        case .flag: ["type": "boolean"]
        case .list(let element, let most):
            most == .max
                ? ["type": "array", "items": element.json]
                : ["type": "array", "items": element.json, "maxItems": .whole(Int64(most))]
        case .anyObject: ["type": "object"]
        case .cursor: ["type": ["string", "null"]]
        case .object(_, let properties): Schema.json(of: properties, isClosed: isClosed)
        }
    }

    private static func json(of properties: [Property], isClosed: Bool) -> JSONValue {
        var object: [String: JSONValue] = [
            "type": "object",
            "properties": .object(
                Dictionary(
                    properties.map { ($0.name, $0.schema.json) }, uniquingKeysWith: { first, _ in first })),
        ]
        let needed = properties.filter(\.isRequired).map { JSONValue.text($0.name) }
        if !needed.isEmpty { object["required"] = .list(needed) }
        if isClosed { object["additionalProperties"] = false }
        return .object(object)
    }

    /// The objects it names, itself and those inside, by their names.
    var named: [String: Schema] {
        switch self {
        case .list(let element, _): element.named
        case .object(let name, let properties):
            properties.reduce(into: [name: self]) { found, property in
                found.merge(property.schema.named) { first, _ in first }
            }
        default: [:]
        }
    }
}

import SatchelCore

/// An answer's shape and how it is drawn from what the register gave: one table, so the document and the answers
/// cannot disagree. What is not known is left out.
struct Record<Value>: Sendable {
    /// One of its values, under its own lasting name.
    struct Field: Sendable {
        let property: Schema.Property
        let value: @Sendable (Value) -> JSONValue?
    }

    let name: String
    let fields: [Field]

    init(_ name: String, _ fields: [Field]) {
        self.name = name
        self.fields = fields
    }

    var schema: Schema { .object(name, fields.map(\.property)) }

    /// A value as it is sent.
    func json(_ value: Value) -> JSONValue {
        var object: [String: JSONValue] = [:]
        for field in fields {
            if let value = field.value(value) { object[field.property.name] = value }
        }
        return .object(object)
    }
}

extension Record.Field {
    typealias Get<Result> = @Sendable (Value) -> Result

    /// A text.
    static func text(_ name: String, _ get: @escaping Get<String>) -> Self {
        Self(property: .needed(name, .free)) { .text(get($0)) }
    }
    /// A text that may be missing.
    static func textIfAny(_ name: String, _ get: @escaping Get<String?>) -> Self {
        Self(property: .maybe(name, .free)) { get($0).map { .text($0) } }
    }
    /// Any number of texts.
    static func texts(_ name: String, _ get: @escaping Get<[String]>) -> Self {
        Self(property: .needed(name, .list(.free, most: .max))) { .list(get($0).map { .text($0) }) }
    }
    /// A whole number, 0 or more.
    static func whole(_ name: String, _ get: @escaping Get<some BinaryInteger & Sendable>) -> Self {
        Self(property: .needed(name, .count)) { .whole(Int64(get($0))) }
    }
    /// A whole number that may be missing.
    static func wholeIfAny(_ name: String, _ get: @escaping Get<Int?>) -> Self {
        Self(property: .maybe(name, .count)) { get($0).map { .whole(Int64($0)) } }
    }
    /// Any number of whole numbers.
    static func wholes(_ name: String, _ get: @escaping Get<[Int64]>) -> Self {
        Self(property: .needed(name, .list(.count, most: .max))) { .list(get($0).map { .whole($0) }) }
    }
    /// Yes or no.
    static func flag(_ name: String, _ get: @escaping Get<Bool>) -> Self {
        Self(property: .needed(name, .flag)) { .flag(get($0)) }
    }
    /// A day, `yyyy-mm-dd`.
    static func day(_ name: String, _ get: @escaping Get<Day>) -> Self {
        Self(property: .needed(name, .day)) { .text(get($0).iso) }
    }
    /// A day that may be missing.
    static func dayIfAny(_ name: String, _ get: @escaping Get<Day?>) -> Self {
        Self(property: .maybe(name, .day)) { get($0).map { .text($0.iso) } }
    }
    /// A date as far as it is known; missing when nothing is.
    static func date(_ name: String, _ get: @escaping Get<PartialDate>) -> Self {
        Self(property: .maybe(name, .partialDate)) { get($0).iso.map { .text($0) } }
    }
    /// An instant (RFC 3339).
    static func instant(_ name: String, _ get: @escaping Get<Instant>) -> Self {
        Self(property: .needed(name, .instant)) { .text(get($0).rfc3339) }
    }
    /// An instant that may be missing.
    static func instantIfAny(_ name: String, _ get: @escaping Get<Instant?>) -> Self {
        Self(property: .maybe(name, .instant)) { get($0).map { .text($0.rfc3339) } }
    }
    /// One of the words of an enumeration.
    static func word<Word: CaseIterable & RawRepresentable & Sendable>(
        _ name: String, _ get: @escaping Get<Word>
    ) -> Self
    where Word.RawValue == String {
        Self(property: .needed(name, .word(Word.self))) { .text(get($0).rawValue) }
    }
    /// One of the words of an enumeration, or none.
    static func wordIfAny<Word: CaseIterable & RawRepresentable & Sendable>(
        _ name: String, _ get: @escaping Get<Word?>
    ) -> Self where Word.RawValue == String {
        Self(property: .maybe(name, .word(Word.self))) { get($0).map { .text($0.rawValue) } }
    }
    /// One of some words.
    static func among(_ name: String, _ words: [String], _ get: @escaping Get<String>) -> Self {
        Self(property: .needed(name, .word(words))) { .text(get($0)) }
    }
    /// Another record.
    static func one<Inner>(_ name: String, _ record: Record<Inner>, _ get: @escaping Get<Inner>) -> Self {
        Self(property: .needed(name, record.schema)) { record.json(get($0)) }
    }
    /// Another record that may be missing.
    static func oneIfAny<Inner>(_ name: String, _ record: Record<Inner>, _ get: @escaping Get<Inner?>) -> Self
    {
        Self(property: .maybe(name, record.schema)) { get($0).map(record.json) }
    }
    /// Any number of other records.
    static func many<Inner>(_ name: String, _ record: Record<Inner>, _ get: @escaping Get<[Inner]>) -> Self {
        Self(property: .needed(name, .list(record.schema, most: .max))) { .list(get($0).map(record.json)) }
    }
    /// The form of a copy, by its word.
    static func copy(_ name: String, _ get: @escaping Get<Copy>) -> Self {
        among(name, Copy.allCases.map(\.word)) { get($0).word }
    }
    /// A proof, by its word.
    static func proof(_ name: String, _ get: @escaping Get<Proof>) -> Self {
        among(name, Proof.allCases.map(\.word)) { get($0).word }
    }
    /// A text in both languages.
    static func both(_ name: String, _ get: @escaping Get<Text>) -> Self { one(name, Records.text, get) }
}

/// The shapes of answers.
enum Records {
    static let text = Record<Text>("Text", [.text("vi", \.vi), .text("en", \.en)])
}

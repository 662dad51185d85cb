import Foundation
import HTTPTypes
import SatchelCore

/// A request of a program as its endpoint sees it: what stood in the address is read and fits.
struct Call: Sendable {
    let visit: Visit
    /// Chosen by the sender, so that an act is done once however often it is sent.
    let requestKey: String?
    private let values: [String: JSONValue]

    /// Reads what stands in the address.
    /// - Throws: `pageMissing` for a path that can name nothing, `inputRefused`, `requestKeyBroken`.
    init(_ visit: Visit, _ endpoint: Endpoint) throws {
        self.visit = visit
        requestKey = try endpoint.method == .post ? Idempotency.key(of: visit) : nil
        var values: [String: JSONValue] = [:]
        for place in endpoint.places {
            let schema = Endpoint.schema(ofPlace: place)
            let text = visit.part(place)
            guard let value = Call.value(text, schema), !text.isEmpty,
                schema.faults(in: value, at: "").isEmpty
            else {
                throw SatchelError(.pageMissing, ["path": String(visit.path.prefix(100))])
            }
            values[place] = value
        }
        values.merge(try Call.query(visit, endpoint.parameters + [.language])) { first, _ in first }
        self.values = values
    }

    private static func query(_ visit: Visit, _ parameters: [Endpoint.Parameter]) throws -> [String:
        JSONValue]
    {
        var faults: [InputFault] = []
        var values: [String: JSONValue] = [:]
        let known = Dictionary(parameters.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for (name, text) in visit.query.pairs {
            let place = "?\(name.prefix(100))"
            guard let parameter = known[name] else {
                faults.append(InputFault(place: place, kind: .unknown))
                continue
            }
            if values[name] != nil { faults.append(InputFault(place: place, kind: .twice)) }
            let value = Call.value(text, parameter.schema) ?? .text(text)
            faults += parameter.schema.faults(in: value, at: place)
            values[name] = value
        }
        for parameter in parameters where parameter.isRequired && values[parameter.name] == nil {
            faults.append(InputFault(place: "?\(parameter.name)", kind: .missing))
        }
        guard faults.isEmpty else { throw InputFaults(all: faults).error }
        return values
    }

    /// What a text in an address or a form means for a schema; nil when it is none of its kind.
    static func value(_ text: String, _ schema: Schema) -> JSONValue? {
        switch schema {
        case .whole: Int64(text).flatMap { "\($0)" == text ? .whole($0) : nil }
        case .flag: text == "true" ? true : text == "false" ? false : nil
        case .list(let element, _): value(text, element).map { .list([$0]) }
        default: .text(text)
        }
    }

    var office: Office { visit.office }
    var register: Register { visit.register }

    /// Whether a value stood in the address.
    func has(_ name: String) -> Bool { values[name] != nil }
    /// A text of the address.
    func textIfAny(_ name: String) -> String? { values[name]?.text }
    /// A text that the endpoint needs, so that it is there.
    func text(_ name: String) -> String { textIfAny(name) ?? "" }
    /// A whole number of the address.
    func wholeIfAny(_ name: String) -> Int? { values[name]?.whole.map { Int($0) } }
    /// A whole number that the endpoint needs.
    func whole(_ name: String) -> Int { wholeIfAny(name) ?? 0 }
    /// An id that the endpoint needs.
    func id(_ name: String = "id") -> Int64 { values[name]?.whole ?? 0 }
    /// Yes or no, as the address says.
    func flag(_ name: String) -> Bool? { values[name]?.flag }
    /// A day of the address.
    func dayIfAny(_ name: String) -> Day? { values[name]?.text?.isoDay }
    /// The day asked for; today when none was.
    func day(_ name: String = "on") -> Day { dayIfAny(name) ?? visit.today }
    /// An instant of the address.
    func instantIfAny(_ name: String) -> Instant? { values[name]?.text.flatMap(Instant.init(rfc3339:)) }

    /// What was known at the instant asked for; all that is known when none was.
    func known() throws -> Known { try instantIfAny("knownAt").map(register.known(at:)) ?? .now }

    /// Who acts, on whose behalf, and under which key.
    /// - Throws: `signInNeeded`.
    func actor(onBehalfOf other: String? = nil) throws -> Actor {
        Actor(user: try visit.account().name, onBehalfOf: other, request: requestKey)
    }

    /// The body as what it must be.
    /// - Throws: `mediaTypeRefused`, `jsonBroken`, `inputRefused`.
    func body<Sent: Input>(_ type: Sent.Type) throws -> Sent { try Sent(reading: try json()) }

    /// The body as any JSON.
    /// - Throws: `mediaTypeRefused`, `jsonBroken`.
    func json() throws -> JSONValue {
        try refuseMediaType(but: "application/json")
        do {
            return try JSONDecoder().decode(JSONValue.self, from: Data(visit.body))
        } catch {
            throw SatchelError(.jsonBroken, cause: error)
        }
    }

    /// The fields of a form as what they must be; its files are the visit's uploads.
    /// - Throws: `mediaTypeRefused`, `inputRefused`.
    func form<Sent: Input>(_ type: Sent.Type, files: [Endpoint.FormFile]) throws -> Sent {
        try refuseMediaType(but: "multipart/form-data")
        var object: [String: JSONValue] = [:]
        var faults: [InputFault] = []
        let known = Dictionary(
            Sent.properties.map { ($0.name, $0.schema) }, uniquingKeysWith: { first, _ in first })
        for (name, text) in visit.form.pairs where name != "csrf" {
            let value = known[name].flatMap { Call.value(text, $0) } ?? .text(text)
            if case .list(let more) = value, case .list(let list) = object[name] {
                object[name] = .list(list + more)
            } else if object.updateValue(value, forKey: name) != nil {
                faults.append(InputFault(place: "/\(name.prefix(100))", kind: .twice))
            }
        }
        for file in files where file.isRequired && visit.upload(file.name) == nil {
            faults.append(InputFault(place: "/\(file.name)", kind: .missing))
        }
        let names = Set(files.map(\.name))
        for upload in visit.uploads where !names.contains(upload.field) {
            faults.append(InputFault(place: "/\(upload.field.prefix(100))", kind: .unknown))
        }
        faults += Sent.schema.faults(in: .object(object), at: "")
        guard faults.isEmpty else { throw InputFaults(all: faults).error }
        return try Sent(reading: .object(object))
    }

    /// The name and bytes of a file that came.
    /// - Throws: `inputRefused` when it did not; `fileMissing`, `notPermitted`.
    func file(_ name: String) throws -> (name: String, bytes: [UInt8]) {
        guard let upload = visit.upload(name) else { throw InputFaults.refusal("/\(name)", .missing) }
        return (upload.name.isEmpty ? name : upload.name, try upload.bytes())
    }

    /// The scan that came as a file; nil when none did.
    /// - Throws: `fileTooLarge` before anything is read, `scanRefused`.
    func scan(_ name: String) throws -> Scan? { try visit.scan(name) }

    /// Refuses a body of another media type.
    /// - Throws: `mediaTypeRefused` with the one that is wanted.
    func refuseMediaType(but wanted: String) throws {
        let header = visit.headers[.contentType] ?? ""
        let type = header.split(separator: ";").first.map {
            $0.trimmingCharacters(in: .whitespaces).lowercased()
        }
        guard type == wanted else {
            throw SatchelError(.mediaTypeRefused, ["type": String(header.prefix(100)), "wanted": wanted])
        }
    }
}

import SatchelCore

/// What is wrong with one value that was sent, and where it stands.
struct InputFault: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case unknown, missing, blank, twice, notADay, notAnInstant, notADate, controlCharacter
        case wrongKind(String)
        case tooLong(Int)
        case outOfRange(Int64, Int64)
        case notAmong([String])
    }

    /// A JSON pointer (RFC 6901) into the body, or the name of what stands in the address.
    let place: String
    let kind: Kind

    /// Its name for programs.
    var code: String { String("\(kind)".prefix { $0 != "(" }) }

    var text: Text {
        switch kind {
        case .unknown: Text("không có trường này", "there is no such field")
        case .missing: Text("thiếu", "is missing")
        case .blank: Text("để trống", "is blank")
        case .twice: Text("ghi hai lần", "is given twice")
        case .notADay: Text("không phải ngày yyyy-mm-dd có thật", "is no day of the calendar, yyyy-mm-dd")
        case .notAnInstant: Text("không phải thời điểm RFC 3339", "is no instant by RFC 3339")
        case .notADate: Text("không phải ngày, tháng hoặc năm", "is neither a day, a month nor a year")
        case .controlCharacter: Text("có ký tự điều khiển", "has a control character")
        case .wrongKind(let wanted): Text("phải là kiểu \(wanted)", "must be of type \(wanted)")
        case .tooLong(let most): Text("dài quá \(most)", "is longer than \(most)")
        case .outOfRange(let low, let high):
            Text("phải từ \(low) đến \(high)", "must be from \(low) to \(high)")
        case .notAmong(let words):
            Text(
                "phải là: \(words.joined(separator: ", "))",
                "must be one of: \(words.joined(separator: ", "))")
        }
    }
}

/// Everything wrong with what was sent; the cause of `inputRefused`.
struct InputFaults: Error {
    let all: [InputFault]

    /// The error that tells of them.
    var error: SatchelError {
        SatchelError(
            .inputRefused, ["count": "\(all.count)", "place": all.first?.place ?? ""], cause: self)
    }

    /// Refuses one value.
    static func refusal(_ place: String, _ kind: InputFault.Kind) -> SatchelError {
        InputFaults(all: [InputFault(place: place, kind: kind)]).error
    }
}

extension Schema {
    /// Everything in a value that does not fit.
    /// - Parameter place: where the value stands.
    func faults(in value: JSONValue, at place: String) -> [InputFault] {
        func fault(_ kind: InputFault.Kind) -> [InputFault] { [InputFault(place: place, kind: kind)] }
        switch (self, value) {
        case (.text(let longest), .text(let text)):
            if text.unicodeScalars.count > longest { return fault(.tooLong(longest)) }
            let isClean = text.unicodeScalars.allSatisfy {
                ($0.value >= 0x20 && $0.value != 0x7F) || $0 == "\n" || $0 == "\t"
            }
            if !isClean { return fault(.controlCharacter) }
            return VietnameseText.normalised(text).trimmed.isEmpty ? fault(.blank) : []
        case (.day, .text(let text)): return text.isoDay == nil ? fault(.notADay) : []
        case (.instant, .text(let text)): return Instant(rfc3339: text) == nil ? fault(.notAnInstant) : []
        case (.partialDate, .text(let text)): return PartialDate(iso: text) == nil ? fault(.notADate) : []
        case (.word(let words), .text(let text)): return words.contains(text) ? [] : fault(.notAmong(words))
        case (.whole(let range), .whole(let number)):
            return range.contains(number) ? [] : fault(.outOfRange(range.lowerBound, range.upperBound))
        case (.free, .text), (.flag, .flag), (.anyObject, .object), (.cursor, .text), (.cursor, .null):
            return []
        case (.list(let element, let most), .list(let list)):
            if list.count > most { return fault(.tooLong(most)) }
            return list.enumerated().flatMap { element.faults(in: $1, at: "\(place)/\($0)") }
        case (.object(_, let properties), .object(let object)):
            return Schema.faults(in: object, properties, at: place)
        default: return fault(.wrongKind(kind))
        }
    }

    private static func faults(
        in object: [String: JSONValue], _ properties: [Property], at place: String
    ) -> [InputFault] {
        let known = Set(properties.map(\.name))
        let unknown = object.keys.filter { !known.contains($0) }.sorted().map { name in
            let escaped = name.replacing("~", with: "~0").replacing("/", with: "~1")
            return InputFault(place: "\(place)/\(escaped.prefix(100))", kind: .unknown)
        }
        return properties.flatMap { property -> [InputFault] in
            let place = "\(place)/\(property.name)"
            guard let value = object[property.name] else {
                return property.isRequired ? [InputFault(place: place, kind: .missing)] : []
            }
            return property.schema.faults(in: value, at: place)
        } + unknown
    }

    /// The type's name in JSON Schema.
    private var kind: String {
        switch self {
        case .text, .free, .cursor, .day, .instant, .partialDate, .word: "string"
        case .whole: "integer"
        case .flag: "boolean"
        case .list: "array"
        case .object, .anyObject: "object"
        }
    }
}

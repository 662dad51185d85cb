import Foundation
import HTTPTypes
import SatchelCore

/// One page of a long list: how many items are wanted, and after which.
struct Paging {
    /// Items on a page unless the program asks for fewer or more, and the most it can ask for.
    static let usual = 50
    static let most = 200

    static let parameters: [Endpoint.Parameter] = [
        .init(
            "limit", .whole(1...Int64(most)),
            Text("Nhiều nhất bao nhiêu mục (50).", "At most so many items (50).")),
        .init(
            "after", .text(longest: 500),
            Text("Tiếp sau trang trước: giá trị “next” của trang ấy.", "Goes on after a page: its “next”.")),
    ]

    let limit: Int
    private let call: Call

    init(_ call: Call) {
        self.call = call
        limit = call.wholeIfAny("limit") ?? Paging.usual
    }

    /// The key of the last item of the page before.
    /// - Throws: `inputRefused` for a cursor that is none of ours.
    func after<Key: LosslessStringConvertible>(_ type: Key.Type) throws -> Key? {
        guard let cursor = call.textIfAny("after") else { return nil }
        let padded = cursor + String(repeating: "=", count: (4 - cursor.count % 4) % 4)
        let base64 = padded.replacing("-", with: "+").replacing("_", with: "/")
        guard let data = Data(base64Encoded: base64), let text = String(bytes: data, encoding: .utf8),
            let key = Key(text)
        else { throw InputFaults.refusal("?after", .wrongKind("cursor")) }
        return key
    }

    /// The page of items that come in any order.
    func answer<Value, Key: Comparable & LosslessStringConvertible>(
        _ items: [Value], by key: (Value) -> Key, _ record: Record<Value>
    ) throws -> Answer {
        let last = try after(Key.self)
        var keyed = items.map { (key: key($0), item: $0) }
        if let last { keyed.removeAll { $0.key <= last } }
        keyed.sort { $0.key < $1.key }
        let page = keyed.prefix(limit)
        return answer(
            page.map { record.json($0.item) }, next: keyed.count > limit ? page.last?.key.description : nil)
    }

    /// A page as it is sent, with the way to the next one (RFC 8288).
    /// - Parameter last: the key after which the next page begins; nil when there is none.
    func answer(_ items: [JSONValue], next last: String?, more: [String: JSONValue] = [:]) -> Answer {
        let cursor = last.map {
            Data($0.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
                "=", with: "")
        }
        var object = more
        object["items"] = .list(items)
        object["next"] = cursor.map { .text($0) } ?? .null
        var answer = Answer.json(JSONValue.object(object))
        if let cursor {
            let query = call.visit.query.setting("after", to: cursor).urlEncoded
            let path = call.visit.path.split(separator: "/").map { Fields.encoded(String($0)) }.joined(
                separator: "/")
            answer.headers[.link] = "</\(path)?\(query)>; rel=\"next\""
        }
        return answer
    }
}

extension HTTPField.Name {
    static let link = HTTPField.Name("Link")!
}

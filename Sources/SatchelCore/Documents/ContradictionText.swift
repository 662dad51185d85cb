extension Contradiction {
    /// The contradiction in words; `names` are the documents' keys by id.
    package func text(_ names: [Int64: String]) -> Text {
        func name(_ id: Int64) -> String { names[id] ?? "#\(id)" }
        switch self {
        case .circle(let ids):
            let circle = ids.map(name).joined(separator: " → ")
            return Text("Thay thế vòng tròn: \(circle)", "Circle of replacements: \(circle)")
        case .endedTwice(let document, let first, let second):
            return Text(
                "\(name(document)) bị thay thế hai lần: bởi \(name(first.subject)) và \(name(second.subject))",
                "\(name(document)) is replaced twice: by \(name(first.subject)) and \(name(second.subject))")
        case .olderActsOnNewer(let relation):
            return Text(
                "\(name(relation.subject)) ban hành trước \(name(relation.object)) mà nó \(relation.type.text.vi)",
                "\(name(relation.subject)) is older than \(name(relation.object)), which it \(relation.type.text.en)"
            )
        case .actsOnEnded(let relation, let day):
            return Text(
                "\(name(relation.subject)) \(relation.type.text.vi) \(name(relation.object)) đã hết hiệu lực từ \(day.office)",
                "\(name(relation.subject)) \(relation.type.text.en) \(name(relation.object)), out of force since \(day.office)"
            )
        case .dayUnknown(let relation):
            return Text(
                "Không rõ \(name(relation.subject)) \(relation.type.text.vi) \(name(relation.object)) từ ngày nào",
                "Unknown from which day \(name(relation.subject)) \(relation.type.text.en) \(name(relation.object))"
            )
        }
    }
}

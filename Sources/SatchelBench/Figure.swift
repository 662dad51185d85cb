import Foundation

/// One measured figure and the most, or the least, it may be.
struct Figure: Encodable {
    /// Which side of its goal a figure has to be on, the goal included.
    enum Bound: String, Encodable {
        case most = "≤"
        case least = "≥"
    }

    let name: String
    /// Nil when it could not be measured; that counts as missed.
    let value: Double?
    let unit: String
    /// Nil for figures that are only told.
    let goal: Double?
    let bound: Bound
    let met: Bool

    init(_ name: String, _ value: Double?, _ unit: String, goal: Double? = nil, _ bound: Bound = .most) {
        self.name = name
        self.value = value.map { ($0 * 1000).rounded() / 1000 }
        self.unit = unit
        self.goal = goal
        self.bound = bound
        met =
            goal.map { goal in value.map { bound == .most ? $0 <= goal : $0 >= goal } ?? false } ?? true
    }

    /// All six keys, `null` for what there is not.
    func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: CodingKeys.self)
        try keys.encode(name.trimmingCharacters(in: .whitespaces), forKey: .name)
        try keys.encode(value, forKey: .value)
        try keys.encode(unit, forKey: .unit)
        try keys.encode(goal, forKey: .goal)
        try keys.encode(bound, forKey: .bound)
        try keys.encode(met, forKey: .met)
    }

    private enum CodingKeys: String, CodingKey { case name, value, unit, goal, bound, met }

    /// One line of JSON.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// One line of the table.
    var line: String {
        let shown = value.map(Figure.shown) ?? "not measured"
        let wanted = goal.map { "\(bound.rawValue) \(Figure.shown($0))" } ?? "–"
        let verdict = goal == nil ? "–" : met ? "yes" : "no"
        return Figure.columns(name, shown, unit, wanted, verdict)
    }

    static let heading = columns("figure", "value", "unit", "goal", "met")

    /// One row of a Markdown table; a goal that was missed says so.
    var row: String {
        let shown = value.map(withUnit) ?? "not measured"
        let wanted = goal.map { "\(bound.rawValue) \(withUnit($0))\(met ? "" : ", missed")" }
        return "| \(name.trimmingCharacters(in: .whitespaces)) | \(shown) | \(wanted ?? "") |"
    }

    private func withUnit(_ value: Double) -> String {
        Figure.grouped(value) + (unit.isEmpty ? "" : " \(unit)")
    }

    static let rowHeading = "| what | measured | goal |\n|---|---:|---:|"

    private static func columns(
        _ name: String, _ value: String, _ unit: String, _ goal: String, _ met: String
    )
        -> String
    {
        [
            padded(name, 60), padded(value, 13, right: true), padded(unit, 6), padded(goal, 9, right: true),
            met,
        ]
        .joined(separator: "  ")
    }

    private static func padded(_ text: String, _ width: Int, right: Bool = false) -> String {
        let space = String(repeating: " ", count: max(0, width - text.count))
        return right ? space + text : text + space
    }

    private static func shown(_ value: Double) -> String {
        value == value.rounded() ? "\(Int(value))" : String(format: value < 10 ? "%.2f" : "%.1f", value)
    }

    /// As `shown`, with thousands set apart.
    private static func grouped(_ value: Double) -> String {
        guard abs(value) >= 1000 else { return shown(value) }
        let digits = Array(String(Int(value.rounded())))
        return digits.indices.map { place in
            let isFirst = place == 0 || (digits.count - place) % 3 != 0 || digits[place - 1] == "-"
            return isFirst ? String(digits[place]) : ",\(digits[place])"
        }.joined()
    }
}

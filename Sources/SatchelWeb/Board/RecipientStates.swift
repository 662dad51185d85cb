import SatchelCore

/// Which edition each recipient holds today, copy by copy.
struct RecipientStates {
    private let visit: Visit
    private let number: Int
    private var rows: [String: [Copy: HoldingsAudit.Row]] = [:]

    init(_ desk: KitDesk, _ edition: Edition) throws {
        visit = desk.visit
        number = edition.number
        for row in try visit.register.audit(kit: desk.slug, on: visit.today).rows {
            rows[row.node.code, default: [:]][row.copy] = row
        }
    }

    /// The edition held, in words with a colour.
    func mark(_ code: String, _ copy: Copy) -> HTML {
        guard let row = rows[code]?[copy] else { return "" }
        let late =
            row.daysLate > 0 ? visit.say(", quá hạn \(row.daysLate) ngày", ", \(row.daysLate) days late") : ""
        if row.edition == .none || row.edition == .notHandedOver {
            let text = visit.say(row.edition.text) + late
            return late.isEmpty ? Mark.none(text) : Mark.bad(text)
        }
        guard let held = row.held else { return .text(visit.say(row.edition.text)) }
        let text = visit.say("đợt \(held)", "edition \(held)") + late
        return held >= number && row.edition != .withdrawn ? Mark.ok(text) : Mark.late(text)
    }

    /// The edition one recipient holds in one form; nil when there is none.
    func held(_ code: String, _ copy: Copy) -> Int? { rows[code]?[copy]?.held }
}

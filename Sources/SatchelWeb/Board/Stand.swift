import SatchelCore

/// How a copy stands, in one word of five: what bars are drawn of, since nothing is counted twice. The whole answer
/// keeps edition and contents apart.
enum Stand: String, CaseIterable {
    case updated, board, behind, silent, gone

    /// - Parameters:
    ///   - edition: how the edition held stands to the newest.
    ///   - turns: who has to act.
    init(_ edition: HoldingsAudit.EditionVerdict, _ turns: some Collection<HoldingsAudit.Turn>) {
        switch edition {
        case .none, .notHandedOver: self = .silent
        case .notRecipient where turns.isEmpty: self = .gone
        default: self = turns.contains(.branch) ? .behind : turns.contains(.board) ? .board : .updated
        }
    }

    var text: Text {
        switch self {
        case .updated: Text("đã cập nhật", "up to date")
        case .board: Text("Ban chưa cấp tài liệu thay", "the board has not supplied")
        case .behind: Text("chi bộ chưa cập nhật", "the branch has not updated")
        case .silent: Text("chưa có xác nhận đã nhận", "no receipt yet")
        case .gone: Text("không còn trong danh sách nhận", "not a recipient any more")
        }
    }

    var mark: Mark {
        switch self {
        case .updated: .ok
        case .board: .late
        case .behind: .bad
        case .silent, .gone: .none
        }
    }
}

/// Copies counted: by how they stand, how many have to act, hold what is out of force, or are overdue.
struct Tally: Equatable {
    private(set) var rows = 0
    private(set) var updated = 0
    private(set) var board = 0
    private(set) var behind = 0
    private(set) var silent = 0
    private(set) var gone = 0
    /// Holding what is out of force.
    private(set) var outdated = 0
    private(set) var late = 0

    mutating func add(_ stand: Stand, outdated isOutdated: Bool, late isLate: Bool, _ count: Int = 1) {
        rows += count
        switch stand {
        case .updated: updated += count
        case .board: board += count
        case .behind: behind += count
        case .silent: silent += count
        case .gone: gone += count
        }
        if isOutdated { outdated += count }
        if isLate { late += count }
    }

    mutating func add(_ judgement: Judgement, _ count: Int = 1) {
        add(
            Stand(judgement.edition, judgement.turns), outdated: judgement.verdict == .outdated,
            late: judgement.daysLate > 0, count)
    }

    mutating func add(_ other: Tally) {
        rows += other.rows
        updated += other.updated
        board += other.board
        behind += other.behind
        silent += other.silent
        gone += other.gone
        outdated += other.outdated
        late += other.late
    }

    subscript(stand: Stand) -> Int {
        switch stand {
        case .updated: updated
        case .board: board
        case .behind: behind
        case .silent: silent
        case .gone: gone
        }
    }

    /// Those who are on the list of recipients.
    var recipients: Int { rows - gone }

    /// Those from whom an update or a receipt is missing.
    var waiting: Int { behind + silent }

    /// A bar of its parts, with the same in words for those who do not see it.
    func bar(_ visit: Visit) -> HTML {
        let shown: [Stand] = [.updated, .board, .behind, .silent]
        let words = shown.filter { self[$0] > 0 }.map { "\(self[$0]) \(visit.say($0.text))" }
        let label =
            words.isEmpty
            ? visit.say("chưa cấp cho nơi nào", "nobody was supplied") : words.joined(separator: ", ")
        return Bar.html(
            shown.filter { self[$0] > 0 }.map { (colour: HTML.raw($0.mark.rawValue), count: self[$0]) },
            label: label)
    }
}

/// Who still holds a copy of a withdrawn edition (danh sách thu hồi), whom to reach, and what came back.
package struct RecallList: Sendable {
    /// One row of evidence, of this edition or another.
    package struct Fact: Sendable {
        package let edition: Int
        package let proof: Proof
        package let on: Day

        package init(edition: Int, proof: Proof, on day: Day) {
            self.edition = edition
            self.proof = proof
            on = day
        }
    }

    /// What became of one copy.
    package enum State: Sendable, Hashable {
        /// To be deleted or handed back.
        case held(since: Day)
        case returned(Day)
        case lost(Day)
        /// Another edition has taken its place.
        case replaced(by: Int)
        /// A successor took it over.
        case takenOver
        /// Nobody knows of a receipt.
        case noReceipt

        /// - Parameters:
        ///   - edition: the withdrawn one.
        ///   - facts: all evidence about one copy of a recipient, in the order it happened.
        package init(of edition: Int, _ facts: [Fact]) {
            let counted = facts.enumerated().filter {
                $1.proof.rawValue >= Proof.downloaded.rawValue && $1.proof != .holderChanged
            }
            let own = counted.filter { $1.edition == edition }
            guard let last = own.last else {
                self = .noReceipt
                return
            }
            switch last.element.proof {
            case .returned: self = .returned(last.element.on)
            case .lost: self = .lost(last.element.on)
            default:
                let found = counted.last { $1.proof == .foundOtherwise && $1.edition != edition }
                let later = Dictionary(
                    grouping: counted.map(\.element).filter { $0.edition > edition }, by: \.edition
                )
                .filter { !($0.value.last?.proof.isEnd ?? true) }.keys.max()
                if let found, found.offset > last.offset {
                    self = .replaced(by: found.element.edition)
                } else if let later {
                    self = .replaced(by: later)
                } else {
                    self = .held(since: own.first { !$1.proof.isEnd }?.element.on ?? last.element.on)
                }
            }
        }
    }

    /// One copy of a recipient.
    package struct Row: Sendable {
        package let copyNumber: Int
        package let node: String
        package let nodeName: String
        package let person: String?
        package let phone: String?
        package let copy: Copy
        package let state: State

        package var isOut: Bool { if case .held = state { true } else { false } }
    }

    package let edition: Edition
    package let day: Day
    /// By copy number; of each recipient every copy its kit has.
    package let rows: [Row]

    /// How many copies of a kind are still out.
    package func out(_ copy: Copy) -> Int { rows.count { $0.copy == copy && $0.isOut } }

    /// How many copies of a kind came back.
    package func returned(_ copy: Copy) -> Int {
        rows.count { if case .returned = $0.state { $0.copy == copy } else { false } }
    }

    /// How many copies of a kind were lost.
    package func lost(_ copy: Copy) -> Int {
        rows.count { if case .lost = $0.state { $0.copy == copy } else { false } }
    }
}

extension RecallList.State {
    /// Its name for programs.
    package var word: String {
        switch self {
        case .held: "held"
        case .returned: "returned"
        case .lost: "lost"
        case .replaced: "replaced"
        case .takenOver: "takenOver"
        case .noReceipt: "noReceipt"
        }
    }

    /// The day it speaks of, if any.
    package var day: Day? {
        switch self {
        case .held(let day), .returned(let day), .lost(let day): day
        case .replaced, .takenOver, .noReceipt: nil
        }
    }

    /// What it means for a copy.
    package func text(_ copy: Copy) -> Text {
        switch self {
        case .held(let since):
            copy == .paper
                ? Text("nhận \(since.office); cần nộp lại", "received \(since.office); to be handed back")
                : Text("nhận \(since.office); cần xóa tệp", "received \(since.office); files to be deleted")
        case .returned(let day):
            copy == .paper
                ? Text("đã nộp lại \(day.office)", "handed back \(day.office)")
                : Text("đã xóa tệp \(day.office)", "files deleted \(day.office)")
        case .lost(let day): Text("báo mất \(day.office)", "reported lost \(day.office)")
        case .replaced(let edition):
            Text("đã thay bằng đợt \(edition)", "edition \(edition) is in its place")
        case .takenOver: Text("đơn vị mới đã nhận lại", "taken over by a successor")
        case .noReceipt: Text("chưa có xác nhận đã nhận", "no receipt")
        }
    }
}

import Dispatch
import SatchelCore
import Synchronization

/// One long piece of work at a time, beside the requests: its page can be left and come back to.
final class LongWork: Sendable {
    enum Kind: String, Sendable, CaseIterable {
        case backup, check, repair

        /// The verb that whoever looks at it may use.
        var verb: String { self == .backup ? "backup.make" : "store.repair" }

        var text: Text {
            switch self {
            case .backup: Text("sao lưu", "backing up")
            case .check: Text("kiểm tra", "checking")
            case .repair: Text("sửa kho", "repairing")
            }
        }
    }

    /// What came of it.
    enum Outcome: Sendable {
        /// The path of the archive, and its size in bytes.
        case backup(path: String, size: UInt64)
        case checked(CheckReport)
        case repaired(RepairReport)
        case failed(SatchelError)
    }

    /// How far it is, and what came of it; nil before the first.
    struct State: Sendable {
        /// From 1, in the order in which they began since the service started.
        let number: Int
        let kind: Kind
        let begunAt: Instant
        let begunBy: String
        fileprivate(set) var done: UInt64 = 0
        fileprivate(set) var total: UInt64 = 0
        fileprivate(set) var outcome: Outcome?

        /// In hundredths.
        var share: Int { total == 0 ? 0 : Int(min(done, total) * 100 / total) }
    }

    typealias Progress = @Sendable (UInt64, UInt64) -> Void

    /// So many are remembered.
    private static let most = 16
    /// The latest last.
    private let states = Mutex<[State]>([])

    var current: State? { states.withLock(\.last) }

    /// The piece of work of a number; nil for one that never began, or that is forgotten by now.
    subscript(number: Int) -> State? { states.withLock { $0.first { $0.number == number } } }

    /// Begins a piece of work; it goes on when the request is answered.
    /// - Throws: `workGoesOn` while another does.
    @discardableResult
    func begin(
        _ kind: Kind, by name: String, at now: Instant, _ language: Language,
        _ work: @escaping @Sendable (@escaping Progress) throws -> Outcome
    ) throws -> State {
        let begun = try states.withLock { states in
            if let last = states.last, last.outcome == nil {
                throw SatchelError(.workGoesOn, ["work": last.kind.text(language)])
            }
            let state = State(
                number: (states.last?.number ?? 0) + 1, kind: kind, begunAt: now, begunBy: name)
            states = states.suffix(LongWork.most - 1) + [state]
            return state
        }
        DispatchQueue.global(qos: .utility).async { [self] in
            let outcome: Outcome
            do {
                outcome = try work { done, total in
                    self.change(begun.number) {
                        $0.done = done
                        $0.total = total
                    }
                }
            } catch {
                outcome = .failed((error as? SatchelError) ?? SatchelError(.programFailed, cause: error))
            }
            self.change(begun.number) { $0.outcome = outcome }
        }
        return begun
    }

    private func change(_ number: Int, _ change: (inout State) -> Void) {
        states.withLock { states in
            if let place = states.firstIndex(where: { $0.number == number }) { change(&states[place]) }
        }
    }
}

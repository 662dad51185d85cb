import Dispatch
import SatchelCore
import Synchronization

/// One long piece of work at a time, beside the requests: its page can be left and come back to.
final class LongWork: Sendable {
    enum Kind: String, Sendable {
        case backup, check, repair

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

    private let state = Mutex<State?>(nil)

    var current: State? { state.withLock { $0 } }

    /// Begins a piece of work; it goes on when the request is answered.
    /// - Throws: `workGoesOn` while another does.
    func begin(
        _ kind: Kind, by name: String, at now: Instant, _ language: Language,
        _ work: @escaping @Sendable (@escaping Progress) throws -> Outcome
    ) throws {
        let other = state.withLock { state -> Kind? in
            if let state, state.outcome == nil { return state.kind }
            state = State(kind: kind, begunAt: now, begunBy: name)
            return nil
        }
        if let other { throw SatchelError(.workGoesOn, ["work": other.text(language)]) }
        DispatchQueue.global(qos: .utility).async { [self] in
            let outcome: Outcome
            do {
                outcome = try work { done, total in
                    self.state.withLock {
                        $0?.done = done
                        $0?.total = total
                    }
                }
            } catch {
                outcome = .failed((error as? SatchelError) ?? SatchelError(.programFailed, cause: error))
            }
            self.state.withLock { $0?.outcome = outcome }
        }
    }
}

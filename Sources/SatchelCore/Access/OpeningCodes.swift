import Synchronization

/// The codes of all open transmittals, derived once and again when transmittals have changed; kept in memory alone.
final class OpeningCodes: Sendable {
    private struct State {
        var event: Int64 = -1
        var mark = TransmittalMark()
        var links: [String: TransmittalLink] = [:]
    }

    private let state = Mutex(State())

    /// The transmittal of a code; nil when no open one has it.
    /// - Throws: `fileMissing` when the key file is gone.
    func link(of code: OpeningCode, in office: Office) throws -> TransmittalLink? {
        try state.withLock { state in
            try renew(&state, office)
            return state.links[code.digits]
        }
    }

    private func renew(_ state: inout State, _ office: Office) throws {
        guard let found = try office.register.openTransmittals(since: state.event, state.mark) else { return }
        state.event = found.event
        state.mark = found.mark
        guard let links = found.links else { return }
        let key = try LinkKey(folder: office.folder)
        state.links = Dictionary(
            links.map { (key.openingCode($0).digits, $0) }, uniquingKeysWith: { first, _ in first })
    }
}

/// What changes whenever a transmittal is made, is taken back or gets another generation.
struct TransmittalMark: Sendable, Equatable {
    var count: Int64 = -1
    var generations: Int64 = 0
    var recorded: Int64 = 0
}

import Foundation
import Synchronization

/// Where recipients' own receipts are taken in: many callers at once, one writer that puts all that wait into one
/// transaction, and no answer before that is on the disk.
package final class ReceiptDesk: Sendable {
    private typealias Answer = @Sendable (Result<Void, any Error>) -> Void

    private struct State {
        var waiting: [(receipt: Receipt, answer: Answer)] = []
        var isWriting = false
    }

    /// So many at most in one transaction: others that write to the register wait for it.
    private static let most = 256

    private let register: Register
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "satchel.receipts")

    package init(_ register: Register) { self.register = register }

    /// Records a receipt; returns once it is on the disk. The same one twice on one day counts once.
    ///
    /// It blocks its thread; from asynchronous code the other form is taken, which does not.
    /// - Throws: `foreignEdition` for what is not the holder's own or was not supplied, `proofNotEntered`, and what
    ///   the register throws.
    @available(*, noasync)
    package func record(_ receipt: Receipt) throws {
        let done = DispatchSemaphore(value: 0)
        let result = Mutex<Result<Void, any Error>?>(nil)
        submit(receipt) { answer in
            result.withLock { $0 = answer }
            done.signal()
        }
        done.wait()
        try result.withLock { $0 }?.get()
    }

    /// Records a receipt; returns once it is on the disk.
    /// - Throws: as the other.
    package func record(_ receipt: Receipt) async throws {
        try await withCheckedThrowingContinuation { (next: CheckedContinuation<Void, any Error>) in
            submit(receipt) { next.resume(with: $0) }
        }
    }

    private func submit(_ receipt: Receipt, _ answer: @escaping Answer) {
        let isFirst = state.withLock { state in
            state.waiting.append((receipt, answer))
            defer { state.isWriting = true }
            return !state.isWriting
        }
        if isFirst { queue.async { self.writeAll() } }
    }

    /// Writes batch after batch until nobody waits.
    private func writeAll() {
        while true {
            let batch = state.withLock { state in
                let batch = Array(state.waiting.prefix(ReceiptDesk.most))
                state.waiting.removeFirst(batch.count)
                if batch.isEmpty { state.isWriting = false }
                return batch
            }
            if batch.isEmpty { return }
            let results = Result { try register.record(batch.map(\.receipt)) }
            for (place, waiting) in batch.enumerated() {
                waiting.answer(results.flatMap { $0[place] })
            }
        }
    }
}

import Dispatch
import Foundation
import Synchronization

/// Work that keeps a core busy, or waits for a disk, done for many things: two at a time where there are two cores.
enum TwoAtATime {
    private struct Course<Output: Sendable>: Sendable {
        var next = 0
        var outputs: [Int: Output] = [:]
        var fault: (place: Int, error: any Error)?

        /// The place of the next input; nil when there is none, or something failed.
        mutating func begin(of count: Int) -> Int? {
            guard fault == nil, next < count else { return nil }
            next += 1
            return next - 1
        }

        mutating func end(_ place: Int, _ result: Result<Output, any Error>) {
            switch result {
            case .success(let output): outputs[place] = output
            case .failure(let error): if place < fault?.place ?? .max { fault = (place, error) }
            }
        }
    }

    /// What `work` gives for each input, in their order. It runs off the caller's thread too, and blocks the caller.
    /// - Parameter isAlone: inputs of which two are never worked on at once.
    /// - Throws: of the errors thrown the one of the earliest input; none is begun after an error.
    static func map<Input: Sendable, Output: Sendable>(
        _ inputs: [Input], isAlone: @Sendable (Input) -> Bool = { _ in false },
        _ work: @Sendable (Input) throws -> Output
    ) throws -> [Output] {
        let course = Mutex(Course<Output>())
        let alone = Mutex(())
        let workers = min(2, inputs.count, ProcessInfo.processInfo.activeProcessorCount)
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            while let place = course.withLock({ $0.begin(of: inputs.count) }) {
                let input = inputs[place]
                let result = Result {
                    isAlone(input) ? try alone.withLock { _ in try work(input) } : try work(input)
                }
                course.withLock { $0.end(place, result) }
            }
        }
        return try course.withLock { course in
            if let fault = course.fault { throw fault.error }
            return inputs.indices.compactMap { course.outputs[$0] }
        }
    }
}

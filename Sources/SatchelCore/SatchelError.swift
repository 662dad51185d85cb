/// What went wrong and with which thing; the doors word it with `message(in:)`. The only error type core throws.
package struct SatchelError: Error, Sendable {
    package let code: Code
    package let arguments: [String: String]
    /// Places in a file, in the order they stand there; empty unless the code is about a file.
    package let faults: [FileFault]
    package let cause: (any Error)?

    package init(
        _ code: Code, _ arguments: [String: String] = [:], faults: [FileFault] = [], cause: (any Error)? = nil
    ) {
        self.code = code
        self.arguments = arguments
        self.faults = faults
        self.cause = cause
    }
}

/// One mistake in a file a person wrote: where it stands (line and column from 1) and what it is.
package struct FileFault: Sendable, Equatable {
    package let line: Int
    package let column: Int
    package let code: SatchelError.Code
    package let arguments: [String: String]

    package init(
        line: Int, column: Int, _ code: SatchelError.Code, _ arguments: [String: String] = [:]
    ) {
        self.line = line
        self.column = column
        self.code = code
        self.arguments = arguments
    }
}

/// Collects the mistakes of a file, so that all are told at once and none is half taken in.
package struct FileFaults {
    package private(set) var all: [FileFault] = []
    package init() {}

    package mutating func add(
        line: Int, column: Int, _ code: SatchelError.Code, _ arguments: [String: String] = [:]
    ) {
        all.append(FileFault(line: line, column: column, code, arguments))
    }

    /// Throws `faultsInFile` with every mistake when there is one.
    package func throwIfAny(file: String) throws {
        guard !all.isEmpty else { return }
        let ordered = all.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
        throw SatchelError(.faultsInFile, ["file": file, "count": "\(all.count)"], faults: ordered)
    }
}

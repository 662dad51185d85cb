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
    /// What lines and columns count.
    package enum Origin: Sendable, Hashable {
        /// The lines of a text and the fields or characters in them.
        case lines
        /// The cells of a workbook, in its first sheet when none is named.
        case cells(sheet: String?)
    }

    package let line: Int
    package let column: Int
    package let origin: Origin
    package let code: SatchelError.Code
    package let arguments: [String: String]

    package init(
        line: Int, column: Int, in origin: Origin = .lines, _ code: SatchelError.Code,
        _ arguments: [String: String] = [:]
    ) {
        self.line = line
        self.column = column
        self.origin = origin
        self.code = code
        self.arguments = arguments
    }

    /// Whether it is about a cell that holds an error, or a formula nobody calculated.
    fileprivate var isValueless: Bool { code == .cellError || code == .cellNotCounted }
}

/// Collects the mistakes of a file, so that all are told at once and none is half taken in.
package struct FileFaults {
    package private(set) var all: [FileFault] = []
    private let origin: FileFault.Origin

    /// None so far, of a file whose lines and columns count as said.
    package init(in origin: FileFault.Origin = .lines) { self.origin = origin }

    package mutating func add(
        line: Int, column: Int, _ code: SatchelError.Code, _ arguments: [String: String] = [:]
    ) {
        add(FileFault(line: line, column: column, in: origin, code, arguments))
    }

    package mutating func add(_ fault: FileFault) { all.append(fault) }

    /// Throws `faultsInFile` with every mistake when there is one.
    package func throwIfAny(file: String) throws {
        guard !all.isEmpty else { return }
        // A cell without a value is blamed for that alone.
        let valueless = Set(all.filter(\.isValueless).map { [$0.line, $0.column] })
        let told = all.filter { $0.isValueless || !valueless.contains([$0.line, $0.column]) }
        let ordered = told.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
        throw SatchelError(.faultsInFile, ["file": file, "count": "\(told.count)"], faults: ordered)
    }
}

import Zip

/// A `SHA256SUMS` file from outside, as `sha256sum` writes it: 64 hex digits, a space, a space or `*`, a path.
package struct SumsList: Sendable, Equatable {
    /// How many malformed lines are told one by one.
    private static let mostTold = 100
    private static let digits = 64

    /// sha256 in lower-case hex, by path.
    package let sums: [String: String]
    /// The numbers (from 1) of lines that are no such line; the first hundred.
    package let malformedLines: [Int]

    /// Reads the lines; an empty file lists nothing.
    /// - Throws: `ZipError` when a path breaks a rule of `ZipName` (`..`, absolute, …) or is listed twice.
    package init(_ bytes: [UInt8]) throws {
        var sums: [String: String] = [:]
        var malformed: [Int] = []
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        for (index, line) in lines.enumerated() {
            guard let (sum, path) = SumsList.parts(of: line) else {
                if malformed.count < SumsList.mostTold { malformed.append(index + 1) }
                continue
            }
            if let rule = ZipName.fault(in: path) { throw ZipError(rule, entry: path, "line \(index + 1)") }
            guard sums.updateValue(sum, forKey: path) == nil else {
                throw ZipError(.namesEqual, entry: path, "line \(index + 1)")
            }
        }
        self.sums = sums
        malformedLines = malformed
    }

    private static func parts(of line: ArraySlice<UInt8>) -> (sum: String, path: String)? {
        guard line.count > digits + 2 else { return nil }
        let sum = line.prefix(digits)
        let marks = line.dropFirst(digits).prefix(2)
        let isSum = sum.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
        }
        guard isSum, marks.elementsEqual("  ".utf8) || marks.elementsEqual(" *".utf8),
            let path = String(validating: line.dropFirst(digits + 2), as: UTF8.self)
        else { return nil }
        return (String(decoding: sum, as: UTF8.self).lowercased(), path)
    }
}

/// The header lines of a part, as they come.
struct HeaderLines: Sendable {
    private(set) var lines: [[UInt8]] = []
    private var line: [UInt8] = []
    private var isAfterReturn = false
    private var count = 0

    /// Takes another byte; true when it ends the headers.
    /// - Throws: `headersTooLong`; `header` for CR, LF or NUL that belong nowhere.
    mutating func take(_ byte: UInt8) throws(MultipartError.Fault) -> Bool {
        count += 1
        guard count <= MultipartLimits.headers else { throw .headersTooLong }
        if isAfterReturn {
            guard byte == 0x0A else { throw .header }
            isAfterReturn = false
            if line.isEmpty { return true }
            try endLine()
        } else if byte == 0x0D {
            isAfterReturn = true
        } else if byte == 0x0A || byte == 0 {
            throw .header
        } else {
            line.append(byte)
        }
        return false
    }

    /// A line that begins with a blank goes on with the one before (RFC 5322, 2.2.3).
    private mutating func endLine() throws(MultipartError.Fault) {
        defer { line = [] }
        guard let first = line.first, first == 0x20 || first == 0x09 else {
            lines.append(line)
            return
        }
        guard !lines.isEmpty else { throw .header }
        lines[lines.count - 1] += line
    }
}

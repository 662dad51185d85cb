import Multipart

/// A body that was read, each part with its bytes, and the error that ended it.
struct ParsedForm: Equatable {
    var parts: [MultipartPart] = []
    var data: [[UInt8]] = []
    var isFinished = false
    var error: MultipartError?

    var fault: MultipartError.Fault? { error?.fault }

    init() {}

    /// Reads a body that arrives in these pieces.
    init(_ pieces: [[UInt8]], boundary: MultipartBoundary, limits: MultipartLimits = .wide) throws {
        var parser = MultipartParser(boundary: boundary, limits: limits)
        do {
            for piece in pieces { try parser.push(piece) { hear($0) } }
            try parser.finish()
        } catch let error as MultipartError {
            self.error = error
        }
    }

    /// Reads a body, boundary `b`, at once.
    init(_ body: String, limits: MultipartLimits = .wide) throws {
        try self.init([Array(body.utf8)], boundary: MultipartBoundary(Array("b".utf8)), limits: limits)
    }

    /// The text of the parts' bytes.
    var texts: [String] { data.map { String(decoding: $0, as: UTF8.self) } }

    private mutating func hear(_ event: MultipartEvent) {
        switch event {
        case .began(let part):
            parts.append(part)
            data.append([])
        case .bytes(let bytes): data[data.count - 1] += bytes
        case .ended: break
        case .finished: isFinished = true
        }
    }
}

extension MultipartLimits {
    static let wide = MultipartLimits(body: 1 << 30, file: 1 << 30)
}

/// A part with boundary `b`, whose disposition ends in `rest`.
func body(_ rest: String, headers: String = "", data: String = "x") -> String {
    "--b\r\nContent-Disposition: form-data\(rest)\r\n\(headers)\r\n\(data)\r\n--b--\r\n"
}

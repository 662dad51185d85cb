import Glibc

/// What a body of multipart/form-data holds, told as it comes.
package enum MultipartEvent: Sendable, Hashable {
    case began(MultipartPart)
    /// The next bytes of the part that began last; a part may have none of these events.
    case bytes([UInt8])
    case ended
    /// The last boundary was read; what follows it is passed over.
    case finished
}

/// Reads multipart/form-data (RFC 7578, RFC 2046) as it arrives, in pieces of any length.
///
/// It holds no more than the headers of one part. A line that only begins like the boundary belongs to the data. After
/// an error it tells nothing more and throws the same again.
package struct MultipartParser: Sendable {
    private enum State: Sendable {
        case preamble, headers, data, epilogue
        case failed(MultipartError)
    }

    private let limits: MultipartLimits
    /// CRLF, two hyphens, the boundary. A CR stands only at its start: whatever does not match begins anew there.
    private let delimiter: [UInt8]
    private var state = State.preamble
    /// Bytes of the body taken in.
    private var offset: UInt64 = 0
    private var parts = 0
    private var headers = HeaderLines()
    /// Bytes of the part's data, or of the preamble, that were told.
    private var told: UInt64 = 0
    private var most = UInt64(MultipartLimits.headers)
    private var tooLong = MultipartError.Fault.preambleTooLong
    private var held: HeldBytes

    package init(boundary: MultipartBoundary, limits: MultipartLimits) {
        self.limits = limits
        delimiter = Array("\r\n--".utf8) + boundary.bytes
        // The first boundary needs no line break before it.
        held = HeldBytes(isAfterLineBreak: true)
    }

    /// Takes in the next bytes and tells what they complete.
    /// - Throws: `MultipartError`, and what `tell` throws.
    package mutating func push(
        _ bytes: UnsafeRawBufferPointer, _ tell: (MultipartEvent) throws -> Void
    ) throws {
        if case .failed(let error) = state { throw error }
        do {
            let room = limits.body - offset
            let allowed = UnsafeRawBufferPointer(rebasing: bytes.prefix(Int(clamping: room)))
            try take(allowed, tell)
            offset += UInt64(allowed.count)
            if allowed.count < bytes.count { throw MultipartError(.bodyTooLong, at: offset) }
        } catch let error as MultipartError {
            state = .failed(error)
            throw error
        }
    }

    /// As `push(_:_:)`, of an array.
    package mutating func push(_ bytes: [UInt8], _ tell: (MultipartEvent) throws -> Void) throws {
        try bytes.withUnsafeBytes { try push($0, tell) }
    }

    /// Ends the body.
    /// - Throws: `truncated` when its last boundary is still to come, or the error there was.
    package mutating func finish() throws(MultipartError) {
        switch state {
        case .epilogue: return
        case .failed(let error): throw error
        case .preamble, .headers, .data:
            let error = MultipartError(.truncated, at: offset)
            state = .failed(error)
            throw error
        }
    }

    private mutating func take(
        _ bytes: UnsafeRawBufferPointer, _ tell: (MultipartEvent) throws -> Void
    ) throws {
        var place = 0
        while place < bytes.count {
            switch state {
            case .preamble, .data: place = try scan(bytes, from: place, tell)
            case .headers: place = try readHeaders(bytes, from: place, tell)
            case .epilogue, .failed: return
            }
        }
    }

    /// Looks for the next delimiter; gives the place after it, or the end of the bytes.
    private mutating func scan(
        _ bytes: UnsafeRawBufferPointer, from start: Int, _ tell: (MultipartEvent) throws -> Void
    ) throws -> Int {
        var place = start
        // Held bytes that came before `start`.
        var earlier = held.count
        while place < bytes.count {
            if held.matched == 0 {
                place = MultipartParser.nextReturn(in: bytes, from: place) ?? bytes.count
                if place < bytes.count {
                    held.matched = 1
                    place += 1
                }
                continue
            }
            switch held.take(bytes[place], delimiter) {
            case .undecided:
                place += 1
            case .none:
                if earlier > 0 {
                    let before = Array(held.bytes(delimiter).prefix(earlier))
                    try pass(before, at: offset + UInt64(start) - UInt64(earlier), tell)
                    earlier = 0
                }
                held = HeldBytes()
            case .delimiter(let isLast):
                let dataEnd = place - held.count
                try pass(bytes, start, dataEnd, tell)
                held = HeldBytes()
                try end(isLast: isLast, at: place, tell)
                return place + 1
            }
        }
        try pass(bytes, start, bytes.count - held.count, tell)
        return bytes.count
    }

    private static func nextReturn(in bytes: UnsafeRawBufferPointer, from place: Int) -> Int? {
        guard let base = bytes.baseAddress,
            let found = memchr(base + place, 0x0D, bytes.count - place)
        else { return nil }
        return UnsafeRawPointer(found) - base
    }

    private mutating func pass(
        _ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int, _ tell: (MultipartEvent) throws -> Void
    ) throws {
        guard start < end else { return }
        if case .preamble = state {
            told += UInt64(end - start)
            if told > most { throw MultipartError(tooLong, at: most) }
        } else {
            try pass(Array(bytes[start..<end]), at: offset + UInt64(start), tell)
        }
    }

    /// Tells data, as much of it as is allowed.
    private mutating func pass(
        _ data: [UInt8], at place: UInt64, _ tell: (MultipartEvent) throws -> Void
    ) throws {
        let allowed = min(most - told, UInt64(data.count))
        told += allowed
        if case .data = state, allowed > 0 {
            try tell(.bytes(allowed == data.count ? data : Array(data.prefix(Int(allowed)))))
        }
        if allowed < data.count { throw MultipartError(tooLong, at: place + allowed) }
    }

    private mutating func end(
        isLast: Bool, at place: Int, _ tell: (MultipartEvent) throws -> Void
    ) throws {
        if case .data = state { try tell(.ended) }
        if isLast {
            state = .epilogue
            try tell(.finished)
            return
        }
        guard parts < limits.parts else {
            throw MultipartError(.tooManyParts, at: offset + UInt64(place) + 1)
        }
        parts += 1
        headers = HeaderLines()
        state = .headers
    }

    private mutating func readHeaders(
        _ bytes: UnsafeRawBufferPointer, from start: Int, _ tell: (MultipartEvent) throws -> Void
    ) throws -> Int {
        for place in start..<bytes.count {
            do {
                guard try headers.take(bytes[place]) else { continue }
                let part = try MultipartPart(headers.lines)
                begin(part)
                try tell(.began(part))
                return place + 1
            } catch let fault as MultipartError.Fault {
                throw MultipartError(fault, at: offset + UInt64(place))
            }
        }
        return bytes.count
    }

    private mutating func begin(_ part: MultipartPart) {
        let isFile = part.fileName != nil
        (most, tooLong) = isFile ? (limits.file, .fileTooLong) : (limits.field, .fieldTooLong)
        told = 0
        headers = HeaderLines()
        // The empty line that ends the headers may be the delimiter's own (RFC 2046, 5.1.1, body-part).
        held = HeldBytes(isAfterLineBreak: true)
        state = .data
    }
}

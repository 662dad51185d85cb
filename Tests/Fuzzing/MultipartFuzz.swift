import Multipart

/// Any bytes as the body of a form that was sent, after a line that is its Content-Type's boundary.
enum MultipartFuzz {
    /// Small, so that inputs reach them.
    private static let limits = MultipartLimits(body: 24 << 10, file: 2000, field: 200, parts: 12)

    /// What was told of a body, with the bytes of each part put together, and how it ended.
    private struct Course: Equatable {
        var parts: [MultipartPart] = []
        var data: [[UInt8]] = []
        var ended = 0
        var isFinished = false
        var error: MultipartError?

        mutating func hear(_ event: MultipartEvent) {
            must(!isFinished, "\(event) after the end")
            switch event {
            case .began(let part):
                must(parts.count == ended, "a part within another")
                parts.append(part)
                data.append([])
            case .bytes(let bytes):
                must(parts.count == ended + 1 && !bytes.isEmpty, "bytes of no part")
                data[data.count - 1] += bytes
            case .ended:
                ended += 1
                must(parts.count == ended, "an end of no part")
            case .finished:
                must(parts.count == ended, "finished within a part")
                isFinished = true
            }
        }
    }

    /// A body tells the same at once and byte by byte, nothing that did not come, and keeps its limits.
    static func run(_ bytes: [UInt8]) {
        let line = bytes.prefix { $0 != 0x0A }
        let body = Array(bytes.dropFirst(line.count + 1))
        let boundary: MultipartBoundary
        if let text = String(validating: line, as: UTF8.self), text.contains("/") {
            guard let named = try? MultipartBoundary(contentType: text) else { return }
            boundary = named
        } else {
            guard let plain = try? MultipartBoundary(Array(line)) else { return }
            boundary = plain
        }
        let whole = course(of: [body], boundary)
        must(whole == course(of: body.map { [$0] }, boundary), "byte by byte it is another")
        let cut = body.count / 3
        must(whole == course(of: [Array(body[..<cut]), Array(body[cut...])], boundary), "cut, another")
        check(whole, body)
    }

    private static func course(of pieces: [[UInt8]], _ boundary: MultipartBoundary) -> Course {
        var parser = MultipartParser(boundary: boundary, limits: limits)
        var course = Course()
        do {
            for piece in pieces { try parser.push(piece) { course.hear($0) } }
            try parser.finish()
        } catch let error as MultipartError {
            course.error = error
            must((try? parser.push([0]) { _ in fatalError("told after an error") }) == nil, "went on")
        } catch {
            fatalError("\(error)")
        }
        return course
    }

    private static func check(_ course: Course, _ body: [UInt8]) {
        must(course.parts.count <= limits.parts, "\(course.parts.count) parts")
        must(course.data.reduce(0) { $0 + $1.count } <= body.count, "more than came")
        must(course.isFinished == (course.error?.fault != .truncated) || course.error != nil, "no end")
        must(course.error.map { $0.offset <= UInt64(body.count) } ?? true, "an error past the end")
        for (part, data) in zip(course.parts, course.data) {
            let most = part.fileName == nil ? limits.field : limits.file
            must(UInt64(data.count) <= most, "a part of \(data.count) bytes")
            for name in [part.name, part.fileName ?? ""] {
                must(name.unicodeScalars.allSatisfy { $0.value > 31 && $0.value != 127 }, name)
            }
            must(!part.name.isEmpty && part.name.utf8.count <= 200, part.name)
            let file = part.fileName ?? ""
            must(!file.utf8.contains(0x2F) && !file.utf8.contains(0x5C) && file != "..", file)
        }
    }
}

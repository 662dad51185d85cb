import Foundation
import HTTPTypes
import Hummingbird
import Multipart
import NIOCore
import SatchelCore

/// Reads a request's body into a visit: fields of a form, files streamed to the disk, or bytes as they are.
///
/// Used by one request's task alone.
final class BodyReading {
    private let limit: Int
    private let office: Office
    private var drafts: [UploadDraft] = []

    /// - Parameter limit: in bytes; 0 for requests that have no body.
    init(limit: Int, office: Office) {
        self.limit = limit
        self.office = office
    }

    /// - Throws: `uploadTooLarge`, `uploadBroken`, `diskFull`.
    func read(_ request: Request, into visit: inout Visit) async throws {
        guard limit > 0 else { return }
        if let told = request.headers[.contentLength].flatMap({ Int($0) }), told > limit { throw tooLarge }
        let type = request.headers[.contentType] ?? ""
        let kind = type.split(separator: ";").first.map {
            $0.trimmingCharacters(in: .whitespaces).lowercased()
        }
        if kind == "multipart/form-data" { return try await readParts(request, type, into: &visit) }
        visit.body = try await bytes(of: request)
        if kind == "application/x-www-form-urlencoded" {
            visit.form = Fields(urlEncoded: String(decoding: visit.body, as: UTF8.self))
        }
    }

    /// Removes the files that came.
    func discard() {
        for draft in drafts { draft.discard() }
    }

    private var tooLarge: SatchelError {
        SatchelError(.uploadTooLarge, ["megabytes": "\(max(1, limit >> 20))"])
    }

    /// What is not a file is held in memory, 16 MiB at most.
    private func bytes(of request: Request) async throws -> [UInt8] {
        var all: [UInt8] = []
        for try await piece in request.body {
            guard all.count + piece.readableBytes <= min(limit, 16 << 20) else { throw tooLarge }
            all.append(contentsOf: piece.readableBytesView)
        }
        return all
    }

    private func readParts(_ request: Request, _ type: String, into visit: inout Visit) async throws {
        do {
            let largest = UInt64(limit)
            var parser = MultipartParser(
                boundary: try MultipartBoundary(contentType: type),
                limits: MultipartLimits(body: largest, file: largest))
            var parts = FormParts(office: office)
            for try await piece in request.body {
                defer { drafts = parts.drafts }
                try piece.withUnsafeReadableBytes { bytes in try parser.push(bytes) { try parts.take($0) } }
            }
            try parser.finish()
            visit.form = parts.form
            visit.uploads = parts.uploads
        } catch let error as MultipartError {
            switch error.fault {
            case .bodyTooLong, .fileTooLong, .fieldTooLong, .tooManyParts: throw tooLarge
            default: throw SatchelError(.uploadBroken, cause: error)
            }
        }
    }
}

/// The parts of a form as they come: fields into memory, files onto the disk.
private struct FormParts {
    let office: Office
    private(set) var form = Fields()
    private(set) var uploads: [Upload] = []
    private(set) var drafts: [UploadDraft] = []
    private var part: MultipartPart?
    private var value: [UInt8] = []

    init(office: Office) { self.office = office }

    mutating func take(_ event: MultipartEvent) throws {
        switch event {
        case .began(let began):
            part = began
            value = []
            if began.fileName != nil { drafts.append(try UploadDraft(office)) }
        case .bytes(let bytes):
            if part?.fileName == nil { value += bytes } else { try drafts.last?.write(bytes) }
        case .ended: try end()
        case .finished: break
        }
    }

    private mutating func end() throws {
        guard let part else { return }
        guard let name = part.fileName, let draft = drafts.last else {
            return form.add(part.name, String(decoding: value, as: UTF8.self))
        }
        try draft.end()
        // A browser sends an empty part for a field in which no file was chosen.
        if draft.size > 0 || !name.isEmpty {
            uploads.append(Upload(field: part.name, name: name, path: draft.path, size: draft.size))
        }
    }
}

/// A file being sent, on its way to the disk; gone once the request is answered.
private final class UploadDraft {
    let path: String
    private let office: Office
    private(set) var size = 0
    private var handle: FileHandle?

    /// - Throws: `notPermitted`, `diskFull`.
    init(_ office: Office) throws {
        self.office = office
        path = try office.draft("upload-\(Office.randomID())")
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw PrivateFile.failure(path) }
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    /// - Throws: `diskFull`, `storeFailed`.
    func write(_ bytes: [UInt8]) throws {
        do { try handle?.write(contentsOf: bytes) } catch { throw PrivateFile.failure(path) }
        size += bytes.count
    }

    func end() throws {
        do { try handle?.close() } catch { throw PrivateFile.failure(path) }
        handle = nil
    }

    func discard() {
        handle = nil
        office.discard(draft: path)
    }
}

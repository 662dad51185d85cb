import Foundation
import HTTPTypes
import Hummingbird
import SatchelCore

/// What a handler gives back: a status, headers and a body, known before any of it is sent.
package struct Answer: Sendable {
    package enum Body: Sendable {
        case empty
        case bytes([UInt8])
        case download(Download)
    }

    package var status: HTTPResponse.Status
    package var headers: HTTPFields
    package var body: Body

    package init(status: HTTPResponse.Status = .ok, headers: HTTPFields = [:], body: Body = .empty) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A text of a media type, never kept by anybody between.
    package static func text(
        _ text: String, as mediaType: String, status: HTTPResponse.Status = .ok
    ) -> Answer {
        Answer(
            status: status, headers: [.contentType: mediaType, .cacheControl: "no-store"],
            body: .bytes(Array(text.utf8)))
    }

    /// A file to save, made for this request.
    package static func file(_ bytes: [UInt8], named name: String, as mediaType: String) -> Answer {
        Answer(
            headers: [
                .contentType: mediaType, .cacheControl: "no-store",
                .contentDisposition: ContentDisposition(fileName: name).text,
            ], body: .bytes(bytes))
    }

    /// Bytes that are sent in pieces, in ranges too.
    package static func download(_ download: Download) -> Answer { Answer(body: .download(download)) }

    /// On to another page of this site, with GET (303).
    package static func seeOther(_ path: String) -> Answer {
        Answer(status: .seeOther, headers: [.location: path, .cacheControl: "no-store"])
    }

    /// A value as JSON: sorted keys, slashes as they are.
    package static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) -> Answer {
        let bytes = (try? JSONEncoder.stable.encode(value)).map(Array.init) ?? Array("null".utf8)
        return Answer(
            status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: .bytes(bytes))
    }
}

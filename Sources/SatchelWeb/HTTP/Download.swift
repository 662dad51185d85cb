import HTTPTypes
import Hummingbird
import NIOCore
import NIOPosix
import SatchelCore

/// A file that is offered: what it holds and how a browser is to take it. It answers GET and HEAD, whole or in part.
///
/// However slow who reads it is, no more than one piece of it is in memory; two of who reads it fast.
package struct Download: Sendable {
    private let source: ByteSource
    package let tag: EntityTag
    package let mediaType: String
    package let disposition: ContentDisposition
    /// Runs once the last byte has gone out to whoever is still there, whether it was sent whole or from where an
    /// earlier download was cut.
    var whenSent: (@Sendable () async -> Void)?

    /// An archive of a kit, to be kept.
    package init(archive: KitArchive) {
        self.init(
            .archive(archive), sha256: archive.sha256, mediaType: "application/zip",
            ContentDisposition(fileName: archive.fileName))
    }

    /// Many own kits in one archive, to be kept.
    package init(bundle: KitBundle) {
        self.init(
            .bundle(bundle), sha256: bundle.digest, mediaType: "application/zip",
            ContentDisposition(fileName: bundle.fileName))
    }

    /// A stored file; shown in the browser when that is wanted and its media type allows it.
    package init(
        blob: BlobStore.Blob, in store: BlobStore, mediaType: String, fileName: String, isInline: Bool = false
    ) {
        self.init(
            .blob(blob, store), sha256: blob.sha256, mediaType: mediaType,
            ContentDisposition(isInline: isInline, fileName: fileName))
    }

    /// A stored scan: what kind it is, its beginning says.
    /// - Parameter name: without its ending.
    /// - Throws: `blobMissing`, `blobAltered`.
    package init(
        scan blob: BlobStore.Blob, in store: BlobStore, named name: String, isInline: Bool = false
    ) throws {
        let start = try ByteReader(.blob(blob, store), 0..<min(1, blob.size)).next(most: 1)
        let ending =
            switch start?.getInteger(at: 0, as: UInt8.self) {
            case 0xFF: "jpg"
            case 0x89: "png"
            default: "pdf"
            }
        let file = "\(name).\(ending)"
        self.init(
            blob: blob, in: store, mediaType: MediaType.of(file), fileName: file, isInline: isInline)
    }

    /// A backup that was made, to be kept. Its name for browsers is the id it was made with: no two are alike.
    /// - Throws: `backupGone`.
    package init(backup: Backup) throws {
        let file = try backup.opened()
        self.init(
            .file(file), sha256: BlobStore.sha256(Array("\(backup.id) \(file.length)".utf8)),
            mediaType: "application/zip", ContentDisposition(fileName: backup.fileName))
    }

    /// Bytes at hand, as with a stored file.
    package init(bytes: [UInt8], mediaType: String, fileName: String, isInline: Bool = false) {
        self.init(
            .bytes(ByteBuffer(bytes: bytes)), sha256: BlobStore.sha256(bytes), mediaType: mediaType,
            ContentDisposition(isInline: isInline, fileName: fileName))
    }

    private init(
        _ source: ByteSource, sha256: String, mediaType: String, _ disposition: ContentDisposition
    ) {
        self.source = source
        tag = .sha256(sha256)
        self.mediaType = mediaType
        let isInline = disposition.isInline && ContentDisposition.isViewable(mediaType)
        self.disposition = ContentDisposition(isInline: isInline, fileName: disposition.fileName)
    }

    /// Of the whole file, in bytes.
    package var length: UInt64 { source.length }

    /// Answers a request by its headers.
    /// - Parameter channel: of the request's connection, whose speed sets the pace.
    package func response(to request: HTTPFields, isHead: Bool, channel: any Channel) -> Response {
        let portion = Portion(of: length, tag: tag, for: request, isHead: isHead)
        var headers = common
        switch portion {
        case .whole:
            return response(.ok, headers, 0..<length, isHead: isHead, channel)
        case .part(let range):
            headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(length)"
            return response(.partialContent, headers, range, isHead: isHead, channel)
        case .unsatisfiable:
            return Response(
                status: .rangeNotSatisfiable,
                headers: [
                    .contentRange: "bytes */\(length)", .acceptRanges: "bytes", .cacheControl: "no-store",
                ])
        case .notModified:
            var response = Response(
                status: .notModified, headers: [.eTag: tag.text, .cacheControl: Download.caching])
            // A length here would be that of the file (RFC 9110, 8.6).
            response.headers[.contentLength] = nil
            return response
        case .failed:
            return Response(status: .preconditionFailed, headers: [.cacheControl: "no-store"])
        }
    }

    /// Kept by the browser alone, and asked about each time.
    private static let caching = "private, no-cache"

    private var common: HTTPFields {
        var headers: HTTPFields = [
            .eTag: tag.text, .acceptRanges: "bytes", .cacheControl: Download.caching,
            .contentType: mediaType == "text/plain" ? "text/plain; charset=utf-8" : mediaType,
            .contentDisposition: disposition.text, .xContentTypeOptions: "nosniff",
        ]
        // Chromium and Safari refuse to show a PDF in a sandbox; their viewers are apart from the site anyway.
        let isPDF = mediaType == "application/pdf"
        headers[.contentSecurityPolicy] =
            isPDF && disposition.isInline
            ? "frame-ancestors 'self'; base-uri 'none'; form-action 'none'" : "sandbox; default-src 'none'"
        return headers
    }

    private func response(
        _ status: HTTPResponse.Status, _ headers: HTTPFields, _ range: Range<UInt64>, isHead: Bool,
        _ channel: any Channel
    ) -> Response {
        var headers = headers
        headers[.contentLength] = "\(range.upperBound - range.lowerBound)"
        guard !isHead, !range.isEmpty else { return Response(status: status, headers: headers) }
        let source = source
        let whenSent = range.upperBound == length ? whenSent : nil
        let body = ResponseBody(contentLength: Int(range.upperBound - range.lowerBound)) { writer in
            let reader = ByteReader(source, range)
            var pace = DownloadPace(channel)
            defer { pace.leave() }
            var piece = try await DownloadPace.read(reader, most: pace.most)
            while let sent = piece {
                let most = pace.most
                if pace.isFast {
                    async let next = DownloadPace.read(reader, most: most)
                    try await pace.send(sent, to: &writer)
                    piece = try await next
                } else {
                    try await pace.send(sent, to: &writer)
                    piece = try await DownloadPace.read(reader, most: most)
                }
            }
            try await writer.finish(nil)
            if let whenSent, await pace.hasGone() { await whenSent() }
        }
        return Response(status: status, headers: headers, body: body)
    }
}

import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import SatchelCore
import SatchelWeb
import TestSupport
import Testing

@Suite struct DownloadTests {
    private static let length = 700_001

    /// A kit's archive, a stored file that was compressed, and bytes at hand: each with its bytes.
    private func offered(_ site: DownloadSite) throws -> [(
        name: String, bytes: [UInt8], folder: TemporaryFolder
    )] {
        let (folder, archive) = try DownloadSite.archive(size: DownloadTests.length)
        site.shelf["kit"] = Download(archive: archive)
        let store = BlobStore(folder: "\(folder.path)/store")
        try FileManager.default.createDirectory(atPath: store.folder, withIntermediateDirectories: true)
        let line = "Chi bộ thôn Plei Kdăm, văn bản số "
        let text = Array((0..<20_000).map { "\(line)\($0)\n" }.joined().utf8)
        let blob = try store.ingest(text, name: "a.txt")
        #expect(blob.storedSize < blob.size / 4)
        site.shelf["blob"] = Download(
            blob: blob, in: store, mediaType: "text/plain", fileName: "Văn bản.txt", isInline: true)
        let bytes = DownloadSite.noise(DownloadTests.length, seed: 4)
        site.shelf["bytes"] = Download(
            bytes: bytes, mediaType: "application/pdf", fileName: "b.pdf", isInline: true)
        return [("kit", try archive.plan.bytes(), folder), ("blob", text, folder), ("bytes", bytes, folder)]
    }

    @Test("each kind of file is sent whole, by HEAD in its headers alone, and in any part")
    func parts() async throws {
        let site = DownloadSite()
        let offered = try offered(site)
        try await site.run { client in
            for (name, bytes, _) in offered {
                let tag = "\"sha256:\(BlobStore.sha256(bytes))\""
                let whole = try await client.execute(uri: "/\(name)", method: .get)
                #expect(whole.status == .ok && Array(buffer: whole.body) == bytes, "\(name)")
                #expect(whole.headers[.eTag] == tag && whole.headers[.acceptRanges] == "bytes")
                let head = try await client.execute(uri: "/\(name)", method: .head)
                #expect(head.status == .ok && head.body.readableBytes == 0)
                for field in [HTTPField.Name.contentLength, .eTag, .contentType, .contentDisposition] {
                    #expect(head.headers[field] == whole.headers[field], "\(name) \(field)")
                }
                #expect(head.headers[.contentLength] == "\(bytes.count)")
                for range in [0..<1, 5..<70_000, 262_143..<262_145, bytes.count - 1..<bytes.count] {
                    let asked = "bytes=\(range.lowerBound)-\(range.upperBound - 1)"
                    let part = try await client.execute(
                        uri: "/\(name)", method: .get, headers: [.range: asked])
                    #expect(part.status == .partialContent && Array(buffer: part.body) == Array(bytes[range]))
                    let told = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(bytes.count)"
                    #expect(part.headers[.contentRange] == told)
                    #expect(part.headers[.contentLength] == "\(range.count)")
                }
            }
        }
    }

    @Test("a range past the end is 416, what the browser has 304, and what changed is not mixed")
    func conditions() async throws {
        let site = DownloadSite()
        let bytes = DownloadSite.noise(1000, seed: 1)
        site.shelf["a"] = Download(bytes: bytes, mediaType: "application/zip", fileName: "a.zip")
        let tag = "\"sha256:\(BlobStore.sha256(bytes))\""
        try await site.run { client in
            let past = try await client.execute(uri: "/a", method: .get, headers: [.range: "bytes=1000-"])
            #expect(past.status == .rangeNotSatisfiable && past.headers[.contentRange] == "bytes */1000")
            #expect(past.body.readableBytes == 0)
            let held = try await client.execute(
                uri: "/a", method: .get, headers: [.ifNoneMatch: "\"x\", \(tag)"])
            #expect(held.status == .notModified && held.body.readableBytes == 0)
            #expect(held.headers[.eTag] == tag && held.headers[.contentLength] == nil)
            let other = try await client.execute(uri: "/a", method: .get, headers: [.ifMatch: "\"x\""])
            #expect(other.status == .preconditionFailed)
            let two = try await client.execute(
                uri: "/a", method: .get, headers: [.range: "bytes=0-1,10-11"])
            #expect(two.status == .ok && Array(buffer: two.body) == bytes)
        }
    }

    @Test("a download that was cut goes on where it stopped, and begins anew when the file is another")
    func resumed() async throws {
        let site = DownloadSite()
        let (folder, archive) = try DownloadSite.archive(size: 3_000_000)
        let bytes = try archive.plan.bytes()
        site.shelf["kit"] = Download(archive: archive)
        let other = DownloadSite.noise(500, seed: 9)
        try await site.run { client in
            let cut = try await CutDownload.run(port: client.port, path: "/kit", after: 400_000)
            #expect(cut.body == Array(bytes.prefix(cut.body.count)) && cut.body.count >= 400_000)
            let headers: HTTPFields = [
                .range: "bytes=\(cut.body.count)-", .ifRange: try #require(cut.tag),
            ]
            let rest = try await client.execute(uri: "/kit", method: .get, headers: headers)
            #expect(rest.status == .partialContent)
            #expect(cut.body + Array(buffer: rest.body) == bytes)
            site.shelf["kit"] = Download(bytes: other, mediaType: "application/zip", fileName: "k.zip")
            let anew = try await client.execute(uri: "/kit", method: .get, headers: headers)
            #expect(anew.status == .ok && Array(buffer: anew.body) == other)
        }
        withExtendedLifetime(folder) {}
    }

    @Test(
        "only what cannot do harm is shown in the browser",
        arguments: [
            ("application/pdf", true), ("image/png", true), ("image/jpeg", true), ("text/plain", true),
            ("text/html", false), ("image/svg+xml", false), ("application/zip", false),
            ("application/xhtml+xml", false), ("application/octet-stream", false),
        ])
    func inline(type: String, isShown: Bool) async throws {
        let site = DownloadSite()
        site.shelf["a"] = Download(bytes: [1], mediaType: type, fileName: "a\r\nX-Bad: 1", isInline: true)
        site.shelf["b"] = Download(bytes: [1], mediaType: type, fileName: "a")
        try await site.run { client in
            let shown = try await client.execute(uri: "/a", method: .get)
            let start = isShown ? "inline; " : "attachment; "
            #expect(shown.headers[.contentDisposition]?.hasPrefix(start) == true)
            #expect(shown.headers[.xContentTypeOptions] == "nosniff")
            let policy = try #require(shown.headers[.contentSecurityPolicy])
            #expect(policy.contains("sandbox") == (type != "application/pdf"))
            #expect(shown.headers[HTTPField.Name("X-Bad")!] == nil)
            let kept = try await client.execute(uri: "/b", method: .get)
            #expect(kept.headers[.contentDisposition]?.hasPrefix("attachment; ") == true)
        }
    }

    @Test("a stored file that is damaged breaks off instead of ending")
    func damaged() async throws {
        let site = DownloadSite()
        let folder = try TemporaryFolder()
        let store = BlobStore(folder: folder.path)
        let blob = try store.ingest(DownloadSite.noise(300_000, seed: 2), name: "a.pdf")
        let path = store.path(of: blob.sha256)
        var packed = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        packed[packed.count - 10] ^= 1
        try Data(packed).write(to: URL(fileURLWithPath: path))
        site.shelf["a"] = Download(
            blob: blob, in: store, mediaType: "application/pdf", fileName: "a.pdf", isInline: true)
        try await site.run { client in
            let cut = try await CutDownload.run(port: client.port, path: "/a", after: .max)
            #expect(cut.body.count < 300_000)
        }
    }
}

/// A download over a socket of its own that is cut when enough has come, or when the server cuts it.
struct CutDownload {
    let tag: String?
    let body: [UInt8]

    /// Downloads on a thread of its own: those of the server's tasks are few.
    static func run(
        port: Int, path: String, after most: Int, cookie: String? = nil
    ) async throws -> CutDownload {
        try await withCheckedThrowingContinuation { continuation in
            Thread {
                continuation.resume(
                    with: Result { try CutDownload(port: port, path: path, after: most, cookie: cookie) })
            }
            .start()
        }
    }

    private init(port: Int, path: String, after most: Int, cookie: String?) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        try #require(isConnected)
        let sent = cookie.map { "Cookie: \($0)\r\n" } ?? ""
        let request = Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\(sent)\r\n".utf8)
        try #require(send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count)
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while all.count < most {
            let count = recv(descriptor, &piece, piece.count, 0)
            if count <= 0 { break }
            all += piece.prefix(count)
        }
        let text = String(decoding: all.prefix(4096), as: UTF8.self)
        let head = text.prefix(upTo: text.range(of: "\r\n\r\n")?.lowerBound ?? text.endIndex)
        let line = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("etag:") }
        tag = line.map { $0.dropFirst(5).trimmingCharacters(in: .whitespaces) }
        body = Array(all.dropFirst(head.utf8.count + 4))
    }
}

import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import SatchelCore
import Synchronization
import TestSupport
import Testing

@testable import SatchelWeb

/// A sample office behind its web pages, asked in process; each desk has a copy of the office of its own.
///
/// Its accounts: `quan-tri` (administrator), `binh` (issuer), `lan` (clerk), `kiem-tra` (viewer). It is 21/11/2025.
struct WebDesk {
    /// What came back.
    struct Page {
        let status: Int
        let headers: HTTPFields
        let bytes: [UInt8]
        var text: String { String(decoding: bytes, as: UTF8.self) }
        var location: String? { headers[.location] }

        /// What a person reads: the text of the page without its markup, styles and scripts; white space as one blank.
        var words: String {
            text.replacing(/(?s)<(style|script).*?<\/\1>/, with: "").replacing(/<[^>]*>/, with: " ")
                .replacing("&amp;", with: "&").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
                .replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
                .replacing(/\s+/, with: " ")
        }
    }

    static let names: [Account.Role: String] = [
        .administrator: "quan-tri", .issuer: "binh", .clerk: "lan", .viewer: "kiem-tra",
    ]
    static let password = "mật khẩu để thử"

    let folder: TemporaryFolder
    let office: Office
    let clock: TestClock
    let server: WebServer
    private let sessions = Sessions()

    /// - Parameter sample: a word of `satchel demo --office`.
    init(_ sample: String = "ia-pa") throws {
        folder = try TemporaryFolder()
        let path = "\(folder.path)/office"
        try FileManager.default.copyItem(atPath: try WebDesk.made(sample), toPath: path)
        let clock = TestClock("2025-11-21")
        self.clock = clock
        var office = try Office.open(at: path) { clock.now }
        office.passwordCost = PasswordCost(logRounds: 4)
        let administrator = Actor(user: "quan-tri")
        for (role, name) in WebDesk.names.sorted(by: { $0.key > $1.key }) {
            try office.register.add(
                account: NewAccount(name: name, role: role, from: office.clock.today), by: administrator)
            let invitation = try office.invite(account: name, by: administrator)
            try office.setPassword(WebDesk.password, invitation: invitation)
        }
        self.office = office
        server = try WebServer(office, .init())
    }

    /// The sample offices made so far in this run of the tests: each is made once, by the program itself.
    private static let offices = Mutex<[String: TemporaryFolder]>([:])

    private static func made(_ sample: String) throws -> String {
        try offices.withLock { offices in
            if let folder = offices[sample] { return "\(folder.path)/office" }
            let folder = try TemporaryFolder()
            let path = "\(folder.path)/office"
            let result = try Command.satchel(["demo", "--office", sample, "--data", path], data: path)
            try #require(result.status == 0, "\(result.output)\(result.errors)")
            offices[sample] = folder
            return path
        }
    }

    /// Opens an address.
    func get(_ path: String, as role: Account.Role? = .administrator, _ headers: HTTPFields = [:])
        async throws
        -> Page
    {
        try await send(.get, path, as: role, headers)
    }

    /// Sends a form as a browser does, with the marks this site put into it.
    func post(
        _ path: String, as role: Account.Role? = .administrator, _ fields: [(String, String)] = [],
        once: String = UUID().uuidString, _ headers: HTTPFields = [:]
    ) async throws -> Page {
        var form = Fields()
        for (name, value) in fields { form.add(name, value) }
        form.add("once", once)
        if let csrf = try session(role)?.session.csrf { form.add("csrf", csrf) }
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await send(.post, path, as: role, headers, Array(form.urlEncoded.utf8))
    }

    /// Sends a form with files (multipart/form-data).
    func post(
        _ path: String, as role: Account.Role? = .administrator, _ fields: [(String, String)] = [],
        files: [(field: String, name: String, bytes: [UInt8])]
    ) async throws -> Page {
        let boundary = "----satchel-test-boundary"
        var body: [UInt8] = []
        var all = fields + [("once", UUID().uuidString)]
        if let csrf = try session(role)?.session.csrf { all.append(("csrf", csrf)) }
        for (name, value) in all {
            body += Array(
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        for file in files {
            body += Array(
                """
                --\(boundary)\r\nContent-Disposition: form-data; name="\(file.field)"; filename="\(file.name)"\r
                Content-Type: application/octet-stream\r\n\r\n
                """.utf8)
            body += file.bytes + Array("\r\n".utf8)
        }
        body += Array("--\(boundary)--\r\n".utf8)
        return try await send(
            .post, path, as: role, [.contentType: "multipart/form-data; boundary=\(boundary)"], body)
    }

    /// Sends any request in process.
    func send(
        _ method: HTTPRequest.Method, _ path: String, as role: Account.Role?, _ headers: HTTPFields = [:],
        _ body: [UInt8] = []
    ) async throws -> Page {
        var headers = headers
        if let session = try session(role) {
            headers[.cookie] = "\(server.site.cookie(.board))=\(session.secret)"
        }
        var logger = Logger(label: "test")
        logger.logLevel = .error
        let application = try server.application(logger: logger)
        return try await application.test(.router) { [headers] client in
            try await client.execute(
                uri: path, method: method, headers: headers, body: ByteBuffer(bytes: body)
            ) { response in
                Page(
                    status: response.status.code, headers: response.headers,
                    bytes: Array(response.body.readableBytesView))
            }
        }
    }

    private func session(_ role: Account.Role?) throws -> (secret: String, session: Session)? {
        guard let role, let name = WebDesk.names[role] else { return nil }
        return try sessions.known.withLock { known in
            if let session = known[role], try office.session(session.secret) != nil { return session }
            let session = try office.signIn(name: name, password: WebDesk.password)
            known[role] = session
            return session
        }
    }

    /// Who is signed in; as in a browser, until that is over.
    private final class Sessions: Sendable {
        let known = Mutex<[Account.Role: (secret: String, session: Session)]>([:])
    }
}

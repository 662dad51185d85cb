import Foundation
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import SatchelCore

/// The service: the site over a socket, with TLS or behind a proxy, until it is told to stop.
package struct WebServer: Sendable {
    /// Where and how the service listens.
    package struct Listening: Sendable {
        package var host: String
        package var port: Int
        /// PEM files of the certificate chain and its key.
        package var certificate: String?
        package var key: String?
        /// The address of the proxy before it, which speaks TLS to the visitors.
        package var proxy: String?

        package init(
            host: String = "127.0.0.1", port: Int = 8088, certificate: String? = nil, key: String? = nil,
            proxy: String? = nil
        ) {
            self.host = host
            self.port = port
            self.certificate = certificate
            self.key = key
            self.proxy = proxy
        }

        /// Reads `host:port`, `[::1]:port` or a port alone.
        /// - Throws: `listenBroken`.
        package init(_ text: String) throws {
            let colon = text.lastIndex(of: ":")
            let host = colon.map { text[..<$0].trimmingCharacters(in: ["[", "]"]) } ?? "127.0.0.1"
            let tail = colon.map { text[text.index(after: $0)...] } ?? text[...]
            guard let port = UInt16(tail), !host.isEmpty else {
                throw SatchelError(.listenBroken, ["text": text])
            }
            self.init(host: host, port: Int(port))
        }

        /// Whether only this machine can reach it.
        package var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
        package var hasTLS: Bool { certificate != nil && key != nil }
    }

    package let site: Site
    private let listening: Listening
    private let tls: TLSConfiguration?

    /// - Throws: `listenNeedsTLS` beyond this machine without TLS or a proxy, `certificateBroken`.
    package init(_ office: Office, _ listening: Listening) throws {
        guard (listening.certificate == nil) == (listening.key == nil) else {
            throw SatchelError(.certificateHalf)
        }
        guard listening.isLoopback || listening.hasTLS || listening.proxy != nil else {
            throw SatchelError(.listenNeedsTLS, ["host": listening.host])
        }
        self.listening = listening
        tls = try WebServer.tls(listening)
        site = Site(office: office, isSecure: tls != nil || listening.proxy != nil, proxy: listening.proxy)
    }

    private static func tls(_ listening: Listening) throws -> TLSConfiguration? {
        guard let certificate = listening.certificate, let key = listening.key else { return nil }
        do {
            return .makeServerConfiguration(
                certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
                privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
        } catch {
            throw SatchelError(.certificateBroken, ["certificate": certificate, "key": key], cause: error)
        }
    }

    /// The site as an application: on its socket, or in process for tests.
    package func application(
        logger: Logger, onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws -> some ApplicationProtocol {
        let http = HTTPServerBuilder.http1(
            configuration: .init(
                idleTimeout: .seconds(120),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100)))
        return Application(
            router: Dispatch(site: site).router(),
            server: try tls.map { try .tls(http, tlsConfiguration: $0) } ?? http,
            configuration: ApplicationConfiguration(
                address: .hostname(listening.host, port: listening.port), serverName: nil),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? listening.port) },
            logger: logger)
    }

    /// Serves until SIGTERM or SIGINT, and sends what the outbox has meanwhile: then takes no more, finishes what was
    /// begun, and returns.
    /// - Parameter isQuiet: whether only errors are logged. - Throws: `addressInUse`.
    package func run(
        isQuiet: Bool = false, onRunning: @escaping @Sendable (Int) async -> Void
    ) async throws {
        WebServer.allowManyFiles()
        var logger = Logger(label: "satchel")
        logger.logLevel = isQuiet ? .error : .info
        do {
            try await withThrowingTaskGroup(of: Void.self) { [logger] group in
                group.addTask { await NoticeService(office: site.office, logger: logger).run() }
                defer { group.cancelAll() }
                try await application(logger: logger, onRunning: onRunning).runService()
            }
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw SatchelError(.addressInUse, ["port": "\(listening.port)"], cause: error)
        }
    }

    /// As many files and connections as the system lets this process have: the usual 1,024 are too few for hundreds of
    /// downloads at once (setrlimit(2)).
    private static func allowManyFiles() {
        var limit = rlimit()
        let files = __rlimit_resource_t(bitPattern: RLIMIT_NOFILE.rawValue)
        guard getrlimit(files, &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(files, &limit)
    }
}

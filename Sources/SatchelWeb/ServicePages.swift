import Hummingbird
import SatchelCore

/// What programs ask of a service: whether it is well, and what it counted.
enum ServicePages {
    static let routes: [Route] = [
        .get("/health", .everyone, health), .get("/metrics", .everyone, metrics),
        .get("/robots.txt", .everyone) { _ in .text("User-agent: *\nDisallow: /\n", as: "text/plain") },
        .get("/favicon.ico", .everyone) { _ in Answer(status: .noContent) },
    ]

    /// `ok` when the register answers.
    private static func health(_ visit: Visit) throws -> Answer {
        _ = try visit.register.events(after: Int64.max - 1, limit: 1)
        return .text("ok\n", as: "text/plain; charset=utf-8")
    }

    /// Counts, for whoever asks on this machine and not through a proxy.
    private static func metrics(_ visit: Visit) throws -> Answer {
        guard visit.isLocal else { throw SatchelError(.pageMissing, ["path": visit.path]) }
        return .text(visit.site.metrics.text, as: "text/plain; version=0.0.4; charset=utf-8")
    }
}

extension Visit {
    /// Whether it came from this machine itself.
    var isLocal: Bool {
        ["127.0.0.1", "::1", "localhost"].contains(address) && headers[.xForwardedFor] == nil
    }
}

import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import SatchelCore

/// What a request knows of its connection.
package struct WebContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    package let channel: any Channel

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }
}

/// Takes each request through the same gates: who is it, may it come in, is the form ours; then its handler, on a
/// thread that may wait for the disk; then headers, count and log line.
struct Dispatch: Sendable {
    let site: Site

    /// The router of all routes; what none of them takes is told what there is.
    func router() -> Router<WebContext> {
        let router = Router(context: WebContext.self)
        router.add(middleware: Missing { try await answer($0, $1, .missing) })
        for route in Routes.all {
            router.on(RouterPath(route.path), method: route.method) { try await answer($0, $1, route) }
            guard route.method == .get else { continue }
            router.on(RouterPath(route.path), method: .head) { try await answer($0, $1, route) }
        }
        return router
    }

    private func answer(_ request: Request, _ context: WebContext, _ route: Route) async throws -> Response {
        let start = ContinuousClock.now
        var answer = await answer(to: request, context, route)
        let isHead = request.method == .head
        SecurityHeaders.add(to: &answer, isSecure: site.isSecure)
        let response = answer.response(to: request.headers, isHead: isHead, on: context.channel)
        let spent = ContinuousClock.now - start
        let seconds = Double(spent.components.seconds) + Double(spent.components.attoseconds) / 1e18
        let status = Int(response.status.code)
        site.metrics.count(request.method.rawValue, route.path, status: status, seconds: seconds)
        context.logger.info(
            "answered",
            metadata: [
                "method": "\(request.method.rawValue)", "route": "\(route.path)", "status": "\(status)",
                "ms": "\(Int(seconds * 1000))",
            ])
        return response
    }

    private func answer(to request: Request, _ context: WebContext, _ route: Route) async -> Answer {
        var visit = Visit(site: site, path: request.uri.path)
        visit.headers = request.headers
        visit.sentTo = [.get, .head].contains(request.method) ? nil : route.path
        visit.query = Fields(urlEncoded: request.uri.query ?? "")
        for (name, value) in context.parameters {
            visit.parameters[String(name)] = value.removingPercentEncoding ?? String(value)
        }
        visit.authority = request.head.authority ?? ""
        visit.address = address(of: request, context)
        visit.language = language(of: visit)
        let body = BodyReading(limit: route.limit, office: site.office)
        defer { body.discard() }
        do {
            try await body.read(request, into: &visit)
            return try await site.threads.runIfActive { [visit] in Dispatch.handled(visit, route) }
        } catch let error as SatchelError {
            return ErrorPage.answer(error, for: visit, route)
        } catch {
            context.logger.error(
                "failed", metadata: ["route": "\(route.path)", "error": "\(type(of: error))"])
            return ErrorPage.answer(SatchelError(.programFailed, cause: error), for: visit, route)
        }
    }

    /// Runs a handler; a refusal becomes the form again, or a page that tells of it.
    private static func handled(_ visit: Visit, _ route: Route) -> Answer {
        var visit = visit
        do {
            try Gate.admit(&visit, to: route)
            var answer = try route.handle(visit)
            if visit.query.has("lang") {
                answer.headers.append(
                    HTTPField(
                        name: .setCookie, value: SessionCookie.language(visit.language, for: visit.site)))
            }
            return answer
        } catch {
            let error = (error as? SatchelError) ?? SatchelError(.programFailed, cause: error)
            if let again = route.shownAgain, !Gate.isAtTheDoor(error) {
                visit.refusal = error
                if var answer = try? again(visit) {
                    answer.status = HTTPResponse.Status(error)
                    return answer
                }
            }
            return ErrorPage.answer(error, for: visit, route)
        }
    }

    private func address(of request: Request, _ context: WebContext) -> String {
        let peer = context.channel.remoteAddress?.ipAddress ?? "local"
        guard let proxy = site.proxy, proxy == peer,
            let told = request.headers[.xForwardedFor]?.split(separator: ",").last
        else { return peer }
        return told.trimmingCharacters(in: .whitespaces)
    }

    private func language(of visit: Visit) -> Language {
        let told = visit.query["lang"] ?? SessionCookie.value("lang", in: visit.headers)
        return told.flatMap(Language.init(rawValue:)) ?? .vi
    }
}

/// Answers where no route does, also below an address that there is and to methods that it does not take.
private struct Missing: RouterMiddleware {
    typealias Context = WebContext
    typealias Handler = @Sendable (Request, WebContext) async throws -> Response

    let answer: Handler

    func handle(
        _ request: Request, context: WebContext,
        next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound {
            return try await answer(request, context)
        }
    }
}

extension Route {
    /// What answers where no route does: that there is no such address, or which methods it takes (RFC 9110, 15.5.6).
    static let missing = Route.get("/{path}", .everyone) { visit in
        let methods = Set(Routes.all.filter { $0.isAt(visit.path) }.map(\.method))
        if methods.isEmpty { throw SatchelError(.pageMissing, ["path": String(visit.path.prefix(100))]) }
        let allowed = methods.contains(.get) ? methods.union([.head]) : methods
        let list = allowed.map(\.rawValue).sorted().joined(separator: ", ")
        var answer = ErrorPage.answer(SatchelError(.methodNotAllowed, ["methods": list]), for: visit, nil)
        answer.headers[.allow] = list
        return answer
    }

    /// Whether a path is one of its own, whatever the method.
    private func isAt(_ path: String) -> Bool {
        let (own, asked) = (self.path.split(separator: "/"), path.split(separator: "/"))
        return own.count == asked.count && zip(own, asked).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}

extension Answer {
    /// The answer as it is sent; a HEAD request gets the headers alone.
    func response(to headers: HTTPFields, isHead: Bool, on channel: any Channel) -> Response {
        switch body {
        case .empty: return Response(status: status, headers: self.headers)
        case .bytes(let bytes):
            var fields = self.headers
            fields[.contentLength] = "\(bytes.count)"
            let body = isHead ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
            return Response(status: status, headers: fields, body: body)
        case .download(let download):
            var response = download.response(to: headers, isHead: isHead, channel: channel)
            for field in self.headers where response.headers[field.name] == nil {
                response.headers.append(field)
            }
            return response
        }
    }
}

extension HTTPField.Name {
    static let xForwardedFor = HTTPField.Name("X-Forwarded-For")!
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
}

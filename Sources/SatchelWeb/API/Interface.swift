import HTTPTypes
import Hummingbird
import SatchelCore

/// The interface of programs, `/api/v1`: the same verbs as the pages and the command line, in JSON.
package enum Interface {
    static let root = "/api/v1"

    static let endpoints: [Endpoint] =
        OfficeEndpoints.all + DocumentEndpoints.all + RelationEndpoints.all + TemplateEndpoints.all
        + KitEndpoints.all + EditionEndpoints.all + EvidenceEndpoints.all + ReceiptCodeEndpoints.all
        + OrganisationEndpoints.all
        + AuditEndpoints.all + NoticeEndpoints.all + AccountEndpoints.all + ListEndpoints.all
        + WorkEndpoints.all

    package static let routes: [Route] =
        endpoints.map { endpoint in
            .on(endpoint.method, root + endpoint.path, .token, limit: endpoint.limit) { visit in
                try answer(visit, endpoint)
            }
        } + [.get("\(root)/openapi.json", .everyone, OpenAPI.serve)]

    /// Answers a request at an endpoint, in the language it asks for.
    /// - Throws: what the endpoint refuses.
    static func answer(_ visit: Visit, _ endpoint: Endpoint) throws -> Answer {
        var visit = visit
        visit.language = Language.wanted(by: visit)
        let call = try Call(visit, endpoint)
        var answer = try Idempotency.once(call, endpoint) { try endpoint.run(call) }
        answer.headers[.vary] = "Accept-Language, Authorization, Cookie"
        return answer
    }
}

extension Endpoint {
    /// The largest body it takes, in bytes.
    var limit: Int {
        switch body {
        case .none: method == .get ? 0 : 1 << 10
        case .json: 1 << 20
        case .form: Route.uploadLimit
        }
    }
}

extension Language {
    /// The language a program asks for: `lang`, else the best of Accept-Language (RFC 9110, 12.5.4), else Vietnamese.
    static func wanted(by visit: Visit) -> Language {
        if let told = visit.query["lang"].flatMap(Language.init(rawValue:)) { return told }
        let ranges = (visit.headers[.acceptLanguage] ?? "").split(separator: ",").compactMap {
            range -> (Language, Double)? in
            let parts = range.split(separator: ";").map { $0.trimmed }
            guard let name = parts.first?.split(separator: "-").first?.lowercased(),
                let language = Language(rawValue: name)
            else { return nil }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
            return (language, weight ?? 1)
        }
        // Of those wanted alike the first one named.
        return ranges.enumerated().filter { $1.1 > 0 }.max { ($0.1.1, -$0.0) < ($1.1.1, -$1.0) }?.1.0 ?? .vi
    }
}

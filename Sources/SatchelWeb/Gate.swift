import Foundation
import HTTPTypes
import Hummingbird
import SatchelCore

/// Who gets in: reads the session from its cookie or the token from its header, and refuses forms that this site did
/// not make.
enum Gate {
    /// Fills in who asks, and refuses whoever may not.
    /// - Throws: `signInNeeded`, `linkNeeded`, `formForged`.
    static func admit(_ visit: inout Visit, to route: Route) throws {
        if let token = bearer(visit) {
            guard let account = try visit.office.account(token: token) else {
                throw SatchelError(.signInNeeded)
            }
            try visit.admit(account)
        } else {
            let session = try readSession(of: &visit, isHolders(route.path) ? .holder : .board)
            if ![.get, .head].contains(route.method) {
                try checkOrigin(visit)
                try checkForm(visit, session)
            }
        }
        switch route.access {
        case .everyone: return
        case .account, .token: _ = try visit.account()
        case .holder: _ = try visit.holder()
        }
    }

    /// Whether an error says that somebody was not let in.
    static func isAtTheDoor(_ error: SatchelError) -> Bool {
        [.signInNeeded, .linkNeeded, .formForged].contains(error.code)
    }

    /// Whether an address is one of the secretaries' pages.
    private static func isHolders(_ path: String) -> Bool { path == "/k" || path.hasPrefix("/k/") }

    private static func bearer(_ visit: Visit) -> String? {
        guard let header = visit.headers[.authorization], header.lowercased().hasPrefix("bearer ") else {
            return nil
        }
        return header.dropFirst(7).trimmingCharacters(in: .whitespaces)
    }

    private static func readSession(of visit: inout Visit, _ kind: SessionCookie.Kind) throws -> Session? {
        guard let secret = SessionCookie.value(visit.site.cookie(kind), in: visit.headers),
            let session = try visit.office.session(secret)
        else { return nil }
        switch session.kind {
        case .account(let account): try visit.admit(account)
        case .recipient(let holder): visit.who = .holder(holder)
        }
        visit.secret = secret
        visit.csrf = session.csrf
        return session
    }

    /// A browser says where a form stood: it must have been here.
    private static func checkOrigin(_ visit: Visit) throws {
        if let site = visit.headers[.secFetchSite], !["same-origin", "none"].contains(site) {
            throw SatchelError(.formForged)
        }
        if let origin = visit.headers[.origin], origin != "null" || visit.headers[.secFetchSite] == nil {
            let host = origin.split(separator: "/", maxSplits: 2).last.map(String.init) ?? ""
            guard host == visit.authority else { throw SatchelError(.formForged) }
        }
    }

    /// Whoever is signed in sends forms that were made for them; before that there is nothing to forge.
    private static func checkForm(_ visit: Visit, _ session: Session?) throws {
        let told = visit.form["csrf"] ?? visit.headers[.csrf] ?? ""
        if let session, !session.accepts(csrf: told) { throw SatchelError(.formForged) }
    }
}

extension HTTPField.Name {
    static let csrf = HTTPField.Name("X-CSRF-Token")!
}

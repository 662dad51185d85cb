import Foundation
import HTTPTypes
import Hummingbird
import SatchelCore

/// One request as its handler sees it: who asks for what, read whole before the handler runs.
package struct Visit: Sendable {
    /// Who stands behind a request.
    package enum Who: Sendable {
        case nobody
        /// Somebody signed in at the board's desk.
        case account(Account)
        /// A secretary who opened a personal link, or typed its code.
        case holder(LinkHolder)
    }

    package let site: Site
    package let path: String
    /// The office as whoever asks sees it: all of it, until an account on a subtree is known.
    package private(set) var office: Office
    /// What stands in the places of the route's path (`{kit}`), decoded.
    package var parameters: [String: String] = [:]
    package var query = Fields()
    package var form = Fields()
    package var uploads: [Upload] = []
    package var headers: HTTPFields = [:]
    package var body: [UInt8] = []
    package var language = Language.vi
    package var who = Who.nobody
    /// The session's secret, from its cookie.
    package var secret: String?
    /// What the session's forms carry to show that this site made them.
    package var csrf: String?
    /// The host the browser asked for.
    package var authority = ""
    /// The address the request came from.
    package var address = ""
    /// The route's path, when a form was sent and not an address opened.
    package var sentTo: String?
    /// Why a form is shown again.
    package var refusal: SatchelError?

    package init(site: Site, path: String) {
        self.site = site
        office = site.office
        self.path = path
    }

    package var register: Register { office.register }
    package var today: Day { office.clock.today }

    /// A text in the visit's language.
    package func say(_ vi: String, _ en: String) -> String { language == .vi ? vi : en }

    /// A text in the visit's language, its `{places}` filled.
    package func say(_ text: Text, _ arguments: [String: String] = [:]) -> String {
        text(language, arguments)
    }

    /// What stands in a place of the route's path.
    package func part(_ name: String) -> String { parameters[name] ?? "" }

    /// Takes in who signed in, and what of the office they see.
    mutating func admit(_ account: Account) throws {
        who = .account(account)
        office = try site.office.seen(by: account)
    }

    /// The account that is signed in.
    /// - Throws: `signInNeeded`.
    package func account() throws -> Account {
        guard case .account(let account) = who else { throw SatchelError(.signInNeeded) }
        return account
    }

    /// The secretary whose link was opened.
    /// - Throws: `linkNeeded`.
    package func holder() throws -> LinkHolder {
        guard case .holder(let holder) = who else { throw SatchelError(.linkNeeded) }
        return holder
    }

    /// Who acts: the account signed in, on behalf of whom the form names; a form sent twice acts once.
    /// - Throws: `signInNeeded`.
    package func actor() throws -> Actor {
        Actor(user: try account().name, onBehalfOf: form["onBehalfOf"], request: form["once"])
    }

    /// A day from the query or the form (31/12/2025 or 2025-12-31); nil when it is left blank.
    /// - Throws: `dateBroken` with what was written.
    package func day(_ name: String) throws -> Day? {
        guard let text = form[name] ?? query[name] else { return nil }
        guard let day = Day(text) else { throw SatchelError(.dateBroken, ["text": text]) }
        return day
    }

    /// A whole number from the query or the form; nil when it is left blank.
    /// - Throws: `numberBroken` with what was written.
    package func number(_ name: String) throws -> Int? {
        guard let text = form[name] ?? query[name] else { return nil }
        guard let number = Int(text) else { throw SatchelError(.numberBroken, ["text": text]) }
        return number
    }

    /// A field that must not be blank.
    /// - Throws: `fieldMissing` with its label.
    package func required(_ name: String, _ label: String) throws -> String {
        guard let text = form[name] else { throw SatchelError(.fieldMissing, ["column": label]) }
        return text
    }

    /// The file chosen in a field; nil when none was.
    package func upload(_ name: String) -> Upload? { uploads.first { $0.field == name } }

    /// The number of the page of a long list, from 1.
    package var pageNumber: Int { max(1, query["page"].flatMap { Int($0) } ?? 1) }
}

/// A file that came with a form, on the disk until the request is answered.
package struct Upload: Sendable {
    package let field: String
    /// The name as the browser told it, without folders.
    package let name: String
    package let path: String
    /// In bytes.
    package let size: Int

    /// The whole file.
    /// - Throws: `fileMissing`, `notPermitted`.
    package func bytes() throws -> [UInt8] { try PrivateFile.read(path) }
}

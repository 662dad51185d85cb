import Hummingbird
import SatchelCore

/// One address of the site: what may be asked there, by whom, and what answers.
package struct Route: Sendable {
    /// Who may ask. What an account may *do* is decided by the register, verb by verb; here stands only who gets in.
    package enum Access: Sendable, Equatable {
        case everyone
        /// Whoever is signed in at the board's desk.
        case account
        /// A secretary with an open link.
        case holder
        /// A program with a token, or an account that is signed in.
        case token
    }

    package typealias Handler = @Sendable (Visit) throws -> Answer

    package let method: HTTPRequest.Method
    /// `/kits/{kit}`; a place in braces takes one part of the path.
    package let path: String
    package let access: Access
    package let handle: Handler
    /// The page whose form this is: shown again, with what was written and why it was refused.
    package let shownAgain: Handler?
    /// The largest body taken, in bytes.
    package let limit: Int

    private init(
        _ method: HTTPRequest.Method, _ path: String, _ access: Access, _ handle: @escaping Handler,
        shownAgain: Handler? = nil, limit: Int
    ) {
        self.method = method
        self.path = path
        self.access = access
        self.handle = handle
        self.shownAgain = shownAgain
        self.limit = limit
    }

    /// A page, or anything else that is only looked at.
    package static func get(_ path: String, _ access: Access = .account, _ handle: @escaping Handler) -> Route
    {
        Route(.get, path, access, handle, limit: 0)
    }

    /// A form that does something. When the register refuses, `shownAgain` shows the form with the reason.
    package static func post(
        _ path: String, _ access: Access = .account, limit: Int = 1 << 20, shownAgain: Handler? = nil,
        _ handle: @escaping Handler
    ) -> Route {
        Route(.post, path, access, handle, shownAgain: shownAgain, limit: limit)
    }

    /// Another method of the programs' interface.
    package static func on(
        _ method: HTTPRequest.Method, _ path: String, _ access: Access, limit: Int = 1 << 20,
        _ handle: @escaping Handler
    ) -> Route {
        Route(method, path, access, handle, limit: limit)
    }

    /// The largest form with files: the largest file the store takes (256 MiB), and some fields.
    package static let uploadLimit = 260 << 20
}

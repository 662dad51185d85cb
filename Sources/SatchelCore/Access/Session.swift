/// Somebody who is signed in: at the board by an account, or at a branch by the link or code of its letter.
package struct Session: Sendable {
    package enum Kind: Sendable {
        case account(Account)
        case recipient(LinkHolder)
    }

    package let kind: Kind
    /// What every form of the session carries back; derived from its secret.
    package let csrf: String
    package let expires: Instant

    /// The account of a board session.
    package var account: Account? { if case .account(let account) = kind { account } else { nil } }

    /// The person of a recipient's session.
    package var holder: LinkHolder? { if case .recipient(let holder) = kind { holder } else { nil } }

    /// Milliseconds a session of an account lasts at most: 12 hours.
    static let boardSpan: Int64 = 12 * 3_600_000
    /// Milliseconds a recipient's lasts at most: 2 hours.
    static let recipientSpan: Int64 = 2 * 3_600_000
}

/// What a one-time address leads to: setting the password of an account.
package struct Invitation: Sendable, Hashable {
    /// The account's name; nil where whoever opens it chooses the name of the first administrator.
    package let account: String?
    package let expires: Instant

    /// Milliseconds an invitation holds: 48 hours.
    static let span: Int64 = 48 * 3_600_000
}

/// A token by which a program acts with an account; the secret itself was shown once.
package struct ApiToken: Sendable, Hashable {
    package let id: Int64
    package let label: String
    package let account: String
    package let madeAt: Instant
    /// The last day it is valid; nil for no end.
    package let until: Day?

    static let prefix = "satchel_"
}

/// An answer that was given to a request, kept so that the same request gets the same again.
package struct StoredAnswer: Sendable, Hashable {
    package let status: Int
    package let mediaType: String
    package let body: [UInt8]
    /// SHA-256 of what was sent, as hex: the same key with something else is a mistake of the sender.
    package let requestDigest: String

    package init(status: Int, mediaType: String, body: [UInt8], requestDigest: String) {
        self.status = status
        self.mediaType = mediaType
        self.body = body
        self.requestDigest = requestDigest
    }

    /// The largest body that is kept, in bytes.
    package static let largest = 65_536
    /// Milliseconds answers and keys are kept: 48 hours.
    static let span: Int64 = 48 * 3_600_000
}

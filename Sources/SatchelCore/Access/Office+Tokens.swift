// Tokens by which programs act with an account.
extension Office {
    /// Makes a token: shown this once, the register keeps its hash.
    /// - Parameter until: the last day it is valid.
    /// - Throws: `accountMissing`, `accountExpired`, `accountNotYet` for an account that is not valid today,
    ///   `tokenNotYours`, `fieldMissing`, `datesContradict`, and what `Register.permit` refuses.
    package func makeToken(
        named label: String, for account: String, until: Day? = nil, by actor: Actor
    ) throws -> String {
        let secret = AccessSecret.random(prefix: ApiToken.prefix)
        try register.makeToken(secret.digest, named: label, for: account, until: until, by: actor)
        return secret.text
    }

    /// The account a token acts with; nil for one that is none, is over or revoked, or whose account is not valid.
    package func account(token: String) throws -> Account? {
        guard let secret = AccessSecret(token, prefix: ApiToken.prefix) else { return nil }
        return try register.account(ofToken: secret.digest)
    }
}

// Passwords: set by a one-time invitation, changed by whoever knows the old one.
extension Office {
    /// Invites the holder of an account to set a password: a secret that works once within 48 hours; one given before
    /// works no longer.
    /// - Throws: `accountUnknown`, and what `Register.permit` refuses.
    package func invite(account name: String, by actor: Actor) throws -> String {
        let secret = AccessSecret.random()
        try register.invite(name, secret.digest, by: actor)
        return secret.text
    }

    /// Invites the first administrator while no account has ever had a password: to choose a name as well when there
    /// are no accounts. Nil from the first password on.
    package func inviteFirstAdministrator() throws -> String? {
        let secret = AccessSecret.random()
        return try register.inviteFirst(secret.digest) ? secret.text : nil
    }

    /// What an invitation's secret leads to.
    /// - Throws: `linkInvalid`, one answer for a wrong, a used and an expired one.
    package func invitation(_ secret: String) throws -> Invitation {
        guard let secret = AccessSecret(secret), let found = try register.invitation(secret.digest) else {
            throw SatchelError(.linkInvalid)
        }
        return found
    }

    /// Sets a password by an invitation, which is then used up; every session of the account ends.
    /// - Parameter name: the name the first administrator chooses; of no account where the invitation has one.
    /// - Returns: the account's name. - Throws: `linkInvalid`, `fieldMissing`, `passwordTooShort`, `passwordIsName`.
    @discardableResult
    package func setPassword(_ password: String, name: String? = nil, invitation secret: String) throws
        -> String
    {
        let invitation = try invitation(secret)
        guard let name = invitation.account ?? VietnameseText.kept(name) else {
            throw SatchelError(.fieldMissing, ["column": "NAME"])
        }
        try PasswordRules.check(password, for: name)
        let hash = try PasswordHash(password, cost: passwordCost)
        guard let digest = AccessSecret(secret)?.digest else { throw SatchelError(.linkInvalid) }
        try register.setPassword(hash.text, of: name, by: invitation, digest)
        return name
    }

    /// Changes a password; every other session of the account ends.
    /// - Parameter kept: the secret of the session that goes on, if any.
    /// - Throws: `signInRefused` for a wrong old one, `passwordTooShort`, `passwordIsName`.
    package func changePassword(
        of name: String, old: String, new: String, keeping kept: String? = nil
    ) throws {
        let credentials = try register.credentials(of: name)
        let isRight = try PasswordHash.verify(
            old, against: credentials.flatMap { PasswordHash($0.hash) }, cost: passwordCost)
        guard isRight, let credentials else { throw SatchelError(.signInRefused) }
        try PasswordRules.check(new, for: credentials.account.name)
        let hash = try PasswordHash(new, cost: passwordCost)
        try register.changePassword(
            to: hash.text, with: credentials, keeping: kept.flatMap { AccessSecret($0) }?.digest)
    }

    /// The address at which an invitation's secret is opened: the secret stands in the fragment, which no server on
    /// the way sees.
    package func invitationAddress(_ secret: String) -> String { "\(settings.base)/welcome#\(secret)" }
}

// Signing in and out, and who a session's secret belongs to.
extension Office {
    /// Signs in with a name and a password: a secret for the browser to keep, and whom it stands for.
    ///
    /// It takes the time of a scrypt hash, also for a name that is not known: to be called off the cooperative pool.
    /// - Throws: `signInRefused`, one answer for whatever is wrong.
    package func signIn(name: String, password: String) throws -> (secret: String, session: Session) {
        let credentials = try register.credentials(of: name)
        let isRight = try PasswordHash.verify(
            password, against: credentials.flatMap { PasswordHash($0.hash) }, cost: passwordCost)
        guard isRight, let credentials else { throw SatchelError(.signInRefused) }
        let secret = AccessSecret.random()
        let expires = try register.beginSession(secret.digest, with: credentials)
        let session = Session(kind: .account(credentials.account), csrf: secret.csrf, expires: expires)
        return (secret.text, session)
    }

    /// Whom a session's secret stands for now; nil when it is none, has expired, or its account or transmittal no
    /// longer holds. Writes nothing.
    package func session(_ secret: String) throws -> Session? {
        guard let secret = AccessSecret(secret) else { return nil }
        return try register.session(secret.digest).map {
            Session(kind: $0.kind, csrf: secret.csrf, expires: $0.expires)
        }
    }

    /// Ends the session of a secret; nothing when it is none.
    package func signOut(_ secret: String) throws {
        guard let secret = AccessSecret(secret) else { return }
        try register.endSession(secret.digest)
    }

    /// Ends every session of an account's name.
    package func signOutEverywhere(of name: String) throws { try register.endSessions(of: name) }

    /// Records that somebody was locked out after too many attempts. A name that is no account's is not written down:
    /// people type passwords into the wrong field.
    /// - Parameters:
    ///   - name: the name that was tried; nil for links and codes.
    ///   - address: where the attempts came from.
    package func recordLockOut(of name: String?, from address: String) throws {
        try register.recordLockOut(of: name, from: address)
    }

    /// Begins the session of whoever opened a link or typed its code.
    /// - Throws: `linkInvalid` when it no longer holds.
    package func beginSession(for holder: LinkHolder) throws -> (secret: String, session: Session) {
        let secret = AccessSecret.random()
        let expires = try register.beginSession(secret.digest, for: holder)
        return (secret.text, Session(kind: .recipient(holder), csrf: secret.csrf, expires: expires))
    }
}

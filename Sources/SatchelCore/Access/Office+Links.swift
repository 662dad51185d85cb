// Links and codes of recipients: derived, never stored.
extension Office {
    /// The secret of a transmittal's link, as `LinkKey.secret` makes it. It is derived whenever needed and never stored.
    /// - Throws: `fileMissing` when the key file is gone.
    package func linkSecret(recipient: Int64, edition: Int, generation: Int) throws -> String {
        try LinkKey(folder: folder).secret(
            TransmittalLink(recipient: recipient, edition: edition, generation: generation))
    }

    /// The code that opens the same page, to be typed from paper.
    /// - Throws: `fileMissing` when the key file is gone.
    package func openingCode(recipient: Int64, edition: Int, generation: Int) throws -> OpeningCode {
        try LinkKey(folder: folder).openingCode(
            TransmittalLink(recipient: recipient, edition: edition, generation: generation))
    }

    /// Who holds a link, by the secret in its fragment.
    /// - Throws: `linkInvalid`, one answer for whatever is wrong; `fileMissing` when the key file is gone.
    package func linkHolder(secret: String) throws -> LinkHolder {
        guard let place = LinkKey.place(in: secret) else { throw SatchelError(.linkInvalid) }
        let generation = try register.generation(recipient: place.recipient, edition: place.edition)
        let link = TransmittalLink(
            recipient: place.recipient, edition: place.edition, generation: generation ?? 0)
        let isRight = AccessSecret.isSame(try LinkKey(folder: folder).secret(link), secret)
        guard isRight, generation != nil, let holder = try register.linkHolder(link) else {
            throw SatchelError(.linkInvalid)
        }
        return holder
    }

    /// Who holds a code from paper.
    /// - Throws: `linkInvalid`, one answer for whatever is wrong; `fileMissing` when the key file is gone.
    package func linkHolder(code: String) throws -> LinkHolder {
        guard let code = OpeningCode(code), let link = try openingCodes.link(of: code, in: self),
            let holder = try register.linkHolder(link)
        else { throw SatchelError(.linkInvalid) }
        return holder
    }

    /// Everything on the one page of a link's holder: each kit of each of their nodes, the link's own node first.
    package func kits(of holder: LinkHolder) throws -> [HeldKit] { try register.kits(of: holder) }

    /// The slug of the kit of one of a link's holder's recipients, without the rest of the page; nil when it is none of
    /// theirs.
    package func kit(ofRecipient recipient: Int64, for holder: LinkHolder) throws -> String? {
        try register.kit(ofRecipient: recipient, for: holder)
    }
}

extension Settings {
    /// Where the pages are served, without a slash at the end.
    package var base: String {
        var base = baseAddress
        while base.hasSuffix("/") { base.removeLast() }
        return base
    }

    /// Where recipients open their page by a code.
    package var codeAddress: String { "\(base)/k" }
}

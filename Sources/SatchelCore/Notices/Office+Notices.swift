import Zip

extension Office {
    /// The page of a notice's recipient: the secret stands in the fragment, so no server on the way sees it. The same
    /// for every notice about one transmittal, until its generation changes.
    /// - Throws: as `linkSecret`.
    package func link(for notice: Notice) throws -> String {
        let secret = try linkSecret(
            recipient: notice.recipientID, edition: notice.edition, generation: notice.generation)
        return "\(settings.codeAddress)#\(secret)"
    }

    /// The code that opens the same page, for whoever has the letter on paper.
    /// - Throws: as `linkSecret`.
    package func code(for notice: Notice) throws -> OpeningCode {
        try openingCode(
            recipient: notice.recipientID, edition: notice.edition, generation: notice.generation)
    }

    /// The mails of the notices that go by mail, in their order; those told within another's mail stand in it. A
    /// notice whose address no header may carry has none;
    /// `unreachable(among:)` lists those.
    /// - Parameter areDrafts: for somebody who sends them from a mail program of their own.
    /// - Throws: `settingsBroken`, `editionUnknown`, `kitUnknown`, `blobMissing`, `fileMissing`.
    package func mails(
        for notices: [Notice], language: Language = .vi, areDrafts: Bool = false
    ) throws -> [(notice: Notice, eml: [UInt8])] {
        let mailed = notices.filter { $0.channel == .mail }
        let gathered = try NoticeGathering(self, mailed, prefers: .electronic)
        return try Office.messages(mailed).compactMap { message in
            let parts = try message.map { try gathered.texts(for: $0, language) }
            return try NoticeMail(
                message[0], parts: parts, id: messageID(of: message[0]), settings: settings,
                language: language, isDraft: areDrafts
            ).map { (message[0], $0.eml) }
        }
    }

    /// The same in one archive, as `12-ITK-05.eml`; nil when there are none.
    /// - Throws: as `mails`.
    package func mailArchive(for notices: [Notice], language: Language = .vi) throws -> [UInt8]? {
        let mails = try mails(for: notices, language: language, areDrafts: true)
        if mails.isEmpty { return nil }
        let today = clock.today
        return try SatchelError.wrapping("mails") {
            try ArchivePlan(
                mails.map { try BlobStore.item(named: $0.notice.mailFileName, $0.eml) },
                stamp: (year: today.year, month: today.month, day: today.day), limits: .none
            ).bytes()
        }
    }

    /// Notices by the message that tells of them, the leading one first, in their order.
    static func messages(_ notices: [Notice]) -> [[Notice]] {
        var places: [Int64: Int] = [:]
        var messages: [[Notice]] = []
        for notice in notices {
            let lead = notice.leadID ?? notice.id
            let place = places[lead] ?? messages.count
            places[lead] = place
            if place == messages.count { messages.append([]) }
            if notice.id == lead {
                messages[place].insert(notice, at: 0)
            } else {
                messages[place].append(notice)
            }
        }
        return messages
    }

    /// The notices that should go by mail to an address that is none: to telephone.
    package func unreachable(among notices: [Notice]) -> [Notice] {
        notices.filter { $0.channel == .mail && $0.email.flatMap(MailAddress.init) == nil }
    }

    /// What open documents are about, by the names that change lists use; not of those whose name says it, nor of a name
    /// that an internal document bears too.
    func openTitles() throws -> [String: String] {
        let documents = try register.documents()
        let hidden = Set(documents.filter { $0.access != .open }.map(\.citation))
        let told = documents.filter { document in
            document.access == .open && !hidden.contains(document.citation)
                && !document.citation.contains(document.title)
        }
        return Dictionary(told.map { ($0.citation, $0.title) }, uniquingKeysWith: { first, _ in first })
    }

    /// The names that change lists use for open documents and for templates; a name an internal document bears too is
    /// not among them.
    func openLabels() throws -> Set<String> {
        let documents = try register.documents()
        let open = Set(documents.filter { $0.access == .open }.map(\.citation))
        let hidden = Set(documents.filter { $0.access != .open }.map(\.citation))
        return open.union(try register.templates().map(\.name.vi)).subtracting(hidden)
    }
}

extension EditionFacts {
    /// The facts of an issued edition, from its own manifest.
    init(
        _ edition: Edition, _ office: Office, openLabels: Set<String> = [], titles: [String: String] = [:]
    ) throws {
        let manifest = try office.manifest(of: edition)
        let before = try manifest.changesFrom.map { try office.register.edition(of: edition.kit, number: $0) }
        self.init(
            kit: Text(manifest.name.vi, manifest.name.en), number: edition.number, issuedOn: edition.issuedOn,
            count: manifest.entries.count,
            changesFrom: before.map { PageWords.edition($0.number, $0.issuedOn) }, changes: manifest.changes,
            withdrawnOn: edition.withdrawnOn, instead: edition.instead, openLabels: openLabels, titles: titles
        )
    }
}

extension Notice {
    /// The name of its mail as a file.
    package var mailFileName: String { "\(id)-\(KitPath.safe(nodeCode)).eml" }
}

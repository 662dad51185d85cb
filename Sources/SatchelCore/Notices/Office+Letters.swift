// Letters to print and texts to paste, for clerks to hand on.
extension Office {
    /// Letters to print, one sheet a person: all notices to one person at one node share it, whatever their kinds,
    /// channels and kits; a committee's secretary gets one about all branches below.
    /// - Throws: `editionUnknown`, `kitUnknown`, `blobMissing`, `fileMissing`.
    package func letters(for notices: [Notice], language: Language = .vi) throws -> String {
        let gathered = try NoticeGathering(self, notices, prefers: .paper)
        let letters = try Office.readers(of: notices, gathered).map { own in
            LetterPage.Letter(
                parts: try own.map {
                    ($0, try gathered.texts(for: $0, language), try gathered.facts(for: $0))
                })
        }
        return LetterPage(letters, settings: settings, on: clock.today, language: language).html
    }

    /// Notices by whose letter tells of them, in their order.
    private static func readers(of notices: [Notice], _ gathered: NoticeGathering) -> [[Notice]] {
        var places: [[String]: Int] = [:]
        var groups: [[Notice]] = []
        for notice in notices {
            let about = notice.kind == .escalation ? "below" : "own"
            let reader = [about, gathered.reader(of: notice), notice.person ?? ""]
            let place = places[reader] ?? groups.count
            places[reader] = place
            if place == groups.count { groups.append([]) }
            groups[place].append(notice)
        }
        return groups.map(once)
    }

    /// Without what a later one among them tells too: of a recipient's newest edition, and of each day of effect, the
    /// last word; and of each withdrawal.
    private static func once(_ notices: [Notice]) -> [Notice] {
        notices.enumerated().filter { place, notice in
            !notices.dropFirst(place + 1).contains { later in
                later.recipientID == notice.recipientID && later.effectiveOn == notice.effectiveOn
                    && (later.edition == notice.edition
                        || (later.edition > notice.edition && notice.kind != .withdrawal))
            }
        }.map(\.element)
    }

    /// The message for a chat group about an edition, of one kind: no link, no name, no internal title.
    /// - Throws: `groupTextRefused` for what is a committee's alone; `kitUnknown`, `editionUnknown`, `blobMissing`.
    package func groupText(
        kit: String, edition number: Int, kind: Notice.Kind = .newEdition, language: Language = .vi
    ) throws -> String {
        if kind == .escalation { throw SatchelError(.groupTextRefused) }
        let edition = try register.edition(of: kit, number: number)
        let facts = try EditionFacts(edition, self, openLabels: openLabels())
        let own = try register.notices(of: kit, edition: number).filter { $0.kind == kind }
        let text = GroupText(
            kind: kind, facts: facts, dueOn: own.first?.dueOn, effectiveOn: own.last?.effectiveOn,
            areLinksSent: own.contains(where: \.isDone) && !own.contains { $0.course.state == .waiting },
            settings: settings)
        return text.text(language)
    }

    /// A short message a person, with the link.
    /// - Throws: `editionUnknown`, `kitUnknown`, `blobMissing`, `fileMissing`.
    package func personalTexts(
        for notices: [Notice], language: Language = .vi
    ) throws -> [(notice: Notice, text: String)] {
        let gathered = try NoticeGathering(self, notices, prefers: .electronic)
        return try Office.messages(notices).map { message in
            let parts = try message.map { try gathered.texts(for: $0, language) }
            let texts = NoticeTexts.told(parts, language: language)
            return (
                message[0],
                texts.map { ChatTexts.personal($0, language: language) }.joined(separator: "\n\n")
            )
        }
    }
}

import SatchelCore

/// Letters to print, one sheet a person: those that wait, narrowed by `kind`, `channel` and `node` in the address; with
/// `all=1` those passed on too.
enum LetterPapers {
    /// The links in them are for clerks alone to hand on.
    static func paper(_ search: NoticeSearch, withSent: Bool = false, _ visit: Visit) throws -> Answer {
        try visit.requires("notice.done")
        var search = search
        search.kind = visit.query["kind"].flatMap(Notice.Kind.init(rawValue:))
        search.channel = visit.query["channel"].flatMap(Notice.Channel.init(rawValue:))
        search.node = search.node ?? visit.query["node"]
        try visit.register.check(search)
        let notices = try visit.register.notices(
            toHandOn: search, withSent: withSent || visit.query["all"] == "1")
        return visit.paper(
            try visit.office.letters(for: notices, language: visit.office.settings.noticeLanguage))
    }
}

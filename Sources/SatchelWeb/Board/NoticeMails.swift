import SatchelCore

/// The mails that wait, as files for a mail program (.eml): whoever has one has the link in it, so that only clerks
/// take them.
enum NoticeMails {
    private static func waiting(_ place: NoticePlace) throws -> [Notice] {
        try place.visit.requires("notice.done")
        return try place.visit.register.notices(
            NoticeSearch(
                kit: place.kit, edition: place.edition.number, channel: .mail, state: .waiting))
    }

    /// The files to take away, above the list of those waiting.
    static func card(_ place: NoticePlace) -> HTML? {
        let visit = place.visit
        guard visit.mayUse("notice.done") else { return nil }
        return visit.card(
            visit.say("Tệp thư để gửi", "Mails as files"),
            """
            <p>\(visit.say("Mở tệp bằng phần mềm thư rồi gửi. Trong thư có đường dẫn riêng của từng nơi: chỉ gửi cho đúng người.", "Open a file in a mail program and send it. It holds that place's own link: send it to that person alone."))</p>
            <p>\(visit.action("\(place.path)/mails.zip", visit.say("Tải mọi thư đang chờ (.zip)", "Download all that wait (.zip)")))</p>
            """)
    }

    /// The way to one mail.
    static func link(_ notice: Notice, _ place: NoticePlace) -> HTML? {
        let visit = place.visit
        guard visit.mayUse("notice.done") else { return nil }
        return visit.whole(
            """
            <a href="\(place.path)/mails/\("\(notice.id)")">\(visit.say("tệp thư", "mail file"))<span class="hide"> \(notice.nodeCode)</span></a>
            """)
    }

    @Sendable static func archive(_ visit: Visit) throws -> Answer {
        let place = try NoticePlace(visit)
        let bytes = try visit.office.mailArchive(
            for: try waiting(place), language: visit.office.settings.noticeLanguage)
        guard let bytes else { throw SatchelError(.pageMissing, ["path": visit.path]) }
        return .file(
            bytes, named: "thu-\(place.kit)-dot-\(place.edition.number).zip", as: "application/zip")
    }

    @Sendable static func one(_ visit: Visit) throws -> Answer {
        let place = try NoticePlace(visit)
        let id = try visit.id("id")
        let notices = try waiting(place).filter { $0.id == id || $0.leadID == id }
        let mails = try visit.office.mails(
            for: notices, language: visit.office.settings.noticeLanguage, areDrafts: true)
        guard let mail = mails.first else {
            throw SatchelError(.pageMissing, ["path": String(visit.path.prefix(100))])
        }
        return .file(mail.eml, named: mail.notice.mailFileName, as: "message/rfc822")
    }
}

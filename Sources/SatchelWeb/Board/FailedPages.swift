import SatchelCore

/// What was given up: why, and the ways to mend it; meanwhile it stands on the list to telephone.
enum FailedPages {
    static let routes: [Route] = [
        .get("/notices/failed", .account, list),
        .post("/notices/failed", shownAgain: list, NoticeActs.retry),
        .get("/notices/{kit}/{edition}/failed", .account, list),
        .post("/notices/{kit}/{edition}/failed", shownAgain: list, NoticeActs.retry),
    ]

    @Sendable private static func list(_ visit: Visit) throws -> Answer {
        let scope = try NoticeScope(visit)
        let failed = try FailedAddress.all(scope)
        let note = Text(
            "Các nơi này đã có trong danh sách gọi điện. Gửi lại thì địa chỉ được dùng lại.",
            "They stand on the list to telephone. Trying again counts the address as sound.")
        let none = Text("Không có thư nào không gửi được.", "Everything was delivered.")
        let body: HTML =
            failed.isEmpty
            ? scope.none(none)
            : """
            <p class="soft">\(visit.say(note))</p>
            \(scope.ticking("notice.retry", visit.say("Gửi lại các thư đã đánh dấu", "Try those ticked again"), try table(failed, scope)))
            \(visit.pager(failed.count))
            """
        return scope.page(
            visit.say("Không gửi được", "Not delivered"),
            done: Text("Sẽ gửi lại {n} thư.", "{n} notices will be tried again."), body)
    }

    private static func table(_ failed: [FailedAddress], _ scope: NoticeScope) throws -> HTML {
        let visit = scope.visit
        let columns: [Table.Column] = [
            .init(visit.say("Gửi cho", "To")), .init(visit.say("Địa chỉ", "Address")),
            .init(visit.say("Vì sao", "Why")), .init(visit.say("Việc", "About")),
            .init(visit.say("Gửi lại", "Try again"), on: .screen),
        ]
        let names = scope.place == nil ? try KitNames(visit) : nil
        let rows = visit.paged(failed).map { one -> [HTML] in
            return [
                NoticeCells.reader(one.told.reader, visit), "\(one.address)\(change(one, visit))",
                HTML.joined(one.reasons(visit), by: "<br>"),
                NoticeCells.subjects(one.told, names, visit),
                scope.tick("notice.retry", visit.say("gửi lại", "try again"), one.told),
            ]
        }
        return Table(columns, rows: rows).html
    }

    private static func change(_ failed: FailedAddress, _ visit: Visit) -> HTML? {
        guard visit.mayUse("holder.appoint") else { return nil }
        let reader = failed.told.reader
        let page = reader.person == nil ? "appoint" : "contact"
        return """
            <br><a class="noprint" href="\(NodePath.of(reader.code, page))">\(visit.say("đổi cách liên lạc", "change the contacts"))<span class="hide"> \(reader.code)</span></a>
            """
    }
}

/// Notices to one address of one reader that were given up.
private struct FailedAddress {
    let address: String
    let told: ReaderNotices

    private struct Key: Hashable {
        let address: String
        let reader: NoticeReader
    }

    /// Those of a list, the address that failed first first.
    static func all(_ scope: NoticeScope) throws -> [FailedAddress] {
        let register = scope.visit.register
        let notices = try register.notices(scope.search(.failed))
        let readers = try register.readers(of: notices)
        var places: [Key: Int] = [:]
        var groups: [(key: Key, notices: [Notice])] = []
        for notice in notices {
            guard let reader = readers[notice.id] else { continue }
            let key = Key(address: notice.address ?? "–", reader: reader)
            let place = places[key] ?? groups.count
            places[key] = place
            if place == groups.count { groups.append((key, [])) }
            groups[place].notices.append(notice)
        }
        return groups.map {
            FailedAddress(
                address: $0.key.address, told: ReaderNotices(reader: $0.key.reader, notices: $0.notices))
        }
    }

    /// What was answered, each once, with how often it was tried.
    func reasons(_ visit: Visit) -> [HTML] {
        var reasons: [HTML] = []
        for notice in told.notices {
            let course = NoticeCells.course(notice.course, visit)
            if !reasons.contains(course) { reasons.append(course) }
        }
        return reasons
    }
}

extension Notice {
    /// Where it goes to: the mail address, the name in chats or the number, as its channel is.
    var address: String? {
        switch channel {
        case .mail: email
        case .chat: chat
        case .telephone: phone
        }
    }
}

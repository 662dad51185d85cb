/// What one reader is told at one time.
package struct ReaderNotices: Sendable {
    package let reader: NoticeReader
    /// At least one; the leading one of a message first.
    package let notices: [Notice]

    package init(reader: NoticeReader, notices: [Notice]) {
        self.reader = reader
        self.notices = notices
    }

    /// The numbers of all of them, as a form sends them: `12,13`.
    package var ids: String { notices.map { "\($0.id)" }.joined(separator: ",") }

    /// The first day on which something of it is due.
    package var dueOn: Day? { notices.compactMap(\.dueOn).min() }

    /// What they tell of, each once.
    package var subjects: [NoticeSubject] {
        var subjects: [NoticeSubject] = []
        for notice in notices {
            if let place = subjects.firstIndex(where: { $0.isAlike(notice) }) {
                subjects[place].notices.append(notice)
            } else {
                subjects.append(NoticeSubject(notices: [notice]))
            }
        }
        return subjects
    }
}

/// One thing that somebody is told: a kind of notice about an edition, of one branch or, to the committee above, of
/// several.
package struct NoticeSubject: Sendable {
    package fileprivate(set) var notices: [Notice]

    fileprivate func isAlike(_ notice: Notice) -> Bool {
        let first = notices[0]
        return first.kind == notice.kind && first.kit == notice.kit && first.edition == notice.edition
            && first.isUrgent == notice.isUrgent && first.effectiveOn == notice.effectiveOn
    }

    package var isEscalation: Bool { notices[0].kind == .escalation }

    /// The branches it is about, each once.
    package var codes: [String] {
        notices.map(\.nodeCode).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// `thư nhắc`, `thư nhắc (gấp)`, `báo cấp trên về 9 chi bộ`.
    package var text: Text {
        let first = notices[0]
        if isEscalation {
            let count = codes.count
            return Text(
                "báo cấp trên về \(count) chi bộ",
                "escalation about \(count) \(count == 1 ? "branch" : "branches")")
        }
        // A withdrawal is always urgent.
        guard first.isUrgent, first.kind != .withdrawal else { return first.kind.text }
        return Text("\(first.kind.text.vi) (gấp)", "\(first.kind.text.en) (urgent)")
    }
}

extension Office {
    /// Everybody who is to be telephoned, the urgent calls first, then as they were written: by the notices on the list
    /// to telephone, and by the mails whose address no header can carry.
    /// - Parameter kit: nil for all kits.
    package func calls(of kit: String? = nil, _ edition: Int? = nil) throws -> [ReaderNotices] {
        let search = NoticeSearch(kit: kit, edition: edition, state: .waiting)
        let notices = try noticesToCall(search)
        let readers = try register.readers(of: notices)
        var places: [NoticeReader: Int] = [:]
        var groups: [(NoticeReader, [Notice])] = []
        for notice in notices {
            guard let reader = readers[notice.id] else { continue }
            let place = places[reader] ?? groups.count
            places[reader] = place
            if place == groups.count { groups.append((reader, [])) }
            groups[place].1.append(notice)
        }
        let calls = groups.map { ReaderNotices(reader: $0.0, notices: $0.1) }
        return calls.filter(\.isUrgent) + calls.filter { !$0.isUrgent }
    }

    /// The waiting notices among those a search means that are told by telephone, oldest first.
    package func noticesToCall(_ search: NoticeSearch) throws -> [Notice] {
        var search = search
        search.state = .waiting
        search.channel = .telephone
        let calls = try register.notices(search)
        search.channel = .mail
        let mails = unreachable(among: try register.notices(search))
        return mails.isEmpty ? calls : (calls + mails).sorted { $0.id < $1.id }
    }

    /// The messages that wait for a channel, each with all that is told within it, oldest first.
    package func messages(_ channel: Notice.Channel, of kit: String, _ edition: Int) throws
        -> [ReaderNotices]
    {
        let notices = try register.notices(
            NoticeSearch(kit: kit, edition: edition, channel: channel, state: .waiting))
        let readers = try register.readers(of: notices)
        return Office.messages(notices).compactMap { message in
            readers[message[0].id].map { ReaderNotices(reader: $0, notices: message) }
        }
    }

    /// The day by which a reader is to be called.
    package func callBy(_ call: ReaderNotices, _ calendar: WorkingCalendar) -> Day {
        let days = call.notices.map {
            calendar.callBy(clock.day(of: $0.recordedAt), isUrgent: $0.isUrgent)
        }
        return days.min() ?? clock.today
    }
}

extension ReaderNotices {
    fileprivate var isUrgent: Bool { notices.contains(where: \.isUrgent) }
}

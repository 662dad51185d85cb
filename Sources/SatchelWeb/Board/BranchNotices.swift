import SatchelCore

/// What was written to one branch, and told about it, with what became of each.
struct BranchNotices {
    private let notices: [Notice]
    private let visit: Visit

    /// The newest ones are shown.
    private static let most = 100

    init(_ notices: [Notice], _ visit: Visit) {
        self.notices = notices
        self.visit = visit
    }

    /// Never the links themselves, which are the branch's own.
    var html: HTML? {
        let own = notices.filter { $0.kind != .escalation }
        let above = notices.filter { $0.kind == .escalation }
        let parts = [
            list(own, visit.say("Thư báo, thư nhắc (\(own.count))", "Notices, reminders (\(own.count))")),
            list(
                above,
                visit.say("Đã báo cấp trên (\(above.count))", "The committee above was told (\(above.count))")
            ),
        ].compactMap(\.self)
        return parts.isEmpty ? nil : HTML.joined(parts, by: "\n")
    }

    private func list(_ notices: [Notice], _ title: String) -> HTML? {
        if notices.isEmpty { return nil }
        let items = notices.reversed().prefix(BranchNotices.most).map(item)
        return "<details><summary>\(title)</summary><ul class=\"plain\">\(items)</ul></details>"
    }

    private func item(_ notice: Notice) -> HTML {
        let edition = visit.say("đợt \(notice.edition)", "edition \(notice.edition)")
        let details = [written(notice), way(notice), due(notice), course(notice)].compactMap(\.self)
        return """
            <li><span>\(notice.kind.text(visit.language)), \(edition) \(state(notice))</span>\
            <span class="soft small">\(details.joined(separator: " · "))</span></li>
            """
    }

    private func state(_ notice: Notice) -> HTML {
        let state = notice.course.state
        if state == .done, notice.channel == .mail {
            return Mark.ok(visit.say("đã gửi, chưa bị trả lại", "sent, not returned so far"))
        }
        let mark: Mark =
            switch state {
            case .waiting: .late
            case .done: .ok
            case .failed: .bad
            case .moved, .notNeeded: .none
            }
        return mark(visit.say(state.text(by: notice.channel)))
    }

    private func written(_ notice: Notice) -> String {
        let clock = visit.register.clock
        let written = visit.say(
            Text("soạn {day}", "written {day}"), ["day": clock.day(of: notice.recordedAt).office])
        guard let at = notice.course.finishedAt else { return written }
        let ended =
            switch notice.course.state {
            case .done where notice.channel == .telephone: Text("gọi {at}", "called {at}")
            case .done: Text("gửi {at}", "sent {at}")
            default: Text("đóng {at}", "closed {at}")
            }
        return "\(written), \(visit.say(ended, ["at": clock.stamp(at)]))"
    }

    private func way(_ notice: Notice) -> String {
        let to = [notice.person, notice.address].compactMap(\.self).joined(separator: ", ")
        return notice.channel.text(visit.language) + (to.isEmpty ? "" : ": \(to)")
    }

    private func due(_ notice: Notice) -> String? {
        notice.dueOn.map { visit.say(Text("hạn {day}", "due {day}"), ["day": $0.office]) }
    }

    private func course(_ notice: Notice) -> String? {
        let course = notice.course
        let tried =
            course.attempts == 0
            ? nil : visit.say("đã thử \(course.attempts) lần", "tried \(course.attempts) times")
        let parts = [tried, course.answer].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}

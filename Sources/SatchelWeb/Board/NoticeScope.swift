import SatchelCore

/// What a list of notices is about: one edition, or all of them.
struct NoticeScope {
    let visit: Visit
    /// Nil for all editions.
    let place: NoticePlace?

    /// - Throws: `kitUnknown`, `editionUnknown`.
    init(_ visit: Visit) throws {
        self.visit = visit
        place = visit.parameters["kit"] == nil ? nil : try NoticePlace(visit)
    }

    func search(_ state: Notice.State) -> NoticeSearch {
        NoticeSearch(kit: place?.kit, edition: place?.edition.number, state: state)
    }

    /// A page of the list, with what has just been done on it.
    /// - Parameter done: what is told after `?done=finished`.
    func page(_ title: String, done: Text, scripts: [Script] = [], _ body: HTML) -> Answer {
        let about: HTML? = place.map { "<p class=\"soft\">\($0.title)</p>" }
        let all = visit.trail([("/notices", visit.say("Thư báo", "Notices"))])
        return visit.page(
            title, at: .notices, scripts: scripts,
            """
            \(place?.innerTrail ?? all)<h1>\(title)</h1>\(about)
            \(visit.told(["finished": done, "recorded": Text("Đã ghi xác nhận.", "The receipt is recorded.")]))
            \(body)
            """)
    }

    func none(_ text: Text = Text("Không còn thư nào chờ.", "Nothing is waiting.")) -> HTML {
        visit.card(nil, "<p>\(Mark.ok(visit.say(text)))</p>")
    }

    /// A form around a list whose rows are ticked when they are dealt with; it comes back to the same page of the list.
    func ticking(_ verb: String, _ button: String, _ list: HTML) -> HTML {
        guard visit.mayUse(verb) else { return visit.card(nil, list) }
        return visit.card(nil, visit.form(to: address, button, list))
    }

    /// A box that stands for several notices to one reader, whose code is only read out.
    func tick(_ verb: String, _ label: String, _ told: ReaderNotices) -> HTML {
        guard visit.mayUse(verb) else { return .empty }
        return """
            <label class="tick"><input type="checkbox" name="id" value="\(told.ids)"><span class="w">\(label)<span class="hide"> \(told.reader.code)</span></span></label>
            """
    }

    /// This page of the list.
    var address: String {
        let page = visit.query["page"].map { "?page=\(Fields.encoded($0))" } ?? ""
        return visit.path + page
    }

    /// The notices that were ticked, or those of the one button that was pressed, and how many of the list's rows they are.
    /// - Throws: `nothingTicked`.
    func chosen() throws -> (ids: [Int64], rows: Int) {
        let rows = visit.form["only"].map { [$0] } ?? visit.form.all("id")
        let ids = rows.flatMap { $0.split(separator: ",").compactMap { Int64($0) } }
        if ids.isEmpty { throw SatchelError(.nothingTicked) }
        guard let place else { return (ids, rows.count) }
        let known = Set(
            try visit.register.notices(of: place.kit, edition: place.edition.number).map(\.id))
        return (ids.filter(known.contains), rows.count)
    }

    /// Back to the list, to where the row stood that is gone.
    func back(_ count: Int) -> Answer {
        let mark = visit.query["at"].flatMap { Int($0) }.map { "#n\($0)" } ?? ""
        let page = visit.query["page"].flatMap { Int($0) }.map { "page=\($0)&" } ?? ""
        return .seeOther("\(visit.path)?\(page)done=finished&n=\(count)\(mark)")
    }
}

/// What is told of notices in the rows of lists.
enum NoticeCells {
    /// A branch is named, of more there are so many.
    private static let named = 20

    /// Who reads them: the person, and for which node.
    static func reader(_ reader: NoticeReader, _ visit: Visit) -> HTML {
        let node = visit.node(reader.code, reader.name)
        guard let person = reader.person else {
            return "\(Mark.late(visit.say("chưa ghi người giữ cặp", "no holder recorded")))<br>\(node)"
        }
        return "\(person)<br><span class=\"soft\">\(reader.role ?? "") \(node)</span>"
    }

    /// What they tell of; the kit and edition where the list has several.
    static func subjects(_ told: ReaderNotices, _ names: KitNames?, _ visit: Visit) -> HTML {
        let lines = told.subjects.map { subject -> HTML in
            let first = subject.notices[0]
            let edition = names.map { ", \($0.edition(first.kit, first.edition, nil))" } ?? ""
            let branches: HTML? =
                subject.isEscalation ? ": \(branches(subject.codes, visit))" : nil
            return "\(visit.say(subject.text))\(edition)\(branches)"
        }
        return HTML.joined(lines, by: "<br>")
    }

    private static func branches(_ codes: [String], _ visit: Visit) -> HTML {
        let rest = codes.count - named
        let more =
            rest > 0 ? visit.say(Text(" và {n} nơi nữa", " and {n} more"), ["n": "\(rest)"]) : ""
        return "\(HTML.joined(codes.prefix(named).map { visit.whole(visit.node($0)) }, by: ", "))\(more)"
    }

    static func due(_ day: Day?, _ visit: Visit) -> HTML {
        guard let day else { return .empty }
        return day < visit.today
            ? visit.whole(Mark.bad(visit.say("quá hạn \(day.office)", "late since \(day.office)")))
            : .text(day.office)
    }

    /// How often it was tried, when it is tried again, and what was answered.
    static func course(_ course: Notice.Course, _ visit: Visit) -> HTML {
        let tried =
            course.attempts == 0
            ? nil : visit.say("đã thử \(course.attempts) lần", "tried \(course.attempts) times")
        let next = course.nextAt.flatMap { at in
            course.state == .waiting && at > visit.register.clock.now
                ? visit.say(Text("gửi lại {at}", "again at {at}"), ["at": visit.register.clock.stamp(at)])
                : nil
        }
        let lines = [tried, next, course.answer].compactMap { $0 }.map { HTML.text($0) }
        return HTML.joined(lines, by: "<br>")
    }
}

extension Notice.Course {
    /// What the other side last answered, with its code.
    var answer: String? {
        reply.map { [code.map(String.init), $0].compactMap { $0 }.joined(separator: " ") }
    }
}

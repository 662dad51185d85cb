import Foundation
import SatchelCore
import TestSupport
import Testing

@testable import SatchelWeb

/// What went out and what is still to be passed on.
@Suite struct NoticePagesTests {
    private let desk: WebDesk

    init() throws { desk = try WebDesk() }

    /// An edition with notices waiting by a channel.
    private func edition(_ channel: Notice.Channel) throws -> NoticeCount {
        try #require(
            desk.office.register.noticeCounts().first { $0.channel == channel && $0.count > $0.done })
    }

    @Test("the outbox is counted by edition, kind and channel")
    func overview() async throws {
        let page = try await desk.get("/notices", as: .viewer)
        #expect(page.status == 200)
        let counts = try desk.office.register.noticeCounts()
        let all = try desk.office.register.notices()
        // Those given to another branch are counted there.
        #expect(counts.reduce(0) { $0 + $1.count } == all.filter { $0.course.state != .moved }.count)
        let waiting = counts.reduce(0) { $0 + $1.waiting }
        #expect(waiting == all.filter { $0.course.state == .waiting }.count)
        #expect(page.words.contains("\(waiting) thư đang chờ gửi, chờ gọi"))
        #expect(page.bytes.count < 60_000)
        #expect(try await desk.get("/notices?lang=en").words.contains("\(waiting) notices are waiting"))
    }

    @Test("who was called is ticked, and waits no longer; a viewer ticks nothing")
    func ticked() async throws {
        let count = try edition(.telephone)
        let path = NoticePath.of(count.kit, count.edition)
        let search = NoticeSearch(
            kit: count.kit, edition: count.edition, channel: .telephone, state: .waiting)
        let notices = try desk.office.register.notices(search)
        let list = try await desk.get("\(path)/telephone", as: .clerk)
        #expect(list.words.contains(notices[0].nodeName))
        if let phone = notices.lazy.compactMap(\.phone).first {
            #expect(list.text.contains("tel:\(phone.filter(\.isNumber))"))
        }
        let ids = notices.prefix(2).map { ("id", "\($0.id)") }
        #expect(try await desk.post("\(path)/telephone", as: .viewer, ids).status == 403)
        let sent = try await desk.post("\(path)/telephone", as: .clerk, ids)
        #expect(sent.location == "\(path)/telephone?done=finished&n=\(ids.count)")
        #expect(try desk.office.register.count(search) == notices.count - ids.count)
        let again = try await desk.post("\(path)/telephone", as: .clerk, ids)
        #expect(again.location == "\(path)/telephone?done=finished&n=0")
    }

    @Test("the group's text holds no link; a person's link is shown to clerks alone")
    func chat() async throws {
        let count = try edition(.chat)
        let path = NoticePath.of(count.kit, count.edition)
        let page = try await desk.get("\(path)/chat", as: .clerk)
        #expect(page.status == 200)
        #expect(page.text.contains("/k#"))
        let group = try #require(page.text.firstMatch(of: /(?s)id="copy-0"[^>]*>(.*?)<\/textarea>/))
        #expect(!String(group.output.1).contains("/k#"))
        let viewer = try await desk.get("\(path)/chat", as: .viewer)
        #expect(!viewer.text.contains("/k#"))
        #expect(try await desk.get("\(path)/letters", as: .viewer).status == 403)
    }

    @Test("the mails that wait are taken away as files by clerks alone, each or all in one archive")
    func mails() async throws {
        let count = try edition(.mail)
        let path = NoticePath.of(count.kit, count.edition)
        let search = NoticeSearch(kit: count.kit, edition: count.edition, channel: .mail, state: .waiting)
        let notices = try desk.office.register.notices(search)
        let mails = try desk.office.mails(for: notices, areDrafts: true)
        let list = try await desk.get("\(path)/mail", as: .clerk)
        let notice = try #require(mails.first).notice
        #expect(list.text.contains("\(path)/mails/\(notice.id)\""))
        let one = try await desk.get("\(path)/mails/\(notice.id)", as: .clerk)
        #expect(one.bytes == mails[0].eml)
        #expect(one.headers[.contentType] == "message/rfc822")
        #expect(one.headers[.contentDisposition]?.contains(".eml") == true)
        let all = try await desk.get("\(path)/mails.zip", as: .clerk)
        let archive = "\(desk.folder.path)/thu.zip"
        try Data(all.bytes).write(to: URL(fileURLWithPath: archive))
        let names = try Command.tool("unzip", ["-Z1", archive]).output.split(separator: "\n")
        #expect(names.map(String.init) == mails.map { $0.notice.mailFileName })
        #expect(try await desk.get("\(path)/mails.zip", as: .viewer).status == 403)
        #expect(try await desk.get("\(path)/mails/\(notice.id)", as: .viewer).status == 403)
        #expect(try await desk.get("\(path)/mails/0", as: .clerk).status == 404)
        #expect(!(try await desk.get("\(path)/mail", as: .viewer).text.contains("/mails")))
    }

    @Test("letters come as a paper whose styles alone are allowed")
    func letters() async throws {
        let count = try #require(desk.office.register.noticeCounts().first)
        let page = try await desk.get("\(NoticePath.of(count.kit, count.edition))/letters", as: .clerk)
        #expect(page.status == 200)
        let policy = try #require(page.headers[.contentSecurityPolicy])
        #expect(policy.contains("style-src 'sha256-") && !policy.contains("unsafe"))
        #expect(!page.text.contains(" style=\""))
    }

    @Test(
        "the letters of all kits are about what waits, until it is passed on; what was sent comes when asked for"
    )
    func allLetters() async throws {
        let register = desk.office.register
        let waiting = try register.notices(NoticeSearch(state: .waiting))
        let codes = Set(waiting.filter { $0.kind != .escalation }.map(\.nodeCode))
        let page = try await desk.get("/notices/letters", as: .clerk)
        #expect(page.status == 200)
        for code in codes { #expect(page.text.contains("(\(code))")) }
        #expect(try await desk.get("/notices/letters", as: .viewer).status == 403)
        #expect(try await desk.get("/notices/letters?node=KHONG-CO", as: .clerk).status >= 400)
        try register.finish(notices: waiting.map(\.id), by: Actor(user: "lan"))
        let none = try await desk.get("/notices/letters", as: .clerk)
        #expect(none.words.contains("Không có thư nào chờ chuyển") && !none.text.contains("/k#"))
        #expect(try await desk.get("/notices/letters?all=1", as: .clerk).text.contains("/k#"))
        let notice = try #require(waiting.first)
        let own = "/kits/\(notice.kit)/editions/\(notice.edition)/for/\(notice.nodeCode)/letter"
        #expect(try await desk.get(own, as: .clerk).text.contains("/k#"))
        #expect(try await desk.get(own, as: .viewer).status == 403)
    }

    @Test("reminders are written about whoever is behind, and told")
    func remind() async throws {
        let kits = try desk.office.register.kits().map(\.definition.slug)
        let late = try #require(
            kits.first { kit in
                try desk.office.register.countToday(kit: kit).groups.contains {
                    $0.judgement.edition == .behind
                }
            })
        let latest = try desk.office.register.edition(of: late)
        let path = NoticePath.of(late, latest.number)
        #expect(try await desk.get(path, as: .clerk).words.contains("Soạn thư nhắc"))
        #expect(!(try await desk.get(path, as: .viewer).words.contains("Soạn thư nhắc về")))
        let before = try desk.office.register.count(NoticeSearch(kit: late, kind: .reminder))
        let sent = try await desk.post("\(path)/remind", as: .clerk)
        #expect(sent.status == 303)
        #expect(try desk.office.register.count(NoticeSearch(kit: late, kind: .reminder)) > before)
        #expect(try await desk.post("\(path)/remind", as: .viewer).status == 403)
    }

    @Test("what was not delivered is listed with its reason, and a clerk tries it again")
    func failed() async throws {
        let register = desk.office.register
        let every = WorkingCalendar(weekdays: Set(1...7), hours: 0..<1440)
        try register.writeDueNotices(calendar: every, by: Actor(user: "lan"))
        let message = try #require(try register.lease(.mail, most: 1, by: "a", calendar: every).first)
        let reason = "5.1.1 <không có> hộp thư"
        try register.record([
            DeliveryOutcome(message, .refused(code: 550, text: reason, isAboutRecipient: true))
        ])
        let path = NoticePath.of(message.lead.kit, message.lead.edition)
        #expect(try await desk.get(path, as: .clerk).words.contains("Không gửi được, và vì sao"))
        let page = try await desk.get("\(path)/failed", as: .clerk)
        #expect(page.status == 200)
        #expect(
            page.words.contains("550 \(reason)") || page.text.contains("550 5.1.1 &lt;không có&gt; hộp thư"))
        #expect(!page.text.contains("<không có>"))
        #expect(
            try await desk.post("\(path)/failed", as: .viewer, [("id", "\(message.lead.id)")]).status == 403)
        let sent = try await desk.post("\(path)/failed", as: .clerk, [("id", "\(message.lead.id)")])
        #expect(sent.status == 303)
        #expect(try register.notices(NoticeSearch(state: .failed)).isEmpty)
        #expect(try await desk.get("\(path)/failed", as: .viewer).words.contains("Không có thư nào"))
    }

    @Test("what is due today is shown with its reasons and written once")
    func due() async throws {
        let page = try await desk.get("/notices/due", as: .clerk)
        #expect(page.status == 200)
        let plan = try desk.office.register.noticePlan(calendar: desk.office.settings.calendar())
        if plan.count > 0 { #expect(page.words.contains("\(plan.count) thư đến hạn")) }
        #expect(try await desk.post("/notices/due", as: .viewer).status == 403)
        let sent = try await desk.post("/notices/due", as: .clerk)
        #expect(sent.location == "/notices/due?done=written&n=\(plan.count)")
        #expect(try desk.office.register.noticePlan(calendar: desk.office.settings.calendar()).count == 0)
        #expect(try await desk.get("/notices/due", as: .viewer).status == 200)
    }

    @Test("an edition that is not there says so")
    func missing() async throws {
        let kit = try #require(desk.office.register.kits().first).definition.slug
        #expect(try await desk.get("/notices/\(kit)/99").status == 404)
        #expect(try await desk.get("/notices/\(kit)/x").status == 404)
        #expect(try await desk.get("/notices/khong-co/1").status == 404)
    }
}
